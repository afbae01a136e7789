//! The text of a cell's paragraphs, as it looks.

use super::{Look, Reader, Run, Style, Token, Tokens, times};
use crate::context::Context;
use crate::error::Error;

impl Reader<'_> {
    /// The runs of a paragraph whose start tag was read last; returns whether letters in it are of the colour of their ground.
    pub(super) fn paragraph(
        &self,
        runs: &mut Vec<Run>,
        cell: &Style,
        tokens: &mut Tokens<'_>,
        ctx: &Context<'_>,
    ) -> Result<bool, Error> {
        let outside = tokens.depth().saturating_sub(1);
        // Of each open element how its text looks; of hidden text, nothing.
        let mut looks: Vec<Option<Look>> = vec![Some(cell.look)];
        // And of which colour it is.
        let mut inks = vec![cell.ink];
        let mut sizes = vec![false];
        let mut fonts = vec![cell.signs];
        let mut hidden = false;
        while tokens.depth() > outside {
            let Some(token) = tokens.next(ctx)? else {
                break;
            };
            let look = looks.last().copied().flatten();
            match token {
                Token::Start(tag) => {
                    let mut inner = look;
                    let mut ink = inks.last().copied().flatten();
                    let mut small = sizes.last().copied().unwrap_or_default();
                    let mut signs = fonts.last().copied().flatten();
                    match (tag.name(), look) {
                        ("span", Some(look)) => {
                            let style = tag.attribute("style-name").unwrap_or_default();
                            inner = self.styles.look_of_text(&style, look);
                            ink = self.styles.ink_of_text(&style).unwrap_or(ink);
                            small = self.styles.is_small(&style).unwrap_or(small);
                            signs = self.styles.signs_of_text(&style).unwrap_or(signs);
                        }
                        ("s", Some(look)) => {
                            let times = times(&tag, "c").min(MOST_BLANKS);
                            push(runs, &" ".repeat(times as usize), look);
                        }
                        ("tab", Some(look)) => push(runs, "\t", look),
                        ("line-break", Some(look)) => push(runs, "\n", look),
                        // How to read a name, comments, notes.
                        ("ruby-text" | "annotation" | "note" | "frame", _) => {
                            tokens.skip(ctx)?;
                            continue;
                        }
                        _ => {}
                    }
                    looks.push(inner);
                    inks.push(ink);
                    sizes.push(small);
                    fonts.push(signs);
                }
                Token::End => {
                    looks.pop();
                    inks.pop();
                    sizes.pop();
                    fonts.pop();
                }
                Token::Text(text) => {
                    let small = sizes.last() == Some(&true);
                    let unseen = small || cell.hides(inks.last().copied().flatten());
                    hidden |= unseen && !text.trim().is_empty();
                    if let Some(look) = look.filter(|_| !unseen) {
                        let ended = runs.last().is_none_or(|r| r.text.ends_with([' ', '\n']));
                        let mut text = collapsed(&text, ended);
                        if let Some(signs) = fonts.last().copied().flatten() {
                            signs.print(&mut text);
                        }
                        push(runs, &text, look);
                    }
                }
            }
        }
        Ok(hidden)
    }
}

/// Blanks that `text:s` may stand for: a line has no more.
const MOST_BLANKS: u32 = 1_000;

/// White space as XML is written with it is one blank, and none at the start of a paragraph (ODF 1.3-3, 6.1.2).
fn collapsed(text: &str, mut blank: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        if matches!(ch, ' ' | '\t' | '\r' | '\n') {
            if !blank {
                out.push(' ');
            }
            blank = true;
        } else {
            out.push(ch);
            blank = false;
        }
    }
    out
}

pub(super) fn push(runs: &mut Vec<Run>, text: &str, look: Look) {
    match runs.last_mut() {
        Some(run) if run.look == look => run.text.push_str(text),
        _ => runs.push(Run {
            text: text.to_owned(),
            look,
        }),
    }
}
