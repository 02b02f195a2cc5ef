//! A heading is begun, its completion is accepted: what stands in the editor then.

use crate::client::{Client, capable, plain};
use crate::editor::{accepted, lines, place, sorted};
use crate::support::{assert_same, extent, without};
use serde_json::json;
use specls::document::Document;
use specls::template::{Piece, Skeleton};
use specls::text::{Encoding, Span};
use specls::workspace::Library;

const SPEC: &str = "file:///specs/spec.md";

/// A document of the template `feature` without its section Testing Strategy, which is in its middle.
struct Gap {
    /// The whole document, with the first value picked of each choice in the section.
    picked: String,
    /// The same as the template has it.
    plain: String,
    /// The section in `picked` and `plain`.
    sections: [Span; 2],
}

impl Gap {
    fn new(newline: &str) -> Self {
        let template = Library::builtin().get("feature").unwrap().clone();
        let pick = |piece: Piece| match piece {
            Piece::Choice(_, values) => Piece::Text(values[0].clone()),
            piece => piece,
        };
        let skeleton = template.skeleton();
        let plain = skeleton.plain().replace('\n', newline);
        let picked = Skeleton(skeleton.0.into_iter().map(pick).collect()).plain().replace('\n', newline);
        let spec = template.named("testing strategy")[0];
        let sections = [&picked, &plain].map(|source| extent(&Document::parse(source), &template, spec));
        Self { picked, plain, sections }
    }

    /// The document without the section.
    fn rest(&self) -> String {
        without(&self.plain, self.sections[1], true)
    }

    /// The section as a client puts it in.
    fn section(&self, snippets: bool) -> &str {
        let (source, section) = match snippets {
            true => (&self.picked, self.sections[0]),
            false => (&self.plain, self.sections[1]),
        };
        source[section.range()].trim_end()
    }

    /// Every place between two sections of level 2, as bytes of `rest`.
    fn places(&self) -> Vec<usize> {
        let rest = self.rest();
        let document = Document::parse(&rest);
        let second = document.sections().iter().filter(|section| section.level == 2);
        second.map(|section| section.extent.start).collect()
    }
}

/// `text` with `typed` at `at`, one key after the other, and the list asked for behind `asked` keys.
/// Gives the first item accepted behind the last key.
fn typed(client: &mut Client, text: &str, at: usize, typed: &str, asked: usize) -> String {
    let encoding = Encoding::Utf16;
    let mut text = text.to_owned();
    let mut items = Vec::new();
    client.open(SPEC, 0, &text);
    for (version, (count, key)) in (1..).zip(typed.char_indices()) {
        let here = place(&text, at + count, encoding);
        client.change(SPEC, version, json!([{"range": {"start": here, "end": here}, "text": key}]));
        text.insert(at + count, key);
        if count + 1 == asked {
            let position = place(&text, at + asked, encoding);
            let params = json!({"textDocument": {"uri": SPEC}, "position": position});
            items = sorted(client.call("textDocument/completion", params).unwrap());
        }
    }
    let item = items.first().unwrap_or_else(|| panic!("nothing behind {:?}", &typed[..asked]));
    let text = accepted(&text, item, (at + asked, at + typed.len()), encoding);
    let version = i32::try_from(typed.len()).unwrap() + 1;
    client.change(SPEC, version, json!([{"text": text}]));
    let diagnostics = client.diagnostics(SPEC, version);
    assert!(diagnostics.iter().all(|diagnostic| diagnostic["code"] != "missing-section"), "{diagnostics:#?}");
    client.close(SPEC);
    text
}

/// The section stands at `at` once, one blank line around, and nothing else has changed.
fn assert_accepted(found: &str, rest: &str, at: usize, section: &str, context: &str) {
    let newline = if rest.contains('\r') { "\r\n" } else { "\n" };
    let (before, behind) = rest.split_at(at);
    let expected = format!("{}{newline}{newline}{section}{newline}{newline}{}", before.trim_end(), behind.trim_start());
    assert_same(found, &expected, context);
    assert!(lines(found).iter().all(|(_, line)| line.trim() != "##"), "{context}");
    let document = Document::parse(found);
    let again = (0..document.sections().len()).filter(|&section| document.heading(section) == "Testing Strategy");
    assert_eq!(again.count(), 1, "{context}");
}

fn clients() -> [(bool, Client); 2] {
    [(true, Client::new(capable())), (false, Client::new(plain()))]
}

#[test]
fn a_heading_begun_in_the_gap_becomes_the_missing_section() {
    for (snippets, mut client) in clients() {
        for newline in ["\n", "\r\n"] {
            let gap = Gap::new(newline);
            let rest = gap.rest();
            let at = gap.sections[1].start;
            for keys in ["##", "## Te", "## testing s", "Te"] {
                // On the one empty line of the gap, and on a new one with empty lines around.
                let roomy = format!("{}{newline}{newline}{}", &rest[..at], &rest[at..]);
                for (text, cursor) in [(&rest, at - newline.len()), (&roomy, at)] {
                    if keys == "Te" && text == &rest {
                        // A word next to text goes on with its paragraph.
                        continue;
                    }
                    let context = format!("{keys:?}, snippets: {snippets}, {newline:?}, at {cursor} of {at}");
                    let found = typed(&mut client, text, cursor, keys, keys.len());
                    assert_accepted(&found, &rest, at, gap.section(snippets), &context);
                }
            }
        }
    }
}

#[test]
fn a_heading_begun_between_other_sections_becomes_the_missing_section_there() {
    for (snippets, mut client) in clients() {
        let gap = Gap::new("\n");
        let rest = gap.rest();
        let places = gap.places();
        assert!(places.len() > 5);
        for at in places {
            for keys in ["##", "## Te"] {
                let found = typed(&mut client, &rest, at - 1, keys, keys.len());
                let context = format!("{keys:?}, snippets: {snippets}, at {at}");
                assert_accepted(&found, &rest, at, gap.section(snippets), &context);
            }
        }
    }
}

#[test]
fn a_list_on_the_screen_stays_true_while_the_author_types_on() {
    for (snippets, mut client) in clients() {
        let gap = Gap::new("\n");
        let rest = gap.rest();
        let at = gap.sections[1].start;
        for asked in 1.."## Tes".len() {
            let found = typed(&mut client, &rest, at - 1, "## Tes", asked);
            assert_accepted(&found, &rest, at, gap.section(snippets), &format!("asked behind {asked} keys"));
        }
    }
}
