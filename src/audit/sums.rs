//! Sums in the text that no project accounts for.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::lines;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::money::sums;
use crate::lexicon::sources::Sources;
use crate::lexicon::{approvals, labels, money, office, ordinal, papers, role};
use crate::model::{Amount, Notice, Role, Table, Text};

/// So many sums with 元 in the text of a notice without projects are a list: a paper about something else mentions one or two.
const LIST: usize = 3;

/// `sum.unaccounted`: lines hold sums with 元 that are neither a row's nor declared: rows of a list that were not read as
/// such. One finding for the body, and one for the notes of each attachment, at the first line; and one for each paragraph
/// that counts up several.
pub(super) fn unaccounted(notice: &Notice) -> Vec<Diagnostic> {
    // What is said of the whole table need not be said of its lines; paragraphs above it are none.
    let unread = || {
        notice
            .diagnostics
            .iter()
            .filter(|d| d.code == codes::TABLE_UNREAD)
    };
    if unread().next().is_some() {
        let begins = |place: Option<&_>| lines(place).map(|(first, _)| first);
        let first = unread().filter_map(|d| begins(d.location.as_ref())).min();
        let above = |(_, text): &(String, &Text)| begins(text.locations.first()) < first;
        return paragraphs(body(notice).filter(above), &known(notice));
    }
    let known = known(notice);
    let cells = notice.tables.iter().flat_map(|t| &t.rows);
    let marks = cells.flat_map(|row| &row.cells).flat_map(|c| &c.marks);
    let marks: HashSet<&str> = marks.map(String::as_str).collect();
    let mut out = Vec::new();
    // What an organ means to buy is stated in sentences, too: without projects each of their sums is one that was lost.
    // So is what a project costs whose approval the paper is.
    let leads = |t: &Text| {
        let intends = papers::speaks_of_intention(&t.text) && t.text.ends_with(['：', ':']);
        intends || approvals::approves(&t.text)
    };
    let mut own = notice.title.iter().chain(&notice.body);
    if notice.items.is_empty() && own.any(leads) {
        let all = body(notice).flat_map(|(path, text)| found(path, text));
        out.extend(finding(&all.collect::<Vec<_>>()));
    } else {
        let lines = rows(body(notice), &known);
        // Fewer are a list where the paper is about money that is given; what a paper without a title is about, nothing else says.
        let given = notice.title.as_ref();
        let given = given.is_none_or(|t| papers::is_about_money(&t.text));
        // What ends in a colon leads up to them.
        let leads = |(_, text, _): &Found<'_>| text.text.ends_with(['：', ':']);
        let rows = given && !lines.iter().all(leads);
        if !notice.items.is_empty() || rows || lines.len() >= LIST {
            out.extend(finding(&lines));
        }
        out.extend(paragraphs(body(notice), &known));
        out.extend(for_each(body(notice), &known));
        // One sum that a paper hands out is a project's, too, if perhaps of a list that is elsewhere.
        if notice.items.is_empty() && out.is_empty() && given {
            let handed = body(notice).flat_map(|(path, text)| {
                let sums = handed_out(&text.text).into_iter();
                sums.map(move |sum| (path.clone(), text, sum))
            });
            // Pieces that belong nowhere are parted where something between them was left out.
            let unplaced = || notice.ledger.unplaced.iter();
            let whole: String = unplaced().map(|t| t.text.as_str()).collect();
            let lost = unplaced().take(1).flat_map(|first| {
                let sums = handed_out(&whole).into_iter();
                sums.map(move |sum| ("/ledger/unplaced/0".to_owned(), first, sum))
            });
            let mut all: Vec<Found<'_>> = handed.chain(lost).collect();
            // A paper that is about money and gives no project: whatever sum it states is one's, however it is said.
            if all.is_empty() {
                let told = body(notice).filter(|(_, t)| !labels::is_note(&t.text));
                all.extend(told.flat_map(|(path, text)| plain(path, text)));
            }
            out.extend(finding(&all));
        }
    }
    // Sentences between two tables went to the title of the second; a title alone may have the sum of what it names.
    for (i, table) in notice.tables.iter().enumerate() {
        let title = table.title.as_ref();
        let several = |t: &&Text| t.text.trim_end_matches('。').contains('。');
        let sums = title.filter(several).into_iter();
        let sums = sums.flat_map(|t| found(format!("/tables/{i}/title"), t));
        let lost: Vec<Found<'_>> = sums.filter(|(.., sum)| !known.contains(sum)).collect();
        out.extend(finding(&lost));
    }
    // What states a sum is a row that was taken for names of columns: 名称 | 内容 over 资金安排 | 下达某县公路3800万元.
    for (i, table) in notice.tables.iter().enumerate() {
        let names = table.columns.iter().flat_map(|c| &c.texts);
        let sums = names.flat_map(|t| plain(format!("/tables/{i}"), t));
        let lost: Vec<Found<'_>> = sums.filter(|(.., sum)| !known.contains(sum)).collect();
        out.extend(finding(&lost));
    }
    for (i, attachment) in notice.attachments.iter().enumerate() {
        let path = format!("/attachments/{i}/notes");
        let notes =
            || texts(&attachment.notes, &path).filter(|(_, note)| !is_footnote(note, &marks));
        out.extend(finding(&rows(notes(), &known)));
        out.extend(paragraphs(notes(), &known));
    }
    out
}

/// `sum.unaccounted`, of the items of a table without a column of sums: the name of a project ends in one, or a line of it does
/// (项目名称及金额).
pub(super) fn in_names(notice: &Notice) -> Vec<Diagnostic> {
    let of_sums = |t: &Table| {
        let mut columns = t.columns.iter();
        columns.any(|c| matches!(c.role, Role::Amount | Role::AmountOther))
    };
    let mut out = Vec::new();
    for (t, _) in super::tables(notice).filter(|(_, t)| !of_sums(t)) {
        for (i, item, _) in super::items(notice, t) {
            let name = item.project.iter().filter(|name| name.raw.contains('元'));
            let states = |line: &str| {
                let line = line.trim_end_matches(['。', '；', ';', '）', ')']);
                line.ends_with('元') && !sums(line).is_empty()
            };
            let stated = name.filter(|name| name.raw.lines().any(states));
            out.extend(stated.map(|name| {
                Diagnostic::new(
                    codes::SUM_UNACCOUNTED,
                    Severity::Warning,
                    format!("the name “{}” ends in a sum, and the table has no column of sums: the project was given none", name.text),
                    format!("“{}”名称后写有金额，表内无金额列，该项目未予填入金额", name.text),
                )
                .path(format!("/items/{i}/project"))
                .at(name.locations.first().cloned())
                .help(
                    "put the sum in by a correction, and part the names if there are several",
                    "请用更正文件补入金额；一格内有多个项目的请分列",
                )
            }));
        }
    }
    out
}

/// Findings for paragraphs one after the other that count up sums: a list in sentences.
fn paragraphs<'n>(
    texts: impl Iterator<Item = (String, &'n Text)>,
    known: &HashSet<Decimal>,
) -> Vec<Diagnostic> {
    let mut runs: Vec<Vec<Found<'n>>> = vec![Vec::new()];
    for (path, text) in texts {
        let list = is_sentence(text) && !labels::is_note(&text.text);
        // A heading between two of them ends no list.
        if !list {
            continue;
        }
        let sums = stated(&text.text)
            .into_iter()
            .filter(|sum| !known.contains(sum));
        let sums: Vec<Found<'n>> = sums.map(|sum| (path.clone(), text, sum)).collect();
        match runs.last_mut().filter(|_| !sums.is_empty()) {
            Some(run) => run.extend(sums),
            None => runs.push(sums),
        }
    }
    // 资金用途：甲40万元、乙20万元 says itself what it counts up.
    let labelled = |(_, text, _): &Found<'_>| {
        let label = text.text.split_once(['：', ':']).map(|(label, _)| label);
        label.is_some_and(is_label)
    };
    let several = |run: &&Vec<Found<'n>>| {
        run.len() >= LIST || run.len() > 1 && run.first().is_some_and(labelled)
    };
    let lists = runs.iter().filter(several);
    lists.filter_map(|run| finding(run)).collect()
}

/// The sums that a sentence states clause by clause, if it names a body or a project beside one, or counts them up behind a
/// colon or in brackets: what a paper says of its own costs is no list. Rates and bounds are none, and 甲、乙各10万元 states two.
fn stated(text: &str) -> Vec<Decimal> {
    let (mut out, mut named) = (Vec::new(), false);
    for sentence in text.split(['。', '；', ';']) {
        let (before, mut paid) = (out.len(), 0);
        for clause in sentence.split('，') {
            let sums = sums(clause);
            let chars: Vec<char> = clause.chars().collect();
            let each = clause.split_once('各').map_or("", |(before, _)| before);
            let names = match each {
                "" => 1,
                names => names.matches(['、', '和', '与', '及']).count() + 1,
            };
            match sums.as_slice() {
                [] => continue,
                [one] if money::only_sum(&chars).is_some() => {
                    out.extend(std::iter::repeat_n(*one, names));
                }
                several if several.len() > 1 && !clause.contains('每') => out.extend(several),
                _ => continue,
            }
            let mut words = clause.split(|c: char| c.is_ascii_digit() || NAME_ENDS.contains(&c));
            // 审定造价：1,194元 is a value of a row.
            let label = clause
                .split_once(['：', ':'])
                .map_or("", |(label, _)| label);
            named |= words.any(is_name)
                || is_label(label)
                || sums.len() >= LIST && clause.contains(['：', ':', '（', '(']);
            let clauses = clause.split(',').filter(|c| role::speaks_of_payments(c));
            paid += clauses.count();
        }
        // 安排养老资金13万元，安排助残资金9万元，安排救灾资金5万元。
        named |= paid >= LIST && out.len() >= before + LIST;
        // 1、茶园低改，资金320万元。
        let chars: Vec<char> = sentence.trim_start().chars().take(8).collect();
        named |= out.len() > before && ordinal::listed(&chars).is_some();
        // 市篮球协会承办联赛，扶持经费8万元。
        named |= out.len() > before && office::begins_with_organ(sentence.trim_start());
    }
    out.retain(|_| named);
    out
}

/// Findings for sentences that name places and state a sum for each of them (A村、B村……每个村补助50万元), which no project has.
fn for_each<'n>(
    texts: impl Iterator<Item = (String, &'n Text)>,
    known: &HashSet<Decimal>,
) -> Vec<Diagnostic> {
    // 对获奖的村、镇，每个村奖励5万元 names none.
    let named = |w: &str| office::is_place(w) && !w.contains('的') && w.chars().nth(2).is_some();
    let places = |sentence: &str| {
        let mut words = sentence.split(|c: char| NAME_ENDS.contains(&c));
        sentence.contains('、') && words.any(named)
    };
    let rates = |text: &str| -> Vec<Decimal> {
        let sentences = text.split(['。', '；', ';']).filter(|s| places(s));
        let clauses = sentences.flat_map(|s| s.split(['，', ',']));
        let each = clauses.filter_map(|c| c.split_once('每').map(|(_, each)| each));
        each.flat_map(sums)
            .filter(|sum| !known.contains(sum))
            .collect()
    };
    let found = texts.filter_map(|(path, text)| {
        let sums = rates(&text.text).into_iter();
        let lost: Vec<Found<'_>> = sums.map(|sum| (path.clone(), text, sum)).collect();
        finding(&lost)
    });
    found.collect()
}

/// The sums of its own of which a text says in the same clause that they are handed out: 本次应拨付617000元.
fn handed_out(text: &str) -> Vec<Decimal> {
    let mut out = Vec::new();
    for clause in text.split(['。', '；', ';', '，', ',']) {
        let chars: Vec<char> = clause.chars().collect();
        for sum in money::stated(&chars).into_iter().filter(|s| s.plain) {
            let text = |range: &[char]| range.iter().collect::<String>();
            let before = text(chars.get(..sum.range.start).unwrap_or_default());
            let own = text(chars.get(sum.range).unwrap_or_default());
            if role::speaks_of_payments(&before) {
                out.extend(money::value(&own));
            }
        }
    }
    out
}

/// Whether words of a sentence name a body or a project.
fn is_name(words: &str) -> bool {
    office::is_office(words)
        || office::begins_with_organ(words)
        || office::is_place(words)
        || role::is_project(words)
}

/// Whether a label says that money stands behind it: 审定造价, 资金用途.
fn is_label(label: &str) -> bool {
    role::names_a_use(label) || role::is_of_money(label)
}

/// What may follow a name in a sentence.
const NAME_ENDS: &[char] = &['：', ':', '、', '，', ',', '各', '“', '”', '（', '）', '—'];

fn is_sentence(text: &Text) -> bool {
    text.text.contains('。') || text.text.ends_with(['，', ',', '、'])
}

/// Whether a note begins with the mark that a cell refers to it by (1其中5万元为上年结转): it says something of that cell. Behind a row's
/// number stands a mark of its own.
fn is_footnote(note: &Text, marks: &HashSet<&str>) -> bool {
    /// Most characters of a mark: （12）.
    const MARK: usize = 4;
    let ends = note.text.char_indices().skip(1).take(MARK);
    let mut parts = ends.filter_map(|(at, _)| note.text.split_at_checked(at));
    let own = |c: char| c.is_numeric() || "、.．，,".contains(c);
    parts.any(|(mark, rest)| marks.contains(mark) && !rest.starts_with(own))
}

/// A sum in yuan, the text that holds it and where that stands in the notice.
type Found<'n> = (String, &'n Text, Decimal);

fn texts<'n>(texts: &'n [Text], path: &str) -> impl Iterator<Item = (String, &'n Text)> {
    let each = texts.iter().enumerate();
    each.map(move |(i, text)| (format!("{path}/{i}"), text))
}

/// The body, but for what says where the money comes from.
fn body(notice: &Notice) -> impl Iterator<Item = (String, &Text)> {
    let mut sources = Sources::default();
    texts(&notice.body, "/body").filter(move |(_, text)| {
        sources = sources.then(&text.text);
        !sources.holds()
    })
}

/// The sums that are not known, of texts that may be rows: no sentences nor parts of one, and no notes, which speak of rates
/// and shares. Below rows that end in ； the last ends in 。
fn rows<'n>(
    texts: impl Iterator<Item = (String, &'n Text)>,
    known: &HashSet<Decimal>,
) -> Vec<Found<'n>> {
    let mut listed = false;
    let mut row = |text: &Text| {
        let last = |text: &str| text.strip_suffix('。').is_some_and(|t| !t.contains('。'));
        let ends = listed && last(&text.text);
        listed = text.text.ends_with(['；', ';']);
        // 合计：11万元 says what the rows come to.
        let mut words = text
            .text
            .split(|c: char| c.is_numeric() || matches!(c, '：' | ':' | ' '));
        let total = words.next().is_some_and(|w| labels::summary(w).is_some());
        (ends || !is_sentence(text))
            && !total
            && !labels::is_note(&text.text)
            && !labels::is_of_procedure(&text.text)
    };
    texts
        .filter(|(_, text)| row(text))
        .flat_map(|(path, text)| found(path, text))
        .filter(|(.., sum)| !known.contains(sum))
        .collect()
}

/// The sums with 元 that a text states, rates and bounds aside.
fn plain(path: String, text: &Text) -> Vec<Found<'_>> {
    let chars: Vec<char> = text.text.chars().collect();
    let sums = money::stated(&chars)
        .into_iter()
        .filter(|s| s.plain && s.yuan);
    let value = |s: money::Stated| {
        money::value(&chars.get(s.range)?.iter().collect::<String>()).map(|v| v.normalize())
    };
    let sums = sums.filter_map(value);
    sums.map(|sum| (path.clone(), text, sum)).collect()
}

/// The sums with 元 that a text states.
fn found(path: String, text: &Text) -> Vec<Found<'_>> {
    let sums = sums(&text.text).into_iter();
    sums.map(|sum| (path.clone(), text, sum)).collect()
}

/// Every sum that the notice accounts for: of rows of all kinds, and declared of them.
fn known(notice: &Notice) -> HashSet<Decimal> {
    let rows = notice.tables.iter().flat_map(|t| &t.rows);
    let amounts = rows.flat_map(|row| row.amounts.values().map(Box::as_ref));
    // Without projects there is nothing that is declared of them.
    let declared = notice.declared_sums.iter().map(|d| &d.amount);
    let declared = declared.filter(|_| !notice.items.is_empty());
    let of = |a: &Amount| {
        let parts = a.parts.iter().filter_map(|p| p.yuan);
        let own = [a.yuan, a.lower, a.upper].into_iter().flatten();
        own.chain(parts).collect::<Vec<_>>()
    };
    let all = amounts.chain(declared).flat_map(of);
    let mut known: HashSet<Decimal> = all.map(|sum| sum.normalize()).collect();
    // A sentence may say what all projects come to: 现下达资金共12万元，具体如下.
    let items = notice.items.iter().map(|item| item.amount.as_ref()?.yuan);
    known.extend(super::whole(items).map(|sum| sum.normalize()));
    known
}

fn finding(found: &[Found<'_>]) -> Option<Diagnostic> {
    let (path, text, _) = found.first()?;
    let count = found.len();
    let total = found
        .iter()
        .try_fold(Decimal::ZERO, |all, (.., sum)| all.checked_add(*sum));
    let (total, total_zh) = total.map_or_else(Default::default, |t| {
        let t = t.normalize();
        (format!(", {t} yuan in all"), format!("，共{t}元"))
    });
    Some(
        Diagnostic::new(
            codes::SUM_UNACCOUNTED,
            Severity::Warning,
            format!("expected every sum of a list to be a project's; found {count} in lines of text{total}, the first in “{}”", text.text),
            format!("有{count}个金额{total_zh}写在正文行中，不属于任何已读取的项目，首处为“{}”", text.text),
        )
        .path(path.clone())
        .at(text.locations.first().cloned())
        .help(
            "look whether these lines are rows of a list that was not read",
            "请核对这些行是否为未读取的项目",
        ),
    )
}
