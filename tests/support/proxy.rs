//! A network between Billet and its blog that fails as told. It listens on the loopback interface
//! and hands each request on to the server behind it, one connection a request; a plan says which
//! requests, counted from 0, meet a fault. What happened can be read as a story.

use std::io::{self, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use super::fault::{Fault, Whereto};
use super::http::{Answer, Framing, Request, read_body, read_head};

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// It is here, and was not handed on.
    Arrived,
    /// The server answered, and nothing of that was handed back.
    CarriedOut,
}

/// Given a moment of a request; whether the connection ends there.
type Watch = Box<dyn FnMut(usize, Moment) -> bool + Send>;

/// What is to happen to which request, and how answers say where they end.
#[derive(Clone, Debug)]
pub struct Plan {
    pub faults: Vec<(usize, Fault)>,
    pub framing: Framing,
}

impl Plan {
    /// Nothing happens.
    pub fn peaceful() -> Self {
        Self {
            faults: Vec::new(),
            framing: Framing::Length,
        }
    }
}

pub struct Proxy {
    port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    upstream: String,
    /// Where nothing may ever arrive.
    stranger: TcpListener,
    plan: Mutex<Plan>,
    story: Mutex<Vec<String>>,
    seen: AtomicUsize,
    under_way: Mutex<usize>,
    ended: Condvar,
    closed: AtomicBool,
    watch: Mutex<Option<Watch>>,
}

impl Proxy {
    /// Before the server at `upstream` (`host:port`).
    pub fn before(upstream: &str, plan: Plan) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let stranger = TcpListener::bind("127.0.0.1:0").unwrap();
        stranger.set_nonblocking(true).unwrap();
        let shared = Arc::new(Shared {
            upstream: upstream.to_owned(),
            stranger,
            plan: Mutex::new(plan),
            story: Mutex::default(),
            seen: AtomicUsize::new(0),
            under_way: Mutex::new(0),
            ended: Condvar::new(),
            closed: AtomicBool::new(false),
            watch: Mutex::new(None),
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

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// How many requests came.
    pub fn seen(&self) -> usize {
        self.shared.seen.load(Ordering::SeqCst)
    }

    /// What happened, one line a request.
    pub fn story(&self) -> Vec<String> {
        self.shared.story.lock().unwrap().clone()
    }

    /// A line of the story that is no request.
    pub fn note(&self, line: &str) {
        self.shared
            .story
            .lock()
            .unwrap()
            .push(format!("     {line}"));
    }

    /// More is to happen, from now on.
    pub fn plan(&self, faults: &[(usize, Fault)]) {
        self.shared.plan.lock().unwrap().faults.extend(faults);
    }

    /// What has not happened yet will not.
    pub fn forget_plans(&self) {
        self.shared.plan.lock().unwrap().faults.clear();
    }

    /// Called at each moment of each request from now on; with `true` the connection ends there.
    pub fn watch(&self, watch: impl FnMut(usize, Moment) -> bool + Send + 'static) {
        *self.shared.watch.lock().unwrap() = Some(Box::new(watch));
    }

    pub fn stop_watching(&self) {
        *self.shared.watch.lock().unwrap() = None;
    }

    /// Waits until no request is under way any more, also those whose client has gone.
    pub fn quiet(&self) {
        let under_way = self.shared.under_way.lock().unwrap();
        let waited = self
            .shared
            .ended
            .wait_timeout_while(under_way, Duration::from_secs(60), |n| *n > 0)
            .unwrap();
        assert!(
            !waited.1.timed_out(),
            "a request never ended: {:#?}",
            self.story()
        );
    }

    /// Whether anybody came to the address that redirects name.
    pub fn stranger_was_asked(&self) -> bool {
        self.shared.stranger.accept().is_ok()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.closed.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

/// Counts a request as under way for as long as it lives.
struct UnderWay<'a>(&'a Shared);

impl<'a> UnderWay<'a> {
    fn new(shared: &'a Shared) -> Self {
        *shared.under_way.lock().unwrap() += 1;
        Self(shared)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        *self.0.under_way.lock().unwrap() -= 1;
        self.0.ended.notify_all();
    }
}

impl Shared {
    /// One connection of a client, until either side has enough.
    fn serve(&self, mut client: TcpStream) -> io::Result<()> {
        client.set_nodelay(true)?;
        let mut reader = BufReader::new(client.try_clone()?);
        while let Some(head) = read_head(&mut reader)? {
            let _under_way = UnderWay::new(self);
            let nth = self.seen.fetch_add(1, Ordering::SeqCst);
            let (fault, framing) = self.fate(nth);
            let line = head.lines().next().unwrap_or_default().to_owned();
            if fault == Some(Fault::HangUpAtOnce) {
                self.tell(nth, &line, fault, None);
                return client.shutdown(Shutdown::Both);
            }
            let body = read_body(&mut reader, &head)?;
            let request = Request { head, body };
            if self.at(nth, Moment::Arrived) {
                self.tell(nth, &line, fault, None);
                return client.shutdown(Shutdown::Both);
            }
            let answer = match before(fault, &request, self) {
                Some(Before::HangUp) => {
                    self.tell(nth, &line, fault, None);
                    return client.shutdown(Shutdown::Both);
                }
                Some(Before::Answer(answer)) => answer,
                None => {
                    if fault == Some(Fault::Tardy) {
                        wait_for_hang_up(&mut client);
                    }
                    let answer = self.hand_on(&request)?;
                    if self.at(nth, Moment::CarriedOut) {
                        self.tell(nth, &line, Some(Fault::LoseAnswer), Some(&answer));
                        return client.shutdown(Shutdown::Both);
                    }
                    answer
                }
            };
            self.tell(nth, &line, fault, Some(&answer));
            if self.hand_back(&mut client, answer, fault, framing)? {
                return client.shutdown(Shutdown::Both);
            }
        }
        Ok(())
    }

    fn fate(&self, nth: usize) -> (Option<Fault>, Framing) {
        let mut plan = self.plan.lock().unwrap();
        let at = plan.faults.iter().position(|(n, _)| *n == nth);
        let framing = plan.framing;
        (at.map(|at| plan.faults.remove(at).1), framing)
    }

    fn at(&self, nth: usize, moment: Moment) -> bool {
        let mut watch = self.watch.lock().unwrap();
        watch.as_mut().is_some_and(|watch| watch(nth, moment))
    }

    fn tell(&self, nth: usize, line: &str, fault: Option<Fault>, answer: Option<&Answer>) {
        let line = line.trim_end_matches(" HTTP/1.1");
        let came = answer.map(|a| format!(" → {} ({} bytes)", a.status(), a.body.len()));
        let fault = fault.map(|fault| format!("   ✗ {fault}"));
        let line = format!(
            "{nth:>3}  {line}{}{}",
            came.unwrap_or_default(),
            fault.unwrap_or_default()
        );
        self.story.lock().unwrap().push(line);
    }

    /// Asks the server, on a connection of its own.
    fn hand_on(&self, request: &Request) -> io::Result<Answer> {
        let mut server = TcpStream::connect(&self.upstream)?;
        let head = super::http::without(&request.head, &["connection"]);
        server.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes())?;
        server.write_all(&request.body)?;
        Answer::read(&mut BufReader::new(server))
    }

    /// Gives the client what the fault leaves of an answer. Returns whether the connection ends.
    fn hand_back(
        &self,
        client: &mut TcpStream,
        answer: Answer,
        fault: Option<Fault>,
        framing: Framing,
    ) -> io::Result<bool> {
        let answer = match fault {
            Some(Fault::Late | Fault::Tardy) => {
                wait_for_hang_up(client);
                return Ok(true);
            }
            Some(Fault::LoseAnswer) => return Ok(true),
            Some(Fault::Noise) => {
                client.write_all(b"\x00\x16\x03 nobody reads this\r\n\r\n\xff\xfe")?;
                return Ok(true);
            }
            Some(fault) => instead(fault, answer),
            None => answer,
        };
        let (bytes, head) = answer.framed(framing);
        match fault {
            Some(Fault::Cut(cut)) => {
                client.write_all(&bytes[..cut.at(bytes.len(), head)])?;
                Ok(true)
            }
            _ => {
                client.write_all(&bytes)?;
                Ok(framing == Framing::UntilClosed)
            }
        }
    }

    fn address(&self, to: Whereto, request: &Request) -> String {
        let host = request.header("host").unwrap_or_default();
        match to {
            Whereto::Itself => format!("http://{host}{}", request.target()),
            Whereto::Elsewhere => {
                let port = self.stranger.local_addr().unwrap().port();
                format!("http://127.0.0.1:{port}{}", request.target())
            }
        }
    }
}

enum Before {
    HangUp,
    Answer(Answer),
}

/// What happens instead of handing a request on.
fn before(fault: Option<Fault>, request: &Request, shared: &Shared) -> Option<Before> {
    match fault? {
        Fault::HangUp => Some(Before::HangUp),
        Fault::GatewayBefore(status) => Some(Before::Answer(gateway(status))),
        Fault::Portal => Some(Before::Answer(page(
            "200 OK",
            "Please sign in to the network",
        ))),
        Fault::Redirect(status, to) => {
            let address = shared.address(to, request);
            Some(Before::Answer(redirect(status, &address)))
        }
        _ => None,
    }
}

/// What comes instead of a whole answer.
fn instead(fault: Fault, answer: Answer) -> Answer {
    match fault {
        Fault::GatewayAfter(status) => gateway(status),
        Fault::PatienceAfter => gateway(503).with("Retry-After", "5"),
        Fault::RedirectAfter(status) => redirect(status, "/merci/"),
        Fault::NoiseInside => Answer {
            body: b"{\"id\":\xff\xfe\x00".to_vec(),
            ..answer
        },
        Fault::Page => page("200 OK", "Thank you for writing"),
        Fault::Fatal => fatal(&answer),
        Fault::Notice => {
            let mut body = b"<br />\n<b>Warning</b>: Undefined variable $x<br />\n".to_vec();
            body.extend(&answer.body);
            Answer { body, ..answer }
        }
        _ => answer,
    }
}

/// What was sent before PHP died is there: the id of a picture goes before its small versions are
/// made.
fn fatal(answer: &Answer) -> Answer {
    let page = page(
        "500 Internal Server Error",
        "There has been a critical error",
    );
    let id = "X-WP-Upload-Attachment-ID";
    match answer.header(id) {
        Some(made) => page.with(id, made),
        None => page,
    }
}

fn gateway(status: u16) -> Answer {
    page(
        &format!("{status} Bad Gateway"),
        "The server did not answer",
    )
}

fn page(status: &str, words: &str) -> Answer {
    let body = format!("<!DOCTYPE html><html><body><h1>{words}</h1></body></html>");
    Answer::new(status, "text/html; charset=utf-8", body)
}

fn redirect(status: u16, to: &str) -> Answer {
    page(&format!("{status} Moved"), "It is elsewhere").with("Location", to)
}

/// Until the client has gone.
fn wait_for_hang_up(client: &mut TcpStream) {
    let mut byte = [0];
    while matches!(client.read(&mut byte), Ok(1)) {}
}
