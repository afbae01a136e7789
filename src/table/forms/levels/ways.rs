//! The ways in which lower names may stand under upper ones whose merged cells are gone.

use super::MOST;
use crate::lexicon::{role, standing};

/// The lowest names of each column below the uppermost row, each with the middle one that it stands under, in all ways in which those
/// can stand: 合计 | 其中, and 省级 | 市级 under 其中. The first way leaves the middle row out, as that of one name is.
pub(super) fn leaves(middle: &[String], lower: &[String]) -> Vec<(Vec<usize>, Vec<Leaf>)> {
    let mut out = vec![(
        Vec::new(),
        lower.iter().map(|name| Leaf::of("", name)).collect(),
    )];
    if middle.is_empty() || middle.len() > MOST_MIDDLE || lower.len() > MOST.1 {
        return out;
    }
    for groups in 1..=middle.len().min(MOST.2) {
        for under in splits(middle.len(), groups, lower.len()) {
            let of_which =
                |(name, count): (&String, &usize)| *count > 0 || !standing::is_of_which(name);
            if !middle.iter().zip(&under).all(of_which) {
                continue;
            }
            let own = stand_under(middle, &under, lower);
            // What is counted by itself (转移安置（人）) is not counted in 户数 and 间数.
            if own
                .iter()
                .any(|leaf| role::is_count(&leaf.upper) && role::is_count(&leaf.name))
            {
                continue;
            }
            out.push((under, own));
        }
    }
    out
}

/// The lowest names if so many stand under each middle one; one without any is one itself.
pub(super) fn stand_under(middle: &[String], under: &[usize], lower: &[String]) -> Vec<Leaf> {
    let mut rest = lower.iter();
    let mut own = Vec::new();
    for (name, count) in middle.iter().zip(under) {
        match count {
            0 => own.push(Leaf::of("", name)),
            _ => own.extend(rest.by_ref().take(*count).map(|l| Leaf::of(name, l))),
        }
    }
    own
}

/// Most names of a middle row: those met have two or three.
const MOST_MIDDLE: usize = 5;

/// A lowest name, and the one of the middle row above it, if any.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub(super) upper: String,
    pub(super) name: String,
}

impl Leaf {
    pub(super) fn of(upper: &str, name: &str) -> Self {
        Self {
            upper: upper.to_owned(),
            name: name.to_owned(),
        }
    }
}

/// All ways to choose so many of the upper names and to lay the lower ones under them, two under each at least.
pub(super) fn splits(upper: usize, groups: usize, lower: usize) -> Vec<Vec<usize>> {
    let mut out = Vec::new();
    if groups > MOST.2 {
        // More of them stand side by side, each over as many: the other ways are too many.
        let each = lower / groups;
        if each > 1 && each * groups == lower {
            let beside = |from: usize| {
                let own = |at| {
                    if (from..from + groups).contains(&at) {
                        each
                    } else {
                        0
                    }
                };
                (0..upper).map(own).collect()
            };
            out.extend((0..(upper + 1).saturating_sub(groups)).map(beside));
        }
        return out;
    }
    let mut open: Vec<(Vec<usize>, usize, usize)> = vec![(Vec::new(), groups, lower)];
    while let Some((under, groups, lower)) = open.pop() {
        let left = upper - under.len();
        if left == 0 {
            out.extend((groups == 0 && lower == 0).then_some(under));
            continue;
        }
        if left < groups {
            continue;
        }
        let mut with = |count: usize, groups: usize| {
            let mut under = under.clone();
            under.push(count);
            open.push((under, groups, lower - count));
        };
        with(0, groups);
        if let Some(rest) = groups.checked_sub(1) {
            (2..=lower).for_each(|count| with(count, rest));
        }
    }
    out
}
