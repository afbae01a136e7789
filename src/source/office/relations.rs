//! What a part of an OOXML package refers to (ECMA-376-2, 9.3).

use std::collections::BTreeMap;

use super::archive::Archive;
use super::workbook::check_length;
use super::xml::{Token, Tokens};
use crate::context::Context;
use crate::error::Error;

/// One that it refers to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Relation {
    /// The last word of its type: `styles`, `header`.
    pub(super) kind: String,
    /// Name of the part, or an address outside the package, which is never opened.
    pub(super) target: String,
    pub(super) external: bool,
}

/// All of them, by identifier.
pub(super) struct Relations(BTreeMap<String, Relation>);

impl Relations {
    /// Those of a part; of the package itself, if it has no name.
    pub(super) fn of(
        archive: &mut Archive<'_>,
        part: &str,
        ctx: &Context<'_>,
    ) -> Result<Self, Error> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = resolved(folder, &format!("_rels/{name}.rels"));
        let text = archive.text(&path, ctx)?.unwrap_or_default();
        let mut tokens = Tokens::new(&text);
        let mut all = BTreeMap::new();
        while let Some(token) = tokens.next(ctx)? {
            let Token::Start(tag) = token else { continue };
            let (Some(id), Some(kind), Some(target)) = (
                tag.attribute("Id"),
                tag.value("Type"),
                tag.attribute("Target"),
            ) else {
                continue;
            };
            let external = tag.value("TargetMode").is_some_and(|m| m == "External");
            let relation = Relation {
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: if external {
                    target
                } else {
                    resolved(folder, &target)
                },
                external,
            };
            all.insert(id, relation);
            check_length(all.len(), ctx)?;
        }
        Ok(Self(all))
    }

    /// The parts of a kind.
    pub(super) fn all_of_kind(&self, kind: &str) -> impl Iterator<Item = &str> {
        let inside = self.0.values().filter(|r| !r.external);
        let of_kind = inside.filter(move |r| r.kind == kind);
        of_kind.map(|r| r.target.as_str())
    }

    /// The first of them.
    pub(super) fn by_kind(&self, kind: &str) -> Option<&str> {
        self.all_of_kind(kind).next()
    }

    /// The part that an identifier refers to, if it is of this kind.
    pub(super) fn by_id(&self, id: &str, kind: &str) -> Option<&str> {
        let found = self.get(id).filter(|r| r.kind == kind && !r.external);
        found.map(|r| r.target.as_str())
    }

    pub(super) fn get(&self, id: &str) -> Option<&Relation> {
        self.0.get(id)
    }
}

/// The name of a part from the folder that it is named in: never of anything outside.
fn resolved(folder: &str, target: &str) -> String {
    let (folder, target) = match target.strip_prefix('/') {
        Some(absolute) => ("", absolute),
        None => (folder, target),
    };
    let mut out: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                out.pop();
            }
            step => out.push(step),
        }
    }
    out.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn names_of_parts_never_lead_outside() {
        assert_eq!(resolved("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolved("word", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(resolved("word", "../custom/item.xml"), "custom/item.xml");
        assert_eq!(resolved("word", "../../../../etc/passwd"), "etc/passwd");
        assert_eq!(resolved("", "_rels/.rels"), "_rels/.rels");
    }
}
