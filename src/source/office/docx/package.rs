//! Parts of a package, found by its relationships (ECMA-376-2, 9.3).

use std::collections::BTreeMap;

use super::damaged;
use super::tree::{self, Element};
use crate::context::Context;
use crate::error::Error;
use crate::source::office::archive::Archive;
use crate::source::office::xml;

/// What a part refers to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Relation {
    /// The last word of its type: `styles`, `header`.
    pub(super) kind: String,
    /// Name of the part, or an address outside the package.
    pub(super) target: String,
    pub(super) external: bool,
}

/// A package with its main part.
pub(super) struct Package<'b> {
    archive: Archive<'b>,
    main: String,
    /// What the main part refers to, by identifier.
    relations: BTreeMap<String, Relation>,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8], ctx: &Context<'_>) -> Result<Self, Error> {
        let mut archive = Archive::open(bytes, ctx)?;
        let of_package = relations(&mut archive, "", ctx)?;
        let mut all = of_package.values();
        let main = all.find(|r| r.kind == "officeDocument" && !r.external);
        let main = main.map_or_else(|| "word/document.xml".to_owned(), |r| r.target.clone());
        let relations = relations(&mut archive, &main, ctx)?;
        Ok(Self {
            archive,
            main,
            relations,
        })
    }

    /// The main part.
    pub(super) fn document(&mut self, ctx: &Context<'_>) -> Result<Element, Error> {
        let name = self.main.clone();
        let found = self.tree(&name, ctx)?;
        found.ok_or_else(|| damaged("no part with the document"))
    }

    /// The first part of a kind that the main part refers to.
    pub(super) fn related(&self, kind: &str) -> Option<&Relation> {
        let mut all = self.relations.values();
        all.find(|r| r.kind == kind && !r.external)
    }

    /// What an identifier of the main part refers to.
    pub(super) fn relation(&self, id: &str) -> Option<&Relation> {
        self.relations.get(id)
    }

    /// A part as a tree; none if it is not there.
    pub(super) fn tree(&mut self, name: &str, ctx: &Context<'_>) -> Result<Option<Element>, Error> {
        let Some(text) = self.archive.text(name, ctx)? else {
            return Ok(None);
        };
        tree::read(&text, ctx).map(Some)
    }

    /// A part's bytes.
    pub(super) fn part(&mut self, name: &str, ctx: &Context<'_>) -> Result<Option<Vec<u8>>, Error> {
        self.archive.part(name, ctx)
    }
}

/// What a part, or the package itself, refers to.
fn relations(
    archive: &mut Archive<'_>,
    of: &str,
    ctx: &Context<'_>,
) -> Result<BTreeMap<String, Relation>, Error> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let path = resolve(folder, &format!("_rels/{name}.rels"));
    let Some(bytes) = archive.part(&path, ctx)? else {
        return Ok(BTreeMap::new());
    };
    let root = tree::read(&xml::decode(bytes), ctx)?;
    let all = root.elements().filter(|e| e.is("Relationship"));
    let all = all.filter_map(|e| {
        let kind = e.attribute("Type")?.rsplit('/').next()?.to_owned();
        let external = e.attribute("TargetMode") == Some("External");
        let target = e.attribute("Target")?;
        let target = if external {
            target.to_owned()
        } else {
            resolve(folder, target)
        };
        let relation = Relation {
            kind,
            target,
            external,
        };
        Some((e.attribute("Id")?.to_owned(), relation))
    });
    Ok(all.collect())
}

/// The name of a part from the folder that it is named in: never of anything outside.
fn resolve(folder: &str, target: &str) -> String {
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
    use super::*;

    #[test]
    fn names_of_parts_never_lead_outside() {
        assert_eq!(resolve("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "../custom/item.xml"), "custom/item.xml");
        assert_eq!(resolve("word", "../../../../etc/passwd"), "etc/passwd");
        assert_eq!(resolve("", "_rels/.rels"), "_rels/.rels");
    }
}
