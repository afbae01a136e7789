//! PDF pages drawn for a test: a table from text, with rules or without.

use std::fmt::Write as _;

/// Width and height of A4 in points.
const PAGE: (f32, f32) = (595.0, 842.0);
/// Height of a row, and size of its characters.
pub(super) const ROW: f32 = 24.0;
pub(super) const SIZE: f32 = 12.0;

/// Which rules a table has.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Rules {
    /// Round every cell.
    All,
    /// Above and below the header, and below the last row (三线表).
    Three,
    None,
}

/// A page's content, drawn from the top down.
#[derive(Default)]
pub(crate) struct Page(String);

impl Page {
    /// A page that begins with the least that makes a notice of what follows.
    pub(crate) fn of_notice() -> Self {
        Self::default()
            .text(150.0, 80.0, 18.0, "关于公布项目的通知")
            .text(70.0, 120.0, 14.0, "各单位：")
            .text(98.0, 145.0, 14.0, "现将项目予以公布。")
            .text(330.0, 175.0, 14.0, "舟山市普陀区民政局")
            .text(380.0, 200.0, 14.0, "2023年4月11日")
            .text(70.0, 240.0, 14.0, "附件")
            .text(230.0, 265.0, 14.0, "项目表")
    }

    /// Text with its baseline's left end at a place.
    pub(crate) fn text(mut self, x: f32, y: f32, size: f32, text: &str) -> Self {
        let codes: String = text.encode_utf16().map(|c| format!("{c:04x}")).collect();
        let y = PAGE.1 - y;
        writeln!(self.0, "BT /F {size} Tf {x} {y} Td <{codes}> Tj ET").unwrap();
        self
    }

    /// Upright rules alone, as a table has them that a page cuts within a row.
    pub(crate) fn uprights(mut self, edges: &[f32], top: f32, bottom: f32) -> Self {
        for x in edges {
            self.rule((*x, top), (*x, bottom));
        }
        self
    }

    /// A rule across alone.
    pub(crate) fn across(mut self, y: f32, from: f32, to: f32) -> Self {
        self.rule((from, y), (to, y));
        self
    }

    /// What is drawn, as far as it is between two heights.
    pub(crate) fn clipped(mut self, top: f32, bottom: f32, drawn: Self) -> Self {
        let (y, height) = (PAGE.1 - bottom, bottom - top);
        writeln!(self.0, "q 0 {y} {} {height} re W n\n{}Q", PAGE.0, drawn.0).unwrap();
        self
    }

    fn rule(&mut self, from: (f32, f32), to: (f32, f32)) {
        let ((x0, y0), (x1, y1)) = (from, to);
        let (y0, y1) = (PAGE.1 - y0, PAGE.1 - y1);
        writeln!(self.0, "{x0} {y0} m {x1} {y1} l S").unwrap();
    }

    /// A table with these edges of columns: `|` between cells, a line a row. `^` is part of the cell above, `<` of the one
    /// to the left; a cell over several rows has its text in their middle.
    pub(crate) fn table(mut self, top: f32, edges: &[f32], rules: Rules, rows: &str) -> Self {
        let rows: Vec<Vec<&str>> = rows.lines().map(|l| l.split('|').collect()).collect();
        let y = |row: usize| top + row as f32 * ROW;
        for (r, row) in rows.iter().enumerate() {
            for (c, text) in row
                .iter()
                .enumerate()
                .filter(|(_, t)| !["^", "<"].contains(t))
            {
                let below = rows[r + 1..].iter().take_while(|row| row[c] == "^").count();
                let right = row[c + 1..].iter().take_while(|t| **t == "<").count();
                let (left, right) = (edges[c], edges[c + right + 1]);
                if !text.is_empty() {
                    let middle = y(r) + ROW * (1.0 + below as f32) / 2.0;
                    self = self.text(left + 4.0, middle + SIZE * 0.4, SIZE, text);
                }
                let bottom = y(r + below + 1);
                if rules == Rules::All {
                    self.rule((left, y(r)), (right, y(r)));
                    self.rule((left, bottom), (right, bottom));
                    self.rule((left, y(r)), (left, bottom));
                    self.rule((right, y(r)), (right, bottom));
                }
            }
        }
        if rules == Rules::Three {
            for row in [0, 1, rows.len()] {
                self.rule((edges[0], y(row)), (edges[edges.len() - 1], y(row)));
            }
        }
        self
    }
}

/// A file of these pages. Its font is not embedded: what is printed is known by its predefined character map alone.
pub(crate) fn pdf(pages: Vec<Page>) -> Vec<u8> {
    const FIRST: usize = 6;
    let kids: String = (0..pages.len())
        .map(|i| format!("{} 0 R ", FIRST + 2 * i))
        .collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>".to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /SimSun /DW 1000 /FontDescriptor 5 0 R \
         /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> >>"
            .to_owned(),
        "<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 \
         /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
            .to_owned(),
    ];
    for Page(content) in pages {
        let next = objects.len() + 2;
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /Resources << /Font << /F 3 0 R >> >> /Contents {next} 0 R >>",
            PAGE.0, PAGE.1
        ));
        objects.push(format!(
            "<< /Length {} >>\nstream\n{content}endstream",
            content.len()
        ));
    }
    file(&objects)
}

/// A file of these objects, numbered from 1; the first is its catalog.
pub(crate) fn file(objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.7\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        write!(file, "{} 0 obj\n{object}\nendobj\n", index + 1).unwrap();
    }
    let (start, size) = (file.len(), objects.len() + 1);
    write!(
        file,
        "{table}trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    )
    .unwrap();
    file.into_bytes()
}
