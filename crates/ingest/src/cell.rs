//! Reading the cells of one data row by what their columns hold.

use std::sync::Arc;

use talent_domain::{
    CellRef, CodeList, Codebook, Confidence, IndustryCode, Lang, Level, Measure, Nature,
    OccupationName, ProgrammeClass, ProgrammeCode, RegionCode, SchoolCode, Status, Year,
};
use unicode_normalization::UnicodeNormalization;

use crate::binding::{Binding, BoundColumn, Of};
use crate::finding::{Finding, Problem};
use crate::heading::{Words, nearest};
use crate::names::{Names, code_column, list_of_codes, name_column};
use crate::number::{
    needs_unit, read_day, read_figure, read_number, read_year, unit_names, units_of,
};
use crate::sheet::{Cell, CellValue, Sheet};
use crate::template::{Column, Kind};

/// What one row holds, as far as it could be read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    pub(crate) region: Option<RegionCode>,
    pub(crate) industry: Option<Level<IndustryCode>>,
    pub(crate) programme: Option<Level<ProgrammeCode>>,
    pub(crate) school: Option<Level<SchoolCode>>,
    pub(crate) class: Option<ProgrammeClass>,
    pub(crate) occupation: Option<Level<OccupationName>>,
    pub(crate) year: Option<Year>,
    pub(crate) figures: Vec<(Measure, f64, CellRef)>,
    pub(crate) texts: Vec<(&'static str, String)>,
    pub(crate) remarks: Vec<String>,
    pub(crate) whole: Option<u32>,
    /// Numbers of a list by their heading; percentages as fractions.
    pub(crate) numbers: Vec<(&'static str, f64)>,
    pub(crate) source: Option<String>,
    pub(crate) status: Option<Status>,
    pub(crate) confidence: Option<Confidence>,
    pub(crate) nature: Option<Nature>,
    /// Names that stood for codes, with these.
    pub(crate) by_name: Vec<(CodeList, String, String)>,
    pub(crate) note: Option<String>,
    /// Whether a figure was given, readable or not.
    pub(crate) attempted: bool,
    /// Whether every required cell could be read.
    pub(crate) complete: bool,
    /// The row's first cell.
    pub(crate) cell: Option<CellRef>,
}

impl Row {
    pub(crate) fn text(&self, heading: &str) -> &str {
        self.texts.iter().find(|(h, _)| *h == heading).map_or("", |(_, text)| text)
    }

    /// Takes the total of a code column; `false` if it has none.
    fn take_total(&mut self, kind: Kind) -> bool {
        match kind {
            Kind::Industry => self.industry = Some(Level::Total),
            Kind::Programme { total: true } => self.programme = Some(Level::Total),
            Kind::School { total: true } => self.school = Some(Level::Total),
            Kind::Occupation => self.occupation = Some(Level::Total),
            _ => return false,
        }
        true
    }

    /// The code of a list: nothing if none was read, `合计` if the row is a total.
    fn code(&self, list: CodeList) -> Option<&str> {
        fn text<T>(level: Option<&Level<T>>, code: fn(&T) -> &str) -> Option<&str> {
            level.map(|level| level.code().map_or("合计", code))
        }
        match list {
            CodeList::Region => self.region.as_ref().map(RegionCode::as_str),
            CodeList::School => text(self.school.as_ref(), SchoolCode::as_str),
            CodeList::Programme => text(self.programme.as_ref(), ProgrammeCode::as_str),
            CodeList::Industry => text(self.industry.as_ref(), IndustryCode::as_str),
        }
    }

    pub(crate) fn number(&self, heading: &str) -> Option<f64> {
        self.numbers.iter().find(|(h, _)| *h == heading).map(|(_, number)| *number)
    }

    pub(crate) fn figure(&self, measure: Measure) -> Option<(f64, &CellRef)> {
        self.figures.iter().find(|(m, ..)| *m == measure).map(|(_, value, cell)| (*value, cell))
    }
}

/// The word for a total in a code column, often spread out with spaces.
fn is_total_word(text: &str) -> bool {
    const TOTAL: [&str; 4] = ["合计", "总计", "全市", "全部"];
    let close: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    TOTAL.contains(&close.as_str())
}

/// Whether the row begins with the word for a total, or a code or name of it is one: code columns left empty beside it are
/// totals too, as where one cell is merged over them.
pub(crate) fn is_total_row(sheet: &Sheet, at: usize, binding: &Binding) -> bool {
    let is_total =
        |value: &CellValue| matches!(value, CellValue::Text(text) if is_total_word(text));
    sheet.row(at).next().is_some_and(|first| is_total(first.value))
        || binding.columns.iter().any(|bound| {
            let holds_total = matches!(
                bound.spec.kind,
                Kind::Industry | Kind::Programme { .. } | Kind::School { .. } | Kind::Name(_)
            );
            holds_total && is_total(sheet.cell(at, bound.at).value)
        })
}

/// The code lists in force, and their names.
#[derive(Clone, Copy)]
pub(crate) struct Lists<'a> {
    pub(crate) codes: &'a Codebook,
    pub(crate) names: &'a Names,
}

/// What is known of each row before it is read: what is stated above the headings for all rows and, where
/// years or codes stand side by side, the year or code of each pane. One row a pane; one if there is none.
pub(crate) fn read_stated(
    sheet: &Sheet,
    binding: &Binding,
    lists: Lists<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<Row> {
    let mut row = Row { complete: true, ..Row::default() };
    for stated in &binding.stated {
        let cell = stated.cell(sheet);
        let read = match stated.spec.kind {
            Kind::Name(list) if row.code(list).is_some() => Ok(()),
            Kind::Name(list) if stated.titled => take_titled(&mut row, list, &cell, binding, lists),
            Kind::Name(list) => take_code(&mut row, list, &cell, binding, lists),
            _ => read_cell(&mut row, &cell, stated.spec, lists.codes),
        };
        if let Err(problem) = read {
            row.complete = false;
            findings.push(cell.finding(problem));
        }
    }
    if binding.panes.is_empty() {
        return vec![row];
    }
    let panes = binding.panes.iter().map(|pane| {
        let mut row = row.clone();
        match pane.of {
            Of::Year(year) => row.year = Some(year),
            Of::Code { list, row: at, at: column } => {
                let cell = sheet.cell(at, column);
                if let Err(problem) = take_code(&mut row, list, &cell, binding, lists) {
                    row.complete = false;
                    findings.push(cell.finding(problem));
                }
            }
        }
        row
    });
    panes.collect()
}

/// Reads row `at` of the sheet, with the figures in `columns` beside those that each row has once, beyond
/// what is `known` of it. Whatever is wrong goes to `findings`.
pub(crate) fn read_row(
    sheet: &Sheet,
    at: usize,
    binding: &Binding,
    known: Row,
    columns: &[BoundColumn],
    lists: Lists<'_>,
    findings: &mut Vec<Finding>,
) -> Row {
    let year_is_known = known.year.is_some();
    let mut row = Row { cell: Some(sheet.cell(at, 0).place()), ..known };
    let is_total = is_total_row(sheet, at, binding);
    for bound in binding.columns.iter().chain(columns) {
        let cell = shown(sheet, at, bound);
        if *cell.value == CellValue::Empty {
            if is_total && row.take_total(bound.spec.kind) {
                continue;
            }
            // Not every pane of a row has a figure.
            let may_be_empty = match bound.spec.kind {
                Kind::Figure(_) => !columns.is_empty(),
                Kind::Year => year_is_known,
                _ => false,
            };
            // A name may stand for the code.
            let list = list_of_codes(bound.spec.kind);
            let is_named = list.is_some_and(|list| name_cell(sheet, at, binding, list).is_some());
            if bound.spec.required && !may_be_empty && !is_named {
                row.complete = false;
                findings.push(cell.finding(Problem::CellEmpty { heading: bound.spec.heading }));
            }
            continue;
        }
        let read = match bound.spec.kind {
            Kind::Figure(measure) => {
                row.attempted = true;
                let unit = bound.unit.unwrap_or_else(|| units_of(measure)[0]);
                read_into(
                    &mut row,
                    &cell,
                    measure,
                    read_figure(cell.value, measure, unit),
                    findings,
                )
            }
            Kind::RowValue => {
                row.attempted = true;
                Ok(())
            }
            _ => read_cell(&mut row, &cell, bound.spec, lists.codes),
        };
        if let Err(problem) = read {
            row.complete &= !bound.spec.required;
            findings.push(cell.finding(problem));
        }
    }
    for list in CodeList::ALL {
        take_name(&mut row, list, sheet, at, binding, lists, findings);
    }
    settle_catalogue(&mut row, lists);
    let former = row.programme.as_ref().and_then(Level::code).filter(|code| code.is_former());
    if let (Some(former), true) = (former, binding.template.code.is_list()) {
        let text = former.printed().to_owned();
        let problem =
            Problem::CodeUnknown { text, list: CodeList::Programme.name(), nearest: None };
        findings.push(sheet.cell(at, 0).finding(problem));
        row.complete = false;
    }
    read_row_value(&mut row, sheet, at, binding, findings);
    check_names(&row, sheet, at, binding, lists, findings);
    row
}

/// The cell of a row in a bound column; codes and words are shown by the cell that they are merged with.
fn shown<'a>(sheet: &'a Sheet, at: usize, bound: &BoundColumn) -> Cell<'a> {
    let cell = sheet.cell(at, bound.at);
    let is_figure = matches!(bound.spec.kind, Kind::Figure(_) | Kind::RowValue);
    match sheet.merged_from(at, bound.at) {
        Some(shown) if *cell.value == CellValue::Empty && !is_figure => cell.holding(shown.value),
        _ => cell,
    }
}

/// The cell with the row's name of a list, if there is one.
fn name_cell<'a>(
    sheet: &'a Sheet,
    at: usize,
    binding: &Binding,
    list: CodeList,
) -> Option<Cell<'a>> {
    let bound = binding.columns.iter().find(|bound| bound.spec.kind == Kind::Name(list))?;
    Some(shown(sheet, at, bound)).filter(|cell| *cell.value != CellValue::Empty)
}

/// Takes the code of a list from its name, where the row gives no code.
fn take_name(
    row: &mut Row,
    list: CodeList,
    sheet: &Sheet,
    at: usize,
    binding: &Binding,
    lists: Lists<'_>,
    findings: &mut Vec<Finding>,
) {
    let mut bound = binding.columns.iter();
    let code = bound.clone().find(|bound| list_of_codes(bound.spec.kind) == Some(list));
    let gives_code = code.is_some_and(|code| *shown(sheet, at, code).value != CellValue::Empty);
    if gives_code || row.code(list).is_some() {
        return;
    }
    if let Some(cell) = name_cell(sheet, at, binding, list) {
        if let Err(problem) = take_code(row, list, &cell, binding, lists) {
            row.complete &= !code_column(list, &binding.template).is_some_and(|c| c.required);
            findings.push(cell.finding(problem));
        }
    } else if let (None, Some(name)) = (code, bound.find(|b| b.spec.kind == Kind::Name(list))) {
        let column = code_column(list, &binding.template);
        let is_total = is_total_row(sheet, at, binding)
            && column.is_some_and(|column| row.take_total(column.kind));
        if !is_total && column.is_some_and(|column| column.required) {
            row.complete = false;
            let problem = Problem::CellEmpty { heading: name.spec.heading };
            findings.push(sheet.cell(at, name.at).finding(problem));
        }
    }
}

/// Takes the code that a cell holds, or that the name in it stands for.
fn take_code(
    row: &mut Row,
    list: CodeList,
    cell: &Cell<'_>,
    binding: &Binding,
    lists: Lists<'_>,
) -> Result<(), Problem> {
    let Some(column) = code_column(list, &binding.template) else { return Ok(()) };
    let name = plain_text(cell.value)?;
    if is_total_word(&name) || lists.names.official(list, &name).is_some() {
        return read_cell(row, cell, column, lists.codes);
    }
    let school = row.school.as_ref().and_then(Level::code);
    let code = lists.names.code(list, &name, school, lists.codes)?;
    take_code_named((list, &name, code), row, cell, column, lists)
}

/// Takes the code of the region or school that a title names.
fn take_titled(
    row: &mut Row,
    list: CodeList,
    cell: &Cell<'_>,
    binding: &Binding,
    lists: Lists<'_>,
) -> Result<(), Problem> {
    let Some(column) = code_column(list, &binding.template) else { return Ok(()) };
    let title = plain_text(cell.value)?;
    let Some((name, code)) = lists.names.in_title(list, &title) else {
        return Err(Problem::HeadingMissing { heading: column.heading, nearest: None });
    };
    take_code_named((list, name, code), row, cell, column, lists)
}

/// Takes the code of a list that a name stood for, and remembers that it did.
fn take_code_named(
    (list, name, code): (CodeList, &str, &str),
    row: &mut Row,
    cell: &Cell<'_>,
    column: &'static Column,
    lists: Lists<'_>,
) -> Result<(), Problem> {
    read_cell(row, &cell.holding(&CellValue::Text(code.to_owned())), column, lists.codes)?;
    row.by_name.push((list, name.to_owned(), code.to_owned()));
    Ok(())
}

type Figure = Result<Option<crate::number::ReadNumber>, Problem>;

fn read_into(
    row: &mut Row,
    cell: &Cell<'_>,
    measure: Measure,
    figure: Figure,
    findings: &mut Vec<Finding>,
) -> Result<(), Problem> {
    let Some(number) = figure? else { return Ok(()) };
    if let Some((before, after)) = number.normalised {
        findings.push(cell.finding(Problem::Normalised { before, after }));
    }
    row.figures.push((measure, number.value, cell.place()));
    Ok(())
}

fn read_cell(
    row: &mut Row,
    cell: &Cell<'_>,
    column: &'static Column,
    codes: &Codebook,
) -> Result<(), Problem> {
    match column.kind {
        Kind::Year => {
            row.year = read_year(cell.value)?;
            return Ok(());
        }
        Kind::Day => {
            row.texts.push((column.heading, read_day(cell.value)?));
            return Ok(());
        }
        Kind::Percent | Kind::Number => {
            let number = read_number(cell.value, column.kind == Kind::Percent)?;
            row.numbers.push((column.heading, number));
            return Ok(());
        }
        _ => {}
    }
    let is_name = matches!(
        column.kind,
        Kind::Text | Kind::Name(_) | Kind::Source | Kind::Note | Kind::Remark | Kind::Occupation
    );
    let text = plain_text(cell.value)?;
    // Full-width letters and digits are folded in codes and words only: folding would change names.
    let text = if is_name { text } else { text.nfkc().collect() };
    if looks_like_identity_number(&text) {
        return Err(Problem::PersonalIdentifier);
    }
    if is_total_word(&text) && row.take_total(column.kind) {
        return Ok(());
    }
    let shape = |what| Problem::CodeShape { text: text.clone(), what };
    match column.kind {
        Kind::Region => {
            let code = RegionCode::new(&text).map_err(|_| shape("地区"))?;
            known(
                codes.regions.contains_key(&code),
                &text,
                "地区",
                codes.regions.keys().map(RegionCode::as_str),
            )?;
            row.region = Some(code);
        }
        Kind::Industry => {
            let code = IndustryCode::new(&text).map_err(|_| shape("行业"))?;
            known(codes.industries.contains_key(&code), &text, "行业", std::iter::empty())?;
            row.industry = Some(Level::Code(code));
        }
        Kind::Programme { .. } => {
            row.programme = Some(Level::Code(read_programme(&text, codes)?));
        }
        Kind::School { .. } => {
            let code = SchoolCode::new(&text).map_err(|_| shape("学校"))?;
            let listed = codes.schools.contains_key(&code);
            known(listed, &text, "学校", codes.schools.keys().map(SchoolCode::as_str))?;
            row.school = Some(Level::Code(code));
        }
        Kind::Class => row.class = Some(ProgrammeClass::new(&text).map_err(|_| shape("专业类"))?),
        Kind::Occupation => row.occupation = Some(Level::Code(OccupationName(text))),
        Kind::Word(measure, words) => {
            let value = word(&text, words)?;
            row.figures.push((measure, value, cell.place()));
        }
        Kind::Whole => row.whole = Some(text.parse().map_err(|_| Problem::NotANumber { text })?),
        Kind::OneOf(words) => {
            if !words.contains(&text.as_str()) {
                return Err(Problem::WordUnknown { text, allowed: words.join("、") });
            }
            row.texts.push((column.heading, text));
        }
        Kind::Status => row.status = Some(word(&text, Status::WORDS)?),
        Kind::Confidence => row.confidence = Some(word(&text, Confidence::WORDS)?),
        Kind::Nature => row.nature = Some(word(&text, Nature::WORDS)?),
        Kind::Source => row.source = Some(text),
        Kind::Note => row.note = Some(text),
        Kind::Remark => row.remarks.push(format!("{}：{text}", column.heading)),
        Kind::Text | Kind::Name(_) | Kind::MeasureCode | Kind::RowUnit => {
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

/// The value of a row that names its own measure and unit.
fn read_row_value(
    row: &mut Row,
    sheet: &Sheet,
    at: usize,
    binding: &Binding,
    findings: &mut Vec<Finding>,
) {
    let column = |kind: Kind| binding.columns.iter().find(|bound| bound.spec.kind == kind);
    let (Some(value), Some(measure)) = (column(Kind::RowValue), column(Kind::MeasureCode)) else {
        return;
    };
    let unit = column(Kind::RowUnit);
    let code = row.text(measure.spec.heading).to_owned();
    if code.is_empty() {
        return;
    }
    let words = Words::parse(&code);
    let Some(of) = Measure::from_code(&code).or_else(|| binding.template.figure(&words)) else {
        let near = nearest(&code, Measure::ALL.iter().map(|m| m.code()));
        let problem = Problem::CodeUnknown { text: code, list: "指标", nearest: near };
        findings.push(sheet.cell(at, measure.at).finding(problem));
        row.complete = false;
        return;
    };
    let stated = unit.map_or("", |unit| row.text(unit.spec.heading));
    let stated = if stated.is_empty() { words.unit.as_deref().unwrap_or("") } else { stated };
    let file_unit = match units_of(of).iter().find(|unit| unit.name == stated) {
        Some(unit) => Ok(*unit),
        None if stated.is_empty() && !needs_unit(of) => Ok(units_of(of)[0]),
        None if stated.is_empty() => {
            Err(Problem::UnitMissing { heading: of.name(Lang::Zh), allowed: unit_names(of) })
        }
        None => Err(Problem::UnitUnfit { unit: stated.to_owned(), allowed: unit_names(of) }),
    };
    let file_unit = match file_unit {
        Ok(unit) => unit,
        Err(problem) => {
            let at_unit = unit.map_or(measure.at, |unit| unit.at);
            findings.push(sheet.cell(at, at_unit).finding(problem));
            row.complete = false;
            return;
        }
    };
    let cell = sheet.cell(at, value.at);
    let figure = read_figure(cell.value, of, file_unit);
    if let Err(problem) = read_into(row, &cell, of, figure, findings) {
        findings.push(cell.finding(problem));
        row.complete = false;
    }
}

/// A name beside a code must be the code's own.
fn check_names(
    row: &Row,
    sheet: &Sheet,
    at: usize,
    binding: &Binding,
    lists: Lists<'_>,
    findings: &mut Vec<Finding>,
) {
    for list in CodeList::ALL {
        let (Some(cell), Some(code)) = (name_cell(sheet, at, binding, list), row.code(list)) else {
            continue;
        };
        let given = name_column(list, &binding.template).map_or("", |c| row.text(c.heading));
        if given.is_empty() || lists.names.mean(list, given, code) {
            continue;
        }
        if let Some(expected) = lists.names.official(list, code) {
            let problem = Problem::NameDiffers {
                code: code.to_owned(),
                name: given.to_owned(),
                expected: expected.to_owned(),
            };
            findings.push(cell.finding(problem));
        }
    }
}

fn word<T: Copy>(text: &str, words: &[(&str, T)]) -> Result<T, Problem> {
    words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value).ok_or_else(|| {
        let allowed = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join("、");
        Problem::WordUnknown { text: text.to_owned(), allowed }
    })
}

/// A programme of the catalogue in force or of a former one.
fn read_programme(text: &str, codes: &Codebook) -> Result<ProgrammeCode, Problem> {
    if let Ok(code) = ProgrammeCode::new(text)
        && codes.programmes.contains_key(&code)
    {
        return Ok(code);
    }
    let former = codes.former_programmes.iter().map(|row| &row.former);
    if let Some(code) = former.filter(|code| code.printed() == text).max() {
        return Ok(code.clone());
    }
    // Any catalogue's codes have this shape.
    if ProgrammeCode::former(0, text).is_err() {
        return Err(Problem::CodeShape { text: text.to_owned(), what: "专业" });
    }
    let near = nearest(text, codes.programmes.keys().map(ProgrammeCode::as_str));
    Err(Problem::CodeUnknown { text: text.to_owned(), list: "专业", nearest: near })
}

/// Two catalogues may use the same digits: the name beside them says which programme is meant or, where there is
/// none, the year.
fn settle_catalogue(row: &mut Row, lists: Lists<'_>) {
    let Some(Level::Code(code)) = &row.programme else { return };
    let name = row.text("专业名称");
    let is_named =
        |code: &ProgrammeCode| lists.names.mean(CodeList::Programme, name, code.as_str());
    let formers = || {
        let rows = lists.codes.former_programmes.iter();
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

fn known<'a>(
    listed: bool,
    text: &str,
    list: &'static str,
    codes: impl Iterator<Item = &'a str>,
) -> Result<(), Problem> {
    if listed {
        return Ok(());
    }
    let text = text.to_owned();
    Err(Problem::CodeUnknown { nearest: nearest(&text, codes), text, list })
}

/// The text of a cell without the spaces around it. A number without a fraction is written out:
/// spreadsheets keep codes as numbers.
fn plain_text(value: &CellValue) -> Result<String, Problem> {
    match value {
        CellValue::Empty => Ok(String::new()),
        CellValue::Text(text) => {
            Ok(text.trim_matches(|c: char| c.is_whitespace() || c == '\u{3000}').to_owned())
        }
        CellValue::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            Ok(format!("{number:.0}"))
        }
        CellValue::Number(number) => Ok(number.to_string()),
        CellValue::Date(_) => {
            Err(Problem::CodeShape { text: "日期 (date)".to_owned(), what: "文本" })
        }
        CellValue::Error(text) => Err(Problem::FormulaError { text: text.clone() }),
    }
}

/// An identity number of GB 11643: 17 digits and a check character that fits.
fn looks_like_identity_number(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let bytes = text.as_bytes();
    if bytes.len() != 18 || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let sum: u32 =
        bytes.iter().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    bytes[17].to_ascii_uppercase() == CHECKS[(sum % 11) as usize]
}

/// The provenance of a row's figures: what the row says, or the defaults.
pub(crate) fn provenance(row: &Row, file: &str, cell: &CellRef) -> talent_domain::Provenance {
    let mut note: Vec<&str> = row.note.iter().map(String::as_str).collect();
    note.extend(row.remarks.iter().map(String::as_str));
    talent_domain::Provenance {
        source: Arc::from(row.source.as_deref().unwrap_or(file)),
        status: row.status.unwrap_or(Status::Read),
        confidence: row.confidence.unwrap_or(Confidence::Official),
        nature: row.nature.unwrap_or(Nature::Real),
        note: Arc::from(note.join("；")),
        cell: cell.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_number_is_known_by_its_check_digit() {
        assert!(looks_like_identity_number("11010519491231002X"));
        assert!(!looks_like_identity_number("110105194912310021"));
        assert!(!looks_like_identity_number("141000"));
    }
}
