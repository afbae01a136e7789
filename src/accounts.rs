//! Every printed character of the input, where it stands, and where it went.
//!
//! A character is registered once, by the stage that first sees it, and gets a [`CharId`]. Stages hand on [`Char`]s.
//! A text of the model is made by [`crate::text::compose`], which marks its characters as placed; a stage that leaves
//! characters out names the reason with [`Accounts::discard`]. What is neither is reported as unplaced: so nothing can
//! be lost without being seen.

use std::collections::BTreeMap;

use crate::location::{BBox, Location};
use crate::model::{Ledger, Text};

/// Identity of a printed character: its index in registration (reading) order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CharId(u32);

impl CharId {
    /// A blank that no printed character stands for.
    pub(crate) const INSERTED: Self = Self(u32::MAX);

    fn index(self) -> Option<usize> {
        (self != Self::INSERTED).then_some(self.0 as usize)
    }
}

/// A printed character with its box.
///
/// Of a text input the box is measured in a fixed-width grid, so that white-space tables are found by the same code
/// on pages and in text: see [`crate::text::plain`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Char {
    pub(crate) ch: char,
    pub(crate) id: CharId,
    pub(crate) bbox: BBox,
}

/// Where a character stands in the input.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(dead_code)]
pub(crate) enum Place {
    /// Page from 1, and box.
    Page(u32, BBox),
    /// Line and column from 1.
    Text(u32, u32),
    /// Number of the sheet ([`Accounts::sheet`]), row and column from 0.
    Cell(u32, u32, u32),
    /// Paragraph from 1.
    Paragraph(u32),
}

/// Why a printed character is in no text of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub(crate) enum Discard {
    /// — 1 —, 第 3 页 共 5 页.
    PageNumber,
    /// The same line at the head or foot of several pages.
    RunningHead,
    /// A table header printed again on a later page.
    RepeatedHeader,
    /// 续表, （续）.
    ContinuationMark,
    /// A cell's text printed again in its part on the next page.
    RepeatedCell,
    /// Large, turned, pale or transparent text across a page.
    Watermark,
    /// Text of a stamped seal.
    Seal,
    /// A glyph printed twice to look bold.
    DoubledGlyph,
    /// Text that cannot be seen: a second one over what is painted, or hidden in a web page.
    Invisible,
    /// Painted over by a later area.
    Covered,
    /// What the file itself marks as no content of its own.
    Artifact,
    /// On a layer that is not printed.
    HiddenLayer,
    /// Clipped away, or outside the page.
    Clipped,
    /// Column separators, Markdown marks, CSV quotes, HTML entities' rests.
    Markup,
    /// Zero-width characters and byte order marks.
    ZeroWidth,
    /// Text of a web page round the notice: navigation, script titles.
    PageChrome,
    /// Printed with a line through it where nothing else is printed.
    Struck,
    /// Formatted as hidden in a document.
    #[cfg(feature = "office")]
    Hidden,
    /// Deleted in a document, though the change is still kept.
    #[cfg(feature = "office")]
    Deleted,
}

impl Discard {
    /// Key in the ledger.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::PageNumber => "page_number",
            Self::RunningHead => "running_head",
            Self::RepeatedHeader => "repeated_header",
            Self::ContinuationMark => "continuation_mark",
            Self::RepeatedCell => "repeated_cell",
            Self::Watermark => "watermark",
            Self::Seal => "seal",
            Self::DoubledGlyph => "doubled_glyph",
            Self::Invisible => "invisible",
            Self::Covered => "covered",
            Self::Artifact => "artifact",
            Self::HiddenLayer => "hidden_layer",
            Self::Clipped => "clipped",
            Self::Markup => "markup",
            Self::ZeroWidth => "zero_width",
            Self::PageChrome => "page_chrome",
            Self::Struck => "struck",
            #[cfg(feature = "office")]
            Self::Hidden => "hidden",
            #[cfg(feature = "office")]
            Self::Deleted => "deleted",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    Open,
    Placed,
    Discarded(Discard),
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    ch: char,
    place: Place,
    fate: Fate,
}

/// How a character stands beside a text without being part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "the readers that see them are to come")]
pub(crate) enum Aside {
    /// Raised or lowered, as footnote signs are: [`Text::marks`].
    Mark,
    /// With a line through it: [`Text::struck`].
    Struck,
}

/// Characters left out one after another for one reason, on one line.
#[cfg(feature = "output")]
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LeftOut {
    pub(crate) why: Discard,
    /// The place of them all.
    pub(crate) place: Place,
    pub(crate) chars: Vec<(CharId, char, BBox)>,
}

/// The characters of one input.
#[derive(Clone, Debug, Default)]
pub(crate) struct Accounts {
    entries: Vec<Entry>,
    inserted: u64,
    /// By the index of the character they stand beside, in printed order.
    asides: BTreeMap<usize, Vec<(CharId, Aside)>>,
    /// Names of the sheets that characters stand in.
    sheets: Vec<String>,
}

impl Accounts {
    /// Registers a printed character.
    pub(crate) fn register(&mut self, ch: char, place: Place) -> CharId {
        let id = CharId(
            u32::try_from(self.entries.len())
                .unwrap_or(u32::MAX - 1)
                .min(u32::MAX - 1),
        );
        self.entries.push(Entry {
            ch,
            place,
            fate: Fate::Open,
        });
        id
    }

    /// Marks characters as standing in a text of the model.
    pub(crate) fn place<'c>(&mut self, chars: impl IntoIterator<Item = &'c Char>) {
        for char in chars {
            self.set(char.id, Fate::Placed);
        }
    }

    /// Marks characters as left out, by name.
    pub(crate) fn discard<'c>(&mut self, chars: impl IntoIterator<Item = &'c Char>, why: Discard) {
        for char in chars {
            self.set(char.id, Fate::Discarded(why));
        }
    }

    /// Hangs a character on the one it stands beside. It goes where that one goes, and no stage meets it: it is in no line.
    /// What has nothing beside it (a cell with struck text only) is discarded by its reader.
    #[allow(dead_code, reason = "the readers that see them are to come")]
    pub(crate) fn set_aside(&mut self, id: CharId, beside: CharId, how: Aside) {
        if let Some(index) = beside.index() {
            self.asides.entry(index).or_default().push((id, how));
        }
    }

    /// The marks and the struck texts that stand beside characters; those one after another are one text.
    pub(crate) fn asides<'c>(
        &self,
        chars: impl IntoIterator<Item = &'c Char>,
    ) -> (Vec<String>, Vec<String>) {
        let (mut marks, mut struck) = (Vec::new(), Vec::new());
        if self.asides.is_empty() {
            return (marks, struck);
        }
        let mut before = None;
        for index in chars.into_iter().filter_map(|c| c.id.index()) {
            for (id, how) in self.asides.get(&index).into_iter().flatten() {
                let Some(at) = id.index() else { continue };
                let Some(entry) = self.entries.get(at) else {
                    continue;
                };
                let texts = match how {
                    Aside::Mark => &mut marks,
                    Aside::Struck => &mut struck,
                };
                match texts.last_mut() {
                    Some(text) if before == Some((at.wrapping_sub(1), *how)) => {
                        String::push(text, entry.ch);
                    }
                    _ => texts.push(entry.ch.to_string()),
                }
                before = Some((at, *how));
            }
        }
        (marks, struck)
    }

    /// Enters a sheet, and gives its number.
    #[cfg(feature = "office")]
    pub(crate) fn sheet(&mut self, name: &str) -> u32 {
        self.sheets.push(name.to_owned());
        u32::try_from(self.sheets.len() - 1).unwrap_or(u32::MAX)
    }

    /// Where a place is.
    #[cfg(feature = "office")]
    pub(crate) fn location(&self, place: Place) -> Option<Location> {
        let mut found = Vec::new();
        self.widen(&mut found, place);
        found.pop()
    }

    /// Widens the locations by one more place.
    fn merge(&self, found: &mut Vec<Location>, place: Place, last: &mut Option<Place>) {
        // Cells and paragraphs have one place for all their characters.
        let again = match (place, *last) {
            (Place::Cell(sheet, row, col), Some(Place::Cell(s, r, c))) => {
                (row, col, sheet) == (r, c, s)
            }
            (Place::Paragraph(paragraph), Some(Place::Paragraph(p))) => paragraph == p,
            _ => false,
        };
        if !again {
            *last = Some(place);
            self.widen(found, place);
        }
    }

    fn widen(&self, found: &mut Vec<Location>, place: Place) {
        match place {
            Place::Cell(sheet, row, col) => {
                let name = self.sheets.get(sheet as usize).cloned();
                let location = Location::Cell {
                    sheet: name.unwrap_or_default(),
                    cell: crate::location::cell_name(row, col),
                };
                if !found.contains(&location) {
                    found.push(location);
                }
            }
            Place::Paragraph(paragraph) => {
                let location = Location::Paragraph { paragraph };
                if !found.contains(&location) {
                    found.push(location);
                }
            }
            Place::Page(page, bbox) => {
                // The last is the likeliest: a text stands on one page, or on pages one after another.
                for location in found.iter_mut().rev() {
                    if let Location::Page { page: p, bbox: b } = location
                        && *p == page
                    {
                        *b = b.union(&bbox);
                        return;
                    }
                }
                found.push(Location::Page { page, bbox });
            }
            Place::Text(line, column) => match found.first_mut() {
                Some(Location::Text {
                    line: l,
                    column: c,
                    end_line,
                    end_column,
                }) => {
                    (*l, *c) = (*l, *c).min((line, column));
                    (*end_line, *end_column) = (*end_line, *end_column).max((line, column + 1));
                }
                _ => found.push(Location::Text {
                    line,
                    column,
                    end_line: line,
                    end_column: column + 1,
                }),
            },
        }
    }

    /// How many characters are registered.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Forgets the characters registered after the first so many: those of a file that could not be read after all.
    pub(crate) fn truncate(&mut self, length: usize) {
        self.entries.truncate(length);
        self.asides.retain(|beside, _| *beside < length);
    }

    /// Counts a blank put between joined lines.
    pub(crate) fn insert_blank(&mut self) {
        self.inserted += 1;
    }

    fn set(&mut self, id: CharId, fate: Fate) {
        let Some(index) = id.index() else { return };
        if let Some(entry) = self.entries.get_mut(index) {
            entry.fate = fate;
        }
        for (aside, _) in self.asides.get(&index).into_iter().flatten() {
            if let Some(entry) = aside.index().and_then(|at| self.entries.get_mut(at)) {
                entry.fate = fate;
            }
        }
    }

    /// Where characters stand: on pages, a box for each page; in a text, from the first to the last.
    pub(crate) fn locate<'c>(&self, chars: impl IntoIterator<Item = &'c Char>) -> Vec<Location> {
        // Nearly every text stands in one place.
        let mut found: Vec<Location> = Vec::with_capacity(1);
        let mut last = None;
        for entry in chars
            .into_iter()
            .filter_map(|c| c.id.index())
            .filter_map(|i| self.entries.get(i))
        {
            if !entry.ch.is_whitespace() {
                self.merge(&mut found, entry.place, &mut last);
            }
        }
        found
    }

    /// What was left out of pages, in runs.
    #[cfg(feature = "output")]
    pub(crate) fn left_out(&self) -> Vec<LeftOut> {
        let mut out: Vec<LeftOut> = Vec::new();
        for (index, entry) in (0_u32..).zip(&self.entries) {
            let (Fate::Discarded(why), Place::Page(page, bbox)) = (entry.fate, entry.place) else {
                continue;
            };
            if entry.ch.is_whitespace() {
                continue;
            }
            let char = (CharId(index), entry.ch, bbox);
            if let Some(last) = out.last_mut()
                && let Place::Page(of, whole) = &mut last.place
                && (last.why, *of) == (why, page)
                // Lines of a run overlap in height; a slanted watermark's characters do too.
                && bbox.top < whole.bottom
                && bbox.bottom > whole.top
            {
                *whole = whole.union(&bbox);
                last.chars.push(char);
                continue;
            }
            out.push(LeftOut {
                why,
                place: Place::Page(page, bbox),
                chars: vec![char],
            });
        }
        out
    }

    /// The account for the notice.
    pub(crate) fn ledger(&self) -> Ledger {
        let mut ledger = Ledger {
            inserted: self.inserted,
            ..Ledger::default()
        };
        let mut open: Option<Text> = None;
        let mut last_place = None;
        let mut last_open = usize::MAX;
        for (index, entry) in self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, e)| !e.ch.is_whitespace())
        {
            ledger.characters += 1;
            match entry.fate {
                Fate::Placed => ledger.placed += 1,
                Fate::Discarded(why) => {
                    *ledger.discarded.entry(why.name().to_owned()).or_default() += 1;
                }
                Fate::Open => {
                    // A run of unplaced characters becomes one text; white space between them does not end it.
                    let continues = last_open != usize::MAX
                        && self
                            .entries
                            .get(last_open + 1..index)
                            .is_some_and(|b| b.iter().all(|e| e.ch.is_whitespace()));
                    if !continues {
                        ledger.unplaced.extend(open.take());
                        last_place = None;
                    }
                    let text = open.get_or_insert_with(Text::default);
                    text.text.push(entry.ch);
                    text.raw.push(entry.ch);
                    self.merge(&mut text.locations, entry.place, &mut last_place);
                    last_open = index;
                }
            }
        }
        ledger.unplaced.extend(open);
        ledger
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_footnote_sign_goes_where_its_parent_goes() {
        let mut accounts = Accounts::default();
        let mut ids = "12ab34".chars().zip(1..).map(|(ch, column)| {
            let place = Place::Text(1, column);
            (ch, accounts.register(ch, place))
        });
        let of = |(ch, id)| Char {
            ch,
            id,
            bbox: BBox::default(),
        };
        let chars: Vec<Char> = ids.by_ref().map(of).collect();
        let [one, two, a, b, three, four] = chars[..] else {
            panic!()
        };
        accounts.set_aside(a.id, two.id, Aside::Mark);
        accounts.set_aside(b.id, two.id, Aside::Mark);
        accounts.set_aside(three.id, two.id, Aside::Struck);
        accounts.set_aside(four.id, two.id, Aside::Struck);
        let texts = accounts.asides([&one, &two]);
        assert_eq!(texts, (vec!["ab".to_owned()], vec!["34".to_owned()]));
        accounts.place([&one, &two]);
        assert!(accounts.ledger().unplaced.is_empty());
    }

    #[test]
    fn every_character_is_placed_discarded_or_reported() {
        let mut accounts = Accounts::default();
        let chars: Vec<Char> = "甲 乙丙1"
            .chars()
            .zip(1..)
            .map(|(ch, column)| Char {
                ch,
                id: accounts.register(ch, Place::Text(1, column)),
                bbox: BBox::default(),
            })
            .collect();
        accounts.place(&chars[..1]);
        accounts.discard(&chars[4..], Discard::PageNumber);
        let ledger = accounts.ledger();
        assert_eq!(
            (
                ledger.characters,
                ledger.placed,
                ledger.discarded["page_number"]
            ),
            (4, 1, 1)
        );
        assert_eq!(ledger.unplaced.len(), 1);
        assert_eq!(ledger.unplaced[0].text, "乙丙");
        assert_eq!(
            ledger.unplaced[0].locations,
            [Location::Text {
                line: 1,
                column: 3,
                end_line: 1,
                end_column: 5
            }]
        );
    }
}
