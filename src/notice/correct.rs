//! A reviewer's corrections, put into the notice before its amounts are read and its checks are run: what follows from
//! a value follows from the corrected one.

use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::{Error, ErrorKind};
use crate::location::Location;
use crate::model::{Correction, Corrections, Date, Notice, Origin, Role, Text};

use super::{items, number};

/// Applies corrections, all of them or, with an error, none that could be used.
///
/// Every value keeps its printed form in `raw`, so the account of printed characters stays as it is.
pub(crate) fn correct(
    notice: &mut Notice,
    corrections: &Corrections,
    ctx: &mut Context<'_>,
) -> Result<(), Error> {
    // A name is no proof: another file may have it, and the same file another.
    let source = &notice.source;
    let (path, meant, found) = match &corrections.sha256 {
        Some(sha256) => ("/source/sha256", Some(sha256), &source.sha256),
        None => ("/source/name", corrections.name.as_ref(), &source.name),
    };
    if let (Some(meant), Some(found)) = (meant, found)
        && meant != found
    {
        return Err(ErrorKind::CorrectionMismatch {
            path: path.into(),
            expected: meant.clone(),
            found: found.clone(),
        }
        .into());
    }
    for correction in &corrections.list {
        apply(notice, correction)?;
    }
    items::again(notice);
    for correction in &corrections.list {
        said(notice, correction, ctx);
    }
    notice.corrections.extend(corrections.list.iter().cloned());
    Ok(())
}

fn apply(notice: &mut Notice, correction: &Correction) -> Result<(), Error> {
    let after = &correction.after;
    let tokens: Vec<&str> = correction.path.split('/').skip(1).collect();
    match tokens.as_slice() {
        ["title", "text"] => text(notice.title.as_mut(), correction),
        ["issuers", n, "text"] => text(at(&mut notice.issuers, n), correction),
        ["recipients", n, "text"] => text(at(&mut notice.recipients, n), correction),
        ["signatories", n, "text"] => text(at(&mut notice.signatories, n), correction),
        ["document_number", "text"] => {
            let own = notice.document_number.as_mut();
            let own = fits(own, |o| o.text.clone(), correction)?;
            let parts = number::whole(after).unwrap_or_default();
            (own.code, own.year, own.serial) = (parts.code, parts.year, parts.serial);
            own.text.clone_from(after);
            Ok(())
        }
        ["date", "text"] => {
            let own = fits(notice.date.as_mut(), |d| d.text.to_string(), correction)?;
            own.text = after
                .parse::<Date>()
                .map_err(|found| Error::from(ErrorKind::BadCorrections { found }))?;
            Ok(())
        }
        ["tables", t, "rows", r, "cells", c, "text"] => {
            let row = at(&mut notice.tables, t).and_then(|t| at(&mut t.rows, r));
            let cell = row.and_then(|row| at(&mut row.cells, c));
            let cell = fits(cell, |c| c.text.clone(), correction)?;
            cell.text.clone_from(after);
            cell.origin = Origin::Corrected;
            Ok(())
        }
        _ => Err(ErrorKind::BadCorrections {
            found: format!("a change of {}, which cannot be corrected", correction.path),
        }
        .into()),
    }
}

fn text(own: Option<&mut Text>, correction: &Correction) -> Result<(), Error> {
    fits(own, |t| t.text.clone(), correction)?
        .text
        .clone_from(&correction.after);
    Ok(())
}

fn at<'t, T>(list: &'t mut [T], token: &str) -> Option<&'t mut T> {
    list.get_mut(token.parse::<usize>().ok()?)
}

/// The value, if it is there and is what the reviewer saw.
fn fits<'t, T>(
    own: Option<&'t mut T>,
    shown: impl Fn(&T) -> String,
    correction: &Correction,
) -> Result<&'t mut T, Error> {
    let found = own.as_deref().map(shown);
    match own {
        Some(own) if found.as_ref() == Some(&correction.before) => Ok(own),
        _ => Err(ErrorKind::CorrectionMismatch {
            path: correction.path.clone(),
            expected: correction.before.clone(),
            found: found.unwrap_or_else(|| "nothing".into()),
        }
        .into()),
    }
}

/// Says that a value is a reviewer's, and marks the item it belongs to.
fn said(notice: &mut Notice, correction: &Correction, ctx: &mut Context<'_>) {
    let (path, location) = owner(notice, &correction.path);
    let (before, after) = (&correction.before, &correction.after);
    ctx.diagnostics.push(
        Diagnostic::new(
            codes::CORRECTION_APPLIED,
            Severity::Info,
            format!("{before:?} was read; a reviewer corrected it to {after:?}"),
            format!("原读作“{before}”，经核对人更正为“{after}”"),
        )
        .path(path)
        .at(location),
    );
}

/// The path by which findings name a corrected value, and its place.
fn owner(notice: &mut Notice, path: &str) -> (String, Option<Location>) {
    let tokens: Vec<&str> = path.split('/').skip(1).collect();
    let ["tables", t, "rows", r, "cells", c, _] = tokens.as_slice() else {
        return (path.to_owned(), None);
    };
    let (Ok(t), Ok(r), Ok(c)) = (t.parse::<usize>(), r.parse::<usize>(), c.parse::<usize>()) else {
        return (path.to_owned(), None);
    };
    let Some(table) = notice.tables.get(t) else {
        return (path.to_owned(), None);
    };
    let row = table.rows.get(r);
    let cell = row.and_then(|row| row.cells.get(c));
    let location = cell.and_then(|c| c.locations.first()).cloned();
    let role = table.columns.get(c).map_or(Role::Other, |c| c.role);
    let field = role.field();
    let item = notice
        .items
        .iter_mut()
        .enumerate()
        .find(|(_, i)| (i.table, i.row) == (t, r));
    match item {
        Some((n, item)) => {
            if !item.corrected.iter().any(|f| f == field) {
                item.corrected.push(field.to_owned());
            }
            (format!("/items/{n}/{field}"), location)
        }
        None => (path.trim_end_matches("/text").to_owned(), location),
    }
}
