//! Standard output. A reader that closed it early (`| head`) is no failure.

use std::io::{self, Read, Write};
use std::path::Path;

use serde::Serialize;

use crate::failure::{Ended, Failure};

/// Prints a line.
pub fn line(text: &str) -> Ended {
    written(writeln!(io::stdout().lock(), "{}", printable(text)))
}

/// Prints a text as it is.
pub fn text(text: &str) -> Ended {
    written(io::stdout().lock().write_all(text.as_bytes()))
}

/// Prints a value as JSON.
pub fn json(value: &impl Serialize) -> Ended {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::new(format!("The list could not be written: {error}.")))?;
    written(writeln!(io::stdout().lock(), "{text}"))
}

/// A file's text, or standard input's for `-`; UTF-8 only.
pub fn read(file: &Path) -> Result<String, Failure> {
    let name = if file == Path::new("-") {
        "standard input".to_owned()
    } else {
        file.display().to_string()
    };
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(file).map(|all| bytes = all)
    };
    read.map_err(|error| Failure::new(format!("{name} could not be read: {error}.")))?;
    String::from_utf8(bytes).map_err(|_| {
        Failure::new(format!(
            "{name} is not UTF-8 text: save it as UTF-8 and try again."
        ))
    })
}

/// On one line, and what came from a server cannot steer the terminal.
pub fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() && c != '\t' { ' ' } else { c })
        .collect()
}

fn written(result: io::Result<()>) -> Ended {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::new(format!(
            "The output could not be written: {error}."
        ))),
        _ => Ok(()),
    }
}
