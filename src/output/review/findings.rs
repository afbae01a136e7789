//! The findings: as a list, and which cell each speaks of.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::{Inspection, both, escape};
use crate::diagnostic::{Diagnostic, Severity};
#[cfg(feature = "ocr")]
use crate::eye_reader::LinePicture;
use crate::model::{Notice, Role};

/// Which findings speak of which cell.
pub(super) struct Findings(HashMap<(usize, usize, usize), Said>);

/// The findings about one cell.
#[derive(Clone, Default)]
pub(super) struct Said {
    numbers: Vec<usize>,
    /// Whether one of them is more than a remark.
    pub(super) doubt: bool,
}

impl Findings {
    pub(super) fn of(notice: &Notice) -> Self {
        let mut all: HashMap<_, Said> = HashMap::new();
        for (d, finding) in notice.diagnostics.iter().enumerate() {
            for cell in cells(notice, &finding.path) {
                let said = all.entry(cell).or_default();
                said.numbers.push(d);
                said.doubt |= finding.severity != Severity::Info;
            }
        }
        Self(all)
    }

    pub(super) fn at(&self, table: usize, row: usize, column: usize) -> Said {
        self.0
            .get(&(table, row, column))
            .cloned()
            .unwrap_or_default()
    }
}

impl Said {
    /// The attribute by which a finding leads to the cell.
    pub(super) fn attribute(&self) -> String {
        if self.numbers.is_empty() {
            return String::new();
        }
        let numbers: Vec<String> = self.numbers.iter().map(usize::to_string).collect();
        format!(" data-findings=\"{}\"", numbers.join(" "))
    }

    /// The doubt in words: colour alone does not print in black and white.
    pub(super) fn words(&self) -> String {
        if !self.doubt {
            return String::new();
        }
        let numbers: Vec<String> = self.numbers.iter().map(|n| (n + 1).to_string()).collect();
        format!(
            "<em class=\"why\">{}</em>",
            both(
                &format!("see finding {}", numbers.join(", ")),
                &format!("见提示{}", numbers.join("、"))
            )
        )
    }
}

/// The cells that a finding's JSON pointer names.
fn cells(notice: &Notice, path: &str) -> Vec<(usize, usize, usize)> {
    let tokens: Vec<String> = path
        .split('/')
        .skip(1)
        .map(|t| t.replace("~1", "/").replace("~0", "~"))
        .collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let (table, row, rest) = match tokens.as_slice() {
        ["items", n, rest @ ..] => {
            let item = n.parse().ok().and_then(|n: usize| notice.items.get(n));
            let Some(item) = item else { return Vec::new() };
            (item.table, item.row, rest)
        }
        ["tables", t, "rows", r, rest @ ..] => match (t.parse(), r.parse()) {
            (Ok(t), Ok(r)) => (t, r, rest),
            _ => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    let Some(of) = notice.tables.get(table) else {
        return Vec::new();
    };
    (0..)
        .zip(&of.columns)
        .filter(|(c, column)| match rest {
            [] => true,
            ["cells", at, ..] => at.parse() == Ok(*c),
            ["amounts" | "others", header, ..] => column.header == *header,
            [field, ..] => column.role != Role::Other && column.role.field() == *field,
        })
        .map(|(c, _)| (table, row, c))
        .collect()
}

/// Writes the list.
pub(super) fn write(html: &mut String, inspection: &Inspection) {
    let notice = &inspection.notice;
    let _ = write!(
        html,
        "<details class=\"findings\" open><summary>{} ({})</summary>",
        both("Findings", "核对提示"),
        notice.diagnostics.len()
    );
    if notice.diagnostics.is_empty() {
        let _ = write!(
            html,
            "<p class=\"none\">{}</p>",
            both(
                "Nothing doubtful was found. Compare the rows with the page all the same.",
                "未发现疑点，仍请逐行对照原页。"
            )
        );
    }
    html.push_str("<ol>");
    for (d, finding) in notice.diagnostics.iter().enumerate() {
        let help = match (&finding.help, &finding.help_zh) {
            (Some(english), Some(chinese)) => format!("<small>{}</small>", both(english, chinese)),
            _ => String::new(),
        };
        let word = match finding.severity {
            Severity::Error => both("error", "错误"),
            Severity::Warning => both("warning", "警告"),
            Severity::Info => both("note", "说明"),
        };
        let _ = write!(
            html,
            "<li class=\"{}\" tabindex=\"0\" data-finding=\"{d}\">{} <b>{word}</b>{} <code>{}</code>{help}{}</li>",
            finding.severity.as_str(),
            d + 1,
            both(&finding.message, &finding.message_zh),
            escape(&finding.code),
            seen(inspection, finding),
        );
    }
    html.push_str("</ol></details>");
}

/// The pictures of what the eye saw otherwise.
#[cfg(feature = "ocr")]
fn seen(inspection: &Inspection, finding: &Diagnostic) -> String {
    use base64::Engine as _;

    if !finding.code.starts_with("eye.") || finding.path.is_empty() {
        return String::new();
    }
    let shown = inspection.shown.iter().filter(|s| s.path == finding.path);
    let lines = shown.flat_map(|s| &s.lines);
    let image = |line: &LinePicture| {
        let data = base64::engine::general_purpose::STANDARD.encode(png(line)?);
        Some(format!(
            "<img class=\"seen\" alt=\"\" height=\"{}\" src=\"data:image/png;base64,{data}\">",
            LinePicture::HEIGHT / 2
        ))
    };
    lines.filter_map(image).collect()
}

#[cfg(not(feature = "ocr"))]
fn seen(_: &Inspection, _: &Diagnostic) -> String {
    String::new()
}

#[cfg(feature = "ocr")]
fn png(line: &LinePicture) -> Option<Vec<u8>> {
    let side = |pixels: usize| u32::try_from(pixels).ok();
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, side(line.width())?, side(LinePicture::HEIGHT)?);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(line.pixels()).ok()?;
    writer.finish().ok()?;
    Some(out)
}
