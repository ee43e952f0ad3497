//! Series as flat rows.

use serde::Serialize;
use talent_domain::Group;
use talent_outlook::{
    EnrolmentOutlook, ExpectedPoint, ForecastPoint, IndustryOutlook, Point, ProgrammeOutlook, Range,
};
use utoipa::ToSchema;

use super::interval::ends;

/// One year of one series: observed or forecast.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SeriesRow {
    /// `programme`, `industry`, `city`, `county`, `school` or `class`.
    pub(crate) subject: String,
    /// Its code; `total` for all industries together, `city` for all schools.
    pub(crate) code: String,
    /// `students`, `entrants`, `graduates` or `employment`.
    pub(crate) measure: String,
    /// The year.
    pub(crate) year: i32,
    /// `observed`, `estimate` (under a known total) or `forecast`.
    pub(crate) status: String,
    /// The value, or the median.
    pub(crate) value: Option<f64>,
    /// The mean of the draws, where parts add up: counties, schools and classes each to the city.
    pub(crate) expected: Option<f64>,
    /// 80 % interval.
    pub(crate) lo80: Option<f64>,
    /// 80 % interval.
    pub(crate) hi80: Option<f64>,
    /// 95 % interval.
    pub(crate) lo95: Option<f64>,
    /// 95 % interval.
    pub(crate) hi95: Option<f64>,
}

struct SeriesId<'a> {
    subject: &'a str,
    code: &'a str,
    measure: &'a str,
}

impl SeriesId<'_> {
    fn observed(&self, points: &[Point]) -> Vec<SeriesRow> {
        let known = |p: &Point| Range { median: Some(p.value), ..Range::UNKNOWN };
        points.iter().map(|p| self.row(p.year.number(), "observed", &known(p))).collect()
    }

    fn to_come(&self, points: &[ForecastPoint], estimated_until: Option<i32>) -> Vec<SeriesRow> {
        points
            .iter()
            .map(|p| {
                let year = p.year.number();
                let estimated = estimated_until.is_some_and(|until| year <= until);
                self.row(year, if estimated { "estimate" } else { "forecast" }, &p.range)
            })
            .collect()
    }

    fn row(&self, year: i32, status: &str, range: &Range) -> SeriesRow {
        let [lo80, hi80, lo95, hi95] = ends(range);
        SeriesRow {
            subject: self.subject.to_owned(),
            code: self.code.to_owned(),
            measure: self.measure.to_owned(),
            year,
            status: status.to_owned(),
            value: range.median,
            expected: None,
            lo80,
            hi80,
            lo95,
            hi95,
        }
    }
}

/// The series of a programme.
pub(crate) fn programme_rows(programme: &ProgrammeOutlook) -> Vec<SeriesRow> {
    let code = programme.code.as_str();
    let id = |measure| SeriesId { subject: "programme", code, measure };
    let mut rows = id("students").observed(&programme.students);
    rows.extend(id("entrants").observed(&programme.entrants));
    rows.extend(id("entrants").to_come(&programme.entrants_forecast, None));
    rows.extend(id("graduates").observed(&programme.graduates));
    rows.extend(id("graduates").to_come(&programme.graduates_forecast, None));
    rows
}

/// The series of a group of schools or programmes.
pub(crate) fn enrolment_rows(group: &EnrolmentOutlook) -> Vec<SeriesRow> {
    let subject = match &group.of {
        Group::City => "city",
        Group::County(_) => "county",
        Group::School(_) => "school",
        Group::Class(_) => "class",
        Group::Category(_) => "category",
    };
    let id = |measure| SeriesId { subject, code: group.of.code(), measure };
    let to_come = |measure, points: &[ExpectedPoint]| -> Vec<SeriesRow> {
        let row = |point: &ExpectedPoint| SeriesRow {
            expected: Some(point.expected),
            ..id(measure).row(point.year.number(), "forecast", &point.range)
        };
        points.iter().map(row).collect()
    };
    let mut rows = id("students").observed(&group.students);
    rows.extend(id("entrants").observed(&group.entrants));
    rows.extend(to_come("entrants", &group.entrants_forecast));
    rows.extend(id("graduates").observed(&group.graduates));
    rows.extend(to_come("graduates", &group.graduates_forecast));
    rows
}

/// The series of an industry.
pub(crate) fn industry_rows(industry: &IndustryOutlook) -> Vec<SeriesRow> {
    let code = industry.code_or_total();
    let id = SeriesId { subject: "industry", code, measure: "employment" };
    let mut rows = id.observed(&industry.history);
    let until = industry.estimated_until.map(talent_domain::Year::number);
    rows.extend(id.to_come(&industry.forecast, until));
    rows
}
