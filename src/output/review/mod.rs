//! One self-contained HTML page to verify notices by eye: the printed pages beside the rows read from them.
//!
//! Everything is in the file: no request leaves the page (a content security policy forbids it), and text of a notice
//! is only ever written escaped, so it cannot run as script. Pages are drawn as SVG from the same glyphs and rulings
//! the rows were read from; what the picture shows is what was read.

mod findings;
mod left_out;
#[cfg(feature = "office")]
mod node_view;
mod page_svg;
mod rows;
mod text_view;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine as _;

use super::shown::shown_lines;
use crate::accounts::LeftOut;
use crate::model::Notice;
use crate::page::{ObjectNumber, Page, Picture};
use crate::source::digest::digest;

/// A notice together with what it was read from, for [`render`].
///
/// Made by [`Parser::inspect`](crate::Parser::inspect).
#[derive(Clone, Debug)]
pub struct Inspection {
    pub(crate) notice: Notice,
    pub(crate) pages: Vec<Page>,
    /// The decoded text of an input that has no pages.
    pub(crate) text: Option<String>,
    /// What a person sees of an office file.
    #[cfg(feature = "office")]
    pub(crate) nodes: Vec<crate::source::office::Node>,
    /// The pictures of the pages' images.
    pub(crate) pictures: BTreeMap<ObjectNumber, Picture>,
    /// What was printed and left out by name.
    pub(crate) left_out: Vec<LeftOut>,
    /// What the eye saw otherwise than it was read.
    #[cfg(feature = "ocr")]
    pub(crate) shown: Vec<crate::eye_reader::Shown>,
}

impl Inspection {
    /// The notice.
    #[must_use]
    pub fn notice(&self) -> &Notice {
        &self.notice
    }
}

/// Language that the page opens in; the reader can switch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
}

/// The style sheet and the script, which are all that the page lets apply and run: it names them by their hashes.
const STYLE: &str = include_str!("review.css");
const SCRIPT: &str = include_str!("review.js");

/// The HTML page for one or many notices.
#[must_use]
pub fn render(inspections: &[Inspection], lang: Lang) -> String {
    let name = |i: &'_ Inspection| i.notice.source.name.clone().unwrap_or_default();
    let names: Vec<String> = inspections.iter().map(name).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut html = head(&names, lang);
    for (index, inspection) in inspections.iter().enumerate() {
        html.push_str(&section(index, inspection));
    }
    html.push_str(&foot());
    html
}

/// The beginning of a page that is written piece by piece: [`head`] with the names of all files, a [`section`] (or a
/// [`failure`]) for each by its number, from 0, and [`foot`].
#[must_use]
pub fn head(names: &[&str], lang: Lang) -> String {
    let mut html = String::new();
    let lang = match lang {
        Lang::En => "en",
        Lang::Zh => "zh",
    };
    let hash =
        |text: &str| base64::engine::general_purpose::STANDARD.encode(digest(text.as_bytes()));
    let _ = write!(
        html,
        "<!DOCTYPE html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{}'; \
         script-src 'sha256-{}'; img-src data:\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <title>putuo-notice</title><style>{STYLE}</style></head><body>\n",
        hash(STYLE),
        hash(SCRIPT)
    );
    html.push_str(include_str!("toolbar.html"));
    if names.len() > 1 {
        contents(&mut html, names);
    }
    html
}

/// A notice: its pages at the left, what was read at the right.
#[must_use]
pub fn section(index: usize, inspection: &Inspection) -> String {
    let mut html = String::new();
    notice(&mut html, index, inspection);
    html
}

/// In place of a notice that could not be read: why.
#[must_use]
pub fn failure(index: usize, name: &str, why: &str) -> String {
    format!(
        "<section class=\"notice\" id=\"notice-{index}\"><div class=\"read\"><h2>{}</h2><pre>{}</pre></div></section>\n",
        escape(name),
        escape(why)
    )
}

/// The end of a page.
#[must_use]
pub fn foot() -> String {
    format!("<script>{SCRIPT}</script></body></html>\n")
}

/// Links to the notices of a page of several.
fn contents(html: &mut String, names: &[&str]) {
    html.push_str("<nav>");
    for (index, name) in names.iter().enumerate() {
        let _ = write!(
            html,
            "<a href=\"#notice-{index}\">{}. {}</a>",
            index + 1,
            escape(name)
        );
    }
    html.push_str("</nav>");
}

/// One notice: its pages at the left, what was read at the right.
fn notice(html: &mut String, index: usize, inspection: &Inspection) {
    let name = inspection.notice.source.name.as_deref().unwrap_or("");
    let _ = write!(
        html,
        "<section class=\"notice\" id=\"notice-{index}\" data-notice=\"{index}\" data-name=\"{}\" data-sha256=\"{}\">\n<div class=\"pages\">",
        attribute(name),
        inspection.notice.source.sha256.as_deref().unwrap_or("")
    );
    #[cfg(feature = "office")]
    node_view::write(html, &inspection.nodes, &inspection.notice);
    match &inspection.text {
        Some(text) => text_view::write(html, text, &inspection.notice),
        None => {
            page_svg::pictures(html, index, inspection);
            for page in &inspection.pages {
                page_svg::write(html, page, index, inspection);
            }
        }
    }
    html.push_str("</div>\n<div class=\"read\">");
    rows::write(html, inspection);
    html.push_str("</div></section>\n");
}

/// Text safe between tags and in double-quoted attributes; what is not seen in it is shown.
pub(super) fn escape(text: &str) -> String {
    attribute(&shown_lines(text))
}

/// The same of a value that is not looked at but compared: as it is.
pub(super) fn attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Control characters are not allowed in HTML and could hide what follows.
            c if c.is_control() && !matches!(c, '\n' | '\t') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A label in both languages; the style sheet shows one.
pub(super) fn both(english: &str, chinese: &str) -> String {
    format!(
        "<span class=\"en\">{}</span><span class=\"zh\">{}</span>",
        escape(english),
        escape(chinese)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;

    #[test]
    fn text_of_a_notice_cannot_become_markup() {
        let mut notice = Notice::default();
        notice.source.name = Some("\"><script>alert(1)</script>".into());
        notice.title = Some(Text {
            text: "<img src=x onerror=alert(1)>".into(),
            ..Text::default()
        });
        notice.body.push(Text {
            text: "</script><script>alert(2)</script>".into(),
            ..Text::default()
        });
        let html = render(
            &[Inspection {
                notice,
                pages: Vec::new(),
                text: Some("</pre><script>".into()),
                #[cfg(feature = "office")]
                nodes: Vec::new(),
                left_out: Vec::new(),
                pictures: BTreeMap::new(),
                #[cfg(feature = "ocr")]
                shown: Vec::new(),
            }],
            Lang::Zh,
        );
        assert_eq!(html.matches("<script").count(), 1, "only our own script");
        assert!(!html.contains("<img"));
        assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;"));
    }
}
