//! Parts of a package, found by its relationships (ECMA-376-2, 9.3).

use super::damaged;
use super::tree::{self, Element};
use crate::context::Context;
use crate::error::Error;
use crate::source::office::archive::Archive;
use crate::source::office::relations::{Relation, Relations};

/// A package with its main part.
pub(super) struct Package<'b> {
    archive: Archive<'b>,
    main: String,
    /// What the main part refers to.
    relations: Relations,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8], ctx: &Context<'_>) -> Result<Self, Error> {
        let mut archive = Archive::open(bytes, ctx)?;
        let main = Relations::of(&mut archive, "", ctx)?
            .by_kind("officeDocument")
            .map_or_else(|| "word/document.xml".to_owned(), str::to_owned);
        let relations = Relations::of(&mut archive, &main, ctx)?;
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
    pub(super) fn related(&self, kind: &str) -> Option<&str> {
        self.relations.by_kind(kind)
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
