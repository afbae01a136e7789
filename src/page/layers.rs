//! Optional content: which layers are not printed.

use std::cell::Cell;
use std::collections::HashSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, ObjRef, Object, ObjectIdentifier};

/// The hidden layers of a document, by the default configuration (ISO 32000-1, 8.11.4).
#[derive(Debug, Default)]
pub(crate) struct Layers {
    hidden: HashSet<ObjectIdentifier>,
}

impl Layers {
    pub(crate) fn of(pdf: &Pdf) -> Self {
        Self::read(pdf).unwrap_or_default()
    }

    fn read(pdf: &Pdf) -> Option<Self> {
        let xref = pdf.xref();
        let properties = xref
            .get::<Dict<'_>>(xref.root_id())?
            .get::<Dict<'_>>(b"OCProperties")?;
        let config = properties.get::<Dict<'_>>(b"D")?;
        let mut hidden = HashSet::new();
        let off = config
            .get::<Name<'_>>(b"BaseState")
            .is_some_and(|n| n.as_ref() == b"OFF");
        if off {
            hidden.extend(refs(&properties, b"OCGs"));
            for on in refs(&config, b"ON") {
                hidden.remove(&on);
            }
        }
        hidden.extend(refs(&config, b"OFF"));
        Some(Self { hidden })
    }

    /// Whether what a dictionary's entry names (a group, or groups with a policy) is hidden.
    pub(crate) fn hides(&self, holder: &Dict<'_>, key: &[u8]) -> bool {
        if self.hidden.is_empty() {
            return false;
        }
        if let Some(group) = holder.get_ref(key)
            && self.hidden.contains(&ObjectIdentifier::from(group))
        {
            return true;
        }
        holder
            .get::<Dict<'_>>(key)
            .is_some_and(|membership| self.hides_members(&membership))
    }

    fn hides_members(&self, membership: &Dict<'_>) -> bool {
        if let Some(expression) = membership.get::<Array<'_>>(b"VE") {
            return !self.visible(&expression, 0, &Cell::new(0));
        }
        let mut groups: Vec<ObjectIdentifier> = refs(membership, b"OCGs").collect();
        if groups.is_empty() {
            groups.extend(membership.get_ref(b"OCGs").map(ObjectIdentifier::from));
        }
        if groups.is_empty() {
            return false;
        }
        let mut off = groups.iter().map(|g| self.hidden.contains(g));
        match membership
            .get::<Name<'_>>(b"P")
            .as_ref()
            .map(|n| n.as_ref())
        {
            Some(b"AllOn") => off.any(|o| o),
            Some(b"AnyOff") => !off.any(|o| o),
            Some(b"AllOff") => !off.all(|o| o),
            _ => off.all(|o| o),
        }
    }
}

/// Deepest nesting of a visibility expression that is followed; what lies deeper is taken as visible.
const NESTED: usize = 16;
/// Most expressions within one that are looked at: one expression may be named by several, and these again.
const EXPRESSIONS: usize = 1_024;

impl Layers {
    /// A visibility expression: `[/And …]`, `[/Or …]`, `[/Not …]` over groups and expressions.
    fn visible(&self, expression: &Array<'_>, depth: usize, looked_at: &Cell<usize>) -> bool {
        looked_at.set(looked_at.get() + 1);
        if depth > NESTED || looked_at.get() > EXPRESSIONS {
            return true;
        }
        let mut items = expression.raw_iter();
        let operator = match items.next() {
            Some(MaybeRef::NotRef(Object::Name(name))) => name,
            _ => return true,
        };
        let nested: Vec<Array<'_>> = expression
            .iter::<Object<'_>>()
            .take(EXPRESSIONS)
            .filter_map(|o| match o {
                Object::Array(array) => Some(array),
                _ => None,
            })
            .collect();
        let mut operands = items
            .take(EXPRESSIONS)
            .filter_map(|item| item.as_obj_ref())
            .map(|r| !self.hidden.contains(&ObjectIdentifier::from(r)))
            .chain(nested.iter().map(|n| self.visible(n, depth + 1, looked_at)));
        match operator.as_ref() {
            b"Not" => !operands.next().unwrap_or(false),
            b"Or" => operands.any(|shown| shown),
            _ => operands.all(|shown| shown),
        }
    }
}

fn refs(holder: &Dict<'_>, key: &[u8]) -> impl Iterator<Item = ObjectIdentifier> {
    let array = holder.get::<Array<'_>>(key).unwrap_or_default();
    array
        .raw_iter()
        .filter_map(|item: MaybeRef<Object<'_>>| item.as_obj_ref())
        .map(|r: ObjRef| ObjectIdentifier::from(r))
        .collect::<Vec<_>>()
        .into_iter()
}
