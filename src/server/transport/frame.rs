//! Frames: headers, a blank line, and as many bytes of JSON as the headers say.

use crate::server::lsp::{Id, ProgressToken};
use serde::Serialize;
use std::io;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};

/// Room for the longest header: `Content-Length: `, twenty digits, two line endings.
const HEADER_ROOM: usize = 40;

/// A line longer than this is no header; only its end is kept, where the next header may begin.
const LINE_LIMIT: usize = 8 * 1024;

/// A message with its header, ready to be written.
#[derive(Debug)]
pub(crate) struct Frame {
    bytes: Vec<u8>,
    start: usize,
}

impl Frame {
    /// Serialises `message` once.
    pub(crate) fn new(message: &impl Serialize) -> serde_json::Result<Self> {
        let mut bytes = vec![0; HEADER_ROOM];
        serde_json::to_writer(&mut bytes, message)?;
        Ok(Self::around(bytes))
    }

    /// The answer to the request `id`; its `result` is JSON already.
    pub(super) fn answer(id: &Id, result: &str) -> serde_json::Result<Self> {
        Self::with(r#"{"jsonrpc":"2.0","id":"#, id, r#","result":"#, &[result, "}"])
    }

    /// A part of the answer to the request that came with `token`; it is JSON already.
    pub(super) fn part(token: &ProgressToken, part: &str) -> serde_json::Result<Self> {
        let head = r#"{"jsonrpc":"2.0","method":"$/progress","params":{"token":"#;
        Self::with(head, token, r#","value":"#, &[part, "}}"])
    }

    /// One value between texts that are JSON already.
    fn with(head: &str, value: &impl Serialize, middle: &str, rest: &[&str]) -> serde_json::Result<Self> {
        let mut bytes = vec![0; HEADER_ROOM];
        bytes.extend_from_slice(head.as_bytes());
        serde_json::to_writer(&mut bytes, value)?;
        bytes.extend_from_slice(middle.as_bytes());
        rest.iter().for_each(|text| bytes.extend_from_slice(text.as_bytes()));
        Ok(Self::around(bytes))
    }

    /// The body is in `bytes`, behind room for a header, which is put there without moving it.
    fn around(mut bytes: Vec<u8>) -> Self {
        let header = format!("Content-Length: {}\r\n\r\n", bytes.len() - HEADER_ROOM);
        let start = HEADER_ROOM - header.len();
        bytes[start..HEADER_ROOM].copy_from_slice(header.as_bytes());
        Self { bytes, start }
    }

    /// Header and body.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[self.start..]
    }
}

/// What came in.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Received {
    /// A frame's body, of whatever bytes.
    Body(Vec<u8>),
    /// A frame that announces more bytes than the limit; they were skipped.
    TooLarge(usize),
    /// Bytes that are no frame. Reading goes on at the next header; until then this is said once.
    Garbage,
    /// Nothing more will come.
    End,
}

/// Reads frames, and finds its way back to the next one behind anything that is none.
pub(super) struct FrameReader<R> {
    input: BufReader<R>,
    limit: usize,
    /// A length found at the end of garbage: the header of the next frame has begun.
    resume: Option<usize>,
    lost: bool,
}

enum Line {
    Blank,
    Length(usize),
    OtherHeader,
    Garbage { length: Option<usize> },
}

impl<R: AsyncRead + Unpin> FrameReader<R> {
    /// Reads from `input`; a body longer than `limit` bytes is skipped.
    pub(super) fn new(input: R, limit: usize) -> Self {
        Self { input: BufReader::with_capacity(64 * 1024, input), limit, resume: None, lost: false }
    }

    /// The next frame. Not cancel safe: a call that is dropped loses what it has read.
    pub(super) async fn next(&mut self) -> io::Result<Received> {
        let mut length = self.resume.take();
        let mut inside = length.is_some();
        while let Some(line) = self.line().await? {
            match classify(&line) {
                Line::Blank if !inside => {}
                Line::Blank => match length {
                    Some(length) => return self.body(length).await,
                    None if !std::mem::replace(&mut self.lost, true) => return Ok(Received::Garbage),
                    None => inside = false,
                },
                Line::Length(announced) => (length, inside) = (Some(announced), true),
                Line::OtherHeader => inside = true,
                Line::Garbage { length: found } => {
                    (length, inside) = (found, found.is_some());
                    if !std::mem::replace(&mut self.lost, true) {
                        self.resume = found;
                        return Ok(Received::Garbage);
                    }
                }
            }
        }
        Ok(Received::End)
    }

    /// The next line without its ending; of an endless one only the last bytes. `None` at the end of input.
    async fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        loop {
            let bytes = self.input.fill_buf().await?;
            if bytes.is_empty() {
                return Ok(None);
            }
            let end = memchr::memchr(b'\n', bytes);
            let taken = end.unwrap_or(bytes.len());
            line.extend_from_slice(&bytes[..taken]);
            self.input.consume(taken + usize::from(end.is_some()));
            if line.len() > LINE_LIMIT {
                line.drain(..line.len() - LINE_LIMIT / 2);
            }
            if end.is_some() {
                return Ok(Some(line));
            }
        }
    }

    /// The body behind the headers. The buffer grows with what arrives, not with what is announced.
    async fn body(&mut self, length: usize) -> io::Result<Received> {
        self.lost = false;
        let mut rest = (&mut self.input).take(length as u64);
        if length > self.limit {
            let skipped = tokio::io::copy(&mut rest, &mut tokio::io::sink()).await?;
            return Ok(if skipped < length as u64 { Received::End } else { Received::TooLarge(length) });
        }
        let mut body = Vec::with_capacity(length.min(1024 * 1024));
        let read = rest.read_to_end(&mut body).await?;
        Ok(if read < length { Received::End } else { Received::Body(body) })
    }
}

fn classify(line: &[u8]) -> Line {
    const NAME: &[u8] = b"content-length:";
    let line = line.trim_ascii();
    if line.is_empty() {
        return Line::Blank;
    }
    let length = |value: &[u8]| std::str::from_utf8(value).ok()?.trim().parse::<usize>().ok();
    if line.len() >= NAME.len() && line[..NAME.len()].eq_ignore_ascii_case(NAME) {
        return match length(&line[NAME.len()..]) {
            Some(length) => Line::Length(length),
            None => Line::Garbage { length: None },
        };
    }
    // A body that was not announced has the next frame's header right behind it, on the same line.
    if let Some(at) = line.windows(NAME.len()).rposition(|window| window.eq_ignore_ascii_case(NAME)) {
        return Line::Garbage { length: length(&line[at + NAME.len()..]) };
    }
    let name = memchr::memchr(b':', line).map_or(&line[..0], |colon| &line[..colon]);
    match !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-') {
        true => Line::OtherHeader,
        false => Line::Garbage { length: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(input: &[u8]) -> Vec<Received> {
        let mut reader = FrameReader::new(input, 64);
        let mut all = Vec::new();
        loop {
            match reader.next().await.unwrap() {
                Received::End => return all,
                received => all.push(received),
            }
        }
    }

    fn body(text: &str) -> Received {
        Received::Body(text.as_bytes().to_vec())
    }

    #[tokio::test]
    async fn headers_have_no_case_and_no_order() {
        let input = b"content-type: x\r\nCONTENT-LENGTH:2\r\n\r\n{}Content-Length: 3\n\n[1]";
        assert_eq!(read(input).await, [body("{}"), body("[1]")]);
    }

    #[tokio::test]
    async fn a_body_without_header_is_garbage_up_to_the_next_header() {
        let input = b"{\"id\":1}\n{}Content-Length: 2\r\n\r\n{}";
        assert_eq!(read(input).await, [Received::Garbage, body("{}")]);
        let input = b"Content-Type: x\r\n\r\n{\"id\":1}Content-Length: 2\r\n\r\n{}";
        assert_eq!(read(input).await, [Received::Garbage, body("{}")]);
    }

    #[tokio::test]
    async fn a_length_that_is_no_number_is_garbage() {
        let input = b"Content-Length: two\r\n\r\n{}Content-Length: 2\r\n\r\n{}";
        assert_eq!(read(input).await, [Received::Garbage, body("{}")]);
    }

    #[tokio::test]
    async fn endless_garbage_is_not_kept() {
        let mut input = vec![b'x'; 100_000];
        input.extend_from_slice(b"Content-Length: 2\r\n\r\n{}");
        assert_eq!(read(&input).await, [Received::Garbage, body("{}")]);
    }

    #[tokio::test]
    async fn a_large_frame_is_skipped() {
        let mut input = b"Content-Length: 65\r\n\r\n".to_vec();
        input.extend_from_slice(&[b' '; 65]);
        input.extend_from_slice(b"Content-Length: 2\r\n\r\n{}");
        assert_eq!(read(&input).await, [Received::TooLarge(65), body("{}")]);
    }

    #[tokio::test]
    async fn input_may_end_anywhere() {
        let input = b"Content-Length: 2\r\n\r\n{}Content-Length: 5\r\n\r\n{";
        for end in 0..input.len() {
            let frames = read(&input[..end]).await;
            assert!(frames.len() <= 1, "{frames:?}");
        }
    }

    #[test]
    fn a_frame_is_header_and_body() {
        let frame = Frame::new(&serde_json::json!({"a": "é"})).unwrap();
        assert_eq!(frame.as_bytes(), "Content-Length: 10\r\n\r\n{\"a\":\"é\"}".as_bytes());
        let answer = Frame::answer(&Id::String("ä".into()), "[1]").unwrap();
        let body = "{\"jsonrpc\":\"2.0\",\"id\":\"ä\",\"result\":[1]}";
        assert_eq!(answer.as_bytes(), format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }
}
