//! Whether two headings are different words for the same thing: a verdict, not a score.
//!
//! No similarity threshold parts `Considered Alternatives` / `Considered Options` from `Rollback
//! Strategy` / `Backup Strategy`. So words are compared: all that tell must be the same.

/// Words that say what kind of text a section is, and nothing of its subject. Where one heading has
/// one of them, another may have another.
const GENERIC: [&str; 16] = [
    "approach",
    "consideration",
    "detail",
    "guideline",
    "information",
    "metric",
    "need",
    "note",
    "overview",
    "plan",
    "requirement",
    "section",
    "specification",
    "spec",
    "strategy",
    "target",
];

/// Words for the same thing.
const SYNONYMS: [(&str, &str); 6] = [
    ("alternative", "option"),
    ("backward", "backwards"),
    ("doc", "documentation"),
    ("intro", "introduction"),
    ("objective", "goal"),
    ("test", "testing"),
];

/// Words that turn a heading into its opposite, or that only join others.
const OPPOSITES: [&str; 8] = ["anti", "in", "no", "non", "not", "of", "out", "un"];

const JOINTS: [&str; 6] = ["a", "and", "for", "of", "or", "the"];

/// The words of a heading that others are held against.
#[derive(Debug)]
pub struct Wording<'a> {
    stems: Vec<&'a str>,
    /// The first bytes of the words that another heading must share one of to be like this one.
    starts: Vec<u8>,
}

impl<'a> Wording<'a> {
    /// The wording of a heading with these normalised words.
    pub fn new(words: &'a str) -> Self {
        let stems = stems(words);
        let synonyms = SYNONYMS.iter().filter(|(x, y)| stems.contains(x) || stems.contains(y));
        let synonyms: Vec<&str> = synonyms.flat_map(|&(x, y)| [x, y]).collect();
        let starts = stems.iter().chain(&synonyms).filter_map(|word| word.bytes().next()).collect();
        Self { stems, starts }
    }

    /// Whether a heading with these normalised words may be another name of the section: the same
    /// words but for endings, one typing error, synonyms, generic words (`Strategy`, `Approach`), or
    /// one word more.
    pub fn is_like(&self, words: &str) -> bool {
        // Most headings are turned down here, without any work on their words.
        let begins = |word: &str| word.bytes().next().is_some_and(|first| self.starts.contains(&first));
        words.split(' ').any(begins) && (is_like(&self.stems, &stems(words)) || self.is_joined(words))
    }
}

impl Wording<'_> {
    /// Whether only the spaces differ: `roll out`, `rollout`.
    fn is_joined(&self, words: &str) -> bool {
        let theirs = stems(words);
        let length = |words: &[&str]| words.iter().map(|word| word.len()).sum::<usize>();
        length(&theirs) == length(&self.stems) && theirs.concat() == self.stems.concat()
    }
}

fn is_like(a: &[&str], b: &[&str]) -> bool {
    if a.is_empty() || b.is_empty() || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let (left, right) = difference(a, b);
    if left.iter().chain(&right).any(|word| OPPOSITES.contains(word) || word.contains(|c: char| c.is_ascii_digit())) {
        return false;
    }
    let shared = a.len() - left.len();
    match (left.as_slice(), right.as_slice()) {
        ([], []) => true,
        // `Summary` for `Simple Summary`; what is shared must tell something.
        ([extra], []) | ([], [extra]) => shared > 0 && tells(a, &left) && (shared <= 2 || GENERIC.contains(extra)),
        ([x], [y]) if GENERIC.contains(x) && GENERIC.contains(y) => tells(a, &left),
        ([x], [y]) => misspelt(x, y),
        _ => false,
    }
}

/// Whether, of `words`, something that is not generic is left without those in `without`.
fn tells(words: &[&str], without: &[&str]) -> bool {
    words.iter().any(|word| !without.contains(word) && !GENERIC.contains(word))
}

/// The words of each that the other lacks.
fn difference<'a>(a: &[&'a str], b: &[&'a str]) -> (Vec<&'a str>, Vec<&'a str>) {
    let mut right = b.to_vec();
    let mut left = Vec::new();
    for &word in a {
        match right.iter().position(|&other| same(word, other)) {
            Some(at) => {
                right.remove(at);
            }
            None => left.push(word),
        }
    }
    (left, right)
}

/// The words that are no joints, each without its plural ending.
fn stems(words: &str) -> Vec<&str> {
    words.split(' ').filter(|word| !word.is_empty() && !JOINTS.contains(word)).map(singular).collect()
}

fn singular(word: &str) -> &str {
    let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
    if plural { &word[..word.len() - 1] } else { word }
}

/// The same word but for its ending: `technology` / `technologie`, `scale` / `scalability`.
fn same(a: &str, b: &str) -> bool {
    if a == b || SYNONYMS.iter().any(|&(x, y)| (x == a && y == b) || (x == b && y == a)) {
        return true;
    }
    let common = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let (Some(a), Some(b)) = (a.get(common..), b.get(common..)) else { return false };
    const ENDINGS: [&str; 12] = ["", "y", "ie", "e", "ability", "able", "es", "ing", "ment", "ation", "ed", "al"];
    common >= 4 && ENDINGS.contains(&a) && ENDINGS.contains(&b)
}

/// One slip of the finger apart, in words long enough to tell.
fn misspelt(a: &str, b: &str) -> bool {
    let shorter = a.chars().count().min(b.chars().count());
    shorter >= 6 && a.chars().next() == b.chars().next() && strsim::osa_distance(a, b) == 1
}

#[cfg(test)]
mod tests {
    use super::Wording;
    use crate::markdown::normalise;

    #[test]
    fn other_words_for_the_same_thing_are_alike() {
        for (one, other) in [
            ("Backwards Compatibility", "Backward Compatibility"),
            ("Reference Implementation", "Implementation"),
            ("Security Considerations", "Security"),
            ("Backend Technology", "Backend Technologies"),
            ("Performance & Scalability", "Performance & Scale"),
            ("Release Assurance Strategy", "Release Assurance Approach"),
            ("Considered Alternatives", "Considered Options"),
            ("Testing Strategy", "Test Approach"),
            ("System Architecture", "System Architecure"),
            ("Rollout", "Roll-out"),
            ("Requests or Feedback", "Requests & Feedback"),
        ] {
            assert!(Wording::new(&normalise(one)).is_like(&normalise(other)), "{one} / {other}");
        }
    }

    #[test]
    fn words_that_tell_sections_apart_are_not() {
        for (one, other) in [
            ("Goals", "Non-Goals"),
            ("Functional Requirements", "Non-Functional Requirements"),
            ("Rollback Strategy", "Backup Strategy"),
            ("ADDED Requirements", "MODIFIED Requirements"),
            ("VR002", "VR003"),
            ("Motivation", "Activation"),
            ("Links", "Do not add links"),
            ("Reference Implementation", "Implementation correctness"),
            ("Response Times", "Responsive Design"),
            ("Environment Variables", "Environment Strategy"),
            ("Requirements", "Functional Requirements"),
            ("In Scope", "Out of Scope"),
        ] {
            assert!(!Wording::new(&normalise(one)).is_like(&normalise(other)), "{one} / {other}");
        }
    }
}
