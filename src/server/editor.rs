//! What the editor says of the workspace: its folders, its user's settings, which files changed.

use super::lsp::{
    ConfigurationItem, InitializeParams, MessageType, Registration, RootPath, Socket, Uri as LspUri, WorkspaceFolder,
    WorkspaceFolders,
};
use super::projects::Projects;
use super::uri::Uri;
use crate::files;
use crate::rules;
use crate::workspace::Settings;
use serde_json::{Value, json};
use std::path::PathBuf;

/// What settings are called in an editor's configuration.
const SECTION: &str = "specls";

/// The workspace's folders, or what older clients have in their place.
pub(super) fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    if let Some(WorkspaceFolders::WorkspaceFolderList(folders)) =
        &params.workspace_folders_initialize_params.workspace_folders
        && !folders.is_empty()
    {
        return paths(folders);
    }
    #[expect(deprecated, reason = "older clients say nothing else")]
    let (uri, path) = (&params.root_uri, &params.root_path);
    match (uri, path) {
        (Some(uri), _) => path_of(uri).into_iter().collect(),
        (None, Some(RootPath::String(path))) if !path.is_empty() => vec![files::absolute(path.as_ref())],
        _ => Vec::new(),
    }
}

/// The paths of those folders that are on a disk.
pub(super) fn paths(folders: &[WorkspaceFolder]) -> Vec<PathBuf> {
    folders.iter().filter_map(|folder| path_of(&folder.uri)).collect()
}

/// The path that a URI names, as folders are compared: without an end.
pub(super) fn path_of(uri: &LspUri) -> Option<PathBuf> {
    Uri::from(uri.clone()).path().map(|path| path.components().collect())
}

/// The settings in what an editor sends: its section `specls`, or all of it where that has our keys. `None` where
/// it says nothing to us.
pub(super) fn section(sent: &Value) -> Option<&Value> {
    if let Some(own) = sent.get(SECTION) {
        return Some(own).filter(|own| !own.is_null());
    }
    let object = sent.as_object()?;
    object.keys().any(|key| Settings::is_key(key)).then_some(sent)
}

/// Clients that have no settings for us send an empty object, or null.
fn says_something(settings: &Value) -> bool {
    settings.as_object().is_some_and(|object| !object.is_empty())
}

/// Tells the user what is wrong with the settings. Not to be called before the session has begun.
pub(super) fn tell(settings: &Value, socket: &Socket) {
    let ids: Vec<_> = rules::all().iter().map(|rule| rule.id).collect();
    let (_, problems) = Settings::from_json(settings, &ids);
    if !problems.is_empty() {
        let lines: Vec<_> = problems.iter().map(|problem| format!("{}; {}", problem.message, problem.remedy)).collect();
        let text = format!("specls, in the editor's settings: {}", lines.join("\n"));
        let socket = socket.clone();
        tokio::spawn(async move { socket.show_message(MessageType::Warning, text).await });
    }
}

/// Asks the client to say when a configuration or a template may have changed.
pub(super) fn watch(socket: &Socket) {
    let socket = socket.clone();
    let watchers: Vec<_> = ["**/specls.toml", "**/*.{md,markdown,mdown,mkd}"]
        .into_iter()
        .map(|pattern| json!({"globPattern": pattern}))
        .collect();
    let registration = Registration {
        id: "specls-files".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: Some(json!({"watchers": watchers})),
    };
    tokio::spawn(async move {
        if let Err(error) = socket.register_capability(vec![registration]).await {
            tracing::warn!("the client does not watch files: {error}");
        }
    });
}

/// Asks the client for its user's settings.
pub(super) fn ask(socket: &Socket, projects: &Projects) {
    let (socket, projects) = (socket.clone(), projects.clone());
    tokio::spawn(async move {
        let item = ConfigurationItem { section: Some(SECTION.to_owned()), scope_uri: None };
        match socket.configuration(vec![item]).await {
            Ok(answers) => {
                if let Some(settings) = answers.first().filter(|settings| says_something(settings)) {
                    projects.set_editor(settings.clone());
                    projects.reload();
                    tell(settings, &socket);
                }
            }
            Err(error) => tracing::warn!("the client does not give its settings: {error}"),
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_found_in_what_editors_send() {
        let own = json!({"templates": ["a"]});
        assert_eq!(section(&json!({"specls": own})), Some(&own));
        assert_eq!(section(&own), Some(&own));
        for nothing in [json!(null), json!({}), json!({"yaml": {}}), json!({"specls": null}), json!([1])] {
            assert_eq!(section(&nothing), None, "{nothing}");
        }
    }
}
