//! `guong rename`: what is moved, what is corrected, and what is refused without a byte being written.

use crate::support::{Gallery, tree};

fn rename(gallery: &Gallery, arguments: &[&str]) -> (i32, String) {
    let mut all = vec!["rename", "--lang", "en"];
    all.extend(arguments);
    let output = gallery.guong(&all).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

fn read(gallery: &Gallery, path: &str) -> String {
    std::fs::read_to_string(gallery.at(path)).unwrap()
}

/// Asserts that a command is refused with these words, and that nothing is written.
#[track_caller]
fn refused(gallery: &Gallery, arguments: &[&str], status: i32, words: &str) {
    let before = tree(gallery.path());
    let (code, said) = rename(gallery, arguments);
    assert_eq!(code, status, "{said}");
    assert!(said.contains(words), "{said}");
    assert!(before == tree(gallery.path()), "nothing is written");
}

#[test]
fn an_entry_is_renamed_with_everything_that_names_it() {
    let gallery = Gallery::new();
    let config = read(&gallery, "guong.toml");
    gallery.write("guong.toml", &format!("{config}featured = [\n  \"e02\", # hai\n  \"e01\",\n]\n"));
    let text = "Xem [một](../e01/index.md#ket-qua \"Một\"), [lại](<../e01/>), [nữa][n], ![](../e01/ca.jpg).\r\n\r\n`[mã](../e01/index.md)` [khác](../e011/) [ngoài](https://e01/e01/) [này](#e01)\r\n\r\n[n]: /mo-hinh/e01/?q=1\r\n";
    let front = read(&gallery, "content/entries/e04/index.md");
    let front = &front[..front.rfind("+++").unwrap()];
    let front = format!("{front}replicates = 'e01' # theo\n");
    gallery.write("content/entries/e04/index.md", &format!("{front}+++\n{text}"));
    gallery.write("content/entries/e011/index.md", &read(&gallery, "content/entries/e05/index.md"));
    gallery.write(
        "content/pages/gioi-thieu.md",
        "+++\ntitle = \"Giới thiệu\"\n+++\n<a href=\"../mo-hinh/e01/\">Một</a> [mô hình](../entries/e01/index.md).\n",
    );
    gallery.build_with(&["--allow-removed"]);

    let before = tree(&gallery.at("content"));
    let (status, dry) = rename(&gallery, &["e01", "tha-ca", "--dry-run"]);
    assert_eq!(status, 0, "{dry}");
    assert!(before == tree(&gallery.at("content")), "a dry run writes nothing");
    let (status, said) = rename(&gallery, &["e01", "tha-ca"]);
    assert_eq!(status, 0, "{said}");
    for path in ["guong.toml", "content/entries/e04/index.md", "content/pages/gioi-thieu.md"] {
        assert!(said.contains(path) && dry.contains(path), "{said}");
    }
    let expected = text
        .replace("../e01/index.md#", "../tha-ca/index.md#")
        .replace("<../e01/>", "<../tha-ca/>")
        .replace("../e01/ca.jpg", "../tha-ca/ca.jpg")
        .replace("/mo-hinh/e01/?", "/mo-hinh/tha-ca/?");
    assert_eq!(
        read(&gallery, "content/entries/e04/index.md"),
        format!("{}+++\n{expected}", front.replace("'e01' # theo", "'tha-ca' # theo"))
    );
    assert!(read(&gallery, "guong.toml").ends_with("featured = [\n  \"e02\", # hai\n  \"tha-ca\",\n]\n"));
    let page = read(&gallery, "content/pages/gioi-thieu.md");
    assert!(page.contains("../mo-hinh/tha-ca/\"") && page.contains("../entries/tha-ca/index.md"), "{page}");
    assert!(
        read(&gallery, "content/entries/tha-ca/index.md")
            .contains("aliases = [\"/cu/e01/\", \"/mo-hinh/e01/\"]")
    );
    assert!(gallery.at("content/entries/tha-ca/ca.jpg").exists());
    assert!(!gallery.at("content/entries/e01").exists());
    // No address is lost, and every link leads somewhere.
    gallery.build();

    let (status, said) = rename(&gallery, &["content\\entries\\tha-ca\\", "e01"]);
    assert_eq!(status, 0, "{said}");
    let back = read(&gallery, "content/entries/e01/index.md");
    assert!(
        back.contains("aliases = [\"/cu/e01/\", \"/mo-hinh/tha-ca/\"]"),
        "its own address is no alias: {back}"
    );
    gallery.build();
}

#[test]
fn a_draft_leaves_no_alias_and_an_entry_with_a_slug_keeps_its_address() {
    let gallery = Gallery::new();
    gallery.entry(5, "draft = true\n");
    gallery.entry(6, "slug = \"sau\"\n");
    gallery.entry(7, "replicates = \"sau\"\n");
    let seven = read(&gallery, "content/entries/e07/index.md");
    assert_eq!(rename(&gallery, &["e05", "nam"]).0, 0);
    assert!(!read(&gallery, "content/entries/nam/index.md").contains("aliases"));
    assert_eq!(rename(&gallery, &["sau", "x-6"]).0, 0);
    assert!(!read(&gallery, "content/entries/x-6/index.md").contains("aliases"));
    assert_eq!(read(&gallery, "content/entries/e07/index.md"), seven);
    gallery.build();
}

#[test]
fn documents_and_pages_are_renamed_too() {
    let gallery = Gallery::new();
    let two = read(&gallery, "content/entries/e02/index.md");
    let two = two.replacen("+++\n", "+++\ndocuments = [\"05-ct-tu\", '05-CT/TU']\n", 1);
    gallery.write(
        "content/entries/e02/index.md",
        &format!("{two}\n[CT](../../documents/05-ct-tu.md) [đó](../../documents/05-ct-tu)\n"),
    );
    gallery.write("content/pages/sach/index.md", "+++\ntitle = \"Sách\"\n+++\n[Chương](chuong.md)\n");
    gallery.write(
        "content/pages/sach/chuong.md",
        "+++\ntitle = \"Chương\"\n+++\n[Lên](../sach/) [Giới thiệu](../gioi-thieu.md)\n",
    );
    gallery.write(
        "content/pages/gop-y.md",
        "+++\ntitle = \"Góp ý\"\n+++\n[Chương](/sach/chuong/) [Sách](sach/index.md)\n",
    );
    gallery.build();

    let (status, said) = rename(&gallery, &["05-ct-tu", "chi-thi-05"]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("--allow-removed"), "{said}");
    let now = read(&gallery, "content/entries/e02/index.md");
    assert!(now.contains("documents = [\"chi-thi-05\", '05-CT/TU']"), "{now}");
    assert!(now.contains("../../documents/chi-thi-05.md) [đó](../../documents/chi-thi-05)"), "{now}");
    assert!(gallery.at("content/documents/chi-thi-05.md").exists());

    assert_eq!(rename(&gallery, &["/sach/", "so-tay"]).0, 0);
    assert_eq!(
        read(&gallery, "content/pages/gop-y.md"),
        "+++\ntitle = \"Góp ý\"\n+++\n[Chương](/so-tay/chuong/) [Sách](so-tay/index.md)\n"
    );
    let chapter = read(&gallery, "content/pages/so-tay/chuong.md");
    assert!(chapter.contains("[Lên](../so-tay/) [Giới thiệu](../gioi-thieu.md)"), "{chapter}");
    gallery.build_with(&["--allow-removed"]);
}

#[test]
fn what_would_clash_or_is_unclear_is_refused() {
    let gallery = Gallery::new();
    refused(&gallery, &["e99", "x"], 2, "no entry, document or page is called “e99”");
    refused(&gallery, &["e01", "Thả cá"], 2, "such as tha-ca");
    refused(&gallery, &["e01", "../x"], 2, "only a-z");
    refused(&gallery, &["e01", "e01"], 2, "already");
    refused(&gallery, &["e01", "e02"], 2, "content/entries/e02 already exists");
    refused(&gallery, &["e01", "trang"], 1, "/mo-hinh/trang/");
    gallery.entry(3, "slug = \"ba\"\n");
    refused(&gallery, &["e01", "ba"], 1, "“ba”");
    gallery.entry(4, "aliases = [\"/mo-hinh/cu/\"]\n");
    refused(&gallery, &["e01", "cu"], 1, "mo-hinh/cu");
    gallery.write("content/documents/e01.md", "+++\nnumber = \"1\"\ntitle = \"A\"\n+++\n");
    refused(&gallery, &["e01", "x"], 2, "content/documents/e01.md");
    // A folder without sources is in the way too.
    std::fs::create_dir(gallery.at("content/entries/trong")).unwrap();
    refused(&gallery, &["e02", "trong"], 2, "trong already exists");
    let broken = read(&gallery, "content/entries/e05/index.md").replacen("title = ", "title = = ", 1);
    gallery.write("content/entries/e05/index.md", &broken);
    refused(&gallery, &["e05", "x"], 1, "content/entries/e05/index.md");
}

#[test]
fn an_interrupted_renaming_is_completed_by_the_same_command() {
    let gallery = Gallery::new();
    gallery.build();
    let whole = gallery.copy();
    assert_eq!(rename(&whole, &["e01", "tha-ca"]).0, 0);
    // The files were rewritten, but the folder did not move.
    for path in ["content/pages/gioi-thieu.md", "content/entries/tha-ca/index.md"] {
        gallery.write(&path.replace("tha-ca", "e01"), &read(&whole, path));
    }
    let (status, said) = rename(&gallery, &["e01", "tha-ca"]);
    assert_eq!(status, 0, "{said}");
    assert!(tree(&gallery.at("content")) == tree(&whole.at("content")));
}

/// The name that `E0118` proposes is the one that the folder gets; its old name was never published.
#[test]
fn a_folder_whose_name_is_no_address_is_renamed_to_the_proposed_one() {
    let decomposed = "Tha\u{309} ca\u{301}";
    for (on_disk, asked) in [
        ("Tha-Ca", "Tha-Ca"),
        ("Thả cá", "Thả cá"),
        ("Thả-Cá", "content/entries/Thả-Cá"),
        (decomposed, decomposed),
    ] {
        let gallery = Gallery::new();
        std::fs::rename(gallery.at("content/entries/e01"), gallery.at("content/entries").join(on_disk))
            .unwrap();
        gallery.edit(
            "content/pages/gioi-thieu.md",
            "../entries/e01/index.md",
            &format!("<../entries/{on_disk}/>"),
        );
        gallery.entry(4, &format!("replicates = \"{on_disk}\"\n"));
        let (status, said) = rename(&gallery, &[asked, "tha-ca"]);
        assert_eq!(status, 0, "{said}");
        assert!(said.contains("content/entries/tha-ca") && !said.contains("old address leads"), "{said}");
        let now = read(&gallery, "content/entries/tha-ca/index.md");
        assert!(now.contains("aliases = [\"/cu/e01/\"]"), "{now}");
        assert!(read(&gallery, "content/pages/gioi-thieu.md").contains("(<../entries/tha-ca/>)"));
        assert!(read(&gallery, "content/entries/e04/index.md").contains("replicates = \"tha-ca\""));
        assert!(!gallery.at("content/entries").join(on_disk).exists());
        gallery.build();
    }
    let gallery = Gallery::new();
    gallery.write("content/pages/Góp ý.md", "+++\ntitle = \"Góp ý\"\n+++\n");
    gallery.write("content/documents/Chi-Thi.md", "+++\nnumber = \"1\"\ntitle = \"A\"\n+++\n");
    assert_eq!(rename(&gallery, &["Góp ý", "gop-y"]).0, 0);
    assert_eq!(rename(&gallery, &["Chi-Thi", "chi-thi"]).0, 0);
    gallery.build();
}

/// Runs the command without the rights that root has over folders that are read-only.
#[cfg(unix)]
fn rename_without_rights(gallery: &Gallery, arguments: &[&str]) -> (i32, String) {
    use std::os::unix::fs::{MetadataExt, chown};
    use std::os::unix::process::CommandExt;
    let mut command = gallery.guong(&[&["rename"], arguments].concat());
    if tempfile::tempdir().unwrap().path().metadata().unwrap().uid() == 0 {
        const NOBODY: u32 = 65_534;
        for entry in walkdir::WalkDir::new(gallery.path()) {
            chown(entry.unwrap().path(), Some(NOBODY), Some(NOBODY)).unwrap();
        }
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

#[cfg(unix)]
#[test]
fn a_renaming_that_stops_half_way_says_so_and_the_same_command_completes_it() {
    use std::os::unix::fs::PermissionsExt;
    let gallery = Gallery::new();
    let whole = gallery.copy();
    assert_eq!(rename(&whole, &["e01", "tha-ca"]).0, 0);
    let entries = gallery.at("content/entries");
    let allow = |mode| std::fs::set_permissions(&entries, std::fs::Permissions::from_mode(mode)).unwrap();
    allow(0o555);
    let (status, said) = rename_without_rights(&gallery, &["e01", "tha-ca", "--lang", "en"]);
    assert_eq!(status, 3, "{said}");
    assert!(said.contains("content/entries/e01: ") && said.contains("not finished"), "{said}");
    let page = read(&gallery, "content/pages/gioi-thieu.md");
    assert!(page.contains("../entries/tha-ca/"), "files are rewritten before the move: {page}");
    let (status, said) = rename_without_rights(&gallery, &["e01", "tha-ca", "--lang", "vi"]);
    assert_eq!(status, 3, "{said}");
    assert!(said.contains("Chưa đổi xong") && said.contains("chạy lại đúng lệnh"), "{said}");
    allow(0o755);
    let (status, said) = rename_without_rights(&gallery, &["e01", "tha-ca"]);
    assert_eq!(status, 0, "{said}");
    assert!(tree(&gallery.at("content")) == tree(&whole.at("content")));
}
