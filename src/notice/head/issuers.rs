//! The issuers that a title names before 关于.

use crate::lexicon::{fold, office};
use crate::model::{Notice, Text};

/// Where no mark is printed, the title's words before 关于 name the issuers.
pub(super) fn of_title(notice: &mut Notice) {
    let Some(title) = &notice.title else { return };
    // Places are the same in simplified characters.
    let about = fold::simple(&title.raw).find("关于");
    let Some(before) = about.and_then(|at| title.raw.get(..at)) else {
        return;
    };
    notice.issuers = offices_of(before)
        .into_iter()
        .filter(|name| office::is_office(name))
        .map(|name| Text {
            raw: name.clone(),
            text: name,
            locations: title.locations.clone(),
            ..Text::default()
        })
        .collect();
}

/// The offices that the beginning of a title names. Blanks part them; a line break may stand within a name, which goes on
/// unless it is whole and what follows begins as names do. Without blanks, a name begins where the place of the first is
/// said again: 舟山市普陀区民政局舟山市普陀区财政局.
fn offices_of(before: &str) -> Vec<String> {
    // Two characters: the shortest name of a place without 市 or 区.
    let place: String = before
        .trim_start_matches("中共")
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(2)
        .collect();
    let of_place = |rest: &str| {
        !place.is_empty()
            && rest
                .strip_prefix("中共")
                .unwrap_or(rest)
                .starts_with(&place)
    };
    let begins = |rest: &str| of_place(rest) || office::begins_name(rest);
    let printed: String = before.chars().filter(|c| !c.is_whitespace()).collect();
    let mut rest = printed.as_str();
    let mut out: Vec<String> = Vec::new();
    let mut gap = Some(' ');
    for c in before.chars() {
        if c.is_whitespace() {
            gap = Some(if c == '\n' { c } else { gap.unwrap_or(c) });
            continue;
        }
        let whole = || out.last().is_none_or(|name| office::is_office(name));
        let inside = |n: &String| n.ends_with("总局") || n.ends_with("中共");
        let again = || of_place(rest) && !out.last().is_some_and(inside);
        let fresh = match gap.take() {
            Some('\n') => begins(rest) && whole(),
            Some(_) => true,
            None => again() && whole(),
        };
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match out.last_mut().filter(|_| !fresh) {
            Some(name) => name.push(c),
            None => out.push(c.to_string()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::offices_of;

    #[test]
    fn offices_of_a_title_over_lines() {
        let two = ["舟山市普陀区民政局", "中共舟山市普陀区委组织部"];
        assert_eq!(
            offices_of("舟山市普陀区民政局 中共舟山市普陀区委组织部"),
            two
        );
        assert_eq!(
            offices_of("舟山市普陀区民\n政局 中共舟山市普陀区委\n组织部"),
            two
        );
        assert_eq!(
            offices_of("舟山市普陀区民政局\n中共舟山市普陀区委组织部"),
            two
        );
        assert_eq!(
            offices_of("舟山市普陀区民政局中共舟\n山市普陀区委组织部"),
            two
        );
        let tax = "国家税务总局舟山市普陀区税务局";
        assert_eq!(offices_of(tax), [tax]);
    }
}
