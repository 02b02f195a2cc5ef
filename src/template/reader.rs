//! Reading what a template has in one section.

use super::Placeholders;
use super::choice::{alternatives, list, remark};
use super::contents::{CodeSpec, Contents, FieldKind, FieldSpec, ListSpec, TableSpec, code_text, label_key, plain};
use super::optional::leaves_open;
use crate::document::{Document, Located};
use crate::markdown::{Block, BlockKind, Field};
use crate::text::Span;

impl Contents {
    /// Reads what the template `document` has in `span`, for which directives in `told` speak.
    pub(super) fn read(document: &Document, placeholders: &Placeholders, span: Span, told: Span) -> Self {
        let reader = Reader { document, placeholders, span, choices: told_choices(document, told) };
        let mut contents = Self::default();
        reader.fields(&mut contents);
        for block in document.blocks(span).filter(|block| !is_quoted(block)) {
            let place = block.span(block.item.span);
            match &block.item.kind {
                BlockKind::Table => {
                    let (table, rows) = reader.table(place);
                    contents.fields.extend(rows);
                    contents.tables.push(table);
                }
                BlockKind::Code { info, body, .. } => {
                    let language = block.text(*info).split_whitespace().next().unwrap_or_default().to_owned();
                    let code = block.text(*body);
                    let is_sample = reader.holes(place).next().is_none() && !code.trim().is_empty();
                    let field = contents.fields.iter().position(|field| field.value.covers(place));
                    let sample = is_sample.then(|| code_text(code));
                    contents.codes.push(CodeSpec { span: place, language, sample, required: field.is_none(), field });
                }
                BlockKind::List { start } if block.item.parent.is_none() => {
                    contents.lists.push(reader.list(place, start.is_some()));
                }
                _ => {}
            }
        }
        contents.without_repeated();
        contents
    }
}

/// What `choices` directives say: label and values.
fn told_choices(document: &Document, span: Span) -> Vec<(String, Vec<String>)> {
    let told = document.directives(span).filter(|directive| directive.text(directive.item.name) == "choices");
    let parsed = told.filter_map(|directive| {
        let (label, values) = directive.text(directive.item.value).split_once(':')?;
        Some((label_key(label), list(values.trim())?))
    });
    parsed.collect()
}

/// Whether a block stands in a quote, which is guidance.
fn is_quoted(block: &Located<'_, Block>) -> bool {
    let blocks = block.chunk().blocks();
    let parent = |block: &Block| block.parent.map(|parent| &blocks[parent as usize]);
    std::iter::successors(parent(block.item), |block| parent(block)).any(|block| block.kind == BlockKind::Quote)
}

/// One section of a template, while it is read.
struct Reader<'a> {
    document: &'a Document,
    placeholders: &'a Placeholders,
    span: Span,
    choices: Vec<(String, Vec<String>)>,
}

impl<'a> Reader<'a> {
    /// The placeholders that overlap `span`.
    fn holes(&self, span: Span) -> impl Iterator<Item = Span> {
        let all = self.placeholders.spans();
        let first = all.partition_point(|hole| hole.end <= span.start);
        let holes = all[first..].iter().copied().take_while(move |hole| hole.start < span.end);
        // `[x]` in code speaks of a box that is ticked.
        holes.filter(|hole| self.document.slice(*hole) != "[x]")
    }

    fn told(&self, key: &str) -> Vec<String> {
        let told = self.choices.iter().find(|(label, _)| label == key);
        told.map(|(_, values)| values.clone()).unwrap_or_default()
    }

    /// The labelled values, and the labels that ask for none.
    fn fields(&self, contents: &mut Contents) {
        let found = &mut contents.fields;
        let mut items: Vec<Option<Span>> = Vec::new();
        let mut last_line = None;
        for field in self.document.fields(self.span) {
            let line = self.document.text().line_at(field.whole().start).start;
            let continues = last_line.replace(line) == Some(line);
            let Some(mut spec) = self.field(field) else {
                contents.remarks.push(label_key(field.text(field.item.label)));
                continue;
            };
            let is_item = |holder: &Located<'_, Block>| matches!(holder.item.kind, BlockKind::Item { .. });
            let item = field.holders().find(is_item).map(|item| item.span(item.item.span));
            spec.continues = continues && !found.is_empty();
            spec.required &= !self.is_in_option(field);
            spec.parent = (0..found.len())
                .rev()
                .find(|&at| items[at].zip(item).is_some_and(|(outer, inner)| outer != inner && outer.covers(inner)));
            found.push(spec);
            items.push(item);
        }
    }

    /// Whether a field is nested in an item that is plain text: it goes with that item.
    fn is_in_option(&self, field: Located<'a, Field>) -> bool {
        let items = field.holders().filter(|holder| matches!(holder.item.kind, BlockKind::Item { .. }));
        items.skip(1).any(|item| {
            let start = item.span(item.item.span).start;
            let line = Span::new(start, self.document.text().line_at(start).end.max(start));
            self.holes(line).next().is_none() && self.document.fields(line).next().is_none()
        })
    }

    /// What a field of the template asks for; `None` where it is prose.
    fn field(&self, field: Located<'a, Field>) -> Option<FieldSpec> {
        let (label, text) = (field.text(field.item.label), field.text(field.item.value));
        let (name, value) = (field.span(field.item.label), field.span(field.item.value));
        let mut holders = field.holders().peekable();
        let quoted = holders.peek().is_some_and(is_quoted);
        let bracketed = label.starts_with(['[', '{', '<']);
        if quoted || bracketed || is_identifier(label) || self.holes(name).next().is_some() {
            return None;
        }
        let in_item = holders.any(|holder| matches!(holder.item.kind, BlockKind::Item { .. }));
        let bold = self.document.slice(Span::new(name.start.saturating_sub(2), name.start)).ends_with("**");
        let below = self.document.below(field, self.span.end);
        let key = label_key(label);
        let mut choices = self.told(&key);
        let kind = match self.value(value, text, &mut choices) {
            Some(kind) => kind,
            None if !choices.is_empty() => FieldKind::Written,
            None if !text.is_empty() || !(bold || in_item) => return None,
            None => match below {
                Some(below) if self.asks(below) => FieldKind::Block,
                Some(_) => return None,
                None => FieldKind::Open,
            },
        };
        let last_hole = self.holes(Span::new(value.start, value.end.max(value.start + 1))).last();
        let end = match kind {
            FieldKind::Block => below.map_or(value.end, |below| below.end),
            _ => last_hole.map_or(value.end, |hole| hole.end.max(value.end)),
        };
        let line = self.document.text().line_at(value.end);
        let comment = self.document.slice(Span::new(value.start, line.end.max(value.start)));
        let optional = leaves_open(label, text, &comment);
        let required = !optional && !is_numbered(&key);
        Some(FieldSpec {
            key,
            label: label.to_owned(),
            span: field.whole(),
            value: Span::new(value.start, end.max(value.start)),
            kind,
            choices,
            required,
            parent: None,
            continues: false,
            row: false,
        })
    }

    /// What a value on its line asks for, and its choices; `None` where it is empty or prose.
    fn value(&self, span: Span, text: &str, choices: &mut Vec<String>) -> Option<FieldKind> {
        let comment = text.split_once("<!--").and_then(|(_, rest)| list(rest.split("-->").next()?.trim()));
        let bare = text.split("<!--").next().unwrap_or_default().trim_end();
        let (end, listed) = remark(bare).map_or((bare.len(), comment), |(end, listed)| (end, Some(listed)));
        let told = !choices.is_empty();
        let offered = alternatives(bare).or(listed.clone());
        if let Some(offered) = offered.filter(|_| !told) {
            *choices = offered;
        }
        if alternatives(bare).is_some() {
            return Some(FieldKind::Written);
        }
        let in_brackets = bare.strip_prefix(['(', '（']).and_then(|text| text.strip_suffix([')', '）']));
        if let Some(inner) = in_brackets {
            let open = ["empty", "blank", "留空", "可选"].iter().any(|known| inner.contains(known));
            return Some(if open { FieldKind::Open } else { FieldKind::Written });
        }
        if ["TBD", "TODO", "...", "…"].contains(&bare) || (bare.len() > 2 && bare.chars().all(|c| c == '_')) {
            return Some(FieldKind::Written);
        }
        let value = Span::new(span.start, span.start + end);
        let holes: usize = self.holes(value).map(|hole| hole.end.min(value.end) - hole.start.max(value.start)).sum();
        if holes == 0 {
            choices.truncate(if told { choices.len() } else { 0 });
            return None;
        }
        let words = self.words_outside(value);
        (words <= 3 || holes * 3 >= value.len()).then_some(FieldKind::Written)
    }

    /// How many words of `value` are in no placeholder.
    fn words_outside(&self, value: Span) -> usize {
        let mut from = value.start;
        let mut words = 0;
        let count = |span: Span| {
            let text = self.document.slice(span);
            text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count()
        };
        for hole in self.holes(value) {
            words += count(Span::new(from, hole.start.max(from)));
            from = hole.end;
        }
        words + if from < value.end { count(Span::new(from, value.end)) } else { 0 }
    }

    /// Whether what stands below a label asks for anything.
    fn asks(&self, below: Span) -> bool {
        let is_table = |block: Located<'_, Block>| matches!(block.item.kind, BlockKind::Code { .. } | BlockKind::Table);
        self.holes(below).next().is_some() || self.document.blocks(below).any(is_table)
    }

    /// A table, and its rows as fields where they are labels and values.
    fn table(&self, span: Span) -> (TableSpec, Vec<FieldSpec>) {
        let rows = self.document.table(span);
        let mut rows = rows.iter();
        let columns: Vec<String> =
            rows.next().into_iter().flatten().map(|cell| plain(&self.document.slice(*cell)).to_owned()).collect();
        let rows: Vec<&Vec<Span>> = rows.collect();
        let asks = |cell: &Span| {
            let text = self.document.slice(*cell);
            text.trim().is_empty() || self.holes(*cell).next().is_some() || alternatives(&text).is_some()
        };
        let choices = columns.iter().enumerate().map(|(at, column)| {
            let told = self.told(&label_key(column));
            let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| alternatives(&self.document.slice(*cell)));
            let cells: Vec<Vec<String>> = cells.collect::<Option<_>>().unwrap_or_default();
            let same = cells.first().filter(|first| cells.iter().all(|cell| cell == *first)).cloned();
            if told.is_empty() { same.unwrap_or_default() } else { told }
        });
        // Without names for its columns it has nothing but rows, of which some may show a sample.
        let nameless = columns.iter().all(String::is_empty);
        let asked = |row: &&Vec<Span>| matches!(row[..], [_, value] if asks(&value));
        let labelled = |row: &&Vec<Span>| matches!(row[..], [label, _] if !asks(&label)) && (nameless || asked(row));
        let labels = columns.len() == 2 && rows.iter().any(asked) && rows.iter().all(labelled);
        let row = |row: &&Vec<Span>| {
            let mut field = self.row(row[0], row[1])?;
            field.required &= asked(row);
            Some(field)
        };
        let fields = rows.iter().filter(|_| labels).filter_map(row).collect();
        let fixed = !rows.is_empty() && !rows.iter().any(|row| row.iter().any(asks));
        let table = TableSpec { span, choices: choices.collect(), columns, labels, required: !labels && !fixed };
        (table, fields)
    }

    fn row(&self, label: Span, value: Span) -> Option<FieldSpec> {
        let (name, text) = (plain(&self.document.slice(label)).to_owned(), self.document.slice(value));
        let key = label_key(&name);
        let mut choices = self.told(&key);
        let kind = self.value(value, &text, &mut choices).unwrap_or(FieldKind::Open);
        let required = !leaves_open(&name, &text, "") && !is_numbered(&key);
        let span = Span::new(label.start, value.end);
        let label = name;
        let (parent, continues, row) = (None, false, true);
        (!key.is_empty()).then_some(FieldSpec {
            key,
            label,
            span,
            value,
            kind,
            choices,
            required,
            parent,
            continues,
            row,
        })
    }

    fn list(&self, span: Span, ordered: bool) -> ListSpec {
        let mut items = 0;
        let mut boxes = 0;
        let mut list = None;
        for block in self.document.blocks(span) {
            match block.item.kind {
                BlockKind::List { .. } if list.is_none() => list = block.item.parent,
                BlockKind::Item { task, .. } => {
                    items += usize::from(block.span(block.item.span).start < span.end);
                    boxes += usize::from(task.is_some());
                }
                _ => {}
            }
        }
        ListSpec { span, ordered, checklist: boxes > 0 && boxes * 2 >= items, items }
    }
}

/// `FR-001`, `SC-2`, `T012`: what numbers an item rather than names a value.
fn is_identifier(label: &str) -> bool {
    let digits = label.chars().any(|c| c.is_ascii_digit());
    digits && !label.contains(char::is_whitespace) && label.starts_with(|c: char| c.is_uppercase())
}

/// `phase 1`, `option b`: one of several, of which a document has as many as it needs.
fn is_numbered(key: &str) -> bool {
    let last = key.rsplit(' ').next().unwrap_or_default();
    key.contains(' ') && (last.chars().all(|c| c.is_ascii_digit()) || last.len() == 1)
}
