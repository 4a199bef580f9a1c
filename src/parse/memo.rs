//! The parse memo: files parsed in earlier runs, keyed by their content.
//!
//! The law of this cache: a file is read again unless its stamp is unchanged *and* was trusted when
//! it was scanned; it is parsed again unless its bytes are unchanged; its diagnostics are replayed
//! on every hit. A memo that is damaged or was written by a different build is ignored. Losing it
//! costs time only.

use std::io::{self, Write};
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Parsed, ParsedFile, PictureFile, parse};
use crate::diagnostic::{Diagnostic, FaultStep, Location, Problem, guarded};
use crate::digest::{Digest, put_sealed};
use crate::source::{FileRole, Source, Sources};
use crate::world::{FoundFile, Listing, Stamp, World};

/// A cached file.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct CachedFile {
    path: String,
    /// The stamp, if it can be trusted.
    stamp: Option<Stamp>,
    file: Arc<ParsedFile>,
}

/// The files parsed in earlier runs.
#[derive(Debug, Default)]
pub struct Memo {
    files: HashMap<String, CachedFile>,
    /// Whether the memo differs from what was loaded.
    changed: bool,
}

/// The sources with their parsed content.
#[derive(Debug)]
pub struct ParsedSources {
    /// The parsed files, in the order of the sources, without unreadable ones.
    pub files: Vec<(Arc<Source>, Arc<ParsedFile>)>,
    /// Problems with names and symbolic links, and of reading.
    pub problems: Vec<Diagnostic>,
}

impl ParsedSources {
    /// Returns all diagnostics of scanning, reading and parsing.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.problems.iter().chain(self.files.iter().flat_map(|(_, file)| &file.problems))
    }
}

/// How much of the site is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadDepth {
    /// Everything, for a build.
    Whole,
    /// Texts only, without HTML, for preview, which reads pictures and static files when a page first shows them.
    /// The digest of such a file is that of its stamp. A memo of this depth is never saved.
    Texts,
}

/// Parses every source that the memo does not hold; returns the memo for the next run.
pub fn parse_all(
    world: &dyn World,
    sources: Sources,
    memo: &Memo,
    reading: ReadDepth,
) -> (ParsedSources, Memo) {
    let listed_at = sources.listed_at;
    let read = |source: Source| {
        let result = parse_one(world, &source, memo, listed_at, reading);
        (source, result)
    };
    let results: Vec<_> = sources.files.into_par_iter().map(read).collect();
    let mut parsed = ParsedSources { files: Vec::with_capacity(results.len()), problems: sources.problems };
    let mut next = Memo { files: HashMap::with_capacity(results.len()), changed: false };
    for (source, result) in results {
        match result {
            Ok((file, is_new)) => {
                next.changed |= is_new;
                next.remember(&source, &file, listed_at);
                parsed.files.push((Arc::new(source), file));
            }
            // The file was removed or renamed after the listing, as editors do when saving. It is treated as if it had
            // never been listed.
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

/// Parses one source again, ignoring its stamp.
///
/// # Errors
/// Returns an error if the file cannot be read.
pub fn parse_again(
    world: &dyn World,
    source: &Source,
    memo: &mut Memo,
    listed_at: u64,
) -> Result<Arc<ParsedFile>, Problem> {
    if let Some(known) = memo.files.get_mut(&source.found.path) {
        known.stamp = None;
    }
    let (file, _) = parse_one(world, source, memo, listed_at, ReadDepth::Texts)?;
    memo.remember(source, &file, listed_at);
    Ok(file)
}

/// Returns the parsed file, and whether the memo must be saved because of it.
fn parse_one(
    world: &dyn World,
    source: &Source,
    memo: &Memo,
    listed_at: u64,
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
        return Ok((
            Arc::new(ParsedFile { digest, outline: digest, parsed: Some(parsed), problems: Vec::new() }),
            false,
        ));
    }
    let bytes = world.read(found).map_err(|error| Problem::Unreadable { reason: error.to_string() })?;
    if let Some(known) = known
        && known.file.digest == Digest::of_bytes(&bytes)
    {
        return Ok((Arc::clone(&known.file), found.stamp.is_trusted(listed_at)));
    }
    let file = guarded(FaultStep::Read, &found.path, || parse(&found.path, &source.role, &bytes))
        .map_err(|fault| fault.problem)?;
    if reading == ReadDepth::Texts {
        file.drop_html();
    }
    Ok((Arc::new(file), reading == ReadDepth::Whole))
}

/// Whether a listed file no longer exists. A broken symbolic link still exists, and is reported.
fn is_gone(world: &dyn World, found: &FoundFile) -> bool {
    let Listing { files, problems } = world.list(&found.path);
    files.is_empty() && problems.is_empty()
}

/// Returns a placeholder for a file that is not read yet.
fn unread(role: &FileRole) -> Option<Parsed> {
    match role {
        FileRole::Picture => Some(Parsed::Picture(PictureFile::default())),
        FileRole::Static { .. } => Some(Parsed::Static),
        _ => None,
    }
}

/// Number of files in a chunk. Chunks are decoded in parallel.
const CHUNK: usize = 512;
/// Number of chunks that are encoded in parallel before they are written.
const PARALLEL_CHUNKS: usize = 8;

impl Memo {
    fn remember(&mut self, source: &Source, file: &Arc<ParsedFile>, listed_at: u64) {
        let FoundFile { path, stamp, .. } = &source.found;
        let stamp = stamp.is_trusted(listed_at).then_some(*stamp);
        let cached = CachedFile { path: path.clone(), stamp, file: Arc::clone(file) };
        self.files.insert(path.clone(), cached);
    }

    /// Whether the memo changed and should be saved.
    pub fn is_changed(&self) -> bool {
        self.changed
    }

    /// Writes the memo for the program `build`, a few chunks at a time: encoded as a whole, it would be the largest
    /// allocation of a build.
    ///
    /// # Errors
    /// Returns the error of `out`.
    pub fn write(&self, build: Digest, out: &mut dyn Write) -> io::Result<()> {
        let mut files: Vec<&CachedFile> = self.files.values().collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        out.write_all(&build.0)?;
        for some in files.chunks(CHUNK * PARALLEL_CHUNKS) {
            let encode = |chunk: &[&CachedFile]| {
                postcard::to_allocvec(chunk).expect("records hold only types whose lengths are known")
            };
            let encoded: Vec<Vec<u8>> = some.par_chunks(CHUNK).map(encode).collect();
            for chunk in encoded {
                put_sealed(out, &chunk)?;
            }
        }
        Ok(())
    }

    /// Decodes a memo; returns an empty one if the bytes are damaged or of a different build.
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
        let decoded: Option<Vec<Vec<CachedFile>>> = chunks
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
        assert!(memo.is_changed());
        let memo = Memo::decode(&written(&memo), BUILD);
        let (second, again) = parse_all(&world, scan(&world), &memo, ReadDepth::Whole);
        assert!(!again.is_changed());
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
        assert!(memo.is_changed());
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
    fn a_recent_stamp_is_not_trusted() {
        let stamp = Stamp { size: 1, modified: 10_000_000_000, changed: 0, inode: 1 };
        assert!(!stamp.is_trusted(11_000_000_000));
        assert!(stamp.is_trusted(13_000_000_000));
    }
}
