//! Every refusal of the real WordPress, recorded, and what is made of it.

use reqwest::header::HeaderMap;
use url::Url;

use super::*;

fn refusal(status: u16, fixture: &str) -> RemoteError {
    let path = format!(
        "{}/../../../tests/fixtures/wordpress/error_{fixture}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    said(
        status,
        &std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}")),
    )
}

fn said(status: u16, body: &[u8]) -> RemoteError {
    let url = Url::parse("https://blog.example/wp-json/").unwrap();
    let answer = Answer {
        status,
        headers: HeaderMap::new(),
        url,
        body: body.to_vec(),
    };
    check(answer).err().unwrap()
}

#[test]
fn a_wrong_password_is_one_wherever_it_shows() {
    for error in [
        refusal(401, "not_logged_in"),
        refusal(400, "status_forbidden_anonymous"),
        said(401, b"<h1>Authorization Required</h1>"),
        said(401, br#"{"code":"rest_cannot_create","message":"x"}"#),
        said(403, br#"{"code":"incorrect_password","message":"x"}"#),
    ] {
        assert!(matches!(error, RemoteError::SignIn), "{error:?}");
    }
}

#[test]
fn what_the_account_may_not_do_is_said_in_the_blogs_words() {
    for (error, words) in [
        (
            refusal(403, "cannot_create"),
            "Sorry, you are not allowed to create posts as this user.",
        ),
        (
            refusal(403, "forbidden_context"),
            "Sorry, you are not allowed to edit comments.",
        ),
        (
            refusal(400, "status_forbidden_subscriber"),
            "Invalid parameter(s): status",
        ),
        (
            refusal(403, "comment_trash_post"),
            "Sorry, you are not allowed to create a comment on this post.",
        ),
        (
            said(
                501,
                br#"{"code":"application_passwords_disabled","message":"off"}"#,
            ),
            "off",
        ),
    ] {
        assert!(
            matches!(&error, RemoteError::NotAllowed { message } if message == words),
            "{error:?}"
        );
    }
}

#[test]
fn what_is_gone_is_gone() {
    for error in [
        refusal(404, "post_invalid_id"),
        refusal(404, "comment_invalid_id"),
        said(
            403,
            br#"{"code":"rest_comment_invalid_post_id","message":"x"}"#,
        ),
    ] {
        assert!(matches!(error, RemoteError::Gone), "{error:?}");
    }
}

#[test]
fn other_refusals_keep_their_code_and_lose_their_markup() {
    for (status, fixture, expected) in [
        (400, "empty_content", "empty_content"),
        (409, "comment_duplicate", "comment_duplicate"),
        (410, "post_already_trashed", "rest_already_trashed"),
        (410, "comment_already_trashed", "rest_already_trashed"),
        (501, "trash_not_supported", "rest_trash_not_supported"),
        (500, "comment_failed_edit", "rest_comment_failed_edit"),
        (404, "no_route", "rest_no_route"),
    ] {
        let error = refusal(status, fixture);
        assert!(has_code(&error, expected), "{error:?}");
    }
    let RemoteError::Refused { message, .. } = refusal(409, "comment_duplicate") else {
        panic!("not refused")
    };
    assert_eq!(
        message,
        "Duplicate comment detected; it looks as though you’ve already said that!"
    );
}

#[test]
fn the_term_that_exists_is_told() {
    assert_eq!(existing_term(&refusal(400, "term_exists")), Some(4));
    assert_eq!(existing_term(&refusal(400, "empty_content")), None);
}

#[test]
fn odd_shapes_are_no_trouble() {
    for body in [
        &b"[]"[..],
        b"{}",
        b"null",
        b"{\"code\":null}",
        b"{\"code\":\"\",\"data\":[]}",
        b"\xff\xfe",
    ] {
        let error = said(400, body);
        assert!(has_code(&error, "http_400"), "{error:?}");
    }
    assert!(has_code(
        &said(400, br#"{"code":17,"message":[],"data":null}"#),
        "17"
    ));
}
