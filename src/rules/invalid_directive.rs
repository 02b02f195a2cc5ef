//! `invalid-directive`

use super::edits::brief;
use super::suppression::directive_at;
use super::{About, Example, Finding, Findings, Fix, Rule, Weight};
use crate::document::{Document, Located};
use crate::markdown;
use crate::template::{DIRECTIVES, Directive, For, Misread, Scope, title};
use crate::text::{Edit, Span};
use crate::workspace::Snapshot;

pub(super) static RULE: Rule = Rule {
    id: "invalid-directive",
    summary: "A comment for specls says something that specls cannot read.",
    explanation: "\
A comment that begins with `specls:` is a directive, and one that cannot be read does nothing: the section is still
asked for, the finding is still there. Reported are names that there are not, values that are missing or that do not
belong there, rules that there are not, an `ignore` without a reason, a template's directive in a document and the other
way round, and directives that mean nothing where they stand. This rule also reads templates, and Markdown that follows
no template. [Directives](directives.md) has them all.

**Fix:** write the name that is nearest. It is not safe to apply unseen.",
    example: Example {
        template: "# {title}\n\n## Goals\n\n{goals}\n",
        bad: "# Export\n\n<!-- specls: ignor empty-section: decided in ADR-7 -->\n\n## Goals\n\nExport invoices.\n",
        good: "# Export\n\n## Goals\n\nExport invoices.\n",
    },
    weight: Weight::Misuse,
    check,
    fixes,
};

/// What else of the document decides whether a directive is right.
struct Surroundings<'a> {
    document: &'a Document,
    is_template: bool,
    /// The id of the template that the document follows; empty where it follows none.
    follows: &'a str,
}

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let document = snapshot.document();
    let mut all = document.directives(Span::new(0, document.len())).peekable();
    if all.peek().is_none() {
        return;
    }
    let known = snapshot.template().map(|template| template.id.as_str());
    let unknown = snapshot.unknown_template().map(|unknown| unknown.name.as_str());
    let around =
        Surroundings { document, is_template: snapshot.is_template(), follows: known.or(unknown).unwrap_or_default() };
    let mut named = false;
    for raw in all {
        let problem = match Directive::read(raw) {
            _ if !raw.text(raw.item.span).ends_with("-->") => {
                Some("the comment is not closed: end it with `-->`".into())
            }
            Err(misread) => Some(complaint(&misread, &around)),
            Ok(directive) => {
                let names = matches!(directive, Directive::Follows { .. } | Directive::Template(_));
                let again = names && std::mem::replace(&mut named, true);
                misplaced(&directive, raw, &around).or_else(|| unknown_rule(&directive)).or_else(|| {
                    again.then(|| "the template is named further up, and the first counts: remove this one".to_owned())
                })
            }
        };
        if let Some(problem) = problem {
            let message = format!("`{}` cannot be used: {problem}", written(raw));
            findings.report(snapshot, place(document, raw), About::Text(None), message);
        }
    }
}

/// Where a directive's findings lie: on what is written behind `specls:`, its first line.
fn place(document: &Document, raw: Located<'_, markdown::Directive>) -> Span {
    let (name, value) = (raw.span(raw.item.name), raw.span(raw.item.value));
    let line = document.text().line_at(name.start);
    if name.is_empty() {
        let comment = raw.span(raw.item.span);
        return Span::new(comment.start, comment.end.min(document.text().line_at(comment.start).end));
    }
    Span::new(name.start, value.end.max(name.end).min(line.end))
}

/// The directive as it is written, on one line.
fn written(raw: Located<'_, markdown::Directive>) -> String {
    let said = Span::new(raw.item.name.start, raw.item.value.end.max(raw.item.name.end));
    let text = raw.text(said).lines().next().unwrap_or_default();
    format!("specls: {}", brief(text)).trim_end().to_owned()
}

/// What is wrong with a directive that cannot be read, and what to do.
fn complaint(misread: &Misread<'_>, around: &Surroundings<'_>) -> String {
    match misread {
        Misread::Empty => format!("it says nothing: write one of {}", names(around)),
        Misread::UnknownName(name) => match near(name, &candidates(around)) {
            Some(near) => format!("there is no directive `{}`; did you mean `{near}`?", brief(name)),
            None => format!("there is no directive `{}`: there are {}", brief(name), names(around)),
        },
        Misread::Malformed(grammar) => format!("write it as `{}`", grammar.usage),
        Misread::Superfluous(grammar) => {
            format!("nothing belongs behind `{0}`: write `specls: {0}` alone", grammar.name)
        }
        Misread::UnknownKey(key) => {
            format!("a template has no `{}`: write it as `{}`", brief(key), DIRECTIVES[0].usage)
        }
        Misread::NoReason(grammar) => format!("it says not why: write it as `{}`", grammar.usage),
    }
}

/// What is wrong with where a directive stands.
fn misplaced(
    directive: &Directive<'_>,
    raw: Located<'_, markdown::Directive>,
    around: &Surroundings<'_>,
) -> Option<String> {
    let Surroundings { document, is_template, follows } = around;
    match directive.home() {
        For::Document if *is_template => {
            return Some("it is for documents, and this is a template: remove it".to_owned());
        }
        For::Template if !is_template && !follows.is_empty() => {
            return Some(format!(
                "it is for templates, and this document follows `{}`: remove it, or name this file as a template by \
                 `specls: template: id=NAME`",
                brief(follows)
            ));
        }
        _ => {}
    }
    let section = document.section_at(raw.span(raw.item.span).start);
    let is_part = || section.is_some() && section != title(document);
    let has_parts =
        || section.is_none_or(|section| document.sections().iter().any(|other| other.parent == Some(section)));
    match directive {
        Directive::Optional | Directive::Repeat if *is_template && !is_part() => {
            Some("it stands in no section: put it behind a heading, or on the line ahead of one".to_owned())
        }
        Directive::AnyOrder if *is_template && (section.is_none() || !has_parts()) => {
            Some("it stands in no section that has sections below: put it behind such a heading".to_owned())
        }
        Directive::Ignore { scope: Scope::Section, .. } if section.is_none() => {
            Some("it stands in no section: put it behind a heading, or write `ignore-document`".to_owned())
        }
        _ => None,
    }
}

fn unknown_rule(directive: &Directive<'_>) -> Option<String> {
    let Directive::Ignore { rules, .. } = directive else { return None };
    let unknown = rules.iter().find(|id| super::find(id).is_none())?;
    let ids: Vec<&str> = super::all().iter().map(|rule| rule.id).collect();
    let help = match near(unknown, &ids) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`specls explain` lists them".to_owned(),
    };
    Some(format!("there is no rule `{}`; {help}", brief(unknown)))
}

/// The names of the directives that may stand in the document.
fn candidates(around: &Surroundings<'_>) -> Vec<&'static str> {
    let fits = |home: For| match (around.is_template, around.follows) {
        (true, _) => home == For::Template,
        (false, "") => true,
        (false, _) => home == For::Document,
    };
    let mut names: Vec<&str> =
        DIRECTIVES.iter().filter(|grammar| fits(grammar.home)).map(|grammar| grammar.name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn names(around: &Surroundings<'_>) -> String {
    candidates(around).iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The one of `known` that `name` may be a slip for.
fn near<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let name = name.to_lowercase();
    let scored = known.iter().map(|known| (strsim::jaro_winkler(&name, known), *known));
    scored.filter(|(likeness, _)| *likeness > 0.8).max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, known)| known)
}

fn fixes(snapshot: &Snapshot, finding: &Finding) -> Vec<Fix> {
    rename(snapshot, finding).into_iter().collect()
}

/// Writes the name that is nearest to one that there is not: of a directive, or of a rule.
fn rename(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let document = snapshot.document();
    let raw = directive_at(document, finding.span.start).filter(|raw| place(document, *raw) == finding.span)?;
    let (part, new) = match Directive::read(raw) {
        Err(Misread::UnknownName(name)) => {
            let follows = snapshot.template().map_or("", |template| template.id.as_str());
            let around = Surroundings { document, is_template: snapshot.is_template(), follows };
            (name, near(name, &candidates(&around))?)
        }
        Ok(Directive::Ignore { rules, .. }) => {
            let unknown = rules.into_iter().find(|id| super::find(id).is_none())?;
            let ids: Vec<&str> = super::all().iter().map(|rule| rule.id).collect();
            (unknown, near(unknown, &ids)?)
        }
        _ => return None,
    };
    let at = document.slice(finding.span).find(part)? + finding.span.start;
    let edit = Edit::replace(Span::new(at, at + part.len()), new);
    Some(Fix { title: format!("Write `{new}`"), edits: edit.into(), safe: false })
}
