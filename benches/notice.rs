//! A whole notice, read, rebuilt, typed and checked, for each form of the founding notice and two harder PDFs.
//!
//! `cargo bench --all-features`
#![allow(missing_docs, clippy::unwrap_used)] // the macros make public items; a bench without its file is no bench

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use putuo_notice::Parser;

const INPUTS: &[(&str, &str)] = &[
    ("text", "seed_original_001/input.txt"),
    ("html", "form_html_001/input.html"),
    ("pdf", "seed_libreoffice_001/input.pdf"),
    ("pdf, no Unicode map", "pdf_gbk_001/input.pdf"),
    ("pdf, encrypted", "pdf_encrypted_001/input.pdf"),
];

fn whole(c: &mut Criterion) {
    let parser = Parser::default();
    let mut group = c.benchmark_group("parse");
    for (name, file) in INPUTS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fixtures")
            .join(file);
        let bytes = std::fs::read(path).unwrap();
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function(*name, |b| {
            b.iter(|| parser.parse(black_box(&bytes)).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, whole);
criterion_main!(benches);
