//! A row of a group of schools or programmes.

use talent_outlook::{EnrolmentOutlook, Outlook};
use talent_report::figures::{expected, or_none, whole};

/// A group of schools or programmes: what it has and what is to come next year.
pub(super) struct GroupRow {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) programmes: usize,
    pub(super) warnings: usize,
    pub(super) students: String,
    pub(super) entrants: String,
    pub(super) entering: String,
    pub(super) leaving: String,
}

impl GroupRow {
    pub(super) fn new(outlook: &Outlook, group: &EnrolmentOutlook) -> Self {
        let [students, entrants] = group.size(outlook.meta.base_year);
        let code = group.of.code();
        Self {
            programmes: outlook.programmes_of(code).count(),
            warnings: outlook.warnings_of(code).count(),
            code: code.to_owned(),
            name: group.name.clone(),
            students: or_none(students, whole),
            entrants: or_none(entrants, whole),
            entering: or_none(group.entrants_forecast.first(), expected),
            leaving: or_none(group.graduates_forecast.first(), expected),
        }
    }
}
