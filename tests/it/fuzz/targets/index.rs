//! An index in which one file holds the fuzzer's bytes under matching checksums, as a hostile host may serve but a
//! damaged disk cannot. Every query must end in results or in a fault.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::OnceLock;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use guong::digest::Digest;
use guong::search::answer::{SearchQuery, SortOrder, ask};
use guong::search::bits::checksum;
use guong::search::build::{PublishedIndex, build};
use guong::search::layout::{FOLDER, FileKind, IndexManifest, MANIFEST, file_name};
use guong::search::reader::{Fault, IndexReader};
use guong::search::record::{Facet, FacetValue, Gallery, Order, ResultCard, SearchRecord, WordTier};
use guong::search::units::EntryUnits;

/// The files of an index.
type Files = BTreeMap<String, Vec<u8>>;

/// Replaces a file: the first byte selects its kind, the second which one of that kind, and the rest is its content.
pub fn search(bytes: &[u8]) {
    const KINDS: &[u8] = b"mrtbolknd";
    let [kind, which, rest @ ..] = bytes else { return };
    let mut files = sound().clone();
    match KINDS[*kind as usize % KINDS.len()] {
        b'm' => {
            files.insert(MANIFEST.into(), rest.to_vec());
        }
        b'r' => set_root(&mut files, String::from_utf8_lossy(rest).into_owned()),
        kind => {
            let prefix = format!("{FOLDER}{}-", kind as char);
            let of_kind: Vec<String> =
                files.keys().filter(|path| path.starts_with(&prefix)).cloned().collect();
            let Some(path) = of_kind.get(*which as usize % of_kind.len().max(1)) else { return };
            replace(&mut files, path, deflate(rest));
        }
    }
    let read = |path: &str| files.get(path).cloned();
    let Ok(index) = IndexReader::open(&read) else { return };
    for words in ["hiến đất làm đường", "\"mô hình\" -7", "hieens ddaats", "so 1", "zzz", ""] {
        for sort in [SortOrder::Relevance, SortOrder::Date] {
            let chosen = vec![("field".to_string(), "kinh-te".to_string())];
            let wanted = SearchQuery { words: words.into(), chosen, sort, plain: Vec::new() };
            if let Ok(Ok(found)) = ask(&index, &wanted) {
                for (entry, _) in found.entries.iter().take(3) {
                    let _ = index.shown(*entry);
                }
            }
        }
    }
}

/// The faults in which some queries on these files end.
pub fn faults(files: &Files) -> Vec<Fault> {
    let read = |path: &str| files.get(path).cloned();
    let index = match IndexReader::open(&read) {
        Ok(index) => index,
        Err(fault) => return vec![fault],
    };
    let mut faults = Vec::new();
    for words in ["hiến đất làm đường", "\"thả cá\" -7", "bà con", "so 1", ""] {
        for sort in [SortOrder::Relevance, SortOrder::Date] {
            let chosen = vec![("field".to_string(), "kinh-te".to_string())];
            match ask(&index, &SearchQuery { words: words.into(), chosen, sort, plain: Vec::new() }) {
                Ok(Ok(found)) => faults
                    .extend(found.entries.iter().take(3).filter_map(|(entry, _)| index.shown(*entry).err())),
                Ok(Err(facet)) => panic!("there is a facet {facet}"),
                Err(fault) => faults.push(fault),
            }
        }
    }
    faults
}

/// Tampered copies of an index, each with a description: a file with different content under its old name, a file
/// that decompresses to more than the maximum size under a matching name, and a root with too many entries.
pub fn tampered() -> Vec<(String, Files)> {
    let mut all: Vec<(String, Files)> = Vec::new();
    let prefix = FOLDER.len() + 1;
    for path in sound().keys().filter(|path| *path != MANIFEST) {
        let held = inflate(&sound()[path]);
        let mut files = sound().clone();
        let mut out = DeflateEncoder::new(Vec::new(), Compression::none());
        out.write_all(&held).expect("memory takes everything");
        files.insert(path.clone(), out.finish().expect("memory takes everything"));
        all.push((format!("{path} compressed again"), files));
        // One of each kind is enough.
        if all.iter().any(|(what, _)| what.ends_with("without end") && what[..prefix] == path[..prefix]) {
            continue;
        }
        let mut files = sound().clone();
        let long = [held.as_slice(), &vec![b' '; 65 << 20]].concat();
        replace(&mut files, path, deflate(&long));
        all.push((format!("{path} without end"), files));
    }
    let manifest: IndexManifest = serde_json::from_slice(&sound()[MANIFEST]).expect("it is sound");
    let count = format!("\"entries\":{}", manifest.entries);
    assert!(manifest.root.contains(&count), "the root has the number of entries");
    let mut files = sound().clone();
    set_root(&mut files, manifest.root.replace(&count, "\"entries\":99000000"));
    all.push((format!("{MANIFEST} of ninety-nine million"), files));
    let mut files = sound().clone();
    let root = format!("{} ", manifest.root);
    files.insert(
        MANIFEST.into(),
        serde_json::to_vec(&IndexManifest { root, ..manifest }).expect("it is all text"),
    );
    all.push((format!("{MANIFEST} with another root"), files));
    all
}

/// Replaces a file, and updates its checksum in the files that refer to it.
fn replace(files: &mut Files, path: &str, bytes: Vec<u8>) {
    files.remove(path);
    let old = path.trim_start_matches(FOLDER).to_string();
    let kind = FileKind::of_name(&old).expect("a file has a kind");
    let new = file_name(kind, checksum(&bytes));
    files.insert(format!("{FOLDER}{new}"), bytes);
    if old == new {
        return;
    }
    let (old, new) = (&old[2..10], &new[2..10]);
    // Parts of a table refer to blocks, and the root refers to both.
    let parts = files.keys().filter(|path| path.starts_with(&format!("{FOLDER}t-"))).cloned();
    for part in parts.collect::<Vec<_>>() {
        let text = String::from_utf8_lossy(&inflate(&files[&part])).into_owned();
        if kind != FileKind::TablePart && text.contains(old) {
            return replace(files, &part, deflate(text.replacen(old, new, 1).as_bytes()));
        }
    }
    let manifest: IndexManifest = serde_json::from_slice(&files[MANIFEST]).expect("it is sound");
    set_root(files, manifest.root.replacen(old, new, 1));
}

/// Replaces the root in the manifest.
fn set_root(files: &mut Files, root: String) {
    let manifest: IndexManifest = serde_json::from_slice(&files[MANIFEST]).expect("it is sound");
    let sum = format!("{:08x}", checksum(root.as_bytes()));
    let bytes = serde_json::to_vec(&IndexManifest { root, sum, ..manifest }).expect("it is all text");
    files.insert(MANIFEST.into(), bytes);
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut out = DeflateEncoder::new(Vec::new(), Compression::fast());
    out.write_all(bytes).expect("memory takes everything");
    out.finish().expect("memory takes everything")
}

/// The decompressed content of a file of the index.
pub fn inflate(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut reader = flate2::read::DeflateDecoder::new(bytes);
    std::io::Read::read_to_end(&mut reader, &mut out).expect("it was compressed here");
    out
}

/// The index of a few entries.
pub fn sound() -> &'static Files {
    static FILES: OnceLock<Files> = OnceLock::new();
    FILES.get_or_init(|| {
        let title = |n: u32| ["Hiến đất làm đường", "Thả cá", "Mô hình số"][n as usize % 3].to_string();
        let records: Vec<SearchRecord> = (0..40)
            .map(|n| SearchRecord {
                order: Order { field: n % 2, province: n % 3, commune: n % 5, slug: format!("e{n}") },
                day: 700_000 + n,
                shown: ResultCard {
                    title: title(n),
                    path: format!("mo-hinh/e{n}/"),
                    year: format!("{}", 2016 + n % 5),
                    ..ResultCard::default()
                },
                values: vec![(0, n % 2), (1, n % 5)],
                words: Digest::of(&n),
            })
            .collect();
        let value =
            |id: &str, within| FacetValue { id: id.into(), label: id.into(), within, path: String::new() };
        let facet = |key, param, values| Facet { key, param, values };
        let facets = vec![
            facet("field", "linh-vuc", vec![value("kinh-te", None), value("van-hoa", None)]),
            facet("commune", "xa", (0..5).map(|n| value(&format!("xa-{n}"), Some(n % 3))).collect()),
        ];
        let wanted: Vec<Digest> = records.iter().map(|record| record.words).collect();
        let texts = |n: usize| {
            let text = format!("Bà con hiến đất, làm đường, thả cá, giữ nước {n}, góp công số {}", n % 7);
            Ok::<_, ()>(vec![(WordTier::Title, title(n as u32)), (WordTier::Text, text)])
        };
        let units = EntryUnits::default().gather(&wanted, texts).expect("texts are at hand");
        let files = build(
            Gallery { records, facets, names: Vec::new(), synonyms: Vec::new() },
            units,
            PublishedIndex::none(Digest([0; 16])),
            |_| (),
        );
        files.into_iter().map(|file| (file.path, file.bytes.unwrap_or_default())).collect()
    })
}
