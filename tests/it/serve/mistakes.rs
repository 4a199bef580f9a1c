//! Mistakes do not end the preview.

use super::browser::Preview;
use crate::support::Gallery;

const E05: &str = "content/entries/e05/index.md";

#[test]
fn the_last_good_page_stays_until_the_mistake_is_mended() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &[]);
    let mut page = preview.open("/mo-hinh/e05/");
    gallery.edit(E05, "title =", "titel =");
    let event = page.receive("problems");
    let text = event["text"].as_str().unwrap();
    assert!(text.contains("content/entries/e05/index.md:2:1: error[E"), "{text}");
    assert!(event["title"].as_str().unwrap().contains("error"), "{event}");
    preview.says("content/entries/e05/index.md:2:1: error[E");
    assert_eq!(preview.get("/mo-hinh/e05/").status, 200);
    assert!(preview.get("/mo-hinh/e05/").text().contains("Mô hình số 5"));
    gallery.edit(E05, "titel = \"Mô hình số 5", "title = \"Mô hình đã mở");
    page.until_it_says("Mô hình đã mở");
    assert_eq!(page.receive("problems")["text"], "");
    preview.says("No errors left.");
}

#[test]
fn a_later_tab_is_notified_too() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &[]);
    let first = preview.open("/");
    gallery.write("themes/guong/templates/pages/home.html", "{% if %}");
    assert!(
        first.receive("problems")["text"]
            .as_str()
            .unwrap()
            .contains("themes/guong/templates/pages/home.html:1")
    );
    // `open` waits for the current state, which is the first event.
    let page = preview.get("/");
    assert_eq!(page.status, 200);
    gallery.remove("themes/guong/templates/pages/home.html");
    assert_eq!(first.receive("problems")["text"], "");
}

#[test]
fn a_site_that_was_never_whole_says_why() {
    let gallery = Gallery::new();
    gallery.edit(E05, "fields = [\"van-hoa\"]", "fields = [\"<script>x</script>\"]");
    let preview = Preview::of(&gallery, &[]);
    let mut page = preview.open("/mo-hinh/e05/");
    assert_eq!(page.shown.status, 503);
    let text = page.shown.text();
    assert!(text.contains("&lt;script&gt;x"), "{text}");
    assert!(!text.contains("<script>x"), "{text}");
    gallery.edit(E05, "<script>x</script>", "van-hoa");
    page.until_it_says("Mô hình số 5");
}

#[test]
fn a_broken_picture_is_reported_when_a_page_shows_it() {
    let gallery = Gallery::new();
    gallery.write("content/entries/e02/ca.jpg", "no picture");
    let preview = Preview::of(&gallery, &[]);
    assert!(!preview.get("/mo-hinh/e02/").text().contains("/anh/"));
    preview.says("content/entries/e02/index.md");
    let mut page = preview.open("/mo-hinh/e02/");
    gallery.photo("content/entries/e02/ca.jpg", 200, 100);
    page.until(|page| page.text().contains("/anh/"));
}

#[test]
fn a_failing_part_for_photos_in_texts_shows_its_error_as_the_page() {
    let gallery = Gallery::new();
    gallery.photo("content/entries/e05/trong-bai.png", 40, 30);
    let text = std::fs::read_to_string(gallery.at(E05)).unwrap();
    gallery.write(E05, &format!("{text}\n![Ảnh](trong-bai.png)\n"));
    let preview = Preview::of(&gallery, &[]);
    let mut page = preview.open("/mo-hinh/e05/");
    assert_eq!(page.shown.status, 200);
    gallery.write("themes/guong/templates/parts/text-photos.html", "{{ nothing.there.at.all }}");
    page.until(|page| page.status == 500);
    assert!(page.shown.text().contains("parts/text-photos.html"), "{}", page.shown.text());
    gallery.remove("themes/guong/templates/parts/text-photos.html");
    page.until(|page| page.status == 200);
}

#[test]
fn a_failing_template_shows_its_error_as_the_page() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &[]);
    let mut page = preview.open("/mo-hinh/e05/");
    gallery.write("themes/guong/templates/pages/entry.html", "<head></head>{{ nothing.there.at.all }}");
    page.until(|page| page.status == 500);
    assert!(page.shown.text().contains("themes/guong/templates/pages/entry.html"), "{}", page.shown.text());
    assert_eq!(preview.get("/").status, 200);
    gallery.remove("themes/guong/templates/pages/entry.html");
    page.until(|page| page.status == 200);
}
