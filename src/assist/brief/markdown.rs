//! Texts of others inside a brief.

/// `text` as what follows the first line of a list's item.
pub(super) fn indented(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().collect();
    lines.join("\n  ").replace("\n  \n", "\n\n")
}

/// `text` in a fence that nothing in it closes.
pub(super) fn fenced(text: &str) -> String {
    let run = |line: &str| line.trim_start().bytes().take_while(|byte| *byte == b'`').count();
    let fence = "`".repeat(text.lines().map(run).max().unwrap_or_default().max(3) + 1);
    format!("{fence}markdown\n{}\n{fence}", text.trim_end())
}
