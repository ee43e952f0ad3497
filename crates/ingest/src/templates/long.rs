//! The columns of a table in which every figure has a row of its own, as extracts of databases have them.

use talent_domain::Measure;

use crate::column::{Column, also, may, must};
use crate::kind::Kind;

/// The columns of a table in which every figure has a row of its own.
pub(crate) static LONG: [Column; 3] = [
    also(
        &[
            "指标名称",
            "指标代码",
            "项目",
            "统计指标",
            "去向",
            "毕业去向",
            "毕业生去向",
            "就业去向",
            "去向类别",
        ],
        must("指标", Kind::MeasureCode, "表头中的指标名"),
    ),
    also(&["值", "数据", "指标值", "人数", "数量"], must("数值", Kind::RowValue, "")),
    also(&["计量单位"], may("单位", Kind::RowUnit, "")),
];

/// The columns of macro figures, of which a table may have one for each.
pub(crate) static MACRO: [Column; 8] = [
    may("地区生产总值", Kind::Figure(Measure::Gdp), ""),
    may("地区生产总值指数", Kind::Figure(Measure::GdpIndex), ""),
    may("中等职业教育在校学生", Kind::Figure(Measure::SecondaryStudents), ""),
    may("中等职业学校数", Kind::Figure(Measure::SecondarySchools), ""),
    may("中等职业学校专任教师", Kind::Figure(Measure::SecondaryTeachers), ""),
    may("在岗职工平均工资", Kind::Figure(Measure::MeanWage), ""),
    may("城镇登记失业人员", Kind::Figure(Measure::RegisteredUnemployed), ""),
    may("普通本专科在校学生", Kind::Figure(Measure::HigherStudents), ""),
];
