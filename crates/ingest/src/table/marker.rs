//! The marker of a template in the corner of a sheet.

use talent_domain::TemplateCode;

use super::arrangement::SEARCHED_ROWS;
use crate::cell_value::CellValue;
use crate::finding::Finding;
use crate::problem::SheetProblem;
use crate::sheet::Sheet;

/// The template named in the corner, such as `T4 产业产出与用工 v1`. An error is the finding that it is
/// of another version.
pub(super) fn marker(sheet: &Sheet) -> Result<Option<TemplateCode>, Finding> {
    for row in sheet.rows_above((sheet.first() + SEARCHED_ROWS).min(sheet.len())) {
        for cell in sheet.row(row).take(2) {
            let CellValue::Text(text) = cell.value else { continue };
            let Some((template, version)) = parse(text.trim()) else { continue };
            if version != 1 {
                return Err(cell.finding(SheetProblem::OtherVersion { template, version }));
            }
            return Ok(Some(template));
        }
    }
    Ok(None)
}

/// Template and version of a marker.
fn parse(text: &str) -> Option<(TemplateCode, u32)> {
    let template = TemplateCode::from_code(text.split(char::is_whitespace).next()?)?;
    let (_, version) = text.rsplit_once(" v")?;
    Some((template, version.trim().parse().ok()?))
}
