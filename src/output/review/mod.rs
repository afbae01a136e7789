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

use crate::accounts::LeftOut;
use crate::model::Notice;
use crate::page::{ObjectNumber, Page, Picture};

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

/// The HTML page for one or many notices.
#[must_use]
pub fn render(inspections: &[Inspection], lang: Lang) -> String {
    let mut html = String::new();
    let lang = match lang {
        Lang::En => "en",
        Lang::Zh => "zh",
    };
    let _ = write!(
        html,
        "<!DOCTYPE html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; \
         script-src 'nonce-review'; img-src data:\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <title>putuo-notice</title><style>{}</style></head><body>\n",
        include_str!("review.css")
    );
    html.push_str(include_str!("toolbar.html"));
    if inspections.len() > 1 {
        contents(&mut html, inspections);
    }
    for (index, inspection) in inspections.iter().enumerate() {
        notice(&mut html, index, inspection);
    }
    let _ = writeln!(
        html,
        "<script nonce=\"review\">{}</script></body></html>",
        include_str!("review.js")
    );
    html
}

/// Links to the notices of a page of several.
fn contents(html: &mut String, inspections: &[Inspection]) {
    html.push_str("<nav>");
    for (index, inspection) in inspections.iter().enumerate() {
        let name = inspection.notice.source.name.as_deref().unwrap_or("");
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
        "<section class=\"notice\" id=\"notice-{index}\" data-notice=\"{index}\" data-name=\"{}\">\n<div class=\"pages\">",
        escape(name)
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
    rows::write(html, &inspection.notice);
    html.push_str("</div></section>\n");
}

/// Text safe between tags and in double-quoted attributes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Control characters are not allowed in HTML and could hide what follows.
            c if c.is_control() && c != '\n' => out.push('\u{fffd}'),
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
            }],
            Lang::Zh,
        );
        assert_eq!(html.matches("<script").count(), 1, "only our own script");
        assert!(!html.contains("<img"));
        assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;"));
    }
}
