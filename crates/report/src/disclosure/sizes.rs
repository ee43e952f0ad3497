//! Students and entrants of the base year, part by part beside their totals.

use talent_domain::Year;
use talent_outlook::{EnrolmentOutlook, Outlook, Point, ProgrammeOutlook, SiteOutlook};

use super::rules::parts_of_total;
use super::shown::Shown;

/// Students and entrants, in this order, of a programme's schools or of a school's programmes, which add up to figures
/// shown with them.
///
/// The result has one entry per site, in the same order, in persons of the base year.
pub fn sizes_of_sites(sites: &[&SiteOutlook]) -> Vec<[Shown; 2]> {
    let column = |read: fn(&SiteOutlook) -> f64| {
        parts_of_total(&sites.iter().map(|site| Some(read(site))).collect::<Vec<_>>())
    };
    paired(column(|site| site.students), column(|site| site.entrants))
}

/// A school's programmes, each with the school's part of it and its students and entrants.
///
/// `school` is the code of the school. What is shown is decided beside its other programmes, as they add up to the
/// school.
pub fn sizes_of_programmes<'a>(
    outlook: &'a Outlook,
    school: &'a str,
) -> Vec<(&'a ProgrammeOutlook, &'a SiteOutlook, [Shown; 2])> {
    let (programmes, sites): (Vec<_>, Vec<_>) = outlook.programmes_of(school).unzip();
    let sizes = sizes_of_sites(&sites);
    programmes
        .into_iter()
        .zip(sites)
        .zip(sizes)
        .map(|((programme, site), sizes)| (programme, site, sizes))
        .collect()
}

/// Students and entrants, in this order, of schools, of counties or of classes in the year `base`, which add up to
/// those of the city; nothing of groups that have not reported that year.
///
/// The result has one entry per group, in the same order. `groups` have to be of one kind and complete, or else they do
/// not add up to the city.
pub fn sizes_of_groups(groups: &[&EnrolmentOutlook], base: Year) -> Vec<[Shown; 2]> {
    let column = |read: fn(&EnrolmentOutlook) -> &[Point]| {
        let newest = |group: &&EnrolmentOutlook| {
            Some(read(group).iter().find(|point| point.year == base)?.value)
        };
        parts_of_total(&groups.iter().map(newest).collect::<Vec<_>>())
    };
    paired(column(|group| &group.students), column(|group| &group.entrants))
}

/// Two columns as rows.
fn paired(students: Vec<Shown>, entrants: Vec<Shown>) -> Vec<[Shown; 2]> {
    students.into_iter().zip(entrants).map(|(students, entrants)| [students, entrants]).collect()
}
