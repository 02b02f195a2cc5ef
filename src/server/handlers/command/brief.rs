//! `specls.brief`: what to hand to whoever writes a section or a document.

use super::argument::Argument;
use super::ask::{about, value};
use super::template::{inputs, known, nowhere, project};
use crate::assist::{self, part_at, section, written};
use crate::rules::{Finding, check_while};
use crate::server::convert;
use crate::server::lsp::{LspAny, Position, Result};
use crate::server::state::Backend;
use crate::server::version::Version;
use crate::server::work::Stop;
use crate::template::Template;
use crate::text::Encoding;
use crate::workspace::Snapshot;
use std::sync::Arc;

/// The brief as Markdown: of an open document, with what is written there, or of a template alone.
pub(super) async fn brief(backend: &Backend, argument: Argument) -> Result<LspAny> {
    let ask = Ask {
        template: argument.text("template")?,
        section: argument.text("section")?,
        position: argument.position("position")?,
        encoding: backend.client().encoding,
        argument: argument.clone(),
    };
    if argument.has("uri") {
        return value(about(backend, &argument, move |version, stop| ask.of_document(version, stop)).await?);
    }
    let name = ask.template.as_deref().ok_or_else(|| argument.refuse("template", "is missing: give it, or `uri`"))?;
    if ask.position.is_some() {
        return Err(argument.refuse("position", "is of no document: give `uri` too, or `section`"));
    }
    let project = project(backend, &nowhere()).await?;
    let template = known(&argument, project.library(), name)?;
    let given = inputs(&argument, template)?;
    value(assist::brief(template, ask.spec(template)?, &given, None))
}

/// What is asked for.
struct Ask {
    template: Option<String>,
    section: Option<String>,
    position: Option<Position>,
    encoding: Encoding,
    argument: Argument,
}

impl Ask {
    /// The section that is named.
    fn spec(&self, template: &Template) -> Result<Option<usize>> {
        let refuse = |error: assist::NoSection| {
            self.argument.refuse("section", &format!("is not clear, {error}: {}", error.remedy()))
        };
        self.section.as_deref().map(|name| section(template, name)).transpose().map_err(refuse)
    }

    /// Of a document; of another template where one is named, which takes an alignment and a check of its own.
    fn of_document(&self, version: &Version, stop: &Stop) -> Option<Result<String>> {
        let other = match (&self.template, &version.project) {
            (Some(name), Some(project)) => match known(&self.argument, project.library(), name) {
                Ok(template) => Some(template.clone()),
                Err(error) => return Some(Err(error)),
            },
            _ => None,
        };
        let own = version.snapshot()?;
        match other.filter(|other| own.template().is_none_or(|own| !Arc::ptr_eq(own, other))) {
            Some(other) => {
                let snapshot = Snapshot::new(own.document().clone(), Some(other));
                let findings = check_while(&snapshot, || stop.go_on().is_some())?;
                Some(self.of_snapshot(version, &snapshot, &findings))
            }
            None => Some(self.of_snapshot(version, own, version.findings()?)),
        }
    }

    fn of_snapshot(&self, version: &Version, snapshot: &Snapshot, findings: &[Finding]) -> Result<String> {
        let Some(template) = snapshot.template() else {
            return Err(self.argument.refuse("uri", "names a document that follows no template: give `template` too"));
        };
        let offset = self.position.map(|position| convert::offset(version.text(), position, self.encoding));
        let at = offset.and_then(|offset| part_at(snapshot, offset));
        let spec = if self.section.is_some() { self.spec(template)? } else { at.map(|(_, spec)| spec) };
        // Of several sections of one spec, the one that the cursor is in.
        let section = at.filter(|(_, here)| Some(*here) == spec).map(|(section, _)| section);
        let mut given = inputs(&self.argument, template)?;
        assist::add_given(snapshot, &mut given);
        let written = written(snapshot, findings, spec, section);
        Ok(assist::brief(template, spec, &given, Some(&written)))
    }
}
