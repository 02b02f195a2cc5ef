//! Writing directives into a template's text.

use super::Template;
use crate::text::{Edit, Edits};

impl Template {
    /// Edits of the template's text that put a directive on a line of its own ahead of the heading of
    /// each of these specs. No other byte is touched.
    pub fn annotate(&self, directives: &[(usize, &str)]) -> Edits {
        let text = self.document.text();
        let line_ending = text.line_ending().as_str();
        let edits = directives.iter().map(|&(spec, directive)| {
            let start = text.line_start(self.heading(spec).start);
            Edit::insert(start, format!("<!-- specls: {directive} -->{line_ending}"))
        });
        // Insertions never overlap.
        Edits::new(edits.collect()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::builtin;

    #[test]
    fn a_directive_is_read_where_it_was_written() {
        for template in builtin() {
            for ending in ["\n", "\r\n"] {
                let source = format!("\u{feff}{}", template.document.text()).replace('\n', ending);
                let template = Template::read("t", "t.md", &source);
                for spec in (0..template.specs().len()).filter(|&spec| Some(spec) != template.title()) {
                    let text = template.annotate(&[(spec, "optional"), (spec, "any-order")]).apply_to(&source);
                    assert_eq!(
                        text.replace(
                            &format!("<!-- specls: optional -->{ending}<!-- specls: any-order -->{ending}"),
                            ""
                        ),
                        source
                    );
                    let after = Template::read("t", "t.md", &text);
                    assert_eq!(after.specs().len(), template.specs().len());
                    assert!(after.specs()[spec].optional && after.specs()[spec].any_order, "{}: {spec}", template.id);
                }
            }
        }
    }
}
