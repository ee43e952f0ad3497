//! The years of an industry, observed and to come.

use talent_domain::Measure;
use talent_outlook::{IndustryOutlook, Oddity};
use talent_pipeline::{TraceLine, trace_figures};
use talent_report::figures::{interval, or_none, rough, whole};

use crate::pages::frame::ZH;
use crate::state::Published;

/// A year of employment.
pub(super) struct YearRow {
    pub(super) year: i32,
    pub(super) status: &'static str,
    pub(super) value: String,
    pub(super) p80: String,
    pub(super) p95: String,
    pub(super) cell: String,
}

/// Every year of an industry's employment, what was published with its cell.
pub(super) fn year_rows(published: &Published, industry: &IndustryOutlook) -> Vec<YearRow> {
    let lines = trace_figures(&published.panel, &industry.origins, ZH);
    let observed = industry.history.iter().map(|point| YearRow {
        year: point.year.number(),
        status: observed_status(point.odd),
        value: whole(point.value),
        p80: String::new(),
        p95: String::new(),
        cell: cell_of_year(&lines, point.year.number()),
    });
    let to_come = industry.forecast.iter().map(|point| YearRow {
        year: point.year.number(),
        status: if industry.estimated_until.is_some_and(|until| point.year <= until) {
            "估计（合计已知）"
        } else {
            "预测"
        },
        value: or_none(point.range.median, rough),
        p80: interval(point.range.p80, rough),
        p95: interval(point.range.p95, rough),
        cell: String::new(),
    });
    observed.chain(to_come).collect()
}

fn observed_status(odd: Option<Oddity>) -> &'static str {
    match odd {
        Some(Oddity::Outlier) => "公布（疑似异常值）",
        Some(Oddity::LevelShift) => "公布（与前后年份不衔接）",
        None => "公布",
    }
}

/// Where the figure of a year is written. A total that nobody published is the sum of its sections.
fn cell_of_year(lines: &[TraceLine], year: i32) -> String {
    let employment = Measure::Employment.name(ZH);
    let mut of_year = lines.iter().filter(|l| l.year == year && l.measure == employment);
    let Some(line) = of_year.next() else { return String::new() };
    match of_year.count() {
        0 => format!("{} {}（{}）", line.file, line.cell, line.source),
        more => format!("各门类合计（{} 个单元格），{} 等", more + 1, line.file),
    }
}
