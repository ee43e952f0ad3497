//! The level that a school teaches at.

use talent_domain::EducationLevel;

/// The level that a school of this type (C1) teaches at, if it is one of them.
pub(crate) fn school_level(kind: &str) -> Option<EducationLevel> {
    if kind.contains("本科") {
        Some(EducationLevel::Bachelor)
    } else if kind.contains("高职") || kind.contains("专科") {
        Some(EducationLevel::Higher)
    } else if kind.contains('中') {
        Some(EducationLevel::Secondary)
    } else {
        None
    }
}
