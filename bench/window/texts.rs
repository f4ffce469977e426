//! Libraries to measure windows with.

use std::path::Path;

use billet_core::PostText;
use billet_store::posts::Measure;
use billet_store::{Library, posts};
use jiff::Timestamp;

use crate::vocabulary::Vocabulary;

/// A post of so many words in a library of many.
const WORDS: usize = 60;

/// A library with one post of that many bytes.
pub fn one(folder: &Path, bytes: usize) {
    let text = PostText {
        title: "Un long billet".to_owned(),
        body: prose(bytes),
        ..PostText::default()
    };
    let library = Library::open(folder, Timestamp::now()).unwrap();
    library
        .write(|tx| posts::create(tx, &text, &Measure::default(), Timestamp::now()))
        .unwrap();
}

/// A library with that many posts.
pub fn many(folder: &Path, count: usize) {
    let mut language = Vocabulary::of(60_000);
    let library = Library::open(folder, Timestamp::now()).unwrap();
    for begun in (0..count).step_by(1_000) {
        library
            .write(|tx| {
                for number in begun..begun + 1_000 {
                    let text = PostText {
                        title: format!("Billet {number}"),
                        body: language.text(WORDS),
                        ..PostText::default()
                    };
                    let at = Timestamp::from_second(1_600_000_000 + i64::try_from(number).unwrap());
                    posts::create(tx, &text, &Measure::default(), at.unwrap())?;
                }
                Ok::<_, billet_store::StoreError>(())
            })
            .unwrap();
    }
}

/// French paragraphs with a heading and a list now and then, of that many bytes.
pub fn prose(bytes: usize) -> String {
    let mut language = Vocabulary::of(20_000);
    let mut text = String::with_capacity(bytes + 4_000);
    let mut paragraph = 0;
    while text.len() < bytes {
        paragraph += 1;
        match paragraph % 12 {
            1 => text.push_str(&format!("## {}\n\n", language.text(5))),
            7 => text.push_str(&format!(
                "- {}\n- **{}**\n\n",
                language.text(8),
                language.text(8)
            )),
            _ => text.push_str(&format!("{}\n\n", language.text(70))),
        }
    }
    text
}
