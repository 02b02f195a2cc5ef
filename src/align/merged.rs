//! Headings that name several sections.

use crate::markdown::Name;

/// The names, normalised, of the sections that a heading stands for; empty unless it has several parts:
/// `Drawbacks and Alternatives` is `drawbacks` and `alternatives`. The parts may share their last word, as
/// in `Security & Performance Considerations`, and be one section that is written with another joint:
/// `Monitoring / Logging`.
pub(super) fn names(heading: &str) -> Vec<String> {
    let parts = || heading.split([',', '/', '&', '+']).flat_map(|part| part.split(" and "));
    if parts().nth(1).is_none() {
        return Vec::new();
    }
    let name = |part: &str| Name::parse(part.trim_start().trim_start_matches("and ")).head.into_string();
    let parts: Vec<String> = parts().map(name).filter(|part| !part.is_empty()).collect();
    let shared = parts.last().and_then(|last| last.rsplit_once(' ')).map(|(_, shared)| shared);
    let shared = shared.into_iter().flat_map(|shared| parts.iter().map(move |part| format!("{part} {shared}")));
    let mut names: Vec<String> = shared.chain([parts.join(" and ")]).collect();
    names.extend(parts);
    names
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_heading_names_its_parts_with_and_without_their_last_word() {
        for (heading, name) in [
            ("Drawbacks and Alternatives", "alternatives"),
            ("3. Drawbacks, Risks, and Alternatives", "drawbacks"),
            ("4.2 Security & Performance Considerations (done)", "security considerations"),
            (":lock: Security & Performance Considerations {#security}", "performance considerations"),
            ("🔒 Security / Data Privacy — Export", "security and data privacy"),
            ("Monitoring + Logging", "monitoring and logging"),
        ] {
            assert!(names(heading).iter().any(|found| found == name), "{heading}: {:?}", names(heading));
        }
        assert!(names("Security Considerations").is_empty());
        assert!(names("").is_empty());
        assert!(!names("Con and Unit Tests").contains(&"contests".to_owned()));
    }
}
