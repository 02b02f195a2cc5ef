//! How far a spec has come, as a list of specs shows it.

use super::Progress;
use crate::workspace::{SiblingHeading, Snapshot};

/// How far a spec has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The plain text of its title; `None` where it has none.
    pub title: Option<String>,
    /// What the document calls its template: `milestone@1.2`.
    pub template: String,
    /// How far all of it has come.
    pub progress: Progress,
    /// The sections with gaps, in document order.
    pub sections: Vec<(SiblingHeading, Progress)>,
}

/// How far the document has come; `None` where it follows no template.
pub fn standing(snapshot: &Snapshot) -> Option<Standing> {
    let (document, template, _) = snapshot.aligned()?;
    let (progress, sections) = Progress::all(snapshot);
    let gaps = sections.into_iter().enumerate().filter(|(_, progress)| !progress.is_done());
    let heading = |section: usize| {
        let level = document.sections()[section].level;
        SiblingHeading::new(document, (level, document.heading(section)), document.sections()[section].title)
    };
    Some(Standing {
        title: crate::template::title(document).map(|title| document.heading(title).to_owned()),
        template: template.name(),
        progress,
        sections: gaps.map(|(section, progress)| (heading(section), progress)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::template::Template;

    #[test]
    fn a_spec_has_a_standing_and_other_files_have_none() {
        let template = "# {title}\n\n## Goals\n\n{goals}\n\n### Scope\n\n{scope}\n\n## Risks\n\n{risks}\n";
        let template = Template::read("rfc", "rfc.md", template).into();
        let source = "# 仕様 😀\r\n\r\n## Goals\r\n\r\nG.\r\n\r\nRisks\r\n---\r\n\r\nSome.\r\n";
        let standing = standing(&Snapshot::new(Document::parse(source), Some(template))).unwrap();
        assert_eq!((standing.title.as_deref(), standing.template.as_str()), (Some("仕様 😀"), "rfc"));
        assert_eq!(standing.progress.to_string(), "2 of 3 sections");
        let shown = |(heading, progress): &(SiblingHeading, Progress)| {
            format!("{} {}: {progress}", heading.line, heading.source())
        };
        let sections: Vec<_> = standing.sections.iter().map(shown).collect();
        assert_eq!(sections, ["0 # 仕様 😀: 2 of 3 sections", "2 ## Goals: 0 of 1 section"]);
        assert_eq!(super::standing(&Snapshot::new(Document::parse(source), None)), None);
    }
}
