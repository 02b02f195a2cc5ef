//! `specls explain`: what a rule checks and why.

use super::args::Explain;
use super::console::Console;
use super::{Failure, words};
use crate::rules;
use std::io::Write;

/// Prints a rule's documentation, or lists the rules.
pub(super) fn explain(args: &Explain, console: &mut Console<'_>) -> Result<(), Failure> {
    let Some(id) = &args.rule else {
        return Ok(list(console.out)?);
    };
    let Some(rule) = rules::find(id) else {
        let remedy = words::instead(id, rules::all().iter().map(|rule| rule.id), "specls explain");
        return Err(Failure::new(format!("there is no rule `{id}`"), remedy));
    };
    write!(console.out, "{}", rule.documentation())?;
    Ok(())
}

fn list(out: &mut dyn Write) -> std::io::Result<()> {
    let width = rules::all().iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    rules::all().iter().try_for_each(|rule| writeln!(out, "{:width$}  {}", rule.id, rule.summary))
}
