//! Predefined `CMap`s by name.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use hayro_cmap::{CMap, CMapName, load_embedded};

/// Data of `CMap`s by name; `None` where none could be made.
type Made = HashMap<Vec<u8>, Option<&'static [u8]>>;

/// `CMap`s made from the UTF-16 ones: at most four collections, two encodings and two directions.
static MADE: LazyLock<Mutex<Made>> = LazyLock::new(Mutex::default);

/// The data of a predefined `CMap`.
pub(crate) fn load(name: CMapName<'_>) -> Option<&'static [u8]> {
    load_embedded(name).or_else(|| {
        let bytes = name.to_bytes();
        let utf16 = utf16(bytes)?;
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        *made.entry(bytes.to_vec()).or_insert_with(|| {
            Some(Box::leak(
                make(bytes, &utf16)?.into_bytes().into_boxed_slice(),
            ))
        })
    })
}

/// `CMap`s that were read, by name: as many as are predefined.
static READ: LazyLock<Mutex<HashMap<Vec<u8>, Arc<CMap>>>> = LazyLock::new(Mutex::default);

/// A predefined `CMap`, read once for all documents.
pub(crate) fn predefined(name: CMapName<'_>) -> Option<Arc<CMap>> {
    let data = load(name)?;
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = read.get(name.to_bytes()) {
        return Some(known.clone());
    }
    let map = Arc::new(CMap::parse(data, load)?);
    read.insert(name.to_bytes().to_vec(), map.clone());
    Some(map)
}

/// The name of the UTF-16 `CMap` of the same collection and direction: `UniGB-UTF8-H` → `UniGB-UTF16-H`.
fn utf16(name: &[u8]) -> Option<Vec<u8>> {
    let name = std::str::from_utf8(name).ok()?;
    let (collection, rest) = name.split_once('-')?;
    let (encoding, direction) = rest.split_once('-')?;
    let known = matches!(collection, "UniGB" | "UniCNS" | "UniJIS" | "UniKS")
        && matches!(encoding, "UTF8" | "UTF32")
        && matches!(direction, "H" | "V");
    known.then(|| format!("{collection}-UTF16-{direction}").into_bytes())
}

/// The `CMap` for another encoding of the same characters.
fn make(name: &[u8], utf16: &[u8]) -> Option<String> {
    let source = CMap::parse(load_embedded(CMapName::from_bytes(utf16))?, load_embedded)?;
    let utf8 = name.windows(4).any(|w| w == b"UTF8");
    let mut out = String::from("begincmap\n");
    if name.ends_with(b"V") {
        out.push_str("/WMode 1 def\n");
    }
    out.push_str("1 begincidchar\n");
    // The basic plane and the planes of ideographs.
    for ch in ('\0'..='\u{ffff}').chain('\u{20000}'..='\u{3134f}') {
        let mut units = [0; 2];
        let units = ch.encode_utf16(&mut units);
        let code = units.iter().fold(0_u32, |c, u| (c << 16) | u32::from(*u));
        let length = if units.len() == 1 { 2 } else { 4 };
        if let Some(cid) = source.lookup_cid_code(code, length) {
            out.push('<');
            if utf8 {
                for byte in ch.encode_utf8(&mut [0; 4]).bytes() {
                    let _ = write!(out, "{byte:02x}");
                }
            } else {
                let _ = write!(out, "{:08x}", u32::from(ch));
            }
            let _ = writeln!(out, "> {cid}");
        }
    }
    out.push_str("endcidchar\nendcmap\n");
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_and_utf32_lead_to_the_same_cids() {
        let cid = |name: &[u8], code, length| {
            predefined(CMapName::from_bytes(name)).and_then(|c| c.lookup_cid_code(code, length))
        };
        let expected = cid(b"UniGB-UTF16-H", 0x9879, 2);
        assert!(expected.is_some());
        assert_eq!(cid(b"UniGB-UTF8-H", 0xe9_a1b9, 3), expected);
        assert_eq!(cid(b"UniGB-UTF32-H", 0x9879, 4), expected);
        assert_eq!(cid(b"UniXX-UTF8-H", 0xe9_a1b9, 3), None);
    }
}
