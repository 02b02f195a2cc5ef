//! What there is to say of a directive.

use super::{Hover, Look};
use crate::assist::directive::documentation;
use crate::document::Located;
use crate::markdown;
use crate::rules;
use crate::template::{DIRECTIVES, Directive, Grammar};
use crate::text::Span;
use crate::workspace::Snapshot;

/// What there is to say of a directive: of a rule or template that it names, else of itself.
pub(super) fn hover(look: &Look<'_>) -> Option<Hover> {
    let (snapshot, offset) = (look.snapshot, look.offset);
    let document = snapshot.document();
    let whole = Span::new(0, document.len());
    let raw = document.directives(whole).find(|raw| raw.span(raw.item.span).touches(offset))?;
    let read = Directive::read(raw).ok();
    part(snapshot, raw, read.as_ref(), offset).or_else(|| {
        let name = raw.text(raw.item.name);
        let home = read.as_ref().map(Directive::home);
        let is_it = |grammar: &&Grammar| grammar.name == name && home.is_none_or(|home| grammar.home == home);
        let markdown = documentation(DIRECTIVES.iter().find(is_it)?);
        Some(Hover { span: raw.span(raw.item.span), markdown })
    })
}

/// The rule or the template whose name is at `offset`.
fn part(
    snapshot: &Snapshot,
    raw: Located<'_, markdown::Directive>,
    read: Option<&Directive<'_>>,
    offset: usize,
) -> Option<Hover> {
    let value = raw.span(raw.item.value);
    let inside = offset.checked_sub(value.start).filter(|_| value.touches(offset))?;
    match read? {
        Directive::Ignore { .. } => {
            let text = raw.text(raw.item.value);
            let rules = &text[..text.find(':')?];
            let start = rules.get(..inside)?.rfind(',').map_or(0, |comma| comma + 1);
            let end = rules[inside..].find(',').map_or(rules.len(), |comma| inside + comma);
            let id = rules[start..end].trim();
            let at = value.start + start + rules[start..end].find(id)?;
            let rule = rules::find(id)?;
            let markdown = format!("**{id}**: {}\n\n`specls explain {id}` says more.", rule.summary);
            Some(Hover { span: Span::new(at, at + id.len()), markdown })
        }
        Directive::Follows { .. } => {
            let template = snapshot.template()?;
            let markdown = format!("**{}**: {}\n\n`{}`", template.name(), template.summary(), template.path);
            Some(Hover { span: value, markdown })
        }
        _ => None,
    }
}
