//! Refusals: from a status and WordPress's own code to what the outbox can act on. Codes are read,
//! texts never.

use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use crate::answer::Answer;
use crate::{RemoteError, plain};

/// `wp_throttle_comment_flood` lets an account comment again after 15 s, and does not say so.
const FLOOD: Duration = Duration::from_secs(15);

/// What `rest_convert_error_to_response` writes.
#[derive(Default, Deserialize)]
#[serde(default)]
struct WireError {
    /// A word; plugins also send numbers.
    code: Value,
    message: Value,
    data: Value,
}

/// The answer, if it is a success.
pub(super) fn check(answer: Answer) -> Result<Answer, RemoteError> {
    if answer.is_success() {
        Ok(answer)
    } else {
        Err(failure(&answer))
    }
}

/// The id of the term that is there already, as a refusal to create it tells.
pub(super) const TERM_EXISTS: &str = "term_exists";

/// Reads a refusal.
fn failure(answer: &Answer) -> RemoteError {
    if let Some(error) = answer.status_error() {
        return error;
    }
    let wire: Option<WireError> = answer.try_json().ok();
    let Some((code, wire)) = wire.and_then(|wire| Some((code_of(&wire)?, wire))) else {
        return without_code(answer);
    };
    let message = plain::message(wire.message.as_str().unwrap_or_default());
    match (answer.status, code.as_str()) {
        // The host or an administrator switched them off: another password would not help.
        (_, "application_passwords_disabled" | "application_passwords_disabled_for_user") => {
            RemoteError::NotAllowed { message }
        }
        (401, _) | (_, "incorrect_password" | "invalid_username" | "invalid_email") => {
            RemoteError::SignIn
        }
        (404 | 410, "rest_post_invalid_id" | "rest_comment_invalid_id" | "rest_term_invalid") => {
            RemoteError::Gone
        }
        (_, "comment_flood") => RemoteError::Busy {
            host: answer.host(),
            after: Some(FLOOD),
        },
        // A status that one may not ask for, say: a 400 on the outside, the reason inside.
        (400, "rest_invalid_param") => match inner_status(&wire.data) {
            Some(401) => RemoteError::SignIn,
            Some(403) => RemoteError::NotAllowed { message },
            _ => RemoteError::Refused { code, message },
        },
        // The post to comment on was not found. WordPress calls that 403.
        (403, "rest_comment_invalid_post_id") => RemoteError::Gone,
        (403, _) => RemoteError::NotAllowed { message },
        // PHP died (`wp_is_json_request` in class-wp-fatal-error-handler.php): perhaps after the
        // post was saved.
        (500.., "internal_server_error" | "wp_die") => answer.unreadable(&code),
        (400, TERM_EXISTS) => RemoteError::Refused {
            code: term_code(&wire.data, code),
            message,
        },
        _ => RemoteError::Refused { code, message },
    }
}

/// A web server, a firewall or a proxy answered instead of WordPress.
fn without_code(answer: &Answer) -> RemoteError {
    let message = plain::message(&answer.text());
    match answer.status {
        401 => RemoteError::SignIn,
        403 => RemoteError::NotAllowed { message },
        // PHP died over this one request, as far as can be known.
        500 => answer.unreadable("no reason given"),
        501.. => answer.gateway_answer(),
        status => RemoteError::Refused {
            code: format!("http_{status}"),
            message,
        },
    }
}

fn code_of(wire: &WireError) -> Option<String> {
    match &wire.code {
        Value::String(code) if !code.is_empty() => Some(code.clone()),
        Value::Number(code) => Some(code.to_string()),
        _ => None,
    }
}

fn inner_status(data: &Value) -> Option<u64> {
    data.get("details")?
        .as_object()?
        .values()
        .find_map(|d| d.get("data")?.get("status")?.as_u64())
}

/// `term_exists:12`: the only refusal whose data is needed, carried in its code.
fn term_code(data: &Value, code: String) -> String {
    match data.get("term_id").and_then(Value::as_u64) {
        Some(id) => format!("{code}:{id}"),
        None => code,
    }
}

/// The id that a `term_exists` carries.
pub(super) fn existing_term(error: &RemoteError) -> Option<u64> {
    let RemoteError::Refused { code, .. } = error else {
        return None;
    };
    code.strip_prefix(TERM_EXISTS)?
        .strip_prefix(':')?
        .parse()
        .ok()
}

/// Whether this is a refusal with that very code.
pub(super) fn has_code(error: &RemoteError, wanted: &str) -> bool {
    matches!(error, RemoteError::Refused { code, .. } if code == wanted)
}

#[cfg(test)]
#[path = "errors_tests.rs"]
mod tests;
