//! The JSON schema of the configuration, from the types that describe it.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What `specls.toml` may say: the schema's types. The reader in `config` takes the same, with places.
#[derive(Serialize, JsonSchema, Default)]
#[schemars(rename = "specls.toml", deny_unknown_fields)]
struct Form {
    /// Folders and files with templates of your own. All Markdown files in a folder are templates, but a README.
    /// Paths are relative to this file.
    #[serde(default)]
    templates: Vec<String>,
    /// Which paths follow which template. The first entry that matches holds.
    #[serde(default)]
    documents: Vec<DocumentsForm>,
    /// Globs of paths to leave alone, relative to this file.
    #[serde(default)]
    ignore: Vec<String>,
    /// How grave the findings of a rule are.
    #[serde(default)]
    rules: BTreeMap<String, RuleForm>,
    /// Status words of your own, by what they say of a document.
    #[serde(default)]
    status: StatusForm,
}

/// Documents and the template that they follow.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "documents", deny_unknown_fields)]
struct DocumentsForm {
    /// Globs, relative to this file: `*` is any name, `**` any folders. One that names a folder means all in it.
    paths: Vec<String>,
    /// The template's id, or the path of its file.
    template: String,
}

/// One level, or one for each lifecycle.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "rule")]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema is made")]
enum RuleForm {
    One(LevelForm),
    By(LifecycleForm),
}

/// How grave a finding is by the document's lifecycle; as usual where nothing is said.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "by-lifecycle", deny_unknown_fields)]
struct LifecycleForm {
    /// In a draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    draft: Option<LevelForm>,
    /// In review or in progress.
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<LevelForm>,
    /// Once approved or implemented.
    #[serde(skip_serializing_if = "Option::is_none")]
    approved: Option<LevelForm>,
    /// Once superseded or withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<LevelForm>,
}

/// How grave a finding is; `off` where it is not to be said.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "severity")]
#[serde(rename_all = "lowercase")]
#[expect(dead_code, reason = "only its schema is made")]
enum LevelForm {
    Off,
    Hint,
    Information,
    Info,
    Warning,
    Error,
}

/// Status words, beside the ones that specls knows.
#[derive(Serialize, JsonSchema, Default)]
#[schemars(rename = "status", deny_unknown_fields)]
struct StatusForm {
    /// What a draft is called.
    #[serde(default)]
    draft: Vec<String>,
    /// What a document in review or in progress is called.
    #[serde(default)]
    review: Vec<String>,
    /// What an approved or implemented document is called.
    #[serde(default)]
    approved: Vec<String>,
    /// What a document is called that nobody mends any more.
    #[serde(default)]
    closed: Vec<String>,
    /// What a document without a status is. If not given, a draft where its template asks for a status, else in review.
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<StageForm>,
}

/// How far a document has come.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "lifecycle")]
#[serde(rename_all = "lowercase")]
#[expect(dead_code, reason = "only its schema is made")]
enum StageForm {
    Draft,
    Review,
    Approved,
    Closed,
}

/// The JSON schema of `specls.toml` and of editor settings, indented; `rules` are the ids that there are, each
/// with a sentence about it.
pub fn schema<'a>(rules: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut schema = schemars::schema_for!(Form).to_value();
    without_null(&mut schema);
    let level = schema["properties"]["rules"]["additionalProperties"].take();
    let rule = |(id, summary): (&str, &str)| {
        let mut rule = level.clone();
        if let Some(rule) = rule.as_object_mut() {
            rule.insert("description".to_owned(), json!(summary));
        }
        (id.to_owned(), rule)
    };
    schema["properties"]["rules"]["properties"] = Value::Object(rules.map(rule).collect::<Map<_, _>>());
    schema["properties"]["rules"]["additionalProperties"] = json!(false);
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    format!("{text}\n")
}

/// TOML has no null: what may be left out is left out.
fn without_null(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if let Some(Value::Array(any)) = object.get_mut("anyOf")
                && let Some(at) = any.iter().position(|one| *one == json!({"type": "null"}))
                && any.len() == 2
            {
                let Value::Object(other) = any.swap_remove(1 - at) else { return };
                object.remove("anyOf");
                object.extend(other);
            }
            object.values_mut().for_each(without_null);
        }
        Value::Array(list) => list.iter_mut().for_each(without_null),
        _ => {}
    }
}
