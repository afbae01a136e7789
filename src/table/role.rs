//! What a column holds, from its header.

use crate::model::Role;

/// The role that a header names, if it names one.
pub(crate) fn of_header(_header: &str) -> Option<Role> {
    None
}
