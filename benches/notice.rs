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

/// Lists of 100 and 1,000 rows: time must grow as the rows do.
fn rows(c: &mut Criterion) {
    let parser = Parser::default();
    let mut group = c.benchmark_group("rows");
    for count in [100_u64, 1000] {
        let text = list(count);
        group.throughput(Throughput::Elements(count));
        group.bench_function(format!("text, {count}"), |b| {
            b.iter(|| parser.parse(black_box(&text)).unwrap());
        });
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fixtures/scale")
            .join(format!("rows_{count}.pdf"));
        let bytes = std::fs::read(path).unwrap();
        group.bench_function(format!("pdf, {count}"), |b| {
            b.iter(|| parser.parse(black_box(&bytes)).unwrap());
        });
    }
    group.finish();
}

/// A pasted list of so many rows, a purchaser to every five.
fn list(count: u64) -> String {
    let mut text = String::from("关于公布项目的通知\n\n序号\t购买主体\t项目名称\t金额（万元）\n");
    for n in 1..=count {
        let office = if n % 5 == 1 { "区民政局" } else { "" };
        text.push_str(&format!(
            "{n}\t{office}\t第{n}号社区服务项目\t{}\n",
            n % 50 + 1
        ));
    }
    text
}

criterion_group!(benches, whole, rows);
criterion_main!(benches);
