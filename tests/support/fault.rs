//! What can happen to a request between Billet and its blog.

use std::fmt;

use super::seed::Dice;

/// What happens to one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The connection ends before the request was read.
    HangUpAtOnce,
    /// The connection ends when the whole request is there and nothing was handed on.
    HangUp,
    /// A gateway answers; the blog never sees the request.
    GatewayBefore(u16),
    /// A login page of the network answers: 200, HTML; the blog never sees the request.
    Portal,
    /// Another address is named; the blog never sees the request.
    Redirect(u16, Whereto),
    /// The blog carries the request out; the connection ends without a byte.
    LoseAnswer,
    /// The blog carries it out; the answer breaks off.
    Cut(Cut),
    /// The blog carries it out; a gateway gives up on it.
    GatewayAfter(u16),
    /// As `GatewayAfter(503)`, and the gateway asks for patience, as Varnish does by default.
    PatienceAfter,
    /// The blog carries it out; then another address is named.
    RedirectAfter(u16),
    /// The blog carries it out; the answer comes after the time-out.
    Late,
    /// The request itself is on its way until after the time-out; then the blog carries it out.
    Tardy,
    /// The blog carries it out; what comes is no HTTP.
    Noise,
    /// The blog carries it out; the answer's JSON is noise.
    NoiseInside,
    /// The blog carries it out; a plugin answers 200 with a page.
    Page,
    /// The blog carries it out; then PHP dies.
    Fatal,
    /// The blog carries it out; PHP prints a notice before the JSON. A good answer.
    Notice,
}

/// Where a redirect leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereto {
    Itself,
    /// A stranger's server, which must never be asked.
    Elsewhere,
}

/// Where an answer breaks off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// After so many thousandths of its head, at least one byte.
    Head(u16),
    /// Right after the head.
    HeadEnd,
    /// After so many thousandths of its body, at least one byte.
    Body(u16),
    /// One byte before its end.
    BeforeLast,
}

impl Cut {
    /// How many of `whole` bytes, `head` of them the head, still come.
    pub fn at(self, whole: usize, head: usize) -> usize {
        let part = |of: usize, mille: u16| (of * usize::from(mille) / 1000).max(1);
        let at = match self {
            Self::Head(mille) => part(head, mille),
            Self::HeadEnd => head,
            Self::Body(mille) => head + part(whole - head, mille),
            Self::BeforeLast => whole - 1,
        };
        at.min(whole - 1)
    }
}

/// Each kind once: what `make test` does to every request of a story. `turn` says which of several
/// alike are taken.
pub fn kinds(turn: usize) -> Vec<Fault> {
    let one = |of: &[u16]| of[turn % of.len()];
    let whereto = [Whereto::Itself, Whereto::Elsewhere][turn / 2 % 2];
    vec![
        [Fault::HangUpAtOnce, Fault::HangUp][turn % 2],
        Fault::GatewayBefore(one(&[502, 503, 504])),
        Fault::Portal,
        Fault::Redirect(one(&[301, 302, 307, 308, 303]), whereto),
        Fault::LoseAnswer,
        Fault::Cut(Cut::Head(one(&[0, 300, 600, 990]))),
        Fault::Cut(Cut::HeadEnd),
        Fault::Cut(Cut::Body(one(&[0, 250, 500, 900, 750]))),
        Fault::Cut(Cut::BeforeLast),
        Fault::GatewayAfter(one(&[502, 503, 504])),
        Fault::PatienceAfter,
        Fault::RedirectAfter(one(&[302, 301, 303])),
        [Fault::Late, Fault::Tardy][turn % 2],
        [Fault::Noise, Fault::NoiseInside][turn % 2],
        [Fault::Page, Fault::Fatal][turn % 2],
        Fault::Notice,
    ]
}

/// Every fault there is, the answer cut at `cuts` places of its head and as many of its body.
pub fn all(cuts: u16) -> Vec<Fault> {
    use Whereto::{Elsewhere, Itself};
    let mille = |n: u16| n * (1000 / cuts);
    let mut all = vec![
        Fault::HangUpAtOnce,
        Fault::HangUp,
        Fault::Portal,
        Fault::LoseAnswer,
        Fault::Cut(Cut::HeadEnd),
        Fault::Cut(Cut::BeforeLast),
        Fault::PatienceAfter,
        Fault::Late,
        Fault::Tardy,
        Fault::Noise,
        Fault::NoiseInside,
        Fault::Page,
        Fault::Fatal,
        Fault::Notice,
    ];
    all.extend([502, 503, 504].map(Fault::GatewayBefore));
    all.extend([502, 503, 504].map(Fault::GatewayAfter));
    all.extend([301, 302, 303, 307, 308].map(|s| Fault::Redirect(s, Itself)));
    all.extend([301, 302, 303, 307, 308].map(|s| Fault::Redirect(s, Elsewhere)));
    all.extend([301, 302, 303].map(Fault::RedirectAfter));
    all.extend((0..cuts).map(|n| Fault::Cut(Cut::Head(mille(n)))));
    all.extend((0..cuts).map(|n| Fault::Cut(Cut::Body(mille(n)))));
    all
}

/// One of all.
pub fn any(dice: &mut Dice) -> Fault {
    *dice.pick(&all(20))
}

impl Fault {
    /// After this the writer may be asked to try again: Billet cannot know by itself what to do.
    pub fn asks_the_writer(self) -> bool {
        matches!(self, Self::Redirect(..) | Self::RedirectAfter(_))
    }

    /// Takes as long as the client's time-out.
    pub fn takes_time(self) -> bool {
        matches!(self, Self::Late | Self::Tardy)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HangUpAtOnce => write!(f, "the connection ends before it is read"),
            Self::HangUp => write!(f, "the connection ends before it is handed on"),
            Self::GatewayBefore(status) => write!(f, "{status} of a gateway, never handed on"),
            Self::Portal => write!(f, "a login page of the network, never handed on"),
            Self::Redirect(status, to) => write!(f, "{status} to {to:?}, never handed on"),
            Self::LoseAnswer => write!(f, "carried out, not one byte comes back"),
            Self::Cut(cut) => write!(f, "carried out, the answer breaks off at {cut:?}"),
            Self::GatewayAfter(status) => write!(f, "carried out, then {status} of a gateway"),
            Self::PatienceAfter => write!(f, "carried out, then 503 with Retry-After"),
            Self::RedirectAfter(status) => write!(f, "carried out, then {status}"),
            Self::Late => write!(f, "carried out, the answer comes after the time-out"),
            Self::Tardy => write!(f, "carried out, but only after the time-out"),
            Self::Noise => write!(f, "carried out, the answer is no HTTP"),
            Self::NoiseInside => write!(f, "carried out, the answer's JSON is noise"),
            Self::Page => write!(f, "carried out, the answer is a page"),
            Self::Fatal => write!(f, "carried out, then PHP dies"),
            Self::Notice => write!(f, "carried out, a notice before the JSON"),
        }
    }
}
