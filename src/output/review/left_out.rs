//! What was printed and left out by name, shown where it stands.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::escape;
use crate::accounts::{CharId, Discard, LeftOut, Place};
use crate::page::Page;

/// Draws what was left out of a page: a box that names the reason, and the text where the picture lacks it.
pub(super) fn write(html: &mut String, page: &Page, all: &[LeftOut]) {
    let drawn: HashSet<CharId> = page.glyphs.iter().map(|g| g.char.id).collect();
    let mut open = false;
    for left in all.iter().filter(|l| on(l, page.number)) {
        let Place::Page(_, bbox) = left.place else {
            continue;
        };
        if !open {
            html.push_str("<g class=\"leftout\">");
            open = true;
        }
        let _ = write!(
            html,
            "<path d=\"M{:.1} {:.1}H{:.1}V{:.1}H{:.1}z\"><title>{}: {}</title></path>",
            bbox.x0,
            bbox.top,
            bbox.x1,
            bbox.bottom,
            bbox.x0,
            reason(left.why),
            escape(&left.chars.iter().map(|(_, ch, _)| *ch).collect::<String>())
        );
        text(html, left, &drawn);
    }
    if open {
        html.push_str("</g>");
    }
}

/// A second print, and what is never seen, would only darken the picture.
fn on(left: &LeftOut, number: u32) -> bool {
    let seen = !matches!(
        left.why,
        Discard::DoubledGlyph
            | Discard::Invisible
            | Discard::HiddenLayer
            | Discard::Covered
            | Discard::Clipped
    );
    seen && matches!(left.place, Place::Page(page, _) if page == number)
}

fn text(html: &mut String, left: &LeftOut, drawn: &HashSet<CharId>) {
    let missing: Vec<_> = left
        .chars
        .iter()
        .filter(|(id, _, _)| !drawn.contains(id))
        .collect();
    let Some((_, _, first)) = missing.first() else {
        return;
    };
    let xs: Vec<String> = missing
        .iter()
        .map(|(_, _, b)| format!("{:.1}", b.x0))
        .collect();
    let ys: Vec<String> = missing
        .iter()
        // A font's descent is about a fifth of its height.
        .map(|(_, _, b)| format!("{:.1}", b.bottom - b.height() * 0.2))
        .collect();
    let level = ys.windows(2).all(|w| matches!(w, [a, b] if a == b));
    let y = if level {
        ys.first().cloned().unwrap_or_default()
    } else {
        ys.join(" ")
    };
    let chars: String = missing.iter().map(|(_, ch, _)| *ch).collect();
    let _ = write!(
        html,
        "<text x=\"{}\" y=\"{y}\" font-size=\"{:.1}\">{}</text>",
        xs.join(" "),
        first.height() * 0.85,
        escape(&chars)
    );
}

/// The reason in both languages: a tooltip has no style to choose one by.
pub(super) const fn reason(why: Discard) -> &'static str {
    match why {
        Discard::PageNumber => "page number 页码",
        Discard::RunningHead => "running head 页眉页脚",
        Discard::RepeatedHeader => "header printed again 重复表头",
        Discard::ContinuationMark => "continuation mark 续表标记",
        Discard::RepeatedCell => "cell printed again 续页重复内容",
        Discard::Watermark => "watermark 水印",
        Discard::Seal => "seal 印章",
        Discard::DoubledGlyph => "glyph printed twice 重印字",
        Discard::Invisible => "invisible 不可见",
        Discard::HiddenLayer => "hidden layer 隐藏图层",
        Discard::Covered => "painted over 被覆盖",
        Discard::Clipped => "clipped away 页外",
        Discard::Markup => "markup 标记符号",
        Discard::ZeroWidth => "zero width 零宽字符",
        Discard::Artifact => "no content of the page 页面附加内容",
        Discard::Struck => "struck out 已划去",
        #[cfg(feature = "office")]
        Discard::Hidden => "hidden 隐藏",
        #[cfg(feature = "office")]
        Discard::Deleted => "deleted 已删除",
        Discard::PageChrome => "web page around the notice 网页框架",
    }
}
