//! The same notice in every form and every wording is the same notice.
//!
//! A notice is drawn by chance, put into words and printed in every text form and on pages; each printing must be read as what was drawn,
//! and the forms with marked cells as the same notice. One thing is worded otherwise at a time, then several at once.
//! Where blank cells leave no trace, a finding at the cell is as good as its value.
//!
//! `failures.txt` lists what is not read rightly yet, a line each. A failure that is not listed fails the test, and so does
//! a listed one that passes: it must be taken out (`TWIN_BLESS=1` writes the list anew; read the difference).
//!
//! - `TWIN_FULL=1` tries every wording in every form, where a usual run takes three forms in turn.
//! - `TWIN_COUNT=200` draws so many notices of several wordings instead of the usual number; the list knows only those.
//! - `TWIN_SEED=7`, with `TWIN_WORDING="total=累计"` (else the plain one and several at once) and `TWIN_FORM=tabs` as wanted,
//!   prints what is put in (pages are written to a file) and what is read otherwise.
#![cfg(all(feature = "html", feature = "pdf"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr
)]

mod compare;
mod draw;
mod faults;
mod html;
mod pages;

mod pools;
mod print;
pub(crate) mod random;
mod sums;
mod table;
mod words;

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use putuo_notice::{Notice, parse_notice};

use compare::Difference;
use print::Form;
use random::Random;
use words::{Kind, Wording, choice_name};

/// Seeds of the plain wording; a single choice takes one of them, so that nothing but the choice differs.
const PLAIN_SEEDS: u64 = 6;
/// Notices of several wordings.
const COUNT: u64 = 30;
const SEVERAL: &str = "several at once";
/// What is not read rightly yet.
const LIST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/twin/failures.txt");

/// A notice to be drawn.
struct Case {
    /// As it is listed.
    name: String,
    seed: u64,
    forms: Vec<(Form, Wording)>,
}

/// What came of a case in a form.
struct Outcome {
    name: String,
    seed: u64,
    form: Form,
    wording: Wording,
    differences: Vec<Difference>,
}

impl Outcome {
    /// The difference that is listed: one without a finding, if there is one.
    fn first(&self) -> &Difference {
        let silent = self.differences.iter().find(|d| !d.is_said);
        silent.unwrap_or(&self.differences[0])
    }

    fn is_said(&self) -> bool {
        self.first().is_said
    }

    fn report(&self) -> String {
        let Self {
            name, seed, form, ..
        } = self;
        let mut text = format!(
            "{} | {name} | seed {seed} | wording: {}\n",
            form.name(),
            self.wording.name()
        );
        for d in self.differences.iter().take(4) {
            let said = if d.is_said { "said" } else { "silent" };
            writeln!(
                text,
                "    {}\n        expected {}\n        read     {} ({said})",
                d.place, d.expected, d.read
            )
            .unwrap();
        }
        if self.differences.len() > 4 {
            writeln!(text, "    and {} more", self.differences.len() - 4).unwrap();
        }
        writeln!(
            text,
            "    again: TWIN_SEED={seed} TWIN_FORM={} TWIN_WORDING='{name}'",
            form.name()
        )
        .unwrap();
        text
    }
}

#[test]
fn the_same_in_every_form_and_wording() {
    if let Ok(seed) = std::env::var("TWIN_SEED") {
        return show(seed.parse().unwrap());
    }
    let count = std::env::var("TWIN_COUNT").map_or(COUNT, |n| n.parse().unwrap());
    let bless = std::env::var("TWIN_BLESS").is_ok();
    let full = bless || std::env::var("TWIN_FULL").is_ok();

    let mut outcomes = run(&plain_cases());
    // What is read wrongly in the plain wording tells nothing of another.
    let broken: HashSet<(u64, Form)> = failures(&outcomes).map(|o| (o.seed, o.form)).collect();
    let mut single = single_cases();
    for case in &mut single {
        case.forms
            .retain(|(form, _)| !broken.contains(&(case.seed, *form)));
        case.forms
            .retain(|(form, _)| full || is_sampled(*form, &case.name));
    }
    outcomes.extend(run(&single));

    let failing = if full {
        failures(&outcomes)
            .map(|o| (o.name.clone(), o.form))
            .collect()
    } else {
        listed_forms()
    };
    let mut several: Vec<Case> = (1..=count).map(|seed| several(seed, &failing)).collect();
    for case in &mut several {
        case.forms
            .retain(|(form, _)| !broken.iter().any(|(_, broken)| broken == form));
    }
    outcomes.extend(run(&several));

    if bless {
        std::fs::write(LIST, written(&outcomes)).unwrap();
        return;
    }
    let complaint = held_against_list(&outcomes, full);
    assert!(complaint.is_empty(), "{complaint}");
}

/// Whether a form is tried for a case in a run that is not full: tabs, and in turn one of the others with marked cells and
/// one without.
fn is_sampled(form: Form, name: &str) -> bool {
    let turn = random::of_text(name) as usize / PLAIN_SEEDS as usize;
    let others = |delimited: bool| {
        let others = Form::ALL
            .iter()
            .filter(move |f| **f != Form::Tabs && f.is_delimited() == delimited);
        let others: Vec<Form> = others.copied().collect();
        others[turn % others.len()]
    };
    form == Form::Tabs || form == others(true) || form == others(false)
}

fn in_all_forms(wording: Wording, seed: u64) -> Case {
    Case {
        name: wording.name(),
        seed,
        forms: Form::ALL.iter().map(|f| (*f, wording.clone())).collect(),
    }
}

fn plain_cases() -> Vec<Case> {
    (1..=PLAIN_SEEDS)
        .map(|seed| in_all_forms(Wording::PLAIN, seed))
        .collect()
}

/// Each other choice alone.
fn single_cases() -> Vec<Case> {
    let choices = Kind::ALL
        .iter()
        .flat_map(|kind| (1..kind.choices().len()).map(move |choice| (*kind, choice)));
    let case = |(kind, choice): (Kind, usize)| {
        let wording = Wording::with(kind, choice);
        // Not by its place among the choices: others may come before it.
        let seed = 1 + random::of_text(&wording.name()) % PLAIN_SEEDS;
        let mut case = in_all_forms(wording, seed);
        case.forms
            .retain(|(f, _)| kind.is_tried_in(kind.choices()[choice], *f));
        case
    };
    choices.map(case).collect()
}

/// Several choices at once, each of which is read rightly alone: in all forms with marked cells, or in the one form.
fn several(seed: u64, failing: &HashSet<(String, Form)>) -> Case {
    let fails = |kind, choice, form| failing.contains(&(choice_name(kind, choice), form));
    let forms = Form::ALL.iter().map(|&form| {
        let group = |f: &&Form| **f == form || form.is_delimited() && f.is_delimited();
        let allowed = |kind: Kind, choice: &'static str| {
            let tried = |f: &&Form| kind.is_tried_in(choice, **f);
            if kind.is_of_text() {
                return !Form::ALL
                    .iter()
                    .filter(tried)
                    .any(|f| fails(kind, choice, *f));
            }
            let mut tried = Form::ALL.iter().filter(group).filter(tried).peekable();
            tried.peek().is_some() && !tried.any(|f| fails(kind, choice, *f))
        };
        (form, Wording::drawn(&mut Random::new(!seed), allowed))
    });
    Case {
        name: SEVERAL.to_owned(),
        seed,
        forms: forms.collect(),
    }
}

fn failures(outcomes: &[Outcome]) -> impl Iterator<Item = &Outcome> {
    outcomes.iter().filter(|o| !o.differences.is_empty())
}

/// Runs cases on all cores; the outcomes are in the cases' order.
fn run(cases: &[Case]) -> Vec<Outcome> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let next = Mutex::new(cases.iter().enumerate());
    let outcomes = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let Some((i, case)) = next.lock().unwrap().next() else {
                        break;
                    };
                    let of_case = run_case(case);
                    outcomes.lock().unwrap().insert(i, of_case);
                }
            });
        }
    });
    outcomes
        .into_inner()
        .unwrap()
        .into_values()
        .flatten()
        .collect()
}

fn run_case(case: &Case) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    let mut tabs: Option<Notice> = None;
    for (form, wording) in &case.forms {
        let drawn = draw::draw(case.seed, wording);
        let input = print::print(&drawn, *form);
        let is_other = *wording != Wording::PLAIN;
        // A wording that leaves no trace in a form has been seen.
        if is_other && input == print::print(&draw::draw(case.seed, &Wording::PLAIN), *form) {
            continue;
        }
        let (mut differences, notice) = read(&drawn, &input, *form);
        if form.is_delimited() && differences.is_empty() {
            match &tabs {
                Some(tabs) => {
                    let between = compare::first_between(tabs, notice.as_ref().unwrap());
                    differences.extend(between.map(|d| Difference {
                        place: format!("beside tabs, {}", d.place),
                        ..d
                    }));
                }
                None if *form == Form::Tabs => tabs = notice,
                None => {}
            }
        }
        outcomes.push(Outcome {
            name: case.name.clone(),
            seed: case.seed,
            form: *form,
            wording: wording.clone(),
            differences,
        });
    }
    outcomes
}

/// Reads a printed notice and holds it against what was drawn.
fn read(drawn: &draw::Drawn, input: &[u8], form: Form) -> (Vec<Difference>, Option<Notice>) {
    let failed = |read: String, is_said| {
        let difference = Difference {
            place: "input".to_owned(),
            expected: "a notice".to_owned(),
            read,
            is_said,
        };
        (vec![difference], None)
    };
    match catch_unwind(AssertUnwindSafe(|| parse_notice(input))) {
        Ok(Ok(notice)) => (compare::differences(drawn, &notice, form), Some(notice)),
        Ok(Err(error)) => failed(format!("error {error}"), true),
        Err(_) => failed("a panic".to_owned(), false),
    }
}

/// An entry of the list.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash, Clone, Debug)]
struct Listed {
    name: String,
    form: &'static str,
    seed: u64,
}

impl Listed {
    fn of(outcome: &Outcome) -> Self {
        Self {
            name: outcome.name.clone(),
            form: outcome.form.name(),
            seed: outcome.seed,
        }
    }
}

/// The list, with whether a finding says so.
fn listed() -> BTreeMap<Listed, bool> {
    let mut listed = BTreeMap::new();
    for line in std::fs::read_to_string(LIST)
        .unwrap()
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
    {
        let parts: Vec<&str> = line.splitn(5, " | ").collect();
        let [name, forms, seed, said, _] = parts[..] else {
            panic!("not a line of the list: {line}")
        };
        for form in forms.split(' ') {
            let form = Form::ALL.iter().find(|f| f.name() == form).unwrap().name();
            let entry = Listed {
                name: name.to_owned(),
                form,
                seed: seed.parse().unwrap(),
            };
            listed.insert(entry, said == "said");
        }
    }
    listed
}

/// What is listed, by name and form.
fn listed_forms() -> HashSet<(String, Form)> {
    let form = |name| *Form::ALL.iter().find(|f| f.name() == name).unwrap();
    listed()
        .into_keys()
        .map(|l| (l.name, form(l.form)))
        .collect()
}

/// The list as it should be.
fn written(outcomes: &[Outcome]) -> String {
    let mut list = "\
# What is not read rightly yet: wording | forms | seed | whether a finding says so | the first place that differs.
# Written by TWIN_BLESS=1; see mod.rs.
"
    .to_owned();
    let mut lines: Vec<(String, Vec<&str>, String)> = Vec::new();
    for outcome in failures(outcomes) {
        let Difference {
            place,
            expected,
            read,
            is_said,
        } = outcome.first();
        let said = if *is_said { "said" } else { "silent" };
        let short = |text: &str| {
            let text: String = text.chars().filter(|c| *c != '\n').collect();
            match text.chars().count() {
                0..=60 => text,
                _ => text.chars().take(59).chain(['…']).collect(),
            }
        };
        let what = format!("{place}: {}, not {}", short(read), short(expected));
        let rest = format!("{} | {said} | {what}", outcome.seed);
        match lines
            .iter_mut()
            .rev()
            .take_while(|l| l.0 == outcome.name)
            .find(|l| l.2 == rest)
        {
            Some(line) => line.1.push(outcome.form.name()),
            None => lines.push((outcome.name.clone(), vec![outcome.form.name()], rest)),
        }
    }
    for (name, forms, rest) in lines {
        writeln!(list, "{name} | {} | {rest}", forms.join(" ")).unwrap();
    }
    list
}

fn held_against_list(outcomes: &[Outcome], full: bool) -> String {
    let listed = listed();
    let mut complaint = String::new();
    let (mut new, mut worse) = (0, 0);
    for outcome in failures(outcomes) {
        match listed.get(&Listed::of(outcome)) {
            None => {
                new += 1;
                if new <= 400 {
                    write!(complaint, "not listed: {}", outcome.report()).unwrap();
                }
            }
            Some(true) if !outcome.is_said() => {
                worse += 1;
                write!(complaint, "said before, now silent: {}", outcome.report()).unwrap();
            }
            Some(_) => {}
        }
    }
    let failing: HashSet<Listed> = failures(outcomes).map(Listed::of).collect();
    let run: HashSet<Listed> = outcomes.iter().map(Listed::of).collect();
    let mut passing = 0;
    for entry in listed.keys() {
        if !failing.contains(entry) && (full || run.contains(entry)) {
            passing += 1;
            let why = if run.contains(entry) {
                "passes now"
            } else {
                "is not drawn any more"
            };
            writeln!(
                complaint,
                "listed, but {why}: {} | {} | seed {}",
                entry.name, entry.form, entry.seed
            )
            .unwrap();
        }
    }
    if !complaint.is_empty() {
        write!(
            complaint,
            "{new} failures are not listed, {worse} are no longer said, {passing} listed ones pass: take those out of \
             tests/it/twin/failures.txt (TWIN_BLESS=1 writes it anew)"
        )
        .unwrap();
    }
    complaint
}

/// Prints what is put in and what is read otherwise.
fn show(seed: u64) {
    let wanted = std::env::var("TWIN_WORDING").ok();
    let form = std::env::var("TWIN_FORM").ok();
    let mut cases = single_cases();
    cases.push(in_all_forms(Wording::PLAIN, seed));
    cases.retain(|c| c.name == wanted.as_deref().unwrap_or("plain"));
    if wanted.as_deref().is_none_or(|w| w == SEVERAL) {
        cases.push(several(seed, &listed_forms()));
    }
    let mut complaint = String::new();
    for case in &mut cases {
        case.seed = seed;
        case.forms
            .retain(|(f, _)| form.as_ref().is_none_or(|name| f.name() == name));
        for (form, wording) in &case.forms {
            let input = print::print(&draw::draw(seed, wording), *form);
            eprintln!("== {} | {} | seed {seed}", form.name(), wording.name());
            if matches!(form, Form::Pages(_)) {
                let file = std::env::temp_dir().join(format!("twin-{seed}-{}.pdf", form.name()));
                std::fs::write(&file, input).unwrap();
                eprintln!("{}", file.display());
            } else {
                eprintln!("{}", String::from_utf8_lossy(&input));
            }
        }
        for outcome in run_case(case).iter().filter(|o| !o.differences.is_empty()) {
            complaint.push_str(&outcome.report());
        }
    }
    assert!(complaint.is_empty(), "{complaint}");
}
