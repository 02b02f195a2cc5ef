//! [`Action`], something that the author may have done, and [`Change`], what it does.

use crate::rules::Fix;
use crate::template::Skeleton;
use crate::text::{Edit, Edits};
use std::fmt;

/// What kind of action it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// Mends a finding, or lets it be.
    QuickFix,
    /// Makes all safe fixes: `source.fixAll.specls`.
    FixAll,
    /// Puts a section elsewhere in its document.
    Move,
    /// Changes what is right as it is.
    Rewrite,
    /// Puts a section into a file of its own.
    Extract,
}

impl ActionKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::QuickFix, Self::FixAll, Self::Move, Self::Rewrite, Self::Extract];
}

/// Something that the author may have done at a place. Its title is cheap; what it does is computed when it is chosen.
pub struct Action<'a> {
    /// What kind.
    pub kind: ActionKind,
    /// What it does, in words: `Insert section "Goals"`.
    pub title: String,
    /// The finding that it mends; an index into the findings given. `None` for all others.
    pub finding: Option<usize>,
    /// Whether it is the one that an editor applies when asked to "just fix it".
    pub preferred: bool,
    /// Why it cannot be done here; `None` where it can.
    pub disabled: Option<String>,
    pub(super) make: Box<dyn Fn() -> Option<Change> + 'a>,
}

impl fmt::Debug for Action<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, title, finding, preferred, disabled, .. } = self;
        f.debug_tuple("Action").field(kind).field(title).field(finding).field(preferred).field(disabled).finish()
    }
}

impl<'a> Action<'a> {
    /// One that mends no finding in particular.
    pub(super) fn new(kind: ActionKind, title: String, make: impl Fn() -> Option<Change> + 'a) -> Self {
        Self { kind, title, finding: None, preferred: false, disabled: None, make: Box::new(make) }
    }

    /// One whose edits are known.
    pub(super) fn of(kind: ActionKind, fix: Fix) -> Self {
        let change = Change::from(fix.edits);
        Self::new(kind, fix.title, move || Some(change.clone()))
    }

    /// One that cannot be done here.
    pub(super) fn disabled(kind: ActionKind, title: String, reason: String) -> Self {
        Self { disabled: Some(reason), ..Self::new(kind, title, || None) }
    }

    /// What it does; `None` where it is disabled, and where the document turns out not to bear it.
    pub fn change(&self) -> Option<Change> {
        (self.make)().filter(|change| !change.edits.is_empty())
    }
}

/// What an action does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The edits, to the snapshot's document.
    pub edits: Edits,
    /// One of the edits, by index, with tab stops: the same text in pieces.
    pub stops: Option<(usize, Skeleton)>,
    /// A file that comes into being beside the document.
    pub file: Option<NewFile>,
}

/// A file that an action creates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its name, in the document's folder: `rollout-plan.md`.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl From<Edits> for Change {
    fn from(edits: Edits) -> Self {
        Self { edits, ..Self::default() }
    }
}

impl Change {
    /// Puts `skeleton` in place of the bytes of `edit`, whose text is not looked at.
    pub(super) fn written(mut edit: Edit, skeleton: Skeleton) -> Self {
        edit.text = skeleton.plain();
        Self { edits: edit.into(), stops: Some((0, skeleton)), file: None }
    }
}
