//! The parse memo: what was read in earlier runs, by what went in.
//!
//! The law of this cache: a file is read again unless its stamp is the same *and* was settled when
//! it was looked at; it is parsed again unless its bytes are the same; and its diagnostics are
//! replayed either way. A memo of another program, or one that is damaged, is no memo. Losing it
//! costs time and nothing else.

use std::io::{self, Write};
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Parsed, ParsedFile, PictureFile, parse};
use crate::diagnostic::{Diagnostic, FaultStep, Location, Problem, guarded};
use crate::digest::Digest;
use crate::source::{FileRole, Source, Sources};
use crate::world::{FoundFile, Listing, Stamp, World};

/// One remembered file.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Remembered {
    path: String,
    /// The stamp, if it was settled.
    stamp: Option<Stamp>,
    file: Arc<ParsedFile>,
}

/// What was read in earlier runs.
#[derive(Debug, Default)]
pub struct Memo {
    files: HashMap<String, Remembered>,
    /// Whether it differs from what was loaded.
    changed: bool,
}

/// Every source with what it holds.
#[derive(Debug)]
pub struct ParsedSources {
    /// In the order of the sources; a file that cannot be read is missing.
    pub files: Vec<(Arc<Source>, Arc<ParsedFile>)>,
    /// What was wrong with names and links, and with reading.
    pub problems: Vec<Diagnostic>,
}

impl ParsedSources {
    /// All diagnostics of scanning, reading and parsing.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.problems.iter().chain(self.files.iter().flat_map(|(_, file)| &file.problems))
    }
}

/// How much is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadDepth {
    /// Everything, as a build needs it.
    Whole,
    /// Texts only, and no HTML of them: for preview, which looks at pictures and at files to copy when a page
    /// shows them. The digest of such a file is its stamp's. A memo of this reading is never saved.
    Texts,
}

/// Reads every source, as far as the memo does not know it already; gives the memo for next time.
pub fn parse_all(
    world: &dyn World,
    sources: Sources,
    memo: &Memo,
    reading: ReadDepth,
) -> (ParsedSources, Memo) {
    let looked_at = sources.looked_at;
    let read = |source: Source| {
        let result = parse_one(world, &source, memo, looked_at, reading);
        (source, result)
    };
    let results: Vec<_> = sources.files.into_par_iter().map(read).collect();
    let mut parsed = ParsedSources { files: Vec::with_capacity(results.len()), problems: sources.problems };
    let mut next = Memo { files: HashMap::with_capacity(results.len()), changed: false };
    for (source, result) in results {
        match result {
            Ok((file, news)) => {
                next.changed |= news;
                next.remember(&source, &file, looked_at);
                parsed.files.push((Arc::new(source), file));
            }
            // An editor that saves by renaming, or a person who deletes, may come between the listing and the
            // reading: the file is as one that was never listed.
            Err(Problem::Unreadable { .. }) if is_gone(world, &source.found) => next.changed = true,
            Err(problem) => {
                next.changed = true;
                parsed.problems.push(Diagnostic { place: Location::file(&source.found.path), problem });
            }
        }
    }
    next.changed |= next.files.len() != memo.files.len();
    (parsed, next)
}

/// Reads one source again that may have changed since, whatever its stamp says.
///
/// # Errors
/// If it cannot be read.
pub fn parse_again(
    world: &dyn World,
    source: &Source,
    memo: &mut Memo,
    looked_at: u64,
) -> Result<Arc<ParsedFile>, Problem> {
    if let Some(known) = memo.files.get_mut(&source.found.path) {
        known.stamp = None;
    }
    let (file, _) = parse_one(world, source, memo, looked_at, ReadDepth::Texts)?;
    memo.remember(source, &file, looked_at);
    Ok(file)
}

/// The file, and whether anything about it is news to the memo.
fn parse_one(
    world: &dyn World,
    source: &Source,
    memo: &Memo,
    looked_at: u64,
    reading: ReadDepth,
) -> Result<(Arc<ParsedFile>, bool), Problem> {
    let found = &source.found;
    let known = memo.files.get(&found.path);
    if let Some(known) = known
        && known.stamp == Some(found.stamp)
    {
        return Ok((Arc::clone(&known.file), false));
    }
    if reading == ReadDepth::Texts
        && let Some(parsed) = unread(&source.role)
    {
        let digest = Digest::of(&(&found.path, found.stamp));
        return Ok((Arc::new(ParsedFile { digest, parsed: Some(parsed), problems: Vec::new() }), false));
    }
    let bytes = world.read(found).map_err(|error| Problem::Unreadable { reason: error.to_string() })?;
    if let Some(known) = known
        && known.file.digest == Digest::of_bytes(&bytes)
    {
        return Ok((Arc::clone(&known.file), found.stamp.is_settled(looked_at)));
    }
    let mut file = guarded(FaultStep::Read, &found.path, || parse(&found.path, &source.role, &bytes))
        .map_err(|fault| fault.problem)?;
    if reading == ReadDepth::Texts {
        file.drop_html();
    }
    Ok((Arc::new(file), reading == ReadDepth::Whole))
}

/// Whether a file that was listed exists no longer. A link that leads nowhere still exists, and is reported.
fn is_gone(world: &dyn World, found: &FoundFile) -> bool {
    let Listing { files, problems } = world.list(&found.path);
    files.is_empty() && problems.is_empty()
}

/// What stands for a file that need not be read yet.
fn unread(role: &FileRole) -> Option<Parsed> {
    match role {
        FileRole::Picture => Some(Parsed::Picture(PictureFile::default())),
        FileRole::Static { .. } => Some(Parsed::Static),
        _ => None,
    }
}

/// Files are kept in chunks that are decoded side by side.
const CHUNK: usize = 512;
/// Number of chunks that are encoded in parallel before they are written.
const AT_ONCE: usize = 8;

impl Memo {
    fn remember(&mut self, source: &Source, file: &Arc<ParsedFile>, looked_at: u64) {
        let FoundFile { path, stamp, .. } = &source.found;
        let stamp = stamp.is_settled(looked_at).then_some(*stamp);
        let remembered = Remembered { path: path.clone(), stamp, file: Arc::clone(file) };
        self.files.insert(path.clone(), remembered);
    }

    /// Whether it is worth saving.
    pub fn has_news(&self) -> bool {
        self.changed
    }

    /// Writes the memo for the program `build`, a few chunks at a time: whole, it would be the largest thing
    /// that a build holds.
    ///
    /// # Errors
    /// Those of writing.
    pub fn write(&self, build: Digest, out: &mut dyn Write) -> io::Result<()> {
        let mut files: Vec<&Remembered> = self.files.values().collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        out.write_all(&build.0)?;
        for some in files.chunks(CHUNK * AT_ONCE) {
            let encode = |chunk: &[&Remembered]| {
                postcard::to_allocvec(chunk).expect("records hold only types whose lengths are known")
            };
            let encoded: Vec<Vec<u8>> = some.par_chunks(CHUNK).map(encode).collect();
            for chunk in encoded {
                out.write_all(&(chunk.len() as u64).to_le_bytes())?;
                out.write_all(&Digest::of_bytes(&chunk).0)?;
                out.write_all(&chunk)?;
            }
        }
        Ok(())
    }

    /// Reads a memo back; an empty one if the bytes are damaged or another program's.
    pub fn decode(bytes: &[u8], build: Digest) -> Memo {
        Self::try_decode(bytes, build).unwrap_or_default()
    }

    fn try_decode(bytes: &[u8], build: Digest) -> Option<Memo> {
        let mut rest = bytes.strip_prefix(&build.0)?;
        let mut chunks = Vec::new();
        while !rest.is_empty() {
            let (length, after) = rest.split_first_chunk::<8>()?;
            let (digest, after) = after.split_first_chunk::<16>()?;
            let (chunk, after) =
                after.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
            chunks.push((Digest(*digest), chunk));
            rest = after;
        }
        let decoded: Option<Vec<Vec<Remembered>>> = chunks
            .into_par_iter()
            .map(|(digest, chunk)| {
                let whole = Digest::of_bytes(chunk) == digest;
                whole.then(|| postcard::from_bytes(chunk).ok()).flatten()
            })
            .collect();
        let files = decoded?.into_iter().flatten().map(|file| (file.path.clone(), file)).collect();
        Some(Memo { files, changed: false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::scan;
    use crate::world::MemoryWorld;

    const BUILD: Digest = Digest([7; 16]);

    fn site() -> MemoryWorld {
        let mut world = MemoryWorld::new();
        world.write("guong.toml", "title = \"Thử\"\nbase_url = \"https://a.vn\"\n");
        world.write("content/entries/a/index.md", "+++\ntitel = \"A\"\n+++\nBài.\n");
        world
    }

    fn written(memo: &Memo) -> Vec<u8> {
        let mut bytes = Vec::new();
        memo.write(BUILD, &mut bytes).unwrap();
        bytes
    }

    #[test]
    fn a_hit_replays_its_diagnostics() {
        let world = site();
        let (first, memo) = parse_all(&world, scan(&world), &Memo::default(), ReadDepth::Whole);
        assert!(memo.has_news());
        let memo = Memo::decode(&written(&memo), BUILD);
        let (second, again) = parse_all(&world, scan(&world), &memo, ReadDepth::Whole);
        assert!(!again.has_news());
        let codes =
            |parsed: &ParsedSources| parsed.diagnostics().map(|d| d.problem.code()).collect::<Vec<_>>();
        assert!(!codes(&first).is_empty());
        assert_eq!(codes(&first), codes(&second));
    }

    #[test]
    fn a_file_removed_after_the_listing_is_as_one_never_listed() {
        let mut world = site();
        let sources = scan(&world);
        world.remove("content/entries/a/index.md");
        let (parsed, memo) = parse_all(&world, sources, &Memo::default(), ReadDepth::Whole);
        assert_eq!(parsed.diagnostics().count(), 0);
        let paths: Vec<_> = parsed.files.iter().map(|(source, _)| source.found.path.as_str()).collect();
        assert_eq!(paths, ["guong.toml"]);
        assert!(memo.has_news());
    }

    #[test]
    fn a_damaged_or_foreign_memo_is_none() {
        let world = site();
        let (_, memo) = parse_all(&world, scan(&world), &Memo::default(), ReadDepth::Whole);
        let bytes = written(&memo);
        assert_eq!(Memo::decode(&bytes, BUILD).files.len(), 2);
        assert_eq!(Memo::decode(&bytes, Digest([8; 16])).files.len(), 0);
        for cut in 0..bytes.len() {
            assert!(Memo::decode(&bytes[..cut], BUILD).files.len() < 2);
        }
        let mut flipped = bytes.clone();
        *flipped.last_mut().unwrap() ^= 1;
        assert_eq!(Memo::decode(&flipped, BUILD).files.len(), 0);
    }

    #[test]
    fn a_stamp_that_is_not_settled_proves_nothing() {
        let stamp = Stamp { size: 1, modified: 10_000_000_000, changed: 0, inode: 1 };
        assert!(!stamp.is_settled(11_000_000_000));
        assert!(stamp.is_settled(13_000_000_000));
    }
}
