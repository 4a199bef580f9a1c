//! Attached files: which are published, at which address, and how they are shown.

use std::fs;

use crate::support::disk::{ENTRY, guong, put, site};

#[test]
fn files_that_texts_link_to_are_attached_and_those_of_drafts_are_not() {
    let folder = site();
    let root = folder.path();
    let text = "+++\nBài, xem [kế hoạch](<Kế hoạch #1.pdf>) và [bảng](../bang.xlsx).\n";
    let entry =
        ENTRY.replace("+++\nBài.\n", &text.replace("#1", "%231").replace(" và [bảng](../bang.xlsx)", ""));
    put(root, "content/entries/a/index.md", &entry);
    let plan = [b"%PDF-1.7\n".to_vec(), vec![b'x'; 1_300_000]].concat();
    put(root, "content/entries/a/Kế hoạch #1.pdf", &plan);
    put(root, "content/entries/a/khong-dan.pdf", "%PDF-1.7 bí mật 1");
    put(root, "content/entries/b/index.md", entry.replace("started", "draft = true\nstarted"));
    put(root, "content/entries/b/Kế hoạch #1.pdf", "%PDF-1.7 bí mật 2");
    put(root, "static/.well-known/security.txt", "Contact: mailto:a@b.vn");
    put(root, "static/.nojekyll", "");
    put(root, "static/.git/config", "bí mật 3");
    let (status, said) = guong(root, &["build", "--format", "short"]);
    assert_eq!(status, 0, "{said}");
    let published = |path: &str| fs::read_to_string(root.join("public").join(path)).unwrap();
    let page = published("mo-hinh/a/index.html");
    let (_, link) = page.split_once("<a href=\"../../tep-kem/").unwrap();
    let (address, rest) = link.split_once('"').unwrap();
    assert!(address.ends_with("/ke-hoach-1.pdf"), "{address}");
    assert!(rest.starts_with(">kế hoạch</a> <small>(PDF, 1,2\u{a0}MB)</small>"), "{}", &rest[..80]);
    assert_eq!(fs::read(root.join("public/tep-kem").join(address)).unwrap(), plan);
    assert_eq!(published(".well-known/security.txt"), "Contact: mailto:a@b.vn");
    assert!(root.join("public/.nojekyll").exists() && !root.join("public/.git").exists());
    for entry in walkdir::WalkDir::new(root.join("public")).into_iter().map(Result::unwrap) {
        if entry.file_type().is_file() {
            let bytes = String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned();
            assert!(!bytes.contains("bí mật"), "{}", entry.path().display());
        }
    }
    // Once it is hidden, nothing of it is left.
    put(root, "content/entries/a/index.md", entry.replace("started", "publish_at = 2030-01-01\nstarted"));
    assert_eq!(guong(root, &["build", "--allow-removed"]).0, 0);
    assert!(!root.join("public/tep-kem").exists());
}

#[test]
fn files_that_an_entry_names_are_attached() {
    let folder = site();
    let root = folder.path();
    let named = |names: &str| ENTRY.replace("started", &format!("attachments = {names}\nstarted"));
    put(root, "content/entries/a/index.md", named("[\"Kế hoạch 100% #1.pdf\"]"));
    put(root, "content/entries/a/Kế hoạch 100% #1.pdf", "%PDF-1.7\n");
    let (status, said) = guong(root, &["build", "--format", "short"]);
    assert_eq!(status, 0, "{said}");
    let page = fs::read_to_string(root.join("public/mo-hinh/a/index.html")).unwrap();
    let (_, list) = page.split_once("Tệp kèm theo").unwrap();
    let (_, link) = list.split_once("<a href=\"../../").unwrap();
    let (address, rest) = link.split_once('"').unwrap();
    assert_eq!(fs::read(root.join("public").join(address)).unwrap(), b"%PDF-1.7\n");
    assert!(rest.starts_with(">Kế hoạch 100% #1.pdf</a> <small>(PDF, 1\u{a0}KB)</small>"), "{}", &rest[..80]);
    put(root, "content/entries/a/index.md", named("[\"ca.jpg\", \"../tha-ca.md\", \"khong-co.pdf\"]"));
    put(root, "content/entries/a/ca.jpg", "");
    let (status, said) = guong(root, &["check", "--format", "short"]);
    assert!(status == 1 && ["E0224", "E0225", "E0204"].iter().all(|code| said.contains(code)), "{said}");
}
