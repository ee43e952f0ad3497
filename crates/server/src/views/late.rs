//! Schools that are late with their reports.

use serde::Serialize;
use talent_outlook::{LateSchool, Outlook};
use utoipa::ToSchema;

/// A programme of which a school's report is missing.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LateView {
    /// 学校代码
    #[schema(example = "LF-S01")]
    pub(crate) school: String,
    /// 学校名称
    pub(crate) school_name: String,
    /// 专业代码
    #[schema(example = "720201")]
    pub(crate) programme: String,
    /// 专业名称
    pub(crate) programme_name: String,
    /// The first school year that is missing.
    pub(crate) since: i32,
}

impl LateView {
    /// One row for each programme of each late school.
    pub(crate) fn all(outlook: &Outlook) -> Vec<Self> {
        let rows = |school: &LateSchool| {
            let (code, name) = (school.school.to_string(), school.name.clone());
            let programmes = school.programmes.clone().into_iter();
            programmes.map(move |missing| Self {
                school: code.clone(),
                school_name: name.clone(),
                programme: missing.programme.to_string(),
                programme_name: missing.name,
                since: missing.since.number(),
            })
        };
        outlook.late_schools.iter().flat_map(rows).collect()
    }
}
