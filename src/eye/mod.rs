//! The eye: numbers of printed pages read a second time, from their pictures, and compared with what their codes say.
//!
//! It knows nothing of how a value was read and never changes one. Pages are rendered by code that the interpreter of
//! [`crate::page`] shares nothing with; every line of a value is cut out by the boxes of its characters and recognised.

mod alike;
mod compare;
mod crop;
mod findings;
mod lines;
pub(crate) mod models;
mod places;
mod recognise;
mod render;

use std::collections::BTreeMap;

use crate::context::Context;
use crate::eye_reader::{Eye, LinePicture, LineReading};
use crate::location::BBox;
use crate::model::Notice;
use crate::page::Page;
use crate::source::pdf::PdfFile;
use crate::table::{Block, Evidence};

use compare::Seen;
use crop::{Cut, PagePicture, Span, View};
use lines::{Lost, Own};
use places::Value;
use render::Pictures;

/// What of the time limit is left to the checks behind the eye. A page of numbers takes a second.
const RESERVE: f32 = 0.2;

/// The cells of ruled tables as printed, by page.
#[derive(Debug, Default)]
pub(crate) struct Cells(BTreeMap<u32, Vec<BBox>>);

impl Cells {
    /// Takes the cells down before tables are put together.
    pub(crate) fn of(blocks: &[Block]) -> Self {
        let mut cells: BTreeMap<u32, Vec<BBox>> = BTreeMap::new();
        for block in blocks {
            if let Block::Grid(grid) = block
                && grid.evidence == Evidence::Ruled
            {
                let boxes = grid.cells.iter().map(|c| c.bbox);
                cells.entry(grid.page).or_default().extend(boxes);
            }
        }
        Self(cells)
    }

    fn at(&self, page: u32, bbox: &BBox) -> Option<BBox> {
        let (x, y) = (bbox.center_x(), bbox.center_y());
        let of_page = self.0.get(&page)?;
        of_page.iter().find(|c| c.contains(x, y)).map(lines::inside)
    }
}

/// Looks at a notice's values on its pages: marks what was seen as it was read, and reports the rest.
pub(crate) fn look(
    notice: &mut Notice,
    eye: &Eye,
    (file, pages, cells): (PdfFile, &[Page], &Cells),
    ctx: &mut Context<'_>,
) {
    let values = places::values(notice, eye.looks_at_cells());
    let mut looks: Vec<Look> = values.into_iter().map(Look::new).collect();
    let mut parts: BTreeMap<u32, Vec<Part>> = BTreeMap::new();
    for (i, look) in looks.iter().enumerate() {
        let alone = look.value.places.len() == 1;
        for (page, bbox) in &look.value.places {
            let part = Part {
                look: i,
                bbox: *bbox,
                alone,
            };
            parts.entry(*page).or_default().push(part);
        }
    }
    let pages: Vec<&Page> = pages
        .iter()
        .filter(|page| parts.contains_key(&page.number))
        .collect();
    let failure = through(&pages, file, ctx, |page, picture, lacks_fonts| {
        let sheet = Sheet {
            page,
            picture,
            cells,
            lacks_fonts,
        };
        let parts = parts.get(&page.number).map_or(&[][..], Vec::as_slice);
        sheet.look(&mut looks, parts, eye)
    });
    findings::settle(notice, looks, failure.err(), ctx);
}

/// Renders the pages one after another and has each looked at. Says at which it failed first.
fn through(
    pages: &[&Page],
    file: PdfFile,
    ctx: &Context<'_>,
    mut look: impl FnMut(&Page, PagePicture, bool) -> Result<(), String>,
) -> Result<(), String> {
    let sheet = |page: &&Page| render::Sheet {
        number: page.number,
        width: page.width,
        height: page.height,
    };
    let pictures = Pictures::of(file, pages.iter().map(sheet).collect())?;
    let reserve = ctx.options.limits.time().mul_f32(RESERVE);
    let mut failure = Ok(());
    for page in pages {
        let time = ctx.time_left().saturating_sub(reserve);
        if time.is_zero() {
            return Err(format!("the time was over before page {}", page.number));
        }
        let seen = pictures
            .next(time)
            .and_then(|picture| look(page, picture, pictures.lacks_fonts()))
            .map_err(|why| format!("page {}: {why}", page.number));
        failure = failure.and(seen);
    }
    failure
}

/// A value and what came of looking at it.
struct Look {
    value: Value,
    /// One for each place that was looked at.
    outcomes: Vec<Seen>,
    /// Why a place was not looked at.
    lost: Option<Lost>,
    /// The lines that differ.
    pictures: Vec<LinePicture>,
}

impl Look {
    fn new(value: Value) -> Self {
        Self {
            value,
            outcomes: Vec::new(),
            lost: None,
            pictures: Vec::new(),
        }
    }
}

/// A value's place on a page.
struct Part {
    look: usize,
    bbox: BBox,
    /// Whether it has no other.
    alone: bool,
}

/// What is to be cut out for a part, and what its text says.
struct Task {
    look: usize,
    text: String,
    whole: bool,
    cuts: Vec<Cut>,
    /// Where in the cell there may be more lines.
    rest: Option<Cut>,
    /// Whether the text makes one number of what stands on two lines.
    joins_two: bool,
    /// What was seen at first, if it was something else.
    first: Option<(Seen, Vec<LinePicture>)>,
}

/// Whether a small picture can tell the text from another. Of figures that repeat it can lose one, so that a sum of a
/// zero more would be taken for this; and what stands in a blank cell may be small itself.
fn is_told_at_a_glance(text: &str) -> bool {
    let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let repeats = chars
        .windows(3)
        .any(|w| matches!(w, [a, b, c] if a == b && b == c));
    !chars.is_empty() && !repeats
}

/// A page that is looked at.
struct Sheet<'p> {
    page: &'p Page,
    picture: PagePicture,
    cells: &'p Cells,
    /// Whether the renderer could not load some font of the file.
    lacks_fonts: bool,
}

impl Sheet<'_> {
    /// Looks at the values on the page: at a glance, closely at those that differ, and once more, without seals and
    /// watermarks, at those that still do.
    fn look(&self, looks: &mut [Look], parts: &[Part], eye: &Eye) -> Result<(), String> {
        let mut tasks = Vec::new();
        for part in parts {
            if let Some(look) = looks.get_mut(part.look) {
                match self.task(part, &look.value) {
                    Ok(task) => tasks.push(task),
                    Err(lost) => look.lost = Some(lost),
                }
            }
        }
        for view in [View::GLANCE, View::CLOSE, View::DARK] {
            let glance = view == View::GLANCE;
            let mut differ = Vec::new();
            if glance {
                (tasks, differ) = tasks
                    .into_iter()
                    .partition(|task: &Task| is_told_at_a_glance(&task.text));
            }
            if tasks.is_empty() {
                tasks = differ;
                continue;
            }
            let pictures: Vec<Vec<LinePicture>> =
                tasks.iter().map(|task| self.pictures(task, view)).collect();
            let all: Vec<LinePicture> = pictures.iter().flatten().cloned().collect();
            let mut readings = eye.recognise(&all)?.into_iter();
            for (mut task, pictures) in tasks.into_iter().zip(pictures) {
                let lines: Vec<LineReading> = readings.by_ref().take(pictures.len()).collect();
                let mut seen = compare::compare(&task.text, &lines, task.whole);
                if let (Seen::Same(confidence), true) = (&seen, task.joins_two) {
                    seen = Seen::Other(compare::apart(&lines, *confidence));
                }
                let Some(look) = looks.get_mut(task.look) else {
                    continue;
                };
                match (seen, task.first.take()) {
                    (seen, _) if glance && !seen.is_sure() => differ.push(task),
                    (seen @ (Seen::Same(_) | Seen::Nothing), _) => look.outcomes.push(seen),
                    (seen, None) => {
                        task.first = Some((seen, pictures));
                        differ.push(task);
                    }
                    // What is missing from the picture may be missing from the renderer.
                    (_, Some((Seen::Other(sight), _)))
                        if sight.text.is_empty() && self.lacks_fonts =>
                    {
                        look.lost = Some(Lost::NotEmbedded);
                    }
                    (_, Some((first, pictures))) => {
                        look.outcomes.push(first);
                        look.pictures.extend(pictures);
                    }
                }
            }
            tasks = differ;
        }
        Ok(())
    }

    fn task(&self, part: &Part, value: &Value) -> Result<Task, Lost> {
        let cell = self.cells.at(self.page.number, &part.bbox);
        let task = |text: String, cuts, rest| Task {
            look: part.look,
            text,
            whole: value.whole,
            cuts,
            rest,
            joins_two: false,
            first: None,
        };
        if value.is_blank() {
            let cell = cell
                .filter(|cell| !lines::is_written(self.page, cell))
                .ok_or(Lost::NotFound)?;
            let cut = lines::blank(self.page, &cell);
            return Ok(task(String::new(), Vec::new(), Some(cut)));
        }
        let cell = cell.filter(|_| value.is_cell());
        let own = Own::find(self.page, &part.bbox, &value.text, cell)?;
        let joins_two = own.joins_two(&value.joined);
        let (cuts, rest) = own.cuts();
        let text = if part.alone {
            value.text.clone()
        } else {
            own.text()
        };
        Ok(Task {
            joins_two,
            ..task(text, cuts, rest)
        })
    }

    fn pictures(&self, task: &Task, view: View) -> Vec<LinePicture> {
        let lines = task.cuts.iter();
        let mut out: Vec<LinePicture> = lines
            .filter_map(|cut| self.picture.line(cut, view))
            .collect();
        if let Some(rest) = &task.rest {
            let known: Vec<Span> = task.cuts.iter().map(|cut| cut.span).collect();
            for span in self.picture.bands(rest, &known, view.ink) {
                let masks = rest.masks.clone();
                let frame = rest.frame;
                out.extend(self.picture.line(&Cut { frame, span, masks }, view));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::is_told_at_a_glance;

    #[test]
    fn what_repeats_a_figure_is_looked_at_closely() {
        for text in ["12", "3.50", "1,200", "〔2024〕12号"] {
            assert!(is_told_at_a_glance(text), "{text}");
        }
        for text in ["", "—", "50000", "10,000", "1000万", "88.000"] {
            assert!(!is_told_at_a_glance(text), "{text}");
        }
    }
}
