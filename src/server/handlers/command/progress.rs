//! `specls.showProgress`: how far a document has come.

use super::argument::Argument;
use super::ask::{about, value};
use crate::assist::Progress;
use crate::rules::Severity;
use crate::server::lsp::{LspAny, Range, Result};
use crate::server::ruler::Ruler;
use crate::server::state::Backend;
use crate::server::transport::Prepared;
use crate::server::version::Version;
use crate::server::work::Stop;
use crate::text::Encoding;
use serde::Serialize;
use serde_json::json;

/// How far a section has come.
#[derive(Serialize)]
struct Part {
    heading: String,
    level: u8,
    range: Range,
    text: String,
    done: bool,
}

/// How far a document has come.
#[derive(Serialize)]
struct Whole {
    template: Option<String>,
    present: usize,
    wanted: usize,
    placeholders: usize,
    findings: LspAny,
    text: String,
    done: bool,
    sections: Vec<Part>,
}

/// How far it has come, as a whole and by section; null where the document follows no template.
pub(super) async fn progress(backend: &Backend, argument: Argument) -> Result<LspAny> {
    let encoding = backend.client().encoding;
    let work = move |version: &Version, stop: &Stop| told(version, encoding, stop).map(Ok);
    value(about(backend, &argument, work).await?)
}

fn told(version: &Version, encoding: Encoding, stop: &Stop) -> Option<Prepared> {
    let Some(snapshot) = version.snapshot().filter(|snapshot| snapshot.template().is_some()) else {
        return Prepared::new(&LspAny::Null).ok();
    };
    stop.go_on()?;
    let findings = version.findings()?;
    let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (whole, parts) = Progress::all(snapshot);
    stop.go_on()?;
    let document = snapshot.document();
    let ruler = Ruler::new(version.text(), encoding, 2 * parts.len());
    let section = |(index, part): (usize, &Progress)| {
        let section = &document.sections()[index];
        Part {
            heading: document.heading(index).trim().to_owned(),
            level: section.level,
            range: ruler.range(section.heading),
            text: if part.is_done() { String::new() } else { part.to_string() },
            done: part.is_done(),
        }
    };
    let told = Whole {
        template: snapshot.template().map(|template| template.name()),
        present: whole.present,
        wanted: whole.wanted,
        placeholders: whole.placeholders,
        findings: json!({
            "error": of(Severity::Error),
            "warning": of(Severity::Warning),
            "information": of(Severity::Information),
            "hint": of(Severity::Hint),
        }),
        text: whole.to_string(),
        done: whole.is_done() && findings.is_empty(),
        sections: parts.iter().enumerate().map(section).collect(),
    };
    Prepared::new(&told).ok()
}
