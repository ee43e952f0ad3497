//! The cohorts (届) of graduates that the report is about, and how their figures are written.
//!
//! Tables of the newest cohort leave out groups that have not reported it: their last cohort is another year.

use talent_domain::{Group, Year};
use talent_outlook::{CohortDestinations, DestinationsOutlook, Outlook};

use crate::document::Cell;
use crate::document::cells::{or_none, rate, whole};
use crate::wording::figures::known_rate;

/// A mean of pay is of so many answers and more.
const PAY_ANSWERS: f64 = 10.0;

/// Cohorts that tables by year show.
pub(super) const COHORTS: usize = 5;

/// A school or a category with its newest cohort.
pub(super) type GroupCohort<'a> = (&'a DestinationsOutlook, &'a CohortDestinations);

/// What a table by group is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Grouping {
    Schools,
    /// 专业大类
    Categories,
}

impl Grouping {
    /// The heading of the column that names the groups.
    pub(super) fn heading(self) -> &'static str {
        match self {
            Self::Schools => "学校",
            Self::Categories => "专业大类",
        }
    }

    /// Whether these graduates are a group of this kind; the city is of neither.
    fn has(self, graduates: &Group) -> bool {
        match graduates {
            Group::School(_) => self == Self::Schools,
            Group::Category(_) => self == Self::Categories,
            Group::City | Group::County(_) | Group::Class(_) => false,
        }
    }
}

/// The graduates of the city as a whole.
/// `None` where no school reported destinations.
pub(super) fn of_city(outlook: &Outlook) -> Option<&DestinationsOutlook> {
    outlook.destinations.iter().find(|group| group.of == Group::City)
}

/// The groups whose newest cohort is that of the city, the largest first.
/// Groups of the same size come in the order of their names.
pub(super) fn newest_cohorts(outlook: &Outlook, grouping: Grouping) -> Vec<GroupCohort<'_>> {
    let newest = of_city(outlook).and_then(|city| city.cohorts.last()).map(|cohort| cohort.year);
    let mut groups: Vec<GroupCohort<'_>> = outlook
        .destinations
        .iter()
        .filter(|group| grouping.has(&group.of))
        .filter_map(|group| Some((group, group.cohorts.last()?)))
        .filter(|(_, cohort)| Some(cohort.year) == newest)
        .collect();
    groups.sort_by(|a, b| {
        b.1.graduates.total_cmp(&a.1.graduates).then_with(|| a.0.name.cmp(&b.0.name))
    });
    groups
}

/// What stands under figures of the newest cohort that lack some schools; empty if they lack none. The sentence names
/// the schools.
pub(super) fn late_note(outlook: &Outlook, city: &DestinationsOutlook) -> String {
    // A school lacks no others.
    if city.of != Group::City {
        return String::new();
    }
    let newest = city.cohorts.last().map(|cohort| cohort.year);
    let late = newest.map_or_else(Vec::new, |newest| late_schools(outlook, newest));
    if late.is_empty() {
        return String::new();
    }
    let names = late.join("、");
    format!("以下学校报了上届、没有报本届，本届数字都不含这些学校，不宜与上届比较：{names}。")
}

/// Schools that reported the cohort before the city's newest, but not that one.
fn late_schools(outlook: &Outlook, newest: Year) -> Vec<&str> {
    let is_late = |group: &&DestinationsOutlook| {
        let last = group.cohorts.last().map(|cohort| cohort.year);
        matches!(group.of, Group::School(_)) && last == Some(newest - 1)
    };
    outlook.destinations.iter().filter(is_late).map(|group| group.name.as_str()).collect()
}

/// A count of a cohort, persons, or yuan a month; none where it is not known.
pub(super) type Count = fn(&CohortDestinations) -> Option<f64>;
/// A rate of a cohort: numerator and denominator, persons.
pub(super) type Rate = fn(&CohortDestinations) -> Option<(f64, f64)>;

/// A rate as a fraction; none where it is of few or not known.
pub(super) fn fraction(parts: Option<(f64, f64)>) -> Option<f64> {
    parts.and_then(|(count, of)| known_rate(count, of))
}

/// A fraction as it is printed, in per cent with one decimal.
pub(super) fn printed(fraction: f64) -> f64 {
    (1000.0 * fraction).round() / 1000.0
}

/// What is said of shares that do not add up as they are printed; nothing where they do, or there are none.
pub(super) fn rounding_note(shares: impl Iterator<Item = f64>) -> &'static str {
    let sum: f64 = shares.map(printed).sum();
    if sum == 0.0 || (sum - 1.0).abs() < 1e-9 {
        ""
    } else {
        "占比因四舍五入，各项之和可能不等于100.0%。"
    }
}

/// A count of persons.
pub(super) fn count(value: Option<f64>) -> Cell {
    or_none(value, whole)
}

/// A rate from its numerator and denominator.
/// A dash where either is not known, or of few persons.
pub(super) fn rate_of(parts: Option<(f64, f64)>) -> Cell {
    or_none(parts, |(count, of)| rate(count, of))
}

/// Mean starting pay, of enough answers.
pub(super) fn known_pay(cohort: &CohortDestinations) -> Option<f64> {
    let enough = cohort.pay_answers.is_some_and(|answers| answers >= PAY_ANSWERS);
    cohort.starting_pay.filter(|_| enough)
}

/// Mean starting pay in yuan per month: a dash where fewer than ten persons answered.
pub(super) fn pay(cohort: &CohortDestinations) -> Cell {
    or_none(known_pay(cohort), whole)
}
