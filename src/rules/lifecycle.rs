//! The document's own status, and how grave it makes a finding.

use super::{Rule, Weight};
use crate::markdown::normalise;
use crate::template::{opening_fields, statuses, title};
use crate::workspace::{Lifecycle, Severity, Snapshot};

impl Lifecycle {
    /// Reads the document's status; that of the front matter decides. The settings may say what a
    /// document without one is.
    pub fn of(snapshot: &Snapshot) -> Self {
        let settings = snapshot.settings();
        let (document, words) = (snapshot.document(), settings.status_words());
        if let Some(status) = document.front_matter().and_then(|matter| matter.get("status")) {
            return Self::parse(status, words);
        }
        let asks = snapshot.template().is_some_and(|template| template.has_status());
        let title = snapshot.alignment().map_or_else(|| title(document), |alignment| alignment.title());
        let found = statuses(document, title);
        let known = found.iter().find_map(|status| Self::known(status, words));
        // A cell or a section of other words is one only where the template asks for a status.
        let is_label = || opening_fields(document, title).any(|(label, _)| label.eq_ignore_ascii_case("status"));
        let is_said = || is_label() || (asks && !found.is_empty());
        known.or_else(|| is_said().then_some(Self::Draft)).or(settings.default_lifecycle()).unwrap_or(match asks {
            true => Self::Draft,
            false => Self::Review,
        })
    }

    /// How grave a finding of this weight is; `None` where nothing is said.
    fn severity(self, weight: Weight) -> Option<Severity> {
        Some(match (weight, self) {
            (Weight::Misuse, _) => Severity::Error,
            (_, Self::Closed) => return None,
            (Weight::Note, _) => Severity::Information,
            (_, Self::Approved) => Severity::Error,
            (_, Self::Review) => Severity::Warning,
            (Weight::Gap, Self::Draft) => Severity::Information,
            (Weight::Placeholder, Self::Draft) => Severity::Hint,
        })
    }
}

/// How grave the findings of `rule` are in this snapshot: as its weight and the lifecycle say, unless the
/// settings say otherwise. `None` where nothing is said.
pub(super) fn severity(snapshot: &Snapshot, rule: &Rule, lifecycle: Lifecycle) -> Option<Severity> {
    snapshot.settings().severity(rule.id, lifecycle, lifecycle.severity(rule.weight))
}

/// Whether the value of the field or the key `name` is one of the team's own status words.
pub(super) fn is_own_status(snapshot: &Snapshot, name: &str, value: &str) -> bool {
    normalise(name) == "status" && Lifecycle::own(value, snapshot.settings().status_words()).is_some()
}
