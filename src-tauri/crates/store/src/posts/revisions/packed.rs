//! How an earlier text lies in little room: a zstd frame, made with the text of another revision as
//! its dictionary, so that only what differs takes room. Each frame has a checksum: one that is
//! unpacked with the wrong text says so.

use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe::{CParameter, get_frame_content_size};

use crate::StoreError;

use super::WHAT;

/// What is gained above this is not worth the time.
const LEVEL: i32 = 9;

/// No text of Billet's is longer, in bytes; a length beyond it is damage.
const LONGEST: u64 = 256 << 20;

/// The furthest that a frame looks back, as a power of two: into the whole dictionary of any text
/// that somebody writes.
const FURTHEST: u32 = 26;

/// Packs a text, with `base` as its dictionary; `None` when zstd does not take it: then it stays as
/// it is.
pub(super) fn pack(text: &str, base: Option<&str>) -> Option<Vec<u8>> {
    let packed = || {
        let dictionary = base.unwrap_or_default().as_bytes();
        let mut packer = Compressor::with_dictionary(LEVEL, dictionary)?;
        let reach = dictionary.len() + text.len();
        let window = reach.next_power_of_two().ilog2().clamp(15, FURTHEST);
        packer.set_parameter(CParameter::WindowLog(window))?;
        packer.set_parameter(CParameter::ChecksumFlag(true))?;
        packer.compress(text.as_bytes())
    };
    packed()
        .inspect_err(
            |error: &std::io::Error| tracing::warn!(%error, "an earlier text is not packed"),
        )
        .ok()
}

/// The reverse of [`pack`], with the same `base`.
///
/// # Errors
/// [`StoreError::Unreadable`] for a damaged frame, or another base.
pub(crate) fn unpack(packed: &[u8], base: Option<&str>) -> Result<String, StoreError> {
    let unreadable = || StoreError::Unreadable { what: WHAT };
    let length = get_frame_content_size(packed)
        .ok()
        .flatten()
        .filter(|length| *length <= LONGEST)
        .and_then(|length| usize::try_from(length).ok())
        .ok_or_else(unreadable)?;
    let dictionary = base.unwrap_or_default().as_bytes();
    let bytes = Decompressor::with_dictionary(dictionary)
        .and_then(|mut unpacker| unpacker.decompress(packed, length))
        .map_err(|_| unreadable())?;
    String::from_utf8(bytes).map_err(|_| unreadable())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(length: usize, salt: u64) -> String {
        // A text that zstd finds nothing in: only its dictionary helps.
        let mut state = salt.wrapping_mul(2) + 1;
        std::iter::repeat_with(|| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            char::from(b'a' + u8::try_from(state % 26).unwrap())
        })
        .take(length)
        .collect()
    }

    #[test]
    fn a_text_comes_back_as_it_was() {
        let base = "Œuvre 🌊\0 ".repeat(50);
        for text in ["", "x", &base, &format!("{base}, encore")] {
            for base in [None, Some(base.as_str())] {
                let packed = pack(text, base).unwrap();
                assert_eq!(unpack(&packed, base).unwrap(), text);
            }
        }
    }

    #[test]
    fn only_what_differs_takes_room() {
        for length in [20_000, 200_000, 1_000_000] {
            let base = text(length, 7);
            let edited = format!(
                "{} un mot de plus {}",
                &base[..length / 2],
                &base[length / 2..]
            );
            let packed = pack(&edited, Some(&base)).unwrap();
            assert!(packed.len() < 200, "{length}: {}", packed.len());
            assert_eq!(unpack(&packed, Some(&base)).unwrap(), edited);
        }
    }

    #[test]
    fn damage_and_another_base_are_told() {
        let base = text(9_000, 1);
        let packed = pack(&base, Some(&base)).unwrap();
        assert!(unpack(&packed, None).is_err());
        assert!(unpack(&packed, Some(&text(9_000, 2))).is_err());
        let mut damaged = packed.clone();
        let last = damaged.len() - 1;
        damaged[last] ^= 1;
        assert!(unpack(&damaged, Some(&base)).is_err());
        assert!(unpack(&packed[..last], Some(&base)).is_err());
        assert!(unpack(b"", None).is_err());
    }

    #[test]
    fn a_frame_that_claims_more_than_any_text_has_is_damage() {
        // A head with a content size of eight bytes, all of them set.
        let mut huge = vec![0x28, 0xb5, 0x2f, 0xfd, 0xe0];
        huge.extend([0xff; 8]);
        assert!(unpack(&huge, None).is_err());
    }
}
