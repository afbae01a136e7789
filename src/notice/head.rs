//! From the top to the recipients: issuer mark, document number, title, 主送机关 (GB/T 9704-2012 7.2, 7.3.1, 7.3.2).

mod issuers;

use super::span::Span;
use super::{number, words};
use crate::accounts::{Char, CharId, Discard};
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::{attachment, dates, money, office, ordinal, papers, standing, web};
use crate::model::{Format, Kind, Notice};
use crate::text::Line;

/// How far down a head may reach, in lines: joint papers of a dozen issuers, each on a line twice, with a title.
const LONGEST: usize = 40;

/// Characters of the shortest title without 关于 (党员发展对象公示), and of a line that can be one broken off.
const SHORT: usize = 8;

/// Reads the head; returns the index of the first line of the body. `twice`: where the line begins that the page says twice.
pub(super) fn read(
    lines: &[Line],
    twice: Option<CharId>,
    notice: &mut Notice,
    ctx: &mut Context<'_>,
) -> usize {
    let plain: Vec<String> = lines.iter().map(words::plain).collect();
    let text = |i: usize| plain.get(i).map_or("", String::as_str);
    let top = lines.len().min(LONGEST);
    // A notice to nobody in particular has none: what ends in a colon after the first full stop is the body's, and so is
    // a paragraph that ends in 如下：.
    let recipients = (0..top)
        .take_while(|&i| !text(i).contains('。'))
        .find(|&i| office::may_end_recipients(text(i)) && ends_recipients(&plain, i));
    // Each group may end in a colon of its own: 各镇人民政府： / 区级各单位：.
    let more = |i: &usize| {
        let names = text(*i);
        names.ends_with(['：', ':'])
            && office::is_list_of_recipients(names.trim_end_matches(['：', ':']))
    };
    let recipients = recipients.map(|end| (end + 1..top).take_while(more).last().unwrap_or(end));
    let limit = recipients.unwrap_or(top);
    let number_at = (0..limit)
        .find(|&i| number::whole(text(i)).is_some())
        .or_else(|| (0..limit).find(|&i| number::bare(text(i)).is_some()))
        .or_else(|| (0..limit).find(|&i| number::damaged(text(i)).is_some()));
    let begins = |line: &Line| twice.is_some() && line.chars.first().map(|c| c.id) == twice;
    let twice = lines.iter().take(limit).position(begins);
    let title = title(&plain, limit, number_at).or(twice.map(|at| (at, at)));
    let Some((first, last)) = title else {
        return leading(lines, &plain, (number_at, recipients), notice, ctx);
    };
    let printed = Span::of(lines.get(first..=last).unwrap_or_default());
    // 原标题：某市项目计划.
    let label = text(first)
        .find(['：', ':'])
        .and_then(|at| text(first).get(..at));
    let label = label.filter(|l| matches!(*l, "标题" | "原标题"));
    let (label, printed) = printed.split_at(label.map_or(0, |l| l.chars().count() + 1));
    label.place(ctx);
    notice.title = Some(printed.compose(ctx));
    notice.kind = notice.title.as_ref().and_then(|t| papers::kind(&t.text));
    // A line with a label and its value is the page's: no name of a recipient has a colon in it.
    // Nor has a day: (2022年4月20日) stands below who speaks.
    let labels = |i: &usize| {
        let names = text(*i).trim_end_matches(['：', ':']);
        names.contains(['：', ':', '[', '【', '〔'])
            || dates::closing(names).is_some()
            || web::tool(names).is_some()
            || papers::names_letter(names)
            || names.len() < text(*i).len() && !office::is_list_of_recipients(names)
    };
    let names_first = (last + 1..limit).rev().find(labels).unwrap_or(last);
    let recipients_first = (names_first + 1..=limit)
        .find(|&i| Some(i) != number_at && !is_mark(text(i)) && !office::is_office(text(i)));
    let recipients =
        recipients.and_then(|end| recipients_first.filter(|f| *f <= end).map(|f| (f, end)));
    // Scraped texts lose the colon: a line of names just below the title, a sentence after it.
    let recipients = recipients.or_else(|| {
        let at = (last + 1..last + 4).find(|i| Some(*i) != number_at)?;
        (at..at + 3).find_map(|end| {
            let names: String = (at..=end).map(text).collect();
            let names = names.trim_end_matches(['；', ';']);
            let sentence = is_sentence(text(end + 1));
            let named = || office::is_list_of_recipients(names) || others_sign(names, &plain, end);
            (sentence && named()).then_some((at, end))
        })
    });
    let end = recipients.map_or_else(
        || last.max(number_at.filter(|n| *n < last + 3).unwrap_or(0)) + 1,
        |(_, end)| end + 1,
    );
    let other = |i: usize| {
        let of_recipients = recipients.is_some_and(|(from, to)| (from..=to).contains(&i));
        i >= end || (first..=last).contains(&i) || of_recipients
    };
    let mut i = 0;
    while let Some(line) = lines.get(i).filter(|_| i < end) {
        let whole = || format!("{}{}", text(i), text(i + 1));
        i += if other(i) {
            1
        } else if Some(i) == number_at {
            own_number(line, text(i), notice, ctx);
            1
        } else if !other(i + 1) && Some(i + 1) != number_at && is_broken(text(i), text(i + 1)) {
            mark(
                lines.get(i..i + 2).unwrap_or_default(),
                &whole(),
                notice,
                ctx,
            );
            2
        } else {
            mark(std::slice::from_ref(line), text(i), notice, ctx);
            1
        };
    }
    if let Some((from, to)) = recipients {
        self::recipients(
            &Span::of(lines.get(from..=to).unwrap_or_default()),
            notice,
            ctx,
        );
    }
    if notice.issuers.is_empty() {
        issuers::of_title(notice);
    }
    end
}

/// Whether a line names bodies, and below the text others sign: who gets the notice does not.
fn others_sign(names: &str, plain: &[String], end: usize) -> bool {
    let below = plain.get(end + 1..).unwrap_or_default();
    let signs = |line: &&String| office::is_office(line);
    office::are_bodies(names)
        && below.iter().any(|l| signs(&l))
        && !below.iter().filter(signs).any(|l| l.ends_with(names))
}

/// A notice without a title: only what stands up to its number is head.
fn leading(
    lines: &[Line],
    plain: &[String],
    (number_at, recipients): (Option<usize>, Option<usize>),
    notice: &mut Notice,
    ctx: &mut Context<'_>,
) -> usize {
    let start = number_at.map_or(0, |at| at + 1);
    for (line, text) in lines.iter().zip(plain).take(start.saturating_sub(1)) {
        mark(std::slice::from_ref(line), text, notice, ctx);
    }
    if let Some((line, text)) = number_at.and_then(|at| lines.get(at).zip(plain.get(at))) {
        own_number(line, text, notice, ctx);
    }
    // What is left begins with the recipients, if it names any.
    match recipients.filter(|end| *end >= start) {
        Some(end) if plain.iter().take(end).skip(start).all(|t| is_part(t)) => {
            let lines = lines.get(start..=end).unwrap_or_default();
            self::recipients(&Span::of(lines), notice, ctx);
            end + 1
        }
        _ => start,
    }
}

/// A line of recipients that go on below it: names, or the mark between them.
fn is_part(text: &str) -> bool {
    text.chars().all(|c| "，,、；;".contains(c)) || office::are_recipients(text)
}

/// Whether a line names recipients, alone or with a list of names above that it ends: 局机关各科 / 室：.
fn ends_recipients(plain: &[String], at: usize) -> bool {
    let text = |i: usize| plain.get(i).map_or("", String::as_str);
    let above = at.checked_sub(1).map_or("", text);
    // A colon for which the line above had no room, if that is prose; with nothing before it, it ends names left blank.
    if matches!(text(at), "：" | ":") && above.contains(['，', ',', '。']) {
        let whole = format!("{above}{}", text(at));
        return office::may_end_recipients(&whole)
            && ends_recipients_of(&whole, plain, at.saturating_sub(1));
    }
    ends_recipients_of(text(at), plain, at)
}

/// As [`ends_recipients`], of a line with this text.
fn ends_recipients_of(own: &str, plain: &[String], at: usize) -> bool {
    let text = |i: usize| plain.get(i).map_or("", String::as_str);
    if office::are_recipients(own) {
        return true;
    }
    let above = at.checked_sub(1).map_or("", text);
    let is_list = above.contains(['、', '，', ','])
        && !above.contains("关于")
        && !above.ends_with(['。', '：', ':']);
    is_list && office::are_recipients(&format!("{above}{own}"))
}

/// Whether a line ends as sentences do, or has more than one.
/// A page that is one line has a title's words, too, and more than eight lines of 22 characters (GB/T 9704-2012, 7.3.1 and its
/// figures), which no title has.
///
/// Beside the papers that a title names it has no clauses: 根据《关于…的通知》，现下达….
fn is_sentence(text: &str) -> bool {
    let clauses = || {
        let outside = text.split('《').map(|t| t.rsplit('》').next().unwrap_or(t));
        text.contains('《') && outside.into_iter().any(|t| t.contains(['，', ',']))
    };
    text.contains('。')
        || text.ends_with(['：', ':', '；'])
        || text.chars().nth(8 * 22).is_some()
        || clauses()
}

/// Whether a line is a part of a paper that is no title, whatever it ends in: a numbered heading (三、资金安排说明), what is attached
/// (附件：分配方案), an entry of a menu, who is to sign.
fn is_part_of_paper(text: &str) -> bool {
    let chars: Vec<char> = text.chars().take(8).collect();
    let numbered = ordinal::marked(text.chars()).is_some_and(|n| !n.decimal && n.rest > 1);
    let attached = text
        .split_once(['：', ':'])
        .is_some_and(|(label, _)| attachment::is_label(label));
    numbered || attached || ordinal::bullet(&chars).is_some() || papers::asks_to_sign(text)
}

fn is_mark(text: &str) -> bool {
    text.ends_with("文件") && !text.contains("关于")
}

/// Most lines at the top that may name the issuers: joint papers have ten of them at most, 文件 and blanks beside them.
const MARK: usize = 20;

/// Most characters of a title: of some three hundred looked at the longest, of three joint issuers, has seventy. A page glued to one
/// line has more.
const WIDEST: usize = 120;

fn is_short(text: &str) -> bool {
    text.chars().nth(WIDEST).is_none()
}

/// First and last line of the title: it holds 关于 and ends in a kind; the lines above it back to the number or the
/// issuer mark are its first lines if they name offices.
fn title(plain: &[String], limit: usize, number_at: Option<usize>) -> Option<(usize, usize)> {
    let text = |i: usize| plain.get(i).map_or("", String::as_str);
    // A sentence of the body is none, and above one stands the title.
    let sentence = (0..limit).find(|&i| is_sentence(text(i)));
    let about = |range: std::ops::Range<usize>| {
        let mut lines = range.filter(|&i| text(i).contains("关于") && Some(i) != number_at);
        lines.find(|&i| is_short(text(i)) && !is_sentence(text(i)) && !is_part_of_paper(text(i)))
    };
    let above = 0..sentence.unwrap_or(limit);
    let named = |i: &usize| {
        let text = text(*i);
        text.chars().count() >= SHORT && !is_mark(text) && papers::kind(text).is_some()
    };
    let about = about(above.clone())
        .or_else(|| about(0..limit).filter(|_| !above.clone().any(|i| named(&i))));
    // Without 关于 (公示, orders) the first line that ends in a kind is the title.
    let start = about.or_else(|| {
        (0..limit)
            .filter(|&i| Some(i) != number_at && !is_mark(text(i)) && !is_part_of_paper(text(i)))
            .find(|&i| {
                is_short(text(i)) && papers::kind(text(i)).is_some() && !is_sentence(text(i))
            })
    });
    // The kind itself may be cut by the line break: 项目计 / 划.
    let cut = |i: &usize| {
        let (upper, lower) = (text(*i), text(i + 1));
        let prose = |t: &str| t.contains(['，', '。', '：', ':', '；']) || is_mark(t);
        // A second line that has hardly begun: a word of a kind has two characters, one more with 的.
        Some(*i) != number_at
            && Some(i + 1) != number_at
            && !(prose(upper) || prose(lower))
            && (1..=3).contains(&lower.chars().count())
            && papers::kind(&format!("{upper}{lower}")).is_some()
    };
    let start = start.or_else(|| (0..limit.saturating_sub(1)).find(cut));
    // A list that is signed has its own name as title.
    let list = || matches!(plain, [only] if papers::is_table_title(only)).then_some(0);
    let start = start.or_else(list)?;
    // A kind may stand in the middle of a title that goes on; the last line that ends in one before the recipients,
    // with no other part between, ends it.
    let mut last = start;
    for i in start..limit {
        if Some(i) == number_at || is_mark(text(i)) || text(i).ends_with('。') {
            break;
        }
        // The kind itself may be cut by the line break: 的通 / 知.
        let joined: String = (start..=i).map(text).collect();
        if papers::kind(&joined).is_some() {
            last = i;
            break;
        }
    }
    // What ended in another kind may be what the paper is about: 服务目录（第二批） / 的通知.
    let other = |t: &str| papers::kind(t).is_some_and(|k| !Kind::OFFICIAL.contains(&k));
    let whole: String = (start..=last).map(text).collect();
    let goes_on = (last + 1..limit.min(last + 3)).find(|&i| {
        let between = (last + 1..=i).all(|j| {
            Some(j) != number_at && !text(j).contains(['。', '：', ':', '；']) && !is_mark(text(j))
        });
        let joined: String = (last + 1..=i).map(text).collect();
        // With 的 it can be nothing but the end of what is above, whatever kind it is.
        let ends =
            |k: Kind| joined.starts_with('的') || Kind::OFFICIAL.contains(&k) && other(&whole);
        between && papers::kind(&joined).is_some_and(ends)
    });
    last = goes_on.unwrap_or(last);
    let whole: String = (start..=last).map(text).collect();
    if !is_short(&whole) {
        return None;
    }
    let mut first = start;
    // Without 关于 a line with hardly more than the kind is the end of the line above it: 结 / 果公示.
    let above = start.checked_sub(1).filter(|a| Some(*a) != number_at);
    if let Some(above) = above.filter(|_| about.is_none() && text(start).chars().count() < SHORT) {
        let mark = |c: char| "，。：:；>|".contains(c);
        let title = text(above).chars().count() >= SHORT && !text(above).contains(mark);
        if title && !is_mark(text(above)) && !office::is_office(text(above)) {
            first = above;
        }
    }
    // 某县2020年第二批扶贫 / 项目安排公示: what a year stands in is no name of an office.
    let dated = |i: usize| standing::years(text(i)).next().is_some();
    let above = start.checked_sub(1).filter(|a| Some(*a) != number_at);
    if let Some(above) = above.filter(|a| about.is_none() && *a == 0 && !dated(start))
        && dated(above)
        && text(above).chars().count() >= SHORT
        && !text(above).contains(['，', '。', '：', ':', '；', '>', '|', '-', '/', ','])
        && papers::kind(text(above)).is_none()
    {
        first = above;
    }
    // Offices that the mark above has named already are the title's first line, with or without a number between.
    let again = |at: usize| {
        let named = |i: usize| text(i).trim_end_matches("文件");
        let is_name = |name: &str| office::is_office(name) && text(at).starts_with(name);
        (0..at.min(MARK)).any(|i| is_name(named(i)))
    };
    // The last of them may be cut by the line's end: 退役军人事 / 务局.
    let broken = |at: usize| {
        let upper = at
            .checked_sub(1)
            .filter(|a| Some(*a) != number_at && again(*a));
        upper.is_some_and(|upper| {
            let whole = format!("{}{}", text(upper), text(at));
            (0..upper.min(MARK)).any(|i| {
                let name = text(i).trim_end_matches("文件");
                office::is_office(name) && whole.ends_with(name)
            })
        })
    };
    while let Some(above) = first
        .checked_sub(1)
        .filter(|a| Some(*a) != number_at && (again(*a) || broken(*a)))
    {
        first = above;
    }
    // Offices printed on lines of their own belong to the title only below the number: above it they are the mark.
    while first > 0
        && number_at.is_some_and(|n| n < first - 1 || (n < first && n != first - 1))
        && Some(first - 1) != number_at
        && !text(first - 1).starts_with("签发人")
        && number::whole(text(first - 1)).is_none()
        && text(first - 1).contains(char::is_alphabetic)
    {
        first -= 1;
    }
    Some((first, last))
}

fn own_number(line: &Line, text: &str, notice: &mut Notice, ctx: &mut Context<'_>) {
    let placed = Span::of(std::slice::from_ref(line)).compose(ctx);
    let damaged = || {
        ctx.diagnostics.push(
            Diagnostic::new(
                codes::NUMBER_DAMAGED,
                Severity::Warning,
                format!("the number {text} has lost brackets or 号; year and running number were told apart by the year"),
                format!("文号“{text}”缺括号或“号”字，已按年份拆分"),
            )
            .path("/document_number")
            .at(placed.locations.first().cloned())
            .help("compare with the original", "请对照原文"),
        );
        number::damaged(text)
    };
    if let Some(mut found) = number::whole(text)
        .or_else(|| number::bare(text))
        .or_else(damaged)
    {
        // As printed: what was compared is in simplified characters.
        let printed: String = placed.text.chars().filter(|c| !c.is_whitespace()).collect();
        let at = |part: &str| text.find(part).map(|at| at..at + part.len());
        let own = |part: &str| Some(printed.get(at(part)?)?.to_owned());
        found.text = own(&found.text).unwrap_or(found.text);
        found.code = found.code.map(|c| own(&c).unwrap_or(c));
        found.locations.clone_from(&placed.locations);
        notice.document_number = Some(found);
    }
}

/// Whether a name of the issuer mark goes on in the line below: 舟山市普陀区农业农村 / 局.
fn is_broken(upper: &str, lower: &str) -> bool {
    let place: String = upper.chars().take(2).collect();
    let begins = lower.starts_with(&place) || office::begins_name(lower);
    let name = lower.trim_end_matches("文件");
    !begins
        && !name.is_empty()
        && !is_mark(upper)
        && !office::is_office(upper)
        && upper.chars().count() >= SHORT
        && office::is_office(&format!("{upper}{name}"))
}

/// 文件 printed from the top down at the right of several issuers, as a line of its own: else each of its characters stands on
/// the line of a name.
pub(super) fn part_mark(mut lines: Vec<Line>) -> Vec<Line> {
    let last = |line: &Line| {
        let printed = |c: &&Char| !c.ch.is_whitespace();
        let mut chars = line.chars.iter().filter(printed).rev();
        let (last, before) = (*chars.next()?, chars.next());
        let apart = before.is_none_or(|c| last.bbox.x0 - c.bbox.x1 > last.bbox.width());
        (line.page > 0 && apart).then_some(last)
    };
    let find = |ch: char, from: usize, above: Option<Char>| {
        let own = lines.iter().enumerate().take(MARK).skip(from);
        let below =
            |c: &Char| above.is_none_or(|a| (a.bbox.center_x() - c.bbox.center_x()).abs() < 1.0);
        own.filter_map(|(i, line)| Some((i, last(line).filter(|c| c.ch == ch && below(c))?)))
            .next()
    };
    let Some((upper, first)) = find('文', 0, None) else {
        return lines;
    };
    let Some((lower, second)) = find('件', upper + 1, Some(first)) else {
        return lines;
    };
    let mut mark = Line::default();
    for (index, char) in [(upper, first), (lower, second)] {
        if let Some(line) = lines.get_mut(index) {
            mark = Line {
                chars: std::mem::take(&mut mark.chars),
                bbox: char.bbox,
                ..line.clone()
            };
            line.chars.retain(|c| c.id != char.id);
            mark.chars.push(char);
        }
    }
    mark.bbox = first.bbox.union(&second.bbox);
    lines.retain(|l| !l.is_blank());
    lines.insert(0, mark);
    lines
}

/// A line of the issuer mark, or the two that a name stands on: names, with or without 文件; other lines above the title by
/// their form.
fn mark(lines: &[Line], text: &str, notice: &mut Notice, ctx: &mut Context<'_>) {
    let span = Span::of(lines);
    let (names, word) = match text.strip_suffix("文件") {
        Some(names) => span.split_at(names.chars().count()),
        None => (span, Span::default()),
    };
    // 纪要 and 令 have marks of their own (GB/T 9704-2012 10.2, 10.3).
    let own = ["纪要", "令"].iter().any(|w| text.ends_with(w)) && !text.contains("关于");
    if !names.is_empty() && !own && !office::is_office(&names.plain()) && word.is_empty() {
        let of_text = lines.iter().all(|l| l.page == 0);
        if !special(names, text, notice, ctx) && of_text && is_of_page(text, notice) {
            let chars = lines.iter().flat_map(|l| &l.chars);
            ctx.accounts.discard(chars, Discard::PageChrome);
        }
        return;
    }
    word.place(ctx);
    let names = names.cut(&office::offices_in(&names.raw()));
    for name in names.iter().filter(|n| !n.is_empty()) {
        notice.issuers.push(name.compose(ctx));
    }
}

/// Whether a line above the title that is no part of a paper's head is the page's: a web page has more than papers have.
fn is_of_page(text: &str, notice: &Notice) -> bool {
    let page = notice.source.format == Format::Html || !notice.metadata.is_empty();
    // A line of print has 28 characters (GB/T 9704-2012 5.2.3). What states a sum is the paper's.
    page && text.chars().count() <= 28
        && !text.contains(['〔', '。'])
        && !text.contains("关于")
        && !money::is_stated_in(text)
}

/// 份号, 密级, 紧急程度, 签发人 (GB/T 9704-2012 7.2.1 to 7.2.3, 7.2.6); whether it was one. Anything else stays without a place.
fn special(span: Span, text: &str, notice: &mut Notice, ctx: &mut Context<'_>) -> bool {
    if text.chars().count() == 6 && text.chars().all(|c| c.is_ascii_digit()) {
        notice.copy_number = Some(span.compose(ctx));
    } else if papers::is_classification(text) {
        notice.classification = Some(span.compose(ctx));
    } else if papers::is_urgency(text) {
        notice.urgency = Some(span.compose(ctx));
    } else if text.starts_with("签发人") {
        let (label, names) = span.split_at(4);
        label.place(ctx);
        for name in names.cut(&names_of_persons(&names.raw())) {
            notice.signers.push(name.compose(ctx));
        }
    } else {
        return false;
    }
    true
}

/// The names of several persons as counts of printed characters. A name has two characters at least: a character alone
/// belongs to the one that follows (王　某 李四), or to the name before it (欧阳　某).
fn names_of_persons(raw: &str) -> Vec<usize> {
    let mut names: Vec<usize> = Vec::new();
    let mut alone = false;
    for count in raw.split_whitespace().map(|w| w.chars().count()) {
        match names.last_mut().filter(|_| alone) {
            Some(name) => *name += count,
            None => names.push(count),
        }
        alone = !alone && count == 1;
    }
    if let Some(rest) = names.pop_if(|n| *n == 1) {
        match names.last_mut() {
            Some(name) => *name += rest,
            None => names.push(rest),
        }
    }
    names
}

/// The groups of recipients: 、 stands between the names of a group (各镇人民政府、街道办事处), ， between groups.
fn recipients(span: &Span, notice: &mut Notice, ctx: &mut Context<'_>) {
    let (groups, marks) = span.split(|c| matches!(c, '，' | ',' | '；' | ';' | '：' | ':'));
    marks.place(ctx);
    notice.recipients = groups.iter().map(|g| g.compose(ctx)).collect();
}

#[cfg(test)]
mod tests {
    use super::{names_of_persons, title};

    #[test]
    fn a_name_of_two_characters_may_be_spaced() {
        for (raw, counts) in [
            ("王　某 李四", vec![2, 2]),
            ("李四 王　某", vec![2, 2]),
            ("王　某", vec![2]),
            ("王 某 李 四", vec![2, 2]),
            ("王小明 李四", vec![3, 2]),
            ("王 小明", vec![3]),
            ("李四 欧阳 某", vec![2, 3]),
        ] {
            assert_eq!(names_of_persons(raw), counts, "{raw}");
        }
    }

    #[test]
    fn a_title_goes_on_where_the_next_line_ends_it() {
        for kind in ["的公示", "的通知", "的公告"] {
            let lines = [
                "关于安排2016年购买服务项目计划",
                kind,
                "经区政府同意，下达如下。",
            ];
            assert_eq!(
                title(&lines.map(String::from), 3, None),
                Some((0, 1)),
                "{kind}"
            );
        }
    }
}
