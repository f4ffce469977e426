//! `billet backup` and `billet restore`

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use billet_store::Progress;
use billet_sync::Office;
use jiff::Timestamp;

use crate::failure::Ended;
use crate::output;

pub fn back_up(office: &Office, to: &Path, with_media: bool) -> Ended {
    let library = office.library();
    let mut shown = Shown::new();
    let copied = if with_media {
        library.back_up_with_media(to, &mut |progress| shown.show(progress))
    } else {
        library.back_up(to, &mut |progress| shown.show(progress))
    };
    shown.clear();
    copied?;
    output::line(&format!("The library is copied to {}.", to.display()))
}

/// The nightly work, after what was asked for: a failure is told, and fails nothing.
pub fn nightly(office: &Office) {
    if let Err(error) = office.library().nightly(office.now(), &mut |_| ()) {
        eprintln!("billet: {}", output::printable(&error.to_string()));
    }
}

pub fn restore(folder: &Path, from: &Path) -> Ended {
    let restored = billet_store::restore(folder, from, Timestamp::now())?;
    output::line(&format!("{} is the library now.", from.display()))?;
    if let Some(path) = &restored.set_aside {
        output::line(&format!("The one before is kept as {}.", path.display()))?;
    }
    if restored.in_doubt > 0 {
        output::line(&format!(
            "Waiting in its outbox: {}. Each is looked for on its blog before it is sent; see \
             `billet outbox list`.",
            restored.in_doubt
        ))?;
    }
    Ok(())
}

/// How far it is, on one line of a terminal; nothing where nobody looks.
struct Shown {
    terminal: bool,
    percent: Option<u64>,
}

impl Shown {
    fn new() -> Self {
        Self {
            terminal: io::stderr().is_terminal(),
            percent: None,
        }
    }

    fn show(&mut self, progress: Progress) {
        let percent = progress.done * 100 / progress.total.max(1);
        if self.terminal && self.percent != Some(percent) {
            self.percent = Some(percent);
            self.write(&format!("\rCopying… {percent} %"));
        }
    }

    fn clear(&self) {
        if self.percent.is_some() {
            self.write("\r\x1b[K");
        }
    }

    /// A terminal that is gone needs no progress.
    fn write(&self, text: &str) {
        let mut terminal = io::stderr().lock();
        let _gone = terminal
            .write_all(text.as_bytes())
            .and_then(|()| terminal.flush());
    }
}
