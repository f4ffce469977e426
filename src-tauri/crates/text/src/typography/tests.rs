//! Sentences as writers type them, and as a typographer would set them.
//! `_` is a no-break space and `·` a narrow one in what is expected.

use super::*;

fn set(language: Language, text: &str) -> String {
    let once = apply(text, &typography(text, language));
    assert_eq!(
        apply(&once, &typography(&once, language)),
        once,
        "{text:?} is at rest"
    );
    once.replace('_', "\\_")
        .replace('\u{a0}', "_")
        .replace('\u{202f}', "·")
}

#[track_caller]
fn french(cases: &[(&str, &str)]) {
    for (typed, wanted) in cases {
        assert_eq!(set(Language::French, typed), *wanted, "{typed:?}");
    }
}

#[track_caller]
fn english(cases: &[(&str, &str)]) {
    for (typed, wanted) in cases {
        assert_eq!(set(Language::English, typed), *wanted, "{typed:?}");
    }
}

#[track_caller]
fn untouched(language: Language, texts: &[&str]) {
    for text in texts {
        assert_eq!(typography(text, language), [], "{text:?}");
    }
}

#[test]
fn french_spaces_stand_before_double_signs() {
    french(&[
        ("Bonjour !", "Bonjour·!"),
        ("Bonjour!", "Bonjour·!"),
        ("Quoi\u{a0}?", "Quoi·?"),
        ("Quoi  ?", "Quoi·?"),
        ("Vraiment ?!", "Vraiment·?!"),
        ("Non!!!", "Non·!!!"),
        ("un; deux ; trois", "un·; deux·; trois"),
        ("Voici: un, deux : trois", "Voici_: un, deux_: trois"),
        ("Voici\u{202f}: un", "Voici_: un"),
        ("(vraiment?) oui", "(vraiment·?) oui"),
        ("À 10!", "À 10·!"),
        ("Bravo 🎉!", "Bravo 🎉·!"),
        ("`cmd`! et `cmd` ?", "`cmd`·! et `cmd`·?"),
        ("Quoi?[^1]\n\n[^1]: note!", "Quoi·?[^1]\n\n[^1]: note·!"),
        ("un mot[^1]!\n\n[^1]: x", "un mot[^1]·!\n\n[^1]: x"),
        (
            "# Qui a peur?\n\n- Moi!\n- Toi ?",
            "# Qui a peur·?\n\n- Moi·!\n- Toi·?",
        ),
        ("Fin...!", "Fin…·!"),
        (
            "| Quoi? | Qui? |\n|---|---|\n| a: | b |",
            "| Quoi·? | Qui·? |\n|---|---|\n| a_: | b |",
        ),
    ]);
}

#[test]
fn french_signs_that_are_no_punctuation_are_left() {
    untouched(
        Language::French,
        &[
            "À 10:30, en 16:9 ou std::vec en C++",
            "un :-) et :) et ;-) et ;) et :D et :p et :smile: et :+1: là",
            "un red !important",
            "C:\\Dossier et key:value",
            "a != b, f?x=1 et &eacute;t&eacute;",
            "&bogus; mot",
            "https://exemple.fr/a?b=c;d:8080/!x et www.exemple.fr/?q=1",
            "a@b.fr",
            "déjà\u{202f}! dit\u{a0}: «\u{202f}mot\u{202f}»",
            "mot&nbsp;! &laquo;&nbsp;mot&nbsp;&raquo;",
            "mot \\! et \\\"mot\\\" et l\\'eau",
            "(?) [!] ¿",
            "!",
            ": texte",
        ],
    );
    french(&[("https://exemple.fr!", "https://exemple.fr·!")]);
}

#[test]
fn french_quotes_are_guillemets_with_narrow_spaces() {
    french(&[
        ("un \"mot\" là", "un «·mot·» là"),
        (
            "«mot» et « mot » et «\u{a0}mot\u{a0}»",
            "«·mot·» et «·mot·» et «·mot·»",
        ),
        ("\"un \"deux\" trois\"", "«·un “deux” trois·»"),
        ("« un \"deux\" trois »", "«·un “deux” trois·»"),
        ("“un \"deux\" trois”", "“un «·deux·» trois”"),
        ("Il dit:\"Viens!\"", "Il dit_:«·Viens·!·»"),
        ("\"*mot* suite\"", "«·*mot* suite·»"),
        ("*\"mot\"* et **\"mot\"**", "*«·mot·»* et **«·mot·»**"),
        (
            "\"[lien](https://a.fr \"titre\")\"!",
            "«·[lien](https://a.fr \"titre\")·»·!",
        ),
        ("[\"lien\"](x)", "[«·lien·»](x)"),
        ("l'\"été\" d'ici", "l’«·été·» d’ici"),
        ("\" Bonjour \" dit-elle", "«·Bonjour·» dit-elle"),
        ("\"`code`\"", "«·`code`·»"),
        ("\"début\nfin\"", "«·début\nfin·»"),
        ("\"a\" \"b\"", "«·a·» «·b·»"),
        (
            "![l'image \"a\"](x.png \"l'x\")",
            "![l’image «·a·»](x.png \"l'x\")",
        ),
    ]);
    untouched(
        Language::French,
        &[
            "un \"mot",
            "mot\" seul",
            "un écran de 15\" là",
            "1,80 ou 5'11\"",
        ],
    );
}

#[test]
fn french_apostrophes_dashes_and_ellipses() {
    french(&[
        ("l'eau, d'*été*, aujourd'hui", "l’eau, d’*été*, aujourd’hui"),
        ("le sens 'mot' ici", "le sens ‘mot’ ici"),
        ("Attends... quoi ?", "Attends… quoi·?"),
        ("[...] et (...)", "[…] et (…)"),
        ("Paris - Lyon -- Nice --- mer", "Paris – Lyon – Nice — mer"),
        ("1914-1918 et 2019--2020", "1914–1918 et 2019–2020"),
        ("voir p. 12-15 et pp. 3-4", "voir p._12–15 et pp._3–4"),
        ("--- Bonjour, dit-il.", "—_Bonjour, dit-il."),
        ("— Bonjour", "—_Bonjour"),
    ]);
    untouched(
        Language::French,
        &[
            "avec --help ou -v, a-t-il dit",
            "le 2014-12-24, au 01-02-03-04, tél. 1234-5678, 2011-12",
            "10 - 5 = 5",
            "../.../a et 1...5 et ....",
            "a --> b et x <-- y",
            "œuvre, oeuvre",
        ],
    );
}

#[test]
fn french_numbers_and_abbreviations_hold_together() {
    french(&[
        ("10 % de 20 € et 30% ou 5€", "10_% de 20_€ et 30_% ou 5_€"),
        ("10 000 et 1 234 567", "10·000 et 1·234·567"),
        ("5 kg à 30 km/h par 20 °C", "5_kg à 30_km/h par 20_°C"),
        ("n°5, n° 6 et N°7", "n°_5, n°_6 et N°_7"),
        (
            "M. Dupont, Mme Durand et le Dr Petit",
            "M._Dupont, Mme_Durand et le Dr_Petit",
        ),
        ("voir p. 12 et art. 3", "voir p._12 et art._3"),
        (
            "le 1er mai, la 1re fois, le 2e, la 2nde",
            "le 1ᵉʳ mai, la 1ʳᵉ fois, le 2ᵉ, la 2ⁿᵈᵉ",
        ),
        (
            "au XXe siècle, la Ve République",
            "au XXᵉ siècle, la Vᵉ République",
        ),
        ("François Ier", "François Iᵉʳ"),
    ]);
    untouched(
        Language::French,
        &[
            "01 23 45 67 89, +33 1 23, 06 123 456, 2010 300",
            "20 l’ont vu, 10 a, 3 mots",
            "Ve, Xe, Ce, De, Le, Me, vie",
            "v2e, #2e, 1erb, 0x1e",
            "20$ et 30 $",
        ],
    );
}

#[test]
fn english_quotes_are_curly() {
    english(&[
        ("\"Hello,\" she said.", "“Hello,” she said."),
        ("\"He said 'no' to me\"", "“He said ‘no’ to me”"),
        ("'A \"quoted\" word'", "‘A “quoted” word’"),
        (
            "don't, the dogs' bones, James's",
            "don’t, the dogs’ bones, James’s",
        ),
        (
            "the '90s, rock 'n' roll, 'tis",
            "the ’90s, rock ’n’ roll, ’tis",
        ),
        ("the 1990's", "the 1990’s"),
        ("\"*Word* here\" (\"or\" here)", "“*Word* here” (“or” here)"),
        (
            "\"First paragraph.\n\n\"Last one.\"",
            "“First paragraph.\n\n“Last one.”",
        ),
        ("`x`'s [y](z)'s", "`x`’s [y](z)’s"),
        ("\"in 1990\" and 'in 1990'", "“in 1990” and ‘in 1990’"),
        ("\"he is 6'2\" tall\"", "“he is 6'2\" tall”"),
        (
            "A -- b --- c, 1914-1918, wait...",
            "A – b — c, 1914–1918, wait…",
        ),
        ("yes---no, 10--20", "yes—no, 10–20"),
    ]);
    untouched(
        Language::English,
        &[
            "6'2\" and 5' 11\"",
            "a \" b",
            "Hello! Really? Yes; no: 10 % 10 000 1er",
            "a - b",
            "--help",
            "&'a str",
        ],
    );
}

#[test]
fn code_html_math_and_addresses_are_never_touched() {
    let texts = [
        "`l'eau ! \"x\" ...`",
        "```\nl'eau ! \"x\" ...\n```",
        "    l'eau ! \"x\" ...",
        "```island gallery\n<p>l'eau ! \"x\"...</p>\n```",
        "<div title=\"l'eau !\">l'eau !</div>",
        "$l'eau ! ...$ et $$a ! \"b\"$$",
        "[x](l'eau \"titre !\")",
        "[mot]: /l'eau \"l'eau !\"\n\n[x][mot]",
        "[l'eau !]\n\n[l'eau !]: /x",
        "<https://a.fr/l'eau!>",
        "un <b title=\"l'eau !\">mot</b>",
        "un <code>l'eau ! \"x\"</code> mot",
        "un <i lang=\"en\">it's mine!</i> là",
        "[caption id=\"x\" width='3' t=\"a !\"]",
        "[code]l'eau ! \"x\"[/code]",
        "[^l'eau]\n\n[^l'eau]: x",
        "<!--more-->",
        "---\ntitle: \"l'eau !\"\n---\nmot",
        "<pre>\nl'eau !\n\nl'eau !\n</pre>",
        "20$ : a 30$",
    ];
    untouched(Language::French, &texts);
    french(&[
        (
            "[caption x=\"a\"]l'eau ![/caption]",
            "[caption x=\"a\"]l’eau·![/caption]",
        ),
        ("# L'eau {#l'eau}", "# L’eau {#l'eau}"),
        (
            "<span lang=\"fr\">l'eau</span>",
            "<span lang=\"fr\">l’eau</span>",
        ),
        (
            "---\ntitle: \"l'eau !\"\n---\nl'eau",
            "---\ntitle: \"l'eau !\"\n---\nl’eau",
        ),
    ]);
}

#[test]
fn each_edit_is_small_and_says_why() {
    let text = "L'\"été\" est fini ...!";
    let edits: Vec<_> = typography(text, Language::French)
        .into_iter()
        .map(|e| (text[e.range].to_owned(), e.text, e.why))
        .collect();
    let edit = |a: &str, b: &str, why| (a.to_owned(), b.to_owned(), why);
    assert_eq!(
        edits,
        [
            edit("'", "’", Why::Apostrophe),
            edit("\"", "«\u{202f}", Why::Quotes),
            edit("\"", "\u{202f}»", Why::Quotes),
            edit("...", "…\u{202f}", Why::Ellipsis),
        ]
    );
}

#[test]
fn titles_have_no_markdown() {
    let title = "Qu'est-ce que <em class=\"a b\">\"l'été\"</em> ? `l'eau`\n*C'est* ça!";
    let edits = plain_typography(title, Language::French);
    assert_eq!(
        apply(title, &edits),
        "Qu’est-ce que <em class=\"a b\">«\u{202f}l’été\u{202f}»</em>\u{202f}? `l’eau`\n*C’est* ça\u{202f}!"
    );
}

#[test]
fn a_quoted_value_stays_and_rock_n_roll_is_no_quotation() {
    untouched(Language::French, &["avec x='y' ici", "a='b' c='d'"]);
    untouched(Language::English, &["with x='y' here"]);
    french(&[("le rock 'n' roll", "le rock ’n’ roll")]);
    english(&[("rock 'n' roll", "rock ’n’ roll")]);
}

#[test]
fn every_line_of_a_dialogue_keeps_its_dash() {
    french(&[("-- Non.\n-- Oui.", "–_Non.\n–_Oui.")]);
}
