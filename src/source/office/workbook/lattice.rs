//! How wide the columns of a sheet are and how high its rows: where on it a length lies.

/// Rows or columns one behind the other, by their sizes. Lengths are in EMU, the units of drawings.
#[derive(Debug)]
pub(in crate::source::office) struct Lattice {
    usual: f64,
    /// First and last of those that have a size of their own, and that size.
    own: Vec<(u32, u32, f64)>,
    /// Where each of these begins.
    starts: Vec<f64>,
}

impl Lattice {
    pub(super) fn new(usual: f64) -> Self {
        Self {
            usual,
            own: Vec::new(),
            starts: Vec::new(),
        }
    }

    /// The size of those that have none of their own.
    pub(in crate::source::office) fn set_usual(&mut self, size: f64) {
        if size.is_finite() && size > 0.0 {
            self.usual = size;
        }
    }

    pub(in crate::source::office) fn set(&mut self, first: u32, last: u32, size: f64) {
        if !size.is_finite() || size < 0.0 || last < first {
            return;
        }
        match self.own.last_mut() {
            // Most are alike.
            Some((_, end, before)) if end.saturating_add(1) == first && same(*before, size) => {
                *end = last;
            }
            _ => self.own.push((first, last, size)),
        }
    }

    /// Of a format that says the size of all: the last of them have that which no one gave them.
    pub(in crate::source::office) fn set_usual_by_last(&mut self) {
        if let Some(&(.., size)) = self.own.last() {
            self.set_usual(size);
        }
    }

    /// Puts them in order. Of those that are named twice the first counts.
    pub(super) fn settle(&mut self) {
        self.own.sort_by_key(|(first, ..)| *first);
        let mut out: Vec<(u32, u32, f64)> = Vec::with_capacity(self.own.len());
        for &(first, last, size) in &self.own {
            if out.last().is_none_or(|(_, end, _)| first > *end) {
                out.push((first, last, size));
            }
        }
        let (mut at, mut next) = (0.0, 0_u32);
        self.starts.clear();
        for (first, last, size) in &out {
            at += f64::from(first - next) * self.usual;
            self.starts.push(at);
            at += many(*first, *last) * size;
            next = last.saturating_add(1);
        }
        self.own = out;
    }

    /// Where a row or column begins.
    fn start(&self, index: u32) -> f64 {
        let before = self.own.partition_point(|(first, ..)| *first <= index);
        let Some((own, start)) = before
            .checked_sub(1)
            .and_then(|at| self.own.get(at).zip(self.starts.get(at)))
        else {
            return f64::from(index) * self.usual;
        };
        let (first, last, size) = *own;
        let inside = f64::from(index - first).min(many(first, last));
        let behind = f64::from(index.saturating_sub(last).saturating_sub(1));
        start + inside * size + behind * self.usual
    }

    fn size(&self, index: u32) -> f64 {
        let before = self.own.partition_point(|(first, ..)| *first <= index);
        let own = before.checked_sub(1).and_then(|at| self.own.get(at));
        match own {
            Some((_, last, size)) if *last >= index => *size,
            _ => self.usual,
        }
    }

    /// Whether a row or column has a size of its own.
    pub(super) fn has_own(&self, index: u32) -> bool {
        !same(self.size(index), self.usual)
    }

    /// The place so far behind the start of one, counted in rows or columns: 4.5 is the middle of the fifth.
    pub(super) fn place(&self, from: u32, offset: f64) -> f64 {
        let size = self.size(from);
        let offset = if offset.is_finite() { offset } else { 0.0 };
        if (0.0..size).contains(&offset) {
            return f64::from(from) + offset / size;
        }
        self.at(self.start(from) + offset)
    }

    fn at(&self, length: f64) -> f64 {
        let length = length.max(0.0);
        let before = self.starts.partition_point(|start| *start <= length);
        let Some((own, start)) = before
            .checked_sub(1)
            .and_then(|at| self.own.get(at).zip(self.starts.get(at)))
        else {
            return length / self.usual;
        };
        let (first, last, size) = *own;
        let many = many(first, last);
        let behind = length - start;
        if behind < many * size {
            f64::from(first) + behind / size
        } else {
            f64::from(first) + many + (behind - many * size) / self.usual
        }
    }

    /// How long it is from one place to another.
    pub(super) fn between(&self, from: f64, to: f64) -> f64 {
        let length = |place: f64| {
            // No sheet has more rows than that.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let index = place.clamp(0.0, 2_000_000.0) as u32;
            self.start(index) + (place - f64::from(index)) * self.size(index)
        };
        length(to) - length(from)
    }
}

/// How many there are from a first to a last one: more than an integer of theirs may hold.
fn many(first: u32, last: u32) -> f64 {
    f64::from(last - first) + 1.0
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 1.0
}

#[cfg(test)]
mod tests {
    use super::Lattice;

    #[test]
    fn lengths_are_places() {
        let mut lattice = Lattice::new(10.0);
        lattice.set(2, 3, 20.0);
        lattice.set(5, 5, 0.0);
        lattice.settle();
        for (from, offset, place) in [
            (0, 5.0, 0.5),
            (0, 15.0, 1.5),
            (0, 30.0, 2.5),
            (1, 10.0, 2.0),
            (2, 39.0, 3.95),
            (4, 10.0, 6.0),
            (6, 5.0, 6.5),
        ] {
            let found = lattice.place(from, offset);
            assert!((found - place).abs() < 1e-9, "{from} {offset}: {found}");
        }
        assert!((lattice.between(1.5, 4.5) - 50.0).abs() < 1e-9);
    }
}
