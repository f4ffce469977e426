//! What stands around the text that is looked at, in the languages of the interface.

use billet_text::Language;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The words around a text.
pub(super) struct Words {
    /// For the `lang` of what is said.
    pub code: &'static str,
    pub for_review: &'static str,
    pub note: &'static str,
    pub changed_since: &'static str,
    pub not_changed_since: &'static str,
    pub published: &'static str,
    pub earlier: &'static str,
    pub added: &'static str,
    pub removed: &'static str,
    pub legend: &'static str,
    pub without_marks: &'static str,
    pub excerpt: &'static str,
    pub tags: &'static str,
    pub categories: &'static str,
    pub slug: &'static str,
    pub untitled: &'static str,
    pub how_marked: &'static str,
    /// What the name of the file with the changes ends with.
    pub changes_name: &'static str,
    months: [&'static str; 12],
}

const ENGLISH: Words = Words {
    code: "en",
    for_review: "For review",
    note: "Note",
    changed_since: "What changed since {what}",
    not_changed_since: "Nothing changed since {what}",
    published: "the text published on {date}",
    earlier: "the version of {date}",
    added: "words added",
    removed: "words removed",
    legend: "Added words are underlined, removed words struck through.",
    without_marks: "Show the text without the marks",
    excerpt: "Excerpt",
    tags: "Tags",
    categories: "Categories",
    slug: "Address",
    untitled: "Untitled",
    how_marked: "`{++added++}`, `{--removed--}`",
    changes_name: "changes",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
};

const FRENCH: Words = Words {
    code: "fr",
    for_review: "À relire",
    note: "Mot de l’auteur",
    changed_since: "Ce qui a changé depuis {what}",
    not_changed_since: "Rien n’a changé depuis {what}",
    published: "le texte publié le {date}",
    earlier: "la version du {date}",
    added: "mots ajoutés",
    removed: "mots retirés",
    legend: "Les mots ajoutés sont soulignés, les mots retirés sont barrés.",
    without_marks: "Montrer le texte sans les marques",
    excerpt: "Extrait",
    tags: "Étiquettes",
    categories: "Catégories",
    slug: "Adresse",
    untitled: "Sans titre",
    how_marked: "`{++ajouté++}`, `{--retiré--}`",
    changes_name: "modifications",
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
};

pub(super) fn of(language: Language) -> &'static Words {
    match language {
        Language::French => &FRENCH,
        Language::English => &ENGLISH,
    }
}

impl Words {
    /// A day as people write it: `1 December 2026`, `1ᵉʳ décembre 2026`.
    pub fn day(&self, at: Timestamp, zone: &TimeZone) -> String {
        let date = at.to_zoned(zone.clone()).date();
        let month = usize::try_from(date.month()).unwrap_or(1);
        let name = self.months.get(month.saturating_sub(1)).unwrap_or(&"");
        let first = self.code == "fr" && date.day() == 1;
        let ordinal = if first { "\u{1d49}\u{2b3}" } else { "" };
        format!("{}{ordinal}\u{a0}{name} {}", date.day(), date.year())
    }

    /// The same with its hour, for a text that is one of several of that day.
    pub fn moment(&self, at: Timestamp, zone: &TimeZone) -> String {
        let time = at.to_zoned(zone.clone());
        let hour = match self.code {
            "fr" => time.strftime("%-H\u{a0}h\u{a0}%M"),
            _ => time.strftime("%H:%M"),
        };
        format!("{}, {hour}", self.day(at, zone))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_reads_as_people_of_each_language_write_it() {
        let first: Timestamp = "2026-12-01T08:05:00Z".parse().unwrap();
        let (fr, en) = (of(Language::French), of(Language::English));
        let zone = TimeZone::fixed(jiff::tz::offset(1));
        assert_eq!(fr.day(first, &zone), "1ᵉʳ\u{a0}décembre 2026");
        assert_eq!(
            fr.moment(first, &zone),
            "1ᵉʳ\u{a0}décembre 2026, 9\u{a0}h\u{a0}05"
        );
        assert_eq!(en.moment(first, &zone), "1\u{a0}December 2026, 09:05");
    }
}
