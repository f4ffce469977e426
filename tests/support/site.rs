//! A site of a few pages on a port of this computer that remembers who asked for what. It can be
//! switched off.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// What was asked, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The path with its query.
    pub path: String,
    /// The `User-Agent`.
    pub agent: String,
    /// All of it, in small letters.
    pub head: String,
}

/// A media type and bytes; a type of `redirect` sends to the address that the bytes are.
pub type File = (&'static str, Vec<u8>);

/// The site.
pub struct Site {
    /// Its address without a slash at the end.
    pub url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    files: Arc<Mutex<HashMap<String, File>>>,
    off: Arc<AtomicBool>,
}

impl Site {
    /// An empty one.
    pub fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let site = Self {
            url,
            asked: Arc::default(),
            files: Arc::default(),
            off: Arc::default(),
        };
        let (asked, files) = (Arc::clone(&site.asked), Arc::clone(&site.files));
        let off = Arc::clone(&site.off);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if off.load(Ordering::SeqCst) {
                    return;
                }
                let (asked, files) = (Arc::clone(&asked), Arc::clone(&files));
                std::thread::spawn(move || answer(stream, &asked, &files));
            }
        });
        site
    }

    /// Puts a file on it.
    pub fn put(&self, path: &str, mime: &'static str, body: impl Into<Vec<u8>>) {
        let file = (mime, body.into());
        self.files.lock().unwrap().insert(path.to_owned(), file);
    }

    /// What was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// Nobody answers any more, as when the network is gone.
    pub fn switch_off(&self) {
        self.off.store(true, Ordering::SeqCst);
        // Wakes the thread that listens, which then closes the port.
        let _ = TcpStream::connect(self.url.trim_start_matches("http://"));
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.switch_off();
    }
}

fn answer(stream: TcpStream, asked: &Mutex<Vec<Asked>>, files: &Mutex<HashMap<String, File>>) {
    let mut lines = BufReader::new(&stream).lines();
    let Some(Ok(first)) = lines.next() else {
        return;
    };
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut head = format!("{}\n", first.to_ascii_lowercase());
    let mut agent = String::new();
    for line in lines
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
    {
        let small = line.to_ascii_lowercase();
        if small.starts_with("user-agent:") {
            line["user-agent:".len()..].trim().clone_into(&mut agent);
        }
        head.push_str(&small);
        head.push('\n');
    }
    let file = files.lock().unwrap().get(&path).cloned();
    asked.lock().unwrap().push(Asked { path, agent, head });
    let (status, mime, body) = match file {
        Some(("redirect", to)) => {
            let to = String::from_utf8(to).unwrap();
            (
                format!("302 Found\r\nLocation: {to}"),
                "text/plain",
                Vec::new(),
            )
        }
        Some((mime, body)) => ("200 OK".to_owned(), mime, body),
        None => ("404 Not Found".to_owned(), "text/plain", Vec::new()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let mut stream = &stream;
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(&body);
}
