//! What is in a frame: a request, a reply, or something to complain about.

use crate::server::lsp::{Error, ErrorCode, Id, LspAny, Request, Response};
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;
use std::borrow::Cow;

/// A frame's content.
#[derive(Debug)]
pub(super) enum Message {
    /// A request, or a notification where it has no id.
    Request(Request),
    /// The reply to a request of ours.
    Reply(Response),
    /// Not a message of the protocol; this is the answer.
    Invalid(Response),
}

/// The fields of all kinds of messages, so that one pass over the bytes reads any.
#[derive(Deserialize)]
struct Fields<'a> {
    #[serde(borrow)]
    method: Option<Cow<'a, str>>,
    #[serde(default, deserialize_with = "present")]
    params: Option<LspAny>,
    #[serde(default, deserialize_with = "present")]
    id: Option<Id>,
    #[serde(default, deserialize_with = "present")]
    result: Option<LspAny>,
    error: Option<Error>,
}

/// A field that is there is `Some`, also where it is `null`.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Reads a frame's body. Bytes that are no UTF-8 and lone surrogates become U+FFFD: an edit that
/// holds one must arrive all the same, or the text would be out of step from there on.
pub(super) fn parse(body: &[u8]) -> Message {
    match read(body) {
        Err(error) if error.is_syntax() => {
            let mut repaired = String::from_utf8_lossy(body).into_owned().into_bytes();
            repair_surrogates(&mut repaired);
            read(&repaired).unwrap_or_else(|error| invalid(&error))
        }
        other => other.unwrap_or_else(|error| invalid(&error)),
    }
}

fn read(body: &[u8]) -> serde_json::Result<Message> {
    if body.trim_ascii_start().first() == Some(&b'[') {
        serde_json::from_slice::<serde::de::IgnoredAny>(body)?;
        return Ok(refuse(ErrorCode::InvalidRequest, "the protocol has no batches".into()));
    }
    let fields: Fields<'_> = serde_json::from_slice(body)?;
    Ok(match (fields.method, fields.id, fields.result, fields.error) {
        (Some(method), id, _, _) => Message::Request(request(method.into_owned(), id, fields.params)),
        (None, Some(id), _, Some(error)) => Message::Reply(Response::from_error(id, error)),
        (None, Some(id), Some(result), None) => Message::Reply(Response::from_ok(id, result)),
        _ => refuse(ErrorCode::InvalidRequest, "neither a request nor a reply".into()),
    })
}

/// A request, or a notification where it has no id.
pub(super) fn request(method: String, id: Option<Id>, params: Option<LspAny>) -> Request {
    let mut request = Request::build(method);
    if let Some(id) = id {
        request = request.id(id);
    }
    if let Some(params) = params {
        request = request.params(params);
    }
    request.finish()
}

fn invalid(error: &serde_json::Error) -> Message {
    let code = match error.classify() {
        Category::Data => ErrorCode::InvalidRequest,
        Category::Io | Category::Syntax | Category::Eof => ErrorCode::ParseError,
    };
    refuse(code, error.to_string().into())
}

fn refuse(code: ErrorCode, message: Cow<'static, str>) -> Message {
    Message::Invalid(Response::from_error(Id::Null, Error { code, message, data: None }))
}

/// Puts `\uFFFD` in place of each escaped half of a surrogate pair that lacks its other half.
fn repair_surrogates(json: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &json[at..]) {
        at += found;
        match unit(json, at) {
            Some(0xD800..=0xDBFF) if matches!(unit(json, at + 6), Some(0xDC00..=0xDFFF)) => at += 12,
            Some(0xD800..=0xDFFF) => {
                json[at + 2..at + 6].copy_from_slice(b"FFFD");
                at += 6;
            }
            // An escaped backslash must not be taken for the start of the next escape.
            _ => at = (at + 2).min(json.len()),
        }
    }
}

/// The UTF-16 unit that the escape at `at` stands for.
fn unit(json: &[u8], at: usize) -> Option<u16> {
    let digits = json.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(json: &str) -> String {
        let mut bytes = json.as_bytes().to_vec();
        repair_surrogates(&mut bytes);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn only_lone_surrogates_are_repaired() {
        assert_eq!(repaired(r#""\ud83d\ude00""#), r#""\ud83d\ude00""#);
        assert_eq!(repaired(r#""\ud83dx\ude00""#), r#""\uFFFDx\uFFFD""#);
        assert_eq!(repaired(r#""\\ud83d""#), r#""\\ud83d""#);
        assert_eq!(repaired(r#""\ud83d\ud83d\ude00\"#), r#""\uFFFD\ud83d\ude00\"#);
    }

    fn code(body: &[u8]) -> i64 {
        match parse(body) {
            Message::Invalid(response) => response.error().map_or(0, |error| error.code.code()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_no_message_gets_the_code_that_says_why() {
        assert_eq!(code(b"{"), -32700);
        assert_eq!(code(b"\xff\xfe"), -32700);
        assert_eq!(code(b""), -32700);
        assert_eq!(code(b"[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\"}]"), -32600);
        assert_eq!(code(b"[{"), -32700);
        assert_eq!(code(b"42"), -32600);
        assert_eq!(code(b"{\"id\":1.5,\"method\":\"x\"}"), -32600);
        assert_eq!(code(b"{}"), -32600);
        assert_eq!(code("[".repeat(100_000).as_bytes()), -32700);
    }

    #[test]
    fn bytes_that_are_no_text_do_not_lose_the_message() {
        for body in [&b"{\"method\":\"m\",\"params\":[\"a\xff\"]}"[..], br#"{"method":"m","params":["a\ud800"]}"#] {
            match parse(body) {
                Message::Request(request) => assert_eq!(request.params(), Some(&serde_json::json!(["a\u{fffd}"]))),
                other => panic!("{other:?}"),
            }
        }
    }
}
