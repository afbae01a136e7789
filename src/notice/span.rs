//! Stretches of printed lines, cut and joined before they become texts of the model.

use crate::accounts::Char;
use crate::context::Context;
use crate::lexicon::fold;
use crate::model::Text;
use crate::text::{Line, compose};

/// Characters of one or more printed lines that belong together.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Span {
    lines: Vec<Vec<Char>>,
}

impl Span {
    pub(super) fn of(lines: &[Line]) -> Self {
        Self {
            lines: lines.iter().map(|l| l.chars.to_vec()).collect(),
        }
    }

    pub(super) fn push(&mut self, line: &Line) {
        self.lines.push(line.chars.to_vec());
    }

    fn parts(&self) -> Vec<&[Char]> {
        self.lines.iter().map(Vec::as_slice).collect()
    }

    /// Joined text for comparing: without any white space, in simplified characters.
    pub(super) fn plain(&self) -> String {
        let lines = self.lines.iter();
        let plain: String = lines.map(|l| compose::plain(l)).collect();
        fold::simple(&plain).into_owned()
    }

    /// As printed, lines parted by a blank.
    pub(super) fn raw(&self) -> String {
        let lines = self.lines.iter();
        let lines: Vec<String> = lines.map(|l| l.iter().map(|c| c.ch).collect()).collect();
        lines.join(" ")
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.iter().flatten().all(|c| c.ch.is_whitespace())
    }

    /// The text for the model; its characters count as placed.
    pub(super) fn compose(&self, ctx: &mut Context<'_>) -> Text {
        compose::text_of(&self.parts(), ctx)
    }

    /// Counts the characters as placed without making a text: marks such as 附件： that stand in the model as structure.
    pub(super) fn place(&self, ctx: &mut Context<'_>) {
        ctx.accounts.place(self.lines.iter().flatten());
    }

    /// Every character, in order, with the number of its line.
    fn chars(&self) -> impl Iterator<Item = (usize, Char)> + '_ {
        self.lines
            .iter()
            .enumerate()
            .flat_map(|(n, line)| line.iter().map(move |c| (n, *c)))
    }

    fn from_chars(chars: impl Iterator<Item = (usize, Char)>) -> Self {
        let mut span = Self::default();
        let mut last = None;
        for (line, char) in chars {
            if last != Some(line) {
                span.lines.push(Vec::new());
                last = Some(line);
            }
            if let Some(open) = span.lines.last_mut() {
                open.push(char);
            }
        }
        span
    }

    /// Cut after so many printed characters (white space not counted).
    pub(super) fn split_at(&self, printed: usize) -> (Self, Self) {
        let mut seen = 0;
        let mut cut = None;
        for (index, (_, char)) in self.chars().enumerate() {
            if seen == printed && cut.is_none() {
                cut = Some(index);
            }
            if !char.ch.is_whitespace() {
                seen += 1;
            }
        }
        let cut = cut.unwrap_or_else(|| self.chars().count());
        (
            Self::from_chars(self.chars().take(cut)),
            Self::from_chars(self.chars().skip(cut)),
        )
    }

    /// Cut into pieces of so many printed characters each; likewise.
    pub(super) fn cut(&self, printed: &[usize]) -> Vec<Self> {
        let mut chars = self.chars();
        let piece = |count: &usize| {
            let mut seen = 0;
            Self::from_chars(std::iter::from_fn(|| {
                let next = (seen < *count).then(|| chars.next()).flatten()?;
                seen += usize::from(!next.1.ch.is_whitespace());
                Some(next)
            }))
        };
        printed.iter().map(piece).collect()
    }

    /// Pieces between separators; `separates` is asked with the bracket depth 0 only. Separators go to the second list.
    pub(super) fn split(&self, separates: impl Fn(char) -> bool) -> (Vec<Self>, Self) {
        let (mut pieces, mut open, mut marks) = (Vec::new(), Vec::new(), Vec::new());
        let mut depth = 0_usize;
        for (line, char) in self.chars() {
            match char.ch {
                '（' | '(' | '〔' | '《' | '“' => depth += 1,
                '）' | ')' | '〕' | '》' | '”' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && separates(char.ch) {
                marks.push((line, char));
                pieces.push(Self::from_chars(open.drain(..)));
            } else {
                open.push((line, char));
            }
        }
        pieces.push(Self::from_chars(open.drain(..)));
        pieces.retain(|p| !p.is_empty());
        (pieces, Self::from_chars(marks.into_iter()))
    }
}
