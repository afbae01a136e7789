//! The parts of a table that its style gives a look of their own: the first row, the last column (ECMA-376-1, 17.7.6).

use super::tree::Element;

/// A part of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part(u16);

/// Parts by their names in styles (17.18.89), the one that counts least first. Bands count least of all; what they do
/// is colour, which is read of the table as a whole.
const PARTS: [(&str, Part); 8] = [
    ("firstRow", Part::FIRST_ROW),
    ("lastRow", Part::LAST_ROW),
    ("firstCol", Part::FIRST_COLUMN),
    ("lastCol", Part::LAST_COLUMN),
    ("nwCell", Part(Part::FIRST_ROW.0 | Part::FIRST_COLUMN.0)),
    ("neCell", Part(Part::FIRST_ROW.0 | Part::LAST_COLUMN.0)),
    ("swCell", Part(Part::LAST_ROW.0 | Part::FIRST_COLUMN.0)),
    ("seCell", Part(Part::LAST_ROW.0 | Part::LAST_COLUMN.0)),
];

impl Part {
    // The bits that `w:tblLook` has for them (17.4.55).
    const FIRST_ROW: Self = Self(0x0020);
    const LAST_ROW: Self = Self(0x0040);
    const FIRST_COLUMN: Self = Self(0x0080);
    const LAST_COLUMN: Self = Self(0x0100);

    /// A part by its name, and how much it counts.
    pub(super) fn named(name: &str) -> Option<(usize, Self)> {
        let at = PARTS.iter().position(|(n, _)| *n == name)?;
        PARTS.get(at).map(|(_, part)| (at, *part))
    }
}

/// Where a text stands in a table.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct InTable<'d> {
    /// The style of the table.
    pub(super) style: Option<&'d str>,
    /// The parts of it that its style is asked for here.
    parts: u16,
}

impl<'d> InTable<'d> {
    pub(super) fn new(style: Option<&'d str>) -> Self {
        Self { style, parts: 0 }
    }

    /// A cell that is the first or last of its row, in a row that is the first or last, as far as the table asks for
    /// looks of their own there.
    pub(super) fn cell(self, look: u16, row: (bool, bool), column: (bool, bool)) -> Self {
        let all = [
            (row.0, Part::FIRST_ROW),
            (row.1, Part::LAST_ROW),
            (column.0, Part::FIRST_COLUMN),
            (column.1, Part::LAST_COLUMN),
        ];
        let on = all.iter().filter(|(is, _)| *is);
        let parts = on.fold(0, |parts, (_, part)| parts | part.0);
        let parts = parts & look;
        Self { parts, ..self }
    }

    pub(super) fn is_in(self, part: Part) -> bool {
        self.parts & part.0 == part.0
    }
}

/// The parts for which a table asks its style: as bits, or each by its name.
pub(super) fn asked(properties: Option<&Element>) -> u16 {
    let Some(look) = properties.and_then(|p| p.child("tblLook")) else {
        return 0;
    };
    let bits = look.value().and_then(|v| u16::from_str_radix(v, 16).ok());
    let names = [
        ("firstRow", Part::FIRST_ROW),
        ("lastRow", Part::LAST_ROW),
        ("firstColumn", Part::FIRST_COLUMN),
        ("lastColumn", Part::LAST_COLUMN),
    ];
    names.iter().fold(bits.unwrap_or(0), |bits, (name, part)| {
        match look.attribute(name) {
            Some("1" | "true" | "on") => bits | part.0,
            Some(_) => bits & !part.0,
            None => bits,
        }
    })
}
