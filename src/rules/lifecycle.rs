//! The document's own status, and how grave it makes a finding.

use super::{Rule, Weight};
use crate::template::opening;
use crate::workspace::{Lifecycle, Severity, Snapshot};

impl Lifecycle {
    /// Reads the document's status; that of the front matter decides. The settings may say what a
    /// document without one is.
    pub fn of(snapshot: &Snapshot) -> Self {
        let settings = snapshot.settings();
        match status(snapshot) {
            Some(status) => Self::parse(&status, settings.status_words()),
            None => settings.default_lifecycle().unwrap_or_else(|| {
                let asks = snapshot.template().is_some_and(|template| template.has_status());
                if asks { Self::Draft } else { Self::Review }
            }),
        }
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

/// The status as written, in the front matter or in a field of the opening.
fn status(snapshot: &Snapshot) -> Option<String> {
    let document = snapshot.document();
    if let Some(status) = document.front_matter().and_then(|matter| matter.get("status")) {
        return Some(status.to_owned());
    }
    let title = snapshot.alignment().and_then(|alignment| alignment.title());
    let is_status = |label: &str| label.eq_ignore_ascii_case("status");
    let field = document.fields(opening(document, title)).find(|field| is_status(field.text(field.item.label)))?;
    Some(field.text(field.item.value).to_owned())
}
