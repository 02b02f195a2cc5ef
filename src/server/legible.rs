//! What a client says of itself, as far as it can be read.

use super::lsp::{ClientCapabilities, InitializeParams};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// The params of `initialize` without what the protocol's types do not read. What a client announces in a way that
/// nobody understands it does not announce; it is no reason to refuse the session.
pub(super) fn legible(mut params: Value) -> Value {
    if InitializeParams::deserialize(&params).is_ok() {
        return params;
    }
    if let Value::Object(members) = &mut params {
        let announced = members.remove("capabilities").unwrap_or_default();
        keep(members, |name, value| InitializeParams::deserialize(&json!({"capabilities": {}, name: value})).is_ok());
        let announced = heal(announced, &|value| ClientCapabilities::deserialize(value).is_ok());
        members.insert("capabilities".to_owned(), announced.unwrap_or_else(|| json!({})));
    }
    params
}

/// As much of a value as `reads` accepts; `None` where that is nothing.
fn heal(mut value: Value, reads: &dyn Fn(&Value) -> bool) -> Option<Value> {
    if reads(&value) {
        return Some(value);
    }
    let empty = json!({});
    match &mut value {
        Value::Object(members) if reads(&empty) => keep(members, |name, member| reads(&json!({ name: member }))),
        // Of an object that lacks something the parts say nothing, so they are left out one at a time.
        Value::Object(members) => {
            return members.keys().find_map(|name| {
                let mut rest = members.clone();
                let member = rest.remove(name)?;
                let with = |member: &Value| {
                    let mut whole = rest.clone();
                    whole.insert(name.clone(), member.clone());
                    reads(&Value::Object(whole))
                };
                if let Some(member) = heal(member, &with) {
                    rest.insert(name.clone(), member);
                }
                Some(Value::Object(rest)).filter(reads)
            });
        }
        // Languages whose empty lists and empty maps are one thing write `[]` for both.
        Value::Array(items) if items.is_empty() => value = empty,
        Value::Array(items) => items.retain(|item| reads(&json!([item]))),
        Value::Bool(true) => value = empty,
        _ => {}
    }
    Some(value).filter(reads)
}

/// Leaves out of an object what cannot be read.
fn keep(members: &mut Map<String, Value>, reads: impl Fn(&str, &Value) -> bool) {
    let healed = std::mem::take(members).into_iter();
    *members =
        healed.filter_map(|(name, value)| Some((name.clone(), heal(value, &|value| reads(&name, value))?))).collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn capabilities(announced: Value) -> Value {
        legible(json!({"capabilities": announced, "clientInfo": {"name": "x"}}))["capabilities"].clone()
    }

    #[test]
    fn what_cannot_be_read_is_left_out_alone() {
        let tokens =
            json!({"requests": {"full": true}, "formats": ["relative"], "tokenTypes": [], "tokenModifiers": []});
        let mut odd = tokens.clone();
        odd["multilineTokenSupport"] = json!("yes");
        let announced = json!({
            "textDocument": {"semanticTokens": odd, "codeLens": [], "inlayHint": true, "hover": "yes",
                "completion": {"completionItem": {"snippetSupport": true, "tagSupport": {}}}},
            "workspace": {"applyEdit": true, "symbol": 1},
            "notebookDocument": {},
        });
        let legible = json!({
            "textDocument": {"semanticTokens": tokens, "codeLens": {}, "inlayHint": {},
                "completion": {"completionItem": {"snippetSupport": true}}},
            "workspace": {"applyEdit": true},
        });
        assert_eq!(capabilities(announced), legible);
        assert_eq!(capabilities(json!({"textDocument": {"semanticTokens": {}}})), json!({"textDocument": {}}));
        assert_eq!(capabilities(Value::Null), json!({}));
    }

    #[test]
    fn one_folder_that_cannot_be_read_does_not_hide_the_others() {
        let good = json!({"uri": "file:///a", "name": "a"});
        let params =
            json!({"capabilities": {}, "processId": "1", "clientInfo": {}, "workspaceFolders": [good, {"name": "b"}]});
        assert_eq!(legible(params), json!({"capabilities": {}, "workspaceFolders": [good]}));
    }

    #[test]
    fn what_can_be_read_stays() {
        let params = json!({"capabilities": {"experimental": {"x": 1}}, "processId": null});
        assert_eq!(legible(params.clone()), params);
        assert_eq!(legible(json!([1])), json!([1]));
    }
}
