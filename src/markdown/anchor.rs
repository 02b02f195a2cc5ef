//! What a heading is called in a link.

use comrak::Anchorizer;

/// The anchors of a text's headings, as GitHub makes them: lower case, without punctuation and emoji, `-` for each space;
/// one that was there already gets a number.
#[derive(Debug, Default)]
pub struct Anchors(Anchorizer);

impl Anchors {
    /// The anchor of the next heading, whose plain text is `heading`. To be asked for all headings, in document order.
    pub fn next(&mut self, heading: &str) -> String {
        self.0.anchorize(heading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_github_s() {
        let mut anchors = Anchors::default();
        for (heading, anchor) in [
            ("Goals", "goals"),
            ("1.2 Goals & Non-Goals", "12-goals--non-goals"),
            ("What's `new_in` v2.0?", "whats-new_in-v20"),
            ("Goals", "goals-1"),
            ("Goals", "goals-2"),
            // The name that a number would make may be taken.
            ("Goals 3", "goals-3"),
            ("GOALS", "goals-4"),
            ("仕様書：目標", "仕様書目標"),
            ("Über Größe", "über-größe"),
            ("🚀 Launch", "-launch"),
            // The mark behind the emoji is no emoji.
            ("⚙️ Settings", "\u{fe0f}-settings"),
            ("A – B / C", "a--b--c"),
            ("…", ""),
            ("!", "-1"),
        ] {
            assert_eq!(anchors.next(heading), anchor, "{heading}");
        }
    }
}
