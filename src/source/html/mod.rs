//! HTML → stretches of text, line ends and tables, by a browser-grade tokeniser.
//!
//! Only what a notice needs of the tree is built: tables, their rows and cells. A start tag closes what HTML lets an
//! author leave open (a `td` before a `td`, a `tr` before a `tr`).

mod css;
mod elements;
mod page;

use std::cell::RefCell;

use css::Sheet;
pub(crate) use css::Standing;
use page::State;

use crate::context::Context;
use crate::error::Error;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer,
};

/// A character as a page shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Printed {
    pub(crate) ch: char,
    /// Line and column in the source, from 1.
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) standing: Standing,
    /// With a line through it.
    pub(crate) struck: bool,
}

/// What stands in a page, in order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Text(Vec<Printed>),
    /// Text of a link.
    Link(Vec<Printed>),
    /// Text that is not part of the notice: title of the window, scripts, navigation.
    Chrome(Vec<Printed>),
    /// Text that the page does not show.
    Hidden(Vec<Printed>),
    /// What a form's field holds: shown, but no text of the page.
    Field(Vec<Printed>),
    /// What stands for a picture where that is not shown.
    Picture(Vec<Printed>),
    /// Where a box within a line begins right behind another: no text stands between them.
    Seam,
    /// The end of a paragraph or line.
    Break,
    Table(Table),
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Table {
    pub(crate) caption: Vec<Node>,
    /// What stands in rows and cells that are not displayed.
    pub(crate) hidden: Vec<Node>,
    pub(crate) rows: Vec<Vec<Cell>>,
    /// Whether a spreadsheet program wrote it.
    pub(crate) is_sheet: bool,
    /// Of each of its first columns, whether that program hides it.
    pub(crate) hidden_columns: Vec<bool>,
    /// Which of the rows are its foot, while it is read: they are shown last, wherever they stand.
    foot: Option<std::ops::Range<usize>>,
}

impl Table {
    pub(crate) fn of(rows: Vec<Vec<Cell>>) -> Self {
        Self {
            rows,
            ..Self::default()
        }
    }

    fn begin_foot(&mut self) {
        let at = self.rows.len();
        self.foot.get_or_insert(at..usize::MAX);
    }

    fn end_foot(&mut self) {
        let end = self.rows.len();
        if let Some(foot) = self.foot.as_mut().filter(|f| f.end == usize::MAX) {
            foot.end = end;
        }
    }

    /// The rows as they are shown.
    fn close(&mut self) {
        self.end_foot();
        let Some(foot) = self.foot.take() else {
            return;
        };
        if let Some(rows) = self.rows.get_mut(foot.start..) {
            rows.rotate_left(foot.len());
        }
    }
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
    let begins = || {
        let inner = start.strip_prefix('<')?;
        let end = inner.find(|c: char| !c.is_ascii_alphanumeric())?;
        let (name, rest) = inner.split_at(end);
        Some(elements::begins_page(name) && rest.starts_with(['>', '/', ' ', '\n', '\r', '\t']))
    };
    start.starts_with("<!doctype html")
        || start.starts_with("<!--")
        || begins() == Some(true)
        || (text.contains("<td") && text.contains("</table"))
}

/// Bytes read between two looks at the clock and the limits: attributes of a tag, of which each is compared with all
/// before it, cost up to a tenth of a second in so many.
const PIECE: usize = 16 << 10;

/// Reads a page or fragment.
///
/// What is hidden is no text of the page, unless it is most of it: some sites keep the whole paper hidden until a script
/// shows it.
pub(crate) fn read(source: &str, ctx: &Context<'_>) -> Result<Vec<Node>, Error> {
    let sheet = Sheet::of_page(source);
    let state = read_with(source, &sheet, None, ctx)?;
    match state.hidden_paper() {
        Some(element) => Ok(read_with(source, &sheet, Some(element), ctx)?.finish()),
        None => Ok(state.finish()),
    }
}

fn read_with<'s>(
    source: &'s str,
    sheet: &'s Sheet,
    shown: Option<usize>,
    ctx: &Context<'_>,
) -> Result<State<'s>, Error> {
    let reader = Reader {
        state: RefCell::new(State::new(source, sheet, shown)),
        lines: !source
            .trim_start_matches('\u{feff}')
            .trim_start()
            .starts_with('<'),
    };
    let input = BufferQueue::default();
    let tokenizer = Tokenizer::new(reader, Default::default());
    let mut rest = source;
    let mut open = Open::default();
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(rest.floor_char_boundary(PIECE));
        input.push_back(StrTendril::from_slice(piece));
        let before = tokenizer.sink.state.borrow().tokens;
        let _ = tokenizer.feed(&input);
        let state = tokenizer.sink.state.borrow();
        state.check(ctx)?;
        if state.tokens != before {
            // What is open at the end of the piece began with its last `<`.
            open = Open::default();
            let start = piece.rfind('<').unwrap_or(piece.len());
            open.go_on(piece.get(start..).unwrap_or_default());
        } else {
            open.go_on(piece);
            ctx.check_limit("attributes", open.attributes, ctx.options.limits.attributes)?;
        }
        drop(state);
        rest = behind;
    }
    tokenizer.end();
    let state = tokenizer.sink.state.into_inner();
    state.check(ctx)?;
    Ok(state)
}

/// A tag that has begun and not ended. Nothing comes of it before it ends, and each of its attributes is compared with all
/// before it.
#[derive(Default)]
struct Open {
    begun: bool,
    /// A comment or a declaration, whose blanks part no attributes.
    comment: bool,
    quote: Option<char>,
    blank: bool,
    attributes: u64,
}

impl Open {
    /// Counts the stretches between blanks outside quotes.
    fn go_on(&mut self, piece: &str) {
        if !std::mem::replace(&mut self.begun, true) {
            self.comment = piece.starts_with("<!");
        }
        if self.comment {
            return;
        }
        for ch in piece.chars() {
            match self.quote {
                Some(quote) if ch == quote => self.quote = None,
                Some(_) => {}
                None if matches!(ch, '"' | '\'') => self.quote = Some(ch),
                None => {
                    let blank = ch.is_ascii_whitespace() || ch == '/';
                    self.attributes += u64::from(self.blank && !blank);
                    self.blank = blank;
                }
            }
        }
    }
}

struct Reader<'s> {
    state: RefCell<State<'s>>,
    /// Whether the end of a line outside tables ends a paragraph: what does not begin with a tag is Markdown with tables of
    /// HTML in it.
    lines: bool,
}

impl TokenSink for Reader<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        // What is said of errors is no part of the page.
        state.tokens += u64::from(!matches!(token, Token::ParseError(_)));
        match token {
            Token::CharacterTokens(text) if self.lines && !state.in_cell() => {
                for line in text.split_inclusive('\n') {
                    state.text(line);
                    if line.ends_with('\n') {
                        state.push(Node::Break);
                    }
                }
            }
            Token::CharacterTokens(text) => state.text(&text),
            Token::TagToken(tag) => {
                let at = state.cursor.skip_tag();
                let raw = raw_text(&tag);
                state.tag(&tag, at);
                if let Some(kind) = raw {
                    return TokenSinkResult::RawData(kind);
                }
            }
            Token::CommentToken(_) => state.cursor.skip_comment(),
            Token::DoctypeToken(_) => drop(state.cursor.skip_tag()),
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
        "style" | "noscript" | "iframe" | "noframes" | "noembed" => Some(Rawtext),
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
    fn next(&mut self) -> Option<(char, u32, u32)> {
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

    /// Goes behind a tag; where it begins.
    fn skip_tag(&mut self) -> (u32, u32) {
        let mut quote = None;
        let mut begin = None;
        while let Some((ch, line, column)) = self.next() {
            match (ch, quote) {
                ('<', None) => begin = Some((line, column)),
                ('"' | '\'', None) if begin.is_some() => quote = Some(ch),
                (c, Some(q)) if c == q => quote = None,
                ('>', None) if begin.is_some() => break,
                _ => {}
            }
        }
        begin.unwrap_or((self.line, self.column))
    }

    /// Goes behind a comment: `<!-- … -->`, or what is taken for one, as the `<![if …]>` of word processors.
    fn skip_comment(&mut self) {
        let mut begin = String::new();
        let mut last = [' '; 2];
        while let Some((ch, ..)) = self.next() {
            if begin.len() < 4 && (ch == '<' || !begin.is_empty()) {
                begin.push(ch);
            }
            let whole = begin.len() < 4 || begin == "<!--";
            if ch == '>' && (last == ['-', '-'] || !whole) {
                break;
            }
            last = [last[1], ch];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::ParseOptions;

    fn nodes(source: &str) -> Vec<Node> {
        let options = ParseOptions::default();
        read(source, &Context::new(&options)).unwrap()
    }

    /// `^` stands before what is raised, `_` before what is lowered, `-` before what is struck.
    fn said(p: &Printed) -> String {
        let mark = match (p.standing, p.struck) {
            (_, true) => "-",
            (Standing::Raised, _) => "^",
            (Standing::Lowered, _) => "_",
            (Standing::OnLine, _) => "",
        };
        format!("{mark}{}", p.ch)
    }

    fn words(nodes: &[Node]) -> String {
        nodes
            .iter()
            .map(|n| match n {
                Node::Text(t) | Node::Link(t) => t.iter().map(said).collect(),
                Node::Field(t) => format!("<{}>", t.iter().map(|p| p.ch).collect::<String>()),
                Node::Picture(t) => format!("«{}»", t.iter().map(|p| p.ch).collect::<String>()),
                Node::Chrome(_) | Node::Hidden(_) => String::new(),
                Node::Seam => String::new(),
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
            .filter(|p| !p.ch.is_whitespace())
            .map(|p| (p.ch, p.line, p.column))
            .collect();
        assert_eq!(at, [('甲', 2, 2), ('&', 2, 3), ('乙', 2, 8)]);
    }

    #[test]
    fn what_is_hidden_is_no_text_until_it_ends() {
        for (source, shown) in [
            ("甲<span style='display: none'>乙<b>丙</b></span>丁", "甲丁"),
            ("甲<p hidden>乙<p>丙", "甲|丙"),
            (
                "甲<i style=visibility:hidden>乙<b style=visibility:visible>丙</b></i>丁",
                "甲丙丁",
            ),
            (
                "<style>.x{display:none}</style>甲<b class='a x'>乙</b>丁",
                "甲丁",
            ),
            ("甲<noframes><p>乙</noframes>丁", "甲丁"),
            (
                "甲<template><table><tr><td>乙</table></template>丁",
                "甲|丁",
            ),
            ("<pre>甲\n乙 丙</pre>丁\n戊", "|甲|乙 丙|丁 戊"),
            (
                "<p style='white-space:pre-wrap'>甲\n<b>乙\r\n丙</b></p>",
                "|甲|乙|丙|",
            ),
            (
                "甲<xml><w:WordDocument><w:View>乙</w:View></w:WordDocument></xml>丁",
                "甲丁",
            ),
            (
                "<table><tr style=display:none><td>乙<tr><td hidden>甲<td>丙</table>",
                "|[1x1 丙]",
            ),
            ("甲<input hidden value=1><br hidden>丁", "甲|丁"),
            (
                "甲<i style='position:absolute;left:-9999px'>乙</i>丁",
                "甲丁",
            ),
            (
                "甲<i style='left:50%;margin-left:-960px'>乙</i>丁",
                "甲乙丁",
            ),
            (
                "甲<i style='width:0;height:0;overflow:hidden'>乙</i>丁",
                "甲丁",
            ),
            ("甲<i style='height:0'>乙</i>丁", "甲乙丁"),
            (
                "甲<i style='height:0;width:90px;overflow:hidden;display:block'>乙</i>丁",
                "甲丁",
            ),
            (
                "甲<i style='left:-999px;display:inline-block'>乙</i>丁",
                "甲丁",
            ),
            ("甲<i style='left:-600px'>乙</i>丁", "甲乙丁"),
            (
                "甲<i style='clip:rect(1px, 1px, 1px, 1px)'>乙</i>丁",
                "甲丁",
            ),
            ("甲<i style='clip-path:inset(50%)'>乙</i>丁", "甲丁"),
            ("甲<i style=color:transparent>乙</i>丁", "甲丁"),
            ("甲<dialog>乙</dialog>丁", "甲丁"),
            (
                "<style>b[data-h]{display:none}</style>甲<b data-h=1>乙</b><b>丙</b>丁",
                "甲丙丁",
            ),
            (
                "<table><template><tr><td>乙</template><tr><td>甲<tr style=visibility:collapse><td>丙</table>丁",
                "|[1x1 甲]丁",
            ),
            (
                "<style>td:nth-child(2),tr:nth-child( 2n + 3 ) td{display:none}</style>\
                 <table><tr><td>甲<td>乙<td>丙<tr><td>丁<tr><td>戊</table>",
                "|[1x1 甲][1x1 丙][1x1 丁]",
            ),
            ("甲<font color=White>乙</font>丁", "甲丁"),
            (
                "甲<b style='color:rgb(255, 255, 255)'>乙<i style=color:red>丙</i></b>丁",
                "甲丙丁",
            ),
            (
                "<table><tr><td bgcolor=#4472C4><font color=white>甲<td style='background:blue'><p style=color:#fff>乙\
                 <td class=head><font color=white>丙<td class=xl65><font color=white>丁</table>",
                "|[1x1 甲][1x1 |乙][1x1 丙][1x1 ]",
            ),
        ] {
            assert_eq!(words(&nodes(source)), shown, "{source}");
        }
    }

    #[test]
    fn a_paper_that_a_script_shows_is_read() {
        let source = "<h1>题</h1><div style='visibility: hidden; opacity: 0'>关于项目的通知<b style=display:none>不</b></div>";
        assert_eq!(words(&nodes(source)), "|题|关于项目的通知|");
    }

    #[test]
    fn marks_and_lines_through_text() {
        for (source, shown) in [
            ("12<sup>1</sup>", "12^1"),
            ("H<sub>2</sub>O", "H_2O"),
            ("<del>1</del>2<s>3</s>", "-12-3"),
            ("5<span style='vertical-align:super'>①</span>", "5^①"),
            (
                "<span style='text-decoration: line-through red'>1</span>2",
                "-12",
            ),
        ] {
            assert_eq!(words(&nodes(source)), shown, "{source}");
        }
    }

    #[test]
    fn what_a_style_sheet_adds_is_seen() {
        let sheet = "<style>.d::before{content:\"1\"}.e:before{content:'\\0031 '}.u::after{content:attr(data-u) \"元\"}\
             .icon::before{content:\"\\e600\"}.h::before{display:none;content:'9'}.clear:after{content:''}\
             @media print{.d::after{content:'7'}}</style>";
        for (source, shown) in [
            ("<b class=d>5</b>", "15"),
            ("<b class=e>5</b>", "15"),
            ("<b class=u data-u=万>5</b>", "5万元"),
            ("<b class='icon h clear'>5</b>", "5"),
            ("甲乙丙<b hidden class=d>5</b>", "甲乙丙"),
            (
                "<table><tr><td class=d>5<td class=u data-u=万>6</table>",
                "|[1x1 15][1x1 6万元]",
            ),
        ] {
            let source = format!("{sheet}{source}");
            assert_eq!(words(&nodes(&source)), shown, "{source}");
        }
    }

    #[test]
    fn text_that_is_turned_round_is_marked() {
        let turned = "\u{202e}51";
        for source in [
            "<bdo dir=rtl>51</bdo>",
            "<i style='unicode-bidi:bidi-override;direction:rtl'>51</i>",
        ] {
            assert_eq!(words(&nodes(source)), turned, "{source}");
        }
        assert_eq!(words(&nodes("<bdo dir=ltr>51</bdo><p dir=rtl>5")), "51|5");
    }

    #[test]
    fn fields_and_pictures_of_cells() {
        let source = "<table><tr><td><input value=甲><td><input type=hidden value=x><td><img alt=乙>\
             <td><select><option>丙<option selected>丁<option>戊</select><td><textarea>己</textarea></table><input value=y>";
        let read = "|[1x1 <甲>][1x1 ][1x1 «乙»][1x1 <丁>][1x1 <己>]";
        assert_eq!(words(&nodes(source)), read);
    }

    #[test]
    fn spans_are_bounded() {
        let wide = nodes("<table><tr><td colspan=999999999>甲</table>");
        assert_eq!(words(&wide), "|[1x1000 甲]");
        let as_browsers = nodes(
            "<table><tr><td colspan='2;'>甲<td rowspan=2px>乙<td rowspan=' 2'>丙<td colspan=x>丁<td colspan=0>戊</table>",
        );
        assert_eq!(
            words(&as_browsers),
            "|[1x2 甲][2x1 乙][2x1 丙][1x1 丁][1x1 戊]"
        );
    }
}
