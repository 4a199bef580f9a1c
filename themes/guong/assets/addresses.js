// Written from src/address.rs: `GUONG_BLESS=1 cargo test --lib search::scripts`.
export const ENTRIES = 'mo-hinh/';
export const FURTHER = 'trang';
export const SEARCH = 'tim-kiem/';
export const SEARCH_INDEX = 'tim-kiem/chi-muc/';
export const SEARCH_MANIFEST = 'tim-kiem/chi-muc.json';
export const TIMELINE = 'dong-thoi-gian/';
