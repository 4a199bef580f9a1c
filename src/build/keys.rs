//! The keys of the last build, kept where nothing that they depend on changed.
//!
//! An output's key is the digest of its view, and making all views takes most of a build that changes little. A view
//! depends on the outlines of all sources ([`ParsedFile::outline`]) and, if the output has a text, on that text. So
//! when the outlines are those of the last build, only the outputs whose texts changed can have new keys.
//!
//! [`ParsedFile::outline`]: crate::parse::ParsedFile::outline

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::digest::{Digest, put_sealed, sealed};
use crate::plan::{Output, Plan};
use crate::publish::{ManifestLine, state};

/// The name of the file in the state folder.
const FILE: &str = "keys";

/// What the keys of a published site were computed from.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct KeySources {
    /// The digest of the outlines, the day, the program and its options.
    site: Digest,
    /// The digests of the texts, in the order of the outputs that have one.
    texts: Vec<Digest>,
    /// The digest of the published paths and keys.
    published: Digest,
}

impl KeySources {
    /// Returns the sources of a plan's keys; `outline` is that of the site.
    pub fn new(plan: &Plan<'_>, outline: Digest) -> KeySources {
        let texts = plan.outputs().iter().filter_map(|output| text(plan, output)).collect();
        let site = Digest::of(&(outline, plan.recipe().effort, crate::plan::build()));
        KeySources { site, texts, published: Digest::of(&()) }
    }

    /// Returns the published keys that are still those of the plan's outputs, by output.
    pub fn kept(&self, plan: &Plan<'_>, state: &Path, published: &[ManifestLine]) -> KeptKeys {
        let none = KeptKeys { keys: Vec::new(), is_whole: false };
        let bytes = state::read(&state.join(FILE)).unwrap_or_default();
        let last = sealed(&bytes).and_then(|(own, _)| postcard::from_bytes::<KeySources>(own).ok());
        let Some(last) = last.filter(|last| {
            last.site == self.site
                && last.texts.len() == self.texts.len()
                && last.published == digest_of(published.iter().map(|line| (&*line.path, line.key)))
        }) else {
            return none;
        };
        let mut changed = self.texts.iter().zip(&last.texts).map(|(now, then)| now != then);
        let keys = plan.outputs().iter().map(|output| {
            let is_changed = text(plan, output).is_some() && changed.next().unwrap_or(true);
            let line = published.binary_search_by(|line| (*line.path).cmp(&output.path)).ok();
            line.filter(|_| !is_changed).map(|at| published[at].key)
        });
        KeptKeys { keys: keys.collect(), is_whole: self.texts == last.texts }
    }

    /// Names the site that is published with these keys, by path.
    pub(crate) fn published_with<'k>(self, keys: impl Iterator<Item = (&'k str, Digest)>) -> KeySources {
        KeySources { published: digest_of(keys), ..self }
    }

    /// Saves the sources for the next build.
    pub fn save(&self, state: &Path) {
        let bytes = postcard::to_allocvec(self).expect("digests have known lengths");
        // Without the file, the next build computes all keys.
        let _ = state::replace(&state.join(FILE), |out| put_sealed(out, &bytes));
    }
}

/// The published keys that a build keeps.
#[derive(Debug)]
pub(super) struct KeptKeys {
    /// By output.
    keys: Vec<Option<Digest>>,
    /// Whether no source of any key changed.
    pub is_whole: bool,
}

impl KeptKeys {
    /// Returns the key of the output `number`, unless it must be computed.
    pub fn get(&self, number: usize) -> Option<Digest> {
        self.keys.get(number).copied().flatten()
    }
}

fn text(plan: &Plan<'_>, output: &Output) -> Option<Digest> {
    plan.text(output.what).map(|text| text.body().digest)
}

fn digest_of<'k>(published: impl Iterator<Item = (&'k str, Digest)>) -> Digest {
    Digest::of(&published.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::memo::Memo;
    use crate::site::Site;
    use crate::world::MemoryWorld;

    fn site(text: &str, title: &str) -> Site<MemoryWorld> {
        let mut world = MemoryWorld::new();
        world.write("guong.toml", "title = \"Thử\"\nbase_url = \"https://a.vn\"\n");
        let page = |title: &str, text: &str| format!("+++\ntitle = \"{title}\"\n+++\nĐoạn đầu.\n\n{text}\n");
        world.write("content/pages/mot.md", page(title, text));
        world.write("content/pages/hai.md", page("Hai", "Không đổi."));
        Site::read(world, None, Memo::default())
    }

    /// Returns the paths whose keys are computed again by a build of `now` after one of `then`, all of whose keys were
    /// `OLD`.
    fn computed(
        then: &Site<MemoryWorld>,
        now: &Site<MemoryWorld>,
        published: &[ManifestLine],
    ) -> Vec<String> {
        let state = tempfile::tempdir().unwrap();
        let (catalogue, theme) = then.ready.as_ref().unwrap();
        let plan = Plan::new(catalogue, theme);
        let keys = || plan.outputs().iter().map(|output| (output.path.as_str(), OLD));
        KeySources::new(&plan, then.outline()).published_with(keys()).save(state.path());
        let (catalogue, theme) = now.ready.as_ref().unwrap();
        let plan = Plan::new(catalogue, theme);
        let kept = KeySources::new(&plan, now.outline()).kept(&plan, state.path(), published);
        let outputs = plan.outputs().iter().enumerate();
        let new = outputs.filter(|(number, _)| kept.get(*number) != Some(OLD));
        new.map(|(_, output)| output.path.clone()).collect()
    }

    const OLD: Digest = Digest([7; 16]);

    fn lines(site: &Site<MemoryWorld>, key: Digest) -> Vec<ManifestLine> {
        let (catalogue, theme) = site.ready.as_ref().unwrap();
        let plan = Plan::new(catalogue, theme);
        let line = |output: &Output| ManifestLine { path: output.path.as_str().into(), key, size: 1 };
        plan.outputs().iter().map(line).collect()
    }

    #[test]
    fn only_outputs_whose_text_changed_get_new_keys() {
        let (then, published) = (site("Một.", "Một"), lines(&site("Một.", "Một"), OLD));
        assert_eq!(computed(&then, &site("Một.", "Một"), &published), [""; 0]);
        assert_eq!(computed(&then, &site("Khác.", "Một"), &published), ["mot/index.html"]);
        let all: Vec<String> = published.iter().map(|line| line.path.to_string()).collect();
        assert_eq!(computed(&then, &site("Một.", "Khác"), &published), all);
        assert_eq!(computed(&then, &site("Xem [hai](hai.md).", "Một"), &published), all);
    }

    #[test]
    fn nothing_is_kept_of_another_publication() {
        let (then, other) = (site("Một.", "Một"), lines(&site("Một.", "Một"), Digest([8; 16])));
        assert_eq!(computed(&then, &site("Một.", "Một"), &other).len(), other.len());
        assert_eq!(computed(&then, &site("Một.", "Một"), &other[1..]).len(), other.len());
    }
}
