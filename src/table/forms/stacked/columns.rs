//! The names of a list's columns: which fragments each is, and what it stands under.

use std::ops::Range;

use super::Stack;
use crate::lexicon::key::Key;
use crate::lexicon::{labels, role};

/// Fragments that are a name together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) at: usize,
    pub(super) lines: usize,
}

impl Name {
    pub(super) fn fragments(self) -> Range<usize> {
        self.at..self.at + self.lines
    }
}

/// A column of the list: fragments that name it.
#[derive(Clone, Copy)]
pub(super) struct Column {
    /// What the upper name stands under itself.
    pub(super) top: Option<Name>,
    pub(super) upper: Option<Name>,
    pub(super) name: usize,
    /// How many lines the name is printed in.
    pub(super) lines: usize,
}

impl Column {
    pub(super) fn plain(name: usize) -> Self {
        Self {
            top: None,
            upper: None,
            name,
            lines: 1,
        }
    }

    pub(super) fn fragments(&self) -> Range<usize> {
        self.own().fragments()
    }

    pub(super) fn own(&self) -> Name {
        Name {
            at: self.name,
            lines: self.lines,
        }
    }

    /// The names above it and its own, from the uppermost down.
    pub(super) fn path(&self) -> impl Iterator<Item = Name> {
        let own = self.own();
        [self.top, self.upper].into_iter().flatten().chain([own])
    }

    /// Whether two names are put together that are whole by themselves: 服务内容, 金额. 资金 and 来源 may be one that is broken. What
    /// heads the first rows goes on with no whole name either: 资金来源, 养老服务类项目.
    pub(super) fn joins_names(&self, stack: &mut Stack<'_>) -> bool {
        let mut key = |at: usize| {
            stack
                .get(at)
                .map(|f| f.facts.key.clone())
                .unwrap_or_default()
        };
        let mut whole = |at: usize| {
            let (a, b) = (key(at), key(at + 1));
            let long = |key: &Key| key.chars().count() >= WHOLE;
            // 建设地点, 资金预算; 是否专门面向中小企业, 经费来源.
            let known = |key: &Key| {
                let name = role::is_key_of_known_name(key) && !key.starts_with('(');
                long(key) && (name || key.starts_with("是否"))
            };
            if known(&a) && known(&b) {
                return true;
            }
            let heads = || long(&a) && long(&b) && labels::group_end(&b).is_some();
            role::is_word(&a) && ((long(&a) || long(&b)) && role::is_word(&b) || heads())
        };
        let last = self.name + self.lines - 1;
        (self.name..last).any(&mut whole)
    }
}

/// Fewest characters of a name that says a thing and what of it: 服务内容, 购买主体.
const WHOLE: usize = 4;
