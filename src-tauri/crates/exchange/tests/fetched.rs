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

#[test]
fn a_page_that_came_from_a_blog_leaves_as_one_with_its_date_and_address() {
    let desk = Desk::new();
    let blog = NewBlog {
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
    };
    let page = Arrived {
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
    };
    desk.library
        .write(|tx| {
            let blog = blogs::add(tx, &blog, at(1))?;
            fetched::take(tx, blog, &page)
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
