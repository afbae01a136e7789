//! Data flows one way: a stage imports earlier stages and the ground modules, nothing else.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};

const GROUND: &[&str] = &[
    "accounts",
    "context",
    "diagnostic",
    "error",
    "eye_reader",
    "lexicon",
    "location",
    "model",
    "options",
    "second_reader",
];
const STAGES: &[&str] = &[
    "source", "page", "text", "table", "notice", "amount", "eye", "validate", "audit", "output",
];

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
    {
        if entry.is_dir() {
            files(&entry, out);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            out.push(entry);
        }
    }
}

/// Modules named after `crate::`.
fn imported(code: &str) -> Vec<String> {
    let code: String = code
        .lines()
        .filter(|l| !l.trim_start().starts_with("//"))
        .flat_map(|l| [l, "\n"])
        .collect();
    let mut found = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let names = match rest.strip_prefix('{') {
            Some(group) => group
                .split('}')
                .next()
                .unwrap_or("")
                .split(',')
                .map(str::trim)
                .map(first_word)
                .collect(),
            None => vec![first_word(rest)],
        };
        found.extend(names.into_iter().filter(|n| !n.is_empty()));
    }
    found
}

fn first_word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

#[test]
fn stages_import_only_what_comes_before_them() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&src, &mut all);
    let mut wrong = Vec::new();
    for file in all {
        let inside = file.strip_prefix(&src).unwrap();
        let name = inside
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_string_lossy()
            .replace(".rs", "");
        let stage = STAGES.iter().position(|s| *s == name);
        if stage.is_none() && !GROUND.contains(&name.as_str()) {
            continue; // lib.rs, parser.rs and the program see everything
        }
        for module in imported(&std::fs::read_to_string(&file).unwrap()) {
            let of = STAGES.iter().position(|s| *s == module);
            if of.is_some_and(|of| stage.is_none_or(|s| of > s)) {
                wrong.push(format!("{} imports {module}", inside.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Paths below `src/` that ARCHITECTURE.md names, in code marks or as the aim of a link.
fn named_paths() -> Vec<&'static str> {
    let page = include_str!("../../ARCHITECTURE.md");
    let paths = page.split(['`', '(', ')', ' ', '\n', ',']);
    paths.filter(|path| path.starts_with("src/")).collect()
}

#[test]
fn every_path_that_the_architecture_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut gone = named_paths();
    gone.retain(|path| !root.join(path).exists());
    assert!(gone.is_empty(), "{gone:?}");
}

#[test]
fn the_architecture_names_every_stage_and_folder() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let named = named_paths();
    for entry in std::fs::read_dir(src).unwrap() {
        let path = entry.unwrap().path();
        let folder = path.file_name().unwrap().to_string_lossy();
        let path_in_page = format!("src/{folder}/");
        if path.is_dir() {
            assert!(named.contains(&path_in_page.as_str()), "{path_in_page}");
        }
    }
    let order = STAGES.join(" → ");
    let page = include_str!("../../ARCHITECTURE.md");
    assert!(page.contains(&order), "the stages are {order}");
}
