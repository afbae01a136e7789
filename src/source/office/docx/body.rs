//! Paragraphs of `WordprocessingML` as Word shows them, all changes accepted (ECMA-376-1, 17.3, 17.13).

use super::Reader;
use super::conditional::InTable;
use super::fields::Field;
use super::notes::Part;
use super::pictures::{is_large_picture, is_object, picture_in};
use super::styles::{Height, Look, ground_in, shaded};
use super::tree::{Element, Node as Xml};
use super::wrappers::{branch, elements, is_placeholder, is_wrapper};
use crate::accounts::Place;
use crate::error::Error;
use crate::source::office::colour::Colour;
use crate::source::office::{Look as Shown, Node, Paragraph, Run, symbols};

/// Why characters are not there for a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Left {
    /// Deleted, or moved to another place.
    Deleted,
    /// Formatted as hidden; in white on white; in a cell that another one covers.
    Hidden,
}

/// What holds for a stretch of the document.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around<'d> {
    /// The table it stands in.
    pub(super) table: InTable<'d>,
    /// Whether a ground is painted behind it, so that white letters are seen.
    pub(super) backed: bool,
    /// Its colour, where it is one.
    pub(super) ground: Option<Colour>,
    pub(super) deleted: bool,
}

/// A paragraph whose end is still to come.
#[derive(Debug, Default)]
pub(super) struct Open {
    place: Option<Place>,
    runs: Vec<Run>,
    /// Text boxes, and whether text stood before them.
    boxes: Vec<(bool, Vec<Node>)>,
    /// Characters and paragraphs that were left out of it.
    left: u64,
    /// Size of its last text on the line, in half points.
    size: u32,
}

impl Open {
    fn is_blank(&self) -> bool {
        self.runs
            .iter()
            .all(|r| r.text.chars().all(char::is_whitespace))
    }

    fn push(&mut self, text: &str, look: Shown) {
        match self.runs.last_mut() {
            Some(run) if run.look == look => run.text.push_str(text),
            _ => self.runs.push(Run {
                text: text.to_owned(),
                look,
            }),
        }
    }
}

/// What a run's characters are to a reader, and how its own properties name it.
#[derive(Clone, Copy, Debug)]
struct Sight<'d> {
    left: Option<Left>,
    shown: Shown,
    capitals: bool,
    font: Option<&'d str>,
    /// In half points.
    size: u32,
}

/// Size of text for which none is stated, in half points (ECMA-376-1, 17.3.2.38).
const SIZE: u32 = 20;
/// Characters of the longest sign of a note: [12], 注12.
const LONGEST_SIGN: usize = 4;
/// Letters of one point, in half points, are no letters to the eye.
const UNSEEN: u32 = 2;

impl<'d> Reader<'d, '_, '_, '_> {
    /// What stands in the body, a cell, a text box, a note: paragraphs and tables, in whatever wrappers.
    pub(super) fn blocks(
        &mut self,
        nodes: &'d [Xml],
        around: Around<'d>,
    ) -> Result<Vec<Node>, Error> {
        let mut out = Vec::new();
        let mut open = Open::default();
        self.add_blocks(nodes, around, &mut open, &mut out)?;
        self.close(&mut open, &mut out);
        Ok(out)
    }

    pub(super) fn add_blocks(
        &mut self,
        nodes: &'d [Xml],
        around: Around<'d>,
        open: &mut Open,
        out: &mut Vec<Node>,
    ) -> Result<(), Error> {
        self.ctx.check_time()?;
        for element in elements(nodes) {
            match element.name() {
                "p" => self.paragraph(element, around, open, out)?,
                "tbl" => {
                    self.close(open, out);
                    self.add_table(element, around, out)?;
                }
                "AlternateContent" => {
                    if let Some(branch) = branch(element) {
                        self.add_blocks(&branch.nodes, around, open, out)?;
                    }
                }
                "altChunk" => {
                    self.close(open, out);
                    self.chunk(element, out)?;
                }
                "subDoc" => self.say_subdocument(),
                "del" | "moveFrom" => {
                    let around = Around {
                        deleted: true,
                        ..around
                    };
                    self.add_blocks(&element.nodes, around, open, out)?;
                }
                name if is_wrapper(name) && !is_placeholder(element) => {
                    self.add_blocks(&element.nodes, around, open, out)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn paragraph(
        &mut self,
        element: &'d Element,
        around: Around<'d>,
        open: &mut Open,
        out: &mut Vec<Node>,
    ) -> Result<(), Error> {
        self.paragraphs += 1;
        open.place.get_or_insert(self.place());
        let properties = element.child("pPr");
        let style = properties.and_then(|p| p.child_value("pStyle"));
        let mut around = around;
        around.backed |= properties.and_then(shaded) == Some(true);
        around.ground = ground_in(properties, around.ground);
        let mut own = Open::default();
        self.inline(&element.nodes, style, around, &mut own)?;
        // The sign that ends the paragraph has a look of its own: deleted or hidden, it ends nothing.
        let sign = properties.and_then(|p| p.child("rPr"));
        let has = |name: &str| sign.is_some_and(|s| s.child(name).is_some());
        let look = self
            .styles
            .effective(around.table, style, None, &Look::read(sign));
        let gone = around.deleted || has("del") || has("moveFrom");
        let hidden =
            look.vanish == Some(true) || sign.and_then(|s| s.switch("specVanish")) == Some(true);
        let drops = properties
            .and_then(|p| p.child("framePr"))
            .and_then(|f| f.attribute("dropCap"));
        let joins = gone || hidden || drops.is_some_and(|d| d != "none");
        if !joins {
            let number = self.number(properties, style);
            if let Some(number) = number.filter(|n| !n.is_empty()) {
                let shown = if look.strike == Some(true) || look.double_strike == Some(true) {
                    Shown::Struck
                } else {
                    Shown::Plain
                };
                open.runs.insert(
                    0,
                    Run {
                        text: number,
                        look: shown,
                    },
                );
            }
        }
        let before = !open.is_blank();
        for run in own.runs {
            open.push(&run.text, run.look);
        }
        let boxes = own.boxes.into_iter();
        open.boxes
            .extend(boxes.map(|(b, nodes)| (b || before, nodes)));
        open.left += own.left;
        if joins {
            open.left += 1;
        } else {
            self.close(open, out);
        }
        Ok(())
    }

    /// Ends the open paragraph. Text boxes stand where they are anchored: before its text, or behind it.
    pub(super) fn close(&mut self, open: &mut Open, out: &mut Vec<Node>) {
        let done = std::mem::take(open);
        let Some(place) = done.place else {
            return;
        };
        let (behind, before): (Vec<_>, Vec<_>) = done.boxes.into_iter().partition(|(b, _)| *b);
        out.extend(before.into_iter().flat_map(|(_, nodes)| nodes));
        // What has been deleted or hidden whole leaves no blank line.
        if !done.runs.is_empty() || done.left == 0 {
            out.push(Node::Paragraph(Paragraph {
                place,
                runs: done.runs,
            }));
        }
        out.extend(behind.into_iter().flat_map(|(_, nodes)| nodes));
    }

    /// The automatic number before a paragraph.
    fn number(
        &mut self,
        properties: Option<&'d Element>,
        style: Option<&'d str>,
    ) -> Option<String> {
        let own = properties.and_then(|p| p.child("numPr"));
        let (list, level) = self.styles.numbered(style);
        let own_list = own.and_then(|n| n.child_value("numId"));
        let list = own_list.or(list).filter(|id| *id != "0")?.to_owned();
        let level = own.and_then(|n| n.child_number("ilvl")).or_else(|| {
            let styled = style.and_then(|s| self.numbering.level_of_style(&list, s));
            styled.filter(|_| own_list.is_none()).or(level)
        });
        self.numbering.next(&list, level.unwrap_or(0))
    }

    /// What stands in a paragraph: runs, in whatever wrappers.
    fn inline(
        &mut self,
        nodes: &'d [Xml],
        style: Option<&'d str>,
        around: Around<'d>,
        open: &mut Open,
    ) -> Result<(), Error> {
        for element in elements(nodes) {
            match element.name() {
                "r" => self.run(element, style, around, open)?,
                "del" | "moveFrom" => {
                    let around = Around {
                        deleted: true,
                        ..around
                    };
                    self.inline(&element.nodes, style, around, open)?;
                }
                "fldSimple" => {
                    let mut field = Field::default();
                    field.push(element.attribute("instr").unwrap_or_default());
                    field.result = true;
                    self.fields.push(field);
                    self.inline(&element.nodes, style, around, open)?;
                    self.end_field(style, around, open);
                }
                "bdo" if element.value() == Some("rtl") => {
                    let mut inner = Open::default();
                    self.inline(&element.nodes, style, around, &mut inner)?;
                    for run in inner.runs.iter().rev() {
                        let turned: String = run.text.chars().rev().collect();
                        open.push(&turned, run.look);
                    }
                    open.boxes.append(&mut inner.boxes);
                    open.left += inner.left;
                }
                "AlternateContent" => {
                    if let Some(branch) = branch(element) {
                        self.inline(&branch.nodes, style, around, open)?;
                    }
                }
                "oMath" | "oMathPara" => self.formula(element, around, open),
                name if is_wrapper(name) && !is_placeholder(element) => {
                    self.inline(&element.nodes, style, around, open)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn run(
        &mut self,
        element: &'d Element,
        style: Option<&'d str>,
        around: Around<'d>,
        open: &mut Open,
    ) -> Result<(), Error> {
        let properties = element.child("rPr");
        let sight = self.sight(properties, style, around, open.size);
        self.run_nodes(element, sight, around, style, open)
    }

    /// How the characters of a run are seen, behind text of a size.
    fn sight(
        &self,
        properties: Option<&'d Element>,
        style: Option<&'d str>,
        around: Around<'d>,
        before: u32,
    ) -> Sight<'d> {
        let run = properties.and_then(|p| p.child_value("rStyle"));
        let own = Look::read(properties);
        let look = self.styles.effective(around.table, style, run, &own);
        let deleted = around.deleted || properties.is_some_and(|p| p.child("del").is_some());
        let white = look.white == Some(true) && look.backed != Some(true) && !around.backed
            || look.is_lost(around.ground);
        let size = look.size.unwrap_or(SIZE);
        let left = if deleted {
            Some(Left::Deleted)
        } else if look.vanish == Some(true) || white || size <= UNSEEN {
            Some(Left::Hidden)
        } else {
            None
        };
        // Raised by hand and made smaller, a sign looks like one that is raised by its property.
        let smaller = size.saturating_mul(5) <= before.saturating_mul(4);
        let height = match (look.height, look.position.unwrap_or(0)) {
            (Some(height), _) if height != Height::Baseline => height,
            (_, 1..) if smaller => Height::Raised,
            (_, ..=-1) if smaller => Height::Lowered,
            _ => Height::Baseline,
        };
        let struck = look.strike == Some(true) || look.double_strike == Some(true);
        let shown = match height {
            _ if struck => Shown::Struck,
            Height::Baseline => Shown::Plain,
            Height::Raised | Height::Lowered => Shown::Raised,
        };
        Sight {
            left,
            shown,
            capitals: look.caps == Some(true) || look.small_caps == Some(true),
            font: properties
                .and_then(|p| p.child("rFonts"))
                .and_then(|f| f.attribute("ascii").or_else(|| f.attribute("hAnsi"))),
            size,
        }
    }

    fn run_nodes(
        &mut self,
        element: &'d Element,
        sight: Sight<'d>,
        around: Around<'d>,
        style: Option<&'d str>,
        open: &mut Open,
    ) -> Result<(), Error> {
        for child in element.elements() {
            match child.name() {
                "t" | "delText" => self.text(&child.text(), sight, open),
                "tab" | "ptab" => self.text("\t", sight, open),
                "br" | "cr" => self.text("\n", sight, open),
                "noBreakHyphen" => self.text("-", sight, open),
                "sym" => {
                    let code = child.attribute("char").unwrap_or_default();
                    let code = u32::from_str_radix(code, 16).ok();
                    if let Some(c) = code.and_then(char::from_u32) {
                        let c = symbols::shown(c, child.attribute("font"));
                        self.text(c.encode_utf8(&mut [0; 4]), sight, open);
                    }
                }
                "instrText" | "delInstrText" => {
                    if let Some(field) = self.fields.last_mut().filter(|f| !f.result) {
                        field.push(&child.text());
                    }
                }
                "fldChar" => match child.attribute("fldCharType") {
                    Some("begin") => {
                        // As many codes in codes as no one has written.
                        let open = u64::try_from(self.fields.len()).unwrap_or(u64::MAX);
                        let most = self.ctx.options.limits.form_depth.max(64);
                        self.ctx.check_limit("form_depth", open, most)?;
                        self.fields.push(Field::begun(child));
                    }
                    Some("separate") => {
                        if let Some(field) = self.fields.last_mut() {
                            field.result = true;
                        }
                    }
                    Some("end") => {
                        self.end_field_as(sight, open);
                    }
                    _ => {}
                },
                "footnoteReference" => self.reference(Part::Footnotes, child, sight, open)?,
                "endnoteReference" => self.reference(Part::Endnotes, child, sight, open)?,
                "footnoteRef" | "endnoteRef" => {
                    if let Some(sign) = self.sign.clone() {
                        let sight = Sight {
                            shown: Shown::Plain,
                            ..sight
                        };
                        self.text(&sign, sight, open);
                    }
                }
                "ruby" => {
                    // What stands above is no part of the text.
                    if let Some(base) = child.child("rubyBase") {
                        self.inline(&base.nodes, style, around, open)?;
                    }
                    if let Some(above) = child.child("rt") {
                        let mut inner = Open::default();
                        self.inline(&above.nodes, style, around, &mut inner)?;
                        for run in inner.runs {
                            open.push(&run.text, Shown::Raised);
                        }
                    }
                }
                "AlternateContent" => {
                    if let Some(branch) = branch(child) {
                        self.run_nodes(branch, sight, around, style, open)?;
                    }
                }
                "drawing" | "pict" | "object" if sight.left.is_none() => {
                    self.objects += usize::from(is_object(child));
                    self.pictures += usize::from(is_large_picture(child));
                    self.seen = self.seen.max(picture_in(child));
                    let before = !open.is_blank();
                    let around = Around {
                        backed: true,
                        ground: None,
                        table: InTable::default(),
                        ..around
                    };
                    let mut inside = Vec::new();
                    self.drawn(child, around, &mut inside)?;
                    if !inside.is_empty() {
                        open.boxes.push((before, inside));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Text in shapes: boxes, and letters drawn as art.
    fn drawn(
        &mut self,
        element: &'d Element,
        around: Around<'d>,
        out: &mut Vec<Node>,
    ) -> Result<(), Error> {
        for child in element.elements() {
            match child.name() {
                "txbxContent" => {
                    // A box is a world of its own: no field reaches into it.
                    let fields = std::mem::take(&mut self.fields);
                    let inside = self.blocks(&child.nodes, around)?;
                    self.fields = fields;
                    out.extend(inside);
                }
                "textpath" => {
                    let text = child.attribute("string").unwrap_or_default().trim();
                    if !text.is_empty() {
                        out.push(Node::Paragraph(Paragraph::plain(text, self.place())));
                    }
                }
                "AlternateContent" => {
                    if let Some(branch) = branch(child) {
                        self.drawn(branch, around, out)?;
                    }
                }
                _ => self.drawn(child, around, out)?,
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str, sight: Sight<'d>, open: &mut Open) {
        if text.is_empty() {
            return;
        }
        if let Some(field) = self.fields.iter_mut().find(|f| !f.result) {
            // The result of a field in the code of another is part of that code.
            field.push(text);
            return;
        }
        if self.fields.iter().any(Field::is_silent) {
            return;
        }
        for field in &mut self.fields {
            field.shown = true;
        }
        if let Some(why) = sight.left {
            open.left += 1;
            self.leave_out(why, text);
            return;
        }
        let turned: String;
        let text = if sight.capitals {
            turned = text.to_uppercase();
            turned.as_str()
        } else if symbols::may_show(text, sight.font) {
            turned = text
                .chars()
                .map(|c| symbols::shown(c, sight.font))
                .collect();
            turned.as_str()
        } else {
            text
        };
        if sight.shown == Shown::Plain && text.contains(|c: char| !c.is_whitespace()) {
            open.size = sight.size;
        }
        // More than a sign: words that are set higher.
        let shown = match sight.shown {
            Shown::Raised if text.chars().count() > LONGEST_SIGN => Shown::Plain,
            shown => shown,
        };
        open.push(text, shown);
    }

    fn end_field(&mut self, style: Option<&'d str>, around: Around<'d>, open: &mut Open) {
        let sight = self.sight(None, style, around, open.size);
        self.end_field_as(sight, open);
    }

    fn end_field_as(&mut self, sight: Sight<'d>, open: &mut Open) {
        let Some(field) = self.fields.pop() else {
            return;
        };
        if field.counts() && !field.shown {
            self.counted += 1;
        }
        if !field.shown
            && let Some(text) = field.computed(self.counted)
        {
            self.text(&text, sight, open);
        } else if !field.shown && field.is_uncounted() && sight.left.is_none() {
            self.uncounted += 1;
        }
    }

    /// The sign of a note; the note itself follows what it stands in.
    fn reference(
        &mut self,
        part: Part,
        element: &'d Element,
        sight: Sight<'d>,
        open: &mut Open,
    ) -> Result<(), Error> {
        if sight.left.is_some() || self.fields.iter().any(|f| !f.result) {
            return Ok(());
        }
        let Some(id) = element.attribute("id") else {
            return Ok(());
        };
        // A sign of its own follows as text.
        let own = element.attribute("customMarkFollows");
        let sign = if matches!(own, Some("1" | "true" | "on")) {
            None
        } else {
            Some(self.notes.next(part))
        };
        if let Some(sign) = &sign {
            open.push(sign, Shown::Raised);
        }
        self.note(part, id, sign)
    }

    /// A formula in one line; a fraction's bar becomes a slash, and what stands higher or lower is raised.
    fn formula(&mut self, element: &'d Element, around: Around<'d>, open: &mut Open) {
        let plain = self.sight(None, None, around, open.size);
        let raised = Sight {
            shown: Shown::Raised,
            ..plain
        };
        let mut parts = Vec::new();
        linear(element, false, &mut parts);
        for (text, is_raised) in parts {
            self.text(&text, if is_raised { raised } else { plain }, open);
        }
    }
}

/// The characters of a formula, and which of them stand higher or lower (ECMA-376-1, 22.1.2.112 and 22.1.2.114).
fn linear(element: &Element, raised: bool, out: &mut Vec<(String, bool)>) {
    for child in element.elements() {
        match child.name() {
            "t" => out.push((child.text(), raised)),
            "den" => {
                out.push(("/".to_owned(), raised));
                linear(child, raised, out);
            }
            "sup" | "sub" => linear(child, true, out),
            _ => linear(child, raised, out),
        }
    }
}
