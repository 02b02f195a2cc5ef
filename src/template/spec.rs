//! What a template says of its sections.

use super::pattern::Pattern;

/// What a template says of one section. Its index in [`super::Template::specs`] is that of the
/// template's section in the template's own document.
#[derive(Clone, Debug)]
pub struct SectionSpec {
    /// The heading.
    pub pattern: Pattern,
    /// The heading's level in the template.
    pub level: u8,
    /// The spec that it is part of; `None` at the top, that is right below the title.
    pub parent: Option<usize>,
    /// The groups of its children, in order.
    pub groups: Vec<usize>,
    /// The group that it is a member of.
    pub group: usize,
    /// Whether a document may leave it out.
    pub optional: bool,
    /// What the template tells the author of this section, as Markdown; empty where it is silent.
    pub guidance: String,
    /// The labels of the fields in its own text, normalised.
    pub labels: Vec<String>,
    /// Whether the template has anything of the section's own: text, placeholders, guidance.
    pub has_body: bool,
    /// Whether a directive says that its children may stand in any order.
    pub any_order: bool,
}

/// Sibling specs that are asked for together.
#[derive(Clone, Debug)]
pub struct Group {
    /// How its members relate.
    pub kind: GroupKind,
    /// Its specs, in template order; never empty.
    pub members: Vec<usize>,
}

/// How the members of a group relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupKind {
    /// One spec.
    Single,
    /// Alike but for ordinals and holes: at least one is wanted, any number may stand.
    Repeat,
    /// A shared label or HTTP method, and words of their own: at least one is wanted.
    Series,
}

impl Group {
    /// The spec that stands for the group.
    pub fn leader(&self) -> usize {
        self.members[0]
    }
}
