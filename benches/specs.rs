//! What an author waits for, over specs of 10 KB, 100 KB and 1 MB: opening one, a keystroke in its
//! middle (parse, align, all rules), completion there, and a check from nothing.

#![allow(missing_docs, reason = "criterion's macros make public items without documentation")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use specls::assist::completion;
use specls::document::Document;
use specls::rules;
use specls::text::Span;
use specls::workspace::{Around, Library, Snapshot};
use std::hint::black_box;

const SIZES: [(&str, usize); 3] = [("10KB", 10_000), ("100KB", 100_000), ("1MB", 1_000_000)];

/// A spec of about `size` bytes that follows `feature`: its skeleton without one section, and as
/// many components, half of them filled in, as it takes.
fn spec(size: usize) -> String {
    let library = Library::builtin();
    let Some(template) = library.get("feature") else { return String::new() };
    let skeleton = template.skeleton().plain().replace("## Testing Strategy", "## Notes on tests, 仕様 😀");
    let Some(at) = skeleton.find("### Data Architecture") else { return skeleton };
    let mut components = String::new();
    for number in 3.. {
        if skeleton.len() + components.len() >= size {
            break;
        }
        let purpose =
            if number % 2 == 0 { "{What this component does}" } else { "Keeps `orders` and [their](#data) états." };
        components.push_str(&format!(
            "#### Component {number}: Part {number}\n\n- **Purpose:** {purpose}\n- **Technology:** Rust, {number} threads\n\
             - **Interfaces:** {{APIs, events, data flows}}\n- **Dependencies:** Component {}\n\n\
             The part reads what it is given, and writes **what** it finds; see `src/part_{number}.rs`.\n\n\
             | Field | Type |\n| --- | --- |\n| id | uuid |\n| name_{number} | text |\n\n",
            number - 1,
        ));
    }
    format!("{}{components}{}", &skeleton[..at], &skeleton[at..])
}

fn benches(criterion: &mut Criterion) {
    let library = Library::builtin();
    for (name, size) in SIZES {
        let source = spec(size);
        let mut group = criterion.benchmark_group("spec");
        group.throughput(Throughput::Bytes(source.len() as u64));
        group.bench_with_input(BenchmarkId::new("open", name), &source, |bencher, source| {
            bencher.iter(|| library.snapshot(Document::parse(black_box(source)), None));
        });
        group.bench_with_input(BenchmarkId::new("check", name), &source, |bencher, source| {
            bencher.iter(|| rules::check(&library.snapshot(Document::parse(black_box(source)), None)).len());
        });

        let document = Document::parse(&source);
        let template = library.template_of(&document);
        let middle = document.text().line_at(source.len() / 2).end;
        group.bench_function(BenchmarkId::new("edit", name), |bencher| {
            bencher.iter(|| document.edit(Span::at(middle), black_box("x")));
        });
        group.bench_function(BenchmarkId::new("keystroke", name), |bencher| {
            bencher.iter(|| {
                let edited = document.edit(Span::at(middle), black_box("x"));
                rules::check(&Snapshot::new(edited, template.clone())).len()
            });
        });
        let Some(gap) = source.find("## Deployment Strategy") else { return };
        let typed = Snapshot::new(document.edit(Span::at(gap), "## Te\n\n"), template.clone());
        group.bench_function(BenchmarkId::new("completion", name), |bencher| {
            bencher.iter(|| completion(&Around::alone(&library), black_box(&typed), gap + 5).len());
        });
        group.finish();
    }
}

criterion_group!(all, benches);
criterion_main!(all);
