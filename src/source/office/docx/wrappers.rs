//! Elements of `WordprocessingML` that only wrap what is shown, and alternatives of which one is shown.

use super::tree::{Element, Node};

/// The elements among nodes.
pub(super) fn elements(nodes: &[Node]) -> impl Iterator<Item = &Element> {
    nodes.iter().filter_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    })
}

/// Elements that only wrap what they hold.
pub(super) fn is_wrapper(name: &str) -> bool {
    let wrappers = [
        "sdt",
        "sdtContent",
        "ins",
        "moveTo",
        "smartTag",
        "customXml",
        "hyperlink",
        "dir",
        "bdo",
        "subDoc",
    ];
    wrappers.contains(&name)
}

/// Whether a content control shows only what should be filled in.
pub(super) fn is_placeholder(element: &Element) -> bool {
    let properties = element.child("sdtPr");
    properties.and_then(|p| p.switch("showingPlcHdr")) == Some(true)
}

/// The branch of an alternative that Word shows: the first whose vocabularies it knows.
pub(super) fn branch(alternative: &Element) -> Option<&Element> {
    let known = |prefix: &str| {
        let begins = [
            "a14", "a16", "cx", "v", "am3d", "aink", "p14", "c14", "m", "r",
        ];
        // wps, wp14, w16se; what other programs call theirs (wpsCustomData) is none of them.
        let own = prefix.starts_with('w') && !prefix.contains(|c: char| c.is_ascii_uppercase());
        own || begins.iter().any(|b| prefix.starts_with(b))
    };
    let mut choices = alternative.elements().filter(|e| e.is("Choice"));
    let choice = choices.find(|c| {
        let needs = c.attribute("Requires").unwrap_or_default();
        needs.split_whitespace().all(known)
    });
    choice.or_else(|| alternative.child("Fallback"))
}
