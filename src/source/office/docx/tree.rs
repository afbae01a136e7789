//! A part as a tree of elements.
//!
//! Properties stand beside the text they are about in `WordprocessingML`, before it and after it, so that a tree is read more
//! simply than a stream. Names are without prefix: those that are read are told apart without, and Strict OOXML has other
//! namespaces for the same names.

use foldhash::HashMap;
use std::rc::Rc;

use crate::context::Context;
use crate::error::Error;
use crate::source::office::xml::{Tag, Token, Tokens};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

/// An element with its attributes and what stands in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Element {
    name: Rc<str>,
    attributes: Vec<(Rc<str>, String)>,
    pub(super) nodes: Vec<Node>,
}

impl Element {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn is(&self, name: &str) -> bool {
        &*self.name == name
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(n, _)| &**n == name);
        found.map(|(_, value)| value.as_str())
    }

    /// `w:val`.
    pub(super) fn value(&self) -> Option<&str> {
        self.attribute("val")
    }

    pub(super) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.attribute(name)?.trim().parse().ok()
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of that name right below.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|e| e.is(name))
    }

    /// `w:val` of the first such element right below.
    pub(super) fn child_value(&self, name: &str) -> Option<&str> {
        self.child(name)?.value()
    }

    /// `w:val` of the first such element right below, as a number.
    pub(super) fn child_number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.child(name)?.number("val")
    }

    /// Whether a property is switched on or off; without a value it is on (ECMA-376-1, 17.17.4).
    pub(super) fn switch(&self, name: &str) -> Option<bool> {
        self.child(name).map(Self::is_on)
    }

    fn is_on(&self) -> bool {
        !matches!(self.value(), Some("0" | "false" | "off" | "none"))
    }

    /// The text right below.
    pub(super) fn text(&self) -> String {
        let texts = self.nodes.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect()
    }
}

/// Elements and attributes that say nothing of what is printed and are the bulk of a part.
const LEFT_OUT: &[&str] = &[
    "tblCellMar",
    "tcMar",
    "spacing",
    "lang",
    "proofErr",
    "bookmarkStart",
    "bookmarkEnd",
    "lastRenderedPageBreak",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "tblPrExChange",
    "tblGridChange",
    "tcPrChange",
    "trPrChange",
    "sectPrChange",
    "numberingChange",
];

/// Reads a part.
pub(super) fn read(part: &str, ctx: &Context<'_>) -> Result<Element, Error> {
    let mut tokens = Tokens::new(part);
    let mut names = HashMap::default();
    let mut root = Element {
        name: Rc::from(""),
        attributes: Vec::new(),
        nodes: Vec::new(),
    };
    // Open elements, outermost first, and whether white space at the ends of their text counts.
    let mut open: Vec<(Element, bool)> = Vec::new();
    let mut count = 0_u64;
    while let Some(token) = tokens.next(ctx)? {
        match token {
            Token::Start(tag) if LEFT_OUT.contains(&tag.name()) => tokens.skip(ctx)?,
            Token::Start(tag) => {
                count += 1;
                ctx.check_limit("objects", count, ctx.options.limits.objects)?;
                let element = element(&tag, &mut names);
                let above = open.last().is_some_and(|(_, preserve)| *preserve);
                let preserve = match element.attribute("space") {
                    Some("preserve") => true,
                    Some("default") => false,
                    _ => above,
                };
                open.push((element, preserve));
            }
            Token::End => {
                let Some((mut element, preserve)) = open.pop() else {
                    continue;
                };
                if !preserve {
                    trim(&mut element.nodes);
                }
                let above = open.last_mut().map_or(&mut root, |(above, _)| above);
                above.nodes.push(Node::Element(element));
            }
            Token::Text(text) => {
                let Some((element, _)) = open.last_mut() else {
                    continue;
                };
                match element.nodes.last_mut() {
                    Some(Node::Text(open)) => open.push_str(&text),
                    _ => element.nodes.push(Node::Text(text.into_owned())),
                }
            }
        }
    }
    let mut nodes = root.nodes.into_iter();
    let first = nodes.find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    first.ok_or_else(|| super::damaged("a part without an element"))
}

fn element(tag: &Tag<'_>, names: &mut HashMap<String, Rc<str>>) -> Element {
    let mut shared = |name: &str| {
        if let Some(known) = names.get(name) {
            return Rc::clone(known);
        }
        let new: Rc<str> = Rc::from(name);
        names.insert(name.to_owned(), Rc::clone(&new));
        new
    };
    let name = shared(tag.name());
    let attributes = tag.attributes().filter(|(n, _)| !n.starts_with("rsid"));
    let attributes = attributes
        .map(|(n, value)| (shared(n), value.into_owned()))
        .collect();
    Element {
        name,
        attributes,
        nodes: Vec::new(),
    }
}

/// White space at the ends of a text that is not preserved is the writer's.
fn trim(nodes: &mut Vec<Node>) {
    let blank = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
    for node in &mut *nodes {
        if let Node::Text(text) = node
            && (text.starts_with(blank) || text.ends_with(blank))
        {
            *text = text.trim_matches(blank).to_owned();
        }
    }
    nodes.retain(|node| !matches!(node, Node::Text(text) if text.is_empty()));
}
