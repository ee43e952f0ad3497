//! Counts by year, each year beside the other parts of its total.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;

use talent_domain::{Group, Year};
use talent_outlook::{EnrolmentOutlook, Outlook, Point, ProgrammeOutlook};

use super::rules::{parts_beside, parts_of_total};
use super::shown::Shown;

/// What may be shown of the past of a programme or a group: each list has one entry for each point of the series it is
/// named after, in persons.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownHistory {
    /// Students of all grades, year by year.
    pub students: Vec<Shown>,
    /// Registered entrants (报到新生), year by year.
    pub entrants: Vec<Shown>,
    /// Graduates, year by year.
    pub graduates: Vec<Shown>,
}

/// What may be shown of series of counts that add up, year by year, to a series shown elsewhere.
///
/// `parts` has one series per part. The result is indexed by part, then by point of that part's series. A part that has
/// no figure of a year counts as not known in that year.
pub fn series_of_parts(parts: &[&[Point]]) -> Vec<Vec<Shown>> {
    let years: BTreeSet<Year> = parts.iter().copied().flatten().map(|point| point.year).collect();
    let by_year: BTreeMap<Year, Vec<Shown>> =
        years.into_iter().map(|year| (year, parts_of_total(&values_at(parts, year)))).collect();
    let series =
        |(i, part): (usize, &&[Point])| part.iter().map(|point| by_year[&point.year][i]).collect();
    parts.iter().enumerate().map(series).collect()
}

/// The past of a school, a county or a class beside the others of its kind, which add up to the city.
///
/// Everything is withheld for a group that the outlook does not list.
pub fn history_of_group(outlook: &Outlook, group: &EnrolmentOutlook) -> ShownHistory {
    let siblings: Vec<&EnrolmentOutlook> = outlook
        .enrolment
        .iter()
        .filter(|other| discriminant(&other.of) == discriminant(&group.of))
        .collect();
    let position = siblings.iter().position(|other| other.of == group.of);
    let series = |read: fn(&EnrolmentOutlook) -> &[Point]| {
        let parts: Vec<&[Point]> = siblings.iter().map(|sibling| read(sibling)).collect();
        let shown = position.map(|position| series_of_parts(&parts).swap_remove(position));
        shown.unwrap_or_else(|| vec![Shown::Withheld; read(group).len()])
    };
    ShownHistory {
        students: series(|group| &group.students),
        entrants: series(|group| &group.entrants),
        graduates: series(|group| &group.graduates),
    }
}

/// The past of a programme beside the others of its class, which add up to that class as it is shown.
///
/// Everything is withheld for a programme that the outlook does not list.
pub fn history_of_programme(outlook: &Outlook, programme: &ProgrammeOutlook) -> ShownHistory {
    ShownHistory {
        students: series_in_class(outlook, programme, |p| &p.students, |class| &class.students),
        entrants: series_in_class(outlook, programme, |p| &p.entrants, |class| &class.entrants),
        graduates: series_in_class(outlook, programme, |p| &p.graduates, |class| &class.graduates),
    }
}

/// One series of a programme: `of_programme` reads it of each programme, `of_class` the total of their class.
/// One entry per point of the programme's series. Where the class has no total of a year,
/// the sum of its known members stands for it.
fn series_in_class(
    outlook: &Outlook,
    programme: &ProgrammeOutlook,
    of_programme: fn(&ProgrammeOutlook) -> &[Point],
    of_class: fn(&EnrolmentOutlook) -> &[Point],
) -> Vec<Shown> {
    let code = programme.code.class();
    let members: Vec<&ProgrammeOutlook> =
        outlook.programmes.iter().filter(|other| other.code.class() == code).collect();
    let Some(position) = members.iter().position(|other| other.code == programme.code) else {
        return vec![Shown::Withheld; of_programme(programme).len()];
    };
    let parts: Vec<&[Point]> = members.iter().map(|member| of_programme(member)).collect();
    let totals = totals_of_class(outlook, &Group::Class(code), of_class);
    let shown = |point: &Point| {
        let values = values_at(&parts, point.year);
        let known = values.iter().flatten().sum();
        let total = totals.get(&point.year).copied().unwrap_or(Shown::Value(known));
        parts_beside(total, &values)[position]
    };
    of_programme(programme).iter().map(shown).collect()
}

/// A class by year, as it is shown beside the other classes; empty in outlooks without groups.
/// `read` takes one series of a class, in persons.
fn totals_of_class(
    outlook: &Outlook,
    class: &Group,
    read: fn(&EnrolmentOutlook) -> &[Point],
) -> BTreeMap<Year, Shown> {
    let is_class = |group: &&EnrolmentOutlook| matches!(group.of, Group::Class(_));
    let classes: Vec<&EnrolmentOutlook> = outlook.enrolment.iter().filter(is_class).collect();
    let parts: Vec<&[Point]> = classes.iter().map(|class| read(class)).collect();
    let shown = series_of_parts(&parts);
    let position = classes.iter().position(|other| other.of == *class);
    position
        .into_iter()
        .flat_map(|i| parts[i].iter().map(|point| point.year).zip(shown[i].iter().copied()))
        .collect()
}

/// The points of a series that may be shown, for charts; `shown` has one entry for each point.
/// Bounds are left out as well: a chart cannot draw that a figure lies below five.
pub fn points_shown(points: &[Point], shown: &[Shown]) -> Vec<Point> {
    points
        .iter()
        .zip(shown)
        .filter(|(_, shown)| shown.is_value())
        .map(|(point, _)| *point)
        .collect()
}

/// The value of each part in one year; `None` where it has none.
/// In persons, indexed like `parts`.
fn values_at(parts: &[&[Point]], year: Year) -> Vec<Option<f64>> {
    let value = |part: &&[Point]| Some(part.iter().find(|point| point.year == year)?.value);
    parts.iter().map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Shown::{Below, Value, Withheld};

    fn points(values: &[(i64, f64)]) -> Vec<Point> {
        let point = |&(year, value): &(i64, f64)| Point {
            year: Year::new(year).unwrap(),
            value,
            odd: None,
        };
        values.iter().map(point).collect()
    }

    #[test]
    fn a_small_count_of_one_year_does_not_follow_from_the_total_of_that_year() {
        let small = points(&[(2022, 12.0), (2023, 3.0)]);
        let large = points(&[(2022, 40.0), (2023, 30.0)]);
        let late = points(&[(2023, 20.0)]);
        let shown = series_of_parts(&[&small, &large, &late]);
        assert_eq!(shown[0], [Value(12.0), Below(5.0)]);
        assert_eq!(shown[1], [Value(40.0), Value(30.0)]);
        assert_eq!(shown[2], [Withheld]);
        assert_eq!(points_shown(&small, &shown[0]), points(&[(2022, 12.0)]));
    }
}
