//! Faults put into drawn notices, and the share of them that findings tell.
//!
//! Which faults a notice can reveal is a question to the notice alone, answered before any of them is read: [`Fault::can_be_seen`].
//! `cargo test --all-features --test it faults -- --nocapture` prints the share by fault.

use std::collections::BTreeMap;

use putuo_notice::{Severity, parse_notice};
use rust_decimal::Decimal;

use super::draw::{Drawn, draw};
use super::print::{Form, print};
use super::random::Random;
use super::table::{Cell, Line, Row, Sort};
use super::words::{Kind, Wording};

/// Of the faults that a notice can reveal, in percent.
const AT_LEAST: usize = 99;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    RowDeleted,
    RowDoubled,
    RowsSwapped,
    EndCut,
    DigitChanged,
    PointMoved,
    FourZeros,
    AmountBlanked,
    AmountsSwapped,
    TotalChanged,
    LabelRemoved,
    CountOfItems,
    CountOfPurchasers,
    UnitChanged,
    NameBlanked,
    RowsGlued,
    PurchasersSwapped,
    DeclaredSum,
    PrintedBeforeSigned,
    SumSplit,
    NoteInRow,
}

impl Fault {
    const ALL: [Self; 21] = [
        Self::RowDeleted,
        Self::RowDoubled,
        Self::RowsSwapped,
        Self::EndCut,
        Self::DigitChanged,
        Self::PointMoved,
        Self::FourZeros,
        Self::AmountBlanked,
        Self::AmountsSwapped,
        Self::TotalChanged,
        Self::LabelRemoved,
        Self::CountOfItems,
        Self::CountOfPurchasers,
        Self::UnitChanged,
        Self::NameBlanked,
        Self::RowsGlued,
        Self::PurchasersSwapped,
        Self::DeclaredSum,
        Self::PrintedBeforeSigned,
        Self::SumSplit,
        Self::NoteInRow,
    ];

    /// Whether the notice holds what contradicts the fault, by what was drawn.
    fn can_be_seen(self, facts: &Facts) -> bool {
        match self {
            // The last running number leaves no gap behind it; here rows go from the middle.
            Self::RowDeleted => facts.numbered || facts.totalled || facts.counted,
            Self::RowsSwapped => facts.numbered,
            // The same project twice is odd in itself.
            // So are a blank within digits, a note behind a name, a day of printing before that of signing, and a declared
            // sum that is not what the rows come to.
            Self::RowDoubled
            | Self::UnitChanged
            | Self::RowsGlued
            | Self::SumSplit
            | Self::NoteInRow
            | Self::PrintedBeforeSigned
            | Self::DeclaredSum => true,
            // Where blank cells leave no trace, a name that is missing looks as a purchaser does that is not said again.
            Self::NameBlanked => !facts.blanks_lost,
            // A subtotal that names its purchaser stands below the other's rows.
            Self::PurchasersSwapped => facts.subtotals_named,
            // The total goes with the end.
            Self::EndCut => facts.counted,
            Self::DigitChanged | Self::PointMoved | Self::AmountBlanked | Self::TotalChanged => {
                facts.totalled
            }
            Self::LabelRemoved => facts.totalled && facts.items > 3,
            // A sum ten thousand times the others' stands out among three.
            Self::FourZeros => facts.totalled || facts.items > 3,
            // Two sums of different groups that change places break the groups' subtotals.
            Self::AmountsSwapped => facts.subtotalled,
            Self::CountOfItems => facts.counted,
            Self::CountOfPurchasers => facts.purchasers_counted && !facts.blanks_lost,
        }
    }
}

/// What a drawn notice says twice.
struct Facts {
    items: usize,
    numbered: bool,
    totalled: bool,
    subtotalled: bool,
    subtotals_named: bool,
    counted: bool,
    purchasers_counted: bool,
    blanks_lost: bool,
}

impl Facts {
    fn of(drawn: &Drawn, form: Form) -> Self {
        // Labelled values are printed of items alone.
        let has = |sort| form != Form::Labelled && rows(drawn).any(|(_, row)| row.kind == sort);
        Self {
            items: items(drawn).len(),
            numbered: drawn.columns.iter().any(|c| c.role == "sequence"),
            totalled: has(Sort::Total),
            subtotalled: has(Sort::Subtotal),
            subtotals_named: has(Sort::Subtotal) && drawn.wording.get(Kind::Subtotal) == "…小计",
            counted: drawn.declared.1.is_some(),
            purchasers_counted: drawn.declared.0.is_some(),
            blanks_lost: form.drops_blanks(),
        }
    }
}

fn rows(drawn: &Drawn) -> impl Iterator<Item = (usize, &Row)> {
    let lines = drawn.lines.iter().enumerate();
    lines.filter_map(|(i, line)| match line {
        Line::Row(row) => Some((i, row)),
        _ => None,
    })
}

fn items(drawn: &Drawn) -> Vec<usize> {
    let items = rows(drawn).filter(|(_, row)| row.kind == Sort::Item);
    items.map(|(i, _)| i).collect()
}

fn row(drawn: &mut Drawn, at: usize) -> &mut Row {
    match &mut drawn.lines[at] {
        Line::Row(row) => row,
        _ => unreachable!("rows only"),
    }
}

/// Values behind labels are printed as they are meant.
fn say(cell: &mut Cell, text: String) {
    cell.meant.clone_from(&text);
    cell.printed = text;
}

fn clone(of: &Row) -> Row {
    Row {
        kind: of.kind,
        cells: of.cells.clone(),
    }
}

/// Puts the fault in; nothing where there is no place for it.
fn spoil(drawn: &mut Drawn, fault: Fault, random: &mut Random) -> Option<()> {
    let items = items(drawn);
    // Not the first, whose purchaser others are below; not the last, which leaves no gap.
    let inner = items.len().checked_sub(2).filter(|n| *n > 0)?;
    let at = items[1 + random.below(inner)];
    let column = |drawn: &Drawn, role: &str| drawn.columns.iter().position(|c| c.role == role);
    let money = column(drawn, "amount")?;
    let project = column(drawn, "project")?;
    let sum = |drawn: &Drawn, at: usize| -> Option<Decimal> {
        match &drawn.lines[at] {
            Line::Row(row) => row.cells[money].printed.parse().ok(),
            _ => None,
        }
    };
    let set = |drawn: &mut Drawn, at: usize, text: String| {
        say(&mut row(drawn, at).cells[money], text);
    };
    match fault {
        Fault::RowDeleted => {
            // What is carried stays below its owner.
            let below = items.iter().find(|i| **i > at).copied()?;
            let owner = column(drawn, "purchaser").map(|c| row(drawn, at).cells[c].printed.clone());
            if let (Some(c), Some(owner)) = (column(drawn, "purchaser"), owner)
                && !owner.is_empty()
                && row(drawn, below).cells[c].printed.is_empty()
            {
                row(drawn, below).cells[c].printed = owner;
            }
            drawn.lines.remove(at);
        }
        Fault::RowDoubled => {
            let double = clone(row(drawn, at));
            drawn.lines.insert(at, Line::Row(double));
        }
        Fault::RowsSwapped => {
            let below = items.iter().find(|i| **i > at).copied()?;
            drawn.lines.swap(at, below);
        }
        Fault::EndCut => {
            drawn.lines.truncate(at);
            drawn.notes_below.clear();
        }
        Fault::DigitChanged => {
            let text = row(drawn, at).cells[money].printed.clone();
            sum(drawn, at)?;
            let digit = text.find(|c: char| c.is_ascii_digit())?;
            let old = text[digit..].chars().next()?;
            let new = if old == '7' { '2' } else { '7' };
            set(
                drawn,
                at,
                format!("{}{new}{}", &text[..digit], &text[digit + 1..]),
            );
        }
        Fault::PointMoved => {
            let moved = sum(drawn, at)? * Decimal::from(10);
            set(drawn, at, moved.normalize().to_string());
        }
        Fault::FourZeros => {
            let moved = sum(drawn, at)? * Decimal::from(10_000);
            set(drawn, at, moved.normalize().to_string());
        }
        Fault::AmountBlanked => {
            sum(drawn, at)?;
            set(drawn, at, String::new());
        }
        Fault::AmountsSwapped => {
            let (first, last) = (*items.first()?, *items.last()?);
            let (one, other) = (sum(drawn, first)?, sum(drawn, last)?);
            if one == other {
                return None;
            }
            set(drawn, first, other.to_string());
            set(drawn, last, one.to_string());
        }
        Fault::TotalChanged => {
            let at = rows(drawn).find(|(_, r)| r.kind == Sort::Total)?.0;
            let changed = sum(drawn, at)? + Decimal::ONE;
            set(drawn, at, changed.to_string());
        }
        Fault::LabelRemoved => {
            let at = rows(drawn).find(|(_, r)| r.kind == Sort::Total)?.0;
            sum(drawn, at)?;
            for (i, cell) in row(drawn, at).cells.iter_mut().enumerate() {
                if i != money {
                    cell.printed.clear();
                }
            }
        }
        Fault::CountOfItems => {
            let n = drawn.declared.1?;
            count(drawn, n, ["个项目", "项"])?;
        }
        Fault::CountOfPurchasers => {
            let n = drawn.declared.0?;
            count(drawn, n, ["个单位", "家单位"])?;
        }
        Fault::UnitChanged => {
            let name = &mut drawn.columns[money].name;
            *name = name.replace("万元", "元");
        }
        Fault::NameBlanked => say(&mut row(drawn, at).cells[project], String::new()),
        Fault::RowsGlued => {
            let below = items.iter().find(|i| **i > at).copied()?;
            if below != at + 1 {
                return None;
            }
            let lower = clone(row(drawn, below));
            for (cell, lower) in row(drawn, at).cells.iter_mut().zip(lower.cells) {
                if !lower.printed.is_empty() {
                    cell.printed = format!("{} {}", cell.printed, lower.printed);
                }
            }
            drawn.lines.remove(below);
        }
        Fault::PurchasersSwapped => {
            let purchaser = column(drawn, "purchaser")?;
            let names: Vec<usize> = items
                .iter()
                .copied()
                .filter(|at| !row(drawn, *at).cells[purchaser].printed.is_empty())
                .collect();
            let (first, last) = (*names.first()?, *names.last()?);
            let one = row(drawn, first).cells[purchaser].printed.clone();
            let other = std::mem::replace(&mut row(drawn, last).cells[purchaser].printed, one);
            if other == row(drawn, last).cells[purchaser].printed {
                return None;
            }
            row(drawn, first).cells[purchaser].printed = other;
        }
        Fault::DeclaredSum => {
            let sums: Option<Decimal> = items.iter().map(|at| sum(drawn, *at)).sum();
            let told = sums? + Decimal::ONE;
            drawn.body[0] = format!("{}总金额{told}万元。", drawn.body[0]);
        }
        Fault::PrintedBeforeSigned => {
            let colophon = format!("{}办公室　　2023年4月1日印发", drawn.issuers[0]);
            drawn.notes_below.push(colophon);
        }
        Fault::SumSplit => {
            let text = row(drawn, at).cells[money].printed.clone();
            sum(drawn, at).filter(|sum| *sum >= Decimal::TEN)?;
            set(drawn, at, format!("{} {}", &text[..1], &text[1..]));
        }
        Fault::NoteInRow => {
            let cell = &mut row(drawn, at).cells[project];
            let text = format!("{}注：以上项目按实际完成情况结算。", cell.printed);
            say(cell, text);
        }
    }
    Some(())
}

/// One more is declared than there are.
fn count(drawn: &mut Drawn, n: u64, of: [&str; 2]) -> Option<()> {
    let said = of.map(|of| format!("{n}{of}"));
    let (said, of) = said
        .iter()
        .zip(of)
        .find(|(said, _)| drawn.body[0].contains(*said))?;
    drawn.body[0] = drawn.body[0].replacen(said, &format!("{}{of}", n + 1), 1);
    Some(())
}

/// Findings above info, by code.
fn findings(input: &[u8]) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for d in parse_notice(input).unwrap().diagnostics {
        if d.severity > Severity::Info {
            *out.entry(d.code.to_string()).or_default() += 1;
        }
    }
    out
}

#[test]
fn faults_that_a_notice_can_reveal_are_told() {
    let choice = |kind: Kind, name: &str| {
        let choice = kind.choices().iter().position(|c| *c == name).unwrap();
        Wording::with(kind, choice)
    };
    let wordings = [
        Wording::PLAIN,
        choice(Kind::Total, ""),
        choice(Kind::Subtotal, "小计"),
        choice(Kind::Subtotal, "…小计"),
        choice(Kind::Order, "purchaser project content beneficiary amount"),
        choice(Kind::Declared, "共{n}项"),
        choice(Kind::Carried, "printed"),
    ];
    let seeds: u64 = std::env::var("FAULTS_SEEDS").map_or(2, |n| n.parse().unwrap());
    let mut shares: BTreeMap<Fault, [usize; 4]> = BTreeMap::new();
    let mut missed = Vec::new();
    for (form, seed) in Form::ALL
        .iter()
        .flat_map(|f| (1..=seeds).map(move |s| (*f, s)))
    {
        for wording in &wordings {
            let sound = draw(seed, wording);
            let facts = Facts::of(&sound, form);
            let before = findings(&print(&sound, form));
            for fault in Fault::ALL {
                let mut spoilt = draw(seed, wording);
                let mut random = Random::new(seed * 31 + fault as u64);
                if spoil(&mut spoilt, fault, &mut random).is_none() {
                    continue;
                }
                let text = print(&spoilt, form);
                let after = findings(&text);
                let told = after
                    .iter()
                    .any(|(code, n)| n > before.get(code).unwrap_or(&0));
                let share = shares.entry(fault).or_default();
                let seen = usize::from(!fault.can_be_seen(&facts)) * 2;
                share[seen] += usize::from(told);
                share[seen + 1] += 1;
                if seen == 0 && !told {
                    missed.push(format!(
                        "{fault:?} {} seed {seed} {}",
                        form.name(),
                        wording.name()
                    ));
                }
            }
        }
    }
    eprintln!("{:<20}told  of   of those that nothing reveals", "fault");
    let (mut told, mut all) = (0, 0);
    for (fault, [seen, of, more, of_more]) in &shares {
        eprintln!(
            "{:<20}{seen:>4}{of:>5}{more:>9} of {of_more}",
            format!("{fault:?}")
        );
        (told, all) = (told + seen, all + of);
    }
    eprintln!("{:<20}{told:>4}{all:>5}", "all");
    eprintln!("not told:\n{}", missed.join("\n"));
    assert!(told * 100 >= all * AT_LEAST, "{told} of {all}");
}
