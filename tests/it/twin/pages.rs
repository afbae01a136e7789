//! A drawn notice on pages: the letter, then the table, its cells wrapped and its pages broken between rows.

use crate::tables::drawing::{Page, Rules, pdf};

use super::draw::Drawn;
use super::print::{Printed, recipients, signature};
use super::table::{Column, Sort};

/// Where text begins and ends across and down the page, in points.
const LEFT: f32 = 50.0;
const RIGHT: f32 = 545.0;
const TOP: f32 = 70.0;
const BOTTOM: f32 = 770.0;
/// Sizes of the letter's characters and of the table's.
const LETTER: f32 = 14.0;
const TABLE: f32 = 9.0;
const LEADING: f32 = 1.3;
/// Between a cell's text and its edges.
const PADDING: f32 = 3.0;

/// The notice as a file of pages, its table ruled so.
pub(super) fn print(drawn: &Drawn, rules: Rules) -> Vec<u8> {
    let mut flow = Flow {
        pages: vec![Page::default()],
        y: TOP,
    };
    for line in drawn.mark.iter().chain([&drawn.number, &drawn.title]) {
        let lines = wrapped(line, (RIGHT - LEFT) / LETTER);
        for line in lines {
            let x = f32::midpoint(LEFT, RIGHT) - width(&line, LETTER) / 2.0;
            flow.line(x, &line, LETTER);
        }
        flow.y += LETTER;
    }
    flow.paragraph("", &recipients(drawn));
    for text in &drawn.body {
        flow.paragraph("　　", text);
    }
    let end = signature(drawn);
    if let Some(label) = drawn.attachment {
        flow.paragraph("　　", &format!("附件：{}", drawn.caption));
        flow.signature(&end);
        flow.next_page();
        flow.line(LEFT, label, LETTER);
        flow.table(drawn, rules);
    } else {
        flow.table(drawn, rules);
        flow.signature(&end);
    }
    pdf(flow.pages)
}

/// What a cell is part of.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Itself,
    /// The cell to its left.
    Left,
    /// The cell above.
    Above,
}

/// A row of a table, its cells with what they are part of.
struct Row<'a> {
    cells: Vec<(&'a str, Part)>,
    header: bool,
}

struct Flow {
    pages: Vec<Page>,
    /// The upper end of the next line.
    y: f32,
}

impl Flow {
    fn draw(&mut self, with: impl FnOnce(Page) -> Page) {
        let page = self.pages.pop().unwrap_or_default();
        self.pages.push(with(page));
    }

    fn next_page(&mut self) {
        self.pages.push(Page::default());
        self.y = TOP;
    }

    fn line(&mut self, x: f32, text: &str, size: f32) {
        if self.y + size > BOTTOM {
            self.next_page();
        }
        let base = self.y + size;
        self.draw(|page| page.text(x, base, size, text));
        self.y += size * LEADING;
    }

    fn paragraph(&mut self, indent: &str, text: &str) {
        let lines = wrapped(&format!("{indent}{text}"), (RIGHT - LEFT) / LETTER);
        for line in lines {
            let text = line.trim_start_matches('　');
            self.line(
                LEFT + width(&line, LETTER) - width(text, LETTER),
                text,
                LETTER,
            );
        }
    }

    fn signature(&mut self, lines: &[String]) {
        self.y += LETTER;
        for line in lines {
            self.line(RIGHT - width(line, LETTER) - 2.0 * LETTER, line, LETTER);
        }
        self.y += LETTER;
    }

    fn table(&mut self, drawn: &Drawn, rules: Rules) {
        for line in drawn.caption_above() {
            self.line(
                f32::midpoint(LEFT, RIGHT) - width(&line, LETTER) / 2.0,
                &line,
                LETTER,
            );
        }
        if let Some(line) = &drawn.unit_line {
            self.line(RIGHT - width(line, TABLE), line, TABLE);
        }
        let edges = edges(&drawn.columns);
        let printed = drawn.printed();
        let rows = rows(&printed, &drawn.columns);
        let (first, last) = (edges[0], edges[edges.len() - 1]);
        let across = |flow: &mut Self, drawn: bool| {
            let y = flow.y;
            if drawn {
                flow.draw(|page| page.across(y, first, last));
            }
        };
        let mut header = false;
        for (at, row) in rows.iter().enumerate() {
            if at > 0 && row.header && !header && rows[..at].iter().any(|r| r.header) {
                across(self, rules != Rules::None);
                self.next_page();
            }
            across(self, rules == Rules::Three && row.header != header);
            header = row.header;
            self.row(&edges, rules, row);
        }
        across(self, rules != Rules::None);
        self.y += 4.0;
        for note in &drawn.notes_below {
            self.line(LEFT, note, TABLE);
        }
    }

    fn row(&mut self, edges: &[f32], rules: Rules, row: &Row<'_>) {
        let end = |column: usize| {
            let others = row.cells.iter().skip(column + 1);
            edges[column + 1 + others.take_while(|c| c.1 == Part::Left).count()]
        };
        let lines: Vec<Vec<String>> = row
            .cells
            .iter()
            .enumerate()
            .map(|(at, (text, _))| wrapped(text, (end(at) - edges[at] - 2.0 * PADDING) / TABLE))
            .collect();
        let most = lines.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let height = most as f32 * TABLE * LEADING + 2.0 * PADDING;
        let begins = self.y + height > BOTTOM;
        if begins {
            let y = self.y;
            if rules == Rules::All {
                self.draw(|page| page.across(y, edges[0], edges[edges.len() - 1]));
            }
            self.next_page();
        }
        let y = self.y;
        for (at, (lines, (_, part))) in lines.iter().zip(&row.cells).enumerate() {
            let (from, to) = (edges[at], edges[at + 1]);
            if rules == Rules::All && (begins || *part != Part::Above) {
                self.draw(|page| page.across(y, from, to));
            }
            if rules == Rules::All && *part != Part::Left {
                self.draw(|page| page.uprights(&[from], y, y + height));
            }
            // A name over several columns has a rule over theirs.
            if rules == Rules::Three && row.header && end(at) > to && *part == Part::Itself {
                self.draw(|page| page.across(y + height, from, end(at)));
            }
            for (i, line) in lines.iter().enumerate() {
                let base = y + PADDING + TABLE + i as f32 * TABLE * LEADING;
                self.draw(|page| page.text(from + PADDING, base, TABLE, line));
            }
        }
        if rules == Rules::All {
            self.draw(|page| page.uprights(&edges[edges.len() - 1..], y, y + height));
        }
        self.y += height;
    }
}

/// The rows as cells, merged as they are in print: names above several columns and beside names of two levels, purchasers
/// said once, headings and notes.
fn rows<'a>(printed: &'a [Printed], columns: &[Column]) -> Vec<Row<'a>> {
    let own = |at: usize| match printed.get(at) {
        Some(Printed::Row(cells, kind)) => Some((cells, *kind)),
        _ => None,
    };
    let is_header = |at: usize| matches!(own(at), Some((_, None)));
    // A header that is said again stands on a page of its own, and does not end what the rows have in common.
    let above = |at: usize| (0..at).rev().find(|above| !is_header(*above));
    let is_below_item = |at: usize| {
        above(at)
            .and_then(own)
            .is_some_and(|(_, kind)| kind == Some(Sort::Item))
    };
    let mut rows = Vec::new();
    for at in 0..printed.len() {
        let Some((cells, kind)) = own(at) else {
            if let Some(Printed::Alone(text)) = printed.get(at) {
                let rest = columns.iter().skip(1).map(|_| ("", Part::Left));
                let cells = std::iter::once((text.as_str(), Part::Itself)).chain(rest);
                rows.push(Row {
                    cells: cells.collect(),
                    header: false,
                });
            }
            continue;
        };
        let alone = cells.iter().filter(|c| !c.is_empty()).count() == 1;
        let below_names = at > 0 && is_header(at - 1) && cells[0].is_empty();
        let part = |column: usize| match kind {
            _ if !cells[column].is_empty() => Part::Itself,
            None if below_names => Part::Above,
            None | Some(Sort::Heading | Sort::Note) if column > 0 => Part::Left,
            Some(Sort::Item) if columns[column].role == "purchaser" && is_below_item(at) => {
                Part::Above
            }
            _ => Part::Itself,
        };
        let parts = cells
            .iter()
            .enumerate()
            .map(|(c, text)| (text.as_str(), part(c)));
        rows.push(Row {
            cells: parts.collect(),
            // The table's name in its first row is none of the columns'.
            header: kind.is_none() && !alone,
        });
    }
    rows
}

/// Edges of the columns: narrow ones for numbers and sums, the others share what is left.
fn edges(columns: &[Column]) -> Vec<f32> {
    let fixed = |role: &str| match role {
        "sequence" => Some(34.0),
        role if role.starts_with("amount") => Some(70.0),
        _ => None,
    };
    let widths: Vec<_> = columns.iter().map(|c| fixed(c.role)).collect();
    let open = widths.iter().filter(|w| w.is_none()).count() as f32;
    let left = RIGHT - LEFT - widths.iter().flatten().sum::<f32>();
    let mut edges = vec![LEFT];
    for width in widths {
        edges.push(edges[edges.len() - 1] + width.unwrap_or(left / open));
    }
    edges
}

fn width(text: &str, size: f32) -> f32 {
    text.chars().count() as f32 * size
}

/// Lines of at most so many characters, all of which are set as wide as they are high.
fn wrapped(text: &str, most: f32) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let lines = characters.chunks((most as usize).max(1));
    lines.map(|line| line.iter().collect()).collect()
}
