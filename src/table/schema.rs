//! What a table's columns hold, and how well a text fills a cell: value kinds held against roles.

use foldhash::HashSet;

use crate::lexicon::key::Key;
use crate::lexicon::ordinal::{self, Numeral};
use crate::lexicon::{labels, money, numeral, office, role, standing, value};
use crate::model::Role;

/// How well something fits, in tenths of a bit or so: only sums of them are compared. A cell that holds just what its
/// column should is worth some 20; what cannot be costs 100.
pub(super) type Gain = i32;

/// What cannot be.
pub(super) const NEVER: Gain = -1000;

/// A running number: its numerals and its value.
pub(super) type Number = (Numeral, u32);

/// What a text may be in a cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub(super) key: Key,
    pub(super) length: usize,
    pub(super) sum: Option<money::Kind>,
    pub(super) figures: bool,
    pub(super) number: Option<Number>,
    pub(super) summary: bool,
    pub(super) organ: bool,
    /// Whether it begins as names of organs do, too: 区民政局.
    pub(super) office: bool,
    method: bool,
    period: bool,
    answer: bool,
    ditto: bool,
    year: bool,
    /// Whether it may be a month or a day in figures: 2024.05.
    day: bool,
}

/// Most characters of a place by its short name: 六横.
const SHORT: usize = 2;

/// A year has four digits.
const YEAR: usize = 4;

impl Facts {
    pub(super) fn of(key: Key) -> Self {
        let figures = numeral::is_figures(&key);
        let length = key.chars().count();
        // 区委宣传部（区文明办） is as good a name as 区委宣传部; a project's may go on in brackets, too.
        let bare = office::without_remark(&key);
        let named = office::is_organ(bare);
        let office = named && office::begins_name(&key);
        Self {
            length,
            // 说明：按实结算 says something of a sum, and is none.
            sum: money::kind(&key).filter(|_| !labels::is_note(&key)),
            figures,
            number: ordinal::whole(&key).map(|o| (o.style.numeral, o.value)),
            summary: labels::summary(&key).is_some(),
            organ: if bare.len() == key.len() {
                named
            } else {
                office
            },
            office,
            method: value::is_method(&key),
            period: value::is_period(&key),
            answer: value::is_answer(&key),
            ditto: labels::is_ditto(&key),
            day: value::may_be_day(&key),
            year: length == YEAR && figures && key.starts_with(['1', '2']),
            key,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Whether it is a number of something, or a sum of money.
    pub(super) fn counts(&self) -> bool {
        self.figures || self.sum == Some(money::Kind::Number)
    }

    fn is_mark(&self) -> bool {
        self.sum == Some(money::Kind::Mark)
    }
}

/// A column, as far as it helps to tell what stands in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    pub(super) role: Option<Role>,
    /// Whether its numbers are prices or rates, which are not added up.
    pub(super) price: bool,
    /// Whether another column before has the same name: lists stand side by side.
    again: bool,
    /// Whether its name asks something, which is answered by yes or no.
    asks: bool,
    /// What the rows that have all their cells hold in it.
    held: Held,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Held {
    #[default]
    Unknown,
    Figures,
    Words,
}

/// The columns of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Schema {
    pub(super) columns: Vec<Column>,
    /// Names that stand in the purchaser's column of rows that have all their cells.
    purchasers: HashSet<Key>,
    /// Where the first name of a project or of what it is stands: at its left are names of groups.
    named: usize,
    pub(super) numbered: bool,
    /// Whether each row has one sum, behind its purchaser and its project: then where the next row begins is known without
    /// running numbers.
    pub(super) paced: bool,
    /// Whether lists stand side by side: a row of one may add up where the others have items.
    pub(super) repeated: bool,
    /// Whether marks part the cells, so that the end of a line is the end of a row.
    pub(super) marked: bool,
    /// Whether blank cells are shown by more than what parts two others.
    pub(super) shown: bool,
    /// Whether each row is a name and numbers, which tell where the next begins.
    pub(super) headed: bool,
}

/// Most characters of what a period is counted in: 日历天.
const COUNTED: usize = 3;

impl Schema {
    pub(super) fn of_names<'n>(names: impl IntoIterator<Item = (&'n str, Option<Role>)>) -> Self {
        let mut seen: Vec<&str> = Vec::new();
        let mut columns: Vec<Column> = Vec::new();
        let mut numbered = false;
        for (name, role) in names {
            let again = seen.contains(&name);
            // A table has one running number: 项目编号 beside 序号 is a code.
            let code = role == Some(Role::Sequence) && numbered && !again;
            numbered |= role == Some(Role::Sequence);
            seen.push(name);
            // 项目内容 names projects too; beside 项目名称 it says what they are.
            let told = columns.iter().any(|c| c.role == Some(Role::Project)) && !again;
            let role = match role {
                Some(Role::Project) if told => Some(Role::Content),
                role => role,
            };
            // 工期（日历天） counts; 预计采购时间（填写到月） says how a time is written.
            let inside = name.trim_end_matches([')', '）']);
            let inside = inside.rsplit(['(', '（']).next().unwrap_or_default();
            let counted = role == Some(Role::Period)
                && name.ends_with([')', '）'])
                && inside.chars().count() <= COUNTED;
            columns.push(Column {
                role: role.filter(|_| !code && !counted),
                price: standing::is_price(name),
                again,
                asks: role::asks(name),
                held: Held::Unknown,
            });
        }
        let thing = |c: &Column| matches!(c.role, Some(Role::Project | Role::Content));
        Self {
            named: columns.iter().position(thing).unwrap_or(0),
            numbered,
            paced: is_paced(&columns),
            repeated: columns.iter().any(|c| c.again),
            marked: false,
            shown: false,
            headed: false,
            purchasers: HashSet::default(),
            columns,
        }
    }

    /// Columns that are known to hold counts.
    pub(super) fn set_counts(&mut self, counts: &[bool]) {
        for (column, _) in self.columns.iter_mut().zip(counts).filter(|(_, c)| **c) {
            column.held = Held::Figures;
        }
    }

    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn at(&self, role: Role) -> Option<usize> {
        self.columns.iter().position(|c| c.role == Some(role))
    }

    /// Takes from rows that have all their cells what each column holds.
    pub(super) fn learn(&mut self, rows: &[Vec<&Facts>]) {
        let purchaser = self.at(Role::Purchaser);
        let names = rows.iter().filter_map(|r| r.get(purchaser?));
        let names = names.filter(|f| !f.is_empty() && !f.counts());
        self.purchasers = names.map(|f| f.key.clone()).collect();
        for (at, column) in self.columns.iter_mut().enumerate() {
            let cells = rows.iter().filter_map(|r| r.get(at));
            let cells: Vec<_> = cells.filter(|f| !f.is_empty() && !f.is_mark()).collect();
            column.held = if cells.is_empty() {
                Held::Unknown
            } else if cells.iter().all(|f| f.figures) {
                Held::Figures
            } else if cells.iter().any(|f| f.figures) {
                Held::Unknown
            } else {
                Held::Words
            };
        }
    }

    /// Whether the numbers of a column are added up: sums, and what is a number in every whole row, years and running numbers apart.
    pub(super) fn is_added(&self, col: usize) -> bool {
        self.columns.get(col).is_some_and(|c| {
            let counted = c.held == Held::Figures && c.role.is_none();
            !c.price && (c.role == Some(Role::Amount) || counted)
        })
    }

    /// A blank cell in an item's row. A blank purchaser, or name of a group at the left, is the commonest beside notes; a
    /// project and a running number hardly ever are, a sum seldom. Without running numbers nothing but notes may be blank,
    /// and purchasers where each row has one sum behind them, or what is shown to be: no row would be told from the next.
    pub(super) fn blank(&self, col: usize) -> Gain {
        let Some(column) = self.columns.get(col) else {
            return NEVER;
        };
        let bare = !self.numbered && !self.marked;
        match column.role {
            _ if self.headed && col == 0 => NEVER,
            _ if self.headed => -20,
            Some(Role::Note) => -2,
            Some(Role::Sequence | Role::Project | Role::Amount) if self.marked => -40,
            _ if self.marked && column.role != Some(Role::Purchaser) && col >= self.named => -12,
            _ if bare && !self.paced => NEVER,
            Some(Role::Sequence | Role::Project) => NEVER,
            Some(Role::Amount) if bare => NEVER,
            Some(Role::Amount) => -40,
            Some(Role::Purchaser) if bare && !self.shown => -20,
            Some(Role::Purchaser) => -7,
            // Twice as much as the purchaser.
            _ if bare && !self.shown => -40,
            None if col < self.named => -7,
            // Columns farther right are blank more often.
            Some(Role::Content) => -22,
            Some(Role::Beneficiary) => -19,
            _ => -20,
        }
    }

    /// A cell that is shown to be blank by two separators.
    pub(super) fn shown_blank(&self, col: usize) -> Gain {
        match self.columns.get(col).and_then(|c| c.role) {
            Some(Role::Note | Role::Purchaser) => 0,
            Some(Role::Project) => -30,
            Some(Role::Amount) => -15,
            _ => -5,
        }
    }

    /// A text in an item's row. `before`: the running number of the row above.
    pub(super) fn cell(&self, col: usize, facts: &Facts, before: Option<Number>) -> Gain {
        let Some(column) = self.columns.get(col) else {
            return NEVER;
        };
        if facts.ditto {
            // Who buys is what is mostly said again, and what is done hardly ever.
            return match column.role {
                Some(Role::Sequence) => NEVER,
                Some(Role::Purchaser) => 20,
                Some(Role::Project) => 0,
                _ => 10,
            };
        }
        if self.headed && (col == 0) == facts.counts() && !facts.is_mark() {
            return NEVER;
        }
        let sum = facts.sum.is_some();
        let words = sum && !facts.is_mark();
        let seen = self.purchasers.contains(&facts.key);
        let bought = self.at(Role::Purchaser).is_some();
        let own = match column.role {
            Some(Role::Sequence) if col > 0 => {
                return if facts.number.is_some() { 20 } else { NEVER };
            }
            Some(Role::Sequence) => {
                return if self.marked {
                    sequence(facts, before).max(if facts.number.is_some() { 5 } else { -60 })
                } else {
                    sequence(facts, before)
                };
            }
            Some(Role::Amount) if facts.figures && facts.day && self.at(Role::Period).is_some() => {
                5
            }
            Some(Role::Amount) if facts.figures => 20,
            Some(Role::Amount) => return if sum { 18 } else { -100 },
            Some(Role::Purchaser) if seen || facts.office => 20,
            Some(Role::Purchaser) if facts.organ => 10,
            Some(Role::Purchaser) if self.repeated && facts.summary => 10,
            Some(Role::Purchaser) if facts.counts() || facts.method || facts.period => -100,
            Some(Role::Purchaser) if facts.answer && self.columns.iter().any(|c| c.asks) => -100,
            // What has no more characters than a short name may be one.
            Some(Role::Purchaser) if facts.length <= SHORT => 0,
            Some(Role::Purchaser) => -12,
            // 按实际参加人数安排 is said of a service, too.
            Some(Role::Content) if facts.sum == Some(money::Kind::Words) => -5,
            Some(Role::Project | Role::Content | Role::Beneficiary) if words || facts.figures => {
                -100
            }
            Some(Role::Project | Role::Content | Role::Beneficiary) if seen => -60,
            Some(Role::Project) if facts.is_mark() => -10,
            // The name of an organ is the purchaser's, where there is one.
            Some(Role::Project) if facts.office && bought => -25,
            Some(Role::Content) if facts.office && bought => -5,
            Some(Role::Project) if facts.organ && bought => 0,
            Some(Role::Content) if facts.organ && bought => 6,
            Some(Role::Project | Role::Content | Role::Beneficiary) => 10,
            Some(Role::Method) if facts.method => 25,
            Some(Role::Method) if facts.figures => -100,
            Some(Role::Method) => -5,
            Some(Role::Provider | Role::Source) if facts.figures => -60,
            Some(Role::Provider | Role::Source) if facts.method => -40,
            Some(Role::Provider) if facts.organ => 12,
            Some(Role::Provider | Role::Source) => 8,
            Some(Role::Period) if facts.period => 25,
            Some(Role::Period) if facts.day => 20,
            Some(Role::Period) if facts.year => 15,
            Some(Role::Period) if facts.figures => -100,
            Some(Role::Period) => 0,
            Some(Role::Note) => self.note(facts),
            _ if column.asks && facts.answer => 25,
            _ if column.asks => -20,
            _ => 4,
        };
        let fits = match column.held {
            Held::Unknown => 0,
            Held::Figures if facts.figures || facts.is_mark() => 10,
            Held::Words if !facts.figures => 2,
            Held::Figures | Held::Words => -40,
        };
        if column.role == Some(Role::Amount) {
            own
        } else {
            own + fits
        }
    }

    /// A text among the remarks: a sum in figures, a way of purchase, a period or the name of an organ stands in the column that
    /// has such, if one has. 据实核销 is said of a sum in its place and beside it.
    fn note(&self, facts: &Facts) -> Gain {
        let has = |role| self.at(role).is_some();
        let figures = facts.sum.is_some_and(|sum| sum != money::Kind::Words);
        if figures && !facts.is_mark() && has(Role::Amount)
            || facts.method && has(Role::Method)
            || facts.period && has(Role::Period)
        {
            -30
        } else if facts.organ && has(Role::Purchaser) {
            -15
        } else {
            2
        }
    }

    /// A text in a row that adds up others: its word stands in the first column that has words, numbers in those that are
    /// added up.
    pub(super) fn total(&self, col: usize, facts: &Facts) -> Gain {
        let role = self.columns.get(col).and_then(|c| c.role);
        if facts.summary {
            return match role {
                // One of several lists side by side adds up where the others go on: mostly it is no row of its own.
                _ if self.label() == col && self.repeated && !self.marked => 15,
                _ if self.label() == col => 40,
                // Where marks part cells, the word stands in the first: nothing that was lost stood before it.
                _ if self.marked => -10,
                Some(Role::Amount | Role::Sequence) if col > 0 => -40,
                _ => 5,
            };
        }
        let added = self.is_added(col);
        match role {
            _ if facts.is_empty() => {
                if added {
                    -10
                } else {
                    0
                }
            }
            Some(Role::Amount) if facts.sum.is_some() && added => 20,
            Some(Role::Sequence) if facts.number.is_some() => -10,
            _ if facts.counts() => {
                if added {
                    16
                } else {
                    -40
                }
            }
            Some(Role::Note) => 2,
            Some(Role::Purchaser) if facts.organ || self.purchasers.contains(&facts.key) => 5,
            // Whose total it is stands where the others have their number: 某市 | 合计.
            Some(Role::Sequence) if col == 0 && !facts.figures => -40,
            Some(Role::Amount | Role::Sequence) => NEVER,
            // A remark on the row above, not whose sum this is.
            Some(Role::Purchaser) if !self.marked => -40,
            // What heads the rows below: more is lost than by a heading without a number.
            _ if !self.marked && labels::group_end(&facts.key).is_some() => -30,
            _ => -10,
        }
    }

    /// A blank cell in a row that adds up others.
    pub(super) fn total_blank(&self, col: usize) -> Gain {
        let sum = self
            .columns
            .get(col)
            .is_some_and(|c| c.role == Some(Role::Amount));
        let again = self.columns.get(col).is_some_and(|c| c.again);
        // Lists side by side begin anew with every row: a row that adds up leaves none of them out but the last.
        if again && !self.marked {
            return -5;
        }
        match (self.is_added(col) && !again, sum) {
            (true, true) => -30,
            (true, false) => -4,
            _ => 0,
        }
    }

    /// Where the word of a row that adds up others stands: under the project beside running numbers, else first.
    fn label(&self) -> usize {
        if self.numbered && !self.marked {
            self.at(Role::Project)
                .or(self.at(Role::Purchaser))
                .unwrap_or(1)
        } else {
            0
        }
    }
}

fn is_paced(columns: &[Column]) -> bool {
    let mut told = columns.iter().filter_map(|c| c.role);
    let before: Vec<Role> = told.by_ref().take_while(|r| *r != Role::Amount).collect();
    let has = |role| before.contains(&role);
    has(Role::Purchaser) && has(Role::Project) && !told.any(|r| r == Role::Amount)
}

/// A running number: the next of its list, the first of another, or none.
fn sequence(facts: &Facts, before: Option<Number>) -> Gain {
    match (facts.number, before) {
        (Some((_, 1)), None) => 60,
        (Some((numeral, value)), Some((above, last))) if numeral == above && value == last + 1 => {
            60
        }
        // A list within the list may begin anew.
        (Some((_, 1)), Some(_)) => -20,
        _ => NEVER,
    }
}
