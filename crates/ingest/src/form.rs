//! Forms: workbooks of a template that are sent out to be filled in.

mod data;
mod earlier;
mod help;
mod limits;
mod look;
mod options;
mod rows;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::column::Column;
use crate::form_request::FormRequest;
use crate::kind::Kind;
use crate::templates::Template;

use self::look::Look;
use self::options::Options;
use self::rows::Rows;

/// The defined name that says which template of which version a workbook is.
const VERSION_NAME: &str = "talent_template";
/// The defined name that says which school it was made for.
const SCHOOL_NAME: &str = "talent_school";

/// Writes a form.
pub(crate) fn write(request: &FormRequest<'_>) -> Result<Vec<u8>, XlsxError> {
    let template = Template::of(request.template);
    let look = Look::new();
    let rows = Rows::of(request);
    let columns = columns(&template, request, &rows);
    let options = Options::of(&columns, request);
    let mut workbook = Workbook::new();
    // The same request gives the same bytes: no time of making.
    let never = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&never));
    let data = workbook.add_worksheet();
    data::write(data, request, &columns, &rows, &options, &look)?;
    help::write(workbook.add_worksheet(), &template, &columns, &look)?;
    if request.with_earlier && rows.have_figures() {
        earlier::write(workbook.add_worksheet(), request, &columns, &rows, &look)?;
    }
    if !options.is_empty() {
        options.write(&mut workbook, &look)?;
    }
    let version = format!("=\"{} v1\"", request.template.code());
    workbook.define_name(VERSION_NAME, &version)?;
    if let Some(school) = request.school {
        workbook.define_name(SCHOOL_NAME, &format!("=\"{}\"", school.as_str()))?;
    }
    workbook.save_to_buffer()
}

/// The columns that a form has: all of a blank for anybody; of one for a school none of those that say where a figure
/// was copied from, but for the nature of simulated ones.
fn columns(
    template: &Template,
    request: &FormRequest<'_>,
    rows: &Rows<'_>,
) -> Vec<&'static Column> {
    let is_wanted = |column: &&Column| match column.kind {
        Kind::Source | Kind::Status | Kind::Confidence => request.school.is_none(),
        Kind::Nature => request.school.is_none() || rows.are_simulated(),
        _ => true,
    };
    template.columns.iter().filter(is_wanted).collect()
}
