//! A table that stands in the text but could not be read is said so.

use std::collections::VecDeque;

use crate::accounts::Char;
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::key::Key;
use crate::lexicon::money::{self, unit};
use crate::lexicon::sources::Sources;
use crate::lexicon::{dates, labels, numeral, office, papers, role, value};
use crate::model::Role;
use crate::table::{Flow, WholeTable, forms};
use crate::text::Line;

/// Reports lines that look like a table's header, or like its rows, where no table was made of them.
pub(super) fn report(flow: &[Flow], ctx: &mut Context<'_>) {
    let mut run: Vec<&Line> = Vec::new();
    let mut rest = Remains::default();
    let mut found: Option<&Line> = None;
    let mut entry: Option<&Line> = None;
    let mut paid: Vec<&Line> = Vec::new();
    let mut glued: Option<(u32, &Line)> = None;
    let (mut each, mut given): (Option<&Line>, usize) = (None, 0);
    let mut near = 0;
    let mut bare = false;
    let mut few = FewRows::default();
    let mut sources = Sources::default();
    let mut named: Option<(&Line, Vec<Key>)> = None;
    let has_table = flow.iter().any(|f| matches!(f, Flow::Table(_)));
    for part in flow {
        let Flow::Line(line) = part else {
            run.clear();
            rest = Remains::default();
            near = usize::from(matches!(part, Flow::Table(_))) * NEAR;
            bare = matches!(part, Flow::Table(table) if !has_figures(table));
            continue;
        };
        sources = sources.then(&line.raw());
        if sources.holds() {
            run.clear();
            paid.clear();
            continue;
        }
        // Right below a table a single row is one of its own. On a page, numbers of lines stand there too.
        if near > 0 && line.page == 0 && !line.is_blank() {
            near -= 1;
            found = found.or(Some(line).filter(|l| forms::may_be_row(l)));
        }
        let key = line.key();
        let words = Words::of(line, key);
        if words.names() >= 3
            || words.are_known(line)
            || words.hold_names()
            || role::begins_with_names(key)
            || role::begins_glued_table(key)
            || role::holds_glued_table(key)
            || has_names_between_bars(line)
        {
            found = found.or(Some(line));
        }
        // A single row has a sum below the name of one, and as many cells as there are names, known or not.
        if line.page == 0 && !line.is_blank() {
            let cells = cells(line);
            let row = named.take().filter(|(_, names)| is_row(&cells, names));
            found = found.or(row.map(|(above, _)| above));
            named = are_names(&cells).then_some((line, cells));
        }
        // Below rows without a figure, which may be all of a header, its own rows have some.
        if bare && line.page == 0 && words.named.len() > 2 && words.numbers > 0 && !words.sentence {
            found = found.or(Some(line));
        }
        // One line of labelled values may be a sentence.
        if forms::is_entry(line) {
            found = found.or(entry);
            entry = entry.or(Some(line));
        }
        if !has_table && forms::counts_up(line) {
            found = found.or(Some(line));
        }
        // Entries below a line that says what each is given (每项资助3万元) have no sums of their own.
        if each.is_some() && !line.is_blank() {
            if forms::begins_entry(line) && !money::is_stated_in(&line.raw()) {
                given += 1;
            } else {
                (each, given) = (None, 0);
            }
        }
        if given > 1 && !has_table {
            found = found.or(each);
        }
        let in_part = || key.split(['(', ')']).any(money::is_stated_in);
        if key.contains('每') && key.chars().count() <= HEADING && in_part() {
            (each, given) = (Some(line), 0);
        }
        // 某学校，培训人数48人，补贴57600元; an organ's name begins an entry, too.
        let organ = || key.split([',', ':']).next().is_some_and(office::is_organ);
        if (forms::begins_entry(line) || organ()) && money::is_stated_in(&line.raw()) {
            paid.push(line);
        } else if !line.is_blank() {
            paid.clear();
        }
        // Three sums in a numbered list are its projects', where there is no table; two may be two rules.
        if paid.len() > 2 && !has_table {
            found = found.or(paid.first().copied());
        }
        // 2郑某缝纫加工8000: rows whose cells have run together.
        match glued_row(key) {
            Some(number) => {
                let goes_on = glued.filter(|(before, _)| before + 1 == number);
                if !has_table {
                    found = found.or(goes_on.map(|(_, above)| above));
                }
                glued = Some((number, line));
            }
            None if line.is_blank() => {}
            None => glued = None,
        }
        // Names of columns one below the other, blank lines between them or not.
        // 预算金额：5万元 is a label and its value.
        let valued = key
            .split_once(':')
            .is_some_and(|(_, value)| !value.is_empty());
        let valued = valued && unit::of_unit_line(key).is_none();
        match words.names() {
            1 if valued => run.clear(),
            0 if words.known => run.push(line),
            1 => run.push(line),
            0 if line.is_blank() => {}
            _ => run.clear(),
        }
        if run.len() >= 3 {
            found = found.or(run.first().copied());
        }
        if !has_table {
            found = found.or_else(|| few.take(line, key, &words));
        }
        if !line.is_blank() && found.is_none() {
            found = rest.take(line, key, &words);
        }
    }
    // 预算调整如下（单位：万元）： counts what stands below it.
    let counted = || {
        let lines = flow.iter().filter_map(|part| match part {
            Flow::Line(line) => Some(line),
            Flow::Table(_) | Flow::Break => None,
        });
        let of_unit = |l: &&Line| unit::of_caption(l.key().trim_end_matches(':')).is_some();
        let mut lines = lines.filter(|_| !has_table).filter(of_unit);
        lines.find(|line| sums_from(line, flow) >= LIST)
    };
    let announced = || announced(flow).filter(|_| !has_table);
    let found = found.or_else(|| cut_off(flow)).or_else(counted);
    let Some(line) = found.or_else(announced) else {
        return;
    };
    let sums = sums_from(line, flow);
    say(std::slice::from_ref(line), sums, ctx);
}

/// What blanks and bars part in a line.
fn cells(line: &Line) -> Vec<Key> {
    let apart = |c: &Char| c.ch.is_whitespace() || matches!(c.ch, '|' | '｜');
    let own = line.chars.split(apart).filter(|c| !c.is_empty());
    own.map(|c| Key::of_chars(c.iter().map(|c| c.ch))).collect()
}

/// Whether these may name columns, one of them that of sums.
fn are_names(cells: &[Key]) -> bool {
    let name = |key: &Key| role::may_be_name(key) && !value::has_figures(key);
    cells.len() > 2 && cells.iter().all(name) && cells.iter().any(names_sums)
}

fn names_sums(key: &Key) -> bool {
    role::is_key_of_name(key) && role::of_header(key) == Some(Role::Amount)
}

/// Whether these stand below such names: words first, and sums in figures where those of sums are.
fn is_row(cells: &[Key], names: &[Key]) -> bool {
    let words = cells.first().is_some_and(|key| !money::is_sum(key));
    let sum = |key: &Key| money::is_sum(key) && value::has_figures(key) && !dates::is_day(key);
    let mut own = cells.iter().zip(names);
    words && cells.len() == names.len() && own.all(|(key, name)| !names_sums(name) || sum(key))
}

/// Whether three names of columns or more stand in a line between bars.
fn has_names_between_bars(line: &Line) -> bool {
    let bar = |c: &Char| matches!(c.ch, '|' | '｜');
    if line.chars.iter().filter(|c| bar(c)).nth(3).is_none() {
        return false;
    }
    let cells = line
        .chars
        .split(bar)
        .map(|c| Key::of_chars(c.iter().map(|c| c.ch)));
    cells.filter(role::is_key_of_known_name).nth(2).is_some()
}

/// The line that introduces what a body means to buy, which pages list below it: 现将某局采购意向公开如下：. Sums that lines state are
/// said otherwise.
fn announced(flow: &[Flow]) -> Option<&Line> {
    let lines = || {
        flow.iter().filter_map(|part| match part {
            Flow::Line(line) => Some(line),
            Flow::Table(_) | Flow::Break => None,
        })
    };
    if lines().any(|l| money::is_stated_in(&l.raw())) {
        return None;
    }
    lines().find(|line| {
        let key = line.key();
        key.ends_with("如下:") && papers::speaks_of_intention(key)
    })
}

/// The first line below a table's last row that is left of another: a name and a number, or two numbers, each on a line of its
/// own. Above another table they may be its title and the page's number.
fn cut_off(flow: &[Flow]) -> Option<&Line> {
    let mut rest = flow;
    while let [part, below @ ..] = rest {
        rest = below;
        if !matches!(part, Flow::Table(_)) {
            continue;
        }
        let lines = below.iter().map_while(|part| match part {
            Flow::Line(line) if line.page == 0 => Some(line),
            _ => None,
        });
        let own: Vec<&Line> = lines
            .take(LINES)
            .filter(|l| !l.is_blank())
            .take(NEAR)
            .collect();
        let next = below.iter().find(|p| !matches!(p, Flow::Line(_)));
        if matches!(next, Some(Flow::Table(_))) {
            continue;
        }
        // 合计金额小写：5元 adds up the table's rows, and 预算金额：5元 is the whole's.
        let total = |key: &Key| {
            let label = key.split_once(':').map(|(label, _)| label);
            label.is_some_and(|l| labels::summary(l).is_some() || role::is_known_name(l))
        };
        let number =
            |l: &Line| !total(l.key()) && (money::is_sum(l.key()) || numeral::is_figures(l.key()));
        let name = |l: &Line| {
            let key = l.key();
            role::may_be_name(key)
                && !office::is_body_named(key)
                && !dates::is_day(key)
                && !forms::is_heading(l)
                && !papers::closes(key)
        };
        let pair = own.windows(2).find(|pair| match pair {
            [a, b] => number(a) && (number(b) || name(b)) || name(a) && number(b),
            _ => false,
        });
        if let Some([first, _]) = pair {
            return Some(first);
        }
    }
    None
}

/// Whether a cell of a table's rows has a figure.
fn has_figures(table: &WholeTable) -> bool {
    let cells = table.rows.iter().flat_map(|r| &r.cells);
    let mut chars = cells.flat_map(|c| &c.lines).flat_map(|l| &l.chars);
    chars.any(|c| c.ch.is_ascii_digit())
}

/// Most lines below a table that are looked through, blank ones with them.
const LINES: usize = 12;

/// The running number of a row whose cells have run together: it begins with one and ends in a number, words between, and has no
/// marks of a sentence.
fn glued_row(key: &Key) -> Option<u32> {
    let number = key.find(|c: char| !c.is_ascii_digit())?;
    let (number, rest) = key.split_at_checked(number)?;
    let words = rest.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let ends = words.len() < rest.len() && words.chars().count() > 2;
    let sentence = words.contains([',', '。', ';', ':', '、', '.', '…', '·']);
    let begins = words.chars().next().is_some_and(char::is_alphabetic);
    (ends && begins && !sentence).then(|| number.parse().ok())?
}

/// Most lines between a table and a row of it that was not read: a page number, what heads the row, a unit.
const NEAR: usize = 4;

/// Most characters of a line that says what each of the entries below it is given: a line of print has twenty-eight
/// (GB/T 9704-2012), and a number and a sum may be added.
const HEADING: usize = 40;

/// Fewest numbers below a unit of money that are a list's: fewer may be a total and its part.
const LIST: usize = 3;

/// Says that what seems to be a table beginning at some lines was not read.
pub(in crate::table) fn say(lines: &[Line], sums: usize, ctx: &mut Context<'_>) {
    let chars = || lines.iter().flat_map(|l| &l.chars);
    let place = ctx.accounts.locate(chars());
    // The first words are enough to find the place.
    let text: String = chars().map(|c| c.ch).collect();
    let start: String = text.trim().chars().take(30).collect();
    ctx.diagnostics.push(
        Diagnostic::new(
            codes::TABLE_UNREAD,
            Severity::Warning,
            format!(
                "a table seems to begin at \u{201c}{start}\u{201d}, but its rows and columns cannot be told apart here; its lines \
                 are kept as text, {sums} numbers that may be sums among them"
            ),
            format!(
                "\u{201c}{start}\u{201d}处似为表格，但行列已无法辨认，相关文字按正文保留，其中疑为金额的数字{sums}处"
            ),
        )
        .at(place.first().cloned())
        .help(
            "use the PDF or the web page itself, where the cells still have their places",
            "请改用PDF或网页原件，其中单元格位置尚存",
        ),
    );
}

/// How many numbers stand in the lines from one on, up to the next table: more than a line ends a piece where two are blank.
fn sums_from(first: &Line, flow: &[Flow]) -> usize {
    let lines = flow.iter().map(|part| match part {
        Flow::Line(line) => Some(line),
        Flow::Table(_) | Flow::Break => None,
    });
    let from = lines.skip_while(|l| !l.is_some_and(|l| std::ptr::eq(l, first)));
    let own = from.map_while(|l| l).map(Line::raw);
    // The figures of a glued row cannot be told apart: they count as one.
    own.map(|text| {
        let mut runs = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','));
        runs.by_ref()
            .filter(|r| r.contains(|c: char| c.is_ascii_digit()))
            .count()
    })
    .sum()
}

/// What is left of a table in the lines since the last one: names of a header cut over lines, rows of sums, sums alone.
#[derive(Default)]
struct Remains<'l> {
    /// Of the last lines, how many names of columns each holds.
    names: VecDeque<(&'l Line, usize)>,
    /// Lines of cells, two of them numbers at least.
    rows: Vec<&'l Line>,
    /// Lines that are a number, with one above or below that is one too.
    numbers: Vec<&'l Line>,
    last_number: Option<&'l Line>,
    /// The lines just before that have three words at least, a number among them.
    cells: Vec<&'l Line>,
    /// The short lines just before, and how many of them are numbers.
    short: (Vec<&'l Line>, usize),
}

/// Short lines one below the other, and numbers among them: a list of names has no numbers, contacts have one or two.
/// Measured: with 5 to 12 lines and 1 to 3 numbers all texts at hand read alike; with fewer lines a table whose rows were
/// read is reported, with more of either one that is lost is not.
const STACK: (usize, usize) = (8, 3);

/// A header cut over lines takes hardly more than so many (金额|（万|元）, each beside others).
const HEADER_LINES: usize = 6;

impl<'l> Remains<'l> {
    /// Looks at a line; gives the first line of what must be a table.
    fn take(&mut self, line: &'l Line, text: &Key, words: &Words) -> Option<&'l Line> {
        // Sentences have marks, and days are numbers too: 2023 年 4 月 11 日.
        let prose = text.contains([',', '。', ';', ':'])
            || ['年', '月', '日'].iter().all(|c| text.contains(*c));
        let named = words.named.iter().filter(|n| **n).count();
        self.names.push_back((line, if prose { 0 } else { named }));
        if self.names.len() > HEADER_LINES {
            self.names.pop_front();
        }
        let cells = words.named.len() > 2 && words.numbers > 1 && !prose;
        self.rows.extend(cells.then_some(line));
        let number = words.numbers == 1 && words.named.len() == 1;
        if let Some(above) = self.last_number.filter(|_| number) {
            self.numbers.push(above);
        }
        self.last_number = number.then_some(line);
        if words.named.len() > 2 && words.numbers > 0 && !prose {
            self.cells.push(line);
        } else {
            self.cells.clear();
        }
        // Twenty characters: cells are seldom wider, and a line of a body has twenty-eight.
        if !prose && text.chars().count() <= 20 {
            self.short.0.push(line);
            self.short.1 += usize::from(number);
        } else {
            self.short = (Vec::new(), 0);
        }
        let stacked = self.short.0.len() >= STACK.0 && self.short.1 >= STACK.1;
        // Four names within a header's lines, or three rows, or three numbers with others below them: fewer may stand
        // in any text.
        let names: usize = self.names.iter().map(|(_, n)| n).sum();
        let first_name = self.names.iter().find(|(_, n)| *n > 0);
        if names >= 4 {
            first_name.map(|(line, _)| *line)
        } else if self.rows.len() >= 3 {
            self.rows.first().copied()
        } else if self.numbers.len() >= 3 {
            self.numbers.first().copied()
        } else if self.cells.len() >= 3 {
            self.cells.first().copied()
        } else if stacked {
            self.short.0.first().copied()
        } else {
            None
        }
    }
}

/// Names of columns one below the other, unknown ones among them, and two sums below that of a sum: a list of a cell a line that has too few
/// rows to tell where they begin.
#[derive(Default)]
struct FewRows<'l> {
    first: Option<&'l Line>,
    of_sum: bool,
    sums: usize,
    lines: usize,
}

/// Most lines from the first name to the second sum: fifteen columns, the widest lists met, and two rows of them.
const FEW_ROWS: usize = 45;

impl<'l> FewRows<'l> {
    /// Looks at a line; gives the first name once there is a list.
    fn take(&mut self, line: &'l Line, key: &Key, words: &Words) -> Option<&'l Line> {
        if line.is_blank() {
            return None;
        }
        self.lines += 1;
        let name = words.names() == 1 || words.known;
        let sum = money::kind(key) == Some(money::Kind::Number);
        let cell = role::may_be_name(key) || sum || name;
        match self.first {
            Some(_) if !cell || self.lines > FEW_ROWS => *self = Self::default(),
            Some(_) if name => self.of_sum |= role::of_header(key) == Some(Role::Amount),
            Some(_) => self.sums += usize::from(sum && self.of_sum),
            None if name => (self.first, self.lines) = (Some(line), 1),
            None => {}
        }
        self.first.filter(|_| self.sums > 1)
    }
}

/// The words of a line: of each whether it is the name of a column.
struct Words {
    named: Vec<bool>,
    /// How many are numbers.
    numbers: usize,
    sentence: bool,
    /// Whether all there is is the name of a column, if only of one without role.
    known: bool,
}

impl Words {
    fn of(line: &Line, key: &Key) -> Self {
        let text = line.raw();
        let mut words = text.split_whitespace();
        let alone = matches!((words.next(), words.next()), (Some(_), None))
            // 备 注 is one word, set wide.
            || text.split_whitespace().all(|w| w.chars().nth(1).is_none());
        Self {
            named: match alone {
                true => vec![role::is_key_of_name(key)],
                false => text.split_whitespace().map(role::is_name).collect(),
            },
            numbers: text
                .split_whitespace()
                .filter(|w| numeral::is_figures(w.trim_start_matches('-')))
                .count(),
            sentence: text.contains('。'),
            known: alone && role::is_key_of_known_name(key),
        }
    }

    /// How many column names the line consists of; none if it has other words too.
    fn names(&self) -> usize {
        let (all, known) = (self.named.len(), self.named.iter().filter(|n| **n).count());
        if known * 2 > all && !self.sentence {
            all
        } else {
            0
        }
    }

    /// Whether a line consists of names of columns that are known, most of them without a role: four at least, and at most as many
    /// as the widest lists met have.
    fn are_known(&self, line: &Line) -> bool {
        let all = self.named.len();
        if !(4..=20).contains(&all) || self.numbers > 0 || self.sentence {
            return false;
        }
        let raw = line.raw();
        let known = raw.split_whitespace().filter(|w| role::is_known_name(w));
        let known = known.count();
        known > 3 && known * 2 > all
    }

    /// Whether a line that has run together holds a whole header: names of columns one after the other. Four: fewer may
    /// stand in a sentence.
    fn hold_names(&self) -> bool {
        self.named.windows(4).any(|run| run.iter().all(|n| *n))
    }
}
