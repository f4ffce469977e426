//! Every kind of file, and what is none.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

mod support;

use std::io::Write;

use billet_core::RemoteStatus;
use billet_exchange::{Format, LeftKind};
use billet_store::media;
use support::{Desk, left};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

#[test]
fn a_folder_of_a_site_generator_comes_in_with_its_pictures() {
    let desk = Desk::new();
    desk.file("site/_posts/2024-05-01-un.md", "---\ntitle: \"L’été\"\ntags: [mer]\nlayout: post\nweight: 3\n---\nTexte ![La mer](../img/mer%20calme.png) ![x](/img/y.png)\n");
    desk.file("site/img/mer calme.png", PNG);
    desk.file("site/img/y.png", [PNG, b"2"].concat());
    desk.file(
        "site/_drafts/deux.md",
        "+++\ntitle = 'Deux'\ndate = 2024-01-02T03:04:05+01:00\n+++\nCorps",
    );
    desk.file("site/a-propos.md", "# À propos\n\nNous.");
    desk.file("site/latin.md", b"caf\xe9");
    desk.file("site/wrong.md", "---\ntitle: a: b\n---\nx");
    desk.file("site/.git/x.md", "non");
    desk.file(
        "site/page.html",
        "<title>Page</title><body><nav>n</nav><main><p>Un <b>mot</b>.</p></main>",
    );
    let report = desk.import(&desk.path("site"));
    assert_eq!(report.format, Format::Folder);
    assert_eq!((report.posts, report.pictures), (4, 2), "{report:#?}");
    assert_eq!(left(&report, LeftKind::Files), 2);
    assert_eq!(left(&report, LeftKind::Fields), 1);

    let (post, origin) = desk.titled("L’été");
    assert_eq!(post.text.slug.as_deref(), Some("un"));
    assert_eq!(
        origin.dated_at,
        Some("2024-04-30T23:00:00Z".parse().unwrap())
    );
    let pictures = desk
        .library
        .read(|conn| media::of_post(conn, post.id))
        .unwrap();
    let names: Vec<_> = pictures
        .iter()
        .map(|(address, _)| address.as_str())
        .collect();
    assert_eq!(names, ["../img/mer%20calme.png", "/img/y.png"]);
    assert_eq!(pictures[0].1.alt, "La mer");
    let bytes = media::bytes(desk.library.folder(), &pictures[0].1).unwrap();
    assert_eq!(bytes, PNG);
    assert_eq!(desk.titled("Deux").1.status, RemoteStatus::Draft);
    assert_eq!(desk.titled("À propos").0.text.body, "Nous.");
    assert_eq!(desk.titled("Page").0.text.body, "Un **mot**.");

    assert_eq!(desk.import(&desk.path("site")).there, 4);
    // The folder is moved: the posts are the same.
    std::fs::rename(desk.path("site"), desk.path("ailleurs")).unwrap();
    let moved = desk.import(&desk.path("ailleurs"));
    assert_eq!((moved.new, moved.there), (0, 4), "{moved:#?}");
}

#[test]
fn a_ghost_blog_comes_in() {
    let desk = Desk::new();
    let lexical = serde_json::json!({"root": {"type": "root", "children": [
        {"type": "paragraph", "children": [{"type": "text", "text": "Brouillon", "format": 1}]}]}});
    let export = serde_json::json!({"db": [{"meta": {"version": "5.80"}, "data": {
        "posts": [
            {"id": "a", "uuid": "u1", "title": "Été", "slug": "ete", "type": "post", "status": "published",
             "html": "<p>Un <em>mot</em></p><!--kg-card-begin: html--><div class=x>île</div><!--kg-card-end: html--><img src=\"__GHOST_URL__/content/images/mer.jpg\">",
             "created_at": "2024-01-01T10:00:00.000Z", "published_at": "2024-01-02T10:00:00.000Z",
             "updated_at": "2024-01-03T10:00:00.000Z", "custom_excerpt": "Résumé", "feature_image": "__GHOST_URL__/f.jpg"},
            {"id": "b", "uuid": "u2", "title": "(Untitled)", "slug": "untitled", "type": "page", "status": "draft",
             "html": null, "lexical": lexical.to_string(), "created_at": 1704103200000_i64}],
        "tags": [{"id": "t", "name": "mer"}, {"id": "i", "name": "#interne"}],
        "posts_tags": [{"post_id": "a", "tag_id": "i", "sort_order": 1}, {"post_id": "a", "tag_id": "t", "sort_order": 0}],
        "users": [{"id": "z", "name": "Zoé"}], "posts_authors": [{"post_id": "a", "author_id": "z"}],
        "settings": [{"key": "title", "value": "Mon Ghost"}]}}]});
    let file = desk.file("ghost.json", export.to_string());
    let report = desk.import(&file);
    assert_eq!(
        (report.format, report.blog.as_str()),
        (Format::Ghost, "Mon Ghost")
    );
    assert_eq!((report.new, report.pages, report.drafts), (2, 1, 1));
    assert_eq!(left(&report, LeftKind::Homeless), 1);
    let (post, origin) = desk.titled("Été");
    assert!(post.text.body.starts_with("Un *mot*"), "{}", post.text.body);
    assert!(post.text.body.contains("```island"), "{}", post.text.body);
    assert_eq!(post.text.tags, ["mer"]);
    assert_eq!(
        (origin.author.as_str(), post.text.excerpt.as_str()),
        ("Zoé", "Résumé")
    );
    let (draft, _) = desk.titled("");
    assert_eq!(
        (draft.text.body.as_str(), draft.text.slug),
        ("**Brouillon**", None)
    );
    assert_eq!(draft.created_at, "2024-01-01T10:00:00Z".parse().unwrap());
    assert_eq!(desk.import(&file).there, 2);

    // Named, the blog completes the addresses of its pictures.
    let other = Desk::new();
    let how = billet_exchange::How {
        home: Some("https://ghost.example/".to_owned()),
        ..support::how(true)
    };
    let report = billet_exchange::import(&other.library, &file, &how, &mut |_| true).unwrap();
    assert_eq!(left(&report, LeftKind::Homeless), 0);
    let body = other.titled("Été").0.text.body;
    assert!(
        body.contains("https://ghost.example/content/images/mer.jpg"),
        "{body}"
    );
}

#[test]
fn a_blogger_export_comes_in() {
    let desk = Desk::new();
    let entry = |kind: &str, id: &str, more: &str| {
        format!(
            "<entry><id>tag:blogger.com,1999:{id}</id><published>2015-02-05T14:03:00.000+01:00</published>\
             <updated>2015-02-06T14:03:00.000+01:00</updated>\
             <category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#{kind}'/>\
             {more}</entry>"
        )
    };
    let feed = format!(
        "<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet href=\"x\"?><feed xmlns='http://www.w3.org/2005/Atom' \
         xmlns:app='http://purl.org/atom/app#'><id>tag:blogger.com,1999:blog-1</id><title type='text'>Carnet</title>\
         <link rel='alternate' href='http://carnet.blogspot.com/'/>{}{}{}{}</feed>",
        entry(
            "settings",
            "s",
            "<title>réglage</title><content type='text'>oui</content>"
        ),
        entry(
            "post",
            "p1",
            "<category scheme='http://www.blogger.com/atom/ns#' term='mer'/><title type='text'>A &amp; B</title>\
             <content type='html'>&lt;p&gt;Un &lt;b&gt;mot&lt;/b&gt;&lt;/p&gt;</content>\
             <link rel='alternate' type='text/html' href='http://carnet.blogspot.com/2015/02/a-b.html' title='A'/>\
             <author><name>Zoé</name></author>"
        ),
        entry(
            "post",
            "p2",
            "<app:control><app:draft>yes</app:draft></app:control><title>Brouillon</title>\
             <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>X<br/>Y</p></div></content>"
        ),
        entry(
            "comment",
            "c",
            "<title>c</title><content type='html'>c</content>"
        ),
    );
    let file = desk.file("blog.xml", &feed);
    let report = desk.import(&file);
    assert_eq!(
        (report.format, report.new, report.drafts),
        (Format::Blogger, 2, 1)
    );
    assert_eq!(left(&report, LeftKind::Comments), 1);
    assert_eq!(left(&report, LeftKind::NoPost), 1);
    let (post, origin) = desk.titled("A & B");
    assert_eq!(post.text.body, "Un **mot**");
    assert_eq!(post.text.slug.as_deref(), Some("a-b"));
    assert_eq!(post.text.tags, ["mer"]);
    assert_eq!(
        origin.dated_at,
        Some("2015-02-05T13:03:00Z".parse().unwrap())
    );
    assert_eq!(desk.titled("Brouillon").0.text.body, "X\\\nY");
    assert_eq!(desk.import(&file).there, 2);
}

#[test]
fn feeds_come_in() {
    let desk = Desk::new();
    let atom = desk.file(
        "atom.xml",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Fil</title><entry><id>urn:1</id>\
         <title type=\"html\">Un &amp;lt;mot&amp;gt;</title><updated>2026-01-01T00:00:00Z</updated>\
         <content type=\"text\">a &lt; b</content></entry></feed>",
    );
    assert_eq!(desk.import(&atom).format, Format::Feed);
    assert_eq!(desk.titled("Un <mot>").0.text.body, "a < b");
    let rss = desk.file(
        "rss.xml",
        "<rss version=\"2.0\"><channel><title>Fil</title><link>https://a.example</link><item><title>Deux</title>\
         <guid>g</guid><pubDate>Sat, 01 Aug 2026 10:00:00 +0000</pubDate><category>mer</category>\
         <description>&lt;p&gt;Texte&lt;/p&gt;</description></item></channel></rss>",
    );
    let report = desk.import(&rss);
    assert_eq!((report.format, report.new), (Format::Feed, 1));
    let (post, origin) = desk.titled("Deux");
    assert_eq!(
        (post.text.body.as_str(), post.text.tags),
        ("Texte", vec!["mer".to_owned()])
    );
    assert_eq!(
        origin.dated_at,
        Some("2026-08-01T10:00:00Z".parse().unwrap())
    );
}

#[test]
fn a_file_of_open_live_writer_comes_in_with_its_pictures() {
    let desk = Desk::new();
    let path = desk.path("note.wpost");
    let mut file = cfb::create(&path).unwrap();
    let utf16 = |text: &str| -> Vec<u8> {
        let mark = [0xff, 0xfe];
        mark.into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
            .collect()
    };
    let guid = "00112233-4455-6677-8899-aabbccddeeff";
    let bytes = [
        0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee,
        0xff,
    ];
    let storage: String = bytes
        .iter()
        .map(|b| char::from_u32(b + 0x5d).unwrap())
        .collect();
    let contents = format!(
        "\u{feff}<p>L’été</p><p><img src=\"SupportingFileReference://{guid}\" alt=\"La mer\"></p>"
    );
    let categories = "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?><Categories><Category Id=\"1\" Name=\"Carnet &amp; co\" Parent=\"\" /></Categories>";
    let ticks = 621_355_968_000_000_000_i64 + 1_700_000_000 * 10_000_000;
    for (name, bytes) in [
        ("Title", utf16("Œuvre")),
        ("Id", utf16("42")),
        ("DestinationBlogId", utf16("blog")),
        ("Keywords", utf16("mer, été")),
        ("Exerpt", utf16("Résumé")),
        ("Slug", utf16("oeuvre")),
        ("IsPage", utf16("1")),
        ("Contents", contents.into_bytes()),
        ("Categories", categories.as_bytes().to_vec()),
        ("DatePublished", ticks.to_le_bytes().to_vec()),
        ("DatePublishedOverride", 0_i64.to_le_bytes().to_vec()),
    ] {
        file.create_stream(format!("/{name}"))
            .unwrap()
            .write_all(&bytes)
            .unwrap();
    }
    file.create_storage("/SupportingFiles").unwrap();
    file.create_storage(format!("/SupportingFiles/{storage}"))
        .unwrap();
    let picture = format!("/SupportingFiles/{storage}/SupportingFileContents");
    file.create_stream(picture).unwrap().write_all(PNG).unwrap();
    file.flush().unwrap();
    drop(file);

    let report = desk.import(&path);
    assert_eq!(
        (report.format, report.new, report.pictures),
        (Format::Wpost, 1, 1),
        "{report:#?}"
    );
    let (post, origin) = desk.titled("Œuvre");
    assert!(
        post.text.body.starts_with("L’été\n\n!["),
        "{}",
        post.text.body
    );
    assert_eq!(post.text.categories, ["Carnet & co"]);
    assert_eq!(post.text.tags, ["mer", "été"]);
    assert_eq!((post.text.excerpt.as_str(), origin.page), ("Résumé", true));
    assert_eq!(origin.dated_at, Some(support::at(1_700_000_000)));
    let pictures = desk
        .library
        .read(|conn| media::of_post(conn, post.id))
        .unwrap();
    assert_eq!(
        media::bytes(desk.library.folder(), &pictures[0].1).unwrap(),
        PNG
    );
    assert_eq!(desk.import(&path).there, 1);
}

#[test]
fn what_is_no_export_is_refused_with_one_clear_sentence() {
    let desk = Desk::new();
    for (name, bytes, says) in [
        ("vide.xml", b"".to_vec(), "is empty"),
        ("blanc.md", b" \n ".to_vec(), "is empty"),
        ("mark.xml", b"\xef\xbb\xbf".to_vec(), "is empty"),
        ("zip.xml", b"PK\x03\x04rest".to_vec(), "unpack it"),
        ("gz.json", b"\x1f\x8b\x08".to_vec(), "unpack it"),
        (
            "latin.xml",
            b"<?xml version='1.0'?><rss><channel><item><title>\xe9t\xe9 ".to_vec(),
            "not UTF-8",
        ),
        ("photo.md", PNG.to_vec(), "nothing that Billet"),
        ("other.json", b"{\"a\": 1}".to_vec(), "nothing that Billet"),
        (
            "ghost.json",
            b"{\"db\": [{\"data\": {\"posts\": [".to_vec(),
            "ends in the middle",
        ),
        (
            "ghost2.json",
            b"{\"db\": [{\"data\": {\"posts\": 3}}]}".to_vec(),
            "cannot be read",
        ),
        (
            "x.wpost",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no".to_vec(),
            "cannot be read",
        ),
    ] {
        let path = desk.file(name, &bytes);
        let error = match desk.try_import(&path) {
            Err(error) => error.to_string(),
            Ok(report) => panic!("{name}: {report:?}"),
        };
        assert!(error.contains(says), "{name}: {error}");
        assert!(
            !error.contains('{') && error.ends_with('.'),
            "{name}: {error}"
        );
    }
    let error = desk
        .try_import(&desk.path("nowhere"))
        .unwrap_err()
        .to_string();
    assert!(error.contains("could not be read"), "{error}");
    std::fs::create_dir(desk.path("empty")).unwrap();
    assert!(desk.try_import(&desk.path("empty")).is_err());
    assert!(desk.posts().is_empty());
}

#[test]
fn a_utf_16_file_with_a_mark_comes_in() {
    let desk = Desk::new();
    let bytes: Vec<u8> = "\u{feff}# Été\n\nŒuvre"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    desk.import(&desk.file("a.md", bytes));
    assert_eq!(desk.titled("Été").0.text.body, "Œuvre");
}
