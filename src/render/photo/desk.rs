//! The room in which photos are worked on.
//!
//! The pixels of a whole photo are the system's again as soon as they are not needed: an allocator would
//! hold on to them while the files are made. What is small goes from photo to photo. Nothing of one photo
//! is ever seen in another: what is lent is black.

use std::ops::{Deref, DerefMut};

use fast_image_resize::Resizer;
use memmap2::MmapMut;

/// So much is kept from photo to photo at the most: what all sizes of a photo take.
const KEPT: usize = 16 << 20;

/// Room for the pixels of a whole photo.
pub(super) enum Room {
    /// Of the system, and given back to it at once.
    Lent(MmapMut),
    /// Of the allocator.
    Kept(Vec<u8>),
}

impl Room {
    /// A buffer of zeros of the given length.
    pub(super) fn new(bytes: usize) -> Room {
        let Ok(room) = MmapMut::map_anon(bytes) else { return Room::Kept(vec![0; bytes]) };
        // Large pages cost less to come by; where there are none, small ones do.
        #[cfg(target_os = "linux")]
        let _ = room.advise(memmap2::Advice::HugePage);
        Room::Lent(room)
    }
}

impl Deref for Room {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Room::Lent(room) => room,
            Room::Kept(room) => room,
        }
    }
}

impl DerefMut for Room {
    fn deref_mut(&mut self) -> &mut [u8] {
        match self {
            Room::Lent(room) => room,
            Room::Kept(room) => room,
        }
    }
}

/// A worker's own memory. What is made on it does not depend on what was made on it before.
#[derive(Debug, Default)]
pub struct Desk {
    /// What is free, the longest unused first.
    free: Vec<Vec<u8>>,
    pub(super) resizer: Resizer,
    /// Where a file grows before its length is known.
    pub(super) file: Vec<u8>,
}

impl Desk {
    /// A buffer of zeros of the given length.
    pub(super) fn room(&mut self, bytes: usize) -> Vec<u8> {
        let fitting = (0..self.free.len()).filter(|at| self.free[*at].capacity() >= bytes);
        let Some(at) = fitting.min_by_key(|at| self.free[*at].capacity()) else {
            // The photo is larger than those before it: their room is of no use to it.
            self.free.retain(|room| room.capacity() < bytes / 2);
            return vec![0; bytes];
        };
        let mut room = self.free.remove(at);
        room.clear();
        room.resize(bytes, 0);
        room
    }

    /// Takes room back.
    pub(super) fn give_back(&mut self, room: Vec<u8>) {
        self.free.push(room);
        while self.free.iter().map(Vec::capacity).sum::<usize>() > KEPT {
            self.free.remove(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lent_is_black_and_what_is_kept_is_bounded() {
        let mut desk = Desk::default();
        for round in 1..20_usize {
            for size in [KEPT / 3 * (round % 5), round * 1000, 7, KEPT / 2] {
                let mut room = desk.room(size);
                assert!(room.len() == size && room.iter().all(|byte| *byte == 0));
                room.fill(255);
                desk.give_back(room);
                assert!(desk.free.iter().map(Vec::capacity).sum::<usize>() <= KEPT);
            }
        }
    }
}
