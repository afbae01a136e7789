//! The character collection of a composite font (Adobe-GB1, Adobe-CNS1 …): from codes over CIDs to Unicode.

use std::cell::OnceCell;
use std::sync::Arc;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily};
use hayro_syntax::object::{Dict, Name, Object, String as PdfString};

use crate::page::cmaps;

/// Both ways of a collection. Most fonts have a better source of Unicode and never ask for it, so its tables, which take
/// longer to read than a page, are read when a code first needs them.
pub(crate) struct Collection {
    ucs2: CMapName<'static>,
    encoding: Encoding,
    tables: OnceCell<Option<Tables>>,
}

/// How the font's codes become CIDs.
enum Encoding {
    Predefined(Vec<u8>),
    Embedded(Arc<CMap>),
}

struct Tables {
    cids: Arc<CMap>,
    ucs2: Arc<CMap>,
}

impl Collection {
    /// The collection that a composite font and its descendant name; an embedded encoding is read only `if_small`.
    pub(crate) fn of(font: &Dict<'_>, descendant: &Dict<'_>, if_small: bool) -> Option<Self> {
        let info = descendant.get::<Dict<'_>>(b"CIDSystemInfo")?;
        let registry = info.get::<PdfString<'_>>(b"Registry")?;
        let ordering = info.get::<PdfString<'_>>(b"Ordering")?;
        let family = CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes());
        let encoding = match font.get::<Object<'_>>(b"Encoding")? {
            Object::Name(name) => Encoding::Predefined(Name::as_ref(&name).to_vec()),
            Object::Stream(stream) if if_small => {
                let data = stream.decoded_data().ok()?;
                Encoding::Embedded(Arc::new(CMap::parse(&data, cmaps::load)?))
            }
            _ => return None,
        };
        Some(Self {
            ucs2: family.ucs2_cmap()?,
            encoding,
            tables: OnceCell::new(),
        })
    }

    /// The Unicode of a code of so many bytes.
    pub(crate) fn char(&self, code: u32, bytes: usize) -> Option<BfString> {
        let tables = self.tables.get_or_init(|| self.read()).as_ref()?;
        let cid = tables
            .cids
            .lookup_cid_code(code, u8::try_from(bytes).ok()?)?;
        tables.ucs2.lookup_bf_string(cid)
    }

    fn read(&self) -> Option<Tables> {
        let cids = match &self.encoding {
            Encoding::Embedded(cids) => cids.clone(),
            Encoding::Predefined(name) => match CMapName::from_bytes(name) {
                CMapName::IdentityH | CMapName::IdentityV => Arc::new(CMap::identity_h()),
                name => cmaps::predefined(name)?,
            },
        };
        Some(Tables {
            cids,
            ucs2: cmaps::predefined(self.ucs2)?,
        })
    }
}

/// Whether a `CMap` leads from the CIDs of a collection to Unicode: [`Collection`] reads those itself.
pub(crate) fn is_ucs2(name: CMapName<'_>) -> bool {
    let name = name.to_bytes();
    name.starts_with(b"Adobe-") && name.ends_with(b"-UCS2")
}
