//! 未按期报送的学校

use talent_outlook::{LateProgramme, LateSchool, Outlook};

use crate::document::Table;
use crate::document::cells::cells;

/// Schools that are late with their reports: table `t1d`; nothing where all have reported.
pub(super) fn late_schools(outlook: &Outlook) -> Option<Table> {
    (!outlook.late_schools.is_empty()).then(|| late_table(&outlook.late_schools))
}

/// One row per school and programme that lacks its report, with the first school year that is missing.
fn late_table(schools: &[LateSchool]) -> Table {
    let row = |school: &LateSchool, missing: &LateProgramme| {
        cells![
            school.school.to_string(),
            school.name.clone(),
            missing.programme.to_string(),
            missing.name.clone(),
            missing.since.to_string(),
        ]
    };
    let rows = schools
        .iter()
        .flat_map(|school| school.programmes.iter().map(move |missing| row(school, missing)));
    Table::new("t1d", "附表1-6　未按期报送的学校")
        .marks(["学校代码"])
        .words(["学校"])
        .marks(["专业代码"])
        .words(["专业名称"])
        .marks(["自哪一学年起未报"])
        .rows(rows)
        .note("未报不降低等级：有关专业沿用上次等级并注明“未报”，补报后重新评定。请上列学校立即补报。")
}
