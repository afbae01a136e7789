//! Labels and values → a table with a row for each project: a label a line (项目名称：食堂配送), as award notices have them,
//! with its value behind it or on the next line, or labels and values side by side in a table.

mod across;
mod apart;
pub(super) mod beside;
mod label;
mod once;
mod pages;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use label::{end_of_value, label, numbered};
use once::{Once, Told, said_once};

use super::{exceeds, grid, stretch};
use crate::accounts::Discard;
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::key::Key;
use crate::lexicon::money;
use crate::lexicon::{dates, labels, ordinal, role, standing, web};
use crate::model::Role;
use crate::table::{Block, Evidence, Grid, GridCell, assemble};
use crate::text::{Line, compose};

/// Fewest labels that tell of a project: two are a sentence's.
const LABELS: usize = 3;
/// Most characters of a label: the longest headers in use have thirteen, and （万元） may stand behind.
const LONGEST: usize = 18;

/// Most characters of the name of a project: longer lines are sentences. The longest in the lists met have some forty.
const NAME: usize = 50;

/// Whether the projects of a table stand side by side, a column each.
#[cfg(feature = "office")]
pub(super) fn stand_across(grid: &Grid) -> bool {
    across::turned(grid).is_some()
}

/// A label and its value.
struct Pair {
    /// What a cell before the label says of several of them: 项目资金 before 年度资金总额.
    group: Vec<Line>,
    label: Vec<Line>,
    value: Vec<Line>,
    /// The label as it is compared, whether it is a column's name, and which role that has here.
    name: Key,
    is_name: bool,
    role: Option<Role>,
}

/// What is made of labels and values.
struct Made {
    grid: Grid,
    /// Labels that are said again.
    repeated: Vec<Line>,
    /// Which of the pairs, in order, are said of the whole and stand beside the parts' own: its sum, its name.
    left: Vec<usize>,
}

impl Pair {
    /// A label that a group's name stands before: what it names, its own words say.
    fn within(mut self, group: Vec<Line>) -> Self {
        let whole = format!("{}{}", &*assemble::key_of(&group), &*self.name);
        self.name = Key::of(&whole);
        self.group = group;
        self
    }

    fn new(label: Vec<Line>, value: Vec<Line>) -> Self {
        let name = assemble::key_of(&label);
        let name = name.trim_end_matches(':');
        // 项目一 and 项目二 are the same label, numbered.
        let bare = name.trim_end_matches(|c: char| {
            c.is_numeric() || ordinal::whole(c.encode_utf8(&mut [0; 4])).is_some()
        });
        let part = labels::is_lot(name);
        // 拟采购的货物或服务的预算金额.
        let sum = name.rsplit_once('的').map(|(_, sum)| sum);
        let sum = sum.filter(|s| role::is_name(s) && role::of_header(s) == Some(Role::Amount));
        let name = match () {
            () if role::is_word(bare) => Key::of(bare),
            () if sum.is_some() => Key::of(sum.unwrap_or_default()),
            // So are 第一包 and 第二包.
            () if part => Key::of("包"),
            () => Key::of(name),
        };
        let code = || ordinal::is_code(&assemble::key_of(&value));
        let is_name = part || role::is_key_of_name(&name);
        let role = match part {
            true => Some(Role::Project),
            false => role::of_header(&name),
        };
        let role = role.filter(|r| is_name && !(*r == Role::Sequence && code()));
        Self {
            group: Vec::new(),
            label,
            value,
            name,
            is_name,
            role,
        }
    }

    /// Whether its sum is that of all, and no rate: 补助标准：每人每月650元.
    fn is_whole(&self) -> bool {
        let text = assemble::key_of(&self.value);
        let other = standing::is_price(&self.name) || labels::is_of_procedure(&self.name);
        !other && !text.contains(['每', '/'])
    }

    /// Whether it is a sum, printed or masked (**万元).
    fn is_sum(&self) -> bool {
        let text = assemble::key_of(&self.value);
        let figures = text.contains(|c: char| c.is_ascii_digit() || c == '*');
        self.role == Some(Role::Amount) && (figures || money::is_sum(&text))
    }
}

/// A line that is a label and its value.
struct Labelled {
    /// Where it stands among the blocks.
    at: usize,
    /// Other lines that belong to it, whole ones but for what brackets and numbers them: which says whose name it is
    /// (采购人信息 above 名称：…), and those of a value that stands below its label. Where each stands, and what of it is kept.
    more: Vec<(usize, Range<usize>)>,
    label: Range<usize>,
    value: usize,
}

/// Makes rows of labels and values where no table has sums, and turns tables of labels and values.
pub(crate) fn read(blocks: Vec<Block>, ctx: &mut Context<'_>) -> Vec<Block> {
    let blocks = pages::turned(blocks, ctx);
    let (mut found, mut pairs) = labelled(&blocks);
    let named = |p: &Pair| p.is_name;
    let (Some(first), Some(last)) = (pairs.iter().position(named), pairs.iter().rposition(named))
    else {
        return blocks;
    };
    let sums = |b: &Block| matches!(b, Block::Grid(grid) if assemble::names_sums(grid));
    if blocks.iter().any(sums) {
        return blocks;
    }
    // What else has a colon above and below is none of the project's, but for what the one before has too.
    let own: HashSet<&Key> = pairs
        .iter()
        .take(last)
        .skip(first)
        .map(|p| &p.name)
        .collect();
    let more = pairs.iter().skip(last + 1);
    let last = last + more.take_while(|p| own.contains(&p.name)).count();
    let before = pairs.iter().take(first).rev();
    let first = first - before.take_while(|p| own.contains(&p.name)).count();
    found.truncate(last + 1);
    pairs.truncate(last + 1);
    found.drain(..first);
    pairs.drain(..first);
    // A paragraph of labels is whole: a note below it says something of all.
    let height = |p: &Pair| p.label.first().map(|l| l.bbox.top);
    let paragraph = pairs.first().map(height);
    if pairs.get(1).map(height) == paragraph {
        let below = |p: &&Pair| p.role == Some(Role::Note) && Some(height(p)) != paragraph;
        let kept = pairs.len() - pairs.iter().rev().take_while(below).count();
        found.truncate(kept);
        pairs.truncate(kept);
    }
    name_above(&blocks, &mut found, &mut pairs);
    // 项目名称 and 预算金额, 补助对象 and 补助金额 are said of nothing else: two of them are enough.
    let party = [Role::Project, Role::Beneficiary, Role::Provider];
    let about =
        |p: &&Pair| party.contains(&p.role.unwrap_or(Role::Other)) && role::is_word(&p.name);
    let least = |block: &[&Pair]| {
        let known = block.iter().filter(|p| p.role.is_some()).count();
        // Beside a deposit or a fee nothing tells which sum is the project's, and a rate is none.
        let stated = |p: &&&Pair| p.is_sum() || money::is_stated_in(&assemble::key_of(&p.value));
        let mut sums = block.iter().filter(stated);
        let only = sums.next().filter(|_| sums.next().is_none());
        let whole = only.is_some_and(|p| p.is_sum() && p.is_whole());
        known >= LABELS || block.iter().any(about) && whole
    };
    let made = pages::are_whole(&blocks, found.iter().map(|l| l.at));
    let made = made.then(|| table(&pairs, least, ctx)).flatten();
    let Some(Made {
        grid: table,
        repeated,
        left,
    }) = made
    else {
        let paid = pairs.iter().filter(|p| p.is_sum());
        let known = pairs.iter().filter(|p| p.role.is_some());
        let named = || pairs.iter().any(|p| about(&p)) && paid.clone().any(|p| p.is_whole());
        if let Some(first) = paid.clone().next()
            && (known.count() >= LABELS || named())
        {
            assemble::unread(&first.label, paid.count(), ctx);
        }
        return blocks;
    };
    let mut index = 0..;
    found.retain(|_| index.next().is_none_or(|i| left.binary_search(&i).is_err()));
    let again = repeated.iter().flat_map(|l| &l.chars);
    ctx.accounts.discard(again, Discard::RepeatedHeader);
    let at = found.first().map(|l| l.at);
    let mut taken = HashMap::new();
    for labelled in found {
        let whole = |(at, kept): (usize, Range<usize>)| (at, (kept, usize::MAX));
        taken.extend(labelled.more.into_iter().map(whole));
        taken.insert(labelled.at, (labelled.label, labelled.value));
    }
    let mut table = Some(table);
    let mut out = Vec::new();
    for (index, block) in blocks.into_iter().enumerate() {
        if Some(index) == at {
            out.extend(table.take().map(Block::Grid));
        }
        match (taken.remove(&index), block) {
            (Some((label, value)), Block::Line(line)) => {
                let end = end_of_value(&line, value);
                let own = line.chars.iter().enumerate();
                let marks = own.filter(|(i, c)| {
                    !label.contains(i) && !(value..end).contains(i) && !c.ch.is_whitespace()
                });
                ctx.accounts.discard(marks.map(|(_, c)| c), Discard::Markup);
            }
            (_, block) => out.push(block),
        }
    }
    out
}

/// The labelled lines.
fn labelled(blocks: &[Block]) -> (Vec<Labelled>, Vec<Pair>) {
    let (mut found, mut pairs): (Vec<Labelled>, Vec<Pair>) = (Vec::new(), Vec::new());
    let mut above: Option<(usize, &Line)> = None;
    let mut apart = apart::find(blocks).into_iter().peekable();
    for (at, block) in blocks.iter().enumerate() {
        let Block::Line(line) = block else { continue };
        if line.is_blank() {
            continue;
        }
        let text = compose::plain(&line.chars);
        // The paper ends with its day.
        if !found.is_empty() && dates::in_full(&text) {
            break;
        }
        if !found.is_empty() && web::begins_footer(&text) {
            // 主办单位 above it is the page's, not the project's.
            let own = |at: usize| matches!(blocks.get(at), Some(Block::Line(l)) if web::may_begin_footer(&l.raw()));
            let end = found.iter().position(|l| own(l.at)).unwrap_or(found.len());
            found.truncate(end);
            pairs.truncate(end);
            break;
        }
        let whose = above.replace((at, line));
        if let Some(apart::Apart { label, values, .. }) = apart.next_if(|a| a.at == at) {
            let lines = values.clone().filter_map(|at| line_of(blocks, at));
            let own = stretch(line, line.chars.get(label.clone()).unwrap_or_default());
            pairs.push(Pair::new(vec![own], lines.cloned().collect()));
            let more = values.filter_map(|at| Some((at, 0..line_of(blocks, at)?.chars.len())));
            found.push(Labelled {
                at,
                more: more.collect(),
                label,
                value: line.chars.len(),
            });
            continue;
        }
        let Some((label, value)) = label(line) else {
            continue;
        };
        let own = |range: Range<usize>| stretch(line, line.chars.get(range).unwrap_or_default());
        let mut labels = vec![own(label.clone())];
        let name = assemble::key_of(&labels);
        let whose = whose.filter(|(_, l)| &*name == "名称" && l.key().ends_with("信息"));
        // What a page says of itself is none of the paper's labels.
        let of_page = web::label_in_table(&name).is_some();
        let said = whose.map(|(at, line)| {
            let (start, end) = (numbered(line), line.chars.len());
            let own = line.chars.get(start..).unwrap_or_default();
            labels.insert(0, stretch(line, own));
            (at, start..end)
        });
        if of_page && said.is_none() {
            continue;
        }
        pairs.push(Pair::new(
            labels,
            vec![own(value..end_of_value(line, value))],
        ));
        found.push(Labelled {
            at,
            more: said.into_iter().collect(),
            label,
            value,
        });
    }
    (found, pairs)
}

/// Where no label names a project and a line without a label leads up to each entry, that line is its name.
fn name_above(blocks: &[Block], found: &mut Vec<Labelled>, pairs: &mut Vec<Pair>) {
    let Some(first) = pairs.first().map(|p| p.name.clone()) else {
        return;
    };
    let taken: HashSet<usize> = found
        .iter()
        .flat_map(|l| std::iter::once(l.at).chain(l.more.iter().map(|(at, _)| *at)))
        .collect();
    let above = |start: usize| -> Option<(usize, &Line)> {
        let top = found.get(start)?.at;
        let at = (0..top)
            .rev()
            .find(|at| line_of(blocks, *at).is_none_or(|l| !l.is_blank()))?;
        let line = line_of(blocks, at).filter(|_| !taken.contains(&at))?;
        let key = line.key();
        let name = !key.contains(['。', '；', ';', ':']) && key.chars().count() <= NAME;
        name.then_some((at, line))
    };
    let named = |p: &Pair| matches!(p.role, Some(Role::Project | Role::Sequence));
    // Beside the project of the whole, what is called a part of it is the name of one.
    let of_parts = pairs.iter().any(named);
    let heads = |at: usize| above(at).is_some_and(|(_, line)| labels::heads_lot(line.key()));
    let begins = |at: &usize| match of_parts {
        true => heads(*at),
        false => pairs.get(*at).is_some_and(|p| p.name == first),
    };
    let starts: Vec<usize> = (0..pairs.len()).filter(begins).collect();
    let own = starts.first().and_then(|start| pairs.get(*start..));
    if starts.len() < 2 || own.is_none_or(|own| own.iter().any(named)) {
        return;
    }
    let line = |start: &usize| above(*start).map(|(at, line)| (at, line.clone()));
    let Some(names) = starts.iter().map(line).collect::<Option<Vec<_>>>() else {
        return;
    };
    let mut names = starts.into_iter().zip(names).peekable();
    let before = (std::mem::take(found), std::mem::take(pairs));
    for (index, (labelled, pair)) in before.0.into_iter().zip(before.1).enumerate() {
        if let Some((_, (at, line))) = names.next_if(|(start, _)| *start == index) {
            let value = numbered(&line);
            let own = line.chars.get(value..).unwrap_or_default();
            let mut name = Pair::new(Vec::new(), vec![stretch(&line, own)]);
            (name.role, name.is_name) = (Some(Role::Project), true);
            pairs.push(name);
            found.push(Labelled {
                at,
                more: Vec::new(),
                label: 0..0,
                value,
            });
        }
        found.push(labelled);
        pairs.push(pair);
    }
}

fn line_of(blocks: &[Block], at: usize) -> Option<&Line> {
    match blocks.get(at) {
        Some(Block::Line(line)) => Some(line),
        _ => None,
    }
}

/// A table with the labels as its header, a row for each block of them: one begins where a label comes again. None unless each
/// block has its sum, and it or what is said of all tells of a project and of enough else.
fn table(pairs: &[Pair], enough: impl Fn(&[&Pair]) -> bool, ctx: &Context<'_>) -> Option<Made> {
    let mut names: HashMap<(Key, usize), usize> = HashMap::new();
    // How often the open block has each label.
    let mut seen: HashMap<Key, usize> = HashMap::new();
    let mut blocks: Vec<Told<'_>> = vec![Vec::new()];
    let even = even(pairs);
    // 标项名称 begins each part; what stands above the first is said of the whole.
    let lot = pairs.iter().position(|p| labels::names_lot(&p.name));
    let lot = lot.filter(|at| pairs.iter().take(*at).any(Pair::is_sum));
    let named = lot.and_then(|at| pairs.get(at)).map(|p| &p.name);
    for (at, pair) in pairs.iter().enumerate() {
        // 联系方式 is said of each party; any other known label twice tells of two projects.
        let again = seen.contains_key(&pair.name);
        let begins = match (named, even) {
            (Some(first), _) => pair.name == *first && (again || lot == Some(at)),
            (None, Some(first)) => again && pair.name == *first,
            (None, None) => again && pair.role.is_some_and(|r| r != Role::Note),
        };
        if begins {
            blocks.push(Vec::new());
            seen.clear();
        }
        let times = seen.entry(pair.name.clone()).or_default();
        let next = names.len();
        let col = *names.entry((pair.name.clone(), *times)).or_insert(next);
        *times += 1;
        blocks.last_mut()?.push((col, pair));
    }
    let Once { above, below, left } = said_once(&mut blocks, lot.is_some());
    // What is left where it stands leaves its column free.
    let mut used: Vec<usize> = blocks
        .iter()
        .flatten()
        .chain(&above)
        .chain(&below)
        .map(|(col, _)| *col)
        .collect();
    used.sort_unstable();
    used.dedup();
    let whole = |block: &Told<'_>| {
        let all = block.iter().chain(&above).chain(&below);
        let all: Vec<&Pair> = all.map(|(_, pair)| *pair).collect();
        let has = |role| all.iter().any(|p| p.role == Some(role));
        let told = has(Role::Project) || has(Role::Sequence) || has(Role::Beneficiary);
        (even.is_some() || told && (lot.is_some() || enough(&all)))
            && block.iter().any(|(_, p)| p.is_sum())
    };
    if !blocks.iter().all(whole) || exceeds(blocks.len() + 1, used.len(), ctx) {
        return None;
    }
    let mut rows = vec![vec![Vec::new(); used.len()]; blocks.len() + 1];
    let mut repeated: Vec<Line> = Vec::new();
    let mut group_again = None;
    let mut groups: Vec<Vec<Line>> = vec![Vec::new(); used.len()];
    let count = blocks.len();
    let place = |(col, _): &(usize, &Pair)| used.binary_search(col).ok();
    let shared: HashSet<usize> = above.iter().chain(&below).filter_map(place).collect();
    let doubtful: HashSet<usize> = below.iter().filter_map(place).collect();
    if let Some(first) = blocks.first_mut() {
        first.extend(above.into_iter().chain(below));
    }
    let rows_of = (1..).zip(blocks);
    for (row, told) in rows_of.flat_map(|(row, b)| b.into_iter().map(move |p| (row, p))) {
        let (col, pair) = (place(&told)?, told.1);
        let head = rows.first_mut()?.get_mut(col)?;
        if head.is_empty() {
            head.clone_from(&pair.label);
            groups.get_mut(col)?.clone_from(&pair.group);
        } else {
            // One cell is the group's name for all its labels.
            let last = group_again.replace(&pair.group);
            repeated.extend(pair.group.iter().filter(|_| last != group_again).cloned());
            repeated.extend(pair.label.iter().cloned());
        }
        rows.get_mut(row)?.get_mut(col)?.clone_from(&pair.value);
    }
    let mut grid = grid(rows)?;
    grid.evidence = Evidence::Paired;
    grid.cells.retain(|c| c.row < 2 || !shared.contains(&c.col));
    for cell in grid.cells.iter_mut().filter(|c| c.row == 1) {
        if shared.contains(&cell.col) {
            cell.row_span = count;
        }
        if doubtful.contains(&cell.col) {
            cell.doubts.push(doubt());
        }
    }
    head_groups(&mut grid, &groups);
    let left: HashSet<*const Pair> = left.iter().map(|(_, p)| std::ptr::from_ref(*p)).collect();
    let is_left = |pair: &Pair| left.contains(&std::ptr::from_ref(pair));
    let left = (0..).zip(pairs).filter(|(_, p)| is_left(p));
    Some(Made {
        grid,
        repeated,
        left: left.map(|(index, _)| index).collect(),
    })
}

/// The label that begins each of several entries with the very same labels: what they are called does not matter then. What
/// stands above the first and below the last is said of all.
fn even(pairs: &[Pair]) -> Option<&Key> {
    let mut times: HashMap<&Key, usize> = HashMap::new();
    for pair in pairs {
        *times.entry(&pair.name).or_default() += 1;
    }
    let entries = times.values().copied().max()?;
    let comes = |p: &&Pair| times.get(&p.name) == Some(&entries);
    let own: Vec<&Key> = pairs.iter().filter(comes).map(|p| &p.name).collect();
    let width = own.len() / entries;
    let first = own.get(..width)?;
    // Three labels three times, or four twice, come again by no chance.
    let enough = entries > 2 && width >= LABELS || entries == 2 && width > LABELS;
    // They stand one behind the other.
    let from = pairs
        .iter()
        .position(|p| Some(&p.name) == first.first().copied())?;
    let run = pairs.get(from..from + own.len())?;
    let same = run
        .chunks(width.max(1))
        .all(|entry| entry.iter().map(|p| &p.name).eq(first.iter().copied()));
    (enough && same).then(|| first.first().copied()).flatten()
}

/// Sets the names of groups above those of their columns.
fn head_groups(grid: &mut Grid, groups: &[Vec<Line>]) {
    if groups.iter().all(Vec::is_empty) {
        return;
    }
    grid.rows += 1;
    let own = |col: usize| groups.get(col).filter(|g| !g.is_empty());
    for cell in &mut grid.cells {
        match own(cell.col) {
            None if cell.row == 0 => cell.row_span = 2,
            _ => cell.row += 1,
        }
    }
    let mut col = 0;
    while col < groups.len() {
        let same = |next: &Vec<Line>| own(col) == Some(next);
        let rest = groups.get(col..).unwrap_or_default();
        let col_span = rest.iter().take_while(|g| same(g)).count();
        if let Some(lines) = own(col) {
            grid.cells.push(GridCell {
                col,
                row_span: 1,
                col_span,
                lines: lines.clone(),
                ..GridCell::default()
            });
        }
        col += col_span.max(1);
    }
    grid.cells.sort_by_key(|c| (c.row, c.col));
}

fn doubt() -> Diagnostic {
    Diagnostic::new(
        codes::FORM_AMBIGUOUS_CELLS,
        Severity::Warning,
        "this is said once, below the last part; it was taken for all parts",
        "此项仅在最后一部分之后出现一次，按适用于各部分处理",
    )
    .help("compare with the printed page", "请对照原页核实")
}
