//! Findings as diagnostics: of the newest version only, for large documents off the reading side, and
//! serialised straight from the findings, without a tree of JSON values in between.

use super::capabilities::Client;
use super::convert;
use super::lsp::{Position, Range};
use super::ruler::Ruler;
use super::transport::{Frame, Outbox};
use super::uri::Uri;
use super::version::Version;
use crate::rules::{Finding, Severity, Wanted};
use crate::text::Text;
use crate::workspace::Problem;
use serde::Serialize;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Up to this size, in bytes, checking a document takes less than waking a thread for it.
const SMALL: usize = 32 * 1024;

/// Publishes diagnostics. Of each document only the newest version waits; as many are computed at
/// once as there are processors.
#[derive(Clone, Debug)]
pub(crate) struct Publisher {
    outbox: Outbox,
    queue: Arc<Mutex<Queue>>,
    /// How many may work at once. Asked once: the answer is read from files.
    workers: usize,
}

#[derive(Debug, Default)]
struct Queue {
    waiting: VecDeque<Job>,
    workers: usize,
}

#[derive(Debug)]
struct Job {
    version: Arc<Version>,
    client: Arc<Client>,
}

impl Publisher {
    /// Publishes to `outbox`.
    pub(crate) fn new(outbox: Outbox) -> Self {
        let workers = std::thread::available_parallelism().map_or(2, usize::from);
        Self { outbox, queue: Arc::default(), workers }
    }

    /// Computes and publishes the diagnostics of `version`, unless a newer one comes before. A client that
    /// asks for them is not sent any.
    pub(crate) fn publish(&self, version: Arc<Version>, client: Arc<Client>) {
        if client.pulls {
            return;
        }
        let is_small = version.text().len() <= SMALL;
        let mut queue = self.lock();
        queue.waiting.retain(|job| job.version.uri != version.uri);
        queue.waiting.push_back(Job { version, client });
        if queue.workers < self.workers {
            queue.workers += 1;
            let publisher = self.clone();
            if is_small {
                // Runs once no more messages wait to be read, so that of a storm only the last counts.
                tokio::spawn(async move { publisher.work_on_small() });
            } else {
                tokio::task::spawn_blocking(move || publisher.work());
            }
        }
    }

    /// Publishes what is wrong with a configuration, whose text is `text`.
    pub(crate) fn problems(&self, uri: &Uri, text: &Text, problems: &[Problem], client: &Client) {
        let say = |problem: &Problem| format!("{}; {}", problem.message, problem.remedy);
        let messages: Vec<_> = problems.iter().map(say).collect();
        let diagnostic = |(problem, message): (&Problem, _)| Diagnostic {
            range: convert::range(text, problem.span, client.encoding),
            severity: 1,
            code: "configuration",
            source: "specls",
            message,
            related_information: None,
            data: None,
        };
        let messages = messages.iter().map(String::as_str);
        let diagnostics = problems.iter().zip(messages).map(diagnostic).collect();
        self.send(uri, &Params { uri: uri.as_str(), version: None, diagnostics }, || true);
    }

    /// Takes the diagnostics of a closed document away.
    pub(crate) fn clear(&self, uri: &Uri, client: &Client) {
        if client.pulls {
            return;
        }
        let params = Params { uri: uri.as_str(), version: None, diagnostics: Vec::new() };
        self.send(uri, &params, || true);
    }

    /// Works on the reading side, and leaves what takes longer to a thread.
    fn work_on_small(&self) {
        while let Some(job) = self.next_small() {
            self.make_or_say(&job);
        }
    }

    /// The next small document. Where another comes first, a thread goes on in this worker's place.
    fn next_small(&self) -> Option<Job> {
        let mut queue = self.lock();
        match queue.waiting.front() {
            Some(job) if job.version.text().len() <= SMALL => queue.waiting.pop_front(),
            Some(_) => {
                let publisher = self.clone();
                tokio::task::spawn_blocking(move || publisher.work());
                None
            }
            None => {
                queue.workers -= 1;
                None
            }
        }
    }

    fn work(&self) {
        while let Some(job) = self.next() {
            self.make_or_say(&job);
        }
    }

    /// Makes a job; if that panics, the document is left without diagnostics and the server lives on.
    fn make_or_say(&self, job: &Job) {
        if catch_unwind(AssertUnwindSafe(|| self.make(job))).is_err() {
            tracing::error!("checking {} panicked", job.version.uri.as_str());
            let params = Params::of(&job.version, Vec::new());
            self.send(&job.version.uri, &params, || !job.version.is_superseded());
        }
    }

    fn next(&self) -> Option<Job> {
        let mut queue = self.lock();
        let job = queue.waiting.pop_front();
        if job.is_none() {
            queue.workers -= 1;
        }
        job
    }

    /// Between the steps it looks whether the version is still wanted.
    fn make(&self, Job { version, client }: &Job) {
        let wanted = || !version.is_superseded();
        if !wanted() || version.snapshot().is_some() && !wanted() {
            return;
        }
        if let Some(diagnostics) = diagnostics(version, client) {
            self.send(&version.uri, &Params::of(version, diagnostics), wanted);
        }
    }

    fn send(&self, uri: &Uri, params: &Params<'_>, current: impl FnOnce() -> bool) {
        match Frame::new(&Publish { jsonrpc: "2.0", method: "textDocument/publishDiagnostics", params }) {
            Ok(frame) => self.outbox.publish(uri, frame, current),
            Err(error) => tracing::error!("diagnostics cannot be serialised: {error}"),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The diagnostics of a version, by place; `None` where it was superseded before they were known.
pub(crate) fn diagnostics<'a>(version: &'a Version, client: &Client) -> Option<Vec<Diagnostic<'a>>> {
    let findings = version.findings()?;
    let ruler = Ruler::new(version.text(), client.encoding, findings.len());
    Some(findings.iter().map(|finding| Diagnostic::new(finding, &ruler, client)).collect())
}

#[derive(Serialize)]
struct Publish<'a> {
    jsonrpc: &'static str,
    method: &'static str,
    params: &'a Params<'a>,
}

#[derive(Serialize)]
struct Params<'a> {
    uri: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i32>,
    diagnostics: Vec<Diagnostic<'a>>,
}

impl<'a> Params<'a> {
    fn of(version: &'a Version, diagnostics: Vec<Diagnostic<'a>>) -> Self {
        Self { uri: version.uri.as_str(), version: Some(version.number), diagnostics }
    }
}

/// What the client shows of a finding.
#[derive(Serialize, Hash)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Diagnostic<'a> {
    range: Range,
    severity: u8,
    code: &'static str,
    source: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    related_information: Option<[Related; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Data<'a>>,
}

/// Which template line asks for it, for clients and tools that want to go there.
#[derive(Serialize, Hash)]
struct Data<'a> {
    template: &'a str,
    line: u32,
}

#[derive(Serialize, Hash)]
struct Related {
    location: Location,
    message: String,
}

#[derive(Serialize, Hash)]
struct Location {
    uri: String,
    range: Range,
}

impl<'a> Diagnostic<'a> {
    /// A finding, where the ruler says that it is.
    pub(crate) fn new(finding: &'a Finding, ruler: &Ruler<'_>, client: &Client) -> Self {
        let wanted = finding.wanted.as_ref();
        Self {
            range: ruler.range(finding.span),
            severity: match finding.severity {
                Severity::Error => 1,
                Severity::Warning => 2,
                Severity::Information => 3,
                Severity::Hint => 4,
            },
            code: finding.rule.id,
            source: "specls",
            message: &finding.message,
            related_information: wanted.filter(|_| client.related_information).and_then(|w| related(w, client)),
            data: wanted.map(|wanted| Data { template: &wanted.path, line: wanted.line }),
        }
    }
}

/// The template's line. A built-in template is no file that an editor could open.
fn related(wanted: &Wanted, client: &Client) -> Option<[Related; 1]> {
    let uri = Uri::of_file(Path::new(&*wanted.path))?;
    let end = convert::columns(&wanted.text, client.encoding);
    let range = Range {
        start: Position { line: wanted.line, character: 0 },
        end: Position { line: wanted.line, character: end },
    };
    let message = format!("The template asks for it: {}", wanted.text.trim());
    Some([Related { location: Location { uri, range }, message }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn wanted(path: &str) -> Wanted {
        Wanted { path: path.into(), span: Span::new(10, 18), line: 3, text: "## Goäls".into() }
    }

    #[cfg(unix)]
    #[test]
    fn a_template_that_is_a_file_is_related() {
        let related = related(&wanted("/specs/my template.md"), &Client::default());
        assert_eq!(
            serde_json::to_value(related).unwrap(),
            serde_json::json!([{
                "location": {
                    "uri": "file:///specs/my%20template.md",
                    "range": {"start": {"line": 3, "character": 0}, "end": {"line": 3, "character": 8}},
                },
                "message": "The template asks for it: ## Goäls",
            }])
        );
    }

    #[test]
    fn a_built_in_template_is_not() {
        assert!(related(&wanted("builtin:milestone"), &Client::default()).is_none());
    }
}
