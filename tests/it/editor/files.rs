//! Files, saved key by key.

use std::fs;

use serde_json::json;

use super::client::Editor;
use crate::support::Gallery;

const E05: &str = "content/entries/e05/index.md";

#[test]
fn a_save_touches_its_own_keys_only() {
    let gallery = Gallery::new();
    gallery.edit(E05, "+++\ntitle", "+++\n# ghi chú\nla = 1\ntitle");
    let editor = Editor::of(&gallery);
    let before = fs::read_to_string(gallery.at(E05)).unwrap();
    let file = editor.file(E05);
    assert_eq!(file["values"]["title"], "Mô hình số 5");
    assert_eq!(file["values"]["started"], "2016-03-05");
    assert_eq!(file["dates"]["started"], json!([2016, 3, 5]));
    assert_eq!(file["page"], "/mo-hinh/e05/");
    assert!(file["text"].as_str().unwrap().starts_with("Đoạn đầu 5."));
    let same = json!([{ "do": "set", "key": "title", "value": "Mô hình số 5" }]);
    assert_eq!(editor.save(E05, same).0, 200);
    assert_eq!(fs::read_to_string(gallery.at(E05)).unwrap(), before);
    assert!(!gallery.at("thung-rac").exists(), "what did not change has no version");
    let (status, saved) = editor.save(
        E05,
        json!([
            { "do": "set", "key": "started", "value": "15/10/2017" },
            { "do": "insert", "key": "results[1]", "value": { "label": "Số hộ", "after": "85" } },
        ]),
    );
    assert_eq!(status, 200, "{saved}");
    let after = fs::read_to_string(gallery.at(E05)).unwrap();
    let expected = before.replace("started = 2016-03-05", "started = 2017-10-15");
    // The keys of a table stay in the order in which they were sent: here, by name.
    let results = "results = [\n  { after = 85, label = \"Số hộ\" },\n]\n";
    let (head, rest) = after.split_once(results).unwrap_or_else(|| panic!("{after}"));
    assert_eq!([head, rest].concat(), expected);
}

#[test]
fn two_who_edit_one_file_see_both_versions() {
    let gallery = Gallery::new();
    let editor = Editor::of(&gallery);
    let mine = editor.file(E05);
    gallery.edit(E05, "Lời kể 5", "Lời của máy khác");
    let theirs = fs::read_to_string(gallery.at(E05)).unwrap();
    let change = json!({ "path": E05, "changes": [{ "do": "set", "key": "title", "value": "Tên của tôi" }] });
    let (status, conflict) = editor.save_from(mine["digest"].as_str().unwrap(), &change);
    assert_eq!(status, 412);
    assert_eq!(fs::read_to_string(gallery.at(E05)).unwrap(), theirs);
    let text = |name: &str| conflict[name].as_str().unwrap().to_string();
    assert!(text("mine").contains("Tên của tôi") && text("mine").contains("Lời kể 5"));
    assert!(text("merged").contains("Tên của tôi") && text("merged").contains("Lời của máy khác"));
    assert_eq!(conflict["now"]["whole"], theirs);
    let whole = json!({ "path": E05, "whole": text("merged") });
    assert_eq!(editor.save_from(conflict["now"]["digest"].as_str().unwrap(), &whole).0, 200);
    assert_eq!(fs::read_to_string(gallery.at(E05)).unwrap(), text("merged"));
    // Without a digest nothing is written.
    assert_eq!(editor.post("save", &change).0, 400);
}

#[test]
fn diagnostics_of_an_unsaved_version_are_at_their_fields() {
    let gallery = Gallery::new();
    let editor = Editor::of(&gallery);
    let before = fs::read(gallery.at(E05)).unwrap();
    let body = json!({ "path": E05, "text": "Xem [x](khong-co.md).", "changes": [
        { "do": "set", "key": "locality", "value": "xã Không Có, tỉnh Nghệ An" },
        { "do": "set", "key": "fields", "value": ["khong-co"] },
    ]});
    let (status, checked) = editor.post("check", &body);
    assert_eq!(status, 200, "{checked}");
    let problems = checked["problems"].as_array().unwrap();
    let at = |key: &str| {
        problems
            .iter()
            .filter(|problem| problem["key"] == key)
            .map(|problem| problem["code"].as_str().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (at("locality"), at("fields[1]"), at("text")),
        (vec!["W0110"], vec!["E0201"], vec!["E0204"]),
        "{checked}"
    );
    let wrong = json!({ "path": E05, "changes": [{ "do": "set", "key": "published", "value": "hôm qua" }] });
    let (status, refused) = editor.post("check", &wrong);
    assert_eq!((status, &refused["problems"][0]["key"]), (422, &json!("published")), "{refused}");
    let unknown = json!({ "path": E05, "changes": [{ "do": "set", "key": "khong_co", "value": "x" }] });
    assert_eq!(editor.post("check", &unknown).0, 422);
    assert_eq!(fs::read(gallery.at(E05)).unwrap(), before);
}

#[test]
fn preview_shows_an_unsaved_version_until_it_is_given_up() {
    let gallery = Gallery::new();
    let editor = Editor::of(&gallery);
    let before = fs::read(gallery.at(E05)).unwrap();
    let mut page = editor.preview.open("/mo-hinh/e05/");
    let show = json!({ "path": E05, "text": "Chưa lưu." });
    assert_eq!(editor.post("show", &show).0, 200);
    page.until_it_says("Chưa lưu.");
    assert_eq!(fs::read(gallery.at(E05)).unwrap(), before);
    assert!(editor.file(E05)["text"].as_str().unwrap().contains("Lời kể 5"), "the file is what is on disk");
    assert_eq!(editor.post("hide", &json!({ "path": E05 })).0, 200);
    page.until_it_says("Lời kể 5");
}

#[test]
fn the_page_of_a_draft_stays_while_somebody_types() {
    let gallery = Gallery::new();
    let draft = fs::read_to_string(gallery.at(E05)).unwrap().replacen("+++\n", "+++\ndraft = true\n", 1);
    gallery.write(E05, &draft);
    let editor = Editor::of(&gallery);
    let mut page = editor.preview.open("/mo-hinh/e05/");
    // A draft is shown without what it refers to in vain, so that one with half a field has no page.
    let half = json!({ "path": E05, "changes": [{ "do": "set", "key": "fields", "value": ["vh"] }] });
    assert_eq!(editor.post("show", &half).0, 200);
    // The answer is given when preview has the version.
    editor.get("list?count=1");
    assert!(editor.preview.get("/mo-hinh/e05/").text().contains("Lời kể 5"));
    assert_eq!(editor.post("show", &json!({ "path": E05, "text": "Viết xong." })).0, 200);
    page.until_it_says("Viết xong.");
    gallery.remove("content/entries/e05");
    page.until(|page| page.status == 404);
}

#[test]
fn what_is_deleted_comes_back() {
    let gallery = Gallery::new();
    let editor = Editor::of(&gallery);
    let before = crate::support::tree(&gallery.at("content"));
    let (status, deleted) = editor.post("delete", &json!({ "path": "content/entries/e02/index.md" }));
    assert_eq!(status, 200, "{deleted}");
    assert!(!gallery.at("content/entries/e02").exists());
    assert!(gallery.at("thung-rac/.gitignore").exists());
    // The list answers for the folder as it is now, not as preview last read it.
    let listed = || editor.get("list?count=200").1.to_string().contains("content/entries/e02/index.md");
    assert!(!listed());
    let undo = json!({ "id": deleted["id"] });
    gallery.write("content/entries/e02/index.md", "chỗ đã có");
    assert_eq!(editor.post("undo", &undo).0, 409, "nothing is overwritten");
    gallery.remove("content/entries/e02");
    assert_eq!(editor.post("undo", &undo).0, 200);
    assert!(listed());
    assert_eq!(crate::support::tree(&gallery.at("content")), before);
    assert_eq!(editor.post("undo", &undo).0, 404);
    // What a file was before a save.
    assert_eq!(editor.save(E05, json!([{ "do": "set", "key": "title", "value": "Khác" }])).0, 200);
    let (_, trash) = editor.get(&format!("trash?path={E05}"));
    assert_eq!(trash["items"].as_array().unwrap().len(), 1, "{trash}");
    assert_eq!(editor.post("undo", &json!({ "id": trash["items"][0]["id"] })).0, 200);
    assert_eq!(crate::support::tree(&gallery.at("content")), before);
    let (_, forgotten) = editor.post("forget", &json!({ "path": E05 }));
    assert_eq!(forgotten["forgotten"], 2);
    assert_eq!(editor.get("trash").1["items"], json!([]));
}

#[test]
fn paths_cannot_leave_the_content() {
    let gallery = Gallery::new();
    gallery.write("bi-mat.md", "+++\ntitle = \"Bí mật\"\n+++\n");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/etc", gallery.at("content/pages/ngoai")).unwrap();
        let outside = gallery.path().parent().unwrap().join("guong-ngoai.md");
        fs::write(&outside, "+++\ntitle = \"Ngoài\"\n+++\n").unwrap();
        std::os::unix::fs::symlink(&outside, gallery.at("content/pages/lien-ket.md")).unwrap();
    }
    let editor = Editor::of(&gallery);
    for path in [
        "bi-mat.md",
        "../x.md",
        "content/../bi-mat.md",
        "/etc/passwd",
        "content//x.md",
        "content/entries/./x.md",
        "content/pages/ngoai/passwd",
        "content/pages/lien-ket.md",
        "content/con/index.md",
        "content/a%5Cb.md",
        "content/pages/nul.md",
        "C:/x.md",
        "content/pages/x.md:y",
        "themes/x.css",
        "static/x.md",
        ".guong/lock",
        "content/.git/x.md",
        "content/entries/e05",
        "content/entries/e02/ca.jpg",
        "public/index.html",
        "",
    ] {
        let (status, _) = editor.get(&format!("file?path={path}"));
        assert!([400, 404].contains(&status), "{path}: {status}");
        let path = path.replace("%5C", "\\");
        if path == "content/entries/e02/ca.jpg" {
            continue;
        }
        let (status, _) = editor.post("delete", &json!({ "path": path }));
        assert!([400, 404].contains(&status), "{path}: {status}");
        let (status, _) = editor.save_from("", &json!({ "path": path, "whole": "x" }));
        assert!([400, 404].contains(&status), "{path}: {status}");
        let (status, _) = editor.upload(&path.replace('\\', "%5C").replace(' ', "%20"), "a.jpg", b"x");
        assert!([400, 404].contains(&status), "{path}: {status}");
    }
    for path in ["guong.toml", "content/fields.toml"] {
        assert_eq!(editor.post("delete", &json!({ "path": path })).0, 404);
    }
    // A note in the trash that came with the folder.
    gallery.write(
        "thung-rac/20260101-000000-001/muc.json",
        "{\"kind\":\"deleted\",\"path\":\"content/a.md\",\"moved\":\"../a.md\",\"title\":\"\"}",
    );
    gallery.write("thung-rac/20260101-000000-001/noi-dung/a.md", "x");
    assert_eq!(editor.post("undo", &json!({ "id": "20260101-000000-001" })).0, 400);
    assert_eq!(editor.post("undo", &json!({ "id": "../content" })).0, 404);
}

#[test]
fn new_files_are_drafts_under_safe_names() {
    let gallery = Gallery::new();
    let editor = Editor::of(&gallery);
    let new = |body| editor.post("new", &body);
    let (status, entry) = new(json!({ "kind": "entry", "title": "Hiến \"đất\"" }));
    assert_eq!((status, &entry["path"]), (201, &json!("content/entries/hien-dat/index.md")), "{entry}");
    assert_eq!(entry["values"]["draft"], true);
    assert_eq!(entry["values"].get("locality"), None, "a placeholder is no value");
    let (_, second) = new(json!({ "kind": "entry", "title": "Hiến đất" }));
    assert_eq!(second["path"], "content/entries/hien-dat-2/index.md");
    let (_, document) = new(json!({ "kind": "document", "title": "Về A", "number": "12-KH/UBND" }));
    assert_eq!(document["path"], "content/documents/12-kh-ubnd.md");
    let (_, page) = new(json!({ "kind": "page", "title": "CON" }));
    assert_eq!(page["path"], "content/pages/con-x.md");
    for bad in [json!({ "kind": "entry", "title": "…" }), json!({ "kind": "page", "title": "" })] {
        assert_eq!(new(bad).0, 422);
    }
    // A gallery with a new draft builds.
    editor.post("delete", &json!({ "path": document["path"] }));
    gallery.build();
    // A place elsewhere than in the gazetteer takes the place of the placeholder.
    let path = entry["path"].as_str().unwrap();
    assert_eq!(editor.save(path, json!([{ "do": "set", "key": "area", "value": "Quân khu 4" }])).0, 200);
    assert!(!fs::read_to_string(gallery.at(path)).unwrap().contains("locality"));
    // A registry that does not exist yet.
    let synonyms = json!({ "path": "content/synonyms.toml", "changes": [
        { "do": "insert", "key": "synonyms[1]", "value": { "words": ["hiến đất", "góp đất"] } },
    ]});
    assert_eq!(editor.save_from("", &synonyms).0, 200);
    assert!(fs::read_to_string(gallery.at("content/synonyms.toml")).unwrap().contains("góp đất"));
}

#[test]
fn lists_and_look_ups_need_no_accents() {
    let gallery = Gallery::new();
    gallery.edit("content/entries/e03/index.md", "fields = [", "draft = true\nfields = [");
    let editor = Editor::of(&gallery);
    let (_, all) = editor.get("list?kind=entry");
    assert_eq!((&all["counts"]["all"], &all["counts"]["drafts"]), (&json!(12), &json!(1)), "{all}");
    let (_, found) = editor.get("list?kind=all&q=mo+hinh+so+7");
    assert_eq!(
        (&found["total"], &found["items"][0]["page"]),
        (&json!(1), &json!("/mo-hinh/e07/")),
        "{found}"
    );
    let (_, drafts) = editor.get("list?show=drafts");
    assert_eq!(drafts["items"][0]["path"], "content/entries/e03/index.md");
    assert_eq!((drafts["counts"]["references"].clone(), drafts["targets"].clone()), (json!(0), json!(null)));
    let tab = editor.preview.open("/mo-hinh/e04/");
    // Waits until the list shows that many references to what does not exist.
    let listed = |count: usize| loop {
        let (_, found) = editor.get("list?show=references");
        if found["items"].as_array().is_some_and(|items| items.len() == count) {
            return found;
        }
        tab.receive("problems");
    };
    gallery.edit("content/entries/e04/index.md", "fields = [", "documents = [\"khong-co\"]\nfields = [");
    let targets = json!({ "path": "content/targets.toml", "changes": [
        { "do": "insert", "key": "targets[1]", "value": {
            "name": "Mỗi nơi một mô hình", "indicator": "nơi có mô hình", "aim": "95%", "year": 2026 } },
    ] });
    assert_eq!(editor.save_from("", &targets).0, 200);
    assert_eq!(listed(1)["items"][0]["path"], "content/entries/e04/index.md");
    gallery.edit("content/entries/e04/index.md", "documents = [\"khong-co\"]\n", "");
    listed(0);
    assert_eq!(editor.file("content/targets.toml")["page"], "/theo-doi/");
    assert!(editor.get("list").1["targets"].as_str().unwrap().ends_with("/theo-doi/"));
    assert_eq!(editor.get("list?show=x").0, 400);
    let first = |query: &str| editor.get(&format!("find?{query}")).1["items"][0].clone();
    let place = first("of=place&q=tam+hop+tuong+duong");
    assert_eq!(place["value"], "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An");
    assert!(place["note"].as_str().unwrap().starts_with("now "), "{place}");
    assert_eq!(first("of=field&q=van+hoa")["value"], "van-hoa");
    assert_eq!(first("of=phase&q=dot+2")["value"], "dot-2");
    assert_eq!(first("of=unit&q=nong+dan")["value"], "hoi-nong-dan");
    assert_eq!(first("of=document&q=chi+thi")["value"], "05-ct-tu");
    assert_eq!(first("of=entry&q=so+11")["value"], "e11");
    assert_eq!(editor.get("find?of=x&q=").0, 400);
}

#[test]
fn a_killed_program_leaves_the_old_file_or_the_new_one() {
    let gallery = Gallery::new();
    let texts = ["Bản một.\n".repeat(2000), "Bản hai.\n".repeat(2000)];
    let whole = |text: &str| fs::read_to_string(gallery.at(E05)).unwrap().ends_with(text);
    let mut dice = crate::support::Dice(18);
    let kills = std::env::var("GUONG_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(5);
    for _ in 0..kills {
        let editor = Editor::of(&gallery);
        let saves = 1 + dice.roll(3);
        // The last save is sent and not waited for.
        for number in 0..=saves {
            let text = &texts[number % 2];
            let digest = editor.file(E05)["digest"].as_str().unwrap().to_string();
            let body = json!({ "path": E05, "text": text });
            if number < saves {
                assert_eq!(editor.save_from(&digest, &body).0, 200);
                assert!(whole(text));
            } else {
                editor.send_only("save", &format!("If-Match: \"{digest}\"\r\n"), &body);
            }
        }
        // The moment of the kill is the machine's, give or take a few connections.
        for _ in 0..dice.roll(6) {
            let _ = std::net::TcpStream::connect(editor.address);
        }
        drop(editor);
        assert!(texts.iter().any(|text| whole(text)), "half a file");
    }
    // What the killed program left beside the file is not part of the site.
    gallery.build();
}
