//! What is no message, or no frame: it is answered where it can be, and the server lives on.

use crate::client::{Client, plain};
use serde_json::json;

#[test]
fn bad_bodies_are_answered() {
    let mut client = Client::new(plain());
    for (body, code) in [
        (&b"{\"jsonrpc\":\"2.0\",\"id\":1,"[..], -32700),
        (b"", -32700),
        (b"\xff\xfe\x00", -32700),
        (b"[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"shutdown\"}]", -32600),
        (b"[]", -32600),
        (b"\"text\"", -32600),
        (b"{\"jsonrpc\":\"2.0\"}", -32600),
        (b"{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"shutdown\"}", -32600),
        ("[".repeat(200_000).as_bytes(), -32700),
    ] {
        client.send_body(body);
        assert_eq!(client.complaint(), code, "{}", String::from_utf8_lossy(body));
        client.assert_alive();
    }
}

#[test]
fn bad_bytes_in_a_string_do_not_lose_the_message() {
    let mut client = Client::new(plain());
    client.send_body(b"{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"specls/\xff\"}");
    client.send_body(br#"{"jsonrpc":"2.0","id":"b","method":"specls/\ud83d"}"#);
    for id in ["a", "b"] {
        assert_eq!(client.answer_to(&json!(id)), Err(-32601));
    }
    client.assert_alive();
}

#[test]
fn header_names_have_no_case() {
    let mut client = Client::new(plain());
    let body = r#"{"jsonrpc":"2.0","id":"a","method":"specls/nothing"}"#;
    client.send_bytes(
        format!(
            "content-type: application/vscode-jsonrpc; charset=utf8\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
        .as_bytes(),
    );
    assert_eq!(client.answer_to(&json!("a")), Err(-32601));
    client.assert_alive();
}

#[test]
fn what_is_no_frame_is_skipped() {
    let mut client = Client::new(plain());
    for bytes in [
        &b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"shutdown\"}\r\n"[..],
        b"Content-Type: application/json\r\n\r\n{\"id\":1}",
        b"Content-Length: many\r\n\r\n{\"id\":1}",
        b"Content-Length: -5\r\n\r\n{\"id\":1}",
        b"Content-Length: 99999999999999999999999\r\n\r\n{\"id\":1}",
        b"\r\n\r\n\x00\x01\x02\r\n",
    ] {
        client.send_bytes(bytes);
        client.assert_alive();
        assert_eq!(client.complaint(), -32700, "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn a_wrong_length_costs_one_message_at_most() {
    let mut client = Client::new(plain());
    let body = r#"{"jsonrpc":"2.0","id":"a","method":"specls/nothing"}"#;
    client.send_bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len() - 3).as_bytes());
    client.assert_alive();
    assert_eq!([client.complaint(), client.complaint()], [-32700, -32700]);
    client.assert_alive();
}

#[test]
fn a_frame_that_is_too_large_is_skipped() {
    let mut client = Client::new(plain());
    let length = 256 * 1024 * 1024 + 1;
    client.send_bytes(format!("Content-Length: {length}\r\n\r\n").as_bytes());
    let piece = vec![b' '; 1 << 20];
    for start in (0..length).step_by(piece.len()) {
        client.send_bytes(&piece[..piece.len().min(length - start)]);
    }
    assert_eq!(client.complaint(), -32600);
    client.assert_alive();
}
