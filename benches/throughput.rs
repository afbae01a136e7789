//! Time for each document inside one process, beside the floor: reading the file and inflating its streams.
//!
//! `cargo bench --all-features --bench throughput -- [FOLDER or PDF …]`; without arguments, the PDFs under `fixtures/`.
//! Each document is run in turn, floor and notice, and the least of five times counts, so that neither has the warmer cache.
#![allow(missing_docs, clippy::print_stdout)] // a bench prints what it measures

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use putuo_notice::Parser;

const RUNS: usize = 5;

fn main() {
    let arguments: Vec<PathBuf> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with("--"))
        .map(PathBuf::from)
        .collect();
    let mut files = Vec::new();
    if arguments.is_empty() {
        pdfs(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"),
            &mut files,
        );
    }
    for path in arguments {
        if path.is_dir() {
            pdfs(&path, &mut files);
        } else {
            files.push(path);
        }
    }
    let parser = Parser::default();
    let (mut floors, mut ours, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for file in &files {
        let (mut floor, mut notice) = (Duration::MAX, Duration::MAX);
        for _ in 0..RUNS {
            floor = floor.min(time(|| inflate(file)));
            notice = notice.min(time(|| {
                std::fs::read(file)
                    .map_or(0, |bytes| parser.parse(&bytes).map_or(0, |n| n.items.len()))
            }));
        }
        floors.push(floor.as_secs_f64() * 1e3);
        ours.push(notice.as_secs_f64() * 1e3);
        ratios.push(notice.as_secs_f64() / floor.as_secs_f64().max(1e-9));
    }
    println!("{} documents        minimum  median  maximum", files.len());
    for (name, values) in [
        ("floor, ms ", &mut floors),
        ("notice, ms", &mut ours),
        ("ratio     ", &mut ratios),
    ] {
        values.sort_by(f64::total_cmp);
        let at = |i: usize| values.get(i).copied().unwrap_or_default();
        println!(
            "{name}         {:8.2} {:7.2} {:8.2}",
            at(0),
            at(values.len() / 2),
            at(values.len().saturating_sub(1))
        );
    }
}

fn pdfs(folder: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            pdfs(&path, out);
        } else if path.extension().is_some_and(|e| e == "pdf") {
            out.push(path);
        }
    }
}

fn time(work: impl FnOnce() -> usize) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}

/// Reads a file and inflates what stands between `stream` and `endstream`; returns how many bytes that gave.
fn inflate(file: &Path) -> usize {
    let bytes = std::fs::read(file).unwrap_or_default();
    let (mut total, mut rest) = (0, bytes.as_slice());
    let mut out = Vec::new();
    while let Some(start) = find(rest, b"stream") {
        rest = rest.get(start + 6..).unwrap_or_default();
        let data = match rest {
            [b'\r', b'\n', data @ ..] | [b'\n', data @ ..] => data,
            other => other,
        };
        let end = find(data, b"endstream").unwrap_or(data.len());
        let stream = data.get(..end).unwrap_or_default();
        out.clear();
        // What is not deflated ends at once.
        let _ = flate2::read::ZlibDecoder::new(stream).read_to_end(&mut out);
        total += out.len();
        rest = data.get(end + 9..).unwrap_or_default();
    }
    total
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|w| w == what)
}
