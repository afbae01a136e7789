//! Which values of a notice are looked at, what their text says, and where it stands.

use crate::location::{BBox, Location};
use crate::model::{CellText, Notice, Origin, Role, RowKind, Table};

/// A value to be seen again.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub(super) target: Target,
    /// JSON pointer, for findings.
    pub(super) path: String,
    /// What its text says, as printed; empty for a blank cell.
    pub(super) text: String,
    /// The same, its lines joined; of cells only.
    pub(super) joined: String,
    /// Pages and boxes.
    pub(super) places: Vec<(u32, BBox)>,
    /// Whether letters count as well as figures.
    pub(super) whole: bool,
}

impl Value {
    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    pub(super) fn is_cell(&self) -> bool {
        matches!(self.target, Target::Cell(..))
    }
}

/// What is marked as seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Table, row, column.
    Cell(usize, usize, usize),
    DocumentNumber,
    Date,
    Declared(usize),
    DeclaredSum(usize),
}

impl Target {
    /// Marks the value.
    pub(super) fn mark(self, notice: &mut Notice, seen: bool) {
        let seen = Some(seen);
        match self {
            Self::Cell(t, r, c) => mark_cell(notice, (t, r, c), seen),
            Self::DocumentNumber => {
                if let Some(number) = &mut notice.document_number {
                    number.seen = seen;
                }
            }
            Self::Date => {
                if let Some(date) = &mut notice.date {
                    date.seen = seen;
                }
            }
            Self::Declared(i) => {
                if let Some(declared) = notice.declared.get_mut(i) {
                    declared.text.seen = seen;
                }
            }
            Self::DeclaredSum(i) => {
                if let Some(declared) = notice.declared_sums.get_mut(i) {
                    declared.text.seen = seen;
                    declared.amount.seen = seen;
                }
            }
        }
    }
}

/// Marks a cell, its sum, and both once more in the item that its row is.
fn mark_cell(notice: &mut Notice, (t, r, c): (usize, usize, usize), seen: Option<bool>) {
    let Some(table) = notice.tables.get_mut(t) else {
        return;
    };
    let Some(column) = table.columns.get(c) else {
        return;
    };
    let main = table.columns.iter().position(|c| c.role == Role::Amount) == Some(c);
    let Some(row) = table.rows.get_mut(r) else {
        return;
    };
    if let Some(cell) = row.cells.get_mut(c) {
        cell.seen = seen;
    }
    if let Some(amount) = row.amounts.get_mut(&column.header) {
        amount.seen = seen;
    }
    let item = item_of(notice, t, r);
    let Some((item, column)) = item
        .and_then(|i| notice.items.get_mut(i))
        .zip(notice.tables.get(t).and_then(|table| table.columns.get(c)))
    else {
        return;
    };
    match column.role {
        Role::Sequence => mark(&mut item.sequence, seen),
        Role::Purchaser => mark(&mut item.purchaser, seen),
        Role::Project => mark(&mut item.project, seen),
        _ => {}
    }
    if let Some(amount) = item.amounts.get_mut(&column.header) {
        amount.seen = seen;
    }
    if let Some(amount) = item.amount.as_mut().filter(|_| main) {
        amount.seen = seen;
    }
}

fn mark(cell: &mut Option<CellText>, seen: Option<bool>) {
    if let Some(cell) = cell {
        cell.seen = seen;
    }
}

/// The item that a row is.
fn item_of(notice: &Notice, t: usize, r: usize) -> Option<usize> {
    let place = notice.items.partition_point(|i| (i.table, i.row) < (t, r));
    let item = notice.items.get(place)?;
    ((item.table, item.row) == (t, r)).then_some(place)
}

/// The numbers of a notice, purchasers and projects too if asked for, and the blank cells of its tables.
pub(super) fn values(notice: &Notice, cells: bool) -> Vec<Value> {
    let mut out = Vec::new();
    let mut add = |target, path: String, text: &str, locations: &[Location]| {
        out.push(Value {
            target,
            path,
            text: text.to_owned(),
            joined: String::new(),
            places: pages(locations),
            whole: false,
        });
    };
    if let Some(number) = &notice.document_number {
        add(
            Target::DocumentNumber,
            "/document_number".into(),
            &number.text,
            &number.locations,
        );
    }
    if let Some(date) = &notice.date {
        add(Target::Date, "/date".into(), &date.raw, &date.locations);
    }
    for (i, declared) in notice.declared.iter().enumerate() {
        let text = &declared.text;
        add(
            Target::Declared(i),
            format!("/declared/{i}"),
            &text.raw,
            &text.locations,
        );
    }
    for (i, declared) in notice.declared_sums.iter().enumerate() {
        let text = &declared.text;
        add(
            Target::DeclaredSum(i),
            format!("/declared_sums/{i}"),
            &text.raw,
            &text.locations,
        );
    }
    for (t, table) in notice.tables.iter().enumerate() {
        for r in 0..table.rows.len() {
            of_row(notice, (t, table), r, cells, &mut out);
        }
    }
    out.retain(|value| !value.places.is_empty());
    out
}

fn of_row(
    notice: &Notice,
    (t, table): (usize, &Table),
    r: usize,
    whole: bool,
    out: &mut Vec<Value>,
) {
    let Some(row) = table.rows.get(r) else { return };
    if matches!(row.kind, RowKind::Heading | RowKind::Note) {
        return;
    }
    let item = item_of(notice, t, r);
    for (c, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
        let letters = matches!(column.role, Role::Purchaser | Role::Project);
        let number = matches!(
            column.role,
            Role::Amount | Role::AmountOther | Role::Sequence
        );
        let own = matches!(cell.origin, Origin::Own | Origin::Repeated);
        if !own || !(cell.is_blank() || number || (whole && letters)) {
            continue;
        }
        let field = match column.role {
            Role::AmountOther => format!("amounts/{}", token(&column.header)),
            role => role.field().to_owned(),
        };
        let path = match item {
            Some(item) if column.role != Role::Other => format!("/items/{item}/{field}"),
            _ if row.amounts.contains_key(&column.header) && !cell.is_blank() => {
                format!("/tables/{t}/rows/{r}/amounts/{}", token(&column.header))
            }
            _ => format!("/tables/{t}/rows/{r}/cells/{c}"),
        };
        let places = if cell.is_blank() {
            crossing(table, r, c).into_iter().collect()
        } else {
            pages(&cell.locations)
        };
        out.push(Value {
            target: Target::Cell(t, r, c),
            path,
            text: cell.raw.clone(),
            joined: cell.text.clone(),
            places,
            whole: letters,
        });
    }
}

/// Where a blank cell lies: in the height of its row and in the width of its column.
fn crossing(table: &Table, r: usize, c: usize) -> Option<(u32, BBox)> {
    let own = |cell: &&CellText| cell.origin == Origin::Own && !cell.is_blank();
    let row = table.rows.get(r)?.cells.iter().filter(own);
    // The lowest cell says best how high the row is.
    let (page, row) = row
        .flat_map(|cell| pages(&cell.locations))
        .min_by(|a, b| a.1.height().total_cmp(&b.1.height()))?;
    let below = table.rows.iter().filter_map(|row| row.cells.get(c));
    let header = table.columns.get(c).map(|column| column.texts.as_slice());
    let header = header.unwrap_or_default().last();
    let column = below
        .filter(own)
        .flat_map(|cell| pages(&cell.locations))
        .chain(header.into_iter().flat_map(|text| pages(&text.locations)))
        .filter(|(on, _)| *on == page)
        .min_by(|a, b| {
            let away = |b: &BBox| (b.center_y() - row.center_y()).abs();
            away(&a.1).total_cmp(&away(&b.1))
        });
    let (_, column) = column?;
    let (x, y) = (column.center_x(), row.center_y());
    Some((page, BBox::new(x, y, x, y)))
}

/// A key as a token of a JSON pointer.
fn token(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn pages(locations: &[Location]) -> Vec<(u32, BBox)> {
    let page = |l: &Location| match l {
        Location::Page { page, bbox } => Some((*page, *bbox)),
        _ => None,
    };
    locations.iter().filter_map(page).collect()
}
