//! Edits of single files key by key: what changes, and that nothing else does.

use guong::edit::{EditError, FieldChange, FieldValue, KeyPath, edit};
use guong::source::FileRole;

fn entry() -> FileRole {
    FileRole::Entry { name: "a".into(), own_folder: true }
}

fn at(path: &str) -> KeyPath {
    KeyPath::parse(path).unwrap()
}

fn set(path: &str, value: impl Into<FieldValue>) -> FieldChange {
    FieldChange::Set(at(path), value.into())
}

fn texts(items: &[&str]) -> FieldValue {
    FieldValue::List(items.iter().map(|item| FieldValue::from(*item)).collect())
}

fn table(pairs: &[(&str, &str)]) -> FieldValue {
    FieldValue::Table(
        pairs.iter().map(|(name, value)| (name.to_string(), FieldValue::from(*value))).collect(),
    )
}

fn remove(path: &str) -> FieldChange {
    FieldChange::Remove(at(path))
}

fn insert(path: &str, value: FieldValue) -> FieldChange {
    FieldChange::Insert(at(path), value)
}

fn edited(text: &str, role: &FileRole, changes: &[FieldChange]) -> Result<String, EditError> {
    let bytes = edit("content/entries/a/index.md", role, text.as_bytes(), changes)?;
    Ok(String::from_utf8(bytes).unwrap())
}

/// Asserts what a change makes of front matter, with either line end, with and without a byte order mark.
#[track_caller]
fn becomes(toml: &str, change: FieldChange, expected: &str) {
    for (start, line_end) in [("", "\n"), ("\u{feff}", "\r\n")] {
        let whole = |toml: &str| format!("{start}+++\n{toml}+++\n\nBài +++\n+++\n").replace('\n', line_end);
        let result = edited(&whole(toml), &entry(), std::slice::from_ref(&change));
        assert_eq!(result.as_deref(), Ok(whole(expected).as_str()), "{change:?}");
    }
}

/// Returns the codes with which a change is refused.
#[track_caller]
fn refusal(toml: &str, change: FieldChange) -> Vec<&'static str> {
    match edited(&format!("+++\n{toml}+++\n"), &entry(), &[change]) {
        Err(EditError::Refused(problems)) => problems.iter().map(|found| found.problem.code()).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_value_is_replaced_in_its_own_style() {
    becomes("title   =  'A' # tên\nla = 1\n", set("title", "B"), "title   =  'B' # tên\nla = 1\n");
    becomes("title = 'A'\n", set("title", "B's \"\\"), "title = \"B's \\\"\\\\\"\n");
    becomes("title = \"A\"\n", set("title", "  B\nC  "), "title = \"B C\"\n");
    becomes(
        "summary = \"\"\"\nmột\n# hai\n\"\"\" # ghi\ntitle = \"A\"\n",
        set("summary", "ba"),
        "summary = \"ba\" # ghi\ntitle = \"A\"\n",
    );
    becomes("\"title\" = \"A\"\n", set("title", "+++"), "\"title\" = \"+++\"\n");
    becomes("draft = true\n", FieldChange::Set(at("draft"), FieldValue::YesNo(false)), "draft = false\n");
    becomes(
        "cost = { total = 5, la = 'x' } # ghi\n",
        set("cost.total", "6"),
        "cost = { total = 6, la = 'x' } # ghi\n",
    );
    becomes("cost.total = 5\ncost.la = 1\n", set("cost.total", "6"), "cost.total = 6\ncost.la = 1\n");
    becomes(
        "[cost] # tiền\ntotal = 5\n",
        set("cost", table(&[("total", "hơn 6 triệu")])),
        "[cost] # tiền\ntotal = \"hơn 6 triệu\"\n",
    );
    // A space that people paste from Word, where TOML knows none.
    becomes("title\u{a0}=\u{a0}\"A\u{a0}B\"\n", set("title", "C"), "title\u{a0}=\u{a0}\"C\"\n");
}

#[test]
fn what_means_the_same_keeps_its_bytes() {
    for (toml, path, value) in [
        ("title = 'A'", "title", "A"),
        ("title = \"A\u{301}\"", "title", "Á"),
        ("kind = \"Mô hình\"", "kind", "model"),
        ("started = 2019-03", "started", "2019-03"),
        ("started = \"05/03/2019\"", "started", "2019-03-05"),
        ("started = 2019", "started", "2019"),
        ("unit = [ \"A\" ] # x", "unit", "A"),
        ("spread = 12", "spread", "12"),
    ] {
        becomes(&format!("{toml}\n"), set(path, value), &format!("{toml}\n"));
    }
    becomes("unit = \"A\"\n", FieldChange::Set(at("unit"), texts(&["A"])), "unit = \"A\"\n");
    becomes("title = \"A\"\n", remove("summary"), "title = \"A\"\n");
    becomes("title = \"A\"\n", FieldChange::Set(at("unit"), texts(&[])), "title = \"A\"\n");
    becomes("spread = \"12\"\n", FieldChange::Set(at("spread"), FieldValue::Whole(12)), "spread = \"12\"\n");
    // Words are no dates: they say more than what is read from them.
    becomes(
        "started = \"năm học 2019-2020\"\n",
        set("started", "vụ đông xuân 2019-2020"),
        "started = \"vụ đông xuân 2019-2020\"\n",
    );
}

#[test]
fn dates_keep_their_precision_and_their_kind() {
    becomes("started = 2019-03-05\n", set("started", "15/10/2020"), "started = 2020-10-15\n");
    becomes("started = 2019-03-05\n", set("started", "2020-10"), "started = \"2020-10\"\n");
    becomes("started = \"05/03/2019\"\n", set("started", "15/10/2020"), "started = \"15/10/2020\"\n");
    becomes("started = 2019\n", set("started", "2020"), "started = 2020\n");
    becomes("started = 2019-03\n", set("started", "2020"), "started = \"2020\"\n");
    becomes("title = \"A\"\n", set("published", "15/10/2020"), "title = \"A\"\npublished = 2020-10-15\n");
    becomes("title = \"A\"\n", set("started", "2020"), "title = \"A\"\nstarted = \"2020\"\n");
}

#[test]
fn a_new_key_stands_where_the_schema_has_it() {
    becomes(
        "title     = \"A\"\n# về nơi\nlocality  = 'x' # nơi\n\n[[photos]]\nfile = \"a.jpg\"\n",
        set("kind", "tập thể"),
        "title     = \"A\"\nkind      = \"tập thể\"\n# về nơi\nlocality  = 'x' # nơi\n\n[[photos]]\nfile = \"a.jpg\"\n",
    );
    becomes("  title=\"A\"\n", set("area", "x"), "  title=\"A\"\n  area=\"x\"\n");
    becomes("fields = [\n  'a',\n] # x\n", set("area", "x"), "fields = [\n  'a',\n] # x\narea = \"x\"\n");
    becomes("title = \"A\"\n", set("cost.total", "5"), "title = \"A\"\ncost = { total = 5 }\n");
    becomes("cost.la = 1\n", set("cost.total", "5"), "cost.la = 1\ncost.total = 5\n");
    becomes("cost = {}\n", set("cost.total", "5"), "cost = { total = 5 }\n");
    becomes(
        "[cost]\n# trống\n[[photos]]\nfile = 'a'\n",
        set("cost.total", "5"),
        "[cost]\ntotal = 5\n# trống\n[[photos]]\nfile = 'a'\n",
    );
    becomes(
        "# đầu\n\n# ảnh\n[[photos]]\nfile = 'a'\n",
        set("title", "A"),
        "# đầu\n\ntitle = \"A\"\n\n# ảnh\n[[photos]]\nfile = 'a'\n",
    );
    becomes("", set("title", "A"), "title = \"A\"\n");
    becomes(
        "title = \"A\"\n",
        set("withdrawn", table(&[("date", "2026-01-05"), ("reason", "Thôi")])),
        "title = \"A\"\nwithdrawn = { date = 2026-01-05, reason = \"Thôi\" }\n",
    );
    becomes(
        "status = [\n  { step = 'rút', date = '2019' }, # cũ\n]\n",
        set("status[1].by", "Xã"),
        "status = [\n  { step = 'rút', date = '2019', by = \"Xã\" }, # cũ\n]\n",
    );
}

#[test]
fn a_removed_key_takes_its_lines_alone() {
    becomes("# đầu\ntitle = \"A\" # tên\n# sau\narea = 'x'\n", remove("title"), "# đầu\n# sau\narea = 'x'\n");
    becomes("fields = [\n  'a', # x\n]\narea = 'x'\n", remove("fields"), "area = 'x'\n");
    becomes("cost = { total = 5, la = 1 }\n", remove("cost.total"), "cost = { la = 1 }\n");
    becomes("cost = { la = 1, total = 5 }\n", remove("cost.total"), "cost = { la = 1 }\n");
    becomes("cost = { total = 5 }\n", remove("cost.total"), "cost = {  }\n");
    becomes("cost.total = 5\narea = 'x'\ncost.la = 1\n", remove("cost"), "area = 'x'\n");
    becomes(
        "title = 'A'\n\n[[photos]]\nfile = 'a'\n\n[la]\nx = 1\n\n# hai\n[[photos]]\nfile = 'b'\n",
        remove("photos"),
        "title = 'A'\n\n[la]\nx = 1\n",
    );
    becomes("[cost]\ntotal = 5\n[[cost.parts]]\nfrom = 'x'\n[la]\n", remove("cost"), "[la]\n");
}

#[test]
fn tables_with_headers_are_added_moved_and_removed_with_their_comments() {
    let two = "title = 'A'\n\n# một\n[[photos]]\nfile = 'a' # x\n\n[[photos]]\nfile = 'b'\nla = 1\n";
    becomes(two, remove("photos[1]"), "title = 'A'\n\n[[photos]]\nfile = 'b'\nla = 1\n");
    becomes(two, remove("photos[2]"), "title = 'A'\n\n# một\n[[photos]]\nfile = 'a' # x\n");
    becomes(
        two,
        FieldChange::Move(at("photos[2]"), 0),
        "title = 'A'\n\n[[photos]]\nfile = 'b'\nla = 1\n\n# một\n[[photos]]\nfile = 'a' # x\n",
    );
    becomes(
        two,
        insert("photos[2]", table(&[("file", "c.jpg"), ("date", "2019-03-05")])),
        "title = 'A'\n\n# một\n[[photos]]\nfile = 'a' # x\n\n[[photos]]\nfile = \"c.jpg\"\ndate = 2019-03-05\n\n[[photos]]\nfile = 'b'\nla = 1\n",
    );
    becomes(
        "title = 'A'\n",
        insert("photos[1]", table(&[("file", "c.jpg")])),
        "title = 'A'\n\n[[photos]]\nfile = \"c.jpg\"\n",
    );
    // A comment sign within a text is no comment.
    let text = "title = 'A'\nla = \"\"\"\n# a\"\"\"\n[[photos]]\nfile = 'a'\n[[photos]]\nfile = 'b'\n";
    becomes(
        text,
        FieldChange::Move(at("photos[1]"), 1),
        "title = 'A'\nla = \"\"\"\n# a\"\"\"\n[[photos]]\nfile = 'b'\n[[photos]]\nfile = 'a'\n",
    );
}

#[test]
fn items_in_brackets_are_added_moved_and_removed() {
    let lines = "results = [ # số\n  # một\n  { label = 'a' }, # x\n  { label = 'b', la = 1 },\n]\n";
    becomes(lines, remove("results[1]"), "results = [ # số\n  { label = 'b', la = 1 },\n]\n");
    becomes(
        lines,
        FieldChange::Move(at("results[1]"), 1),
        "results = [ # số\n  { label = 'b', la = 1 },\n  # một\n  { label = 'a' }, # x\n]\n",
    );
    becomes(
        lines,
        insert("results[3]", table(&[("label", "c"), ("after", "hơn 3")])),
        "results = [ # số\n  # một\n  { label = 'a' }, # x\n  { label = 'b', la = 1 },\n  { label = \"c\", after = \"hơn 3\" },\n]\n",
    );
    becomes("results = [{ label = 'a' }]\n", remove("results[1]"), "");
    becomes(
        "title = 'A'\n",
        insert("results[1]", table(&[("label", "c")])),
        "title = 'A'\nresults = [\n  { label = \"c\" },\n]\n",
    );
    let one_line = "fields = ['a', \"b\", 'c'] # x\n";
    becomes(
        one_line,
        FieldChange::Set(at("fields"), texts(&["a", "x", "c"])),
        "fields = ['a', \"x\", 'c'] # x\n",
    );
    becomes(one_line, FieldChange::Set(at("fields"), texts(&["a", "c"])), "fields = ['a', 'c'] # x\n");
    becomes(
        one_line,
        FieldChange::Set(at("fields"), texts(&["a", "b", "c", "d"])),
        "fields = ['a', \"b\", 'c', \"d\"] # x\n",
    );
    becomes(one_line, FieldChange::Move(at("fields[3]"), 0), "fields = ['c', 'a', \"b\"] # x\n");
    becomes(one_line, remove("fields[3]"), "fields = ['a', \"b\"] # x\n");
    becomes("unit = 'A'\n", insert("unit[2]", "B".into()), "unit = ['A', \"B\"]\n");
    becomes("unit = [\n]\n", insert("unit[1]", "B".into()), "unit = [\n\"B\"]\n");
    // The comma after an item may stand behind a comment.
    becomes("unit = ['a' # , x\n, 'b' # y\n]\n", remove("unit[1]"), "unit = [ 'b' # y\n]\n");
    becomes("unit = ['a', # x\n'b' # y\n]\n", remove("unit[2]"), "unit = ['a', # x\n # y\n]\n");
    // The last item may have a comma behind it too.
    let two = "unit = ['a', # x\n  'b',\n]\n";
    becomes(two, remove("unit[2]"), "unit = ['a', # x\n]\n");
    becomes(two, FieldChange::Set(at("unit"), texts(&["a"])), "unit = ['a', # x\n]\n");
    becomes("unit = ['a', # x\n 'b', # y\n]\n", remove("unit[2]"), "unit = ['a', # x\n  # y\n]\n");
    becomes("unit = ['a', # x\n 'b']\n", remove("unit[2]"), "unit = ['a', # x\n ]\n");
    becomes("unit = ['a', # x\n 'b'\n , ]\n", remove("unit[2]"), "unit = ['a', # x\n  ]\n");
    becomes(
        "unit = ['a', # x\n  'b', 'c',\n]\n",
        FieldChange::Set(at("unit"), texts(&["a"])),
        "unit = ['a', # x\n]\n",
    );
    // One value is a list of one.
    becomes("unit = 'A' # x\n", set("unit[1]", "B"), "unit = 'B' # x\n");
    becomes("unit = 'A'\narea = 'x'\n", remove("unit[1]"), "area = 'x'\n");
    becomes("unit = 'A'\n", FieldChange::Move(at("unit[1]"), 0), "unit = 'A'\n");
}

#[test]
fn the_text_is_replaced_below_the_front_matter_alone() {
    let text = "+++\ntitle = \"+++\"\n+++\n\nMột\n\nHai\n";
    let body = |new: &str| edited(text, &entry(), &[FieldChange::Body(new.into())]).unwrap();
    assert_eq!(body("Một\n\nHai"), text);
    assert_eq!(body("Một\n\nBa\n+++\n"), "+++\ntitle = \"+++\"\n+++\n\nMột\n\nBa\n+++\n");
    let fields = FieldChange::Body("x".into());
    assert!(matches!(edited("", &FileRole::Fields, &[fields]), Err(EditError::Refused(_))));
}

#[test]
fn what_the_schema_does_not_know_is_refused() {
    assert_eq!(refusal("title = 'A'\n", set("tittle", "B")), ["E0104"]);
    assert_eq!(refusal("tittle = 'A'\n", set("tittle", "B")), ["E0104"]);
    assert_eq!(refusal("title = 'A'\n", remove("la")), ["E0104"]);
    assert_eq!(refusal("la = 'A'\n", insert("photos[1]", table(&[("la", "x")]))), ["E0104"]);
    assert_eq!(refusal("title = 'A'\n", set("title.x", "B")), ["E0104"]);
    assert_eq!(refusal("title = 5\n", FieldChange::Set(at("title"), FieldValue::Whole(6))), ["E0105"]);
    assert_eq!(refusal("title = 'A'\n", FieldChange::Set(at("title"), texts(&["B"]))), ["E0105"]);
    assert_eq!(refusal("title = 'A'\n", set("title", table(&[("x", "B")]))), ["E0105"]);
    assert_eq!(refusal("title = 'A'\n", set("draft", "có")), ["E0105"]);
    assert_eq!(refusal("title = 'A'\n", set("title", "  ")), ["E0116"]);
    assert_eq!(refusal("title = 'A'\n", set("kind", "x")), ["E0115"]);
    assert_eq!(refusal("title = 'A'\n", set("published", "31/02/2020")), ["E0113"]);
    assert_eq!(refusal("title = 'A'\n", set("published", "2020-10")), ["E0105"]);
    assert_eq!(refusal("title = 'A'\n", set("slug", "Á b")), ["E0118"]);
    assert_eq!(refusal("title = 'A'\n", set("results", table(&[("label", "x")]))), ["E0105"]);
    assert_eq!(refusal("title = 'A'\n", set("spread", "nhiều")), ["E0146"]);
    let huge = "x".repeat(300_000);
    assert_eq!(refusal("title = 'A'\n", set("summary", huge.as_str())), ["E0005"]);
}

#[test]
fn what_is_only_incomplete_is_accepted() {
    becomes("title = 'A'\narea = 'x'\n", remove("title"), "area = 'x'\n");
    becomes("title = 'A'\n", set("documents", "khong-co"), "title = 'A'\ndocuments = \"khong-co\"\n");
    // Mistakes elsewhere are no reason to refuse.
    becomes("summary = 2019-03\n", set("area", "x"), "summary = 2019-03\narea = \"x\"\n");
    becomes("title = 5\nla = 1\n", set("area", "x"), "title = 5\narea = \"x\"\nla = 1\n");
}

#[test]
fn files_that_cannot_be_read_are_not_edited() {
    let changes = [set("title", "B")];
    let refused = |text: &str| match edited(text, &entry(), &changes) {
        Err(EditError::Refused(problems)) => problems.first().map(|found| found.problem.code()),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused("Bài"), Some("E0101"));
    assert_eq!(refused("+++\ntitle = 'A'\n"), Some("E0102"));
    assert_eq!(refused("+++\ntitle = 'A\n+++\n"), Some("E0103"));
    assert_eq!(refused("+++\ntitle = 'A'\ntitle = 'B'\n+++\n"), Some("E0103"));
    assert_eq!(refused("+++\n[cost]\n[cost]\n+++\n"), Some("E0103"));
    // A line of plus signs ends the front matter even within a text.
    assert_eq!(refused("+++\nsummary = \"\"\"\n+++\n\"\"\"\n+++\n"), Some("E0103"));
    // Invisible characters are dropped by `parse`, but cannot be edited around.
    assert_eq!(refused("+++\nti\u{200b}tle = 'A'\n+++\n"), Some("E0103"));
    assert_eq!(refused("\u{200b}+++\ntitle = 'A'\n+++\n"), Some("E0103"));
    assert_eq!(refused("+++\narea = 'x'\n\u{202a}title = 'A'\u{202c}\n+++\n"), Some("E0103"));
    assert_eq!(refused("+++\nti\u{ad}tle = 'A'\n+++\n"), Some("E0103"));
    let latin = edit("content/entries/a.md", &entry(), b"+++\ntitle = '\xc0'\n+++\n", &changes);
    assert!(matches!(latin, Err(EditError::Refused(problems)) if problems[0].problem.code() == "E0002"));
    let photo = edit("content/entries/a/a.jpg", &FileRole::Picture, b"", &changes);
    assert!(matches!(photo, Err(EditError::Refused(_))));
}

#[test]
fn what_is_not_there_is_said() {
    let two =
        "+++\nfields = ['a', 'b']\nunit = 'A'\n[[photos]]\nfile = 'a'\n[la]\n[[photos]]\nfile = 'b'\n+++\n";
    for change in [
        set("fields[3]", "x"),
        remove("photos[3]"),
        insert("photos[4]", table(&[("file", "c")])),
        FieldChange::Move(at("photos[1]"), 2),
        FieldChange::Move(at("awards[1]"), 0),
        set("photos[3].alt", "x"),
        set("unit[2]", "x"),
        remove("unit[2]"),
    ] {
        let result = edited(two, &entry(), std::slice::from_ref(&change));
        assert!(matches!(result, Err(EditError::NotThere(_))), "{change:?}: {result:?}");
    }
}

#[test]
fn registries_and_settings_are_edited_too() {
    let phases = "# đợt\n\n[[phases]]\nid = \"a\"\nname = \"A\"\nfrom = 2016-01-01\nto = 2018-01-01";
    let milestone = table(&[("date", "2017-01-01"), ("name", "Sơ kết")]);
    assert_eq!(
        edited(phases, &FileRole::Phases, &[insert("phases[1].milestones[1]", milestone)]).unwrap(),
        format!("{phases}\nmilestones = [\n  {{ date = 2017-01-01, name = \"Sơ kết\" }},\n]")
    );
    let second = table(&[("id", "b"), ("name", "B"), ("from", "2018-01-01"), ("to", "2020-01-01")]);
    assert_eq!(
        edited(phases, &FileRole::Phases, &[insert("phases[2]", second)]).unwrap(),
        format!("{phases}\n\n[[phases]]\nid = \"b\"\nname = \"B\"\nfrom = 2018-01-01\nto = 2020-01-01")
    );
    let unit = table(&[("id", "a"), ("name", "A")]);
    assert_eq!(
        edited("", &FileRole::Units, &[insert("units[1]", unit)]).unwrap(),
        "[[units]]\nid = \"a\"\nname = \"A\"\n"
    );
    let config = "title = \"A\"\nbase_url = \"https://a.vn/\"\nfeatured = [\n  \"a\",\n  \"b\",\n]\n\n[photos]\nwebp_quality = 70 # nhẹ\n";
    let changed = edited(
        config,
        &FileRole::Config,
        &[
            FieldChange::Set(at("photos.webp_quality"), FieldValue::Whole(80)),
            FieldChange::Set(at("featured"), texts(&["b", "c"])),
            FieldChange::Set(at("photos.widths"), FieldValue::List(vec![FieldValue::Whole(320)])),
        ],
    );
    let expected = config.replace("70", "80").replace("  \"a\",\n  \"b\",\n", "  \"b\",\n  \"c\",\n");
    let expected = expected.replacen("[photos]\n", "[photos]\nWIDTHS", 1);
    let changed = changed.unwrap();
    assert!(changed.contains("widths") && changed.contains("80 # nhẹ"), "{changed}");
    assert!(changed.starts_with(&expected[..expected.find("[photos]").unwrap()]), "{changed}");
}
