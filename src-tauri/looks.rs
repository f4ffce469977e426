//! Gives the preview's frame the files that a blog's look loads. They were fetched before: nothing
//! that is asked for here makes anybody ask the network.

use std::sync::Arc;

use tauri::http::{Request, Response, StatusCode, header};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};

use crate::state::Shell;

/// The scheme of their addresses.
pub const SCHEME: &str = "billet-look";

/// What their addresses begin with, as the system's web view wants it.
#[cfg(not(any(windows, target_os = "android")))]
pub const ORIGIN: &str = "billet-look://localhost";
/// What their addresses begin with, as the system's web view wants it.
#[cfg(any(windows, target_os = "android"))]
pub const ORIGIN: &str = "http://billet-look.localhost";

/// Should one be opened as a page: it may do nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// Answers the frame.
pub fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let shell = Arc::clone(&context.app_handle().state::<Arc<Shell>>());
    tauri::async_runtime::spawn_blocking(move || {
        responder.respond(response(shell.office.look_file(request.uri().path())));
    });
}

fn response(file: Option<(String, Vec<u8>)>) -> Response<Vec<u8>> {
    let found = file.is_some();
    let (mime, bytes) = file.unwrap_or_default();
    let mut response = Response::new(bytes);
    if !found {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    let headers = [
        (header::CONTENT_TYPE, mime.as_str()),
        // A font is read only where its origin lets it be; the frame's is the window's.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    for (name, value) in headers {
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
