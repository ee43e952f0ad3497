//! Reading one cell by what its column holds.

use talent_domain::{
    CellRef, CodeList, Codebook, Confidence, IndustryCode, Level, Measure, Nature, OccupationName,
    ProgrammeClass, RegionCode, SchoolCode, Status,
};

use super::catalogue::read_programme;
use super::identity_number::looks_like_identity_number;
use super::plain_text::plain_text;
use super::total::is_total_word;
use crate::cell_value::CellValue;
use crate::column::Column;
use crate::finding::Finding;
use crate::folding::half_width;
use crate::kind::Kind;
use crate::problem::{CellProblem, CodeProblem, NumberProblem, Problem};
use crate::row::Row;
use crate::sheet::Cell;
use crate::values::{
    FileUnit, figure_shown, number_shown, read_day, read_figure, read_number, read_year,
};
use talent_domain::nearest;

/// Reads a cell that holds no figure into the row.
pub(super) fn read_cell(
    row: &mut Row,
    cell: &Cell<'_>,
    column: &'static Column,
    codebook: &Codebook,
) -> Result<(), Problem> {
    match column.kind {
        Kind::Year => row.year = read_year(cell.value)?,
        Kind::Day => row.texts.push((column.heading, read_day(cell.value)?)),
        Kind::Percent | Kind::Number => {
            let number = {
                let is_percent = column.kind == Kind::Percent;
                read_number(number_shown(cell, is_percent)?, is_percent)?
            };
            row.numbers.push((column.heading, number));
        }
        Kind::Figure(_) | Kind::RowValue => {}
        _ => {
            let text = text_of(cell, column.kind)?;
            if !(is_total_word(&text) && row.take_total(column.kind)) {
                take_text(row, text, cell.cell_ref(), column, codebook)?;
            }
        }
    }
    Ok(())
}

/// Reads a figure into the row; an empty cell gives none.
pub(super) fn read_figure_cell(
    row: &mut Row,
    cell: &Cell<'_>,
    measure: Measure,
    unit: FileUnit,
    findings: &mut Vec<Finding>,
) -> Result<(), Problem> {
    if matches!(cell.value, CellValue::Text(text) if looks_like_identity_number(text)) {
        return Err(CellProblem::PersonalIdentifier.into());
    }
    let shown = figure_shown(cell, measure, unit)?;
    let Some(number) = read_figure(shown, measure, unit)? else { return Ok(()) };
    if let Some((before, after)) = number.normalised {
        findings.push(cell.finding(NumberProblem::Normalised { before, after }));
    }
    row.figures.push((measure, number.value, cell.cell_ref()));
    Ok(())
}

/// The text of a cell. Full-width letters and digits are folded in codes and words only: folding would
/// change names.
fn text_of(cell: &Cell<'_>, kind: Kind) -> Result<String, Problem> {
    let is_name = matches!(
        kind,
        Kind::Text | Kind::Name(_) | Kind::Source | Kind::Note | Kind::Remark | Kind::Occupation
    );
    let text = plain_text(cell.value)?;
    let text = if is_name { text } else { half_width(&text) };
    if looks_like_identity_number(&text) {
        return Err(CellProblem::PersonalIdentifier.into());
    }
    Ok(text)
}

fn take_text(
    row: &mut Row,
    text: String,
    cell: CellRef,
    column: &'static Column,
    codebook: &Codebook,
) -> Result<(), Problem> {
    match column.kind {
        Kind::Region
        | Kind::Industry
        | Kind::Programme { .. }
        | Kind::School { .. }
        | Kind::Class => take_code(row, &text, column.kind, codebook)?,
        Kind::Word(measure, words) => row.figures.push((measure, word(&text, words)?, cell)),
        Kind::Whole => {
            row.whole = Some(text.parse().map_err(|_| NumberProblem::NotANumber { text })?);
        }
        Kind::OneOf(words) if !words.contains(&text.as_str()) => {
            return Err(CellProblem::WordUnknown { text, allowed: words.join("、") }.into());
        }
        Kind::Status => row.status = Some(word(&text, Status::WORDS)?),
        Kind::Confidence => row.confidence = Some(word(&text, Confidence::WORDS)?),
        Kind::Nature => row.nature = Some(word(&text, Nature::WORDS)?),
        Kind::Occupation => row.occupation = Some(Level::Code(OccupationName(text))),
        Kind::Source => row.source = Some(text),
        Kind::Note => row.note = Some(text),
        Kind::Remark => row.remarks.push(format!("{}：{text}", column.heading)),
        Kind::OneOf(_) | Kind::Text | Kind::Name(_) | Kind::MeasureCode | Kind::RowUnit => {
            row.texts.push((column.heading, text));
        }
        Kind::Year
        | Kind::Day
        | Kind::Figure(_)
        | Kind::RowValue
        | Kind::Percent
        | Kind::Number => {}
    }
    Ok(())
}

fn take_code(
    row: &mut Row,
    text: &str,
    kind: Kind,
    codebook: &Codebook,
) -> Result<(), CodeProblem> {
    let shape = |what| CodeProblem::Shape { text: text.to_owned(), what };
    match kind {
        Kind::Region => {
            let code = RegionCode::new(text).map_err(|_| shape("地区"))?;
            let Some((known, _)) = codebook.regions.get_key_value(&code) else {
                let codes = codebook.regions.keys().map(RegionCode::as_str);
                return Err(unknown(text, CodeList::Region, codes));
            };
            row.region = Some(known.clone());
        }
        Kind::Industry => {
            let code = IndustryCode::new(text).map_err(|_| shape("行业"))?;
            let Some((known, _)) = codebook.industries.get_key_value(&code) else {
                return Err(unknown(text, CodeList::Industry, std::iter::empty()));
            };
            row.industry = Some(Level::Code(known.clone()));
        }
        Kind::School { .. } => {
            let code = SchoolCode::new(text).map_err(|_| shape("学校"))?;
            let Some((known, _)) = codebook.schools.get_key_value(&code) else {
                let codes = codebook.schools.keys().map(SchoolCode::as_str);
                return Err(unknown(text, CodeList::School, codes));
            };
            row.school = Some(Level::Code(known.clone()));
        }
        Kind::Programme { .. } => {
            row.programme = Some(Level::Code(read_programme(text, codebook)?));
        }
        Kind::Class => row.class = Some(ProgrammeClass::new(text).map_err(|_| shape("专业类"))?),
        _ => {}
    }
    Ok(())
}

/// That a code is not among those of its list. Industries have one letter, to which any other is near.
fn unknown<'a>(text: &str, list: CodeList, codes: impl Iterator<Item = &'a str>) -> CodeProblem {
    CodeProblem::Unknown { text: text.to_owned(), list: list.name(), nearest: nearest(text, codes) }
}

/// What a word stands for.
fn word<T: Copy>(text: &str, words: &[(&str, T)]) -> Result<T, CellProblem> {
    words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value).ok_or_else(|| {
        let allowed = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join("、");
        CellProblem::WordUnknown { text: text.to_owned(), allowed }
    })
}
