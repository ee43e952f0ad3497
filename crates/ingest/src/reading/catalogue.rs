//! Codes of programmes in the catalogue in force and in former ones.

use talent_domain::{CodeList, Codebook, Level, ProgrammeCode};

use super::lookup::Lookup;
use crate::problem::CodeProblem;
use crate::row::Row;
use talent_domain::nearest;

/// A programme of the catalogue in force or of a former one.
pub(super) fn read_programme(
    text: &str,
    codebook: &Codebook,
) -> Result<ProgrammeCode, CodeProblem> {
    if let Ok(code) = ProgrammeCode::new(text)
        && let Some((known, _)) = codebook.programmes.get_key_value(&code)
    {
        return Ok(known.clone());
    }
    let former = codebook.former_programmes.iter().map(|row| &row.former);
    if let Some(code) = former.filter(|code| code.printed() == text).max() {
        return Ok(code.clone());
    }
    let (text, list) = (text.to_owned(), CodeList::Programme.name());
    // Any catalogue's codes have this shape.
    if ProgrammeCode::former(0, &text).is_err() {
        return Err(CodeProblem::Shape { text, what: list });
    }
    let nearest = nearest(&text, codebook.programmes.keys().map(ProgrammeCode::as_str));
    Err(CodeProblem::Unknown { text, list, nearest })
}

/// Two catalogues may use the same digits: the name beside them says which programme is meant or, where there is
/// none, the year.
pub(super) fn settle_catalogue(row: &mut Row, lookup: Lookup<'_>) {
    let Some(Level::Code(code)) = &row.programme else { return };
    let name = row.text("专业名称");
    let is_named =
        |code: &ProgrammeCode| lookup.names.mean(CodeList::Programme, name, code.as_str());
    let formers = || {
        let rows = lookup.codebook.former_programmes.iter();
        rows.filter(|former| former.former.printed() == code.printed())
    };
    if is_named(code) {
        return;
    }
    let by_name = formers().find(|former| is_named(&former.former));
    let by_year = formers().filter(|former| row.year.is_some_and(|y| y.number() < former.until));
    let meant = by_name.or_else(|| by_year.min_by_key(|former| former.until));
    if let Some(meant) = meant.map(|former| former.former.clone()) {
        row.programme = Some(Level::Code(meant));
    }
}
