//! Folds what a person types into a safe FTS5 query, and names into an order people expect.
//!
//! The indexes are blind to case and accents by their tokenizer (`remove_diacritics 2`); œ and æ,
//! which Unicode does not decompose, are spelled out by the triggers and, for the query, here.

/// The FTS5 query for what a person typed: every word must match, the last one as the beginning of
/// a word, because it may not be typed to its end. `None` when nothing is left to search for, and
/// the list is then not filtered.
///
/// Words are runs of letters and digits, so `l'été` is `l` and `été`; words of one letter are left
/// out, unless it is one of a script that writes a word with one (CJK). Each word is quoted: what
/// FTS5 reads as an operator (`NOT`, `*`, `:`, a quote) is a plain word or a gap here.
pub(crate) fn match_query(typed: &str) -> Option<String> {
    let folded = spell_out(typed);
    let words: Vec<&str> = folded
        .split(|c: char| !(c.is_alphanumeric() || is_combining(c)))
        .filter(|word| word.chars().nth(1).is_some() || word.chars().any(is_cjk))
        .collect();
    if words.is_empty() {
        return None;
    }
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    Some(format!("{}*", quoted.join(" ")))
}

/// A key to sort names by: without case and accents, as a French index does.
pub(crate) fn sort_key(name: &str) -> String {
    spell_out(name)
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|c| !is_combining(*c))
        .map(without_accent)
        .collect()
}

fn spell_out(text: &str) -> String {
    text.replace('œ', "oe")
        .replace('Œ', "OE")
        .replace('æ', "ae")
        .replace('Æ', "AE")
}

/// An accent typed as a character of its own, as macOS does in file names.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// The ideographs and syllables of Chinese, Japanese and Korean, from the radicals on.
fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// The lower-case letters of Western European languages; others stay, and sort after.
fn without_accent(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'į' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ś' | 'š' => 's',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_words_are_quoted_and_the_last_is_a_beginning() {
        assert_eq!(
            match_query("chat noi").as_deref(),
            Some("\"chat\" \"noi\"*")
        );
    }

    #[test]
    fn an_apostrophe_separates_as_it_does_in_the_index() {
        assert_eq!(
            match_query("l’été d'Anna").as_deref(),
            Some("\"été\" \"Anna\"*")
        );
    }

    #[test]
    fn ligatures_are_spelled_out() {
        assert_eq!(
            match_query("Œuvre cæcum").as_deref(),
            Some("\"OEuvre\" \"caecum\"*")
        );
    }

    #[test]
    fn syntax_of_the_search_engine_is_harmless() {
        assert_eq!(
            match_query(r#"title:"x" NEAR(ab*) -cd OR"#).as_deref(),
            Some(r#""title" "NEAR" "ab" "cd" "OR"*"#)
        );
    }

    #[test]
    fn nothing_to_search_for_is_no_filter() {
        for typed in ["", "  ", "a", "\"", "* - ( )", "é", "🙂"] {
            assert_eq!(match_query(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn one_ideograph_is_a_word() {
        assert_eq!(match_query("猫").as_deref(), Some("\"猫\"*"));
    }

    #[test]
    fn accents_do_not_put_a_name_behind_z() {
        let mut names = ["zèbre", "Été", "école", "eau", "œuvre", "Ours"];
        names.sort_by_key(|n| sort_key(n));
        assert_eq!(names, ["eau", "école", "Été", "œuvre", "Ours", "zèbre"]);
    }
}
