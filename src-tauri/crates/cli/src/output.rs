//! Standard output. A reader that closed it early (`| head`) is no failure.

use std::io::{self, Write};

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
    written(writeln!(io::stdout().lock(), "{}", escaped(&text)))
}

/// The same JSON, without the control characters that JSON lets stand as they are (U+007F and the
/// C1 set, U+0080 to U+009F): on some terminals U+009B begins a command.
fn escaped(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        if matches!(c, '\u{7f}'..='\u{9f}') {
            safe.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            safe.push(c);
        }
    }
    safe
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_sent_cannot_steer_a_terminal_through_json() {
        let sent = "été \u{9b}31m \u{7f}\u{80}\u{9f} \u{a0}« \u{1b}[2J \u{2028}";
        let text = escaped(&serde_json::to_string_pretty(&[sent]).unwrap());
        assert!(text.contains(r"\u009b31m \u007f\u0080\u009f"), "{text}");
        assert!(
            !text.chars().any(|c| c.is_control() && c != '\n'),
            "{text:?}"
        );
        assert!(text.contains("été") && text.contains("\u{a0}«"));
        let back: Vec<String> = serde_json::from_str(&text).unwrap();
        assert_eq!(back, [sent]);
    }
}
