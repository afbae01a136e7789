//! HTML → stretches of text, line ends and tables, by a browser-grade tokeniser.
//!
//! Only what a notice needs of the tree is built: tables, their rows and cells. A start tag closes what HTML lets an
//! author leave open (a `td` before a `td`, a `tr` before a `tr`).

use std::cell::RefCell;

use crate::context::Context;
use crate::error::Error;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer,
};

/// A character and its line and column in the source, from 1.
pub(crate) type Printed = (char, u32, u32);

/// What stands in a page, in order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Text(Vec<Printed>),
    /// Text of a link.
    Link(Vec<Printed>),
    /// Text that is not part of the notice: title of the window, scripts, navigation.
    Chrome(Vec<Printed>),
    /// The end of a paragraph or line.
    Break,
    Table(Table),
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cell {
    pub(crate) row_span: usize,
    pub(crate) col_span: usize,
    pub(crate) nodes: Vec<Node>,
}

/// Whether a text is HTML: it begins with a tag, or has the tags of a table.
pub(crate) fn is_html(text: &str) -> bool {
    let start: String = text
        .trim_start_matches(['\u{feff}'])
        .trim_start()
        .chars()
        .take(512)
        .collect::<String>()
        .to_ascii_lowercase();
    let tags = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<div",
        "<p>",
        "<p ",
        "<table",
        "<h1",
        "<section",
        "<article",
        "<meta",
        "<!--",
        "<span",
        "<center",
    ];
    tags.iter().any(|t| start.starts_with(t)) || (text.contains("<td") && text.contains("</table"))
}

/// Bytes read between two looks at the clock and the limits: attributes of a tag, of which each is compared with all
/// before it, cost up to a tenth of a second in so many.
const PIECE: usize = 16 << 10;

/// Reads a page or fragment.
pub(crate) fn read(source: &str, ctx: &Context<'_>) -> Result<Vec<Node>, Error> {
    let reader = Reader {
        state: RefCell::new(State::new(source)),
    };
    let input = BufferQueue::default();
    let tokenizer = Tokenizer::new(reader, Default::default());
    let mut rest = source;
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(rest.floor_char_boundary(PIECE));
        input.push_back(StrTendril::from_slice(piece));
        let _ = tokenizer.feed(&input);
        tokenizer.sink.state.borrow().check(ctx)?;
        rest = behind;
    }
    tokenizer.end();
    let state = tokenizer.sink.state.into_inner();
    state.check(ctx)?;
    Ok(state.finish())
}

struct Reader<'s> {
    state: RefCell<State<'s>>,
}

impl TokenSink for Reader<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text(&text),
            Token::TagToken(tag) => {
                state.cursor.skip_tag();
                let raw = raw_text(&tag);
                state.tag(&tag);
                if let Some(kind) = raw {
                    return TokenSinkResult::RawData(kind);
                }
            }
            Token::CommentToken(_) => state.cursor.skip_comment(),
            Token::DoctypeToken(_) => state.cursor.skip_tag(),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn raw_text(tag: &Tag) -> Option<RawKind> {
    if tag.kind != TagKind::StartTag {
        return None;
    }
    match &*tag.name {
        "script" => Some(ScriptData),
        "style" | "noscript" | "iframe" => Some(Rawtext),
        "title" | "textarea" => Some(Rcdata),
        _ => None,
    }
}

/// Where the tokeniser is in the source: it reports no columns, so the characters are found again.
struct Cursor<'s> {
    rest: std::iter::Peekable<std::str::Chars<'s>>,
    line: u32,
    column: u32,
}

impl Cursor<'_> {
    fn next(&mut self) -> Option<Printed> {
        let ch = self.rest.next()?;
        let at = (ch, self.line, self.column);
        if ch == '\n' {
            (self.line, self.column) = (self.line + 1, 1);
        } else {
            self.column += 1;
        }
        Some(at)
    }

    /// The place of the next character of a text: itself, or the reference (`&nbsp;`) that stands for it.
    fn find(&mut self, ch: char) -> (u32, u32) {
        loop {
            match self.rest.peek() {
                Some('&') if ch != '&' => {
                    let at = (self.line, self.column);
                    // The longest named reference has 32 characters.
                    for _ in 0..33 {
                        if self.next().is_none_or(|(c, ..)| c == ';') {
                            break;
                        }
                    }
                    return at;
                }
                Some(&c) if c == ch => {
                    let at = (self.line, self.column);
                    self.next();
                    return at;
                }
                // A line feed stands for a carriage return, too.
                Some(_) => {
                    self.next();
                }
                None => return (self.line, self.column),
            }
        }
    }

    fn skip_tag(&mut self) {
        let mut quote = None;
        let mut inside = false;
        while let Some((ch, ..)) = self.next() {
            match (ch, quote) {
                ('<', None) => inside = true,
                ('"' | '\'', None) if inside => quote = Some(ch),
                (c, Some(q)) if c == q => quote = None,
                ('>', None) if inside => break,
                _ => {}
            }
        }
    }

    fn skip_comment(&mut self) {
        let mut last = [' '; 2];
        while let Some((ch, ..)) = self.next() {
            if ch == '>' && last == ['-', '-'] {
                break;
            }
            last = [last[1], ch];
        }
    }
}

/// A cell or the page itself, being filled.
#[derive(Default)]
struct Frame {
    nodes: Vec<Node>,
    /// Table being filled inside it.
    table: Option<Table>,
    spans: (usize, usize),
}

struct State<'s> {
    cursor: Cursor<'s>,
    /// The page, then the cells that are open, outermost first.
    frames: Vec<Frame>,
    /// How many elements with text that is not the notice's are open.
    chrome: usize,
    /// Whether a link is open; links do not nest.
    link: bool,
    /// Name of the element whose raw text follows.
    raw: Option<String>,
    /// Characters so far.
    characters: u64,
    /// Cells and rows so far.
    cells: u64,
}

/// Elements of a page that hold no part of a notice.
const CHROME: &[&str] = &["nav", "select", "button", "footer"];
/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "section",
    "article",
    "center",
    "blockquote",
    "hr",
    "dl",
    "dt",
    "dd",
    "header",
    "main",
    "caption",
    "pre",
    "address",
    "figure",
    "form",
    "body",
    "html",
    "head",
];
/// A table wider or higher than this is hostile: browsers stop at 1,000 columns and 65,534 rows too.
const WIDEST: usize = 1_000;
const HIGHEST: usize = 65_534;
/// Tables in cells of tables: layout pages nest three or four deep.
const DEEPEST: usize = 64;

impl<'s> State<'s> {
    fn new(source: &'s str) -> Self {
        let cursor = Cursor {
            rest: source.chars().peekable(),
            line: 1,
            column: 1,
        };
        Self {
            cursor,
            frames: vec![Frame::default()],
            chrome: 0,
            link: false,
            raw: None,
            characters: 0,
            cells: 0,
        }
    }

    /// Whether the page is within the limits so far.
    fn check(&self, ctx: &Context<'_>) -> Result<(), Error> {
        let limits = &ctx.options.limits;
        ctx.check_limit("glyphs", self.characters, limits.glyphs)?;
        ctx.check_limit("cells", self.cells, limits.cells)?;
        ctx.check_time()
    }

    fn finish(mut self) -> Vec<Node> {
        while self.frames.len() > 1 {
            self.close_table();
        }
        self.close_table();
        self.frames.pop().map(|f| f.nodes).unwrap_or_default()
    }

    fn push(&mut self, node: Node) {
        if let Some(frame) = self.frames.last_mut() {
            // The end of a line that has ended already.
            if node == Node::Break && frame.nodes.last() == Some(&Node::Break) {
                return;
            }
            frame.nodes.push(node);
        }
    }

    fn text(&mut self, text: &str) {
        let printed: Vec<Printed> = text
            .chars()
            .map(|ch| {
                let (line, column) = self.cursor.find(ch);
                // A line end in the source is white space in the page.
                (
                    if matches!(ch, '\n' | '\r' | '\t') {
                        ' '
                    } else {
                        ch
                    },
                    line,
                    column,
                )
            })
            .collect();
        self.characters += u64::try_from(printed.len()).unwrap_or(u64::MAX);
        let chrome = self.chrome > 0 || self.raw.is_some();
        self.push(if chrome {
            Node::Chrome(printed)
        } else if self.link {
            Node::Link(printed)
        } else {
            Node::Text(printed)
        });
    }

    fn tag(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        let start = tag.kind == TagKind::StartTag;
        if raw_text(tag).is_some() {
            self.raw = Some(name.to_owned());
        } else if self.raw.as_deref() == Some(name) {
            self.raw = None;
        }
        if CHROME.contains(&name) {
            self.chrome = if start {
                self.chrome + 1
            } else {
                self.chrome.saturating_sub(1)
            };
        }
        if name == "a" {
            self.link = start;
        }
        match (name, start) {
            ("table", true) => self.open_table(),
            ("table", false) => self.close_table(),
            ("tr", true) => self.open_row(),
            ("td" | "th", true) => self.open_cell(tag),
            ("td" | "th" | "tr", false) => self.close_cell(),
            _ if BLOCKS.contains(&name) => self.push(Node::Break),
            _ => {}
        }
    }

    fn open_table(&mut self) {
        self.push(Node::Break);
        // A table outside any cell while one is open: the open one was never closed.
        if self.frames.last().is_some_and(|f| f.table.is_some()) {
            self.close_table();
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.table = Some(Table::default());
        }
    }

    fn open_row(&mut self) {
        self.close_cell();
        self.cells += 1;
        if let Some(table) = self
            .frames
            .last_mut()
            .and_then(|f| f.table.as_mut())
            .filter(|t| t.rows.len() < HIGHEST)
        {
            table.rows.push(Vec::new());
        }
    }

    fn open_cell(&mut self, tag: &Tag) {
        self.close_cell();
        self.cells += 1;
        let Some(table) = self.frames.last_mut().and_then(|f| f.table.as_mut()) else {
            return;
        };
        if table.rows.is_empty() {
            table.rows.push(Vec::new());
        }
        if self.frames.len() < DEEPEST {
            let spans = (span(tag, "rowspan", HIGHEST), span(tag, "colspan", WIDEST));
            self.frames.push(Frame {
                spans,
                ..Frame::default()
            });
        }
    }

    /// Closes the innermost cell, if no table is open inside it.
    fn close_cell(&mut self) {
        if self.frames.len() < 2 || self.frames.last().is_none_or(|f| f.table.is_some()) {
            return;
        }
        let Some(frame) = self.frames.pop() else {
            return;
        };
        let (row_span, col_span) = frame.spans;
        let cell = Cell {
            row_span,
            col_span,
            nodes: frame.nodes,
        };
        if let Some(row) = self
            .frames
            .last_mut()
            .and_then(|f| f.table.as_mut())
            .and_then(|t| t.rows.last_mut())
        {
            row.push(cell);
        }
    }

    fn close_table(&mut self) {
        self.close_cell();
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        if let Some(table) = frame.table.take() {
            frame.nodes.push(Node::Table(table));
        }
    }
}

fn span(tag: &Tag, name: &str, most: usize) -> usize {
    let value = tag
        .attrs
        .iter()
        .find(|a| &*a.name.local == name)
        .and_then(|a| a.value.trim().parse::<usize>().ok());
    value.unwrap_or(1).clamp(1, most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::ParseOptions;

    fn nodes(source: &str) -> Vec<Node> {
        let options = ParseOptions::default();
        read(source, &Context::new(&options)).unwrap()
    }

    fn words(nodes: &[Node]) -> String {
        nodes
            .iter()
            .map(|n| match n {
                Node::Text(t) | Node::Link(t) => t.iter().map(|(c, ..)| *c).collect(),
                Node::Chrome(_) => String::new(),
                Node::Break => "|".into(),
                Node::Table(t) => t
                    .rows
                    .iter()
                    .flat_map(|r| {
                        r.iter()
                            .map(|c| format!("[{}x{} {}]", c.row_span, c.col_span, words(&c.nodes)))
                    })
                    .collect(),
            })
            .collect()
    }

    #[test]
    fn cells_that_are_never_closed() {
        let nodes = nodes(
            "<title>x</title><script>var a = '<td>';</script><table><tr><td rowspan=2>甲<td>乙&nbsp;1<tr><td>丙</table>后",
        );
        assert_eq!(
            words(&nodes).replace('\u{a0}', "_"),
            "|[2x1 甲][1x1 乙_1][1x1 丙]后"
        );
    }

    #[test]
    fn places_are_those_of_the_source() {
        let nodes = nodes("<p title='>'>\n 甲&amp;乙</p>");
        let at: Vec<_> = nodes
            .iter()
            .filter_map(|n| match n {
                Node::Text(text) => Some(text),
                _ => None,
            })
            .flatten()
            .filter(|(c, ..)| !c.is_whitespace())
            .collect();
        assert_eq!(at, [&('甲', 2, 2), &('&', 2, 3), &('乙', 2, 8)]);
    }

    #[test]
    fn spans_are_bounded() {
        let nodes = nodes("<table><tr><td colspan=999999999>甲</table>");
        assert_eq!(words(&nodes), "|[1x1000 甲]");
    }
}
