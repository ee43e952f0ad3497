//! How a document is written: in the form that the ending of its file says.

use talent_domain::Lang;
use talent_print::DocumentForm;

/// What to say of an ending that is no form of a document, in one sentence.
pub(crate) fn wanted_form(lang: Lang) -> String {
    let endings = DocumentForm::ALL.map(|form| format!(".{}", form.name()));
    match lang {
        Lang::Zh => format!("文件名须以 {} 之一结尾", endings.join("、")),
        Lang::En => format!("end the file in one of {}", endings.join(", ")),
    }
}
