use super::*;
use crate::workspace::schema;
use std::path::Path;

const RULES: [&str; 3] = ["missing-section", "unfilled-placeholder", "renamed-section"];

/// Each problem as `what it lies on: message; remedy`.
fn problems(source: &str) -> Vec<String> {
    let (_, problems) = Settings::read(source, &RULES);
    let show =
        |problem: &Problem| format!("{}: {}; {}", &source[problem.span.range()], problem.message, problem.remedy);
    problems.iter().map(show).collect()
}

fn settings(source: &str) -> Settings {
    let (settings, problems) = Settings::read(source, &RULES);
    assert_eq!(problems, [], "{source}");
    settings
}

fn severities(settings: &Settings, rule: &str) -> [Option<Severity>; 4] {
    let usual = [Some(Severity::Information), Some(Severity::Warning), Some(Severity::Error), None];
    let severity = |index: usize| settings.severity(rule, Lifecycle::ALL[index], usual[index]);
    [0, 1, 2, 3].map(severity)
}

const WHOLE: &str = r#"
templates = ["docs/templates", 'extra/rfc.md']
ignore = ["vendor"]

[[documents]]
paths = ["docs/rfcs/**"]
template = "rfc"

[rules]
renamed-section = "off"
"missing-section" = { draft = "hint", approved = "warning", closed = "info" }
unfilled-placeholder = "error"

[status]
review = ["Ready for comment"]
closed = ["Parked"]
default = "approved"
"#;

#[test]
fn all_that_can_be_said_is_read() {
    for source in [WHOLE.to_owned(), WHOLE.replace('\n', "\r\n"), format!("\u{feff}{WHOLE}")] {
        let settings = settings(&source);
        let names: Vec<_> = settings.templates().iter().map(|named| named.name.as_str()).collect();
        assert_eq!(names, ["docs/templates", "extra/rfc.md"]);
        let named = &settings.documents()[0].template;
        assert_eq!(&source[named.span.range()], "\"rfc\"");
        assert!(settings.documents()[0].paths.matches(Path::new("docs/rfcs/1.md")));
        assert!(settings.ignores(Path::new("vendor/a.md")) && !settings.ignores(Path::new("a.md")));
        use Severity::{Error, Hint, Information, Warning};
        assert_eq!(severities(&settings, "renamed-section"), [None; 4]);
        assert_eq!(
            severities(&settings, "missing-section"),
            [Some(Hint), Some(Warning), Some(Warning), Some(Information)]
        );
        assert_eq!(severities(&settings, "unfilled-placeholder"), [Some(Error), Some(Error), Some(Error), None]);
        assert_eq!(severities(&settings, "other"), [Some(Information), Some(Warning), Some(Error), None]);
        assert_eq!(Lifecycle::parse("Parked", settings.status_words()), Lifecycle::Closed);
        assert_eq!(settings.default_lifecycle(), Some(Lifecycle::Approved));
    }
}

#[test]
fn an_empty_file_says_nothing() {
    for source in ["", "\n", "# nothing yet", "\u{feff}"] {
        let settings = settings(source);
        assert!(settings.templates().is_empty() && settings.documents().is_empty());
        assert_eq!(settings.default_lifecycle(), None);
    }
}

#[test]
fn a_mistake_is_named_with_its_place_and_what_was_meant() {
    for (source, expected) in [
        ("template = ['a']", "template: there is no key `template` here; did you mean `templates`?"),
        (
            "'é' = 1",
            "'é': there is no key `é` here; there are `templates`, `documents`, `ignore`, `rules` and `status`",
        ),
        ("ignore = 'a'", "'a': `ignore` is a text; write a list of globs, such as `[\"docs/archive/**\"]`"),
        (
            "é = 1",
            "é: this is no TOML: invalid unquoted key, expected letters, numbers, `-`, `_`; see https://toml.io for how it is written",
        ),
        ("templates = [1]", "1: an item of `templates` is a number; write a text in quotes"),
        ("templates = ['']", "'': this is empty; leave it out"),
        (
            "ignore = ['仕', 'a[']",
            "'a[': the glob `a[` cannot be read: unclosed character class; missing ']'; \
             write a path relative to the folder of this file; `*` is any name, `**` any folders",
        ),
        (
            "[rules]\nmising-section = 'off'",
            "mising-section: there is no rule `mising-section`; did you mean `missing-section`? `specls explain` lists them",
        ),
        ("[rules]\nqqq = 'off'", "qqq: there is no rule `qqq`; `specls explain` lists them"),
        ("rules.missing-section = 'warn'", "'warn': there is no severity `warn`; did you mean `warning`?"),
        (
            "rules.missing-section = true",
            "true: this severity is true or false; \
             write `off`, `hint`, `information`, `warning` and `error`, or a table by lifecycle",
        ),
        ("rules.missing-section = { drafts = 'off' }", "drafts: there is no key `drafts` here; did you mean `draft`?"),
        ("status.default = 'darft'", "'darft': there is no lifecycle `darft`; did you mean `draft`?"),
        (
            "status = { draft = ['New'], closed = ['new'] }",
            "'new': `new` stands for `draft` already; leave it in one of the lists",
        ),
        ("status.draft = ['!']", "'!': `!` has no letter; write the word as documents have it"),
        (
            "[[documents]]\npaths = ['a']\n",
            "[[documents]]: these documents have no `template`; add `template = \"…\"`, with an id or a path",
        ),
        (
            "[[documents]]\npaths = ['a']\ntemplate = 'b'\nignore = []",
            "ignore: `ignore` belongs to the file, not to these documents; \
             write it ahead of the first `[[documents]]`, or as `[ignore]` if it is a table",
        ),
        ("documents = 3", "3: `documents` is a number; write `[[documents]]`, with `paths` and `template` below it"),
    ] {
        assert_eq!(problems(source), [expected], "{source}");
        assert_eq!(problems(&format!("{source}\r\n")), [expected], "{source}");
    }
}

#[test]
fn one_mistake_does_not_make_the_others_void() {
    let source =
        WHOLE.replace("\"hint\"", "7").replace("'extra/rfc.md'", "7").replace("\"vendor\"", "\"a[\", \"vendor\"");
    let (settings, problems) = Settings::read(&source, &RULES);
    assert_eq!(problems.len(), 3, "{problems:?}");
    assert_eq!(settings.templates().len(), 1);
    assert!(settings.ignores(Path::new("vendor/a.md")));
    assert_eq!(settings.documents().len(), 1);
    assert_eq!(severities(&settings, "missing-section")[2], Some(Severity::Warning));

    // Not even where it is no TOML.
    let (settings, problems) = Settings::read("templates = ['a']\nignore = [\n[rules]\n= 3\n", &RULES);
    assert!(!problems.is_empty());
    assert_eq!(settings.templates().len(), 1);
}

#[test]
fn whatever_is_typed_gives_places_in_the_text() {
    let source = WHOLE.replace("Parked", "仕 é😀").replace('\n', "\r\n");
    for end in (0..=source.len()).filter(|&end| source.is_char_boundary(end)) {
        let typed = &source[..end];
        for problem in Settings::read(typed, &RULES).1 {
            assert!(typed.get(problem.span.range()).is_some(), "{typed:?}: {problem:?}");
        }
    }
}

#[test]
fn an_editor_says_the_same_in_json() {
    let value = serde_json::json!({
        "templates": ["docs/templates"],
        "documents": [{"paths": ["a"], "template": "rfc"}],
        "rules": {"missing-section": {"draft": "off"}, "renamed-section": null},
    });
    let (settings, problems) = Settings::from_json(&value, &RULES);
    assert_eq!(problems, []);
    assert_eq!(severities(&settings, "missing-section")[0], None);
    assert_eq!((settings.templates().len(), settings.documents().len()), (1, 1));
    let (_, problems) = Settings::from_json(&serde_json::json!({"template": 1, "ignore": [{}]}), &RULES);
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert_eq!(Settings::from_json(&serde_json::json!([1]), &RULES).1.len(), 1);
}

#[test]
fn what_a_user_wants_of_the_editor_stands_in_the_editors_settings() {
    let value = serde_json::json!({"features": {"lenses": false, "outline": true, "lense": true, "hints": "no"}});
    let (settings, wrong) = Settings::from_json(&value, &RULES);
    let features = settings.features();
    assert!(!features.is_on(Switch::Lenses, true) && features.is_on(Switch::Outline, false));
    assert!(features.is_on(Switch::Hints, true) && !features.is_on(Switch::Hints, false));
    let messages: Vec<_> = wrong.iter().map(|problem| format!("{}; {}", problem.message, problem.remedy)).collect();
    let expected = ["`hints` is a text; write true or false", "there is no key `lense` here; did you mean `lenses`?"];
    assert_eq!(messages, expected);
    let expected = "features: `features` is no matter of the team, but of each user; write it in the editor's settings, \
                    below `specls`";
    assert_eq!(problems("[features]\nlenses = false\n"), [expected]);
}

/// The reader and the schema know the same keys and words.
#[test]
fn the_schema_says_what_is_read() {
    let schema: serde_json::Value = serde_json::from_str(&schema(RULES.iter().map(|rule| (*rule, "It.")))).unwrap();
    let keys = |value: &serde_json::Value| -> Vec<String> {
        let mut keys: Vec<_> = value["properties"].as_object().unwrap().keys().cloned().collect();
        keys.sort_unstable();
        assert_eq!(value["additionalProperties"], false);
        keys
    };
    let sorted = |words: &[&str]| -> Vec<String> {
        let mut words: Vec<_> = words.iter().map(|word| (*word).to_owned()).collect();
        words.sort_unstable();
        words
    };
    let lifecycles = Lifecycle::ALL.map(Lifecycle::name);
    let types = &schema["$defs"];
    assert_eq!(keys(&schema), sorted(&KEYS));
    assert_eq!(keys(&schema["properties"]["rules"]), sorted(&RULES));
    assert_eq!(keys(&types["documents"]), sorted(&DOCUMENT_KEYS));
    assert_eq!(keys(&types["by-lifecycle"]), sorted(&lifecycles));
    assert_eq!(keys(&types["status"]), sorted(&[&lifecycles[..], &[DEFAULT]].concat()));
    assert_eq!(types["lifecycle"]["enum"], serde_json::json!(lifecycles));
    let levels = types["severity"]["enum"].as_array().unwrap();
    assert!(LEVELS.iter().all(|level| levels.contains(&serde_json::json!(level))), "{levels:?}");
    for level in levels.iter().map(|level| level.as_str().unwrap()) {
        assert_eq!(problems(&format!("rules.missing-section = '{level}'")), [""; 0]);
    }
    assert!(!schema.to_string().contains("null"), "{schema:#}");
}
