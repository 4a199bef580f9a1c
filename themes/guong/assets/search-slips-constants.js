// Written from src/search/: `GUONG_BLESS=1 cargo test --lib search::scripts`.
export const MENDED = 11;
export const MENDINGS = 3;
export const INITIALS = [['s', 'x'], ['tr', 'ch'], ['d', 'gi', 'r', 'v'], ['l', 'n'], ['c', 'k', 'q']];
export const FINALS = [['n', 'ng', 'nh'], ['c', 't', 'ch']];
export const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
