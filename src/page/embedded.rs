//! What a PDF holds beside its pages: files inside the file, and forms that another program would lay out. None of it is
//! read; that it is there is said, since a notice's table may be in it.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};

use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::page::marked::text_string;

/// A tree of names has some three levels; one made to be deep is not followed further.
const DEPTH: u32 = 8;

/// Files that a message names. What lies beyond is counted.
const NAMED: usize = 5;

/// Files and nodes of the tree that are looked at. A letter has a handful; a file made of millions of names is not read to the end.
const MOST: usize = 1_000;

/// Says which files lie inside this one.
pub(crate) fn say(pdf: &Pdf, ctx: &mut Context<'_>) {
    let xref = pdf.xref();
    let Some(catalog) = xref.get::<Dict<'_>>(xref.root_id()) else {
        return;
    };
    let mut names = Vec::new();
    let tree = catalog
        .get::<Dict<'_>>(b"Names")
        .and_then(|names| names.get::<Dict<'_>>(b"EmbeddedFiles"));
    if let Some(tree) = tree {
        of_tree(&tree, DEPTH, &mut 0, &mut names);
    }
    if let Some(associated) = catalog.get::<Array<'_>>(b"AF") {
        of_files(associated.iter::<Dict<'_>>(), &mut names);
    }
    for page in pdf.pages().iter() {
        let annotations = page.raw().get::<Array<'_>>(b"Annots");
        let attached = annotations.iter().flat_map(|a| a.iter::<Dict<'_>>());
        let attached = attached.filter(|a| {
            a.get::<Name<'_>>(b"Subtype")
                .is_some_and(|name| name.as_ref() == b"FileAttachment")
        });
        of_files(
            attached.filter_map(|a| a.get::<Dict<'_>>(b"FS")),
            &mut names,
        );
    }
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    if !names.is_empty() {
        ctx.diagnostics.push(embedded(&names));
    }
    let form = catalog.get::<Dict<'_>>(b"AcroForm");
    if form.is_some_and(|form| form.contains_key(b"XFA")) {
        ctx.diagnostics.push(
            Diagnostic::new(
                codes::SOURCE_FORM_OF_ITS_OWN,
                Severity::Warning,
                "the file holds an XFA form, which its own program lays out; what that would show was not read",
                "文件内有XFA动态表单，其内容未读取",
            )
            .help(
                "open it in Adobe Reader and print it to a PDF",
                "请用Adobe Reader打开并打印为PDF",
            ),
        );
    }
}

/// `nodes`: how many were looked at, since a branch may name itself many times.
fn of_tree(node: &Dict<'_>, depth: u32, nodes: &mut usize, names: &mut Vec<String>) {
    *nodes += 1;
    if let Some(pairs) = node.get::<Array<'_>>(b"Names") {
        let files = pairs
            .iter::<Object<'_>>()
            .filter_map(|object| match object {
                Object::Dict(file) => Some(file),
                _ => None,
            });
        of_files(files, names);
    }
    if depth == 0 {
        return;
    }
    if let Some(kids) = node.get::<Array<'_>>(b"Kids") {
        for kid in kids.iter::<Dict<'_>>() {
            if *nodes >= MOST {
                return;
            }
            of_tree(&kid, depth - 1, nodes, names);
        }
    }
}

/// The names of files, by their descriptions (ISO 32000-1, 7.11.3).
fn of_files<'a>(files: impl Iterator<Item = Dict<'a>>, names: &mut Vec<String>) {
    for file in files {
        if names.len() >= MOST {
            return;
        }
        if !file.contains_key(b"EF") {
            continue;
        }
        let name = [&b"UF"[..], b"F"]
            .into_iter()
            .find_map(|key| file.get::<PdfString<'_>>(key));
        names.push(name.map_or_else(String::new, |name| text_string(name.as_bytes())));
    }
}

fn embedded(names: &[String]) -> Diagnostic {
    let mut shown: Vec<String> = names.iter().take(NAMED).map(|n| format!("“{n}”")).collect();
    if names.len() > NAMED {
        shown.push(format!("(+{})", names.len() - NAMED));
    }
    let shown = shown.join(", ");
    Diagnostic::new(
        codes::SOURCE_EMBEDDED_FILES,
        Severity::Warning,
        format!(
            "{} files lie inside this one and were not read: {shown}",
            names.len()
        ),
        format!("文件内嵌有{}个文件，未读取：{shown}", names.len()),
    )
    .help(
        "save them from a PDF viewer (attachments) and read each as a file of its own",
        "请在PDF阅读器的“附件”中另存，再分别读取",
    )
}
