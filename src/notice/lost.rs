//! Text that has lost characters on its way through web pages and scrapers: dates without 年月日, numbers without
//! brackets, digits masked or taken out, line breaks gone.

use std::sync::LazyLock;

use regex::Regex;

use super::span::Span;
use super::words;
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::{dates, fold, office, web};
use crate::location::Location;
use crate::model::{Date, DateText, Notice};
use crate::text::Line;

/// Days between a paper and its publication: 政府信息公开条例 art. 26 allows twenty working days.
const DAYS: i32 = 31;

/// Every date that digits without 年月日 may be: 2022128 is 28 January or 8 December.
fn readings(text: &str) -> Vec<Date> {
    // 2024年6月18: the sign behind the day alone is lost.
    if text.contains('月') && text.ends_with(|c: char| c.is_ascii_digit()) {
        let whole = dates::closing(&format!("{text}日"));
        return whole
            .filter(|(_, start)| *start == 0)
            .map_or_else(Vec::new, |(dates, _)| dates);
    }
    let whole = (6..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let Some((year, rest)) = text.split_at_checked(4).filter(|_| whole) else {
        return Vec::new();
    };
    (1..rest.len())
        .filter_map(|at| {
            let (month, day) = rest.split_at_checked(at)?;
            // Months and days are not padded (GB/T 9704-2012 7.3.5.4); in eight digits they must be.
            let padded = text.len() < 8 && (month.starts_with('0') || day.starts_with('0'));
            let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
            (!padded && month.len() <= 2 && day.len() <= 2).then_some(date)
        })
        .collect()
}

/// Index of a line below the body that is a date without 年月日, or one whose figures are masked.
pub(super) fn date_line(plain: &[String]) -> Option<usize> {
    // The first line of a paper is no date: 20230411 there is a copy number or a file's name.
    (1..plain.len()).rev().find(|&i| {
        plain.get(i).is_some_and(|t| {
            let figures = || matches!(t.get(..2), Some("19" | "20")) && !readings(t).is_empty();
            dates::is_masked(t) || figures()
        })
    })
}

/// Reads such a date; which of several it is, the web page's own data say.
pub(super) fn date(line: &Line, notice: &mut Notice, ctx: &mut Context<'_>) {
    let text = words::plain(line);
    let readings = readings(&text);
    let printed = Span::of(std::slice::from_ref(line)).compose(ctx);
    // That figures are masked is said of the whole text.
    if readings.is_empty() {
        notice.body.push(printed);
        return;
    }
    let published: Vec<Date> = notice
        .metadata
        .iter()
        .filter(|m| web::is_of_publication(&m.key))
        .filter_map(|m| dates::numeric(&m.value.text))
        .collect();
    let near: Vec<Date> = readings
        .iter()
        .filter(|d| {
            let gap = |p: &Date| (0..=DAYS).contains(&(days(p) - days(d)));
            published.iter().any(gap)
        })
        .copied()
        .collect();
    let found = match (near.as_slice(), readings.as_slice()) {
        ([one], _) | ([], [one]) => Some(*one),
        _ => None,
    };
    let list: Vec<String> = readings.iter().map(ToString::to_string).collect();
    let list = list.join(", ");
    ctx.diagnostics.push(match found {
        Some(date) => Diagnostic::new(
            codes::DATE_RESTORED,
            Severity::Info,
            format!("the printed date {text} has lost 年, 月 or 日; it was read as {date}"),
            format!("成文日期“{text}”缺“年月日”，已读作{date}"),
        )
        .help("nothing need be done", "无需处理"),
        None => Diagnostic::new(
            codes::DATE_AMBIGUOUS,
            Severity::Warning,
            format!("the printed date {text} has lost 年, 月 or 日 and may be {list}; none was taken"),
            format!("成文日期“{text}”缺“年月日”，可能是{list}，未取值"),
        )
        .help("compare with the original", "请对照原文"),
    }
    .path("/date")
    .at(printed.locations.first().cloned()));
    match found {
        Some(date) => {
            notice.date = Some(DateText {
                text: date,
                raw: printed.raw,
                locations: printed.locations,
                seen: None,
            });
        }
        None => notice.body.push(printed),
    }
}

/// Days from a fixed day, months of 31 days: enough to tell what lies within a month.
fn days(date: &Date) -> i32 {
    let text = date.to_string();
    let mut parts = text.split('-').filter_map(|p| p.parse::<i32>().ok());
    let mut next = || parts.next().unwrap_or(0);
    (next() * 12 + next()) * 31 + next()
}

/// Digits taken out or masked: 财库〔〕号, 〔****〕, ****年.
static TAKEN_OUT: Pattern =
    LazyLock::new(|| Regex::new(r"〔〕 *[0-9]* *号|〔[*＊×Xx]+〕|[*＊]{2,} *[年月日号]"));

/// Says where digits were taken out or masked.
pub(super) fn report(lines: &[Line], ctx: &mut Context<'_>) {
    let taken_out = |l: &&Line| {
        l.chars.iter().any(|c| matches!(c.ch, '〔' | '*' | '＊'))
            && TAKEN_OUT
                .as_ref()
                .is_ok_and(|r| r.is_match(&words::plain(l)))
    };
    let Some(line) = lines.iter().find(taken_out) else {
        return;
    };
    let place = ctx.accounts.locate(line.chars.iter());
    ctx.diagnostics.push(
        Diagnostic::new(
            codes::TEXT_MASKED,
            Severity::Warning,
            "digits of numbers or dates are missing or masked in this text; what they were cannot be known",
            "文中文号或日期的数字已缺失或被遮盖，无法得知",
        )
        .at(place.first().cloned())
        .help("use the original publication", "请使用原始发布页面"),
    );
}

/// A sum or number that a sentence leaves out: 下达你区资金 万元。
static LEFT_OUT: Pattern =
    LazyLock::new(|| Regex::new(r"[\u{4e00}-\u{9fff}] +(?:万|亿)?元(?:[，。；、,;)）]|$)"));
/// Blanks inside a number: 1 0 . 6 %. A paragraph's own number is none (1. 2024年).
static SPACED: Pattern = LazyLock::new(|| {
    Regex::new(
        r"[0-9]+(?: +[0-9]+)* +\. *[0-9]+|[0-9]+(?: +[0-9]+)+ *[.%％]|[0-9]+\. +[0-9]+ *[%％]",
    )
});
/// 125日: a month and a day without 月 between them. Durations say so behind it (180日内).
static RUN_TOGETHER: Pattern = LazyLock::new(|| {
    Regex::new(
        r"(?:^|[^0-9年月.,，共为计满])(?:[1-9]|1[0-2])(?:[1-9]|[12][0-9]|3[01])日(?:[^内以前后历止]|$)",
    )
});

type Pattern = LazyLock<Result<Regex, regex::Error>>;

/// Says where sentences of the body have lost numbers or parts of them. Nothing is put in: no one can know what it was.
pub(super) fn doubts(notice: &Notice, ctx: &mut Context<'_>) {
    let damaged = ctx
        .diagnostics
        .iter()
        .any(|d| d.code.starts_with("number.") || d.code.starts_with("date."));
    // Most bodies have nothing of the kind: a look for parts of it costs less than making a pattern.
    let found =
        |parts: fn(&str) -> bool, pattern: &Pattern| -> Option<(String, Option<Location>)> {
            notice.body.iter().find_map(|p| {
                let raw = Some(&p.raw).filter(|raw| parts(raw))?;
                let found = pattern.as_ref().ok()?.find(raw)?;
                Some((found.as_str().to_owned(), p.locations.first().cloned()))
            })
        };
    let mut say =
        |code, found: Option<(String, Option<Location>)>, english: &str, chinese: &str| {
            if let Some((text, place)) = found {
                ctx.diagnostics.push(
                    Diagnostic::new(
                        code,
                        Severity::Warning,
                        format!("{english}: {text:?}"),
                        format!("{chinese}：“{text}”"),
                    )
                    .path("/body")
                    .at(place)
                    .help("compare with the original", "请对照原文"),
                );
            }
        };
    say(
        codes::TEXT_LEFT_OUT,
        found(
            |raw| {
                [" 元", " 万元", " 亿元"]
                    .iter()
                    .any(|sum| raw.contains(sum))
            },
            &LEFT_OUT,
        ),
        "a sum stands without its number in the body",
        "正文金额缺数字",
    );
    say(
        codes::TEXT_SPACED,
        found(
            |raw| {
                let pairs = raw.as_bytes().windows(2);
                pairs
                    .into_iter()
                    .any(|pair| matches!(pair, [b'0'..=b'9' | b'.', b' ']))
            },
            &SPACED,
        ),
        "blanks stand inside numbers of the body, which are kept as printed",
        "正文数字中有空格，照录未改",
    );
    if damaged {
        say(
            codes::TEXT_LOST,
            found(|raw| raw.contains('日'), &RUN_TOGETHER),
            "this text has lost characters beside numbers; a date of the body may have lost its 月",
            "本文数字旁有文字缺失，正文日期可能缺“月”",
        );
    }
}

/// A line into which the head or the end of a paper has run together: recipients and the first sentence; body, 附件：…, signature
/// and date.
pub(super) fn unglue(line: &Line) -> Vec<Line> {
    if let Some(lines) = addressed(line) {
        return lines;
    }
    // A line that ends in the day of signing; shorter than forty characters it is that line alone. Pages keep their lines.
    if line.page != 0 || line.chars.len() <= 40 {
        return vec![line.clone()];
    }
    let text = words::plain(line);
    let chars: Vec<char> = text.chars().collect();
    let mut cuts: Vec<usize> = Vec::new();
    let dated = dates::last(&text).filter(|(_, end)| {
        chars
            .get(*end..)
            .is_some_and(|rest| matches!(rest, [] | ['。']))
    });
    let Some((date, _)) = dated.filter(|_| chars.len() > 40) else {
        return vec![line.clone()];
    };
    let names = chars
        .get(..date)
        .and_then(|before| before.iter().rposition(|c| !fold::is_ideograph(*c)))
        .map_or(0, |at| at + 1);
    let office: String = chars.get(names..date).unwrap_or_default().iter().collect();
    // Before the names stands the end of a sentence or of a file's name.
    let ended = names
        .checked_sub(1)
        .and_then(|at| chars.get(at))
        .is_some_and(|c| *c == '。' || c.is_ascii_alphabetic());
    if !office::is_office(&office) || !ended {
        return vec![line.clone()];
    }
    for word in ["附件：", "附件:"] {
        let before = text.find(word).and_then(|at| text.get(..at));
        let cut = before.filter(|b| b.ends_with(['。', '，', ',', '；', ';']));
        cuts.extend(cut.map(|b| b.chars().count()));
    }
    cuts.push(names);
    let mut out = Vec::new();
    let mut rest = line.clone();
    let mut done = 0;
    for cut in cuts {
        let [first, more] = words::cut(&rest, cut - done);
        out.push(first);
        (rest, done) = (more, cut);
    }
    out.push(rest);
    out
}

/// Recipients and the sentence that they are told, on one line: 各镇人民政府：经研究，….
fn addressed(line: &Line) -> Option<Vec<Line>> {
    if line.page != 0 {
        return None;
    }
    let text = words::plain(line);
    let (names, sentence) = text.split_once(['：', ':'])?;
    let told = sentence.ends_with('。') && office::is_list_of_recipients(names);
    told.then(|| words::cut(line, names.chars().count() + 1).to_vec())
}

#[cfg(test)]
mod tests {
    use super::readings;

    #[test]
    fn every_reading_of_digits() {
        let read =
            |t: &str| -> Vec<String> { readings(t).iter().map(ToString::to_string).collect() };
        assert_eq!(read("2022128"), ["2022-01-28", "2022-12-08"]);
        assert_eq!(read("2019610"), ["2019-06-10"]);
        assert_eq!(read("20231228"), ["2023-12-28"]);
        assert!(read("20231").is_empty() && read("2023年1月").is_empty());
    }
}
