//! Words looked up by one of their characters.

use std::cmp::Reverse;

/// Characters fall into so many groups by their lowest byte: with some 600 words each group has two or three.
const GROUPS: usize = 256;

/// Entries by a character. Nearly every text of a document is looked up, and hardly any is found; a document of a few lines
/// looks up little, so that an index is made in one piece.
#[derive(Debug)]
pub(crate) struct Index<T> {
    /// Where each group begins, and the last one ends.
    starts: Vec<u32>,
    /// By their group; those of one character in the order they were given.
    entries: Vec<(char, T)>,
}

fn group(c: char) -> usize {
    c as usize % GROUPS
}

impl<T: Copy> Index<T> {
    pub(crate) fn of(entries: impl IntoIterator<Item = (char, T)>) -> Self {
        let entries: Vec<(char, T)> = entries.into_iter().collect();
        let mut starts = vec![0; GROUPS + 1];
        for (c, _) in &entries {
            if let Some(end) = starts.get_mut(group(*c) + 1) {
                *end += 1;
            }
        }
        let mut end = 0;
        for start in &mut starts {
            end += *start;
            *start = end;
        }
        let mut next = starts.clone();
        let mut placed = entries.clone();
        for entry in entries {
            if let Some(at) = next.get_mut(group(entry.0)) {
                if let Some(slot) = placed.get_mut(*at as usize) {
                    *slot = entry;
                }
                *at += 1;
            }
        }
        Self {
            starts,
            entries: placed,
        }
    }

    /// The same, with those entries of a character first that this is greatest of.
    pub(crate) fn by_rank(
        entries: impl IntoIterator<Item = (char, T)>,
        rank: impl Fn(&T) -> usize,
    ) -> Self {
        let mut index = Self::of(entries);
        for ends in index.starts.windows(2) {
            if let [start, end] = ends
                && let Some(own) = index.entries.get_mut(*start as usize..*end as usize)
            {
                own.sort_by_key(|(_, entry)| Reverse(rank(entry)));
            }
        }
        index
    }

    /// The entries of a character, in order.
    pub(crate) fn at(&self, c: char) -> impl Iterator<Item = &T> {
        let bound = |at: usize| self.starts.get(at).map_or(0, |start| *start as usize);
        let own = bound(group(c))..bound(group(c) + 1);
        let own = self.entries.get(own).unwrap_or_default().iter();
        own.filter(move |(of, _)| *of == c).map(|(_, entry)| entry)
    }

    /// All entries.
    pub(crate) fn all(&self) -> impl Iterator<Item = &T> {
        self.entries.iter().map(|(_, entry)| entry)
    }
}

impl Index<&'static str> {
    /// Words by their first characters, the longest first.
    pub(crate) fn by_first(words: impl IntoIterator<Item = &'static str>) -> Self {
        let first = |word: &str| word.chars().next().unwrap_or_default();
        Self::by_rank(words.into_iter().map(|word| (first(word), word)), |word| {
            word.len()
        })
    }

    /// Whether a text holds one of the words, each of which stands at its first character.
    pub(crate) fn stand_in(&self, text: &str) -> bool {
        text.char_indices().any(|(at, c)| {
            let rest = text.get(at..).unwrap_or_default();
            self.at(c).any(|word| rest.starts_with(*word))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_character_in_their_order() {
        // Two characters of one group.
        let (a, b) = ('一', char::from_u32('一' as u32 + 0x100).unwrap());
        let index = Index::of([(b, 1), (a, 2), (b, 3), ('x', 4)]);
        assert_eq!(index.at(b).copied().collect::<Vec<_>>(), [1, 3]);
        assert_eq!(index.at(a).copied().collect::<Vec<_>>(), [2]);
        assert_eq!(index.at('y').count(), 0);
        assert_eq!(index.all().count(), 4);
        let longest = Index::by_rank([(b, 1), (a, 2), (b, 3)], |n| *n);
        assert_eq!(longest.at(b).copied().collect::<Vec<_>>(), [3, 1]);
        let words = Index::by_first(["待定", "待"]);
        assert!(words.stand_in("金额待定") && !words.stand_in("金额已定"));
    }
}
