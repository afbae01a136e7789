//! Which files are read, and how files are written.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::io::{Error, ErrorKind, Read as _, Result};
use std::path::{Path, PathBuf};

use putuo_notice::output::{WORKBOOK_AUTHOR, rows};
use serde::{Deserialize, Serialize};

use crate::{Inputs, attached, say, shown};

/// Kinds of files that a folder is searched for: those that are read, and those that notices are written in but that must be
/// converted first, which their errors say.
const KINDS: &[&str] = &[
    "pdf", "txt", "text", "html", "htm", "md", "csv", "tsv", "xlsx", "xlsm", "xls", "et", "ods",
    "docx", "docm", "mht", "mhtml", "doc", "wps", "rtf", "ofd", "odt", "xlsb",
];
/// Bytes of a file by which this program knows its own output: a header line has two thousand.
const HEAD: u64 = 8 << 10;
/// Files left out that are named one by one.
const NAMED: usize = 10;

/// A path as the system has it, whatever its bytes are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Sent", into = "Sent")]
pub(crate) struct RawPath(PathBuf);

/// A path between processes: text, or bytes where it is none.
#[derive(Serialize, Deserialize)]
enum Sent {
    Text(String),
    Bytes(Vec<u8>),
}

impl From<PathBuf> for RawPath {
    fn from(path: PathBuf) -> Self {
        Self(path)
    }
}

impl From<RawPath> for Sent {
    fn from(path: RawPath) -> Self {
        match path.0.into_os_string().into_string() {
            Ok(text) => Self::Text(text),
            Err(other) => Self::Bytes(other.into_encoded_bytes()),
        }
    }
}

impl From<Sent> for RawPath {
    fn from(sent: Sent) -> Self {
        Self(match sent {
            Sent::Text(text) => text.into(),
            #[cfg(unix)]
            Sent::Bytes(bytes) => PathBuf::from(
                <std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes),
            ),
            #[cfg(not(unix))]
            Sent::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned().into(),
        })
    }
}

impl AsRef<Path> for RawPath {
    fn as_ref(&self) -> &Path {
        &self.0
    }
}

impl RawPath {
    /// The path as text; bytes that are no text as `\xNN`, so that two paths never look the same.
    pub(crate) fn shown(&self) -> String {
        name_of(&self.0)
    }
}

/// A path as text.
pub(crate) fn name_of(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        if cfg!(windows) {
            out.push_str(&chunk.valid().replace('\\', "/"));
        } else {
            // A name that has these four characters in it is another than one with the byte.
            out.push_str(&chunk.valid().replace("\\x", "\\x5cx"));
        }
        for byte in chunk.invalid() {
            out.push_str(&format!("\\x{byte:02x}"));
        }
    }
    out
}

/// A file to read, under the name that results bear.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Input {
    pub(crate) path: RawPath,
    pub(crate) name: String,
    /// Why it cannot be read, if that is known: a folder that cannot be looked into.
    failure: Option<String>,
    /// Whether it was found in a folder.
    pub(crate) found: bool,
    /// Files that hold its attachments.
    pub(crate) attached: Vec<RawPath>,
}

impl Input {
    /// Its bytes, no more than are allowed; of regular files and standard input only.
    pub(crate) fn read(&self, limit: u64) -> Result<Vec<u8>> {
        if let Some(why) = &self.failure {
            return Err(Error::other(why.clone()));
        }
        let path: &Path = self.path.as_ref();
        if path != Path::new("-") {
            return read(path, limit);
        }
        let mut bytes = Vec::new();
        let stdin = std::io::stdin().lock();
        stdin
            .take(limit.saturating_add(1))
            .read_to_end(&mut bytes)?;
        within(bytes, limit)
    }

    /// SHA-256 of its bytes, as [`Self::read`] gives them.
    pub(crate) fn sha256(&self, limit: u64) -> Option<String> {
        self.read(limit).ok().map(putuo_notice::sha256)
    }
}

/// A regular file's bytes, no more than are allowed.
pub(crate) fn read(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let mut file = open(path)?;
    let size = file.metadata()?.len();
    if size > limit {
        return Err(too_large(limit));
    }
    // At once, and what it has grown by: `take` alone reads in pieces.
    let mut bytes = vec![0; usize::try_from(size).unwrap_or(0)];
    let mut filled = 0;
    while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read(rest) {
            Ok(0) => break,
            Ok(more) => filled += more,
            Err(why) if why.kind() == ErrorKind::Interrupted => {}
            Err(why) => return Err(why),
        }
    }
    bytes.truncate(filled);
    let more = limit.saturating_add(1).saturating_sub(size);
    let _ = file.take(more).read_to_end(&mut bytes)?;
    within(bytes, limit)
}

fn within(bytes: Vec<u8>, limit: u64) -> Result<Vec<u8>> {
    if u64::try_from(bytes.len()).is_ok_and(|size| size <= limit) {
        Ok(bytes)
    } else {
        Err(too_large(limit))
    }
}

fn too_large(limit: u64) -> Error {
    Error::other(format!(
        "stopped at the limit input_bytes = {limit}\n  help: if the file is trusted, raise `--limit input_bytes=N`"
    ))
}

/// Opens a regular file. Others are not opened at all: a pipe would wait for whoever writes to it.
fn open(path: &Path) -> Result<std::fs::File> {
    let regular = |meta: std::fs::Metadata| {
        if meta.is_file() {
            Ok(())
        } else {
            Err(Error::other(
                "it is no regular file\n  help: give its text on standard input (`putuo-notice convert - < FILE`)",
            ))
        }
    };
    regular(std::fs::metadata(path)?)?;
    let file = std::fs::File::open(path)?;
    regular(file.metadata()?)?;
    Ok(file)
}

/// What a search has come upon beside the files to read.
#[derive(Default)]
struct Beside {
    /// Files of other kinds.
    other: Vec<PathBuf>,
    /// What this program wrote itself.
    own: Vec<PathBuf>,
    /// Files that were named before.
    again: Vec<PathBuf>,
}

/// The files that arguments stand for, each with those that hold its attachments.
pub(crate) fn joined(arguments: &Inputs) -> Result<Vec<Input>> {
    let mut out = attached::join(all(arguments)?, arguments)?;
    if let ([one], false) = (out.as_mut_slice(), arguments.attach.is_empty()) {
        for path in &arguments.attach {
            let said = |e: Error| Error::new(e.kind(), format!("{}: {e}", shown(&name_of(path))));
            open(path).map_err(said)?;
        }
        let files = arguments.attach.iter().cloned();
        one.attached = files.map(RawPath::from).collect();
    } else if !arguments.attach.is_empty() {
        return Err(Error::new(
            ErrorKind::InvalidInput,
            "--attach goes with one notice; give its file alone",
        ));
    }
    attached::say(&out, arguments.quiet);
    Ok(out)
}

/// The files that arguments stand for, each by itself.
pub(crate) fn inputs(arguments: &Inputs) -> Result<Vec<Input>> {
    if arguments.attach.is_empty() {
        all(arguments)
    } else {
        Err(Error::new(
            ErrorKind::InvalidInput,
            "--attach goes with `convert` and `check`; give the file by itself here",
        ))
    }
}

/// The files that arguments stand for: folders searched to the bottom, in order of name; each file once. What is left out is
/// said.
fn all(arguments: &Inputs) -> Result<Vec<Input>> {
    let mut out: Vec<Input> = Vec::new();
    let mut seen = HashSet::new();
    let mut beside = Beside::default();
    for argument in &arguments.files {
        let mut found = Vec::new();
        if argument.is_dir() {
            walk(argument, &mut found, &mut beside);
            if found.is_empty() {
                return Err(Error::new(
                    ErrorKind::NotFound,
                    format!(
                        "{}: no notices in this folder (looked for {})",
                        shown(&name_of(argument)),
                        KINDS.join(", ")
                    ),
                ));
            }
        } else {
            found.push((argument.clone(), None));
        }
        for (path, failure) in found {
            // From the folder's own name on: 通知/2023/1.pdf.
            let above = match argument.parent() {
                Some(above) if argument.is_dir() => above,
                _ => path.parent().unwrap_or(Path::new("")),
            };
            let name = name_of(path.strip_prefix(above).unwrap_or(&path));
            let place = path.canonicalize().unwrap_or_else(|_| path.clone());
            if seen.insert(place) {
                out.push(Input {
                    path: path.into(),
                    name,
                    failure,
                    found: argument.is_dir(),
                    attached: Vec::new(),
                });
            } else {
                beside.again.push(path);
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
            input.name = input.path.shown();
        }
    }
    if !arguments.quiet {
        list(&beside.other, "of another kind, left out");
        list(&beside.own, "written by this program, left out");
        list(&beside.again, "named more than once, read once");
    }
    Ok(out)
}

/// Says which files are treated otherwise than they were named.
fn list(paths: &[PathBuf], what: &str) {
    if paths.is_empty() {
        return;
    }
    say(&format!("putuo-notice: {what}: {}", paths.len()));
    for path in paths.iter().take(NAMED) {
        say(&format!("  {}", shown(&name_of(path))));
    }
    if paths.len() > NAMED {
        say(&format!("  and {} more", paths.len() - NAMED));
    }
}

fn walk(folder: &Path, out: &mut Vec<(PathBuf, Option<String>)>, beside: &mut Beside) {
    // A path may be too long to ask about: what it is, its folder knows.
    let listed = std::fs::read_dir(folder).and_then(|entries| {
        let entry = |e: std::fs::DirEntry| (e.path(), e.file_type().is_ok_and(|t| t.is_dir()));
        entries.map(|e| e.map(entry)).collect()
    });
    let mut entries: Vec<(PathBuf, bool)> = match listed {
        Ok(entries) => entries,
        Err(why) => {
            out.push((folder.to_path_buf(), Some(why.to_string())));
            return;
        }
    };
    entries.sort();
    for (path, is_folder) in entries {
        let name = path.file_name().unwrap_or_default();
        let hidden = name.as_encoded_bytes().starts_with(b".");
        let kind = path.extension().and_then(OsStr::to_str);
        let kind = kind.map(str::to_ascii_lowercase).unwrap_or_default();
        if hidden {
            continue;
        } else if is_folder {
            walk(&path, out, beside);
        } else if path.is_dir() {
            // A link to a folder may lead back up.
            beside.other.push(path);
        } else if !KINDS.contains(&kind.as_str()) {
            beside.other.push(path);
        } else if is_own(&path, &kind) {
            beside.own.push(path);
        } else {
            out.push((path, None));
        }
    }
}

/// Whether this program wrote a file: its tables have header lines of their own, and its pages a title.
fn is_own(path: &Path, kind: &str) -> bool {
    if kind == "xlsx" {
        return is_own_workbook(path).unwrap_or(false);
    }
    if !matches!(kind, "csv" | "md" | "html" | "htm") {
        return false;
    }
    let mut bytes = Vec::new();
    if !open(path).is_ok_and(|file| file.take(HEAD).read_to_end(&mut bytes).is_ok()) {
        return false;
    }
    let head = String::from_utf8_lossy(&bytes);
    let head = head.trim_start_matches('\u{feff}');
    match kind {
        "csv" => {
            let first = head.lines().next().unwrap_or_default();
            [rows::ITEMS, rows::NOTICES, rows::DIAGNOSTICS]
                .iter()
                .any(|fields| first.split(',').eq(fields.iter().map(|f| f.name)))
        }
        "md" => head.contains(putuo_notice::output::MARKDOWN_HEADER),
        _ => head.contains("<title>putuo-notice</title>"),
    }
}

/// Whether a workbook names this program as its author.
fn is_own_workbook(path: &Path) -> Option<bool> {
    let mut package = zip::ZipArchive::new(open(path).ok()?).ok()?;
    let mut about = Vec::new();
    let part = package.by_name("docProps/core.xml").ok()?;
    part.take(HEAD).read_to_end(&mut about).ok()?;
    let author = format!("<dc:creator>{WORKBOOK_AUTHOR}</dc:creator>");
    Some(String::from_utf8_lossy(&about).contains(&author))
}

/// Refuses to write onto an input, or onto `others` that are read: corrections, a password.
pub(crate) fn not_onto<'p>(
    inputs: &[Input],
    others: impl IntoIterator<Item = &'p PathBuf>,
    target: &Path,
) -> Result<()> {
    let Ok(place) = target.canonicalize() else {
        return Ok(());
    };
    let is_it = |path: &Path| path.canonicalize().is_ok_and(|p| p == place);
    let own = |i: &Input| {
        let mut paths = std::iter::once(&i.path).chain(&i.attached);
        paths.any(|p| is_it(p.as_ref()))
    };
    if inputs.iter().any(own) || others.into_iter().any(|p| is_it(p)) {
        return Err(Error::new(
            ErrorKind::InvalidInput,
            format!(
                "{} is among the inputs and is not written over; name another output",
                shown(&name_of(target))
            ),
        ));
    }
    Ok(())
}

/// Writes a file whole or not at all: under another name first, then renamed. What is no regular file (a device) is written
/// to as it is.
pub(crate) fn write(
    path: &Path,
    fill: impl FnOnce(&mut std::fs::File) -> Result<()>,
) -> Result<()> {
    if let Some(parent) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
        std::fs::create_dir_all(parent)?;
    }
    let named = |e: Error| Error::new(e.kind(), format!("{}: {e}", shown(&name_of(path))));
    if is_device(path) {
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .open(path)
            .map_err(named)?;
        return fill(&mut file).map_err(named);
    }
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    let part = path.with_file_name(name);
    let mut file = std::fs::File::create(&part).map_err(named)?;
    let filled = fill(&mut file);
    drop(file);
    if let Err(why) = filled {
        let _ = std::fs::remove_file(&part);
        return Err(named(why));
    }
    std::fs::rename(&part, path).map_err(named)
}

/// Whether something is there that is neither a file nor a folder.
pub(crate) fn is_device(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir())
}
