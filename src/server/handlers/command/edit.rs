//! `specls.insertAll`, `specls.insertSection` and `specls.changeTemplate`.

use super::argument::Argument;
use super::ask::{Change, about, apply, failed, value};
use super::template::{known, listed};
use crate::assist::{Insertable, called, find_insertable, follow, insert, insert_snippet, insertables};
use crate::rules::insert_found;
use crate::server::capabilities::Client;
use crate::server::convert;
use crate::server::lsp::{Error, LspAny, Result};
use crate::server::state::Backend;
use crate::server::version::Version;
use crate::server::work::Stop;
use crate::workspace::{Snapshot, nearest};
use serde_json::json;

/// Inserts all sections that are missing: true where the client did, false where none is missing or it would not.
pub(super) async fn insert_all(backend: &Backend, argument: Argument) -> Result<LspAny> {
    let client = backend.client().clone();
    let work = move |version: &Version, stop: &Stop| {
        let Some(snapshot) = version.snapshot() else { return Some(Ok(None)) };
        stop.go_on()?;
        let fix = insert_found(snapshot, version.findings()?);
        Some(Ok(fix.map(|fix| Change::of(fix, version, &client))))
    };
    let change = about(backend, &argument, work).await?;
    value(apply(backend, change).await?)
}

/// Without `section` what can be inserted. With it, inserts that, or says where it goes, with tab stops.
pub(super) async fn insert_section(backend: &Backend, argument: Argument) -> Result<LspAny> {
    let (name, snippet) = (argument.text("section")?, argument.flag("snippet")?);
    let (client, asked) = (backend.client().clone(), argument.clone());
    let Some(name) = name else { return value(about(backend, &argument, choices).await?) };
    if snippet {
        let work = move |version: &Version, _: &Stop| {
            let found = version.snapshot().map_or(Err(no_place()), |snapshot| {
                tab_stops(&client, version, snapshot, &find(&asked, snapshot, &name)?)
            });
            Some(found)
        };
        return about(backend, &argument, work).await;
    }
    let work = move |version: &Version, _: &Stop| {
        let found = version.snapshot().map_or(Err(no_place()), |snapshot| {
            let fix = insert(snapshot, &find(&asked, snapshot, &name)?).ok_or_else(no_place)?;
            Ok(Some(Change::of(fix, version, &client)))
        });
        Some(found)
    };
    let change = about(backend, &argument, work).await?;
    value(apply(backend, change).await?)
}

/// Without `template` the templates that there are. With it, has the document follow that one.
pub(super) async fn change_template(backend: &Backend, argument: Argument) -> Result<LspAny> {
    let (name, client, asked) = (argument.text("template")?, backend.client().clone(), argument.clone());
    let Some(name) = name else {
        let work = |version: &Version, _: &Stop| {
            let own = version.snapshot().and_then(|snapshot| snapshot.template());
            Some(Ok(version.project.as_ref().map(|project| listed(project.library(), own))))
        };
        return value(about(backend, &argument, work).await?);
    };
    let work = move |version: &Version, _: &Stop| {
        let (Some(snapshot), Some(project)) = (version.snapshot(), &version.project) else { return Some(Ok(None)) };
        let fix = known(&asked, project.library(), &name).map(|template| {
            let name = called(project.library(), template)?;
            follow(snapshot, &name).map(|fix| Change::of(fix, version, &client))
        });
        Some(fix)
    };
    let change = about(backend, &argument, work).await?;
    value(apply(backend, change).await?)
}

/// The sections to pick from.
fn choices(version: &Version, _: &Stop) -> Option<Result<Vec<LspAny>>> {
    let list = version.snapshot().map(insertables).unwrap_or_default();
    let choice = |one: Insertable| {
        json!({
            "section": one.id,
            "name": one.name,
            "level": one.level,
            "required": one.required,
            "where": one.place,
            "guidance": one.guidance,
        })
    };
    Some(Ok(list.into_iter().map(choice).collect()))
}

fn find(argument: &Argument, snapshot: &Snapshot, name: &str) -> Result<Insertable> {
    let list = insertables(snapshot);
    if let Some(found) = find_insertable(&list, name) {
        return Ok(found.clone());
    }
    let ids = || list.iter().map(|one| one.id.as_str());
    let near = nearest(name, ids());
    let others = if near.is_empty() { ids().collect() } else { near };
    let remedy = match others[..] {
        [] => "there is none to insert".to_owned(),
        _ => format!("there are \"{}\"", others.join("\", \"")),
    };
    Err(argument.refuse("section", &format!("names no section that can be inserted: {remedy}")))
}

fn tab_stops(client: &Client, version: &Version, snapshot: &Snapshot, section: &Insertable) -> Result<LspAny> {
    let snippet = insert_snippet(snapshot, section).ok_or_else(no_place)?;
    if client.runs_backquotes && snippet.text.contains('`') {
        return Err(failed("this editor would run what stands between backquotes as code: leave `snippet` out"));
    }
    let range = convert::range(version.text(), snippet.span, client.encoding);
    value(json!({"range": range, "snippet": snippet.text, "version": version.number}))
}

fn no_place() -> Error {
    failed("no section can stand there: close the code block or the comment ahead of it")
}
