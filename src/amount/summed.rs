//! The unit of numbers that state none, by what they add up to.

use rust_decimal::Decimal;

use super::declared;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::money;
use crate::lexicon::money::unit::Denomination;
use crate::model::{Notice, RowKind, Table, Unit};

/// The units that numbers without one may be in.
const UNITS: [Unit; 3] = [Unit::Yuan, Unit::TenThousand, Unit::HundredMillion];

/// What the numbers of a column come to.
pub(super) struct Whole {
    sum: Decimal,
    unit: Unit,
}

impl Whole {
    /// The one unit in which the numbers of a column, or the total printed below them, are a sum that the text around the tables
    /// states: 660, 251, 39, 120 and 130 where 1200万元 are handed out. None if the text states the same figures in two units.
    /// One row may stand beside a sum of the same figures by chance.
    pub(super) fn find(c: usize, table: &Table, stated: &[Decimal]) -> Option<Self> {
        let of = |kind: RowKind| {
            let rows = table.rows.iter().filter(move |r| r.kind == kind);
            rows.filter_map(|r| money::bare(&r.cells.get(c)?.text))
        };
        let sum = of(RowKind::Item).try_fold(Decimal::ZERO, Decimal::checked_add)?;
        let several = of(RowKind::Item).nth(1).is_some();
        let mut wholes: Vec<Decimal> = several.then_some(sum).into_iter().collect();
        wholes.extend(of(RowKind::Total).filter(|total| *total != sum || !several));
        let mut found = wholes.iter().flat_map(|whole| {
            let fits = |unit: &Unit| {
                let yuan = whole.checked_mul(unit.yuan());
                !whole.is_zero() && yuan.is_some_and(|yuan| stated.contains(&yuan.normalize()))
            };
            let units = UNITS.into_iter().filter(fits);
            units.map(|unit| Self { sum: *whole, unit })
        });
        let first = found.next()?;
        found.all(|other| other.unit == first.unit).then_some(first)
    }

    pub(super) fn denomination(&self) -> Denomination {
        Denomination::from(self.unit)
    }

    /// Says where the unit is from.
    pub(super) fn finding(&self, header: &str) -> Diagnostic {
        let (sum, unit) = (self.sum.normalize(), self.unit.as_str());
        Diagnostic::new(
            "amount.unit_by_sum",
            Severity::Info,
            format!("no unit is stated for the numbers under {header}; they come to {sum}, and the text speaks of {sum}{unit}: they were read in {unit}"),
            format!("“{header}”列未注单位；该列共{sum}，正文写有{sum}{unit}，据此按{unit}读取"),
        )
        .help(
            "see whether the sum named in the text is that of this table",
            "请核实正文所写金额是否即本表合计",
        )
    }
}

/// The sums that the text around the tables states, in yuan.
pub(super) fn stated(notice: &Notice) -> Vec<Decimal> {
    let tables = notice.tables.iter().filter_map(|t| t.title.as_ref());
    let texts = declared::texts(notice).chain(tables);
    texts.flat_map(|t| money::sums(&t.text)).collect()
}
