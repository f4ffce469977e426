//! Blogs in memory that answer as WordPress does, as far as Billet asks, over real HTTP on the
//! loopback interface. For what a real WordPress cannot be made to do: hundreds of jobs in a
//! second, thousands of short histories, a round trip of exactly so many milliseconds, and telling
//! which of two processes wrote (each has a password of its own; any is accepted).
//!
//! One server holds many blogs: what stands before `/wp-json/` in the path names one.

mod comments;
mod pictures;
mod posts;

use std::collections::HashMap;
use std::io::{self, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use super::http::{Answer, Framing, Request, read_request};

pub use comments::Comment;
pub use pictures::Media;
pub use posts::Post;

/// What a blog calls the account.
pub const ME: i64 = 1;

/// A blog.
#[derive(Debug, Default)]
pub struct Site {
    pub posts: Vec<Post>,
    pub comments: Vec<Comment>,
    pub media: Vec<Media>,
    /// Each write that was carried out: with which password, and what it was.
    pub writes: Vec<(String, String)>,
    /// How many pages of comments were asked for.
    pub comment_pages: usize,
    last_id: i64,
}

impl Site {
    pub fn new_id(&mut self) -> i64 {
        self.last_id += 1;
        self.last_id
    }
}

pub struct Scripted {
    port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    sites: Mutex<HashMap<String, Site>>,
    latency: AtomicU64,
    closed: AtomicBool,
}

impl Scripted {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared {
            sites: Mutex::default(),
            latency: AtomicU64::new(0),
            closed: AtomicBool::new(false),
        });
        let accepts = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if accepts.closed.load(Ordering::SeqCst) {
                    return;
                }
                let shared = Arc::clone(&accepts);
                // A client that hung up is an end like any other.
                std::thread::spawn(move || drop(shared.serve(stream)));
            }
        });
        Self { port, shared }
    }

    /// `host:port`.
    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Where the API of a blog starts.
    pub fn endpoint(&self, site: &str) -> String {
        format!("http://{}/{site}/wp-json/", self.host())
    }

    /// Each answer takes so long from now on.
    pub fn answer_after(&self, latency: Duration) {
        let millis = u64::try_from(latency.as_millis()).unwrap();
        self.shared.latency.store(millis, Ordering::SeqCst);
    }

    /// Looks at a blog, or changes it as somebody else would.
    pub fn with<T>(&self, site: &str, work: impl FnOnce(&mut Site) -> T) -> T {
        let mut sites = self.shared.sites.lock().unwrap();
        work(sites.entry(site.to_owned()).or_default())
    }
}

impl Drop for Scripted {
    fn drop(&mut self) {
        self.shared.closed.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

impl Shared {
    fn serve(&self, mut client: TcpStream) -> io::Result<()> {
        client.set_nodelay(true)?;
        let mut reader = BufReader::new(client.try_clone()?);
        while let Some(request) = read_request(&mut reader)? {
            let latency = self.latency.load(Ordering::SeqCst);
            if latency > 0 {
                std::thread::sleep(Duration::from_millis(latency));
            }
            let (bytes, _) = self.answer(&request).framed(Framing::Length);
            client.write_all(&bytes)?;
            if request.header("connection") == Some("close") {
                break;
            }
        }
        Ok(())
    }

    fn answer(&self, request: &Request) -> Answer {
        let target = url::Url::parse(&format!("http://x{}", request.target())).unwrap();
        let Some((site, route)) = target.path().split_once("/wp-json/wp/v2/") else {
            return refused(404, "rest_no_route");
        };
        let asked = Asked {
            writes: request.method() != "GET",
            deletes: request.header("x-http-method-override") == Some("DELETE"),
            params: target.query_pairs().into_owned().collect(),
            body: serde_json::from_slice(&request.body).unwrap_or(Value::Null),
        };
        let mut sites = self.sites.lock().unwrap();
        let site = sites.entry(site.trim_matches('/').to_owned()).or_default();
        let answer = site.answer(route, &asked);
        if asked.writes && answer.status() < 300 {
            let who = request.header("authorization").unwrap_or_default();
            site.writes
                .push((who.to_owned(), format!("{route} {}", asked.body)));
        }
        answer
    }
}

/// What a request asks for.
struct Asked {
    writes: bool,
    deletes: bool,
    params: HashMap<String, String>,
    /// What it says, where that is JSON.
    body: Value,
}

impl Asked {
    fn param(&self, name: &str) -> Option<&str> {
        self.params.get(name).map(String::as_str)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.body.get(name)?.as_str()
    }
}

impl Site {
    fn answer(&mut self, route: &str, asked: &Asked) -> Answer {
        let (kind, id) = route.split_once('/').unwrap_or((route, ""));
        match (kind, id.parse::<i64>().ok()) {
            ("users", _) => ok(&account()),
            ("posts", None) => self.posts_answer(asked),
            ("posts", Some(id)) => self.post_answer(id, asked),
            ("media", None) => self.media_answer(asked),
            ("comments", None) => self.comments_answer(asked),
            ("comments", Some(id)) => self.comment_answer(id, asked),
            ("tags" | "categories" | "pages", None) => ok(&json!([])),
            _ => refused(404, "rest_no_route"),
        }
    }
}

fn account() -> Value {
    let may = [
        "read",
        "upload_files",
        "edit_posts",
        "publish_posts",
        "manage_categories",
        "moderate_comments",
        "unfiltered_html",
    ];
    let may: HashMap<_, _> = may.iter().map(|name| (*name, true)).collect();
    json!({ "id": ME, "name": "Zoé", "capabilities": may })
}

fn ok(body: &Value) -> Answer {
    counted(body, 1, 1)
}

/// A page of a list, and how many rows and pages the list has.
fn counted(body: &Value, rows: usize, pages: usize) -> Answer {
    Answer::new(
        "200 OK",
        "application/json; charset=UTF-8",
        body.to_string(),
    )
    .with("X-WP-Total", &rows.to_string())
    .with("X-WP-TotalPages", &pages.to_string())
}

fn refused(status: u16, code: &str) -> Answer {
    let body = json!({ "code": code, "message": code, "data": { "status": status } });
    let status = format!("{status} Refused");
    Answer::new(&status, "application/json; charset=UTF-8", body.to_string())
}
