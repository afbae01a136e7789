//! What is said of what the eye saw.

use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::eye::Look;
use crate::eye::compare::{Seen, Sight};
use crate::eye::lines::Lost;
use crate::eye::places::Value;
use crate::eye_reader::Shown;
use crate::location::Location;
use crate::model::Notice;

const DISAGREES: &str = codes::EYE_DISAGREES;
const UNREAD: &str = codes::EYE_UNREAD;

/// Marks the values that were seen and reports the rest.
pub(super) fn settle(
    notice: &mut Notice,
    looks: Vec<Look>,
    failure: Option<String>,
    ctx: &mut Context<'_>,
) {
    let (mut not_embedded, mut not_found) = (0_usize, 0_usize);
    for look in looks {
        let blank = look.value.is_blank();
        match look.lost {
            Some(Lost::NotEmbedded) => not_embedded += 1,
            Some(Lost::NotFound) if !blank => not_found += 1,
            _ => {}
        }
        let differs = |seen: &&Seen| matches!(seen, Seen::Other(_) | Seen::More(_));
        let seen = match look.outcomes.iter().find(differs) {
            Some(seen) => {
                let finding = differing(&look.value, seen);
                let code = if matches!(seen, Seen::More(_)) {
                    UNREAD
                } else {
                    DISAGREES
                };
                ctx.name(code, [finding], |finding| finding);
                Some(false)
            }
            None => {
                let same = look.outcomes.iter().any(|s| matches!(s, Seen::Same(_)));
                (same && look.lost.is_none()).then_some(true)
            }
        };
        if let Some(seen) = seen {
            look.value.target.mark(notice, seen);
        }
        if seen == Some(false) {
            ctx.shown.push(Shown {
                path: look.value.path,
                lines: look.pictures,
            });
        }
    }
    ctx.diagnostics.extend(failure.map(|why| failed(&why)));
    ctx.diagnostics
        .extend(not_compared(not_embedded, not_found));
}

fn differing(value: &Value, seen: &Seen) -> Diagnostic {
    let place = value.places.first().map(|(page, bbox)| Location::Page {
        page: *page,
        bbox: *bbox,
    });
    let text: String = value.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let nothing = Sight {
        text: String::new(),
        confidence: 0.0,
    };
    let (code, sight) = match seen {
        Seen::More(sight) => (UNREAD, sight),
        Seen::Other(sight) => (DISAGREES, sight),
        Seen::Same(_) | Seen::Nothing => (DISAGREES, &nothing),
    };
    let Sight {
        text: saw,
        confidence,
    } = sight;
    let (english, chinese) = match (text.is_empty(), saw.is_empty()) {
        (true, _) => (
            format!(
                "the picture of this cell shows {saw:?} (confidence {confidence:.2}), its text is blank"
            ),
            format!("该单元格图像显示“{saw}”（置信度{confidence:.2}），文字层为空"),
        ),
        (_, true) => (
            format!("the text says {text:?}, the picture shows nothing there"),
            format!("文字层为“{text}”，图像上此处无字"),
        ),
        _ => (
            format!(
                "the text says {text:?}, the picture shows {saw:?} (confidence {confidence:.2})"
            ),
            format!("文字层为“{text}”，图像显示“{saw}”（置信度{confidence:.2}）"),
        ),
    };
    Diagnostic::new(code, Severity::Warning, english, chinese)
        .path(value.path.clone())
        .at(place)
        .help(
            "look at the printed page: what is seen there counts; the value is as the text says",
            "请对照原页核实，以所见为准；此处数值仍按文字层给出",
        )
}

fn failed(why: &str) -> Diagnostic {
    Diagnostic::new(
        codes::EYE_FAILED,
        Severity::Warning,
        format!("not every number could be looked at: {why}"),
        format!("部分数字未能从图像复核：{why}"),
    )
    .help(
        "compare the numbers with the printed page by hand",
        "请人工对照原页核对数字",
    )
}

fn not_compared(not_embedded: usize, not_found: usize) -> Option<Diagnostic> {
    let mut english = Vec::new();
    let mut chinese = Vec::new();
    if not_embedded > 0 {
        english.push(format!(
            "{not_embedded} are of fonts that are not in the file and have no picture of their own"
        ));
        chinese.push(format!(
            "{not_embedded}个所用字体未嵌入文件，无从得知其图像"
        ));
    }
    if not_found > 0 {
        english.push(format!("{not_found} were not found on their page"));
        chinese.push(format!("{not_found}个未能在页面上定位"));
    }
    (!english.is_empty()).then(|| {
        Diagnostic::new(
            codes::EYE_NOT_COMPARED,
            Severity::Info,
            format!("numbers that were not compared with their picture: {}", english.join("; ")),
            format!("未与图像比对的数字：{}", chinese.join("；")),
        )
        .help(
            "compare these with the printed page by hand, or ask for a file with its fonts embedded",
            "请人工对照原页核对，或索取嵌入字体的文件",
        )
    })
}
