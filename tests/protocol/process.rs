//! The real program over real pipes.

use serde_json::{Value, json};
use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

fn start(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_specls"))
        .arg("server")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn frame(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn send(input: &mut ChildStdin, message: &Value) {
    input.write_all(&frame(message)).unwrap();
}

fn initialize(process_id: Value) -> Value {
    let params = json!({"processId": process_id, "rootUri": null, "capabilities": {}});
    json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params})
}

fn read(child: &mut Child) -> Value {
    let output = child.stdout.as_mut().unwrap();
    let mut header = Vec::new();
    while !header.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        output.read_exact(&mut byte).unwrap();
        header.push(byte[0]);
    }
    let header = String::from_utf8(header).unwrap();
    let length = header.strip_prefix("Content-Length: ").expect("standard output holds frames only").trim();
    let mut body = vec![0; length.parse().unwrap()];
    output.read_exact(&mut body).unwrap();
    serde_json::from_slice(&body).unwrap()
}

/// The exit status; kills a process that does not end.
fn ended(mut child: Child) -> ExitStatus {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(20) {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    child.kill().unwrap();
    panic!("the server does not end");
}

#[test]
fn exit_ends_the_process_while_its_input_is_open() {
    for (arguments, shut_down, code) in [(&[][..], true, 0), (&["--stdio"], true, 0), (&[], false, 1)] {
        let mut child = start(arguments);
        let mut input = child.stdin.take().unwrap();
        send(&mut input, &initialize(json!(std::process::id())));
        assert_eq!(read(&mut child)["id"], 1);
        if shut_down {
            send(&mut input, &json!({"jsonrpc": "2.0", "id": 2, "method": "shutdown"}));
            assert_eq!(read(&mut child), json!({"jsonrpc": "2.0", "id": 2, "result": null}));
        }
        send(&mut input, &json!({"jsonrpc": "2.0", "method": "exit"}));
        assert_eq!(ended(child).code(), Some(code));
        drop(input);
    }
}

#[test]
fn the_end_of_input_ends_the_process_even_in_the_middle_of_a_frame() {
    let message = frame(&initialize(Value::Null));
    for length in [0, 9, message.len() - 5, message.len()] {
        let mut child = start(&[]);
        child.stdin.take().unwrap().write_all(&message[..length]).unwrap();
        assert_eq!(ended(child).code(), Some(1), "{length} bytes");
    }
}

#[test]
fn a_client_that_stops_reading_does_not_keep_the_process() {
    let mut child = start(&[]);
    let mut input = child.stdin.take().unwrap();
    send(&mut input, &initialize(Value::Null));
    // Far more than a pipe holds, and none of it read.
    for id in 2..20_000 {
        send(&mut input, &json!({"jsonrpc": "2.0", "id": id, "method": "specls/nothing"}));
    }
    drop(input);
    assert_eq!(ended(child).code(), Some(1));
}

#[test]
fn a_closed_output_ends_the_process() {
    let mut child = start(&[]);
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    send(&mut input, &initialize(Value::Null));
    assert_eq!(ended(child).code(), Some(1));
    drop(input);
}

#[cfg(unix)]
#[test]
fn the_process_ends_with_the_one_that_started_it() {
    let mut parent = Command::new("true").spawn().unwrap();
    parent.wait().unwrap();
    let mut child = start(&[]);
    let mut input = child.stdin.take().unwrap();
    send(&mut input, &initialize(json!(parent.id())));
    assert_eq!(ended(child).code(), Some(1));
    drop(input);
}

#[test]
fn a_killed_process_leaves_nothing_that_the_next_one_minds() {
    let message = frame(&initialize(Value::Null));
    let mut child = start(&[]);
    child.stdin.as_mut().unwrap().write_all(&message[..message.len() / 2]).unwrap();
    child.kill().unwrap();
    assert!(!ended(child).success());
    let mut child = start(&[]);
    child.stdin.as_mut().unwrap().write_all(&message).unwrap();
    assert_eq!(read(&mut child)["result"]["serverInfo"]["name"], "specls");
    drop(child.stdin.take());
    ended(child);
}
