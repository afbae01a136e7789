//! Sentences that state a sum each, one below the other: 1、敬老院取暖补助1.5万元,用于维修; 一是安排养老项目50万元;
//! 区教育局：校车服务 50万元; - 虹桥社区：12.4万元. Those that are counted up may stand in one paragraph.

mod heads;
mod made_up;
mod offices;
mod own;
mod parts;
mod rows;
mod several;

use std::collections::HashSet;
use std::ops::Range;

use rust_decimal::Decimal;

use super::{is_gap, stretch};
use crate::accounts::Char;
use crate::lexicon::approvals::Approval;
use crate::lexicon::key::Key;
use crate::lexicon::money::words;
use crate::lexicon::ordinal::{self, Ordinal};
use crate::lexicon::sources::{self, Sources};
use crate::lexicon::{labels, money, office, role, standing};
use crate::text::Line;
use made_up::{Proof, adds_up, made_up};

pub(super) use heads::may_be_one as may_be_heading;
pub(in crate::table) use parts::counts_up;
pub(super) use parts::parted;
pub(super) use rows::Again;

/// Fewest entries: two sums one below the other may be two rules of a paper.
const ENTRIES: usize = 3;
/// Fewest below a list of such entries, under another heading.
const MORE: usize = 2;
/// Most characters of a line that is one entry up to its sum: more is a paragraph.
const LONGEST: usize = 120;
/// Most characters of one with all that is said of it behind the sum: a page of print has some six hundred (GB/T 9704-2012 5.2).
const WHOLE: usize = 600;

/// An entry as ranges of characters of its line.
struct Entry {
    number: Option<Ordinal>,
    purchaser: Option<Range<usize>>,
    project: Range<usize>,
    sum: Range<usize>,
    /// Words before the sum that say what it is: 安排资金38万元.
    label: Option<Range<usize>>,
    rest: Range<usize>,
    /// Whether dots lead up to the sum: 健身指导……12,500元.
    led: bool,
    /// Who does it, if a line below it says so: that line, and the name in it.
    by: Option<(usize, Range<usize>)>,
    /// Lines below it that say more of it.
    more: Vec<usize>,
}

/// Fewest dots of a leader: … is two signs where it is left out words.
const LEADER: usize = 3;

/// Entries, each with the line it stands on, counted from the first.
pub(super) struct Found {
    entries: Vec<(usize, Entry)>,
    /// Headings over the entries, each with how many stand above it.
    headings: Vec<(usize, usize)>,
    /// Whether nothing but words tells that they are a list.
    doubted: bool,
    /// How many lines they take.
    pub(super) used: usize,
}

/// Finds entries that are numbered one after the other, or that all begin with the name of an organ.
pub(super) fn find(lines: &[Line], above: &Above<'_>) -> Option<Found> {
    let mut entries: Vec<(usize, Entry)> = Vec::new();
    // Headings over the entries, each with how many stand above it.
    let mut headings: Vec<(usize, usize)> = Vec::new();
    // Those over the next entry.
    let mut pending: Vec<usize> = Vec::new();
    // Up to which line parts of a sum were taken.
    let mut done = 0;
    for (at, line) in lines.iter().enumerate() {
        let begun = !entries.is_empty();
        if is_gap(line) && (begun || !pending.is_empty()) {
            continue;
        }
        if at < done {
            continue;
        }
        // What leads up to the parts of a sum is no entry beside them, but their heading.
        if lines
            .get(at + 1)
            .is_some_and(|l| made_up::leads_up_to(line, l))
        {
            let below = lines.get(at + 1..).unwrap_or_default();
            let parts = heads::may_be_one(line).then(|| made_up(below, line, &above.told));
            let Some((parts, Proof::Whole)) = parts.flatten() else {
                break;
            };
            done = at + 1 + parts.len();
            pending.push(at);
            headings.extend(pending.drain(..).map(|at| (entries.len(), at)));
            entries.extend(parts.into_iter().map(|(part, e)| (at + 1 + part, e)));
            continue;
        }
        let open = pending.last().copied();
        let mut above = entries.iter().rev();
        let numbered = above.clone().find(|(_, e)| e.number.is_some());
        let before = numbered.or_else(|| above.next()).map(|(_, e)| e);
        let before_of_list = before.and_then(|e| e.number.as_ref());
        let part = || {
            // Parts of a sum end where they come to it.
            let (above, _) = entries.last().filter(|(above, _)| above + 1 != done)?;
            let same = several::goes_on(lines.get(*above)?, line);
            entry(line, true).filter(|e| same && e.number.is_none())
        };
        // Below a heading the numbers may begin again.
        // So they do where the one above stands below a number of theirs: （一）养老类70万元 over a sentence that says what for.
        let under = headings.last().filter(|(n, _)| n + 1 == entries.len());
        let under = under.and_then(|(_, at)| heads::number(lines.get(*at)?));
        let goes_on = |e: &Entry| {
            let pair = e.number.as_ref().zip(under.as_ref());
            pair.is_some_and(|(own, above)| own.follows(above))
        };
        let own =
            |e: &Entry| follows(e, before) || goes_on(e) || open.is_some() && follows(e, None);
        let all = || heads::of_one(lines.get(open?)?, line);
        // The name of an organ above tells that a line without a number is one of its entries.
        let heading = open.or(headings.last().map(|(_, at)| *at));
        let below = || {
            lines.get(heading?).filter(|l| heads::names_organ(l))?;
            heads::of_organ(line)
        };
        let found = entry(line, false).filter(own).or_else(all).or_else(part);
        match found.or_else(below) {
            // 一、青山镇（120万元） over 1.道路硬化32万元 is none.
            _ if at == 0 && heads::begin(lines) => pending.push(at),
            _ if heads::over_one(lines, at) => pending.push(at),
            _ if heads::over_numbers(lines, at, before_of_list) => pending.push(at),
            Some(entry) => {
                headings.extend(pending.drain(..).map(|at| (entries.len(), at)));
                entries.push((at, entry));
            }
            None if begun && open.is_none() && heads::is_one(line) => pending.push(at),
            // A name over entries that are counted on: 基础设施类.
            None if begun && open.is_none() && role::may_be_name(line.key()) => {
                let next = lines.iter().skip(at + 1).find(|l| !is_gap(l));
                let next = next.and_then(|l| entry(l, false));
                if !next.is_some_and(|e| e.number.is_some() && follows(&e, before)) {
                    break;
                }
                pending.push(at);
            }
            None => {
                let Some((above, last)) = entries.last_mut().filter(|_| open.is_none()) else {
                    break;
                };
                match offices::labelled(line).filter(|_| last.by.is_none()) {
                    Some(name) => last.by = Some((at, name)),
                    None if heads::says_more(lines, (*above, last), at) => last.more.push(at),
                    None => break,
                }
            }
        }
    }
    // 三、旅游厕所（115.4万元） over names of columns says what the table comes to.
    if let Some((at, _)) = entries.last()
        && let Some(next) = lines.iter().skip(at + 1).find(|l| !is_gap(l))
        && heads::begins_table(next)
    {
        entries.pop();
    }
    // Where each entry says what its sum is made up of, the parts are the rows.
    let parted = |(at, _): &(usize, Entry)| lines.get(*at).is_some_and(parts::is_made_up);
    if entries.len() >= MORE && entries.iter().all(parted) {
        return None;
    }
    let mut proof = None;
    if entries.is_empty() {
        // An approval is of one project, and parts of its sum are none of others.
        let line = above.line.filter(|_| !above.approval.holds())?;
        let (own, own_proof) = made_up(lines, line, &above.told)?;
        (entries, proof) = (own, Some(own_proof));
    }
    // Dots that lead from a name to its sum are of no sentence.
    let led = entries.iter().all(|(_, e)| e.led);
    let done = entries
        .iter()
        .all(|(_, e)| e.by.is_some() || !e.more.is_empty());
    let comes_to =
        || heads::comes_to(lines, &headings, &entries) || whole(lines, &entries, above).is_some();
    let enough = match proof {
        Some(Proof::Whole) => 1,
        _ if above.listed || led || done || comes_to() => MORE,
        _ => ENTRIES,
    };
    let source = |(at, e): &(usize, Entry)| {
        let name = lines.get(*at).and_then(|l| l.chars.get(e.project.clone()));
        let name: String = name.into_iter().flatten().map(|c| c.ch).collect();
        (sources::names_money(&name) || standing::is_price(&name)) && e.purchaser.is_none()
    };
    let all_sources = entries.iter().all(source);
    if entries.len() < enough || all_sources || !are_money(lines, &entries) {
        return None;
    }
    offices::name(lines, &mut entries);
    let (last, entry) = entries.last()?;
    let by = entry.by.as_ref().map(|(at, _)| *at);
    let used = by.max(entry.more.last().copied()).unwrap_or(*last) + 1;
    Some(Found {
        entries,
        headings,
        doubted: proof == Some(Proof::Words),
        used,
    })
}

/// Whether the line above entries, or the one below them, states what they come to; or, of numbered ones, any line above.
fn whole(lines: &[Line], entries: &[(usize, Entry)], above: &Above<'_>) -> Option<()> {
    let (last, _) = entries.last()?;
    let below = lines.iter().skip(last + 1).find(|l| !is_gap(l));
    let own = entries.iter().map(|(at, entry)| {
        // 中央资金47万元 and 市级资金66万元 say whose money it is, not what for.
        let line = lines.get(*at)?;
        let name = line.chars.get(entry.project.clone())?.iter();
        let name: String = name.map(|c| c.ch).collect();
        let sum = sum(line.chars.get(entry.sum.clone())?);
        sum.filter(|_| !sources::names_money(&name))
    });
    let all: Decimal = own.collect::<Option<Vec<_>>>()?.into_iter().sum();
    let mut near = above.line.into_iter().chain(below);
    let numbered = entries.iter().all(|(_, e)| e.number.is_some());
    let told = numbered && above.told.sums.contains(&all);
    (told || near.any(|l| stated(l).any(|sum| sum == all))).then_some(())
}

/// Whether sums in 万 without 元 are money: others of the list have it, or the words before each name money.
fn are_money(lines: &[Line], entries: &[(usize, Entry)]) -> bool {
    let text = |at: &usize, range: Range<usize>| -> String {
        let own = lines.get(*at).and_then(|l| l.chars.get(range));
        own.into_iter().flatten().map(|c| c.ch).collect()
    };
    let yuan = |(at, e): &(usize, Entry)| text(at, e.sum.clone()).ends_with('元');
    let named = |(at, e): &(usize, Entry)| {
        let name = text(at, e.label.clone().unwrap_or_else(|| e.project.clone()));
        let ends = name.char_indices().rev().map(|(at, _)| at).take(4);
        ends.filter_map(|at| name.get(at..))
            .any(words::made_of_money)
    };
    entries.iter().any(yuan) || entries.iter().all(named)
}

/// What stands above lines that may be a list.
#[derive(Clone, Default)]
pub(super) struct Above<'l> {
    line: Option<&'l Line>,
    /// Whether a list is among it.
    listed: bool,
    /// Whether it says where the money comes from.
    sources: Sources,
    /// Whether it approves one project.
    approval: Approval,
    told: Told,
}

/// The sums that a text states, and the last of them.
#[derive(Clone, Default)]
struct Told {
    sums: HashSet<Decimal>,
    last: Option<Decimal>,
}

impl Told {
    fn extend(&mut self, line: &Line) {
        for sum in stated(line) {
            self.last = Some(sum);
            self.sums.insert(sum);
        }
    }
}

impl<'l> Above<'l> {
    /// Takes a line, and whether a list was found to begin with it.
    pub(super) fn go_on(&mut self, line: &'l Line, listed: bool) {
        self.line = Some(line);
        self.sources = self.sources.then(&line.raw());
        self.approval = self.approval.then(&line.raw());
        self.listed |= listed;
        if !listed {
            self.told.extend(line);
        }
    }
}

impl Above<'_> {
    /// Whether a line below it says where the money comes from, too.
    pub(super) fn tells_sources(&self, line: &Line) -> bool {
        self.sources.then(&line.raw()).holds()
    }
}

/// The sums of its own that a line states.
fn stated(line: &Line) -> impl Iterator<Item = Decimal> + '_ {
    let chars: Vec<char> = line.chars.iter().map(|c| c.ch).collect();
    let sums = money::stated(&chars).into_iter().filter(|s| s.plain);
    sums.filter_map(|s| sum(line.chars.get(s.range)?))
}

fn sum(chars: &[Char]) -> Option<Decimal> {
    let text: String = chars.iter().map(|c| c.ch).collect();
    money::value(&text)
}

/// Whether an entry goes on with the one above, or begins a list.
fn follows(entry: &Entry, before: Option<&Entry>) -> bool {
    match (before.map(|b| &b.number), &entry.number) {
        (None, Some(number)) => number.value == 1,
        (None, None) => true,
        (Some(Some(before)), Some(number)) => number.follows(before),
        (Some(None), None) => true,
        _ => false,
    }
}

/// The entry that a line is: what is numbered or whose organ stands first, and one sum.
///
/// `told`: what stands around it tells that it is one.
fn entry(line: &Line, told: bool) -> Option<Entry> {
    if line.chars.len() > WHOLE
        || !line
            .chars
            .iter()
            .any(|c| matches!(c.ch, '元' | '万' | '亿' | '萬' | '億'))
    {
        return None;
    }
    let chars: Vec<char> = line.chars.iter().map(|c| c.ch).collect();
    let number = ordinal::listed(&chars);
    let bullet = ordinal::bullet(&chars).filter(|_| number.is_none());
    let start = number.as_ref().map_or(bullet.unwrap_or(0), |n| n.rest);
    let body = chars.get(start..)?;
    let own = own::of(body)?;
    let sum = own.range.start + start..own.range.end + start;
    // A number tells what a long paragraph is, and a sum that is worked out what comes before it.
    if sum.end > LONGEST && !own.worked_out || number.is_none() && chars.len() > LONGEST {
        return None;
    }
    // 东港街道、六横镇各10万元 is that for each of them.
    let each = sum.start.checked_sub(1).and_then(|at| chars.get(at)) == Some(&'各');
    let sum = sum.start - usize::from(each)..sum.end;
    // 旅游名村（40万元）: brackets round the sum are part of neither name nor remark.
    let opens = sum
        .start
        .checked_sub(1)
        .filter(|at| matches!(chars.get(*at), Some('(' | '（')));
    let closes = matches!(chars.get(sum.end), Some(')' | '）'));
    let (before, behind) = match opens.filter(|_| closes) {
        Some(at) => (at, sum.end + 1),
        None => (sum.start, sum.end),
    };
    let text = |range: &Range<usize>| -> String {
        chars
            .get(range.clone())
            .unwrap_or_default()
            .iter()
            .collect()
    };
    // What stands before the sum, between marks.
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut from = start;
    let (mut named, mut dashes) = (None, 0);
    for at in start..=before {
        let mark = chars.get(at).filter(|_| at < before);
        let dash = chars.get(at..at + 2).is_some_and(|two| two == ['—', '—']);
        dashes += usize::from(dash);
        // 圆梦·助学工程: between letters it is part of a name.
        let letter = |at: Option<usize>| {
            at.and_then(|at| chars.get(at))
                .is_some_and(|c| c.is_alphabetic())
        };
        let within = mark == Some(&'·') && letter(at.checked_sub(1)) && letter(Some(at + 1));
        if within || mark.is_some_and(|c| !is_mark(*c) && !matches!(c, ':' | '：') && *c != '—')
        {
            continue;
        }
        let part = trimmed(&line.chars, from..at);
        if mark.is_some_and(|c| matches!(c, ':' | '：')) && parts.is_empty() {
            // A number tells an entry, so that names of who is given money need not tell it: 1、六横镇文化站：培训，补助8万元.
            // What it counts may stand in brackets behind the name: 共和镇（4个）.
            let body = |p: &Range<usize>| {
                let name = text(p);
                office::is_office(office::without_remark(&name))
                    || number.is_some() && office::is_body_named(&name)
            };
            named = Some(part.clone()).filter(body);
        }
        parts.extend((!part.is_empty()).then_some(part));
        from = at + 1;
    }
    let several = parts.len() > 1;
    // 东港街道：老年食堂补助12万元 says what for, where 补助资金 does not.
    let whose = match parts.as_slice() {
        [first, _] => office::is_organ(&text(first)) || Some(first) == named.as_ref(),
        _ => false,
    };
    let label = parts.pop_if(|p| {
        let name = text(p);
        if role::is_getting(&name) {
            return several;
        }
        let bare = || words::made_of_money(&name) || role::says_only_money(&name);
        // “护河”行动服务项目价格为 names what is paid for.
        let named = || name.contains(['“', '”', '《']);
        several && role::is_of_money(&Key::of(&name)) && (!whose || bare()) && !named()
    });
    let organ = parts
        .iter()
        .position(|p| office::is_organ(&text(p)) || Some(p) == named.as_ref());
    let organ = organ.filter(|_| parts.len() > 1);
    let project = parts
        .iter()
        .enumerate()
        .find(|(i, _)| Some(*i) != organ)
        .map(|(_, p)| p.clone())?;
    let purchaser = organ.and_then(|at| parts.get(at).cloned());
    let (project, purchaser) = match (purchaser, offices::in_brackets(&chars, &project)) {
        (None, Some((name, organ))) => (name, Some(organ)),
        (purchaser, _) => (project, purchaser),
    };
    // 某公司获资助15万元: what is said of the sum is no part of the name.
    let given = chars.get(project.clone()).and_then(role::gets);
    let (project, mut label) = match given.filter(|_| label.is_none()) {
        Some(at) => (
            project.start..project.start + at,
            Some(project.start + at..project.end),
        ),
        None => (project, label),
    };
    // Without a number or a mark, an organ with a colon or a dash before the sum (养老服务——区养老中心——52万元) tells an entry
    // from a sentence.
    if !told && number.is_none() && bullet.is_none() && named.is_none() && dashes == 0
        || labels::summary(&text(&project)).is_some()
    {
        return None;
    }
    let rest = trimmed(&line.chars, behind..chars.len());
    // 和 leads to the next of them.
    let joins = chars
        .get(rest.clone())
        .is_some_and(|r| !r.is_empty() && parts::joined(r) == r.len());
    let rest = if joins { rest.end..rest.end } else { rest };
    let done_by = done_by(&chars, &rest).filter(|_| purchaser.is_none());
    // …，责任单位：区农业局: what else stands behind the sum is left.
    let behind = stretch(line, line.chars.get(rest.clone()).unwrap_or_default());
    let labelled = offices::labelled_last(&behind).filter(|_| purchaser.is_none());
    let labelled = labelled.map(|(label, name)| {
        let left = trimmed(&line.chars, rest.start..rest.start + label);
        (left, rest.start + name.start..rest.start + name.end)
    });
    // More parts than a name and an organ are a sentence's, unless the name is one of its own and who does it stands last:
    // 一、饮水管网改造。改造12个村，投资1860万元，由县水务局牵头。
    if parts.len() > 1 + usize::from(organ.is_some()) {
        let headed = matches!(chars.get(project.end), Some('。' | '：' | ':'));
        let told = own.worked_out || done_by.is_some() && headed;
        let said = parts.get(1).filter(|_| number.is_some() && told)?;
        // 每个5000元，小计10万元: that it is what they come to, the sum says.
        let own = parts.iter().skip(1).chain(&label);
        let mut own = own.filter(|p| labels::summary(&text(p)).is_none());
        let end = own.next_back()?.end;
        label = Some(said.start..end);
    }
    let before = chars.get(..sum.start).unwrap_or_default().iter().rev();
    let dots = before.skip_while(|c| c.is_whitespace());
    let dots = dots.take_while(|c| matches!(c, '.' | '…' | '·' | '．'));
    let led = dots.count() >= LEADER;
    let (project, purchaser, rest) = match used_for(&chars, &rest) {
        // 白水洋镇30万元，用于文化礼堂新建: the place is given the money, and what it is used for is the project.
        Some(used) if purchaser.is_none() && office::is_organ(&text(&project)) => {
            (used, Some(project), sum.end..sum.end)
        }
        // 安排500万元用于盲道修复: nothing but what is done with the money stands before it.
        Some(used) if purchaser.is_none() && is_only_money(&text(&project)) => {
            label = label.or(Some(project));
            (used, None, sum.end..sum.end)
        }
        _ if done_by.is_some() => (project, done_by, sum.end..sum.end),
        _ => match labelled {
            Some((left, name)) => (project, Some(name), left),
            None => (project, purchaser, rest),
        },
    };
    Some(Entry {
        number,
        purchaser,
        project,
        sum,
        label,
        rest,
        led,
        by: None,
        more: Vec::new(),
    })
}

/// What a sum is used for, if that is all that stands behind it, in one clause.
fn used_for(chars: &[char], rest: &Range<usize>) -> Option<Range<usize>> {
    let own = chars.get(rest.clone())?;
    let lead = labels::use_of(own)?;
    let one = !own.iter().any(|c| matches!(c, '。' | '；' | '，' | ','));
    (one && own.len() > lead).then(|| rest.start + lead..rest.end)
}

/// Whether words before a sum say that money is handed out, and no more than whose or which: 安排, 安排资金, 安排省级福彩公益金.
fn is_only_money(name: &str) -> bool {
    let kind = || role::speaks_of_payments(name) && sources::names_kind_of_money(name);
    role::is_of_payments(name) || words::made_of_money(name) || kind()
}

/// Who does it, if that is all that stands behind a sum: 由县畜牧站组织实施.
fn done_by(chars: &[char], rest: &Range<usize>) -> Option<Range<usize>> {
    let own: String = chars.get(rest.clone())?.iter().collect();
    let name = office::done_by(&own)?;
    let before = own.get(..own.rfind(name)?)?.chars().count();
    let from = rest.start + before;
    Some(from..from + name.chars().count())
}

/// A text in which blanks stand for brackets and what they hold.
fn without_brackets(chars: &[char]) -> Vec<char> {
    let mut depth = 0_usize;
    let mut blank = |c: &char| {
        let opens = matches!(c, '(' | '（');
        let closes = matches!(c, ')' | '）');
        depth += usize::from(opens);
        let inside = depth > 0;
        depth = depth.saturating_sub(usize::from(closes));
        inside
    };
    chars
        .iter()
        .map(|c| if blank(c) { ' ' } else { *c })
        .collect()
}

/// A text up to where it says what its sum is made up of: 安排资金420万元，其中中央资金300万元; 40万元。包括：A镇30万元.
fn before_parts(text: &[char]) -> &[char] {
    let begins = |at: &usize| text.get(*at..).and_then(labels::leads_to_parts).is_some();
    let at = (0..text.len()).find(begins);
    text.get(..at.unwrap_or(text.len())).unwrap_or_default()
}

fn is_mark(c: char) -> bool {
    matches!(c, '；' | ';' | '，' | ',' | '。' | '…' | '.' | '·')
}

/// A range without marks and blanks at its ends.
fn trimmed(chars: &[Char], range: Range<usize>) -> Range<usize> {
    let own = chars.get(range.clone()).unwrap_or_default();
    let loose = |c: &&Char| is_mark(c.ch) || c.ch == '、' || c.ch.is_whitespace();
    let start = own.iter().take_while(loose).count();
    let end = own.iter().rev().take_while(loose).count();
    range.start + start..(range.end - end).max(range.start + start)
}
