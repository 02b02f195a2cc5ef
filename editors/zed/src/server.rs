//! How the server is started and what it is told, as `lsp.specls` in Zed's settings has it.

use zed_extension_api::serde_json::{Value, json};
use zed_extension_api::settings::LspSettings;
use zed_extension_api::{Command, Result};

/// The program, and the section that it asks a client's configuration for.
const NAME: &str = "specls";

/// The program that the setting names, else the one on the worktree's PATH, which `which` looks on. Zed starts a program
/// that the setting names by itself, with the setting's arguments alone; an extension that it asks says what it would do.
pub(crate) fn command(settings: LspSettings, which: impl FnOnce(&str) -> Option<String>) -> Result<Command> {
    let (path, arguments, env) =
        settings.binary.map_or((None, None, None), |binary| (binary.path, binary.arguments, binary.env));
    let command = path.or_else(|| which(NAME)).ok_or_else(not_found)?;
    let args = arguments.unwrap_or_else(|| vec!["server".to_owned()]);
    let mut env: Vec<_> = env.into_iter().flatten().collect();
    env.sort();
    Ok(Command { command, args, env })
}

fn not_found() -> String {
    let setting = json!({"lsp": {NAME: {"binary": {"path": "/path/to/specls", "arguments": ["server"]}}}});
    format!(
        "{NAME} is not on the PATH of this folder. Install it, with `cargo install --locked --path .` in its sources, and \
         start Zed anew; or say in Zed's settings where it is: {setting}"
    )
}

/// What the server is told: the settings, else the initialization options, else that nothing is set, which takes back what
/// was set before. Either may have our section around it, as other editors want it.
pub(crate) fn configuration(settings: LspSettings) -> Value {
    let set = settings.settings.or(settings.initialization_options).unwrap_or_else(|| json!({}));
    if set.get(NAME).is_some() { set } else { json!({ NAME: set }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zed_extension_api::serde_json::from_value;

    /// What a user writes below `lsp.specls`.
    fn settings(written: Value) -> LspSettings {
        from_value(written).unwrap()
    }

    /// The command on a machine that has the program on its PATH, as `command args`, and its environment.
    fn started(written: Value) -> (String, Vec<(String, String)>) {
        let which = |program: &str| Some(format!("/usr/bin/{program}"));
        let Command { command, args, env } = command(settings(written), which).unwrap();
        ([command].into_iter().chain(args).collect::<Vec<_>>().join(" "), env)
    }

    fn pair(key: &str, value: &str) -> (String, String) {
        (key.to_owned(), value.to_owned())
    }

    #[test]
    fn without_settings_the_program_on_the_path_is_the_server() {
        for nothing in [json!({}), json!({"binary": null}), json!({"binary": {}}), json!({"settings": {}})] {
            assert_eq!(started(nothing.clone()), ("/usr/bin/specls server".to_owned(), vec![]), "{nothing}");
        }
    }

    #[test]
    fn a_program_that_is_named_comes_first() {
        let named = settings(json!({"binary": {"path": "/opt/specls"}}));
        let found = command(named, |_| panic!("PATH is of no interest")).unwrap();
        assert_eq!((found.command.as_str(), found.args), ("/opt/specls", vec!["server".to_owned()]));
    }

    #[test]
    fn arguments_that_are_named_are_all_the_arguments() {
        let arguments = json!(["server", "--log", "debug"]);
        let on_path = started(json!({"binary": {"arguments": arguments}})).0;
        assert_eq!(on_path, "/usr/bin/specls server --log debug");
        let named = started(json!({"binary": {"path": "/opt/specls", "arguments": arguments}})).0;
        assert_eq!(named, "/opt/specls server --log debug");
        assert_eq!(started(json!({"binary": {"arguments": []}})).0, "/usr/bin/specls");
    }

    #[test]
    fn variables_that_are_named_are_set_whoever_found_the_program() {
        let env = json!({"NO_COLOR": "1", "LANG": "C.UTF-8"});
        let wanted = vec![pair("LANG", "C.UTF-8"), pair("NO_COLOR", "1")];
        assert_eq!(started(json!({"binary": {"env": env}})), ("/usr/bin/specls server".to_owned(), wanted.clone()));
        assert_eq!(started(json!({"binary": {"path": "/opt/specls", "env": env}})).1, wanted);
    }

    #[test]
    fn a_program_that_is_nowhere_is_an_error_that_says_what_to_do() {
        let error = command(settings(json!({})), |_| None).unwrap_err();
        let setting = r#"{"lsp":{"specls":{"binary":{"arguments":["server"],"path":"/path/to/specls"}}}}"#;
        for said in ["specls is not on the PATH", "cargo install --locked --path .", "Zed's settings", setting] {
            assert!(error.contains(said), "{said}: {error}");
        }
        assert_eq!(error.lines().count(), 1, "Zed has one line for it");
    }

    #[test]
    fn the_server_is_told_the_settings_in_its_section() {
        let keys = json!({"templates": ["docs/templates"], "features": {"lenses": false}});
        let told = json!({"specls": keys});
        for written in [
            json!({"settings": keys}),
            json!({"settings": told}),
            json!({"initialization_options": keys}),
            json!({"initialization_options": told}),
            json!({"settings": keys, "initialization_options": {"templates": ["elsewhere"]}}),
        ] {
            assert_eq!(configuration(settings(written.clone())), told, "{written}");
        }
    }

    #[test]
    fn the_server_is_told_that_nothing_is_set() {
        for nothing in [json!({}), json!({"settings": null}), json!({"binary": {"path": "/opt/specls"}})] {
            assert_eq!(configuration(settings(nothing.clone())), json!({"specls": {}}), "{nothing}");
        }
    }

    #[test]
    fn the_settings_of_the_readme_are_read_as_it_says() {
        let page = include_str!("../README.md");
        let json = page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
        let written: Value = zed_extension_api::serde_json::from_str(json).unwrap();
        let written = written["lsp"][NAME].clone();
        assert_eq!(started(written.clone()).0, "/path/to/specls server");
        assert_eq!(configuration(settings(written)), json!({"specls": {"templates": ["docs/templates"]}}));
    }
}
