//! Posts that came from a blog leave as they stand there: pages as pages, under their own date.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod support;

use std::fs;

use billet_core::{
    Base, Capabilities, Markup, Platform, PostKind, PostText, PublishStatus, RemoteId,
    RemoteStatus, Target,
};
use billet_exchange::Form;
use billet_store::blogs::{self, NewBlog};
use billet_store::fetched::{self, Arrived};
use billet_store::posts::Measure;
use support::{Desk, at};

fn carnet() -> NewBlog {
    NewBlog {
        platform: Platform::WordPress,
        name: "Carnet".into(),
        home: "https://carnet.example/".into(),
        endpoint: "https://carnet.example/wp-json/".into(),
        username: "zoe".into(),
        account: RemoteId::from(1),
        account_name: "Zoé".into(),
        secret_key: "00000000-0000-4000-8000-00000000cafe".parse().unwrap(),
        capabilities: Capabilities::default(),
        markup: Markup::Html,
    }
}

fn moi() -> Arrived {
    Arrived {
        remote_id: RemoteId::from(7),
        kind: PostKind::Page,
        url: "https://carnet.example/moi/".into(),
        status: RemoteStatus::Published,
        target: Target {
            status: PublishStatus::Publish,
            at: None,
        },
        base: Base::default(),
        text: PostText {
            title: "Moi".into(),
            body: "Zoé.".into(),
            ..PostText::default()
        },
        measure: Measure::default(),
        created_at: at(1_000_000_000),
        updated_at: at(1_700_000_000),
    }
}

#[test]
fn a_page_that_came_from_a_blog_leaves_as_one_with_its_date_and_address() {
    let desk = Desk::new();
    desk.library
        .write(|tx| {
            let blog = blogs::add(tx, &carnet(), at(1))?;
            fetched::take(tx, blog, &moi())
        })
        .unwrap();
    let (to, _) = desk.export("md", Form::Markdown);
    let file = fs::read_to_string(to.join("pages/2001-09-09-moi.md")).unwrap();
    assert!(file.contains("https://carnet.example/moi/"), "{file}");
    let (to, _) = desk.export("wxr", Form::Wordpress);
    let names = fs::read_dir(to).unwrap().map(|entry| entry.unwrap().path());
    let wxr: String = names
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect();
    assert!(wxr.contains("<wp:post_type><![CDATA[page]]>"), "{wxr}");
    assert!(wxr.contains("2001-09-09 01:46:40"), "{wxr}");
}

#[test]
fn a_file_of_a_blog_whose_posts_were_fetched_doubles_none_of_them() {
    let desk = Desk::new();
    let blog = desk
        .library
        .write(|tx| blogs::add(tx, &carnet(), at(1)))
        .unwrap();
    let arrived = |id: i64, url: &str, title: &str, body: &str| Arrived {
        remote_id: RemoteId::from(id),
        url: url.into(),
        kind: PostKind::Post,
        text: PostText {
            title: title.into(),
            body: body.into(),
            ..PostText::default()
        },
        ..moi()
    };
    for post in [
        arrived(
            7,
            "https://carnet.example/phare/",
            "Le phare",
            "Il éclaire.",
        ),
        arrived(
            8,
            "https://carnet.example/?p=8",
            "La mer",
            "Elle monte, et je l’ai écrit.",
        ),
    ] {
        desk.library
            .write(|tx| fetched::take(tx, blog, &post))
            .unwrap();
    }
    let item = |id: i64, title: &str, body: &str| {
        format!(
            "<item><title>{title}</title><link>http://carnet.example/?p={id}</link>\
             <guid>http://ancien.example/?p={id}</guid><content:encoded><![CDATA[<p>{body}</p>]]>\
             </content:encoded><wp:post_id>{id}</wp:post_id><wp:post_type>post</wp:post_type>\
             <wp:status>publish</wp:status></item>"
        )
    };
    let file = desk.file(
        "carnet.xml",
        format!(
            "<?xml version=\"1.0\"?><rss version=\"2.0\" \
             xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
             xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>Carnet</title>\
             <wp:wxr_version>1.2</wp:wxr_version>\
             <wp:base_blog_url>http://carnet.example</wp:base_blog_url>{}{}{}</channel></rss>",
            item(7, "Le phare", "Il éclaire."),
            item(8, "La mer", "Elle monte."),
            item(9, "Le vent", "Il tourne."),
        ),
    );
    let looked = desk.look(&file);
    assert_eq!(
        (looked.new, looked.there, looked.differ),
        (1, 1, 1),
        "{looked:?}"
    );
    desk.import(&file);
    assert_eq!(
        desk.posts().len(),
        3,
        "only the one that is not here yet came in"
    );
    assert!(
        desk.posts()
            .iter()
            .any(|(post, _)| post.text.body.contains("je l’ai écrit"))
    );
}
