//! Which files are read, and how files are written.

use std::io::{Error, ErrorKind, Read as _, Result};
use std::path::{Path, PathBuf};

/// Kinds of files that a folder is searched for: those that are read, and those that notices are written in but that must be
/// converted first, which their errors say.
const KINDS: &[&str] = &[
    "pdf", "txt", "text", "html", "htm", "md", "csv", "tsv", "xlsx", "xlsm", "xls", "et", "ods",
    "docx", "docm", "mht", "mhtml", "doc", "wps", "rtf", "ofd", "odt", "xlsb",
];

/// A file to read, under the name that results bear.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    pub(crate) path: PathBuf,
    pub(crate) name: String,
}

/// The files that arguments stand for: folders searched to the bottom, in order of name; each file once.
pub(crate) fn inputs(arguments: &[PathBuf]) -> Result<Vec<Input>> {
    let mut out: Vec<Input> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for argument in arguments {
        let mut found = Vec::new();
        if argument.is_dir() {
            walk(argument, &mut found, &mut Vec::new())?;
            if found.is_empty() {
                return Err(Error::new(
                    ErrorKind::NotFound,
                    format!(
                        "{}: no notices in this folder (looked for {})",
                        argument.display(),
                        KINDS.join(", ")
                    ),
                ));
            }
        } else {
            found.push(argument.clone());
        }
        for path in found {
            // From the folder's own name on: 通知/2023/1.pdf.
            let above = match argument.parent() {
                Some(above) if argument.is_dir() => above,
                _ => path.parent().unwrap_or(Path::new("")),
            };
            let name = path.strip_prefix(above).unwrap_or(&path);
            let name = name.to_string_lossy().replace('\\', "/");
            if seen.insert(path.clone()) {
                out.push(Input { path, name });
            }
        }
    }
    // Files of one name from different folders: only the whole path tells them apart.
    let mut count = std::collections::HashMap::new();
    for input in &out {
        *count.entry(input.name.clone()).or_insert(0) += 1;
    }
    for input in &mut out {
        if count.get(&input.name).is_some_and(|n| *n > 1) {
            input.name = input.path.to_string_lossy().replace('\\', "/");
        }
    }
    Ok(out)
}

/// Says which files of the folders given are none that notices come in.
pub(crate) fn say_passed(arguments: &[PathBuf]) -> Result<()> {
    let mut passed = Vec::new();
    for folder in arguments.iter().filter(|a| a.is_dir()) {
        walk(folder, &mut Vec::new(), &mut passed)?;
    }
    for path in &passed {
        let kind = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        let why = kind.map_or_else(
            || "it has no extension".to_owned(),
            |kind| format!(".{kind} is no kind of file that notices are read from"),
        );
        eprintln!("putuo-notice: {}: passed over: {why}", path.display());
    }
    Ok(())
}

fn walk(folder: &Path, out: &mut Vec<PathBuf>, passed: &mut Vec<PathBuf>) -> Result<()> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(|e| Error::new(e.kind(), format!("{}: {e}", folder.display())))?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_>>()?;
    entries.sort();
    for path in entries {
        let hidden = path
            .file_name()
            .is_some_and(|n| n.to_string_lossy().starts_with('.'));
        let kind = path
            .extension()
            .map(|e| e.to_string_lossy().to_ascii_lowercase());
        // A link to a folder may lead back up.
        if hidden || (path.is_dir() && path.is_symlink()) {
            continue;
        } else if path.is_dir() {
            walk(&path, out, passed)?;
        } else if kind.is_some_and(|k| KINDS.contains(&k.as_str())) {
            out.push(path);
        } else {
            passed.push(path);
        }
    }
    Ok(())
}

pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(path)
}

/// Writes a file whole or not at all: under another name first, then renamed.
pub(crate) fn write(
    path: &Path,
    fill: impl FnOnce(&mut std::fs::File) -> Result<()>,
) -> Result<()> {
    if let Some(parent) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
        std::fs::create_dir_all(parent)?;
    }
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    let part = path.with_file_name(name);
    let named = |e: Error| Error::new(e.kind(), format!("{}: {e}", path.display()));
    let mut file = std::fs::File::create(&part).map_err(named)?;
    fill(&mut file).map_err(named)?;
    drop(file);
    std::fs::rename(&part, path).map_err(named)
}
