//! The walls of photos: those of all entries, newest first; and those of a field, a phase, a province or a licence.
//!
//! Takes the lists of entries, gives walls page by page, cut as lists are. The licence of a photo may stand in its file
//! alone, so photos are sorted by licence only when a page of licences is shown, and when all outputs are listed.

use std::collections::BTreeMap;

use super::PhotoPage;
use crate::address;
use crate::digest::Digest;
use crate::model::{Catalogue, Entry, Photo};
use crate::plan::index::{ListOf, on_page, pages_behind};
use crate::plan::view::{Counted, LinkPreview, Pager, WallPage, WallPhoto};
use crate::plan::within::bare_name;
use crate::plan::wording::capitalised;
use crate::plan::{Output, Plan, What};
use crate::text::slug;

/// What a wall has the photos of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PhotoWallOf {
    /// The entries of a list.
    List(ListOf),
    /// A licence, by the digest of its id.
    Licence(Digest),
}

/// A photo: the number of its entry, and its own among [`photos_of`] the entry.
pub(in crate::plan) type PhotoAt = (u32, u32);

/// The photos under a licence.
#[derive(Debug)]
pub(in crate::plan) struct LicenceWall {
    /// Its part of the address.
    id: String,
    /// As the newest photo words it.
    name: String,
    photos: Vec<PhotoAt>,
}

/// The photos by the digests of their licences' ids.
pub(in crate::plan) type Licences = BTreeMap<Digest, LicenceWall>;

fn photos_of(entry: &Entry) -> impl Iterator<Item = &Photo> {
    super::photos_of(&entry.photos, &entry.text)
}

/// The photos of the lists that have a wall, in the order of their entries. All photos have one even if there are
/// none.
pub(in crate::plan) fn walls(
    catalogue: &Catalogue,
    lists: &BTreeMap<ListOf, Vec<u32>>,
) -> BTreeMap<ListOf, Vec<PhotoAt>> {
    let counts: Vec<u32> = catalogue.entries.iter().map(|entry| photos_of(entry).count() as u32).collect();
    let mut walls = BTreeMap::new();
    for (of, entries) in lists.iter().filter(|(of, _)| of.is_broad()) {
        let photos = entries.iter().flat_map(|n| (0..counts[*n as usize]).map(move |at| (*n, at)));
        let photos: Vec<PhotoAt> = photos.collect();
        if *of == ListOf::All || !photos.is_empty() {
            walls.insert(*of, photos);
        }
    }
    walls
}

/// What a licence is called in addresses. Another spelling of the same letters is the same licence.
fn licence_id(licence: &str) -> String {
    match slug(licence) {
        id if id.is_empty() => "khac".into(),
        id => id,
    }
}

impl Plan<'_> {
    /// The outputs of the walls: path and output. In preview those of licences are incomplete, and found by
    /// [`Plan::licence_wall_at`].
    pub(in crate::plan) fn wall_outputs(&self) -> Vec<(String, What)> {
        let mut outputs = vec![(address::page_path(address::PHOTO_LICENCES), What::PhotoLicences)];
        let mut add = |base: &str, of, photos: &[PhotoAt]| {
            let pages = 0..=pages_behind(photos.len());
            let page = |page| (address::page_path(&address::paged(base, page)), What::PhotoWall(of, page));
            outputs.extend(pages.map(page));
        };
        for (of, photos) in &self.shape.lists.walls {
            add(&self.wall_address(PhotoWallOf::List(*of)), PhotoWallOf::List(*of), photos);
        }
        for (digest, wall) in &self.sort_by_licence() {
            add(&address::licence_wall(&wall.id), PhotoWallOf::Licence(*digest), &wall.photos);
        }
        outputs
    }

    /// The page of a licence's wall at a path, even if no picture had been read when the outputs were listed. All
    /// pictures must have been read.
    pub fn licence_wall_at(&self, path: &str) -> Option<Output> {
        if path == address::page_path(address::PHOTO_LICENCES) {
            return Some(Output { path: path.into(), what: What::PhotoLicences });
        }
        let wall = self.licences().iter().find_map(|(digest, wall)| {
            let base = address::licence_wall(&wall.id);
            let mut pages = 0..=pages_behind(wall.photos.len());
            let page = pages.find(|page| address::page_path(&address::paged(&base, *page)) == path)?;
            Some(What::PhotoWall(PhotoWallOf::Licence(*digest), page))
        });
        wall.map(|what| Output { path: path.into(), what })
    }

    fn licences(&self) -> &Licences {
        self.licences.get_or_init(|| self.sort_by_licence())
    }

    fn sort_by_licence(&self) -> Licences {
        let mut licences = Licences::new();
        for (number, entry) in self.catalogue.entries.iter().enumerate() {
            for (at, photo) in photos_of(entry).enumerate() {
                let Some(name) = self.facts.licence(photo) else { continue };
                let id = licence_id(name);
                let new = || LicenceWall { name: name.to_string(), id: id.clone(), photos: Vec::new() };
                let wall = licences.entry(Digest::of(&id)).or_insert_with(new);
                wall.photos.push((number as u32, at as u32));
            }
        }
        licences
    }

    fn wall(&self, of: PhotoWallOf) -> &[PhotoAt] {
        match of {
            PhotoWallOf::List(of) => self.shape.lists.walls.get(&of).map_or(&[], Vec::as_slice),
            PhotoWallOf::Licence(digest) => {
                self.licences().get(&digest).map_or(&[], |wall| wall.photos.as_slice())
            }
        }
    }

    pub(in crate::plan) fn wall_address(&self, of: PhotoWallOf) -> String {
        match of {
            PhotoWallOf::List(ListOf::All) => address::PHOTO_WALL.into(),
            PhotoWallOf::List(of) => address::wall(&self.list_address(of)),
            PhotoWallOf::Licence(digest) => {
                address::licence_wall(self.licences().get(&digest).map_or("", |wall| &wall.id))
            }
        }
    }

    fn photo_at_number(&self, (entry, photo): PhotoAt) -> Option<&Photo> {
        photos_of(&self.catalogue.entries[entry as usize]).nth(photo as usize)
    }

    /// The photos whose pictures a page of a wall needs: those that it shows, or all, where licences are looked at.
    pub(in crate::plan) fn photos_on_wall(&self, what: What) -> Vec<&Photo> {
        match what {
            What::PhotoWall(of @ PhotoWallOf::List(_), page) => {
                let photos = self.wall(of);
                let shown = photos[on_page(photos.len(), page)].iter();
                shown.filter_map(|at| self.photo_at_number(*at)).collect()
            }
            What::PhotoWall(PhotoWallOf::Licence(_), _) | What::PhotoLicences => {
                self.catalogue.entries.iter().flat_map(|entry| photos_of(entry)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// A page of a wall.
    pub(in crate::plan) fn wall_page(&self, of: PhotoWallOf, page: usize) -> WallPage {
        let wording = &self.facts.wording;
        let base = self.wall_address(of);
        let wall = wording.word("photo_wall");
        let label = match of {
            PhotoWallOf::List(ListOf::All) => wall.clone(),
            PhotoWallOf::List(of) => format!("{wall}: {}", self.list_label(of)),
            PhotoWallOf::Licence(digest) => {
                format!("{wall}: {}", self.licences().get(&digest).map_or("", |wall| &wall.name))
            }
        };
        let title = match page {
            0 => label.clone(),
            page => format!("{label} – {}", wording.numbered("page_number", page)),
        };
        let mut view = self.empty_wall(title, address::paged(&base, page));
        let is_whole = of == PhotoWallOf::List(ListOf::All);
        if !is_whole {
            view.head.crumbs.push(self.link(&wall, address::PHOTO_WALL));
        }
        if matches!(of, PhotoWallOf::Licence(_)) {
            view.head.crumbs.push(self.link(&wording.word("photo_licences"), address::PHOTO_LICENCES));
        }
        if page > 0 {
            view.head.crumbs.push(self.link(&label, &base));
        }
        let photos = self.wall(of);
        let shown = &photos[on_page(photos.len(), page)];
        let entries: Vec<u32> = shown.iter().map(|(entry, _)| *entry).collect();
        let days = entries.iter().filter_map(|n| self.entry(*n).updated());
        view.head.updated = days.max().map(|day| wording.day(day));
        view.photos = shown.iter().filter_map(|at| self.wall_photo(*at)).collect();
        view.head.image = view.photos.first().map(|WallPhoto { photo, .. }| {
            let (url, (width, height)) = (self.absolute(&photo.path), photo.size);
            LinkPreview { url, width, height, alt: photo.alt.clone() }
        });
        view.count = (page == 0).then_some(photos.len());
        view.pager = self.pager_of(&base, pages_behind(photos.len()), page, &entries);
        if is_whole && page == 0 {
            view.fields = self.narrower_walls(|of| matches!(of, ListOf::Field(_)));
            view.phases = self.narrower_walls(|of| matches!(of, ListOf::Phase(_)));
            view.provinces = self.narrower_walls(|of| matches!(of, ListOf::Province(_)));
            self.sort_by_label(&mut view.provinces, |counted| bare_name(&counted.label));
            view.leads_to_licences = !photos.is_empty();
        }
        view
    }

    /// The index of licences.
    pub(in crate::plan) fn licences_page(&self) -> WallPage {
        let wording = &self.facts.wording;
        let mut view = self.empty_wall(wording.word("photo_licences"), address::PHOTO_LICENCES.into());
        view.head.crumbs.push(self.link(&wording.word("photo_wall"), address::PHOTO_WALL));
        let counted = self.licences().values().map(|wall| Counted {
            label: wall.name.clone(),
            path: address::licence_wall(&wall.id),
            count: wall.photos.len(),
        });
        view.licences = counted.collect();
        self.sort_by_label(&mut view.licences, |counted| &counted.label);
        view
    }

    fn empty_wall(&self, title: String, path: String) -> WallPage {
        let mut head = self.head("photos", title, path);
        head.crumbs = vec![self.home_crumb()];
        WallPage {
            site: self.site.clone(),
            head,
            count: None,
            photos: Vec::new(),
            pager: Pager {
                front: true,
                newer: None,
                older: None,
                first: address::PHOTO_WALL.into(),
                span: None,
            },
            fields: Vec::new(),
            phases: Vec::new(),
            provinces: Vec::new(),
            licences: Vec::new(),
            leads_to_licences: false,
        }
    }

    fn narrower_walls(&self, wanted: fn(&ListOf) -> bool) -> Vec<Counted> {
        let walls = self.shape.lists.walls.iter().filter(|(of, _)| wanted(of));
        let counted = walls.map(|(of, photos)| Counted {
            label: capitalised(&self.list_label(*of)),
            path: self.wall_address(PhotoWallOf::List(*of)),
            count: photos.len(),
        });
        counted.collect()
    }

    fn wall_photo(&self, at: PhotoAt) -> Option<WallPhoto> {
        let entry = self.entry(at.0);
        let path = address::entry(&entry.slug);
        let page = PhotoPage::new(&path, &entry.photos, &entry.text);
        let photo = self.facts.photo(self.photo_at_number(at)?, &page)?;
        Some(WallPhoto {
            photo,
            entry: self.link(&entry.record().title.value, &path),
            place: self.facts.place_now(entry),
        })
    }
}
