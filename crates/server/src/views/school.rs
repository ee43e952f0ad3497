//! A school: its students, what is to come, and its programmes.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{EnrolmentOutlook, ExpectedPoint, Outlook};
use talent_warning::WarningLevel;
use talent_workspace::RunRecord;
use utoipa::ToSchema;

use super::series::{SeriesRow, enrolment_rows};

/// A school of the city.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SchoolView {
    /// 学校代码
    #[schema(example = "LF-S01")]
    pub(crate) code: String,
    /// 学校名称
    pub(crate) name: String,
    /// Its programmes.
    pub(crate) programmes: usize,
    /// Those that are warned of.
    pub(crate) warnings: usize,
    /// Students in the base year.
    pub(crate) students: Option<f64>,
    /// Registered entrants of the base year.
    pub(crate) entrants: Option<f64>,
    /// Entrants of the next year: what is expected (mean of the draws).
    pub(crate) entrants_expected: Option<f64>,
    /// 80 % interval.
    pub(crate) entrants_lo80: Option<f64>,
    /// 80 % interval.
    pub(crate) entrants_hi80: Option<f64>,
    /// Graduates of the next year: what is expected.
    pub(crate) graduates_expected: Option<f64>,
    /// 80 % interval.
    pub(crate) graduates_lo80: Option<f64>,
    /// 80 % interval.
    pub(crate) graduates_hi80: Option<f64>,
}

/// A programme at a school.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SchoolProgramme {
    /// 专业代码
    #[schema(example = "720201")]
    pub(crate) code: String,
    /// 专业名称
    pub(crate) name: String,
    /// 等级
    pub(crate) level: &'static str,
    /// Students in the base year.
    pub(crate) students: Option<f64>,
    /// Registered entrants of the base year.
    pub(crate) entrants: Option<f64>,
    /// Entrants of the next year: what is expected.
    pub(crate) entrants_expected: Option<f64>,
    /// Graduates of the next year: what is expected.
    pub(crate) graduates_expected: Option<f64>,
    /// 求人倍率 of the programme in the city: expected demand over expected entrants.
    pub(crate) demand_per_entrant: Option<f64>,
}

/// A school with its series and programmes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SchoolDetail {
    /// The school.
    #[serde(flatten)]
    pub(crate) school: SchoolView,
    /// Its programmes.
    pub(crate) offered: Vec<SchoolProgramme>,
    /// Students, entrants and graduates, observed and to come.
    pub(crate) series: Vec<SeriesRow>,
    /// The run.
    pub(crate) run_id: i64,
    /// The vintage.
    pub(crate) data_version: i64,
    /// 模拟数据
    pub(crate) simulated: bool,
}

impl SchoolView {
    /// Every school of the city.
    pub(crate) fn all(outlook: &Outlook) -> Vec<Self> {
        outlook.schools().map(|school| Self::new(outlook, school)).collect()
    }

    fn new(outlook: &Outlook, school: &EnrolmentOutlook) -> Self {
        let [students, entrants] = school.size(outlook.meta.base_year);
        let code = school.of.code();
        let next = |points: &[ExpectedPoint]| {
            let next = points.first();
            let range = next.map(|next| next.range.p80);
            (
                next.map(|next| next.expected),
                range.and_then(|(low, _)| low),
                range.and_then(|(_, high)| high),
            )
        };
        let (entrants_expected, entrants_lo80, entrants_hi80) = next(&school.entrants_forecast);
        let (graduates_expected, graduates_lo80, graduates_hi80) = next(&school.graduates_forecast);
        Self {
            code: code.to_owned(),
            name: school.name.clone(),
            programmes: outlook.programmes_of(code).count(),
            warnings: outlook.warnings_of(code).count(),
            students,
            entrants,
            entrants_expected,
            entrants_lo80,
            entrants_hi80,
            graduates_expected,
            graduates_lo80,
            graduates_hi80,
        }
    }
}

impl SchoolProgramme {
    /// Every programme of a school.
    fn all(outlook: &Outlook, school: &str, lang: Lang) -> Vec<Self> {
        let next = |points: &[ExpectedPoint]| points.first().map(|point| point.expected);
        outlook
            .programmes_of(school)
            .map(|(programme, site)| {
                let warning = outlook.warning(&format!("{}.{school}", programme.code));
                let level = warning.map_or(WarningLevel::Grey, |warning| warning.assessment.level);
                Self {
                    code: programme.code.to_string(),
                    name: programme.name.clone(),
                    level: level.name(lang),
                    students: Some(site.students),
                    entrants: Some(site.entrants),
                    entrants_expected: next(&site.entrants_forecast),
                    graduates_expected: next(&site.graduates_forecast),
                    demand_per_entrant: programme.balance.sdr.centre(),
                }
            })
            .collect()
    }
}

impl SchoolDetail {
    pub(crate) fn new(
        outlook: &Outlook,
        school: &EnrolmentOutlook,
        view: SchoolView,
        run: &RunRecord,
        lang: Lang,
    ) -> Self {
        Self {
            school: view,
            offered: SchoolProgramme::all(outlook, school.of.code(), lang),
            series: enrolment_rows(school),
            run_id: run.id,
            data_version: run.vintage,
            simulated: outlook.meta.simulated,
        }
    }
}
