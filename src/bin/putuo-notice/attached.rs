//! Attachments that are files of their own: given with `--attach`, or found in a folder by the names that a notice lists.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ffi::OsStr;
use std::io::Result;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use putuo_notice::{AttachedFile, Corrections, Error, Format, Notice, Parser};

use crate::files::{self, Input, RawPath, name_of};
use crate::{Inputs, batch, shown};

/// Ends of the names of files that may be attachments of a notice in the same folder.
const KINDS: [&str; 6] = ["xlsx", "xls", "ods", "et", "docx", "pdf"];
/// Ends of the names of those that a page or letter is told by without being read like a notice.
const TEXTS: [&str; 6] = ["html", "htm", "mht", "mhtml", "txt", "md"];
/// Fewest characters of a title that a file is known by: shorter ones (附件, 清单) are many files'.
const SHORTEST: usize = 5;

fn kind(path: &RawPath) -> String {
    let end = path.as_ref().extension().unwrap_or_default();
    end.to_string_lossy().to_ascii_lowercase()
}

/// Of files found in folders, those that another one lists as its attachments are read with it. What they list is read by
/// workers, as all that is read.
pub(crate) fn join(mut inputs: Vec<Input>, given: &Inputs) -> Result<Vec<Input>> {
    let mut folders: BTreeMap<PathBuf, Vec<usize>> = BTreeMap::new();
    for (index, input) in inputs.iter().enumerate().filter(|(_, i)| i.found) {
        let folder = input.path.as_ref().parent().unwrap_or(Path::new(""));
        folders.entry(folder.to_owned()).or_default().push(index);
    }
    // Letters, by their index, with the files that may be attachments of any in their folder.
    let mut letters: Vec<(usize, Rc<Files>)> = Vec::new();
    for indices in folders.values() {
        let files = indices.iter().filter_map(|i| inputs.get(*i));
        let may_be: Vec<RawPath> = files
            .map(|i| i.path.clone())
            .filter(|p| KINDS.contains(&kind(p).as_str()))
            .collect();
        // In a folder of PDFs alone each would be read twice for nothing: a letter's attachments are tables.
        let tables = may_be.iter().any(|p| kind(p) != "pdf");
        let may_be = Rc::new(Files::new(may_be));
        for index in indices {
            let Some(input) = inputs.get(*index) else {
                continue;
            };
            let is_text = TEXTS.contains(&kind(&input.path).as_str());
            let is_letter = matches!(kind(&input.path).as_str(), "docx" | "pdf") && tables;
            if (is_text || is_letter) && may_be.paths.iter().any(|p| *p != input.path) {
                letters.push((*index, Rc::clone(&may_be)));
            }
        }
    }
    let read: Vec<Input> = letters
        .iter()
        .filter_map(|(index, _)| inputs.get(*index).cloned())
        .collect();
    let mut joined: HashSet<RawPath> = HashSet::new();
    batch::texts(given, &read, |letter, text| {
        let Some(((index, may_be), text)) = letters.get(letter).zip(text) else {
            return;
        };
        let Some(input) = inputs.get_mut(*index) else {
            return;
        };
        if joined.contains(&input.path) {
            return;
        }
        let own = input.path.clone();
        let mut listed: Vec<(usize, &RawPath)> = may_be
            .listed_in(&text)
            .into_iter()
            .filter(|(_, p)| **p != own && !joined.contains(*p))
            .collect();
        listed.sort();
        input.attached = listed.into_iter().map(|(_, p)| p.clone()).collect();
        joined.extend(input.attached.iter().cloned());
    })?;
    inputs.retain(|i| !joined.contains(&i.path));
    Ok(inputs)
}

/// The text of a file and the attachments that it lists, one a line.
pub(crate) fn text(parser: &Parser, bytes: &[u8]) -> std::result::Result<String, Error> {
    let mut lines = parser.text(bytes)?;
    // The text of a web page is its source, where lists stand between tags; the notice knows them.
    if matches!(parser.open(bytes)?, Format::Html | Format::Mhtml) {
        let notes = parser.parse(bytes)?.attachment_notes;
        lines.extend(notes.iter().map(|n| format!("附件：{}", n.title.text)));
    }
    Ok(lines.join("\n"))
}

fn half(text: &str) -> String {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    };
    text.chars().map(half).collect()
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The files of a folder that may be attachments, by what a text lists them by: thousands of each may lie there.
#[derive(Default)]
struct Files {
    paths: Vec<RawPath>,
    by_name: HashMap<String, Vec<usize>>,
    by_title: HashMap<String, Vec<usize>>,
    /// How long names are, in bytes.
    lengths: BTreeSet<usize>,
}

impl Files {
    fn new(paths: Vec<RawPath>) -> Self {
        let mut files = Self::default();
        for (index, path) in paths.iter().enumerate() {
            let path: &Path = path.as_ref();
            let of = |part: Option<&OsStr>| half(&part.unwrap_or_default().to_string_lossy());
            let name = plain(&of(path.file_name()));
            let title = title(&of(path.file_stem()));
            if title.chars().count() >= SHORTEST {
                files.by_title.entry(title).or_default().push(index);
            }
            files.lengths.insert(name.len());
            files.by_name.entry(name).or_default().push(index);
        }
        files.paths = paths;
        files
    }

    /// Where a text lists files: by their whole names, or, in a list of attachments, by their titles.
    fn listed_in(&self, text: &str) -> Vec<(usize, &RawPath)> {
        let mut found: BTreeMap<usize, usize> = BTreeMap::new();
        let mut in_list = false;
        let mut at = 0;
        for line in text.lines() {
            let line = half(line);
            let titled = title(&line);
            let line = plain(&line);
            let label = line.starts_with("附件");
            in_list = label || (in_list && line.starts_with(|c: char| c.is_ascii_digit()));
            let titled = self.by_title.get(&titled).filter(|_| in_list);
            let named = ends_of_names(&line).flat_map(|end| {
                let line = &line;
                let names = self.lengths.iter().filter_map(move |length| {
                    let start = end.checked_sub(*length)?;
                    line.get(start..end)
                });
                names.filter_map(|name| self.by_name.get(name))
            });
            for index in named.chain(titled).flatten() {
                found.entry(*index).or_insert(at);
            }
            at += line.len();
        }
        let path = |(index, at)| Some((at, self.paths.get(index)?));
        found.into_iter().filter_map(path).collect()
    }
}

/// Where a line has the end of a name of a file that may be an attachment.
fn ends_of_names(line: &str) -> impl Iterator<Item = usize> + '_ {
    line.match_indices('.').flat_map(move |(dot, _)| {
        let rest = line.get(dot + 1..).unwrap_or_default();
        KINDS.iter().filter_map(move |kind| {
            let end = rest.get(..kind.len())?;
            end.eq_ignore_ascii_case(kind)
                .then_some(dot + 1 + kind.len())
        })
    })
}

/// What a label and a number stand before: 附件:1.项目清单. White space alone may part a number from a year.
fn title(line: &str) -> String {
    let line = line.trim_start();
    let rest = line.strip_prefix("附件").unwrap_or(line);
    let mark = |c: char| matches!(c, ':' | '.' | '、' | '-' | '_' | ')' | '(') || c.is_whitespace();
    let rest = rest.trim_start_matches(|c: char| mark(c) || c.is_ascii_digit());
    // A title may begin with the year that was taken for a number.
    let cut = line.len() - rest.len();
    let year = line.get(..cut).and_then(|before| {
        let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        (digits == 4).then(|| cut - 4)
    });
    plain(line.get(year.unwrap_or(cut)..).unwrap_or(rest))
}

/// Says which files are read with which.
pub(crate) fn say(inputs: &[Input], quiet: bool) {
    for input in inputs.iter().filter(|_| !quiet) {
        for file in &input.attached {
            crate::say(&format!(
                "putuo-notice: {}: read with its attachment {}",
                shown(&input.path.shown()),
                shown(&file.shown())
            ));
        }
    }
}

/// The files of a notice's attachments, by name.
pub(crate) struct Attached(Vec<(String, Vec<u8>)>);

impl Attached {
    /// Reads those of an input, each of no more bytes than are allowed.
    pub(crate) fn of(input: &Input, limit: u64) -> Self {
        let read = |path: &RawPath| {
            let path: &Path = path.as_ref();
            let name = path.file_name().map(|n| name_of(Path::new(n)));
            // A file that is gone, or may not be read, is said as one that is empty.
            let bytes = files::read(path, limit).unwrap_or_default();
            (name.unwrap_or_default(), bytes)
        };
        Self(input.attached.iter().map(read).collect())
    }

    /// What tells a notice and its files from others, by the SHA-256 of the notice's own.
    pub(crate) fn key(&self, sha256: &str) -> String {
        if self.0.is_empty() {
            return sha256.to_owned();
        }
        let mut all = sha256.to_owned();
        for (name, bytes) in &self.0 {
            all += &format!("\n{} {name}", putuo_notice::sha256(bytes));
        }
        putuo_notice::sha256(all)
    }

    /// Reads a notice with them, and its corrections if it has any.
    pub(crate) fn parse(
        &self,
        parser: &Parser,
        bytes: &[u8],
        corrections: Option<&Corrections>,
    ) -> std::result::Result<Notice, Error> {
        let files = self.0.iter();
        let files: Vec<AttachedFile<'_>> = files
            .map(|(name, bytes)| AttachedFile::new(name, bytes))
            .collect();
        match corrections {
            Some(corrections) => {
                parser.parse_corrected_with_attachments(bytes, &files, corrections)
            }
            None => parser.parse_with_attachments(bytes, &files),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_attachments_names_files() {
        let text = "各单位：\n2023年项目清单已定。\n附件：1.2023年政府购买服务项目清单\n2.申报表.docx\n附件3：汇总表一览";
        let found = |name: &str| {
            let files = Files::new(vec![PathBuf::from(name).into()]);
            !files.listed_in(text).is_empty()
        };
        assert!(found("2023年政府购买服务项目清单.xlsx"));
        assert!(found("附件1.2023年政府购买服务项目清单.xls"));
        assert!(found("申报表.docx"));
        assert!(found("附件3 汇总表一览.xlsx"));
        assert!(found("附件1 2023年政府购买服务项目清单.xls"));
        assert!(!found("2023年项目清单.xlsx"));
        assert!(!found("其他表格文件.xlsx"));
    }
}
