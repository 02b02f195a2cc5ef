//! A section that is taken away comes back byte by byte, by quick fix and by completion.

use crate::client::{Client, plain};
use crate::editor::{accepted, applied, lines, offset, place, sorted};
use crate::support::{SHAPES, Shape, assert_same, extent, names, without};
use serde_json::{Value, json};
use specls::document::Document;
use specls::template::{Template, builtin};
use specls::text::{Encoding, Span};
use specls::workspace::Library;

/// What stands right ahead of the section in the shapes with wide characters, so that columns differ
/// there from encoding to encoding.
const WIDE: &str = "仕様 😀 é";

/// A document with all sections of a template.
struct Whole<'a> {
    template: &'a Template,
    shape: Shape,
    document: Document,
    source: String,
}

/// The same without one section.
struct Case<'a> {
    template: &'a Template,
    shape: Shape,
    /// The section's spec; for a repeat or a series, which goes as a whole, the first.
    spec: usize,
    /// The section's heading as the document had it.
    heading: String,
    source: String,
    rest: String,
}

impl<'a> Whole<'a> {
    fn new(template: &'a Template, shape: Shape) -> Self {
        let source = shape.apply(&template.skeleton().plain());
        let document = Document::parse(&source);
        assert_eq!(document.sections().len(), template.specs().len(), "{}", template.id);
        assert_eq!(Library::builtin().template_of(&document).unwrap().id, template.id);
        Self { template, shape, document, source }
    }

    /// Whether the insertion goes behind wide characters of its line: the one place where a column is
    /// not 0.
    fn is_behind_wide(&self, spec: usize) -> bool {
        let is_last = extent(&self.document, self.template, spec).end == self.source.len();
        is_last && !self.shape.final_newline && !self.shape.prefix.is_empty()
    }

    fn without(&self, spec: usize) -> Case<'a> {
        let Self { template, shape, document, source } = self;
        let newline = if shape.crlf { "\r\n" } else { "\n" };
        let heading = source[document.sections()[spec].heading.range()].to_owned();
        let mut extent = extent(document, template, spec);
        let mut source = source.clone();
        if !shape.prefix.is_empty() {
            let wide = format!("{WIDE}{newline}{newline}");
            source.insert_str(extent.start, &wide);
            extent = Span::new(extent.start + wide.len(), extent.end + wide.len());
        }
        let mut rest = without(&source, extent, shape.final_newline);
        let recognised = Library::builtin().template_of(&Document::parse(&rest));
        // Where too little is left to know the template by, the document names it.
        if recognised.is_none_or(|recognised| recognised.id != template.id) {
            let at = document.front_matter().map_or(0, |matter| matter.span.end);
            let line = format!("<!-- specls: template {} -->{newline}{newline}", template.id);
            source.insert_str(at, &line);
            rest.insert_str(at, &line);
        }
        Case { template, shape: *shape, spec, heading, source, rest }
    }
}

impl Case<'_> {
    fn context(&self) -> String {
        format!("{} {:?} {}", self.template.id, self.shape, self.heading)
    }

    /// The cursor's places in the gap around `offset`: its empty lines, and the start of what follows.
    fn places(&self, offset: usize) -> Vec<usize> {
        let (before, behind) = self.rest.split_at(offset);
        let gap = before.trim_end().len()..=offset + (behind.len() - behind.trim_start().len());
        let is_place = |(start, line): (usize, &str)| {
            (gap.contains(&start) && (line.is_empty() || start == *gap.end())).then_some(start)
        };
        lines(&self.rest).into_iter().filter_map(is_place).collect()
    }
}

/// A session with a client that can do little but count in `encoding`.
struct Session {
    client: Client,
    encoding: Encoding,
    opened: usize,
}

impl Session {
    fn new(encoding: Encoding) -> Self {
        let name = match encoding {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16 => "utf-16",
            Encoding::Utf32 => "utf-32",
        };
        let mut capabilities = plain();
        capabilities["general"] = json!({"positionEncodings": [name]});
        let client = Client::new(capabilities);
        assert_eq!(client.initialized["capabilities"]["positionEncoding"], name);
        Self { client, encoding, opened: 0 }
    }

    /// Opens another document and gives its URI and what is published of it.
    fn open(&mut self, text: &str) -> (String, Vec<Value>) {
        self.opened += 1;
        let uri = format!("file:///specs/{}.md", self.opened);
        self.client.open(&uri, 1, text);
        let diagnostics = self.client.diagnostics(&uri, 1);
        (uri, diagnostics)
    }

    fn quick_fixes(&mut self, uri: &str, diagnostic: &Value) -> Vec<Value> {
        let context = json!({"diagnostics": [diagnostic], "only": ["quickfix"]});
        let params = json!({"textDocument": {"uri": uri}, "range": diagnostic["range"], "context": context});
        match self.client.call("textDocument/codeAction", params) {
            Ok(Value::Array(list)) => list,
            other => panic!("{other:?}"),
        }
    }

    /// `text`, which is open as `uri`, with the first item accepted that is offered at `cursor`.
    fn complete(&mut self, uri: &str, text: &str, cursor: usize, case: &Case<'_>) -> String {
        let position = place(text, cursor, self.encoding);
        let params = json!({"textDocument": {"uri": uri}, "position": position});
        let items = sorted(self.client.call("textDocument/completion", params).unwrap());
        let item = items.first().unwrap_or_else(|| panic!("{}: nothing at {position}", case.context()));
        let label = item["label"].as_str().unwrap();
        assert!(names(label, case.template, case.spec), "{}: {label}", case.context());
        assert_eq!(label, case.heading, "{}", case.context());
        accepted(text, item, (cursor, cursor), self.encoding)
    }

    fn restore(&mut self, case: &Case<'_>) {
        let context = case.context();
        let (uri, diagnostics) = self.open(&case.rest);
        let mut missing = diagnostics.iter().filter(|diagnostic| diagnostic["code"] == "missing-section");
        let (Some(gap), None) = (missing.next(), missing.next()) else { panic!("{context}: {diagnostics:#?}") };

        let fixes = self.quick_fixes(&uri, gap);
        assert_eq!(fixes[0]["diagnostics"], json!([gap]), "{context}");
        let edits = &fixes[0]["edit"]["changes"][&uri];
        assert_same(&applied(&case.rest, edits, self.encoding), &case.source, &context);

        let at = offset(&case.rest, &edits[0]["range"]["start"], self.encoding);
        let places = case.places(at);
        for &cursor in &places {
            let completed = self.complete(&uri, &case.rest, cursor, case);
            assert_same(&completed, &case.source, &format!("{context}, completed at byte {cursor} for {at}"));
        }
        self.client.close(&uri);
        if places.is_empty() {
            self.complete_at_the_end(case);
        }
    }

    /// The section was the last one and no empty line is left: the author makes one, which gives the
    /// document a final newline.
    fn complete_at_the_end(&mut self, case: &Case<'_>) {
        let context = format!("{}, completed at the end", case.context());
        assert!(!case.shape.final_newline, "{context}");
        let newline = if case.shape.crlf { "\r\n" } else { "\n" };
        let text = format!("{}{newline}{newline}", case.rest);
        let (uri, _) = self.open(&text);
        let completed = self.complete(&uri, &text, text.len(), case);
        assert_same(&completed, &format!("{}{newline}", case.source), &context);
        self.client.close(&uri);
    }
}

/// Every required section of every built-in template in every shape. The encodings take turns, so that
/// each section is seen in each of them, and in all of them at once where a column counts.
fn taken_away_and_restored(encoding: Encoding, turn: usize) {
    let mut session = Session::new(encoding);
    let mut behind_wide = 0;
    for template in builtin() {
        for (count, shape) in SHAPES.into_iter().enumerate() {
            let whole = Whole::new(template, shape);
            let groups = template.groups().iter().enumerate();
            let required = groups.filter(|(group, _)| template.is_required(*group));
            for (group, spec) in required.map(|(index, group)| (index, group.leader())) {
                if whole.is_behind_wide(spec) {
                    behind_wide += 1;
                } else if (group + count) % 3 != turn {
                    continue;
                }
                session.restore(&whole.without(spec));
            }
        }
    }
    assert!(session.opened > 300 && behind_wide > 1, "{} documents, {behind_wide} of them", session.opened);
}

#[test]
fn a_section_taken_away_comes_back_in_utf_8() {
    taken_away_and_restored(Encoding::Utf8, 0);
}

#[test]
fn a_section_taken_away_comes_back_in_utf_16() {
    taken_away_and_restored(Encoding::Utf16, 1);
}

#[test]
fn a_section_taken_away_comes_back_in_utf_32() {
    taken_away_and_restored(Encoding::Utf32, 2);
}
