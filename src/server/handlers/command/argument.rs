//! [`Argument`], the one object that a command takes.

use crate::server::lsp::{self, Error, LspAny, Position, Result};
use crate::server::uri::Uri;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The argument of a command. What is wrong with it is said with the key's name and the remedy.
#[derive(Clone, Debug)]
pub(super) struct Argument {
    command: &'static str,
    keys: &'static [&'static str],
    given: Map<String, Value>,
}

impl Argument {
    /// Reads the arguments of a request: one object with some of `keys`, those without a question mark among them. No
    /// arguments, or null, are an object with nothing in it; a key with null is not there.
    ///
    /// # Errors
    /// `InvalidParams` for anything else.
    pub(super) fn read(command: &'static str, keys: &'static [&'static str], given: Vec<LspAny>) -> Result<Self> {
        let mut given = given.into_iter();
        let mut argument = Self { command, keys, given: Map::new() };
        match (given.next(), given.next()) {
            (None | Some(Value::Null), None) => {}
            (Some(Value::Object(object)), None) => argument.given = object,
            _ => return Err(argument.wrong("the argument is not one object".to_owned())),
        }
        argument.given.retain(|_, value| !value.is_null());
        let names = || keys.iter().map(|key| key.trim_end_matches('?'));
        if let Some(unknown) = argument.given.keys().find(|given| names().all(|key| key != *given)) {
            return Err(argument.wrong(format!("`{unknown}` is not known")));
        }
        match keys.iter().find(|key| !key.ends_with('?') && !argument.given.contains_key(**key)) {
            Some(missing) => Err(argument.wrong(format!("`{missing}` is missing"))),
            None => Ok(argument),
        }
    }

    /// The error that says what the argument should be.
    fn wrong(&self, problem: String) -> Error {
        Error::invalid_params(format!("{}: {problem}; give {{{}}}", self.command, self.keys.join(", ")))
    }

    /// The error that says what is wrong with the value of `key`, and the remedy.
    pub(super) fn refuse(&self, key: &str, problem: &str) -> Error {
        Error::invalid_params(format!("{}: `{key}` {problem}", self.command))
    }

    /// Whether it has a value for `key`.
    pub(super) fn has(&self, key: &str) -> bool {
        self.given.contains_key(key)
    }

    /// A text; `None` where it is not there.
    pub(super) fn text(&self, key: &str) -> Result<Option<String>> {
        match self.given.get(key) {
            None => Ok(None),
            Some(Value::String(text)) if !text.trim().is_empty() => Ok(Some(text.trim().to_owned())),
            Some(_) => Err(self.refuse(key, "is no text: give a string with something in it")),
        }
    }

    /// A yes or no; no where it is not there.
    pub(super) fn flag(&self, key: &str) -> Result<bool> {
        match self.given.get(key) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => Err(self.refuse(key, "is neither true nor false")),
        }
    }

    /// The document's name, or that of a folder.
    pub(super) fn uri(&self, key: &str) -> Result<Uri> {
        let text = self.text(key)?.ok_or_else(|| self.wrong(format!("`{key}` is missing")))?;
        // A path has no scheme, that of Windows one of a single letter.
        let is_uri = text.split_once(':').is_some_and(|(scheme, _)| scheme.len() > 1 && !scheme.contains(['/', '\\']));
        if is_uri {
            Ok(lsp::Uri(text).into())
        } else {
            Err(self.refuse(key, "is no URI: give one such as file:///a.md"))
        }
    }

    /// A place; `None` where it is not there.
    pub(super) fn position(&self, key: &str) -> Result<Option<Position>> {
        let place = self.given.get(key).map(Position::deserialize);
        place.transpose().map_err(|_| self.refuse(key, "is no position: give {\"line\": 0, \"character\": 0}"))
    }

    /// Names with their values, in the order of the names; none where it is not there.
    pub(super) fn pairs(&self, key: &str) -> Result<Vec<(String, String)>> {
        let wrong = || self.refuse(key, "is not an object of names with texts: give {\"name\": \"value\"}");
        let pair = |(name, value): (&String, &Value)| match value {
            Value::String(text) => Ok((name.clone(), text.clone())),
            Value::Number(number) => Ok((name.clone(), number.to_string())),
            _ => Err(wrong()),
        };
        match self.given.get(key) {
            None => Ok(Vec::new()),
            Some(Value::Object(object)) => object.iter().map(pair).collect(),
            Some(_) => Err(wrong()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(given: Vec<Value>) -> Result<Argument> {
        Argument::read("specls.x", &["uri", "show?", "position?", "inputs?"], given)
    }

    fn message<T>(result: Result<T>) -> String {
        result.err().map(|error| error.message.into_owned()).unwrap_or_default()
    }

    #[test]
    fn what_is_wrong_is_named() {
        let usage = "give {uri, show?, position?, inputs?}";
        assert_eq!(message(read(vec![])), format!("specls.x: `uri` is missing; {usage}"));
        assert_eq!(message(read(vec![json!({"uri": null})])), format!("specls.x: `uri` is missing; {usage}"));
        assert_eq!(message(read(vec![json!("a")])), format!("specls.x: the argument is not one object; {usage}"));
        assert_eq!(
            message(read(vec![json!({}), json!({})])),
            format!("specls.x: the argument is not one object; {usage}")
        );
        assert_eq!(
            message(read(vec![json!({"uri": "a:b", "shwo": 1})])),
            format!("specls.x: `shwo` is not known; {usage}")
        );
        let odd =
            read(vec![json!({"uri": "c:\\a.md", "show": 1, "position": {"line": -1}, "inputs": {"a": []}})]).unwrap();
        assert!(message(odd.uri("uri")).contains("`uri` is no URI"));
        assert!(message(odd.flag("show")).contains("`show` is neither"));
        assert!(message(odd.position("position")).contains("`position` is no position"));
        assert!(message(odd.pairs("inputs")).contains("`inputs` is not an object"));
    }

    #[test]
    fn what_is_there_is_read() {
        let good = json!({"uri": " untitled:1 ", "show": true, "position": {"line": 1, "character": 2}, "inputs": {"b": 1, "a": "x"}});
        let good = read(vec![good]).unwrap();
        assert_eq!(good.uri("uri").unwrap().as_str(), "untitled:1");
        assert!(good.flag("show").unwrap());
        assert_eq!(good.position("position").unwrap(), Some(Position { line: 1, character: 2 }));
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            good.pairs("inputs").unwrap().into_iter().collect::<std::collections::BTreeSet<_>>(),
            [pair("a", "x"), pair("b", "1")].into()
        );
    }
}
