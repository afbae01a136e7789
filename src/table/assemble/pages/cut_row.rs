//! Whether the first row of a page is the rest of the last row of the page before.

use super::room::{closes, has_ended, has_room};
use super::{
    Cover, Edge, Evidence, Open, PieceCell, PieceRow, Role, kinds, labels, money, ordinal, unit,
};

impl Open {
    /// Whether the first row of a piece is the rest of the last row.
    pub(super) fn is_cut(&self, rows: &[PieceRow], edges: &[Edge]) -> bool {
        let (Some(above), Some(below)) = (self.rows.last(), rows.first()) else {
            return false;
        };
        // What holds nothing above the page's edge is the white space over the print of a row that the edge cut, also of a total.
        let nothing = |c: &PieceCell| c.is_blank() && !matches!(c.cover, Cover::Below(_));
        let nothing = self.evidence == Evidence::Ruled
            && self.rows.len() > 1
            && above.cells.iter().all(nothing);
        if nothing || self.ends_sums(above, below) {
            return true;
        }
        if kinds::kind(above, &self.table.columns).is_some()
            || kinds::kind(below, &self.table.columns).is_some()
        {
            return false;
        }
        let key = |role| self.table.columns.iter().position(|c| c.role == role);
        let filled = |row: &PieceRow, col: usize| row.cells.get(col).is_some_and(|c| !c.is_blank());
        let (project, amount) = (key(Role::Project), key(Role::Amount));
        let sequence = key(Role::Sequence);
        // One number may be printed for several rows.
        if let Some(sequence) = sequence.filter(|s| self.spans.get(*s) == Some(&false)) {
            // A bracket that the page cut off a number is none.
            let numbered = |row: &PieceRow| {
                let cell = row.cells.get(sequence);
                cell.is_some_and(|c| c.key().chars().any(char::is_alphanumeric))
            };
            return !(numbered(above) && numbered(below))
                || self.is_one_number(below, sequence)
                || is_marked(above, below, sequence);
        }
        let money = |col: &usize| {
            let role = self.table.columns.get(*col).map(|c| &c.role);
            matches!(role, Some(Role::Amount | Role::AmountOther))
        };
        let is_sum = |row: &PieceRow, col: usize| {
            let cell = row.cells.get(col);
            cell.is_some_and(|c| money::is_sum(&c.key()))
        };
        // Lists side by side go on apart: where the first has ended, the sum of another is one of its own.
        let both_sums = || {
            let cols = (0..self.table.columns.len()).filter(money);
            cols.filter(|col| is_sum(above, *col) && is_sum(below, *col))
        };
        let open = |(a, b): (&Edge, &Edge)| self.is_open(*a, *b);
        if self.below.iter().zip(edges).all(open) {
            // Two projects, each with its sum, are two rows though no rule is drawn between the pages: the first sum had room for
            // what begins the other, or the two are not one (1,442万元 | 21.55万元).
            let projects = project.is_some_and(|col| filled(above, col) && filled(below, col));
            let apart =
                |col: usize| self.has_ended(above, below, col) || are_two_sums(above, below, col);
            return !(projects && both_sums().any(apart));
        }
        if both_sums().next().is_some() {
            return false;
        }
        // Without numbers: a row has a project and a sum; a rest lacks both, or has the unit of the sum above or what else it ends in
        // (人民币捌万元 | 整, 不高于 | 16567.07).
        // 镇（街 | 道）: what is open above the edge is closed below it.
        let mut both = above.cells.iter().zip(&below.cells);
        if both.any(|(above, rest)| closes(&above.key(), &rest.key())) {
            return true;
        }
        match (project, amount) {
            (Some(project), Some(amount)) => {
                (!filled(below, amount) || ends_sum(above, below, amount))
                    && (!filled(below, project)
                        || self.evidence == Evidence::Ruled
                            && !self.has_sum(above, below)
                            && !has_room(above, below, &self.below)
                            && !self.has_ended(above, below, project))
                    || !filled(above, amount) && !filled(above, project)
                    // Each half has what the other lacks.
                    || !filled(above, amount) && !filled(below, project)
            }
            _ => false,
        }
    }

    /// Whether all that a row has are the ends of sums above the edge (699.7万 | 元), as a total may be cut, too.
    fn ends_sums(&self, above: &PieceRow, below: &PieceRow) -> bool {
        let cells = below.cells.iter().enumerate();
        let mut filled = cells.filter(|(_, c)| !c.is_blank()).peekable();
        let of_sums = |col: usize| {
            let column = self.table.columns.get(col);
            column.is_some_and(|c| matches!(c.role, Role::Amount | Role::AmountOther))
        };
        filled.peek().is_some()
            && filled.all(|(col, _)| of_sums(col) && ends_sum(above, below, col))
    }

    /// Whether a cell of the last row ended above the page's edge, and what stands below it is another.
    fn has_ended(&self, above: &PieceRow, below: &PieceRow, col: usize) -> bool {
        let (Some(above), Some(below)) = (above.cells.get(col), below.cells.get(col)) else {
            return false;
        };
        let width = self.below.get(col).map_or(0.0, |edge| edge.width);
        // What stands in brackets alone says more of what is before it.
        let rest = below.key();
        let remark = rest.starts_with('(') && rest.find(')') == rest.len().checked_sub(1);
        !remark && has_ended(&above.lines, &below.lines, width)
    }

    /// Whether a row has a sum in any of the columns for them, and not the rest of one: 不高于 | 100,000元.
    fn has_sum(&self, above: &PieceRow, row: &PieceRow) -> bool {
        let mut sums = above.cells.iter().zip(&row.cells).zip(&self.table.columns);
        sums.any(|((above, cell), column)| {
            let (above, own) = (above.key(), cell.key());
            let cut = || !above.is_empty() && !money::is_sum(&above);
            matches!(column.role, Role::Amount | Role::AmountOther)
                && money::is_sum(&own)
                && !(cut() && money::is_sum(&format!("{}{}", &*above, &*own)))
        })
    }

    /// Whether a number is cut: not by itself, but with what the first row below begins with it counts on from the row above.
    fn is_one_number(&self, below: &PieceRow, col: usize) -> bool {
        let [.., before, above] = self.rows.as_slice() else {
            return false;
        };
        let text = |row: &PieceRow| row.cells.get(col).map(PieceCell::key).unwrap_or_default();
        let number = |text: &str| ordinal::whole(text).map(|o| o.value);
        let next = number(&text(before)).map(|n| n + 1);
        let both = format!("{}{}", &*text(above), &*text(below));
        next.is_some() && number(&both) == next && number(&text(above)) != next
    }

    /// Whether no rule is drawn at a page's edge, above or below it, though the table has them there.
    pub(super) fn is_open(&self, above: Edge, below: Edge) -> bool {
        self.closed && above.open && below.open
    }
}

/// Whether what a row has in a column of sums is the unit of the sum above, or what else that ends in.
fn ends_sum(above: &PieceRow, below: &PieceRow, col: usize) -> bool {
    let [above, rest] = [above, below].map(|row| row.cells.get(col).map(PieceCell::key));
    let (Some(above), Some(rest)) = (above, rest) else {
        return false;
    };
    let whole = || money::is_sum(&format!("{}{}", &*above, &*rest));
    !above.is_empty()
        && (unit::of_cell(&rest).is_some()
            || !(money::is_sum(&above) && money::is_sum(&rest)) && whole())
}

/// Whether a sum below the page's edge is none that the one above it goes on with: together they are several.
fn are_two_sums(above: &PieceRow, below: &PieceRow, col: usize) -> bool {
    let texts = [above, below].map(|row| row.cells.get(col).map(PieceCell::key));
    let [Some(above), Some(rest)] = texts else {
        return false;
    };
    // A remark may state sums, too.
    let begins = rest.starts_with(|c: char| c.is_ascii_digit());
    begins && money::sums(&format!("{}{}", &*above, &*rest)).len() > 1
}

/// Whether a row is marked as the rest of the one above: it has the same number, and behind it the mark that it goes on, 4（续）.
fn is_marked(above: &PieceRow, below: &PieceRow, sequence: usize) -> bool {
    let text = |row: &PieceRow| row.cells.get(sequence).map(PieceCell::key);
    let (Some(above), Some(below)) = (text(above), text(below)) else {
        return false;
    };
    let number = labels::without_continued(&below);
    number != &*below && *number == *above
}
