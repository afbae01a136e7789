//! A notice with one ruled table on a page, drawn with what may happen to its cells.

use std::fmt::Write as _;

use crate::tables::drawing::file;

/// Content of the group `/G`.
const YEAR: &str = "BT /N gs /F 10.5 Tf <0032003000320035> Tj ET";
const SLASH: &str = "0 36 m 120 0 l S";
/// Width and height of A4 in points.
const PAGE: (f32, f32) = (595.0, 842.0);
/// Edges of four columns: number, purchaser, project, sum.
const EDGES: [f32; 5] = [70.0, 120.0, 240.0, 400.0, 520.0];
const TOP: f32 = 290.0;

/// Content of a page, measured from its upper left corner.
pub(super) struct Sheet {
    content: String,
    /// Entries of annotations, in the page's own coordinates.
    pub(super) annotations: Vec<&'static str>,
    pub(super) size: f32,
    pub(super) row: f32,
}

impl Sheet {
    pub(super) fn new(size: f32, row: f32) -> Self {
        let mut sheet = Self {
            content: String::new(),
            annotations: Vec::new(),
            size,
            row,
        };
        for (x, y, size, text) in [
            (150.0, 80.0, 18.0, "关于公布项目的通知"),
            (70.0, 120.0, 14.0, "各单位："),
            (98.0, 145.0, 14.0, "现将项目予以公布。"),
            (330.0, 175.0, 14.0, "舟山市普陀区民政局"),
            (380.0, 200.0, 14.0, "2023年4月11日"),
            (70.0, 240.0, 14.0, "附件"),
            (230.0, 265.0, 14.0, "项目表"),
        ] {
            sheet.text(x, y, size, text);
        }
        sheet
    }

    /// Operators as they stand, in the page's own coordinates.
    pub(super) fn raw(&mut self, operators: &str) {
        self.content.push_str(operators);
        self.content.push('\n');
    }

    pub(super) fn text(&mut self, x: f32, y: f32, size: f32, text: &str) {
        self.turned(x, y, size, 0.0, text);
    }

    /// Text turned by so many degrees clockwise about the left end of its baseline.
    pub(super) fn turned(&mut self, x: f32, y: f32, size: f32, angle: f32, text: &str) {
        let (sin, cos) = (-angle).to_radians().sin_cos();
        let codes: String = text.encode_utf16().map(|c| format!("{c:04x}")).collect();
        let y = PAGE.1 - y;
        writeln!(
            self.content,
            "BT /F {size} Tf {cos} {sin} {} {cos} {x} {y} Tm <{codes}> Tj ET",
            -sin
        )
        .unwrap();
    }

    pub(super) fn line(&mut self, from: (f32, f32), to: (f32, f32)) {
        let ((x0, y0), (x1, y1)) = (from, to);
        writeln!(
            self.content,
            "{x0} {} m {x1} {} l S",
            PAGE.1 - y0,
            PAGE.1 - y1
        )
        .unwrap();
    }

    /// A filled box, in an operator's colour.
    pub(super) fn fill(&mut self, color: &str, x: f32, top: f32, width: f32, height: f32) {
        let y = PAGE.1 - top - height;
        writeln!(self.content, "q {color} {x} {y} {width} {height} re f Q").unwrap();
    }

    /// Left end of the baseline of a cell's text.
    pub(super) fn at(&self, row: usize, column: usize) -> (f32, f32) {
        let top = TOP + row as f32 * self.row;
        (EDGES[column] + 6.0, top + self.row / 2.0 + self.size * 0.35)
    }

    /// How wide a text is set.
    pub(super) fn width(&self, text: &str) -> f32 {
        let ems = text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 });
        ems.sum::<f32>() * self.size
    }

    /// The table's rules, and all its cells but the sums.
    pub(super) fn table(&mut self, rows: &[[&str; 3]]) {
        self.table_under(["序号", "购买主体", "项目名称", "金额（万元）"], rows);
    }

    /// Likewise, under other names of columns.
    pub(super) fn table_under(&mut self, header: [&str; 4], rows: &[[&str; 3]]) {
        self.names(header, rows);
        self.rules(rows.len() + 1, |_, _| true);
    }

    /// The texts of a table but the sums.
    pub(super) fn names(&mut self, header: [&str; 4], rows: &[[&str; 3]]) {
        for (column, text) in header.iter().enumerate() {
            let (x, y) = self.at(0, column);
            self.text(x, y, self.size, text);
        }
        for (row, cells) in rows.iter().enumerate() {
            for (column, text) in cells.iter().enumerate() {
                let (x, y) = self.at(row + 1, column);
                self.text(x, y, self.size, text);
            }
        }
    }

    /// The rules of so many rows: those below a row that are drawn in a column, the first above the table, and all between
    /// columns.
    pub(super) fn rules(&mut self, rows: usize, drawn: impl Fn(usize, usize) -> bool) {
        let bottom = TOP + rows as f32 * self.row;
        for row in 0..=rows {
            let y = TOP + row as f32 * self.row;
            for column in (0..4).filter(|column| drawn(row, *column)) {
                self.line((EDGES[column], y), (EDGES[column + 1], y));
            }
        }
        for x in EDGES {
            self.line((x, TOP), (x, bottom));
        }
    }

    /// The file, the whole page turned by so many degrees.
    pub(super) fn file(&self, skew: f32) -> Vec<u8> {
        let (sin, cos) = skew.to_radians().sin_cos();
        let (x, y) = (PAGE.0 / 2.0, PAGE.1 / 2.0);
        let content = format!(
            "{cos} {sin} {} {cos} {} {} cm\n{}",
            -sin,
            x - x * cos + y * sin,
            y - x * sin - y * cos,
            self.content
        );
        let annotation = |entries: &&str| format!("<< /Type /Annot /F 4 {entries} >>");
        let annotations: Vec<String> = self.annotations.iter().map(annotation).collect();
        let annotations = annotations.join(" ");
        let image = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray \
                     /Length 1 >>\nstream\n\u{7f}\nendstream";
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [6 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>".to_owned(),
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /SimSun /DW 1000 /W [1 95 500] /FontDescriptor 5 0 R \
             /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> >>"
                .to_owned(),
            "<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 \
             /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
                .to_owned(),
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /Contents 7 0 R /Resources << /Font << /F 3 0 R >> \
                 /XObject << /I 8 0 R /J 9 0 R /G 11 0 R >> /ExtGState << /T << /ca 0.2 >> /N << /ca 1 >> /H << /ca 0.5 >> /C << /ca 0.96 >> >> >> /Annots [{annotations}] >>",
                PAGE.0, PAGE.1
            ),
            format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len() + 1),
            image.to_owned(),
            // Opaque all over, by a mask that says so.
            image.replace("/Length 1", "/SMask 10 0 R /Length 1"),
            "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray \
             /Filter /ASCIIHexDecode /Length 3 >>\nstream\nFF>\nendstream"
                .to_owned(),
            // A group that says a year, opaque within itself.
            format!(
                "<< /Type /XObject /Subtype /Form /BBox [-9 -9 99 99] /Group << /S /Transparency >> /Resources \
                 << /Font << /F 3 0 R >> /ExtGState << /N << /ca 1 >> >> >> /Length {} >>\nstream\n{YEAR}\nendstream",
                YEAR.len() + 1
            ),
            // What an annotation shows: a line from corner to corner of a cell.
            format!(
                "<< /Type /XObject /Subtype /Form /BBox [0 0 120 36] /Length {} >>\nstream\n{SLASH}\nendstream",
                SLASH.len() + 1
            ),
        ];
        file(&objects)
    }
}
