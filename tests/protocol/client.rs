//! A small client over an in-memory pipe.
//!
//! Its `Drop` shuts the server down as the protocol has it, and fails where the server sent a
//! message that no test read: an answer too many is as wrong as one too few.

use serde_json::{Value, json};
use std::collections::VecDeque;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, WriteHalf, duplex};
use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

const PATIENCE: Duration = Duration::from_secs(30);

/// The built-in template that most documents here follow.
pub(crate) const TEMPLATE: &str = "<!-- specls: template milestone -->\n";

pub(crate) struct Client {
    runtime: Runtime,
    output: Option<WriteHalf<DuplexStream>>,
    input: mpsc::UnboundedReceiver<Value>,
    unread: VecDeque<Value>,
    server: Option<JoinHandle<u8>>,
    last_id: i64,
    /// What the server answered to `initialize`.
    pub(crate) initialized: Value,
}

impl Client {
    /// A client that has not said anything yet.
    pub(crate) fn silent() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let (ours, theirs) = duplex(1 << 20);
        let (server_input, server_output) = tokio::io::split(theirs);
        let server = runtime.spawn(async move { specls::server::run(server_input, server_output).await });
        let (ours_input, output) = tokio::io::split(ours);
        let (sender, input) = mpsc::unbounded_channel();
        runtime.spawn(async move {
            let mut reader = BufReader::new(ours_input);
            while let Some(message) = read(&mut reader).await {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let (server, unread) = (Some(server), VecDeque::new());
        Self { runtime, output: Some(output), input, unread, server, last_id: 0, initialized: Value::Null }
    }

    /// A client that announces `capabilities` and is ready.
    pub(crate) fn new(capabilities: Value) -> Self {
        let mut client = Self::silent();
        client.initialize(capabilities);
        client
    }

    /// A client that is ready, and says more of itself than what it can do.
    pub(crate) fn with(params: Value) -> Self {
        let mut client = Self::silent();
        client.initialize_with(params);
        client
    }

    pub(crate) fn initialize(&mut self, capabilities: Value) {
        self.initialize_with(json!({"rootUri": null, "capabilities": capabilities}));
    }

    fn initialize_with(&mut self, mut params: Value) {
        params["processId"] = json!(std::process::id());
        self.initialized = self.call("initialize", params).expect("initialize is refused");
        self.notify("initialized", json!({}));
    }

    pub(crate) fn send_bytes(&mut self, bytes: &[u8]) {
        let output = self.output.as_mut().expect("the client is gone");
        self.runtime.block_on(output.write_all(bytes)).unwrap();
    }

    /// Sends `body` as a frame, whatever it holds.
    pub(crate) fn send_body(&mut self, body: &[u8]) {
        self.send_bytes(&[format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat());
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send_body(json!({"jsonrpc": "2.0", "method": method, "params": params}).to_string().as_bytes());
    }

    /// Sends a request; the answer to the id is not waited for.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        let request = json!({"jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params});
        self.send_body(request.to_string().as_bytes());
        self.last_id
    }

    /// The result of a request, or its error's code.
    pub(crate) fn answer(&mut self, id: i64) -> Result<Value, i64> {
        self.answer_to(&json!(id))
    }

    /// The same for an id that the test chose.
    pub(crate) fn answer_to(&mut self, id: &Value) -> Result<Value, i64> {
        let mut answer = self.wait_for(|message| message["id"] == *id && message.get("method").is_none());
        match answer.get("error") {
            Some(error) => Err(error["code"].as_i64().unwrap()),
            None => Ok(answer["result"].take()),
        }
    }

    pub(crate) fn call(&mut self, method: &str, params: Value) -> Result<Value, i64> {
        let id = self.request(method, params);
        self.answer(id)
    }

    /// The code and the message of the error that answers a request.
    pub(crate) fn refusal(&mut self, method: &str, params: Value) -> (i64, String) {
        let id = json!(self.request(method, params));
        let answer = self.wait_for(|message| message["id"] == id && message.get("error").is_some());
        (answer["error"]["code"].as_i64().unwrap(), answer["error"]["message"].as_str().unwrap().to_owned())
    }

    /// The code of the next error that answers no request in particular.
    pub(crate) fn complaint(&mut self) -> i64 {
        self.wait_for(|message| message["id"].is_null() && message.get("error").is_some())["error"]["code"]
            .as_i64()
            .unwrap()
    }

    /// Fails unless the server still answers.
    pub(crate) fn assert_alive(&mut self) {
        assert_eq!(self.call("specls/nothing", Value::Null), Err(-32601));
    }

    pub(crate) fn open(&mut self, uri: &str, version: i32, text: &str) {
        let document = json!({"uri": uri, "languageId": "markdown", "version": version, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    pub(crate) fn change(&mut self, uri: &str, version: i32, changes: Value) {
        let params = json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": changes});
        self.notify("textDocument/didChange", params);
    }

    /// Closes the document and reads that its diagnostics are taken away.
    pub(crate) fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
        let params = self.wait_for(|message| is_published(message, uri) && message["params"].get("version").is_none());
        assert_eq!(params["params"]["diagnostics"], json!([]));
    }

    /// The diagnostics of this version of a document. Those of older ones may come before or not.
    pub(crate) fn diagnostics(&mut self, uri: &str, version: i32) -> Vec<Value> {
        loop {
            let mut message = self.wait_for(|message| is_published(message, uri));
            let published = message["params"]["version"].as_i64().expect("diagnostics without a version");
            assert!(published <= i64::from(version), "diagnostics of version {published} of {version}");
            if published == i64::from(version) {
                let Value::Array(list) = message["params"]["diagnostics"].take() else { panic!("{message}") };
                return list;
            }
        }
    }

    /// The diagnostics of a file that no version is said of.
    pub(crate) fn problems(&mut self, uri: &str) -> Vec<Value> {
        let mut message = self.wait_for(|message| is_published(message, uri));
        assert!(message["params"].get("version").is_none(), "{message}");
        let Value::Array(list) = message["params"]["diagnostics"].take() else { panic!("{message}") };
        list
    }

    /// Reads what is left about a document that may have been checked once or twice.
    pub(crate) fn forget(&mut self, uri: &str) {
        self.close(uri);
        self.assert_alive();
        self.unread.retain(|message| !is_published(message, uri));
    }

    /// Reads what is left of the server's notifications with this method, if there are any.
    pub(crate) fn ignore(&mut self, method: &str) {
        self.assert_alive();
        self.unread.retain(|message| message["method"] != method);
    }

    /// The params of the next request or notification of the server's with this method; a request is answered
    /// with `answer`.
    pub(crate) fn asked(&mut self, method: &str, answer: Value) -> Value {
        let mut message = self.wait_for(|message| message["method"] == method);
        if let Some(id) = message.get("id") {
            self.send_body(json!({"jsonrpc": "2.0", "id": id, "result": answer}).to_string().as_bytes());
        }
        message["params"].take()
    }

    /// Ends the input without a word and gives the server's exit code.
    pub(crate) fn hang_up(mut self) -> u8 {
        self.join()
    }

    /// Says `exit` and gives the server's exit code.
    pub(crate) fn exit(mut self) -> u8 {
        self.notify("exit", Value::Null);
        self.join()
    }

    fn join(&mut self) -> u8 {
        let mut output = self.output.take();
        let server = self.server.take().expect("the server has ended");
        self.runtime.block_on(async move {
            if let Some(output) = &mut output {
                let _ = output.shutdown().await;
            }
            tokio::time::timeout(PATIENCE, server).await.expect("the server does not end").expect("the server panicked")
        })
    }

    fn wait_for(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.unread.iter().position(&wanted) {
            return self.unread.remove(at).unwrap();
        }
        loop {
            let next = self.runtime.block_on(async { tokio::time::timeout(PATIENCE, self.input.recv()).await });
            let message = next.unwrap_or_else(|_| panic!("nothing comes; unread: {:?}", self.unread));
            let message = message.unwrap_or_else(|| panic!("the server hung up; unread: {:?}", self.unread));
            if wanted(&message) {
                return message;
            }
            self.unread.push_back(message);
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if self.server.is_none() || std::thread::panicking() {
            return;
        }
        if !self.initialized.is_null() {
            assert_eq!(self.call("shutdown", Value::Null), Ok(Value::Null));
        }
        self.notify("exit", Value::Null);
        assert_eq!(self.join(), u8::from(self.initialized.is_null()));
        while let Some(message) = self.runtime.block_on(self.input.recv()) {
            self.unread.push_back(message);
        }
        assert!(self.unread.is_empty(), "nobody read {:?}", self.unread);
    }
}

fn is_published(message: &Value, uri: &str) -> bool {
    message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
}

/// The next message; `None` at the end of input. Fails on a frame that is not well formed.
pub(crate) async fn read(reader: &mut BufReader<impl AsyncRead + Unpin>) -> Option<Value> {
    let mut header = String::new();
    if reader.read_line(&mut header).await.ok()? == 0 {
        return None;
    }
    let length = header.strip_prefix("Content-Length: ").and_then(|length| length.strip_suffix("\r\n"));
    let mut body = vec![0; length.unwrap_or_else(|| panic!("{header:?}")).parse::<usize>().unwrap() + 2];
    reader.read_exact(&mut body).await.ok()?;
    let body = body.strip_prefix(b"\r\n").expect("no blank line behind the header");
    Some(serde_json::from_slice(body).unwrap())
}

/// What VS Code announces of what matters here.
pub(crate) fn capable() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-16"]},
        "workspace": {"workspaceEdit": {"documentChanges": true}},
        "textDocument": {
            "completion": {"completionItem": {
                "snippetSupport": true,
                "labelDetailsSupport": true,
                "documentationFormat": ["markdown", "plaintext"],
                "resolveSupport": {"properties": ["documentation", "detail"]},
            }},
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}},
                "isPreferredSupport": true,
                "dataSupport": true,
                "resolveSupport": {"properties": ["edit"]},
            },
            "publishDiagnostics": {"relatedInformation": true, "versionSupport": true},
        },
    })
}

/// What a client announces that can do little more than show code actions.
pub(crate) fn plain() -> Value {
    json!({"textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}}})
}
