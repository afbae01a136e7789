//! Parts of the notice that are printed twice, against each other.

use std::ops::RangeInclusive;

use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::key::Key;
use crate::model::{Format, Notice, Text};

/// A name without blanks, quotes and separators, and with marks of one width, for comparing.
fn key(text: &str) -> Key {
    let marks = ['《', '》', '、', '“', '”', '‘', '’', '"', '\'', '「', '」'];
    Key::of_chars(text.chars().filter(|c| !marks.contains(c)))
}

/// `attachment.title`: an attachment's title is the one that the 附件说明 names (GB/T 9704-2012, 7.3.7). Compared in
/// printed order, only where there are as many notes as attachments with a title.
pub(super) fn attachment_titles(notice: &Notice) -> Vec<Diagnostic> {
    let titled: Vec<(usize, &Text)> = notice
        .attachments
        .iter()
        .enumerate()
        .filter_map(|(i, a)| Some((i, a.title.as_ref()?)))
        .collect();
    if titled.len() != notice.attachment_notes.len() || titled.len() != notice.attachments.len() {
        return Vec::new();
    }
    titled
        .into_iter()
        .zip(&notice.attachment_notes)
        .filter(|((_, title), note)| key(&title.text) != key(&note.title.text))
        .map(|((i, title), note)| {
            Diagnostic::new(
                codes::ATTACHMENT_TITLE,
                Severity::Warning,
                format!(
                    "the body names the attachment {}, its title is {}",
                    note.title.text, title.text
                ),
                format!(
                    "附件说明为“{}”，附件标题为“{}”",
                    note.title.text, title.text
                ),
            )
            .path(format!("/attachments/{i}/title"))
            .at(title.locations.first().cloned())
            .help(
                "compare note and attachment with the printed notice",
                "请核对附件说明与附件标题",
            )
        })
        .collect()
}

/// `issuer.signature`: as many organs sign as issue the notice, where both are printed. Names are not compared: a
/// signature may use the short name (规范化简称, GB/T 9704-2012, 7.2.4).
pub(super) fn signatories(notice: &Notice) -> Vec<Diagnostic> {
    let (issuers, signed) = (notice.issuers.len(), notice.signatories.len());
    if issuers == 0 || signed == 0 || issuers == signed {
        return Vec::new();
    }
    vec![
        Diagnostic::new(
            codes::ISSUER_SIGNATURE,
            Severity::Warning,
            format!("{issuers} organs issue the notice, {signed} sign it"),
            format!("发文机关{issuers}个，署名{signed}个"),
        )
        .path("/signatories")
        .at(notice
            .signatories
            .first()
            .and_then(|s| s.locations.first().cloned()))
        .help(
            "compare head and signature with the printed notice",
            "请核对版头与署名",
        ),
    ]
}

/// `attachment.missing`: as many attachments follow as the 附件说明 names. Attachments published as files of their own are
/// no oddity: if none follows, that is only said.
pub(super) fn attachments_missing(notice: &Notice) -> Vec<Diagnostic> {
    let (named, found) = (notice.attachment_notes.len(), notice.attachments.len());
    if found >= named {
        return Vec::new();
    }
    let severity = if found == 0 {
        Severity::Info
    } else {
        Severity::Warning
    };
    let place = notice
        .attachment_notes
        .first()
        .and_then(|n| n.title.locations.first().cloned());
    vec![
        Diagnostic::new(
            codes::ATTACHMENT_MISSING,
            severity,
            format!("the body names {named} attachments, {found} follow"),
            format!("附件说明列有{named}个附件，实有{found}个"),
        )
        .path("/attachments")
        .at(place)
        .help(
            "look for pages lost, or for attachments in files of their own",
            "查找缺页，或另行发布的附件",
        ),
    ]
}

/// `title.missing`: a paper has other parts of a notice, and no line was known as its title: the body may begin with it.
/// A table alone is a notice without head, and that is no finding.
pub(super) fn title(notice: &Notice) -> Vec<Diagnostic> {
    let is_notice = notice.document_number.is_some()
        || notice.date.is_some()
        || !notice.recipients.is_empty()
        || !notice.items.is_empty() && !notice.body.is_empty();
    if notice.title.is_some() || !is_notice {
        return Vec::new();
    }
    vec![
        Diagnostic::new(
            codes::TITLE_MISSING,
            Severity::Info,
            "no title was found: no line above the body ends in a kind of notice",
            "未找到标题：正文之前没有以文种结尾的文字",
        )
        .path("/title")
        .help(
            "look at the first lines of the text; the title may stand among the body's",
            "请查看文首各行，标题可能混入正文",
        ),
    ]
}

/// `date.missing`: a paper with a number or a signature has no date of signing (GB/T 9704-2012, 7.3.5.4) that was known.
/// A date that was printed but cannot be read is said by itself.
pub(super) fn date(notice: &Notice) -> Vec<Diagnostic> {
    let is_paper = notice.document_number.is_some() || !notice.signatories.is_empty();
    let said = notice.diagnostics.iter().any(|d| d.path == "/date");
    if notice.date.is_some() || said || !is_paper {
        return Vec::new();
    }
    vec![
        Diagnostic::new(
            codes::DATE_MISSING,
            Severity::Warning,
            "no date of signing was found",
            "未找到成文日期",
        )
        .path("/date")
        .help(
            "look below the text: the date may be a picture, or stand among the body's lines",
            "请查看文末，日期可能是图片，或混入正文",
        ),
    ]
}

/// `date.implausible`: a year in which there was no such paper, or will be none for long. Its digits are not what is printed:
/// in a PDF the font's map may be wrong, and then no sum is what it seems (`item.digits`).
pub(super) fn plausible(notice: &Notice) -> Vec<Diagnostic> {
    /// From the year in which the People's Republic was founded to the end of this century.
    const YEARS: RangeInclusive<u16> = 1949..=2099;
    let date = notice.date.as_ref();
    let Some(date) = date.filter(|d| !YEARS.contains(&d.text.year())) else {
        return Vec::new();
    };
    let year = date.text.year();
    let mut out = vec![
        Diagnostic::new(
            codes::DATE_IMPLAUSIBLE,
            Severity::Warning,
            format!("no paper is of the year {year}: its digits may be read wrongly"),
            format!("成文年份{year}不合常理，数字可能误读"),
        )
        .path("/date")
        .at(date.locations.first().cloned())
        .help("compare it with the printed page", "请对照原页核对"),
    ];
    let mapped = notice.source.format == Format::Pdf;
    let items = notice.items.iter().enumerate().filter(|_| mapped);
    out.extend(items.map(|(i, item)| {
        let place = item.amount.as_ref().and_then(|a| a.locations.first());
        Diagnostic::new(
            codes::ITEM_DIGITS,
            Severity::Warning,
            format!("this file's digits say that the paper is of the year {year}; they may be mapped wrongly, those of this row with them"),
            format!("文件中的数字读出成文年份{year}，字体映射可能有误，此行数字亦可能误读"),
        )
        .path(format!("/items/{i}"))
        .at(place.cloned())
        .help(
            "compare the row with the printed page; --eye does it for all of them",
            "请对照原页核对；可用 --eye 逐一核对",
        )
    }));
    out
}

/// `date.printed`: a paper is printed (版记, GB/T 9704-2012 7.4.3) on the day on which it is signed, or after it.
pub(super) fn printed(notice: &Notice) -> Vec<Diagnostic> {
    let printed = notice.imprint.as_ref().and_then(|i| i.printed_on.as_ref());
    let (Some(signed), Some(printed)) = (&notice.date, printed) else {
        return Vec::new();
    };
    if printed.text >= signed.text {
        return Vec::new();
    }
    vec![
        Diagnostic::new(
            codes::DATE_PRINTED,
            Severity::Warning,
            format!("signed on {}, but printed on {}", signed.text, printed.text),
            format!("成文日期{}晚于印发日期{}", signed.text, printed.text),
        )
        .path("/date")
        .at(signed.locations.first().cloned())
        .help(
            "one of the two dates is misprinted; look at both in the original",
            "两个日期必有一误，请核对原文",
        ),
    ]
}

/// `text.unplaced`: characters that belong to no part of the notice; the ledger lists them.
pub(super) fn unplaced(notice: &Notice) -> Vec<Diagnostic> {
    let Some(first) = notice.ledger.unplaced.first() else {
        return Vec::new();
    };
    // The first words are enough to find the place.
    let start: String = first.text.chars().take(30).collect();
    let count = notice.ledger.unplaced.len();
    vec![
        Diagnostic::new(
            codes::TEXT_UNPLACED,
            Severity::Warning,
            format!("{count} pieces of text belong to no part of the notice that is known, the first is \u{201c}{start}\u{201d}"),
            format!("有{count}处文字未归入公文要素，首处为“{start}”"),
        )
        .path("/ledger/unplaced")
        .at(first.locations.first().cloned())
        .help("read them in the original", "请在原文中查看"),
    ]
}
