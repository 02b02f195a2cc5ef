//! Names that were meant.

/// The names close to `name`, closest first, three at most.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let name = name.to_lowercase();
    let likeness = |known: &str| {
        // Part of a name is a better guess than any likeness of letters.
        let part = name.len() > 2 && known.contains(&name);
        if part { 1.0 } else { strsim::jaro_winkler(&name, &known.to_lowercase()) }
    };
    let mut near: Vec<_> = known.into_iter().map(|known| (likeness(known), known)).filter(|(l, _)| *l > 0.8).collect();
    near.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    near.truncate(3);
    near.into_iter().map(|(_, known)| known).collect()
}

/// What to say to someone who named something that there is not: the nearest name, else all of them.
pub(super) fn instead<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    match nearest(name, known.clone()).first() {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", list(known)),
    }
}

/// `a`, `b` and `c`, each in backquotes.
pub(super) fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<_> = words.map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => words.concat(),
    }
}
