//! Whether a title states another year than the rows.

use std::collections::BTreeSet;

use talent_domain::{TemplateCode, Year};

use super::binding::Binding;
use super::title_year::titled_year;
use crate::cell_value::CellValue;
use crate::finding::Finding;
use crate::problem::TitleProblem;
use crate::sheet::Sheet;
use crate::values::read_year;

/// That the titles state one year and no row is of it. Tables of several years are titled by the year in which they were
/// made, and words on when and by whom they were filled in are no title.
pub(crate) fn year_of_title(
    sheet: &Sheet,
    binding: &Binding,
    rows: &BTreeSet<Year>,
) -> Option<Finding> {
    const MOST_YEARS: usize = 2;
    const OF_FILLING: [&str; 11] = [
        "填报时间",
        "填报日",
        "填报于",
        "填表",
        "制表",
        "日期",
        "时间",
        "截至",
        "截止",
        "上报",
        "打印",
    ];
    let title = titled_year(sheet, binding.first_heading_row)?;
    let of_title = read_year(CellValue::Text(&title.text)).ok().flatten()?;
    let cell = sheet.cell(title.row, title.column);
    let whole = match cell.value {
        CellValue::Text(text) => text,
        _ => "",
    };
    // The cohort of a school year leaves in the year after it begins.
    let is_cohort = binding.template.code == TemplateCode::T1 && title.text.contains('学');
    let is_there = rows.contains(&of_title) || is_cohort && rows.contains(&(of_title + 1));
    let is_of_filling = OF_FILLING.iter().any(|word| whole.contains(word));
    if is_there || is_of_filling || rows.is_empty() || rows.len() > MOST_YEARS {
        return None;
    }
    let years: Vec<String> = rows.iter().map(ToString::to_string).collect();
    let rows = years.join("、");
    Some(cell.finding(TitleProblem::OtherYear { title: title.text, rows }))
}
