//! The real window, driven through WebKitWebDriver: the release's own commands, its own content
//! security policy, its own keychain. Each window has a library and folders of its own.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// How long anything on the screen may take on a slow machine before a test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// The Control key together with another one.
pub const CONTROL: Key = Key::Control;

/// How a window is opened.
pub struct Opening<'a> {
    /// The folder of its library.
    pub library: &'a Path,
    /// The system's language, as `LANG` says it.
    pub lang: &'a str,
    /// The password that stands in for the keychain's.
    pub secret: Option<&'a str>,
    /// The folder of what the window keeps for itself; a fresh one unless named.
    pub home: Option<&'a Path>,
}

/// A window of Billet.
pub struct Window {
    driver: Child,
    client: Client,
    _home: tempfile::TempDir,
    _turn: OwnedMutexGuard<()>,
}

/// Windows take turns: keys pressed on the desktop go to the one that has the focus.
static TURN: LazyLock<Arc<Mutex<()>>> = LazyLock::new(Arc::default);

impl Window {
    /// Opens Billet on a library, in English.
    pub async fn open(library: &Path) -> Self {
        Self::open_as(&Opening {
            library,
            lang: "C.UTF-8",
            secret: None,
            home: None,
        })
        .await
    }

    /// Opens Billet.
    pub async fn open_as(opening: &Opening<'_>) -> Self {
        let window = Self::launch(&binary(), Some(opening)).await;
        window.see("[data-test='new-post']").await;
        window
    }

    /// Starts a program with a web view and waits until it answers; Billet, where `opening` says how, or
    /// another one, which knows nothing of libraries.
    pub async fn launch(binary: &Path, opening: Option<&Opening<'_>>) -> Self {
        let turn = Arc::clone(&TURN).lock_owned().await;
        let home = tempfile::tempdir().unwrap();
        let port = free_port();
        let mut command = Command::new("WebKitWebDriver");
        command
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("LANG", opening.map_or("C.UTF-8", |opening| opening.lang))
            .env_remove("LC_ALL")
            .env_remove("LANGUAGE")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // Its own group: what it starts is ended with it.
            .process_group(0);
        for folder in ["DATA", "CONFIG", "CACHE"] {
            let home = opening.and_then(|o| o.home).unwrap_or(home.path());
            command.env(format!("XDG_{folder}_HOME"), home.join(folder));
        }
        if let Some(secret) = opening.and_then(|opening| opening.secret) {
            command.env("BILLET_SECRET", secret);
        }
        let driver = command
            .spawn()
            .expect("WebKitWebDriver is installed (scripts/setup.sh test)");
        let library = opening.map(|opening| opening.library);
        let arguments: Vec<&Path> = library
            .into_iter()
            .flat_map(|library| [Path::new("--library"), library])
            .collect();
        let capabilities = json!({
            "webkitgtk:browserOptions": { "binary": binary, "args": arguments }
        });
        let Value::Object(capabilities) = capabilities else {
            unreachable!()
        };
        let address = format!("http://127.0.0.1:{port}");
        let begun = Instant::now();
        let client = loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            match builder
                .capabilities(capabilities.clone())
                .connect(&address)
                .await
            {
                Ok(client) => break client,
                Err(_) if begun.elapsed() < PATIENCE => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                Err(error) => panic!("no window opened: {error}"),
            }
        };
        Self {
            driver,
            client,
            _home: home,
            _turn: turn,
        }
    }

    /// Waits for an element.
    pub async fn see(&self, css: &str) -> Element {
        match self
            .client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::Css(css))
            .await
        {
            Ok(element) => element,
            Err(error) => {
                self.give_up(&format!("{css} did not appear ({error})"))
                    .await
            }
        }
    }

    /// Ends the test with what the window says, and a picture of it in `target/test/`.
    async fn give_up(&self, why: &str) -> ! {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/test");
        let test = std::thread::current()
            .name()
            .unwrap_or("window")
            .replace("::", "-");
        let file = folder.join(format!("{test}.png"));
        if std::fs::create_dir_all(&folder).is_ok() {
            self.picture(&file);
        }
        let words = self.words().await;
        panic!(
            "{why}; picture: {}; the window says: {words}",
            file.display()
        );
    }

    /// Everything the window says.
    pub async fn words(&self) -> String {
        self.run("return document.body.innerText")
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Waits for an element and clicks on it.
    pub async fn click(&self, css: &str) {
        let begun = Instant::now();
        loop {
            match self.see(css).await.click().await {
                Ok(()) => return,
                // It was drawn anew between finding and clicking.
                Err(error) if begun.elapsed() > PATIENCE => panic!("{css}: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }

    /// Clicks an element and types into it.
    pub async fn write(&self, css: &str, text: &str) {
        let element = self.see(css).await;
        element.click().await.unwrap();
        element.send_keys(text).await.unwrap();
    }

    /// Types where the focus is.
    pub async fn keys(&self, text: &str) {
        let begun = Instant::now();
        loop {
            let focused = self.client.active_element().await;
            let typed = match focused {
                Ok(element) => element.send_keys(text).await,
                Err(error) => Err(error),
            };
            match typed {
                Ok(()) => return,
                // What had the focus went away between finding and typing.
                Err(_) if begun.elapsed() < PATIENCE => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                Err(error) => {
                    self.give_up(&format!("nothing took the keys ({error})"))
                        .await
                }
            }
        }
    }

    /// Presses Control with another key.
    pub async fn control(&self, key: &str) {
        self.keys(&format!("{}{key}{}", CONTROL, Key::Null)).await;
    }

    /// Goes to a place, or does something, by its first letters; `goal` is what the palette calls it.
    pub async fn go_to(&self, letters: &str, goal: &str) {
        self.control("k").await;
        self.see("[data-test='go-to']").await;
        self.keys(letters).await;
        self.until_says("[data-test='go-to'] [aria-selected='true']", goal)
            .await;
        self.keys(&Key::Enter.to_string()).await;
    }

    /// Presses keys on the desktop's keyboard, as `xdotool` names them: the window's menu sees them
    /// first, which it does not of [`Window::keys`].
    pub fn press(&self, keys: &str) {
        let pressed = Command::new("xdotool")
            .args(["key", "--clearmodifiers", keys])
            .status();
        assert!(pressed.unwrap().success(), "{keys} could not be pressed");
    }

    /// Puts a text into the editor as the system's input method would: the driver drops emoji.
    pub async fn insert(&self, text: &str) {
        let script = "document.execCommand('insertText', false, arguments[0])";
        self.client
            .execute(script, vec![json!(text)])
            .await
            .unwrap();
    }

    /// Runs a script in the window.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// Runs a script that calls its last argument with what it found.
    pub async fn run_async(&self, script: &str) -> Value {
        self.client.execute_async(script, Vec::new()).await.unwrap()
    }

    /// The same with what it is given before that.
    pub async fn run_async_with(&self, script: &str, given: Vec<Value>) -> Value {
        self.client.execute_async(script, given).await.unwrap()
    }

    /// Types a letter into an element as soon as it is there, and waits until the screen shows it.
    pub async fn letter(&self, css: &str) {
        let type_it = "const field = document.querySelector(arguments[0]);
            const done = arguments[1];
            if (!field) return done(false);
            field.focus();
            document.execCommand('insertText', false, 'e');
            requestAnimationFrame(() => requestAnimationFrame(() => done(true)));";
        let begun = Instant::now();
        // The page may be another one before it is this one.
        while !matches!(
            self.client.execute_async(type_it, vec![json!(css)]).await,
            Ok(Value::Bool(true))
        ) {
            assert!(begun.elapsed() < PATIENCE, "{css} did not appear");
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
    }

    /// What the window's processes hold together, shared pages shared out (PSS), in MiB.
    pub fn memory(&self) -> i64 {
        let mut known = vec![self.driver.id()];
        let parents: Vec<(u32, u32)> = std::fs::read_dir("/proc")
            .unwrap()
            .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
            .filter_map(|process| Some((process, parent_of(process)?)))
            .collect();
        let mut looked_at = 0;
        while let Some(parent) = known.get(looked_at).copied() {
            let children = parents.iter().filter(|(_, of)| *of == parent);
            known.extend(children.map(|(process, _)| *process));
            looked_at += 1;
        }
        // The driver itself is none of the window's.
        known
            .iter()
            .skip(1)
            .filter_map(|process| pss_of(*process))
            .sum::<i64>()
            / 1024
    }

    /// Waits until a script gives true; `what` says in a failure what was waited for.
    pub async fn until(&self, what: &str, script: &str) {
        let begun = Instant::now();
        while self.run(script).await != json!(true) {
            if begun.elapsed() > PATIENCE {
                self.give_up(&format!("{what} did not happen")).await;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until an element's text holds these words.
    pub async fn until_says(&self, css: &str, words: &str) {
        let script = format!(
            "return [...document.querySelectorAll({})].some(e => e.innerText.includes({}))",
            json!(css),
            json!(words)
        );
        self.until(&format!("“{words}” in {css}"), &script).await;
    }

    /// Waits until what was typed is on the disk.
    pub async fn until_saved(&self) {
        let script = "return document.querySelector(\"[data-test='save-state']\")?.dataset.state === 'saved'";
        self.until("saving", script).await;
    }

    /// Runs axe-core over the window; the faults it calls serious or critical, one a line.
    pub async fn serious_faults(&self) -> Vec<String> {
        let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(axe).expect("axe-core is installed (npm ci in ui/)");
        self.client.execute(&axe, Vec::new()).await.unwrap();
        let still = "return document.getAnimations().every(a => a.playState !== 'running')";
        self.until("the colours to settle", still).await;
        let script = "const done = arguments[arguments.length - 1];\
            axe.run(document, {iframes: false, resultTypes: ['violations']}).then(r => done(\
              r.violations.filter(v => ['serious', 'critical'].includes(v.impact)).flatMap(\
                v => v.nodes.map(n => v.id + ': ' + n.target + ' ' + n.failureSummary))),\
              e => done(['axe did not run: ' + e]))";
        let found = self.run_async(script).await;
        found
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    }

    /// Gives the window a size, in pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.unwrap();
    }

    /// A picture of the whole screen, window frame and menu included.
    pub fn picture(&self, file: &Path) {
        let taken = Command::new("import")
            .args(["-window", "root"])
            .arg(file)
            .status()
            .unwrap();
        assert!(taken.success(), "no picture could be taken");
    }

    /// Quits with the menu's key, as a person does, and waits until the window is gone.
    pub async fn close(self) {
        self.press("ctrl+q");
        let begun = Instant::now();
        while self.client.title().await.is_ok() {
            assert!(begun.elapsed() < PATIENCE, "the window did not close");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    fn end(&mut self) {
        let group = format!("-{}", self.driver.id());
        let _ = Command::new("kill")
            .args(["-TERM", "--", &group])
            .stderr(Stdio::null())
            .status();
        let _ = self.driver.wait();
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        self.end();
    }
}

fn binary() -> PathBuf {
    match std::env::var_os("BILLET_TEST_DESKTOP") {
        Some(path) => PathBuf::from(path),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("target/debug/billet-desktop"),
    }
}

fn parent_of(process: u32) -> Option<u32> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name before it may hold anything.
    let (_, after) = stat.rsplit_once(')')?;
    after.split_whitespace().nth(1)?.parse().ok()
}

/// In KiB.
fn pss_of(process: u32) -> Option<i64> {
    let told = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = told.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}
