//! Places in a text as the window counts them: JavaScript's strings, and so the editor, count UTF-16
//! code units where Rust counts bytes. Knows nothing of what stands at those places.

/// Makes byte offsets of `text` into offsets in UTF-16 code units, in any order and in one pass over
/// the text. An offset inside a character counts as that character's beginning, one behind the text
/// as its end.
pub(super) fn in_utf16<'a>(text: &str, offsets: impl IntoIterator<Item = &'a mut usize>) {
    let mut offsets: Vec<&mut usize> = offsets.into_iter().collect();
    offsets.sort_unstable_by_key(|offset| **offset);
    let (mut bytes, mut units) = (0, 0);
    for offset in offsets {
        let at = text.floor_char_boundary(*offset);
        units += text.get(bytes..at).map_or(0, length);
        bytes = at;
        *offset = units;
    }
}

/// The length in UTF-16 code units: one for each character, and a second one for those that UTF-8
/// writes in four bytes (Unicode 16, sections 3.9 and 3.10).
fn length(text: &str) -> usize {
    text.bytes()
        .map(|byte| usize::from(byte & 0xC0 != 0x80) + usize::from(byte >= 0xF0))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, offset: usize) -> usize {
        let mut offset = offset;
        in_utf16(text, [&mut offset]);
        offset
    }

    #[test]
    fn accents_emoji_and_other_scripts_are_counted_as_the_editor_counts_them() {
        let text = "né 🕊️👩‍🚀 e\u{301} \u{202F}; 你好 Здравствуй \u{10FFFF}\r\nfin";
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let before = text.get(..at).unwrap();
            assert_eq!(of(text, at), before.encode_utf16().count(), "{before:?}");
        }
    }

    #[test]
    fn places_come_back_each_to_its_own_whatever_their_order() {
        let text = "🙂été🙂";
        let mut places = [13, 0, 4, 6, 4, 7, 9];
        in_utf16(text, &mut places);
        assert_eq!(places, [7, 0, 2, 3, 2, 4, 5]);
    }

    #[test]
    fn a_place_that_cannot_be_is_moved_to_one_that_can() {
        assert_eq!([of("🙂é", 3), of("🙂é", 5), of("🙂é", 99)], [0, 2, 3]);
        assert_eq!(of("", 7), 0);
    }

    #[test]
    fn a_long_text_with_a_place_at_every_word_takes_one_pass() {
        let text = "né 🙂 ".repeat(100_000);
        let mut places: Vec<usize> = (0..100_000).rev().map(|word| word * 9).collect();
        in_utf16(&text, &mut places);
        assert!(places.iter().rev().enumerate().all(|(i, at)| *at == i * 6));
    }
}
