//! What of a page, or of the file, is damaged or missing, and how it is said.

use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::location::{BBox, Location};
use crate::source::inflate::Flaw;
use crate::source::structure;

/// A part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Content,
    /// A form, or the appearance of an annotation.
    Form,
    /// A font, its map of characters or its program.
    Font,
}

/// What is wrong with a part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// Its data.
    Data(Flaw),
    /// What it decodes to is no content: there are words in it that are no operators.
    Words,
    /// It is named, and not there.
    Missing,
}

/// Damage to a page.
pub(crate) type Damage = (Part, Wrong);

/// Says what is damaged on a page.
pub(crate) fn of_page(damage: &[Damage], page: u32, size: (f32, f32)) -> Vec<Diagnostic> {
    let at = Location::Page {
        page,
        bbox: BBox::new(0.0, 0.0, size.0, size.1),
    };
    damage
        .iter()
        .map(|(part, wrong)| {
            let (name, name_zh) = match part {
                Part::Content => ("the content", "内容"),
                Part::Form => ("a form drawn", "所用的图文单元"),
                Part::Font => ("a font used", "所用的字体"),
            };
            let (code, said, said_zh) = match wrong {
                Wrong::Missing => (
                    codes::PAGE_MISSING_OBJECT,
                    "is not in the file: what it prints was not read",
                    "不在文件中，相应内容未能读取",
                ),
                Wrong::Words => (
                    codes::PAGE_DAMAGED,
                    "holds what is no content: what was read of it may be wrong or not all",
                    "含有无法识别的指令，所读内容可能有误或不全",
                ),
                Wrong::Data(Flaw::Corrupt) => (
                    codes::PAGE_DAMAGED,
                    "is damaged, its checksum is that of other data: what was read of it may be wrong or not all",
                    "已损坏（校验不符），所读内容可能有误或不全",
                ),
                Wrong::Data(Flaw::Cut) => (
                    codes::PAGE_DAMAGED,
                    "ends before its end: what stood behind was not read",
                    "不完整，其后内容未能读取",
                ),
                Wrong::Data(Flaw::Length) => (
                    codes::PAGE_DATA_LENGTH,
                    "is not as long as the file says: it was read up to where it ends",
                    "的长度与文件所述不符，已读至其结尾处",
                ),
                Wrong::Data(Flaw::Filter) => (
                    codes::PAGE_DAMAGED,
                    "is encoded in a way that no reader knows: it was not read",
                    "的编码方式未知，未能读取",
                ),
            };
            let severity = match wrong {
                Wrong::Data(Flaw::Length) => Severity::Warning,
                _ => Severity::Error,
            };
            Diagnostic::new(
                code,
                severity,
                format!("{name} on page {page} {said}"),
                format!("第{page}页{name_zh}{said_zh}"),
            )
            .at(at.clone())
            .help(
                "fetch the file again; do not use what it says of this page unseen",
                "请重新获取该文件；本页内容未经核对请勿使用",
            )
        })
        .collect()
}

/// Whether pages of a file may be blank for it.
pub(crate) fn loses_pages(damage: &structure::Damage) -> bool {
    *damage != structure::Damage::Repaired
}

/// Says what is damaged in the file as a whole.
pub(crate) fn of_file(damage: structure::Damage) -> Diagnostic {
    use structure::Damage::{Objects, PageMissing, PageTwice, Pages, Repaired};
    let (code, severity, english, chinese) = match damage {
        Repaired => (
            codes::SOURCE_REPAIRED,
            Severity::Warning,
            "the file is damaged: its table of objects does not lead to them; they were searched for, and may be old ones or not all".to_owned(),
            "文件已损坏，对象表有误；已改为搜寻对象，可能不全或取到旧内容".to_owned(),
        ),
        Objects(_) => (
            codes::SOURCE_DAMAGED,
            Severity::Error,
            "the file is damaged: objects in it are not what its checksums say; what was read may be wrong or not all".to_owned(),
            "文件已损坏（对象校验不符），所读内容可能有误或不全".to_owned(),
        ),
        PageMissing(page) => (
            codes::PAGE_MISSING,
            Severity::Error,
            format!("the file names a page {page} that is not in it: it was not read"),
            format!("文件所列第{page}页不在文件中，未能读取"),
        ),
        PageTwice(page) => (
            codes::PAGE_NAMED_TWICE,
            Severity::Error,
            format!("the file names one page twice, the second time as page {page}: the page that belongs there was not read"),
            format!("文件重复列出同一页（第{page}页处），应在该处的一页未能读取"),
        ),
        Pages { stated, found } => (
            codes::PAGE_MISSING,
            Severity::Error,
            format!("the file says that it has {stated} pages, and has {found}"),
            format!("文件称有{stated}页，实有{found}页"),
        ),
    };
    Diagnostic::new(code, severity, english, chinese).help(
        "fetch the file again; compare what was read with the printed notice",
        "请重新获取该文件，并对照印刷件核对",
    )
}
