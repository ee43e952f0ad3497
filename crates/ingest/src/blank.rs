//! Blank templates to be filled in, for anybody or for one school and year.

use rust_xlsxwriter::XlsxError;
use talent_domain::{Codebook, TemplateCode};

use crate::form;
use crate::form_request::FormRequest;

/// A blank template could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the blank template {template} could not be written")]
pub struct BlankError {
    /// The template's code.
    pub template: &'static str,
    /// Why.
    #[source]
    pub source: XlsxError,
}

/// A blank `.xlsx` of a template for anybody: see [`template_form`].
pub fn blank_template(code: TemplateCode) -> Result<Vec<u8>, BlankError> {
    template_form(&FormRequest {
        template: code,
        codebook: &Codebook::default(),
        known: &[],
        school: None,
        year: None,
        with_earlier: false,
    })
}

/// An `.xlsx` to be filled in.
///
/// Its corner and a defined name say which template of which version it is. Headings carry their units and are
/// protected, without a password; cells to be filled in are not. Cells of words and codes have drop-down lists, those
/// of figures say what they take. Rows of the newest year before the one asked for are there with their codes and names,
/// without any figure, so that nothing of a form that comes back as it went is taken in. Further sheets explain each column
/// ("填写说明"), list the codes ("代码选项") and show the figures of the year before ("上年对照"). It prints on A4 across,
/// one page wide, its headings on every page. The same request gives the same bytes.
///
/// # Errors
///
/// [`BlankError`] where the format has no room, such as for a name of more than 32,767 characters.
pub fn template_form(request: &FormRequest<'_>) -> Result<Vec<u8>, BlankError> {
    form::write(request).map_err(|source| BlankError { template: request.template.code(), source })
}
