//! Memory for working on photos.
//!
//! The pixels of a whole photo are mapped, and unmapped as soon as they are not needed; an allocator would keep their
//! memory while the files are encoded. Small buffers are reused from photo to photo. Every buffer is zeroed, so that
//! no photo shows pixels of an earlier one.

use std::ops::{Deref, DerefMut};

use fast_image_resize::Resizer;
use memmap2::MmapMut;

/// Maximum total size of the buffers kept between photos, in bytes: enough for all sizes of a photo.
const KEPT: usize = 16 << 20;

/// A buffer for the pixels of a whole photo.
pub(super) enum PixelBuffer {
    /// Mapped memory, which is returned to the system when dropped.
    Mapped(MmapMut),
    /// Memory of the allocator, if mapping failed.
    Heap(Vec<u8>),
}

impl PixelBuffer {
    /// A buffer of zeros of the given length.
    pub(super) fn new(bytes: usize) -> PixelBuffer {
        let Ok(map) = MmapMut::map_anon(bytes) else { return PixelBuffer::Heap(vec![0; bytes]) };
        // Huge pages cause fewer page faults; without them, normal pages will do.
        #[cfg(target_os = "linux")]
        let _ = map.advise(memmap2::Advice::HugePage);
        PixelBuffer::Mapped(map)
    }
}

impl Deref for PixelBuffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            PixelBuffer::Mapped(map) => map,
            PixelBuffer::Heap(bytes) => bytes,
        }
    }
}

impl DerefMut for PixelBuffer {
    fn deref_mut(&mut self) -> &mut [u8] {
        match self {
            PixelBuffer::Mapped(map) => map,
            PixelBuffer::Heap(bytes) => bytes,
        }
    }
}

/// A worker's memory, reused from photo to photo. Results do not depend on earlier photos.
#[derive(Debug, Default)]
pub struct PhotoBuffers {
    /// Free buffers, least recently used first.
    free: Vec<Vec<u8>>,
    pub(super) resizer: Resizer,
    /// The output of an encoder, before its length is known.
    pub(super) file: Vec<u8>,
}

impl PhotoBuffers {
    /// A buffer of zeros of the given length.
    pub(super) fn buffer(&mut self, bytes: usize) -> Vec<u8> {
        let fitting = (0..self.free.len()).filter(|at| self.free[*at].capacity() >= bytes);
        let Some(at) = fitting.min_by_key(|at| self.free[*at].capacity()) else {
            // This photo is larger than earlier ones, so their large buffers are useless.
            self.free.retain(|buffer| buffer.capacity() < bytes / 2);
            return vec![0; bytes];
        };
        let mut buffer = self.free.remove(at);
        buffer.clear();
        buffer.resize(bytes, 0);
        buffer
    }

    /// Takes a buffer back for reuse.
    pub(super) fn give_back(&mut self, buffer: Vec<u8>) {
        self.free.push(buffer);
        while self.free.iter().map(Vec::capacity).sum::<usize>() > KEPT {
            self.free.remove(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buffers_are_zeroed_and_kept_memory_is_bounded() {
        let mut buffers = PhotoBuffers::default();
        for round in 1..20_usize {
            for size in [KEPT / 3 * (round % 5), round * 1000, 7, KEPT / 2] {
                let mut buffer = buffers.buffer(size);
                assert!(buffer.len() == size && buffer.iter().all(|byte| *byte == 0));
                buffer.fill(255);
                buffers.give_back(buffer);
                assert!(buffers.free.iter().map(Vec::capacity).sum::<usize>() <= KEPT);
            }
        }
    }
}
