//! What there is to know of each directive.

/// Where a directive may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// In templates.
    Template,
    /// In documents.
    Document,
}

/// What there is to know of a directive: the documentation, hover and completion are made from it.
#[derive(Debug, PartialEq, Eq)]
pub struct Grammar {
    /// The first word.
    pub name: &'static str,
    /// The whole, with names in capitals for what the author writes.
    pub usage: &'static str,
    /// Where it may stand.
    pub home: For,
    /// What it says, in Markdown.
    pub summary: &'static str,
    /// One that could stand in a file, without `specls:`.
    pub example: &'static str,
}

/// All directives, in the order of their documentation.
pub static DIRECTIVES: [Grammar; 12] = [
    Grammar {
        name: "template",
        usage: "template: id=ID, version=VERSION, description=TEXT",
        home: For::Template,
        summary: "This file is a template: its id, its version and its line in lists. Each may be left out, one is needed. \
                  Such a file is not checked as a document.",
        example: "template: id=service, version=1.2, description=How one of our services works",
    },
    Grammar {
        name: "optional",
        usage: "optional",
        home: For::Template,
        summary: "This section may be left out.",
        example: "optional",
    },
    Grammar {
        name: "repeat",
        usage: "repeat",
        home: For::Template,
        summary: "This section may stand several times; one is wanted.",
        example: "repeat",
    },
    Grammar {
        name: "any-order",
        usage: "any-order",
        home: For::Template,
        summary: "The sections below this one may stand in any order.",
        example: "any-order",
    },
    Grammar {
        name: "keep",
        usage: "keep",
        home: For::Template,
        summary: "This section's own text is meant to stay in documents as it is.",
        example: "keep",
    },
    Grammar {
        name: "guidance",
        usage: "guidance: TEXT",
        home: For::Template,
        summary: "What to tell the author of this section, where the section's own text does not.",
        example: "guidance: Two sentences, for a reader who does not know the service.",
    },
    Grammar {
        name: "choices",
        usage: "choices LABEL: VALUE, VALUE",
        home: For::Template,
        summary: "The values that a field or a table's column of this section may have; two or more.",
        example: "choices Priority: High, Medium, Low",
    },
    Grammar {
        name: "inputs",
        usage: "inputs: NAME, NAME",
        home: For::Template,
        summary: "Placeholders that stand for one value each, wherever in a document they occur.",
        example: "inputs: Service name, Team",
    },
    Grammar {
        name: "template",
        usage: "template NAME@VERSION",
        home: For::Document,
        summary: "Which template the document follows, by its id or path, and, if it matters, which version of it the \
                  document was written from. A key `template` in the front matter says the same.",
        example: "template service@1.2",
    },
    Grammar {
        name: "ignore",
        usage: "ignore RULE, RULE: REASON",
        home: For::Document,
        summary: "Findings of these rules are meant to be left: behind other text those on this line; alone on its line \
                  those in the block that follows, such as a heading, a paragraph, a list or a table.",
        example: "ignore missing-field: the owner is named in the parent document",
    },
    Grammar {
        name: "ignore-section",
        usage: "ignore-section RULE, RULE: REASON",
        home: For::Document,
        summary: "The same in the whole section that it stands in, its heading and the sections below included.",
        example: "ignore-section missing-table: the figures are in the old wiki",
    },
    Grammar {
        name: "ignore-document",
        usage: "ignore-document RULE, RULE: REASON",
        home: For::Document,
        summary: "The same in the whole document, wherever it stands. This is also the one for the front matter.",
        example: "ignore-document missing-section: written before the template was",
    },
];

impl Grammar {
    /// What follows the name in its usage, with what parts them; two empty texts where nothing does.
    pub fn value(&self) -> (&'static str, &'static str) {
        let rest = &self.usage[self.name.len()..];
        let value = rest.trim_start_matches([':', ' ']);
        (&rest[..rest.len() - value.len()], value)
    }
}

/// The last directive of this name: `template` is the document's.
pub(super) fn grammar(name: &str) -> &'static Grammar {
    DIRECTIVES.iter().rfind(|grammar| grammar.name == name).unwrap_or(&DIRECTIVES[0])
}
