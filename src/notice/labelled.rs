//! A paper of labelled lines (项目名称：…, 中标金额：…), as award notices are → a table of one row.

use std::collections::HashSet;

use super::{dates, words};
use crate::accounts::{Char, Discard};
use crate::context::Context;
use crate::lexicon::money::unit;
use crate::lexicon::{labels, ordinal, role};
use crate::model::{Role, RowKind};
use crate::table::assemble::roles;
use crate::table::{Flow, WholeCell, WholeColumn, WholeRow, WholeTable};
use crate::text::Line;

/// Most characters of a label: the longest headers in use have thirteen, and （万元） may stand behind.
const LONGEST: usize = 18;
/// Fewest labelled lines that tell of a project: its name, who buys or provides it, and its sum.
const FEWEST: usize = 3;

/// A line that is a label and its value.
struct Labelled {
    /// Where it stands in the flow.
    at: usize,
    /// Label without what numbers it.
    name: String,
    role: Option<Role>,
    /// Characters of the line up to the value.
    length: usize,
}

/// Makes a table of the labelled lines of a paper that has none with sums, if they tell of one project and its sum.
pub(super) fn table(mut flow: Vec<Flow>, ctx: &mut Context<'_>) -> Vec<Flow> {
    let sums = |c: &WholeColumn| matches!(c.role, Role::Amount | Role::AmountOther);
    let tells = |f: &Flow| matches!(f, Flow::Table(t) if t.columns.iter().any(sums));
    if flow.iter().any(tells) {
        return flow;
    }
    let found = lines(&flow);
    let Some((first, last)) = extent(&found, &flow) else {
        return flow;
    };
    let mut table = WholeTable::default();
    let mut cells = Vec::new();
    for labelled in found.iter().filter(|l| (first..=last).contains(&l.at)) {
        let Some(Flow::Line(line)) = flow.get(labelled.at) else {
            continue;
        };
        let (label, value) = line.chars.split_at(labelled.length);
        let part = |chars: &[Char]| Line {
            chars: chars.to_vec(),
            ..line.clone()
        };
        let (colon, label): (Vec<Char>, Vec<Char>) =
            label.iter().partition(|c| matches!(c.ch, '：' | ':'));
        ctx.accounts.discard(&colon, Discard::Markup);
        table.columns.push(WholeColumn {
            own: vec![vec![part(&label)]],
            path: vec![labelled.name.clone()],
            role: labelled.role.unwrap_or_default(),
            unit: unit::of_header(&labelled.name).and_then(unit::Denomination::yuan),
        });
        cells.push(WholeCell {
            lines: vec![part(value)],
            ..WholeCell::default()
        });
    }
    // 合同名称 and 标的名称 beside 项目名称.
    roles::one_column_a_role(&mut table.columns);
    table.rows.push(WholeRow {
        kind: RowKind::Item,
        cells,
    });
    let taken: HashSet<usize> = found.iter().map(|l| l.at).collect();
    let mut index = 0;
    flow.retain(|_| {
        let of_table = (first..=last).contains(&index) && taken.contains(&index);
        index += 1;
        !of_table
    });
    flow.insert(first.min(flow.len()), Flow::Table(table));
    flow
}

/// The labelled lines of a text or web page, up to its day of signing.
fn lines(flow: &[Flow]) -> Vec<Labelled> {
    let mut out = Vec::new();
    let mut above = String::new();
    for (at, part) in flow.iter().enumerate() {
        let Flow::Line(line) = part else { continue };
        if line.page > 0 || line.is_blank() {
            continue;
        }
        let text = words::plain(line);
        if !out.is_empty() && dates::closing(&text).is_some_and(|(_, start)| start == 0) {
            break;
        }
        out.extend(labelled(line, at).map(|mut found| {
            // 采购人信息 / 名称：…
            let whose = above.strip_suffix("信息").filter(|_| found.name == "名称");
            if let Some(whose) = whose {
                found.role = role::of_header(whose);
                found.name = format!("{whose}/{}", found.name);
            }
            found
        }));
        let number = ordinal::marked(text.chars()).map_or(0, |o| o.rest);
        above = text.chars().skip(number).collect();
    }
    out
}

fn labelled(line: &Line, at: usize) -> Option<Labelled> {
    let colon = line.chars.iter().position(|c| matches!(c.ch, '：' | ':'))?;
    let label = Line {
        chars: line.chars.get(..colon)?.to_vec(),
        ..line.clone()
    };
    let text = words::plain(&label);
    let number = ordinal::marked(text.chars()).map_or(0, |o| o.rest);
    let name: String = text.chars().skip(number).collect();
    let value = line.chars.get(colon + 1..)?;
    let blank = value.iter().all(|c| c.ch.is_whitespace());
    let sign = |c: char| "，。；、《》“”".contains(c);
    let is_label = (2..=LONGEST).contains(&name.chars().count()) && !name.contains(sign);
    if blank || !is_label || labels::is_note(&text) || super::attachments::label(&text).is_some() {
        return None;
    }
    // A lone project has no running number; what is numbered so is its file.
    let role = role::of_header(&name).filter(|r| *r != Role::Sequence && role::is_name(&name));
    Some(Labelled {
        at,
        name,
        role,
        length: colon + 1,
    })
}

/// The first and last line of the project, if the lines tell of one: each label once, a name and a sum among them.
fn extent(found: &[Labelled], flow: &[Flow]) -> Option<(usize, usize)> {
    let told: Vec<&Labelled> = found.iter().filter(|l| l.role.is_some()).collect();
    let has = |roles: &[Role]| {
        let mut all = told.iter().filter_map(|l| l.role);
        all.any(|r| roles.contains(&r))
    };
    let sum = told.iter().any(|l| {
        let text = flow.get(l.at).map(|f| match f {
            Flow::Line(line) => line.raw(),
            Flow::Table(_) | Flow::Break => String::new(),
        });
        let digits = |t: String| {
            t.chars()
                .skip(l.length)
                .any(|c| c.is_ascii_digit() || c == '*')
        };
        l.role == Some(Role::Amount) && text.is_some_and(digits)
    });
    // 联系方式 is said of each party; any other label twice tells of two projects.
    let mut seen = HashSet::new();
    let own = |l: &&&Labelled| l.role != Some(Role::Note);
    let once = told
        .iter()
        .filter(own)
        .all(|l| seen.insert(l.name.as_str()));
    let whole = told.len() >= FEWEST && sum && once && has(&[Role::Project]);
    let whose = has(&[Role::Purchaser, Role::Provider]);
    let (first, last) = (told.first()?.at, told.last()?.at);
    (whole && whose).then_some((first, last))
}
