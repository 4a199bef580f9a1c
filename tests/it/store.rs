//! The shared store of derived photos, and shards: a store never fails a build, never makes it wrong, and never holds
//! what is hidden.

mod server;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{Gallery, assert_same, printed, tree};
use server::{Mood, S3Server};

/// Four entries with a photo each.
fn gallery() -> Gallery {
    let gallery = Gallery::empty();
    gallery.write("guong.toml", "title = \"Thử\"\nbase_url = \"https://thu.example/\"\nsearch = false\n");
    gallery.write(
        "content/fields.toml",
        "[[fields]]\nid = \"kinh-te\"\nname = \"Kinh tế\"\n[[fields]]\nid = \"van-hoa\"\nname = \"Văn hóa\"\n",
    );
    for number in 3..=6_u32 {
        gallery.entry(number as usize, "[[photos]]\nfile = \"ca.jpg\"\nalt = \"Cá\"\n");
        gallery.photo(&format!("content/entries/e{number:02}/ca.jpg"), 320 + number, 240);
    }
    gallery
}

/// A place in the bucket of a server.
const BUCKET: &str = "s3://thung/anh/trang";

/// Returns a command on a gallery with a store. Today is today: as of another day, nothing is stored.
fn guong(gallery: &Gallery, store: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guong"));
    command.args(arguments).args(["--lang", "vi", "--root"]).arg(gallery.path());
    for name in ["GUONG_STORE_READ_ONLY", "SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX", "AWS_PROFILE"] {
        command.env_remove(name);
    }
    command.env("GUONG_STORE", store).env("NO_PROXY", "127.0.0.1");
    command.env("AWS_ACCESS_KEY_ID", "khoa").env("AWS_SECRET_ACCESS_KEY", "bi-mat");
    command
}

/// Runs a command; returns its status and output.
fn run(command: &mut Command) -> (i32, String) {
    let output = command.output().unwrap();
    (output.status.code().unwrap(), printed(&output))
}

/// Runs a command that must succeed; returns its output.
fn done(command: &mut Command) -> String {
    let (status, said) = run(command);
    assert_eq!(status, 0, "{said}");
    said
}

fn build(gallery: &Gallery, store: &str) -> String {
    done(&mut guong(gallery, store, &["build"]))
}

fn says(said: &str, words: &str) {
    assert!(said.contains(words), "no “{words}” in: {said}");
}

/// Returns what a build without any store publishes.
fn alone(gallery: &Gallery) -> BTreeMap<String, Vec<u8>> {
    let alone = gallery.copy();
    let said = done(guong(&alone, "", &["build"]).env_remove("GUONG_STORE"));
    assert!(!said.contains("Kho chung"), "{said}");
    alone.published()
}

fn is_empty(folder: &Path) -> bool {
    !folder.exists() || tree(folder).is_empty()
}

#[test]
fn a_fresh_machine_derives_nothing() {
    let gallery = gallery();
    let alone = alone(&gallery);
    // The site's own setting, relative to its folder.
    let config = fs::read_to_string(gallery.at("guong.toml")).unwrap();
    gallery.write("guong.toml", &format!("{config}[cache]\nstore = \"kho\"\n"));
    let said = done(guong(&gallery, "", &["build"]).env_remove("GUONG_STORE"));
    says(&said, "Kho chung: 0 có sẵn, 4 làm mới, ghi 4.");
    assert_same(&gallery.published(), &alone, "the first machine");
    assert_eq!(tree(&gallery.at("kho")).len(), 4);

    let fresh = gallery.copy();
    let said = done(guong(&fresh, "", &["build"]).env_remove("GUONG_STORE"));
    says(&said, "Kho chung: 4 có sẵn, 0 làm mới.");
    assert_same(&fresh.published(), &alone, "a fresh machine");

    let reader = gallery.copy();
    reader.edit("guong.toml", "[cache]", "[cache]\nread_only = true");
    fs::remove_dir_all(reader.at("kho")).unwrap();
    let said = done(guong(&reader, "", &["build"]).env_remove("GUONG_STORE"));
    says(&said, "Kho chung: 0 có sẵn, 4 làm mới, không ghi.");
    assert!(is_empty(&reader.at("kho")));
    assert_same(&reader.published(), &alone, "read only");
}

#[test]
fn what_became_hidden_is_deleted_there_even_later() {
    let gallery = gallery();
    let folder = tempfile::tempdir().unwrap();
    let kho = folder.path().join("kho");
    let store = kho.to_str().unwrap();
    let hide = |entry: &str| {
        gallery.edit(&format!("content/entries/{entry}/index.md"), "title", "draft = true\ntitle");
    };
    // What is not public yet is not put there.
    hide("e03");
    says(&build(&gallery, store), "3 làm mới, ghi 3");
    assert_eq!(tree(&kho).len(), 3);
    // As of another day, other entries are public: nothing is put, nothing is deleted.
    hide("e04");
    let said = done(&mut guong(&gallery, store, &["build", "--as-of", "2030-01-01", "--allow-removed"]));
    says(&said, "không ghi");
    assert_eq!(tree(&kho).len(), 3);
    says(&build_hiding(&gallery, store), "xóa 1 ảnh đã ẩn");
    assert_eq!(tree(&kho).len(), 2);

    // The store is away when the photo's file is deleted too.
    hide("e05");
    gallery.remove("content/entries/e05/ca.jpg");
    gallery.edit("content/entries/e05/index.md", "[[photos]]\nfile = \"ca.jpg\"\nalt = \"Cá\"\n", "");
    fs::rename(&kho, folder.path().join("xa")).unwrap();
    fs::write(&kho, "").unwrap();
    says(&build_hiding(&gallery, store), "W0013");
    fs::remove_file(&kho).unwrap();
    fs::rename(folder.path().join("xa"), &kho).unwrap();
    says(&build(&gallery, store), "xóa 1 ảnh đã ẩn");
    assert_eq!(tree(&kho).len(), 1);
    // What is known to be gone is not looked for again; what is shown again is put again.
    assert!(!build(&gallery, store).contains("xóa"));
    gallery.edit("content/entries/e03/index.md", "draft = true\n", "");
    says(&build(&gallery, store), "1 làm mới, ghi 1");
    assert_eq!(tree(&kho).len(), 2);
}

fn build_hiding(gallery: &Gallery, store: &str) -> String {
    done(&mut guong(gallery, store, &["build", "--allow-removed", "--format", "short"]))
}

#[test]
fn an_altered_photo_is_derived_and_put_again() {
    let gallery = gallery();
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().to_str().unwrap();
    build(&gallery, store);
    let whole = tree(folder.path());
    let damaged: Vec<&String> = whole.keys().take(2).collect();
    fs::write(folder.path().join(damaged[0]), &whole[damaged[0]][..100]).unwrap();
    // A whole bundle of another picture.
    fs::write(folder.path().join(damaged[1]), &whole[damaged[0]]).unwrap();
    let fresh = gallery.copy();
    let said = build(&fresh, store);
    says(&said, "Kho chung: 2 có sẵn, 2 làm mới, ghi 2.");
    assert_eq!(said.matches("W0012").count(), 1, "{said}");
    assert_same(&fresh.published(), &gallery.published(), "with damage in the store");
    assert_same(&tree(folder.path()), &whole, "mended");
}

#[test]
fn a_server_may_fail_as_it_likes() {
    let gallery = gallery();
    let alone = alone(&gallery);
    let server = S3Server::start();
    let tried = |mood: Mood| {
        server.set(mood);
        let fresh = gallery.copy();
        let mut command = guong(&fresh, BUCKET, &["build"]);
        let said = done(command.env("AWS_ENDPOINT_URL", &server.address));
        assert_same(&fresh.published(), &alone, &format!("{mood:?}"));
        assert!(said.matches("W0012").count() <= 1, "{said}");
        said
    };
    for mood in [Mood::Down, Mood::Refuses, Mood::Full, Mood::Garbage] {
        says(&tried(mood), "Kho chung: 0 có sẵn, 4 làm mới, ghi 0.");
        assert_eq!(server.files().len(), 0, "{mood:?}");
    }
    tried(Mood::Half);
    says(&tried(Mood::Well), " làm mới");
    assert_eq!(server.files().len(), 4);
    assert!(server.files().keys().all(|key| key.starts_with("/thung/anh/trang/")));
    says(&tried(Mood::Well), "Kho chung: 4 có sẵn, 0 làm mới.");
    says(&tried(Mood::Garbage), "Kho chung: 0 có sẵn, 4 làm mới");
    // It may be read, not written to.
    server.clear();
    server.set(Mood::Well);
    build_on(&server, &gallery);
    says(&tried(Mood::ReadOnly), "Kho chung: 4 có sẵn, 0 làm mới.");
    // Nobody there, and no keys.
    let fresh = gallery.copy();
    let mut command = guong(&fresh, "s3://thung", &["build"]);
    says(&done(command.env("AWS_ENDPOINT_URL", "http://127.0.0.1:1")), "W0012");
    let home = tempfile::tempdir().unwrap();
    let fresh = gallery.copy();
    let mut command = guong(&fresh, "s3://thung", &["build"]);
    command.env_remove("AWS_ACCESS_KEY_ID").env("HOME", home.path()).env("USERPROFILE", home.path());
    says(&done(&mut command), "thiếu khóa truy cập");
    assert_same(&fresh.published(), &alone, "without keys");
}

fn build_on(server: &S3Server, gallery: &Gallery) -> String {
    done(guong(gallery, BUCKET, &["build"]).env("AWS_ENDPOINT_URL", &server.address))
}

#[test]
fn shards_make_everything_once_and_a_build_takes_it() {
    let gallery = gallery();
    let alone = alone(&gallery);
    let server = S3Server::start();
    let shard = |arguments: &[&str]| {
        let fresh = gallery.copy();
        let mut command = guong(&fresh, BUCKET, &[&["photos"], arguments].concat());
        command.env("AWS_ENDPOINT_URL", &server.address);
        (fresh, command)
    };
    let (fresh, mut command) = shard(&["--plan"]);
    says(&done(&mut command), "4 ảnh: 0 có sẵn trong kho, còn 4.");
    assert_eq!(server.files().len(), 0, "a plan puts nothing");
    drop(fresh);
    // A store that answers every other request is tried again until all is there.
    server.set(Mood::Half);
    for part in ["1/3", "2/3", "2/3"] {
        let (fresh, mut command) = shard(&["--shard", part]);
        let said = done(&mut command);
        says(&said, &format!("Phần {part}"));
        assert!(!fresh.at(".guong").exists(), "a shard writes nothing on its machine");
    }
    let (_fresh, mut command) = shard(&[]);
    command.envs([
        ("SLURM_ARRAY_TASK_ID", "7"),
        ("SLURM_ARRAY_TASK_COUNT", "3"),
        ("SLURM_ARRAY_TASK_MIN", "5"),
    ]);
    says(&done(&mut command), "Phần 3/3");
    assert_eq!(server.files().len(), 4);
    let before = server.files();
    let (_fresh, mut command) = shard(&[]);
    says(&done(&mut command), "Phần 1/1: 4 ảnh, 4 có sẵn trong kho, 0 làm mới và ghi.");
    let fresh = gallery.copy();
    server.set(Mood::Well);
    says(&build_on(&server, &fresh), "Kho chung: 4 có sẵn, 0 làm mới.");
    assert_same(&fresh.published(), &alone, "after shards");
    assert!(server.files() == before);

    // What cannot be stored is a failure here, so that the scheduler runs the shard again.
    server.clear();
    server.set(Mood::Full);
    let (_fresh, mut command) = shard(&[]);
    let (status, said) = run(&mut command);
    assert_eq!(status, 3, "{said}");
    says(&said, "nơi lưu đã đầy");
    // Mistakes: which shard it is, no store, another day.
    let (_fresh, mut command) = shard(&[]);
    let (status, said) = run(command.env("JOB_COMPLETION_INDEX", "1"));
    assert_eq!(status, 2, "{said}");
    says(&said, "GUONG_SHARDS");
    let (_fresh, mut command) = shard(&["--as-of", "2030-01-01"]);
    assert_eq!(run(&mut command).0, 2);
    let (_fresh, mut command) = shard(&[]);
    let (status, said) = run(command.env_remove("GUONG_STORE"));
    assert_eq!(status, 2, "{said}");
    says(&said, "chưa có kho chung");
}

#[test]
fn a_sweep_removes_what_no_recipe_asks_for_and_nothing_foreign() {
    let gallery = gallery();
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().to_str().unwrap();
    build(&gallery, store);
    let before = tree(folder.path());
    let (own, _) = before.iter().next().unwrap();
    let foreign = ["ghi-chu.txt", &format!("{}/ghi-chu.txt", &own[..2]), "00/x.photos"];
    for path in foreign {
        fs::create_dir_all(folder.path().join(path).parent().unwrap()).unwrap();
        fs::write(folder.path().join(path), "x").unwrap();
    }
    // What a killed process left of a picture.
    let part = folder.path().join(own).with_file_name(".guong-x.part");
    fs::write(&part, "x").unwrap();
    let config = fs::read_to_string(gallery.at("guong.toml")).unwrap();
    gallery.write("guong.toml", &format!("{config}[photos]\nwebp_quality = 50\n"));
    gallery.remove("content/entries/e06/ca.jpg");
    gallery.entry(6, "");
    let said = done(&mut guong(&gallery, store, &["store", "sweep", "--dry-run"]));
    says(&said, "Kho chung: sẽ giữ 0 tệp, bỏ 5.");
    assert_eq!(tree(folder.path()).len(), 4 + 3 + 1);
    build(&gallery, store);
    says(&done(&mut guong(&gallery, store, &["store", "sweep"])), "Kho chung: giữ 3 tệp, đã bỏ ");
    let after = tree(folder.path());
    assert_eq!(after.len(), 3 + 3, "{:?}", after.keys());
    assert!(foreign.iter().all(|path| after.contains_key(*path)));
    let fresh = gallery.copy();
    says(&build(&fresh, store), "Kho chung: 3 có sẵn, 0 làm mới.");
}
