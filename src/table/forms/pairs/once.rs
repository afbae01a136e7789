//! What is said once for all parts of what is bought, above the first and below the last.

use std::collections::HashSet;

use super::Pair;
use crate::model::Role;

/// Pairs with their columns.
pub(super) type Told<'p> = Vec<(usize, &'p Pair)>;

/// What is said once for all blocks: above them, and, as it seems, below them; and what is said above them of the whole alone.
pub(super) struct Once<'p> {
    pub(super) above: Told<'p>,
    pub(super) below: Told<'p>,
    pub(super) left: Told<'p>,
}

/// Takes what is said once for all blocks out of them: what stands above the first label that comes again, and then, as it
/// seems, what stands below the last. A sum is none of it: beside the parts' own it is the whole's; so is its name. `headed`: the
/// first block is no part, but what is said of the whole.
pub(super) fn said_once<'p>(blocks: &mut Vec<Told<'p>>, headed: bool) -> Once<'p> {
    let columns = |blocks: &[Told<'_>]| -> HashSet<usize> {
        blocks.iter().flatten().map(|(col, _)| *col).collect()
    };
    let sum = |(_, pair): &(usize, &Pair)| pair.role == Some(Role::Amount);
    let project = |(_, pair): &(usize, &Pair)| pair.role == Some(Role::Project);
    let (mut above, mut below) = (Vec::new(), Vec::new());
    let mut left = said_again(blocks);
    let again = columns(blocks.get(1..).unwrap_or_default());
    // 标项名称 names each part, 项目名称 the whole.
    let parts_named = blocks
        .get(1..)
        .unwrap_or_default()
        .iter()
        .any(|b| b.iter().any(&project));
    let of_whole = |p: &(usize, &Pair)| sum(p) || parts_named && project(p);
    let paid = |p: &(usize, &Pair)| again.contains(&p.0) && sum(p);
    let parts = blocks.len() > 2;
    match blocks.as_mut_slice() {
        // 项目名称 and 预算金额 of the whole above two parts or more, whose sums have another name: the first block is none.
        [block, _, ..] if headed || parts && block.iter().any(&sum) && !block.iter().any(paid) => {
            let own = std::mem::take(block).into_iter();
            let (whole, rest): (Told<'_>, _) =
                own.partition(|p| of_whole(p) || again.contains(&p.0));
            above = rest;
            left.extend(whole);
            blocks.remove(0);
        }
        [block, _, ..] => {
            let own = |p: &(usize, &Pair)| again.contains(&p.0);
            let end = block.iter().position(own).unwrap_or(0);
            let rest = block.get(end..).unwrap_or_default();
            let end = match rest.iter().any(paid) {
                true => end,
                false => block.iter().position(|p| own(p) || sum(p)).unwrap_or(0),
            };
            let (whole, rest): (Told<'_>, _) = block.drain(..end).partition(of_whole);
            above = rest;
            left.extend(whole);
        }
        _ => {}
    }
    let count = blocks.len().saturating_sub(1);
    let first = columns(blocks.get(..count).unwrap_or_default());
    // Of a single part, what stands below is its own.
    let several = count > 0 && !above.is_empty();
    if let Some(block) = blocks.last_mut().filter(|_| several) {
        // A sum below the part's own is the whole's, too.
        let paid = block.iter().any(|p| first.contains(&p.0) && sum(p));
        let own = |p: &(usize, &Pair)| first.contains(&p.0) || !paid && sum(p);
        let end = block.iter().rposition(own).map_or(0, |end| end + 1);
        let (whole, rest): (Told<'_>, Told<'_>) = block.drain(end..).partition(sum);
        left.extend(whole);
        below.extend(rest);
    }
    Once { above, below, left }
}

/// Takes out of the last block what stands below its own labels and was said above the first block's: 采购人 among the contacts.
fn said_again<'p>(blocks: &mut [Told<'p>]) -> Told<'p> {
    let [first, between @ .., last] = blocks else {
        return Vec::new();
    };
    let begins = between.first().unwrap_or(last).first().map(|(col, _)| *col);
    let at = first.iter().position(|(col, _)| Some(*col) == begins);
    let (head, own) = first.split_at(at.unwrap_or(0));
    let has = |block: &[(usize, &Pair)], col: usize| block.iter().any(|(own, _)| *own == col);
    let is_own = |(col, _): &(usize, &Pair)| has(own, *col) || between.iter().any(|b| has(b, *col));
    let end = last.iter().rposition(is_own).map_or(0, |end| end + 1);
    let (again, rest): (Told<'_>, Told<'_>) = last.drain(end..).partition(|p| has(head, p.0));
    last.extend(rest);
    again
}
