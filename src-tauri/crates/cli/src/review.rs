//! `billet review`

use billet_exchange::Wish;
use billet_store::settings;
use billet_sync::Office;
use billet_text::Language;
use jiff::tz::TimeZone;

use crate::arguments::{Lang, Review, ReviewForm};
use crate::failure::Ended;
use crate::output;

/// Writes a post for a reviewer, and says where it lies.
pub fn review(office: &Office, wanted: Review) -> Ended {
    let language = format!("post_language {}", wanted.post);
    let wish = Wish {
        since: wanted.since,
        note: wanted.note,
        language: match wanted.lang {
            Lang::Fr => Language::French,
            Lang::En => Language::English,
        },
        text_language: office
            .library()
            .read(|conn| settings::get(conn, &language))?
            .filter(|tag| !tag.is_empty()),
        zone: TimeZone::system(),
        now: office.now(),
    };
    let form = match wanted.format {
        ReviewForm::Html => billet_exchange::ReviewForm::Html,
        ReviewForm::Markdown => billet_exchange::ReviewForm::Markdown,
    };
    let done = billet_exchange::review(office.library(), wanted.post, &wanted.out, form, &wish)?;
    if wanted.json {
        return output::json(&done);
    }
    output::line(&format!(
        "Written to {}. Pictures: {}.",
        done.path, done.pictures
    ))?;
    match done.changed {
        Some(changed) => output::line(&format!(
            "Words added: {}, removed: {}.",
            changed.added, changed.removed
        ))?,
        None => output::line("No changes are marked.")?,
    }
    done.missing.iter().try_for_each(|address| {
        let address = billet_text::told(address);
        output::line(&format!(
            "This picture is nowhere, and so not there: {address}"
        ))
    })
}
