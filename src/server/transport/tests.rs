use super::*;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::task::JoinHandle;

struct Nothing;

impl crate::server::lsp::LanguageServer for Nothing {
    async fn initialize(
        &self,
        _: crate::server::lsp::InitializeParams,
    ) -> crate::server::lsp::Result<crate::server::lsp::InitializeResult> {
        Ok(Default::default())
    }

    async fn shutdown(&self) -> crate::server::lsp::Result<()> {
        Ok(())
    }
}

type Answer = BoxFuture<'static, Result<Option<Response>, ExitedError>>;

/// A session with a service made of one function.
fn start(buffer: usize, answer: impl FnMut(Request) -> Answer + Send + 'static) -> (DuplexStream, JoinHandle<u8>) {
    let (ours, theirs) = duplex(buffer);
    let (input, output) = tokio::io::split(theirs);
    let (_, socket) = crate::server::lsp::LspService::build_with_lifecycle_methods(|_| Nothing).finish();
    let (outbox, outgoing) = outbox();
    let session = Session::new(tower::service_fn(answer), outbox);
    let served = tokio::spawn(session.serve(socket, outgoing, (input, output), Arc::new(Notify::new())));
    (ours, served)
}

fn answer_with_method(request: Request) -> Answer {
    let (method, id, _) = request.into_parts();
    std::future::ready(Ok(id.map(|id| Response::from_ok(id, json!(method))))).boxed()
}

async fn send(client: &mut DuplexStream, id: i64, method: &str) {
    let frame = Frame::new(&json!({"jsonrpc": "2.0", "id": id, "method": method})).unwrap();
    client.write_all(frame.as_bytes()).await.unwrap();
}

async fn read(client: &mut DuplexStream) -> Value {
    let mut header = Vec::new();
    while !header.ends_with(b"\r\n\r\n") {
        header.push(client.read_u8().await.unwrap());
    }
    let header = String::from_utf8(header).unwrap();
    let mut body = vec![0; header["Content-Length: ".len()..].trim().parse().unwrap()];
    client.read_exact(&mut body).await.unwrap();
    serde_json::from_slice(&body).unwrap()
}

#[tokio::test]
async fn a_panic_is_an_answer_and_the_session_goes_on() {
    let (mut client, served) = start(1 << 16, |request| match request.method() {
        "at once" => panic!("at once"),
        "when polled" => async { panic!("when polled") }.boxed(),
        "later" => async {
            tokio::task::yield_now().await;
            panic!("later")
        }
        .boxed(),
        _ => answer_with_method(request),
    });
    for (id, method) in ["at once", "when polled", "later"].into_iter().enumerate() {
        send(&mut client, id as i64, method).await;
        let answer = read(&mut client).await;
        assert_eq!((&answer["id"], &answer["error"]["code"]), (&json!(id), &json!(-32603)), "{method}");
    }
    send(&mut client, 7, "fine").await;
    assert_eq!(read(&mut client).await["result"], "fine");
    drop(client);
    assert_eq!(served.await.unwrap(), 1);
}

#[tokio::test]
async fn futures_are_polled_in_the_order_of_the_messages() {
    let order = Arc::new(std::sync::Mutex::new(Vec::new()));
    let seen = order.clone();
    let (mut client, _served) = start(1 << 20, move |request| {
        let seen = seen.clone();
        async move {
            seen.lock().unwrap().push(request.method().parse::<usize>().unwrap());
            tokio::task::yield_now().await;
            answer_with_method(request).await
        }
        .boxed()
    });
    for number in 0..1000 {
        send(&mut client, number, &number.to_string()).await;
    }
    for _ in 0..1000 {
        read(&mut client).await;
    }
    assert!(order.lock().unwrap().iter().copied().eq(0..1000));
}

#[tokio::test]
async fn a_client_that_does_not_read_can_still_write() {
    let (mut client, served) = start(512, answer_with_method);
    // Far more answers than the pipe holds, and none of them read.
    let write = async {
        for number in 0..5_000 {
            send(&mut client, number, "m").await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), write).await.expect("the reading side is blocked");
    for number in 0..5_000 {
        assert_eq!(read(&mut client).await["id"], number);
    }
    drop(client);
    tokio::time::timeout(Duration::from_secs(20), served).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_client_that_never_reads_does_not_keep_the_session() {
    let (mut client, served) = start(64, answer_with_method);
    for number in 0..100 {
        send(&mut client, number, "m").await;
    }
    let exit = Frame::new(&json!({"jsonrpc": "2.0", "method": "exit"})).unwrap();
    client.write_all(exit.as_bytes()).await.unwrap();
    assert_eq!(tokio::time::timeout(Duration::from_secs(20), served).await.unwrap().unwrap(), 1);
}

#[tokio::test]
async fn only_the_newest_diagnostics_of_a_document_wait() {
    use crate::server::lsp;
    let (outbox, outgoing) = outbox();
    let uris = ["a:1", "a:2"].map(|uri| crate::server::uri::Uri::from(lsp::Uri(uri.to_owned())));
    for number in 0..1000 {
        let uri = &uris[number % 2];
        outbox.publish(uri, Frame::new(&json!([uri.as_str(), number])).unwrap(), || number != 999);
    }
    outbox.end();
    let (mut client, output) = duplex(1 << 16);
    outgoing.write_to(output).await.unwrap();
    assert_eq!(read(&mut client).await, json!(["a:1", 998]));
    assert_eq!(read(&mut client).await, json!(["a:2", 997]));
    assert!(client.read_u8().await.is_err(), "older ones were kept");
}
