//! The columns of a table in which every figure has a row of its own, as extracts of databases have them.

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
