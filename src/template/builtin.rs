//! The built-in templates.

use super::Template;
use std::sync::{Arc, LazyLock};

const SOURCES: [(&str, &str); 5] = [
    ("component", include_str!("../../templates/component.md")),
    ("feature", include_str!("../../templates/feature.md")),
    ("milestone", include_str!("../../templates/milestone.md")),
    ("saas", include_str!("../../templates/saas.md")),
    ("tsd", include_str!("../../templates/tsd.md")),
];

static TEMPLATES: LazyLock<Vec<Arc<Template>>> = LazyLock::new(|| {
    SOURCES.iter().map(|(id, source)| Arc::new(Template::read(id, &format!("builtin:{id}"), source))).collect()
});

/// The built-in templates, by id. Read once, when they are first asked for.
pub fn builtin() -> &'static [Arc<Template>] {
    &TEMPLATES
}
