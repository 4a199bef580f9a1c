//! What the caller writes and links between the beginning and the commit.

use std::fs;

use guong::digest::Digest;
use guong::publish::*;

use super::support::*;

#[test]
fn photos_are_shared_and_never_written_through() {
    let site = Site::empty();
    let cache = site.root().join("cache.jpg");
    fs::write(&cache, "photo").unwrap();
    let publication = site.begin(&[("p.jpg", "key 1")]).unwrap();
    assert_eq!(publication.link(0, &cache).unwrap(), Linked::Shared);
    publication.commit().unwrap();
    assert!(same_file::is_same_file(&cache, site.out().join("p.jpg")).unwrap());
    site.assert_level();

    // Linked, and then written: the cached file keeps its bytes.
    let publication = site.begin(&[("p.jpg", "key 0")]).unwrap();
    let other = site.root().join("other.jpg");
    fs::write(&other, "photo").unwrap();
    assert_eq!(publication.link(0, &other).unwrap(), Linked::Shared);
    publication.write(0, b"altered").unwrap();
    publication.commit().unwrap();
    assert_eq!(fs::read_to_string(&other).unwrap(), "photo");

    // Published again with different bytes: the cached file keeps its bytes.
    let publication = site.begin(&[("p.jpg", "key 2")]).unwrap();
    publication.write(0, b"other").unwrap();
    publication.commit().unwrap();
    assert_eq!(fs::read_to_string(&cache).unwrap(), "photo");
    site.assert_level();
}

#[test]
fn a_photo_that_was_edited_where_it_is_published_is_not_linked_again() {
    let site = Site::new();
    let cache = site.root().join("cache.jpg");
    fs::write(&cache, "photo").unwrap();
    let publication = site.begin(&[("p.jpg", "key")]).unwrap();
    assert_eq!(publication.link(0, &cache).unwrap(), Linked::Shared);
    publication.commit().unwrap();
    pause();
    fs::write(site.out().join("p.jpg"), "PHOTO").unwrap();
    let publication = site.begin(&[("p.jpg", "key")]).unwrap();
    assert_eq!(publication.pending(), [0]);
    assert_eq!(publication.link(0, &cache).unwrap(), Linked::Altered);
    publication.write(0, b"photo").unwrap();
    publication.commit().unwrap();
    assert_eq!(site.files(), [("p.jpg".into(), "photo".into())]);
    site.assert_level();
}

#[test]
fn only_requested_files_may_be_written() {
    let site = Site::new();
    site.publish(&[("a.html", "A"), ("b.html", "B")]).unwrap();
    let publication = site.begin(&[("a.html", "A"), ("b.html", "new")]).unwrap();
    assert_eq!(publication.pending(), [1]);
    assert!(matches!(publication.write(0, b""), Err(PublishError::NotPending { index: 0 })));
    assert!(matches!(publication.write(9, b""), Err(PublishError::NotPending { index: 9 })));
    publication.write(1, b"first").unwrap();
    publication.write(1, b"new").unwrap();
    publication.commit().unwrap();
    assert_eq!(site.files()[1].1, "new");
    assert!(matches!(
        site.publish(&[("../x", "")]),
        Err(PublishError::BadPath { fault: PathFault::Dots, .. })
    ));
}

#[test]
fn an_abandoned_publication_leaves_only_the_old_site() {
    let site = Site::new();
    site.publish(&[("a.html", "A"), ("b.html", "B")]).unwrap();
    let before = stamps(&site.out());
    let publication = site.begin(&[("a.html", "secret"), ("c.html", "secret")]).unwrap();
    publication.write(0, b"secret").unwrap();
    let Err(PublishError::NotProduced { path, more }) = publication.commit() else {
        panic!("committed half a site");
    };
    assert_eq!((&*path, more), ("c.html", 0));
    assert_eq!(stamps(&site.out()), before);
    assert!(!holds_bytes(site.root(), b"secret"));
    site.publish(&[("a.html", "A"), ("b.html", "new")]).unwrap();
    site.assert_level();
}

#[test]
fn a_cached_photo_that_is_replaced_is_a_new_file() {
    let site = Site::new();
    let cache = PhotoCache::new(site.root());
    let (picture, key) = (Digest::of_bytes(b"picture"), Digest::of_bytes(b"key"));
    let kept = cache.keep(picture, key, "jpg", b"first").unwrap();
    let published = site.root().join("published.jpg");
    fs::hard_link(&kept, &published).unwrap();
    // Hard links keep the old bytes, and no reader ever sees a partial file.
    assert_eq!(cache.keep(picture, key, "jpg", b"second").unwrap(), kept);
    assert_eq!(
        (fs::read(&published).unwrap(), fs::read(&kept).unwrap()),
        (b"first".into(), b"second".into())
    );
    assert_eq!(fs::read_dir(kept.parent().unwrap()).unwrap().count(), 1, "nothing is left aside");
}
