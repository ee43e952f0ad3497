//! The sheet of codes, names and years that the drop-down lists of a form take theirs from.

use rust_xlsxwriter::{ProtectionOptions, Workbook, XlsxError};
use talent_domain::{CodeList, Codebook, ProgrammeCode, ProgrammeEntry};

use super::look::{Look, width};
use crate::column::Column;
use crate::form_request::FormRequest;
use crate::kind::Kind;
use crate::own_sheet;
use crate::school_level::school_level;

/// Years back that a form can be filled in for, beside the one that it is for: corrections of earlier ones.
const EARLIER_YEARS: i32 = 3;
/// The first row of the lists, counted from 0.
const FIRST: u32 = 2;

/// The lists of a form, each under the heading of the column that it is for.
pub(super) struct Options {
    lists: Vec<(&'static str, Vec<String>)>,
}

impl Options {
    /// The lists that columns of this form need and that are known.
    pub(super) fn of(columns: &[&'static Column], request: &FormRequest<'_>) -> Self {
        let list = |column: &&'static Column| {
            let values = values(column.kind, request);
            (!values.is_empty()).then_some((column.heading, values))
        };
        Self { lists: columns.iter().filter_map(list).collect() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// The range of the list for a column.
    pub(super) fn range(&self, heading: &str) -> Option<String> {
        let position = self.lists.iter().position(|(name, _)| *name == heading)?;
        let (_, values) = self.lists.get(position)?;
        let letter = char::from(b'A' + u8::try_from(position).ok()?);
        let last = FIRST as usize + values.len();
        Some(format!("'{}'!${letter}${}:${letter}${last}", own_sheet::OPTIONS, FIRST + 1))
    }

    /// Writes the sheet and gives each list a name.
    pub(super) fn write(&self, workbook: &mut Workbook, look: &Look) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(own_sheet::OPTIONS)?;
        sheet.write_with_format(0, 0, own_sheet::corner(own_sheet::OPTIONS), &look.line)?;
        for (column, (heading, values)) in self.lists.iter().enumerate() {
            let column = column as u16;
            sheet.write_with_format(FIRST - 1, column, *heading, &look.heading)?;
            let texts: Vec<&str> = values.iter().map(String::as_str).chain([*heading]).collect();
            sheet.set_column_width(column, width(&texts))?;
            for (row, value) in values.iter().enumerate() {
                let row = FIRST + row as u32;
                match value.parse::<f64>().ok().filter(|_| is_year(heading)) {
                    Some(year) => sheet.write_with_format(row, column, year, &look.fixed)?,
                    None => sheet.write_with_format(row, column, value, &look.fixed)?,
                };
            }
        }
        sheet.set_freeze_panes(FIRST, 0)?;
        sheet
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0)
            .set_repeat_rows(FIRST - 1, FIRST - 1)?;
        sheet.protect_with_options(&ProtectionOptions {
            format_columns: true,
            ..ProtectionOptions::new()
        });
        for (heading, _) in &self.lists {
            if let Some(range) = self.range(heading) {
                workbook.define_name(format!("选项_{heading}"), &format!("={range}"))?;
            }
        }
        Ok(())
    }
}

fn is_year(heading: &str) -> bool {
    ["年份", "学年", "届别", "预测年份"].contains(&heading)
}

/// What a column of this kind offers.
fn values(kind: Kind, request: &FormRequest<'_>) -> Vec<String> {
    let codes: &Codebook = request.codebook;
    let schools =
        || codes.schools.iter().filter(|(code, _)| request.school.is_none_or(|s| s == *code));
    match kind {
        Kind::School { .. } => schools().map(|(code, _)| code.as_str().to_owned()).collect(),
        Kind::Name(CodeList::School) => schools().map(|(_, school)| school.name.clone()).collect(),
        Kind::Programme { .. } => {
            programmes(request).map(|(code, _)| code.as_str().to_owned()).collect()
        }
        Kind::Name(CodeList::Programme) => {
            programmes(request).map(|(_, programme)| programme.name.clone()).collect()
        }
        Kind::Industry => codes.industries.keys().map(|code| code.as_str().to_owned()).collect(),
        Kind::Name(CodeList::Industry) => codes.industries.values().cloned().collect(),
        Kind::Region => codes.regions.keys().map(|code| code.as_str().to_owned()).collect(),
        Kind::Name(CodeList::Region) => codes.regions.values().cloned().collect(),
        Kind::Year => request.year.map_or_else(Vec::new, |year| {
            (0..=EARLIER_YEARS).map(|back| (year - back).to_string()).collect()
        }),
        _ => Vec::new(),
    }
}

/// The programmes that are offered: of the level that the school teaches at, if it is known.
fn programmes<'a>(
    request: &FormRequest<'a>,
) -> impl Iterator<Item = (&'a ProgrammeCode, &'a ProgrammeEntry)> {
    let school = request.school.and_then(|school| request.codebook.schools.get(school));
    let level = school.and_then(|school| school_level(&school.kind));
    let is_of_level =
        move |code: &ProgrammeCode| level.is_none_or(|level| code.education_level() == level);
    request.codebook.programmes.iter().filter(move |(code, _)| is_of_level(code))
}
