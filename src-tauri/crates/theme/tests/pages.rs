//! Posts are put into pages of others' making.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

use billet_theme::{Answers, Known, Page, Purpose, Source, Unusable};
use url::Url;

/// Keeps everything, under the last part of its address.
struct Everything;

impl Answers for Everything {
    fn asset(&mut self, url: &Url, _: Purpose) -> Option<String> {
        let name = url.path_segments().and_then(|mut parts| parts.next_back());
        name.map(|name| format!("theme://kept/{name}"))
    }

    fn import(&mut self, _: &Url) -> Option<String> {
        None
    }
}

const CONTENT: &str = "<!-- wp:paragraph -->\n<p>Jeudi, l'équipe était là -- \"enfin\".</p>\n\
    <!-- /wp:paragraph -->\n\n<!-- wp:heading -->\n<h2>Le soir</h2>\n<!-- /wp:heading -->\n\n\
    <!-- wp:paragraph -->\n<p>Il a plu toute la nuit, puis plus rien.</p>\n<!-- /wp:paragraph -->";

const KNOWN: Known<'static> = Known {
    title: "Ce que le réseau change",
    content: CONTENT,
};

/// The same text as a blog shows it.
const SHOWN: &str = "<p>Jeudi, l’équipe était là &#8212; «&nbsp;enfin&nbsp;».</p><h2>Le soir</h2>\
    <p>Il a plu toute la nuit, puis plus rien.</p>";

fn read(html: &str, known: &Known<'_>) -> Result<Page, Unusable> {
    Page::read(
        html,
        &Url::parse("https://blog.example/2026/a/").unwrap(),
        known,
    )
}

fn made(html: &str) -> String {
    let page = read(html, &KNOWN).unwrap_or_else(|why| panic!("{why}: {html}"));
    page.html("theme://kept/sheet.css", &mut Everything)
}

fn body(made: &str) -> &str {
    made.split_once("<body>").map_or(made, |(_, body)| body)
}

#[test]
fn the_text_and_the_title_leave_their_places_to_others() {
    let made = made(&format!(
        "<html lang=fr-FR dir=ltr><head><title>Ce que le réseau change – Carnet</title></head><body>\
         <nav><a href=/a>Ce que le réseau change</a></nav>\
         <main><h1 class=t><a href=x><span>Ce que le réseau change</span></a></h1>\
         <div class=wrap><p>3 mars</p><div class=text>{SHOWN}</div></div></main>\
         <aside><p>Jeudi, l’équipe était là…</p></aside></body></html>"
    ));
    assert!(
        made.starts_with("<!doctype html><html lang=\"fr-FR\" dir=\"ltr\"><head>"),
        "{made}"
    );
    assert!(
        body(&made).contains(
            "<h1 class=\"t\"><a role=\"link\" aria-disabled=\"true\"><span data-billet=\"title\"></span></a></h1>\
             <div class=\"wrap\"><p>3 mars</p><div class=\"text\" data-billet=\"content\"></div></div>"
        ),
        "{made}"
    );
    assert!(!made.contains("plu toute la nuit"));
}

#[test]
fn a_post_of_one_paragraph_leaves_what_the_paragraph_stands_in() {
    let known = Known {
        title: "Court",
        content: "Une seule phrase, et c’est tout.",
    };
    for (page, place) in [
        (
            "<article><p>Une seule phrase, et c’est tout.</p></article>",
            "<article data",
        ),
        (
            "<article><header>Court</header><div class=\"entry-content x\"><p>Une seule phrase, et \
             c’est tout.</p></div></article>",
            "<div class=\"entry-content x\" data",
        ),
    ] {
        let page = read(page, &known).unwrap();
        let made = page.html("theme://kept/s", &mut Everything);
        assert!(
            made.contains(&format!("{place}-billet=\"content\">")),
            "{made}"
        );
        assert!(!made.contains("<p>"), "{made}");
    }
}

#[test]
fn a_page_that_does_not_show_the_text_is_said_to() {
    for page in [
        "<body><form action=/pass><p>Cet article est protégé. Mot de passe :</p><input></form></body>",
        "<body><div id=root></div><script>fetch('/post')</script></body>",
        "",
        "Jeudi, l’équipe",
        &SHOWN.replace(' ', ""),
    ] {
        assert_eq!(
            read(page, &KNOWN).unwrap_err(),
            Unusable::NotFound,
            "{page}"
        );
    }
    let tower = format!("<body>{}{SHOWN}", "<div>".repeat(100_000));
    assert_eq!(read(&tower, &KNOWN).unwrap_err(), Unusable::TooDeep);
    let short = Known {
        title: "",
        content: "<p>Oui.</p>",
    };
    assert_eq!(
        read("<body><p>Oui.</p></body>", &short).unwrap_err(),
        Unusable::NotFound
    );
}

#[test]
fn style_sheets_are_told_in_their_order_and_those_a_script_would_switch_on_are_on() {
    let page = read(
        &format!(
            "<head><link rel=stylesheet href=/a.css><style media=screen>b{{}}</style>\
             <link rel=preload as=style href=c.css onload=\"this.rel='stylesheet'\">\
             <link rel=preload as=font href=no.woff2><link rel='alternate stylesheet' href=no.css>\
             <link rel=stylesheet media=print href=d.css onload=\"this.media='all'\">\
             <link rel=stylesheet media=print href=no.css>\
             <noscript><link rel=stylesheet href=https://cdn.example/e.css></noscript></head>\
             <body><article>{SHOWN}</article><style>f{{}}</style></body>"
        ),
        &KNOWN,
    )
    .unwrap();
    let told: Vec<String> = page
        .styles()
        .iter()
        .map(|style| match &style.source {
            Source::Linked(url) => format!("{url} {}", style.media),
            Source::Written(css) => format!("{css} {}", style.media),
        })
        .collect();
    assert_eq!(
        told,
        [
            "https://blog.example/a.css ",
            "b{} screen",
            "https://blog.example/2026/a/c.css ",
            "https://blog.example/2026/a/d.css ",
            "https://cdn.example/e.css ",
            "f{} ",
        ]
    );
}

#[test]
fn pictures_that_wait_for_a_script_are_shown_and_those_that_count_readers_are_not() {
    let made = made(&format!(
        "<body><img src=data:image/gif;base64,R0 data-src=/logo.png class=lazy alt=Logo>\
         <img class=lazyload data-src=twice.png><noscript><img src=once.png></noscript>\
         <noscript>Activez JavaScript</noscript>\
         <img src=https://stats.example/p.gif width=1 height=1><img src=x.gif style='display: none'>\
         <article>{SHOWN}</article></body>"
    ));
    assert!(made.contains("src=\"theme://kept/logo.png\""), "{made}");
    assert!(
        made.contains("theme://kept/once.png") && !made.contains("twice.png\" "),
        "{made}"
    );
    for gone in ["stats.example", "x.gif", "p.gif", "JavaScript"] {
        assert!(!made.contains(gone), "{gone}: {made}");
    }
}

#[test]
fn nothing_that_runs_leads_away_or_answers_to_a_name_is_left() {
    let hostile = "<base href=https://evil.example/><meta http-equiv=refresh content='0;https://evil.example/'>\
        <script>alert(1)</script><svg onload=alert(1)><script>alert(1)</script><a xlink:href=javascript:alert(1)>\
        <set attributeName=href to=javascript:alert(1) /><animate/></a><use href=https://evil.example/#x /><foreignObject>\
        <iframe src=https://evil.example></iframe></foreignObject></svg><math><mtext><img src=x onerror=alert(1)></mtext></math>\
        <img src=x onerror=alert(1) name=body><form name=documentElement action=https://evil.example/><input name=head \
        autofocus onfocus=alert(1)><button formaction=https://evil.example/>b</button></form>\
        <iframe srcdoc='<script>alert(1)</script>'></iframe><object data=https://evil.example/></object>\
        <embed src=https://evil.example/><link rel=prefetch href=https://evil.example/><link rel=dns-prefetch href=//evil.example>\
        <a href=javascript:alert(1) ping=https://evil.example/>a</a><video poster=https://evil.example/ autoplay src=x></video>\
        <div style=\"background:url('https://evil.example/x.png')\" onclick=alert(1) data-x='javascript:alert(1)'>d</div>\
        <template><script>alert(1)</script></template><noscript><p title='</noscript><script>alert(1)</script>'></noscript>\
        <x-y onload=alert(1)>z</x-y><textarea></textarea><script>alert(1)</script></textarea><marquee onstart=alert(1)>m</marquee>\
        <table background=https://evil.example/><td></table><xmp><script>alert(1)</script></xmp><p contenteditable tabindex=1 data-billet=content>p</p>";
    let made = made(&format!(
        "<body onload=alert(1) name=x background=https://evil.example/>{hostile}<article>{SHOWN}</article>{hostile}"
    ));
    let small = made.to_ascii_lowercase();
    for gone in [
        "<script",
        "javascript:",
        "evil.example/>",
        "<iframe",
        "<object",
        "<embed",
        "<base",
        "<form name",
        "action=",
        " name=",
        "onerror",
        "onload",
        "onclick",
        "<link rel=\"pre",
        "http-equiv=\"refresh",
        "<video",
        "ping=",
        "<math",
        "<template",
        "<noscript",
        "<xmp",
        "foreignobject",
        "<animate",
        "<set",
        "contenteditable",
        "tabindex=\"1",
        "autofocus",
        "href=\"https",
        "background=\"",
        "//evil",
    ] {
        assert!(!small.contains(gone), "{gone}: {made}");
    }
    // One place, and it is not one that the page chose.
    assert!(
        made.contains("<article data-billet=\"content\"></article>"),
        "{made}"
    );
    assert_eq!(made.matches("data-billet=\"content\"").count(), 1, "{made}");
    assert!(
        made.contains("data-billet-style=\"background:url(&quot;theme://kept/x.png&quot;)\""),
        "{made}"
    );
}

#[test]
fn what_belongs_to_the_other_post_is_not_shown() {
    let made = made(&format!(
        "<body><figure class=wp-block-post-featured-image><img src=theirs.jpg></figure>\
         <article>{SHOWN}</article><section id=comments><p>Un commentaire</p></section></body>"
    ));
    assert!(
        !made.contains("theirs.jpg") && !made.contains("commentaire"),
        "{made}"
    );
}

#[test]
fn a_page_is_read_in_time_that_grows_with_its_length() {
    let began = std::time::Instant::now();
    for piece in [
        "<b>",
        "<a>",
        "<table><b>",
        "<p><i>",
        "x&amp;",
        "<img src=a>",
        "<noscript><img>",
        "<svg>",
    ] {
        let piece = if piece == "<svg>" {
            "<svg></svg>"
        } else {
            piece
        };
        let times = 400_000 / piece.len();
        let html = format!("<article>{SHOWN}</article>{}", piece.repeat(times));
        // Read or refused, it ends.
        let _ended = read(&html, &KNOWN).map(|page| page.html("theme://s", &mut Everything).len());
    }
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}
