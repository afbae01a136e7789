//! A whole notice, read, rebuilt, typed and checked: for each form of the founding notice and two harder PDFs; stage by
//! stage; for lists that grow; and for all fixtures one after another.
//!
//! `cargo bench --all-features`
#![allow(missing_docs, clippy::unwrap_used)] // the macros make public items; a bench without its file is no bench

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use putuo_notice::Parser;

const INPUTS: &[(&str, &str)] = &[
    ("text", "seed/text/input.txt"),
    ("html", "web/spans/input.html"),
    ("pdf", "seed/libreoffice/input.pdf"),
    ("pdf, no Unicode map", "pdf/gbk/input.pdf"),
    ("pdf, encrypted", "pdf/encrypted/input.pdf"),
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

/// How far a PDF is taken in how long: opened; read and its lines found; its tables found; the whole notice; its JSON.
/// Each stage has those before it in it.
fn stages(c: &mut Criterion) {
    let parser = Parser::default();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/seed/libreoffice/input.pdf");
    let bytes = std::fs::read(path).unwrap();
    let mut group = c.benchmark_group("stages");
    group.bench_function("1 open", |b| {
        b.iter(|| parser.open(black_box(&bytes)).unwrap());
    });
    group.bench_function("2 text", |b| {
        b.iter(|| parser.text(black_box(&bytes)).unwrap());
    });
    group.bench_function("3 tables", |b| {
        b.iter(|| parser.tables(black_box(&bytes)).unwrap());
    });
    group.bench_function("4 notice", |b| {
        b.iter(|| parser.parse(black_box(&bytes)).unwrap());
    });
    group.bench_function("5 JSON", |b| {
        b.iter(|| serde_json::to_string(&parser.parse(black_box(&bytes)).unwrap()).unwrap());
    });
    group.finish();
}

/// Every fixture, one after another: those that end in an error too.
fn batch(c: &mut Criterion) {
    let parser = Parser::default();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut inputs = Vec::new();
    let below = |folder: &Path| {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        entries.map(|e| e.unwrap().path()).collect::<Vec<_>>()
    };
    for case in below(&fixtures).iter().flat_map(|area| below(area)) {
        for form in ["pdf", "txt", "html"] {
            inputs.extend(std::fs::read(case.join(format!("input.{form}"))));
        }
    }
    let mut group = c.benchmark_group("batch");
    group.sample_size(10);
    group.throughput(Throughput::Elements(inputs.len() as u64));
    group.bench_function(format!("{} fixtures", inputs.len()), |b| {
        b.iter(|| {
            for bytes in &inputs {
                let _ = black_box(parser.parse(bytes));
            }
        });
    });
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

criterion_group!(benches, whole, stages, rows, batch);
criterion_main!(benches);
