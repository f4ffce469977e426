//! A writer behind a proxy: chosen once, used from then on, its password kept like every other.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may; clippy only knows so inside `#[test]`"
)]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use billet_core::Clock;
use billet_remote::RemoteError;
use billet_store::Library;
use billet_sync::{Office, Route, Secrets, SyncError, Wanted};
use jiff::Timestamp;

/// A proxy that counts, and answers everything itself.
struct Counting {
    port: u16,
    count: Arc<AtomicUsize>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Counting {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (count, asked) = (
            Arc::<AtomicUsize>::default(),
            Arc::<Mutex<Vec<_>>>::default(),
        );
        let (counted, heard) = (Arc::clone(&count), Arc::clone(&asked));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut request = Vec::new();
                let mut byte = [0];
                while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) > 0 {
                    request.extend(byte);
                }
                counted.fetch_add(1, Ordering::SeqCst);
                let request = String::from_utf8_lossy(&request).into_owned();
                heard.lock().unwrap().push(request);
                let _gone = stream.write_all(
                    b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                );
            }
        });
        Self { port, count, asked }
    }

    fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    fn count(&self) -> usize {
        self.count.load(Ordering::SeqCst)
    }
}

fn office(folder: &std::path::Path, secrets: Secrets) -> Office {
    let clock = Clock::new(|| Timestamp::from_second(1_790_000_000).unwrap());
    let library = Library::open(folder, clock.now()).unwrap();
    Office::new(Arc::new(library), secrets, clock).unwrap()
}

fn proxy(address: &str, username: &str, password: Option<&str>) -> Wanted {
    Wanted::Proxy {
        address: address.to_owned(),
        username: username.to_owned(),
        password: password.map(str::to_owned),
    }
}

#[tokio::test]
async fn a_proxy_is_chosen_once_and_used_at_once_and_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let counting = Counting::start();
    {
        let office = office(folder.path(), Secrets::in_memory());
        office
            .set_route(proxy(&counting.address(), "", None))
            .await
            .unwrap();
        let found = office.find_blog("http://carnet.invalid").await;
        assert!(
            matches!(found, Err(SyncError::Remote(RemoteError::NoBlog { .. }))),
            "{found:?}"
        );
    }
    let first = counting.count();
    assert!(first > 0, "nothing came through the proxy");
    let office = office(folder.path(), Secrets::in_memory());
    let _none = office.find_blog("http://carnet.invalid").await;
    assert_eq!(
        counting.count(),
        2 * first,
        "the same requests, the same way"
    );
    office.set_route(Wanted::Direct).await.unwrap();
    let refused = office.find_blog("http://carnet.invalid").await.unwrap_err();
    assert!(!refused.to_string().contains("proxy"), "{refused}");
    assert_eq!(counting.count(), 2 * first);
    assert_eq!(office.route().unwrap(), Route::Direct);
}

#[tokio::test]
async fn the_password_of_a_proxy_is_never_in_the_library() {
    let folder = tempfile::tempdir().unwrap();
    let counting = Counting::start();
    let office = office(folder.path(), Secrets::in_memory());
    let typed = format!("http://zoe:motdepasse@{}", counting.address());
    office.set_route(proxy(&typed, "", None)).await.unwrap();
    let address = format!("http://{}", counting.address());
    assert_eq!(
        office.route().unwrap(),
        Route::Proxy {
            address: address.clone(),
            username: "zoe".to_owned(),
            has_password: true
        }
    );
    // Saved again without typing it: the one that is kept.
    office
        .set_route(proxy(&address, "zoe", None))
        .await
        .unwrap();
    let _none = office.find_blog("http://carnet.invalid").await;
    // zoe:motdepasse
    let sent = counting
        .asked
        .lock()
        .unwrap()
        .last()
        .unwrap()
        .to_lowercase();
    assert!(sent.contains("em9lom1vdgrlcgfzc2u="), "{sent}");
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            let holds = bytes.windows(10).any(|window| window == b"motdepasse");
            assert!(!holds, "{}", path.display());
        }
    }
}

#[tokio::test]
async fn what_is_no_proxy_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(folder.path(), Secrets::in_memory());
    let refused = office.set_route(proxy("pas une adresse", "", None)).await;
    assert!(matches!(
        refused,
        Err(SyncError::Remote(RemoteError::BadProxy { .. }))
    ));
    assert_eq!(office.route().unwrap(), Route::System);
    assert_eq!(
        office.try_route().await.unwrap(),
        None,
        "no blog, and nobody is asked"
    );
}
