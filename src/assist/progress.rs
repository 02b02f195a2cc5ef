//! How far a document has come.

use crate::template::Template;
use crate::workspace::Snapshot;
use std::collections::HashSet;
use std::fmt;
use std::ops::AddAssign;

/// How far a document, or a section with all below it, has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many of the required sections are there.
    pub present: usize,
    /// How many sections are required; of those that may be repeated one.
    pub wanted: usize,
    /// How many placeholders are left.
    pub placeholders: usize,
}

impl Progress {
    /// How far `snapshot` has come as a whole; nothing is wanted where there is no template.
    pub fn of(snapshot: &Snapshot) -> Self {
        let lacking = lacking(snapshot);
        whole(snapshot, &lacking, &by_owner(snapshot, &lacking))
    }

    /// How far each section has come, with all that is below it; by section. The title's is that of the document.
    pub fn of_sections(snapshot: &Snapshot) -> Vec<Self> {
        Self::all(snapshot).1
    }

    /// Both at once: [`Progress::of`] and [`Progress::of_sections`].
    pub fn all(snapshot: &Snapshot) -> (Self, Vec<Self>) {
        let document = snapshot.document();
        let lacking = lacking(snapshot);
        let mut sections = by_owner(snapshot, &lacking);
        let whole = whole(snapshot, &lacking, &sections);
        for placeholder in snapshot.placeholders() {
            if let Some(section) = document.section_at(placeholder.span.start) {
                sections[section].placeholders += 1;
            }
        }
        // Parents come before their children, so from the end on each is complete when it is added.
        for section in (0..sections.len()).rev() {
            if let Some(parent) = document.sections()[section].parent {
                let below = sections[section];
                sections[parent] += below;
            }
        }
        if let Some(title) = snapshot.alignment().and_then(|alignment| alignment.title()) {
            sections[title] = whole;
        }
        (whole, sections)
    }

    /// Whether nothing is left to do.
    pub fn is_done(self) -> bool {
        self.present == self.wanted && self.placeholders == 0
    }
}

impl AddAssign for Progress {
    fn add_assign(&mut self, other: Self) {
        self.present += other.present;
        self.wanted += other.wanted;
        self.placeholders += other.placeholders;
    }
}

/// `12 of 18 sections, 43 placeholders`; what there is none of is left out.
impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sections, placeholders) = (plural(self.wanted), plural(self.placeholders));
        match (self.wanted, self.placeholders) {
            (0, count) => write!(f, "{count} placeholder{placeholders}"),
            (wanted, 0) => write!(f, "{} of {wanted} section{sections}", self.present),
            (wanted, count) => {
                write!(f, "{} of {wanted} section{sections}, {count} placeholder{placeholders}", self.present)
            }
        }
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// What is missing, or there under another name at most: (owner, spec).
type Lacking = HashSet<(Option<usize>, usize)>;

fn lacking(snapshot: &Snapshot) -> Lacking {
    let Some(alignment) = snapshot.alignment() else { return Lacking::new() };
    let renamed = alignment.renamed().iter().map(|(_, missing)| *missing);
    let all = alignment.missing().iter().copied().chain(renamed);
    // A parent that is paired by its children is there, whatever it is called.
    let absent = all.filter(|missing| alignment.instances(missing.spec).is_empty());
    absent.map(|missing| (missing.owner, missing.spec)).collect()
}

/// How far the document has come, given what is wanted right below each section.
fn whole(snapshot: &Snapshot, lacking: &Lacking, own: &[Progress]) -> Progress {
    let Some((_, template, _)) = snapshot.aligned() else { return Progress::default() };
    let mut whole = under(snapshot, template, lacking, None);
    own.iter().for_each(|own| whole += *own);
    whole.placeholders = snapshot.placeholders().len();
    whole
}

/// What is wanted right below each section, without placeholders; by section.
fn by_owner(snapshot: &Snapshot, lacking: &Lacking) -> Vec<Progress> {
    let sections = 0..snapshot.document().sections().len();
    let Some((_, template, _)) = snapshot.aligned() else { return vec![Progress::default(); sections.len()] };
    sections.map(|section| under(snapshot, template, lacking, Some(section))).collect()
}

/// What is wanted right below `owner`, the children of what is missing included.
fn under(snapshot: &Snapshot, template: &Template, lacking: &Lacking, owner: Option<usize>) -> Progress {
    let mut progress = Progress::default();
    let spec = match owner {
        Some(section) => match snapshot.alignment().and_then(|alignment| alignment.pair(section)) {
            Some(pair) if !pair.loose => Some(pair.spec),
            _ => return progress,
        },
        None => None,
    };
    for &group in template.children(spec).iter().filter(|&&group| template.is_required(group)) {
        let leader = template.groups()[group].leader();
        if lacking.contains(&(owner, leader)) {
            progress.wanted += required(template, leader);
        } else {
            progress.wanted += 1;
            progress.present += 1;
        }
    }
    progress
}

/// How many required sections `spec` is, with those below it.
fn required(template: &Template, spec: usize) -> usize {
    let groups = template.children(Some(spec)).iter().filter(|&&group| template.is_required(group));
    1 + groups.map(|&group| required(template, template.groups()[group].leader())).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use std::sync::Arc;

    const TEMPLATE: &str = "# {title}\n\n## Goals\n\n{goals}\n\n### Scope\n\n{scope}\n\n## Risks\n\n{risks}\n\n\
                            ### Open\n\n### Closed\n\n## Notes (optional)\n";

    fn snapshot(source: &str) -> Snapshot {
        Snapshot::new(Document::parse(source), Some(Arc::new(Template::read("t", "t.md", TEMPLATE))))
    }

    #[test]
    fn what_is_below_a_missing_section_is_wanted_too() {
        let half = snapshot("# é 仕\n\n## Goals\n\n{goals}\n\n### Scope\n\nAll.\n");
        assert_eq!(Progress::of(&half), Progress { present: 2, wanted: 5, placeholders: 1 });
        assert_eq!(Progress::of(&half).to_string(), "2 of 5 sections, 1 placeholder");
        let goals = Progress::of_sections(&half)[1];
        assert_eq!(goals, Progress { present: 1, wanted: 1, placeholders: 1 });
        assert!(!goals.is_done());
    }

    #[test]
    fn a_whole_document_is_done_and_an_empty_one_is_not() {
        let whole = snapshot("# T\n\n## Goals\n\nG.\n\n### Scope\n\nS.\n\n## Risks\n\nR.\n\n### Open\n\n### Closed\n");
        assert!(Progress::of(&whole).is_done());
        assert_eq!(Progress::of(&snapshot("")).to_string(), "0 of 5 sections");
        let none = Snapshot::new(Document::parse("# T\n"), None);
        assert_eq!(Progress::of(&none), Progress::default());
        assert_eq!(Progress::of_sections(&none).len(), 1);
    }
}
