//! A document's fields paired with those that its template asks for.

use super::Alignment;
use crate::document::Document;
use crate::markdown::Chunk;
use crate::template::{Contents, FieldSpec, Home, Reading, Template, first_section, plain, preamble};
use crate::text::Span;

/// A labelled value of a document that the template asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairedField {
    /// Whose [`Contents`] the field spec is in.
    pub home: Home,
    /// The field spec, by index.
    pub spec: usize,
    /// The section that it stands in; `None` ahead of the first section and in the title's own text.
    pub section: Option<usize>,
    /// The label, without emphasis and colon.
    pub label: Span,
    /// The value on the label's line, trimmed; empty where there is none.
    pub value: Span,
    /// Whether label and value are cells of a table: one row of it, or one column.
    pub row: bool,
    /// Whether it is a table's column: the value is the cell below the label.
    pub column: bool,
}

impl PairedField {
    /// What the template says of it.
    pub fn of<'t>(&self, template: &'t Template) -> &'t FieldSpec {
        &template.contents(self.home).fields[self.spec]
    }
}

impl Alignment {
    /// The fields of `document` that `template` asks for where they stand, by place. What stands in
    /// the opening may stand in either of its parts: ahead of the first section or in it.
    pub(crate) fn fields(&self, document: &Document, template: &Template) -> Vec<PairedField> {
        let sections = (0..document.sections().len()).map(Some);
        let mut found = Vec::new();
        for section in [None].into_iter().chain(sections) {
            self.scan(document, template, section, &mut found);
        }
        found
    }

    /// Those of one section; for `None` those ahead of the first section.
    pub(crate) fn fields_of(
        &self,
        document: &Document,
        template: &Template,
        section: Option<usize>,
    ) -> Vec<PairedField> {
        let mut found = Vec::new();
        self.scan(document, template, section, &mut found);
        found
    }

    /// Whose fields may stand in `section`. What stands in the opening may stand in either of its parts.
    pub(crate) fn homes(&self, document: &Document, template: &Template, section: Option<usize>) -> [Home; 2] {
        let Some(section) = section.filter(|_| section != self.title()) else {
            let information = first_section(&template.document, template.title()).map_or(Home::Nowhere, Home::Spec);
            return [Home::Preamble, information];
        };
        let own = match self.pair(section) {
            Some(pair) if !pair.loose => Home::Spec(pair.spec),
            _ => Home::Nowhere,
        };
        let is_first = Some(section) == first_section(document, self.title());
        [own, if is_first { Home::Preamble } else { Home::Nowhere }]
    }

    fn scan(&self, document: &Document, template: &Template, section: Option<usize>, found: &mut Vec<PairedField>) {
        let span = match section {
            // The title's own text is ahead of the first section.
            Some(_) if section == self.title() => return,
            Some(section) => document.sections()[section].body,
            None => preamble(document, self.title()),
        };
        let homes = self.homes(document, template, section);
        let contents = homes.map(|home| (home, template.contents(home)));
        if contents.iter().all(|(_, contents)| contents.fields.is_empty()) {
            return;
        }
        let start = found.len();
        for (base, chunk) in document.chunks_in(span) {
            let whole = Span::new(base, base + chunk.text().len());
            if !holds_all(span, base, chunk) {
                let part = Span::new(span.start.max(whole.start), span.end.min(whole.end));
                fields_in(document, part, &contents, found);
                continue;
            }
            let fits = |known: &Known| known.homes == homes && known.template == *template.reading();
            let known = chunk.memo_if(fits, |_| {
                let mut fields = Vec::new();
                fields_in(document, whole, &contents, &mut fields);
                let back = |span: Span| Span::new(span.start - base, span.end - base);
                let local =
                    |field: PairedField| PairedField { label: back(field.label), value: back(field.value), ..field };
                Known { template: template.reading().clone(), homes, fields: fields.into_iter().map(local).collect() }
            });
            let place = |field: &PairedField| PairedField {
                label: field.label.shift(base),
                value: field.value.shift(base),
                ..*field
            };
            found.extend(known.fields.iter().map(place));
        }
        found[start..].iter_mut().for_each(|field| field.section = section);
    }
}

/// The fields of a chunk, whose places are from its start and whose section is not known.
struct Known {
    template: Reading,
    homes: [Home; 2],
    fields: Vec<PairedField>,
}

/// Whether all fields and tables of the chunk at `base` begin in `span`.
fn holds_all(span: Span, base: usize, chunk: &Chunk) -> bool {
    let fields = [chunk.fields().first(), chunk.fields().last()].map(|field| field.map(|field| field.label.start));
    let tables = [chunk.tables().first(), chunk.tables().last()];
    let tables = tables.map(|table| table.map(|&table| chunk.blocks()[table as usize].span.start));
    fields.into_iter().chain(tables).flatten().all(|at| (span.start..span.end).contains(&(base + at)))
}

/// The fields that begin inside `span`, by place.
fn fields_in(document: &Document, span: Span, homes: &[(Home, &Contents)], found: &mut Vec<PairedField>) {
    let start = found.len();
    // Most labels are written as in the template and stand in its order.
    let mut next = 0;
    let mut add = |text: &str, label: Span, value: Span, (row, column): (bool, bool)| {
        let (home, contents) = homes[0];
        let expected = contents.fields.get(next).filter(|field| field.label == text);
        let expected = expected.filter(|field| contents.field(&field.key) == Some(next));
        let spec = match expected {
            Some(_) => Some((home, next)),
            None => homes.iter().find_map(|(home, contents)| Some((*home, contents.named(text)?))),
        };
        let Some((home, spec)) = spec else { return };
        next = spec + 1;
        found.push(PairedField { home, spec, section: None, label, value, row, column });
    };
    for field in document.fields(span) {
        add(field.text(field.item.label), field.span(field.item.label), field.span(field.item.value), (false, false));
    }
    for table in document.tables(span) {
        let pairs = document.pairs(table);
        let is_label = |cell: Span| {
            let text = document.slice(cell);
            homes.iter().any(|(_, contents)| contents.named(plain(&text)).is_some())
        };
        // A header that ends with a label, or has the only one and none of its values beside it, has labels
        // only: their values stand below them, where it is one row.
        let offers = |[label, value]: [Span; 2]| {
            let (label, value) = (document.slice(label), document.slice(value));
            homes.iter().any(|(_, contents)| {
                let field = contents.named(plain(&label)).map(|field| &contents.fields[field]);
                field.is_some_and(|field| field.choices.iter().any(|choice| choice.eq_ignore_ascii_case(plain(&value))))
            })
        };
        let columns = pairs.split_first().is_some_and(|(&header, rows)| {
            let leads = || is_label(header[0]) && !rows.is_empty() && !rows.iter().any(|row| is_label(row[0]));
            is_label(header[1]) || (leads() && !offers(header))
        });
        if let (true, [header, values]) = (columns, &pairs[..]) {
            for (&label, &value) in header.iter().zip(values) {
                add(plain(&document.slice(label)), label, value, (true, true));
            }
        }
        for &[label, value] in pairs.iter().filter(|_| !columns) {
            add(plain(&document.slice(label)), label, value, (true, false));
        }
    }
    found[start..].sort_unstable_by_key(|field| field.label);
}
