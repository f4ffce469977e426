//! How a blog looks is fetched from the page of a post, within limits, and kept.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

#[path = "../../../../tests/support/site.rs"]
mod site;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use billet_core::{
    Base, BlogId, Capabilities, Clock, Markup, Platform, PostKind, PostText, PublishStatus,
    RemoteId, RemoteStatus, Target,
};
use billet_remote::RemoteError;
use billet_store::blogs::{self, NewBlog};
use billet_store::fetched::{self, Arrived};
use billet_store::posts::Measure;
use billet_store::{Library, StoreError};
use billet_sync::{Office, Secrets, SyncError};
use jiff::Timestamp;
use site::Site;
use tempfile::TempDir;
use uuid::Uuid;

const ORIGIN: &str = "billet-look://localhost";
const TEXT: &str =
    "<p>Jeudi, l'équipe était là.</p>\n<h2>Le soir</h2>\n<p>Il a plu toute la nuit.</p>";
const SHOWN: &str =
    "<p>Jeudi, l’équipe était là.</p><h2>Le soir</h2><p>Il a plu toute la nuit.</p>";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const WOFF2: &[u8] = b"wOF2\0\x01\0\0\0\0\0\0";

struct Desk {
    folder: TempDir,
    office: Arc<Office>,
    clock: Arc<AtomicI64>,
    blog: BlogId,
    site: Site,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(AtomicI64::new(1_790_000_000));
        let told = Arc::clone(&clock);
        let clock_of_office =
            Clock::new(move || Timestamp::from_second(told.load(Ordering::SeqCst)).unwrap());
        let library = Library::open(folder.path(), clock_of_office.now()).unwrap();
        let office = Office::new(Arc::new(library), Secrets::in_memory(), clock_of_office).unwrap();
        office.keep_looks_in(folder.path().join("cache"));
        let site = Site::open();
        let row = NewBlog {
            platform: Platform::WordPress,
            name: "Carnet".to_owned(),
            home: format!("{}/", site.url),
            endpoint: format!("{}/wp-json/", site.url),
            username: "zoé".to_owned(),
            account: RemoteId::from("1"),
            account_name: "Zoé".into(),
            secret_key: Uuid::new_v4(),
            capabilities: Capabilities::default(),
            markup: Markup::Html,
        };
        office.secrets().set(row.secret_key, "secret").unwrap();
        let now = office.now();
        let blog = office
            .library()
            .write(|tx| blogs::add(tx, &row, now))
            .unwrap();
        Self {
            folder,
            office: Arc::new(office),
            clock,
            blog,
            site,
        }
    }

    /// A post that readers see at `path`, written so many days ago.
    fn shown(&self, path: &str, kind: PostKind, days: i64) {
        let at = Timestamp::from_second(1_780_000_000 - days * 86_400).unwrap();
        let arrived = Arrived {
            remote_id: RemoteId::from(path),
            kind,
            url: format!("{}{path}", self.site.url),
            status: RemoteStatus::Published,
            target: Target {
                status: PublishStatus::Publish,
                at: None,
            },
            base: Base {
                title: "Le réseau".to_owned(),
                content: TEXT.to_owned(),
                ..Base::default()
            },
            text: PostText::default(),
            measure: Measure::default(),
            created_at: at,
            updated_at: at,
        };
        let taken = self.office.library().write(|tx| {
            fetched::take(tx, self.blog, &arrived)?;
            Ok::<_, StoreError>(())
        });
        taken.unwrap();
    }

    async fn fetch(&self) -> Result<Option<billet_store::looks::Look>, SyncError> {
        self.office
            .fetch_look(self.blog, PostKind::Post, ORIGIN)
            .await
    }

    fn paths(&self) -> Vec<String> {
        let mut paths: Vec<_> = self
            .site
            .asked()
            .into_iter()
            .map(|asked| asked.path)
            .collect();
        paths.sort();
        paths
    }

    /// The one sheet of a look.
    fn sheet(&self, html: &str) -> String {
        let address = html
            .split_once("href=\"")
            .unwrap()
            .1
            .split_once('"')
            .unwrap()
            .0;
        let (mime, css) = self
            .office
            .look_file(address.strip_prefix(ORIGIN).unwrap())
            .unwrap();
        assert_eq!(mime, "text/css; charset=utf-8");
        String::from_utf8(css).unwrap()
    }
}

fn page(head: &str, around: &str) -> String {
    format!(
        "<html lang=fr><head>{head}</head><body><h1>Le réseau</h1><article>{SHOWN}</article>{around}</body></html>"
    )
}

#[tokio::test]
async fn a_page_comes_with_its_sheets_fonts_and_pictures_and_stays_without_a_network() {
    let desk = Desk::new();
    desk.shown("/a/", PostKind::Post, 1);
    let head = "<link rel=stylesheet href=/t/style.css><style>p{color:red}</style>";
    desk.site.put(
        "/a/",
        "text/html",
        page(head, "<img src=/logo.png alt=Logo><img src=/gone.png>"),
    );
    let css = "@import 'more.css' screen;body{background:url(../bg.png)}";
    desk.site.put("/t/style.css", "text/css", css);
    desk.site.put(
        "/t/more.css",
        "text/css",
        "@font-face{font-family:x;src:url(x.woff2)}",
    );
    desk.site.put("/t/x.woff2", "font/woff2", WOFF2);
    desk.site.put("/bg.png", "image/png", PNG);
    desk.site.put("/logo.png", "image/png", PNG);

    let look = desk.fetch().await.unwrap().unwrap();
    assert_eq!(
        desk.paths(),
        [
            "/a/",
            "/bg.png",
            "/gone.png",
            "/logo.png",
            "/t/more.css",
            "/t/style.css",
            "/t/x.woff2"
        ]
    );
    assert!(
        look.html
            .contains("<article data-billet=\"content\"></article>"),
        "{}",
        look.html
    );
    assert!(!look.html.contains(&desk.site.url), "{}", look.html);
    let css = desk.sheet(&look.html);
    assert!(
        css.starts_with("@media screen{@font-face{font-family:x;src:url(\"billet-look:"),
        "{css}"
    );
    assert!(css.ends_with("p{color:red}\n"), "{css}");
    assert!(
        !css.contains(&desk.site.url) && !css.contains("@import"),
        "{css}"
    );
    for asked in desk.site.asked() {
        assert!(asked.agent.starts_with("Billet/"), "{asked:?}");
        assert!(
            !asked.head.contains("authorization") && !asked.head.contains("cookie"),
            "{asked:?}"
        );
    }

    desk.site.switch_off();
    let kept = desk.office.look(desk.blog, PostKind::Post).unwrap();
    assert_eq!(kept.as_ref(), Some(&look));
    assert_eq!(desk.office.look(desk.blog, PostKind::Page).unwrap(), None);
    desk.clock.fetch_add(3600, Ordering::SeqCst);
    let failed = desk.fetch().await.unwrap_err();
    assert!(
        matches!(failed, SyncError::Remote(RemoteError::Unreachable { .. })),
        "{failed:?}"
    );
    assert_eq!(
        desk.office.look(desk.blog, PostKind::Post).unwrap(),
        kept,
        "what was kept stays"
    );
    assert_eq!(desk.office.looking(), None);
}

#[tokio::test]
async fn the_newest_post_whose_text_is_in_its_page_is_taken_and_pages_are_taken_for_pages() {
    let desk = Desk::new();
    desk.shown("/old/", PostKind::Post, 30);
    desk.shown("/new/", PostKind::Post, 2);
    desk.shown("/guarded/", PostKind::Post, 1);
    desk.shown("/about/", PostKind::Page, 1);
    desk.site.put(
        "/guarded/",
        "text/html",
        "<body><form>Mot de passe</form></body>",
    );
    for path in ["/old/", "/new/", "/about/"] {
        desk.site.put(path, "text/html", page("", path));
    }
    let look = desk.fetch().await.unwrap().unwrap();
    assert!(look.url.ends_with("/new/"), "{}", look.url);
    let of_page = desk
        .office
        .fetch_look(desk.blog, PostKind::Page, ORIGIN)
        .await;
    assert!(of_page.unwrap().unwrap().url.ends_with("/about/"));
}

#[tokio::test]
async fn what_cannot_be_shown_is_said_in_a_sentence_and_nothing_is_published() {
    let desk = Desk::new();
    let nothing = desk.fetch().await.unwrap_err();
    assert!(
        nothing
            .to_string()
            .contains("no post that readers of Carnet see"),
        "{nothing}"
    );
    desk.shown("/a/", PostKind::Post, 1);
    desk.site.put("/a/", "text/html", "<div id=root></div>");
    let absent = desk.fetch().await.unwrap_err();
    assert!(
        absent.to_string().contains("did not find the text"),
        "{absent}"
    );
    assert!(
        desk.site
            .asked()
            .iter()
            .all(|asked| asked.head.starts_with("get /a/ "))
    );
}

#[tokio::test]
async fn nothing_in_a_page_leads_billet_into_this_computer_or_its_network() {
    let desk = Desk::new();
    let secret = Site::open();
    secret.put("/", "image/png", PNG);
    desk.shown("/a/", PostKind::Post, 1);
    let other = &secret.url;
    let port = other.rsplit(':').next().unwrap();
    let head = format!(
        "<link rel=stylesheet href={other}/1><link rel=stylesheet href=/jump>\
         <style>@import '{other}/2';a{{background:url(http://localhost:{port}/3)}}</style>"
    );
    let around = format!(
        "<img src={other}/4><img src=http://[::1]:{port}/5><img src=http://0x7f000001:{port}/6>\
         <img src=http://192.168.0.1/7><img src=/jump.png>"
    );
    desk.site.put("/a/", "text/html", page(&head, &around));
    desk.site.put("/jump", "redirect", format!("{other}/8"));
    desk.site.put(
        "/jump.png",
        "redirect",
        format!("http://localhost:{port}/9"),
    );
    let look = desk.fetch().await.unwrap().unwrap();
    assert_eq!(secret.asked(), []);
    assert!(!look.html.contains(port), "{}", look.html);
}

#[tokio::test]
async fn what_is_no_picture_or_font_or_too_large_is_left_out() {
    let desk = Desk::new();
    desk.shown("/a/", PostKind::Post, 1);
    let around = "<img src=/page.png><img src=/huge.png><img src=/draw.svg><img src=/ok.png>";
    desk.site.put("/a/", "text/html", page("", around));
    desk.site
        .put("/page.png", "image/png", "<html><script>alert(1)</script>");
    let mut huge = PNG.to_vec();
    huge.resize(5 << 20, 0);
    desk.site.put("/huge.png", "image/png", huge);
    desk.site.put(
        "/draw.svg",
        "image/svg+xml",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
    );
    desk.site.put("/ok.png", "image/png", PNG);
    let look = desk.fetch().await.unwrap().unwrap();
    assert_eq!(
        look.html.matches(&format!("src=\"{ORIGIN}/")).count(),
        2,
        "{}",
        look.html
    );
    assert_eq!(desk.office.look_file("/../../library.sqlite"), None);
}

#[tokio::test]
async fn a_fetch_is_stopped_and_a_removed_blog_leaves_nothing_behind() {
    let desk = Desk::new();
    desk.shown("/a/", PostKind::Post, 1);
    desk.site.put("/a/", "text/html", page("", ""));
    let fetch = desk.fetch();
    tokio::pin!(fetch);
    // Begun, and stopped before anything could come.
    assert!(futures_poll(&mut fetch).await.is_none());
    assert_eq!(desk.office.looking().unwrap().blog, desk.blog);
    desk.office.stop_looking();
    assert_eq!(fetch.await.unwrap(), None);
    assert_eq!(desk.office.looking(), None);

    desk.fetch().await.unwrap().unwrap();
    let kept = |desk: &Desk| {
        std::fs::read_dir(desk.folder.path().join("cache")).map_or(0, std::iter::Iterator::count)
    };
    assert_eq!(kept(&desk), 1);
    desk.office.remove_blog(desk.blog).await.unwrap();
    assert_eq!(kept(&desk), 0);
}

/// One step of a future.
async fn futures_poll<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    std::future::poll_fn(|context| {
        std::task::Poll::Ready(match std::pin::Pin::new(&mut *future).poll(context) {
            std::task::Poll::Ready(done) => Some(done),
            std::task::Poll::Pending => None,
        })
    })
    .await
}
