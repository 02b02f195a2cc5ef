//! `specls.templates` and `specls.new`.

use super::argument::Argument;
use super::ask::{Change, apply, failed, reveal, value};
use crate::assist;
use crate::files;
use crate::server::convert;
use crate::server::handlers::workspace_edit::creation;
use crate::server::lsp::{self, Error, LspAny, Position, Range, Result};
use crate::server::state::Backend;
use crate::server::uri::Uri;
use crate::template::{Piece, Skeleton, Template};
use crate::text::{Encoding, Span, Text};
use crate::workspace::{Library, Project, nearest};
use serde_json::json;
use std::sync::Arc;

/// Where a document begins.
const START: Position = Position { line: 0, character: 0 };

/// The templates of a document's project, or of the first folder's.
pub(super) async fn templates(backend: &Backend, argument: Argument) -> Result<LspAny> {
    let uri = if argument.has("uri") { argument.uri("uri")? } else { nowhere() };
    let project = project(backend, &uri).await?;
    value(listed(project.library(), None))
}

/// Without a target, or with `snippet`, the text of a new document. Else makes the file, and shows it: its name, or null where
/// the client would not.
pub(super) async fn new(backend: &Backend, argument: Argument) -> Result<LspAny> {
    let (target, is_text_wanted) = (target(&argument)?, argument.flag("snippet")?);
    let project = project(backend, target.as_ref().unwrap_or(&nowhere())).await?;
    let name = argument.text("template")?.unwrap_or_default();
    let template = known(&argument, project.library(), &name)?;
    let path = target.as_ref().and_then(Uri::path);
    let skeleton = assist::new_document(&project, template, &inputs(&argument, template)?, path.as_deref());
    let Some(uri) = target.filter(|_| !is_text_wanted) else {
        let (text, snippet) = (skeleton.plain(), assist::snippet(&skeleton));
        // To some editors what stands between backquotes in a snippet is code to run.
        let snippet = (!backend.client().runs_backquotes || !snippet.contains('`')).then_some(snippet);
        return value(json!({"text": text, "snippet": snippet}));
    };
    if !backend.client().creates_files {
        return Err(failed("this editor makes no files that a server asks for: leave `uri` and `folder` out"));
    }
    let is_taken = backend.documents.get(&uri).is_some() || uri.path().is_some_and(|path| files::is_there(&path));
    if is_taken {
        return Err(failed(format!("{} is there already: give another name", uri.as_str())));
    }
    let title = format!("New document from {}", template.name());
    let edit = creation(uri.to_lsp(), skeleton.plain());
    if !apply(backend, Some(Change { title, edit })).await? {
        return Ok(LspAny::Null);
    }
    if backend.client().shows_documents {
        reveal(&backend.socket, uri.to_lsp(), Some(first_gap(&skeleton, backend.client().encoding)));
    }
    value(json!({"uri": uri.to_lsp()}))
}

/// The file that it is for; `None` where it is none yet.
fn target(argument: &Argument) -> Result<Option<Uri>> {
    if argument.has("uri") {
        return argument.uri("uri").map(Some);
    }
    if !argument.has("folder") {
        return Ok(None);
    }
    let (folder, name) = (argument.uri("folder")?, argument.text("name")?);
    let name = name.ok_or_else(|| argument.refuse("name", "is missing: `folder` takes the file's name with it"))?;
    let is_name = !name.contains(['/', '\\']) && ![".", ".."].contains(&name.as_str());
    let folder = folder.path().filter(|path| path.is_absolute());
    let folder = folder.ok_or_else(|| argument.refuse("folder", "is no folder on a disk: give its file URI"))?;
    let name = if files::is_markdown(name.as_ref()) { name } else { format!("{name}.md") };
    let file = is_name.then(|| Uri::from_path(&folder.join(&name))).flatten();
    file.map(Some).ok_or_else(|| argument.refuse("name", "is no file's name: give one without a folder"))
}

/// Its inputs under the names that the template has for them.
pub(super) fn inputs(argument: &Argument, template: &Template) -> Result<Vec<(String, String)>> {
    let given = argument.pairs("inputs")?;
    let refuse =
        |error: assist::InputError| argument.refuse("inputs", &format!("cannot be taken, {error}: {}", error.remedy()));
    assist::inputs(template, &given).map_err(refuse)
}

/// The template that a command names.
pub(super) fn known<'a>(argument: &Argument, library: &'a Library, name: &str) -> Result<&'a Arc<Template>> {
    library.get(name).ok_or_else(|| {
        let ids = || library.templates().iter().map(|template| template.id.as_str());
        let near = nearest(name, ids());
        let others = if near.is_empty() { ids().collect() } else { near };
        argument.refuse("template", &format!("names no template, there is no `{name}`: use `{}`", others.join("`, `")))
    })
}

/// The templates, each in its newest version; `own` is the one that a document has.
pub(super) fn listed(library: &Library, own: Option<&Arc<Template>>) -> Vec<LspAny> {
    let describe = |template: &Arc<Template>| {
        let mut described = json!({
            "id": template.id,
            "version": template.version,
            "summary": template.summary(),
            "path": &*template.path,
            "inputs": template.inputs(),
        });
        if let Some(own) = own {
            described["current"] = json!(Arc::ptr_eq(own, template));
        }
        described
    };
    library.templates().iter().map(describe).collect()
}

pub(super) async fn project(backend: &Backend, uri: &Uri) -> Result<Arc<Project>> {
    backend.projects.around(uri).await.ok_or_else(Error::internal_error)
}

/// A document that is no file: it has the first folder's project.
pub(super) fn nowhere() -> Uri {
    lsp::Uri("untitled:".to_owned()).into()
}

/// Where the author begins: at the first thing to fill in, else at the start.
fn first_gap(skeleton: &Skeleton, encoding: Encoding) -> Range {
    let mut ahead = 0;
    for piece in &skeleton.0 {
        match piece {
            Piece::Text(text) => ahead += text.len(),
            Piece::Hole(text) | Piece::Choice(text, _) => {
                return convert::range(&Text::new(&skeleton.plain()), Span::new(ahead, ahead + text.len()), encoding);
            }
        }
    }
    Range { start: START, end: START }
}
