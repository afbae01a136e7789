//! The tags and texts of a page, one after another → its nodes.
//!
//! Of the tree only what decides how text is shown is kept: the elements that are open, and of them how each is hidden,
//! raised or struck.

pub(super) mod lists;
mod tables;

use html5ever::tokenizer::{Tag, TagKind};

use super::css::{Colours, Generated, Named, Sheet, Standing};
use super::elements::{BLOCKS, BOXES, CHROME, ENDS_PARAGRAPH, SCOPES, TEXT_FIELDS, VOID};
use super::{Cursor, Node, Printed, Table, raw_text};
use crate::context::Context;
use crate::error::Error;
use lists::{Count, Marker};
use tables::Part;

/// A cell or the page itself, being filled.
#[derive(Default)]
struct Frame {
    nodes: Vec<Node>,
    /// Table being filled inside it.
    table: Option<Table>,
    spans: (usize, usize),
    part: Part,
}

/// An element that is open.
struct Open {
    named: Named,
    look: Look,
    /// Of a list, the numbers of its entries, if they are known.
    count: Option<Count>,
    /// How many elements stand in it so far.
    children: i32,
    /// What a style sheet adds behind its text.
    after: Option<String>,
}

/// How text is shown where it stands.
#[derive(Clone, Copy, Debug, Default)]
struct Look {
    chrome: bool,
    hidden: bool,
    /// `visibility: hidden`, which an inner element can take back.
    invisible: bool,
    link: bool,
    struck: bool,
    standing: Standing,
    colours: Colours,
    marker: Marker,
    /// Whether its lines are those of the source.
    lines: bool,
}

impl Look {
    fn is_unseen(self) -> bool {
        self.hidden || self.invisible || self.colours.hide()
    }

    /// A character that is shown so, at its place in the source.
    fn printed(self, ch: char, (line, column): (u32, u32)) -> Printed {
        Printed {
            ch,
            line,
            column,
            standing: self.standing,
            struck: self.struck,
        }
    }
}

/// The choice of a form, while it is read.
#[derive(Default)]
struct Choice {
    /// The option that is shown: the one selected, or else the first.
    shown: Vec<Printed>,
    options: usize,
    /// Whether the option that is open is the one shown.
    open: bool,
    chosen: bool,
    /// Whether the whole field is not shown.
    hidden: bool,
}

pub(super) struct State<'s> {
    pub(super) cursor: Cursor<'s>,
    sheet: &'s Sheet,
    /// Whether a spreadsheet program wrote the page.
    is_sheet: bool,
    /// The page, then the cells that are open, outermost first.
    frames: Vec<Frame>,
    /// The elements that are open, outermost first.
    open: Vec<Open>,
    /// How many elements have begun, and the one that is shown although it is said to be hidden.
    elements: usize,
    shown: Option<usize>,
    /// Characters that are shown, and those of the element that hides most of them.
    seen: u64,
    hidden: (usize, u64),
    most_hidden: (usize, u64),
    choice: Option<Choice>,
    /// Whether a box within a line has just ended.
    boxed: bool,
    /// Name of the element whose raw text follows.
    raw: Option<String>,
    /// What stands before the text of the element that has begun, though in no element.
    before: Option<String>,
    /// The number of the entry that begins, and where it does.
    number: Option<(String, (u32, u32))>,
    /// Characters so far.
    characters: u64,
    /// Cells and rows so far.
    cells: u64,
    /// What the page was cut into so far.
    pub(super) tokens: u64,
}

/// Most elements inside one another that are told apart: browsers stop at 512 too.
const NESTED: usize = 512;
/// Most elements above one that selectors look at.
const ABOVE: usize = 32;
/// Bytes in which the first element of a page stands.
const HEAD: usize = 2_000;
/// The character behind which text runs from right to left, whichever it is (U+202E).
const TURNED: &str = "\u{202e}";
/// Sides of a picture, in pixels, that keeps things apart and shows nothing.
const THIN: u32 = 5;

impl<'s> State<'s> {
    pub(super) fn new(source: &'s str, sheet: &'s Sheet, shown: Option<usize>) -> Self {
        let cursor = Cursor {
            rest: source.chars().peekable(),
            line: 1,
            column: 1,
        };
        Self {
            cursor,
            sheet,
            // Its names stand at the head of what it writes.
            is_sheet: source
                .get(..source.floor_char_boundary(HEAD))
                .is_some_and(|head| head.contains("urn:schemas-microsoft-com:office:excel")),
            frames: vec![Frame::default()],
            open: Vec::new(),
            elements: 0,
            shown,
            seen: 0,
            hidden: (0, 0),
            most_hidden: (0, 0),
            choice: None,
            boxed: false,
            raw: None,
            before: None,
            number: None,
            characters: 0,
            cells: 0,
            tokens: 0,
        }
    }

    /// Whether the page is within the limits so far.
    pub(super) fn check(&self, ctx: &Context<'_>) -> Result<(), Error> {
        let limits = &ctx.options.limits;
        ctx.check_limit("glyphs", self.characters, limits.glyphs)?;
        ctx.check_limit("cells", self.cells, limits.cells)?;
        ctx.check_time()
    }

    /// The element that hides more than the page shows.
    pub(super) fn hidden_paper(&self) -> Option<usize> {
        let (element, most) = self.most_hidden;
        (most > self.seen).then_some(element)
    }

    pub(super) fn finish(mut self) -> Vec<Node> {
        while self.frames.len() > 1 {
            self.close_table();
        }
        self.close_table();
        self.frames.pop().map(|f| f.nodes).unwrap_or_default()
    }

    pub(super) fn push(&mut self, node: Node) {
        if let Some(frame) = self.frames.last_mut() {
            // The end of a line that has ended already.
            if node == Node::Break && frame.nodes.last() == Some(&Node::Break) {
                return;
            }
            frame.nodes.push(node);
        }
    }

    fn look(&self) -> Look {
        self.open.last().map(|o| o.look).unwrap_or_default()
    }

    pub(super) fn in_cell(&self) -> bool {
        self.frames.len() > 1
    }

    pub(super) fn text(&mut self, text: &str) {
        let look = self.look();
        let printed: Vec<Printed> = text
            .chars()
            .map(|ch| {
                let (line, column) = self.cursor.find(ch);
                // A line end in the source is white space in the page, or ends a line of it.
                let white = matches!(ch, '\n' | '\r' | '\t') && !look.lines;
                look.printed(if white { ' ' } else { ch }, (line, column))
            })
            .collect();
        self.characters += u64::try_from(printed.len()).unwrap_or(u64::MAX);
        let visible = printed.iter().filter(|p| !p.ch.is_whitespace()).count();
        let visible = u64::try_from(visible).unwrap_or(u64::MAX);
        if self.raw.as_deref() == Some("textarea") && self.in_cell() && !look.hidden {
            self.push(Node::Field(printed));
            return;
        }
        if self.raw.is_some() || look.chrome {
            self.push(Node::Chrome(printed));
            return;
        }
        if let Some(choice) = self.choice.as_mut() {
            if choice.open {
                choice.shown.extend(printed);
            } else {
                self.push(Node::Chrome(printed));
            }
            return;
        }
        if look.is_unseen() {
            self.hidden.1 += visible;
            if self.hidden.1 > self.most_hidden.1 {
                self.most_hidden = self.hidden;
            }
            self.push(Node::Hidden(printed));
            return;
        }
        self.seen += visible;
        self.boxed &= visible == 0;
        if visible > 0 && self.number.take_if(|_| lists::has_number(text)).is_none() {
            self.count();
        }
        let node = if look.link { Node::Link } else { Node::Text };
        if !look.lines {
            return self.push(node(printed));
        }
        for (index, line) in printed.split(|p| p.ch == '\n').enumerate() {
            if index > 0 {
                self.push(Node::Break);
            }
            let own: Vec<Printed> = line.iter().filter(|p| p.ch != '\r').copied().collect();
            if !own.is_empty() {
                self.push(node(own));
            }
        }
    }

    /// Characters that stand in a tag, at its place.
    fn said(&mut self, text: &str, place: (u32, u32)) -> Vec<Printed> {
        let look = self.look();
        let seen = text
            .chars()
            .map(|ch| if ch.is_control() { ' ' } else { ch });
        let printed: Vec<Printed> = seen.map(|ch| look.printed(ch, place)).collect();
        self.characters += u64::try_from(printed.len()).unwrap_or(u64::MAX);
        printed
    }

    pub(super) fn tag(&mut self, tag: &Tag, at: (u32, u32)) {
        let name: &str = &tag.name;
        let start = tag.kind == TagKind::StartTag;
        if matches!(name, "li" | "ol" | "ul" | "td" | "th" | "tr" | "table") {
            self.count();
        }
        if raw_text(tag).is_some() {
            self.raw = Some(name.to_owned());
        } else if self.raw.as_deref() == Some(name) {
            self.raw = None;
        }
        if start {
            self.begin(tag);
        } else {
            self.end(name);
        }
        let hidden = self.look().hidden;
        let is_box = BOXES.contains(&name);
        if is_box && start && self.boxed && !hidden {
            self.push(Node::Seam);
        }
        self.boxed = is_box && !start;
        match (name, start) {
            ("table", true) => self.open_table(),
            ("table", false) => self.close_table(),
            ("tr", true) => self.open_row(),
            ("tfoot", true) => self.of_table(Table::begin_foot),
            ("tfoot", false) | ("tbody", true) => self.of_table(Table::end_foot),
            ("caption", true) => self.open_caption(),
            ("td" | "th", true) => self.open_cell(tag),
            ("td" | "th" | "tr" | "caption", false) => self.close_cell(),
            ("input", true) if self.in_cell() && !hidden => self.field(tag, at),
            ("col", true) => self.column(tag),
            ("img", true) if self.in_cell() && !hidden => self.picture(tag, at),
            ("select", _) => self.choice(start),
            ("option", true) => self.option(tag),
            _ if BLOCKS.contains(&name) && !hidden => self.push(Node::Break),
            _ => {}
        }
        if start && name == "li" && !hidden {
            self.entry(tag, at);
        }
        if let Some(text) = self.before.take()
            && !self.look().is_unseen()
        {
            let said = self.said(&text, at);
            self.push(Node::Text(said));
        }
    }

    /// An element begins: what it leaves closed, and how text inside it looks.
    fn begin(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        match name {
            "td" | "th" | "caption" => self.end_inside(&["tr", "table"]),
            "tr" => self.end_inside(&["tbody", "thead", "tfoot", "table"]),
            "tbody" | "thead" | "tfoot" => self.end_inside(&["table"]),
            "li" => self.end_entry(),
            "option" | "a" => self.end_open(name),
            "dt" | "dd" => {
                self.end_open("dt");
                self.end_open("dd");
            }
            _ if ENDS_PARAGRAPH.contains(&name) => self.end_open("p"),
            _ => {}
        }
        self.elements += 1;
        if let Some(parent) = self.open.last_mut() {
            parent.children += 1;
        }
        let empty = VOID.contains(&name) || tag.self_closing && name.contains(':');
        if empty || self.open.len() >= NESTED {
            return;
        }
        let value = |wanted: &str| {
            let found = tag.attrs.iter().find(|a| &*a.name.local == wanted);
            found.map(|a| &*a.value)
        };
        let classes = value("class").unwrap_or_default().split_whitespace();
        let named = Named {
            name: name.to_owned(),
            id: value("id").unwrap_or_default().to_owned(),
            classes: classes.map(str::to_owned).collect(),
            attributes: self.sheet.asked(value),
            place: self.open.last().map_or(1, |parent| parent.children),
        };
        let outer = self.look();
        let above = self.open.get(self.open.len().saturating_sub(ABOVE)..);
        let above = above.unwrap_or_default().iter().map(|o| &o.named);
        let style = value("style").unwrap_or_default();
        let said = self.sheet.declared(&named, above.clone(), style);
        let Generated { before, after } = self.sheet.generated(&named, above);
        // What is shown from its last letter to its first is marked as text that turns round is.
        let overrides = name == "bdo" && value("dir") == Some("rtl") || said.turns_round();
        self.before = overrides.then(|| TURNED.to_owned()).or(before);
        let closed = name == "dialog" && value("open").is_none();
        // What word processors set down of a document for themselves.
        let hidden = matches!(name, "template" | "xml")
            || said.hides().unwrap_or(closed || value("hidden").is_some())
                && self.shown != Some(self.elements);
        let invisible = said.invisible.unwrap_or(outer.invisible);
        let invisible = invisible && self.shown != Some(self.elements);
        let own = said.colours.over(Colours::of_attributes(&named, value));
        let strikes = matches!(name, "del" | "s" | "strike");
        let stands = match name {
            "sup" => Standing::Raised,
            "sub" => Standing::Lowered,
            // A cell begins anew.
            "td" | "th" => Standing::OnLine,
            _ => outer.standing,
        };
        let typed = value("type").and_then(lists::of_type);
        let marker = match name {
            "ol" => said.marker.or(typed).unwrap_or(lists::DECIMAL),
            "ul" => said.marker.flatten(),
            "li" => said.marker.or(typed).unwrap_or(outer.marker),
            _ => outer.marker,
        };
        let look = Look {
            marker,
            lines: said.lines.unwrap_or(outer.lines || name == "pre"),
            chrome: outer.chrome || CHROME.contains(&name),
            hidden: outer.hidden || hidden,
            invisible,
            link: outer.link || name == "a",
            struck: outer.struck || said.struck.unwrap_or(strikes),
            standing: said.standing().unwrap_or(stands),
            colours: match self.shown == Some(self.elements) {
                true => Colours::default(),
                false => own.inside(outer.colours),
            },
        };
        if !outer.is_unseen() && look.is_unseen() {
            self.hidden = (self.elements, 0);
        }
        let count = Count::of(value("start"), value("reversed").is_some());
        self.open.push(Open {
            named,
            look,
            count,
            children: 0,
            after,
        });
    }

    /// An element ends, and with it all that is open inside.
    fn end(&mut self, name: &str) {
        let of_table = matches!(
            name,
            "table" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" | "caption"
        );
        let found = self.open.iter().rposition(|o| {
            o.named.name == name
                // The end of a template ends all that is open in it.
                || name != "template"
                    && (if of_table {
                    matches!(&*o.named.name, "table" | "template")
                } else {
                    SCOPES.contains(&&*o.named.name)
                })
        });
        if let Some(at) = found
            && self.open.get(at).is_some_and(|o| o.named.name == name)
        {
            self.close(at);
        }
    }

    /// Ends the elements that are open from this one on, and adds what stands behind their text.
    fn close(&mut self, from: usize) {
        while self.open.len() > from {
            let after = self.open.last_mut().and_then(|o| o.after.take());
            if let Some(text) = after.filter(|_| !self.look().is_unseen()) {
                let place = (self.cursor.line, self.cursor.column);
                let said = self.said(&text, place);
                self.push(Node::Text(said));
            }
            self.open.pop();
        }
    }

    /// Ends an element of this name, if one is open in the same cell.
    fn end_open(&mut self, name: &str) {
        self.end(name);
    }

    /// Ends what is open inside the innermost of these.
    fn end_inside(&mut self, names: &[&str]) {
        // What is in a template is apart from the table that the template is in.
        let of_table = |o: &Open| {
            names.contains(&&*o.named.name) || matches!(&*o.named.name, "table" | "template")
        };
        if let Some(at) = self.open.iter().rposition(of_table) {
            self.close(at + 1);
        }
    }

    fn field(&mut self, tag: &Tag, at: (u32, u32)) {
        let value = |wanted: &str| tag.attrs.iter().find(|a| &*a.name.local == wanted);
        let kind = value("type").map_or_else(String::new, |a| a.value.trim().to_ascii_lowercase());
        if let Some(value) = value("value").filter(|_| TEXT_FIELDS.contains(&&*kind)) {
            let said = self.said(&value.value, at);
            self.push(Node::Field(said));
        }
    }

    /// What stands for a picture; nothing of one that says nothing: it leads somewhere, or keeps things apart.
    fn picture(&mut self, tag: &Tag, at: (u32, u32)) {
        let value = |wanted: &str| tag.attrs.iter().find(|a| &*a.name.local == wanted);
        let alt = value("alt").map(|a| a.value.trim()).unwrap_or_default();
        let thin = |side: &str| {
            let side = value(side).and_then(|a| a.value.trim().parse::<u32>().ok());
            side.is_some_and(|side| side < THIN)
        };
        if !alt.is_empty() || !(self.look().link || thin("width") || thin("height")) {
            let said = self.said(alt, at);
            self.push(Node::Picture(said));
        }
    }

    fn choice(&mut self, start: bool) {
        let before = self.choice.take();
        if start {
            self.choice = Some(Choice {
                hidden: self.look().hidden,
                ..Choice::default()
            });
        }
        let Some(choice) = before.filter(|c| !c.shown.is_empty()) else {
            return;
        };
        let field = self.in_cell() && !choice.hidden && !self.look().hidden;
        self.push(if field {
            Node::Field(choice.shown)
        } else {
            Node::Chrome(choice.shown)
        });
    }

    fn option(&mut self, tag: &Tag) {
        let Some(choice) = self.choice.as_mut() else {
            return;
        };
        let selected = tag.attrs.iter().any(|a| &*a.name.local == "selected");
        choice.options += 1;
        choice.open = !choice.chosen && (selected || choice.options == 1);
        choice.chosen |= selected;
        if choice.open {
            let other = std::mem::take(&mut choice.shown);
            if !other.is_empty() {
                self.push(Node::Chrome(other));
            }
        }
    }
}
