//! The schools that offer a programme.

use talent_domain::Lang;
use talent_outlook::{Outlook, ProgrammeOutlook};
use talent_report::figures::{expected, or_none, percent, whole};
use talent_report::{index_figure, rank_figure};

use crate::pages::level_mark::{badge, key_tag, level_of_place};

/// A school with its size, what is to come, and what came of its graduates.
pub(super) struct SiteRow {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) level: &'static str,
    pub(super) level_name: &'static str,
    pub(super) key: &'static str,
    pub(super) students: String,
    pub(super) entrants: String,
    pub(super) entering: String,
    pub(super) leaving: String,
    pub(super) placement: String,
    pub(super) matched: String,
    pub(super) index: String,
    pub(super) rank: String,
}

/// Every school that offers it.
pub(super) fn site_rows(outlook: &Outlook, p: &ProgrammeOutlook) -> Vec<SiteRow> {
    p.sites
        .iter()
        .map(|site| {
            let level = level_of_place(outlook, p.code.as_str(), site.school.as_str());
            SiteRow {
                code: site.school.to_string(),
                name: site.name.clone(),
                level: level.code(),
                level_name: badge(level),
                key: key_tag(site.key_level),
                students: whole(site.students),
                entrants: whole(site.entrants),
                entering: or_none(site.entrants_forecast.first(), expected),
                leaving: or_none(site.graduates_forecast.first(), expected),
                placement: or_none(site.quality.placement, percent),
                matched: or_none(site.quality.matched, percent),
                index: or_none(site.quality.index.as_ref(), |index| {
                    index_figure(index.index.value)
                }),
                rank: or_none(site.quality.index.as_ref(), |index| rank_figure(index, Lang::Zh)),
            }
        })
        .collect()
}
