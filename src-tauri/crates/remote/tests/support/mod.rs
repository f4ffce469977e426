//! A scripted server on a loopback port: it records every request exactly as it came and answers
//! with the bytes of its script, one connection an answer. It never judges; the tests do.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::sync::{Arc, Mutex};

use billet_core::{Platform, Settings};
use billet_remote::{Http, PostContent, RemoteBlog, connect};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    /// Method and target, e.g. `GET /wp-json/`.
    pub line: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| v.as_str())
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }
}

/// What the server does with a connection once the whole request is there.
pub enum Reply {
    /// Sends these bytes and closes.
    Bytes(Vec<u8>),
    /// Resets the connection.
    Reset,
    /// Keeps the connection open and says nothing more.
    Silence,
}

/// An answer with a length.
pub fn answer(status: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
    let mut bytes = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.len()).into_bytes();
    for (name, value) in headers {
        bytes.extend(format!("{name}: {value}\r\n").bytes());
    }
    bytes.extend(b"Connection: close\r\n\r\n");
    bytes.extend(body);
    Reply::Bytes(bytes)
}

/// A JSON answer.
pub fn json_answer(status: &str, body: impl AsRef<[u8]>) -> Reply {
    answer(
        status,
        &[("Content-Type", "application/json; charset=UTF-8")],
        body.as_ref(),
    )
}

/// 200 and a fixture.
pub fn ok(name: &str) -> Reply {
    json_answer("200 OK", fixture(name))
}

/// A recorded answer of a real WordPress.
pub fn fixture(name: &str) -> Vec<u8> {
    let path = format!(
        "{}/../../../tests/fixtures/wordpress/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub struct Server {
    pub port: u16,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Listens until the script is used up; then nobody listens any more.
    pub async fn start(script: Vec<Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self::on(listener, script)
    }

    /// A listener whose port is known before the script is written.
    pub async fn listener() -> (TcpListener, u16) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        (listener, port)
    }

    pub fn on(listener: TcpListener, script: Vec<Reply>) -> Self {
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        tokio::spawn(async move {
            let mut kept = Vec::new();
            for reply in script {
                let (mut stream, _) = listener.accept().await.unwrap();
                let request = read_request(&mut stream).await;
                seen.lock().unwrap().push(request);
                match reply {
                    Reply::Bytes(bytes) => {
                        // A client that has had enough may be gone before the end.
                        let _ = stream.write_all(&bytes).await;
                        let _ = stream.shutdown().await;
                    }
                    Reply::Reset => stream.set_zero_linger().unwrap(),
                    Reply::Silence => kept.push(stream),
                }
            }
            drop(listener);
            std::future::pending::<()>().await;
        });
        Self { port, requests }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// A WordPress with pretty permalinks on this server, signed in as `zoé`.
    pub fn blog(&self) -> Box<dyn RemoteBlog> {
        self.blog_at("/wp-json/")
    }

    pub fn blog_at(&self, endpoint: &str) -> Box<dyn RemoteBlog> {
        connect(
            &Http::new().unwrap(),
            Platform::WordPress,
            &self.url(endpoint),
            "zoé",
            "ab cd",
        )
        .unwrap()
    }

    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// The request lines, in order.
    pub fn lines(&self) -> Vec<String> {
        self.requests()
            .into_iter()
            .map(|request| request.line)
            .collect()
    }
}

async fn read_request(stream: &mut TcpStream) -> Request {
    let mut bytes = Vec::new();
    let head = loop {
        let mut chunk = [0; 4096];
        let read = stream.read(&mut chunk).await.unwrap();
        assert!(read > 0, "the client hung up in the middle of a request");
        bytes.extend_from_slice(&chunk[..read]);
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
    };
    let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
    let mut lines = text.split("\r\n");
    let line = lines
        .next()
        .unwrap()
        .trim_end_matches(" HTTP/1.1")
        .to_owned();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    let mut body = bytes.split_off(head + 4);
    let mut request = Request {
        line,
        headers,
        body: Vec::new(),
    };
    let length = request
        .header("content-length")
        .map_or(0, |length| length.parse().unwrap());
    while body.len() < length {
        let mut chunk = [0; 4096];
        let read = stream.read(&mut chunk).await.unwrap();
        assert!(read > 0, "the client hung up in the middle of a body");
        body.extend_from_slice(&chunk[..read]);
    }
    request.body = body;
    request
}

/// A small post.
pub fn content() -> PostContent {
    PostContent {
        title: "L’été & « moi »".to_owned(),
        html: "<p>Un <em>texte</em>.</p>".to_owned(),
        excerpt: "Court".to_owned(),
        slug: None,
        tags: None,
        categories: None,
        status: None,
        at: None,
        settings: Settings::default(),
    }
}

/// What WordPress says of an empty list.
pub fn nothing() -> Reply {
    json_answer("200 OK", json!([]).to_string())
}
