//! The anchors that hosts such as GitHub give headings.

use super::Document;
use std::collections::HashMap;

/// The anchor of each section's heading, by section, unique in the document: `goals`, `goals-1`. Empty where the heading has no letter.
pub fn anchors(document: &Document) -> Vec<String> {
    let mut taken: HashMap<String, usize> = HashMap::new();
    let unique = |section| {
        let base = anchor(document.heading(section));
        let mut name = base.clone();
        while taken.contains_key(&name) {
            let count = taken.entry(base.clone()).or_default();
            *count += 1;
            name = format!("{base}-{count}");
        }
        taken.insert(name.clone(), 0);
        name
    };
    (0..document.sections().len()).map(unique).collect()
}

/// The anchor of one heading's plain text: lower case, without punctuation and emoji, spaces as `-`.
pub fn anchor(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|&c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ') || is_mark(c));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Whether it is part of the letter ahead of it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_those_of_the_hosts() {
        assert_eq!(anchor("3.2 Goals & Non-Goals (v2)!"), "32-goals--non-goals-v2");
        assert_eq!(anchor("🚀 仕様 Überblick_x"), "-仕様-überblick_x");
        let document = Document::parse("# A\n\n## A\n\n## A-1\n\n## **A**\n\n## 😀\n");
        assert_eq!(anchors(&document), ["a", "a-1", "a-1-1", "a-2", ""]);
    }
}
