//! The sender's own workbook, sent back with what was found in it: a sheet of findings, marks on cells, comments.
//!
//! Nothing of the sender's is written anew. The parts of the workbook go over as they are, still packed; to those that
//! have to know of the new ones, elements are added in place.

mod address;
mod comments;
mod drawing;
mod made;
mod marks;
mod markup;
mod parts;
mod relations;
mod result_sheet;
mod sheet;
mod styles;

use std::collections::BTreeMap;

use rust_xlsxwriter::XlsxError;
use talent_domain::Lang;

use self::markup::{Unchangeable, child, children, edited, escaped, root};
use self::parts::Parts;
use self::relations::{RELATIONS, declare, relate, relations};
use self::result_sheet::Says;
use crate::check::InputFile;
use crate::finding::Finding;
use crate::formats::read_sheets;
use crate::own_sheet;
use crate::severity::Severity;
use crate::sheet::Sheet;

/// A workbook that goes back to its sender.
#[derive(Debug)]
pub struct Returned {
    /// The `.xlsx`.
    pub bytes: Vec<u8>,
    /// Whether it is the sender's own. A CSV file, an older workbook, or one that cannot be changed in place comes back
    /// as a workbook made of what was read.
    pub is_own: bool,
}

/// A workbook could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the workbook to be sent back could not be made")]
pub struct ReturnError(#[source] Box<dyn std::error::Error + Send + Sync>);

impl From<XlsxError> for ReturnError {
    fn from(error: XlsxError) -> Self {
        Self(error.into())
    }
}

/// A finding as it goes back.
#[derive(Debug, Clone)]
pub(crate) struct Remark {
    severity: Severity,
    rule: String,
    sheet: Option<String>,
    cell: Option<String>,
    problem: String,
    fix: String,
    /// Whether its sender may say that it is right.
    may_be_right: bool,
    /// Whether its sender is asked to say why.
    asks_why: bool,
    /// What its sender said of it when it went back before.
    explanation: Option<String>,
}

impl Remark {
    fn new(finding: &Finding, lang: Lang) -> Self {
        let is_caution = finding.severity() == Severity::Caution;
        let fix = finding.problem.fix(lang);
        Self {
            may_be_right: is_caution || finding.may_be_confirmed(),
            explanation: finding.senders_explanation().map(str::to_owned),
            severity: finding.severity(),
            rule: finding.problem.code().to_owned(),
            sheet: finding.location.sheet().map(str::to_owned),
            cell: finding.location.address(),
            problem: finding.problem.message(lang),
            asks_why: fix.contains("--"),
            fix: for_sender(fix),
        }
    }
}

/// A fix without what only the bureau can do, which are options of a command.
fn for_sender(fix: &str) -> String {
    let own = fix.split_inclusive(['；', ';', '。']).filter(|part| !part.contains("--"));
    let own: String = own.collect();
    let own = own.trim_end_matches(['；', ';', ' ']);
    if own.is_empty() { fix.split('，').next().unwrap_or(fix).to_owned() } else { own.to_owned() }
}

/// What is said of the cells of a sheet, and the gravest of it.
type Cells = BTreeMap<(u32, u32), (String, Severity, String)>;

/// The workbook of a file with its findings: those of other files are left out.
///
/// It has a sheet "校验结果" with a row for every finding: what is wrong, how to mend it, a link to the cell, and a cell to
/// explain in, which [`crate::Finding::senders_explanation`] has when the workbook comes again. Cells with findings are marked by a
/// conditional format and say in a comment what was found. Formats, formulas, drop-down lists and comments of the sender
/// stay as they are, to the byte. Of a workbook that was sent back before, marks, comments and rows of then are replaced, and
/// explanations are kept beside the findings that they are of.
///
/// # Errors
///
/// [`ReturnError`] where a workbook has no room for what was read, such as for 32,767 characters in a cell.
pub fn returned_workbook(
    file: InputFile<'_>,
    findings: &[Finding],
    lang: Lang,
) -> Result<Returned, ReturnError> {
    let own = findings.iter().filter(|finding| finding.location.file() == file.name);
    let remarks: Vec<Remark> = own.map(|finding| Remark::new(finding, lang)).collect();
    let is_workbook =
        file.name.rsplit('.').next().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
    // What was refused, such as for its size, is not unpacked here either.
    let sheets = read_sheets(file.name, file.bytes);
    if is_workbook
        && let Ok(sheets) = &sheets
        && let Ok(bytes) = marked(file.bytes, sheets, &remarks, (true, lang))
    {
        return Ok(Returned { bytes, is_own: true });
    }
    let sheets = sheets.unwrap_or_default();
    let workbook = made::workbook(&sheets)?;
    let remarks: Vec<Remark> = remarks.into_iter().map(made::placed).collect();
    let bytes = marked(&workbook, &sheets, &remarks, (false, lang))
        .map_err(|error| ReturnError(error.into()))?;
    Ok(Returned { bytes, is_own: false })
}

/// The workbook with its sheet of findings, marks and comments. `sheets` are what was read of it; whether it is the
/// sender's own comes with the language.
fn marked(
    bytes: &[u8],
    sheets: &[Sheet],
    remarks: &[Remark],
    (is_own, lang): (bool, Lang),
) -> Result<Vec<u8>, Unchangeable> {
    let mut parts = Parts::open(bytes)?;
    let root = relations(&mut parts, "")?;
    let book = root.into_iter().find(|relation| relation.kind == "officeDocument");
    let book = book.ok_or(Unchangeable)?.part;
    let of_book = relations(&mut parts, &book)?;
    let styles = of_book.iter().find(|relation| relation.kind == "styles").ok_or(Unchangeable)?;
    let added = styles::add(&mut parts, &styles.part)?;
    let listed = listed(&mut parts, &book, &of_book)?;
    let ours = sheets.iter().find(|sheet| own_sheet::is(sheet, own_sheet::FINDINGS));
    let ours = ours.and_then(Sheet::name);
    let mut space = String::new();
    for (number, (name, part)) in (1..).zip(&listed) {
        if ours != Some(name) {
            space = sheet::mark(&mut parts, part, number, &cells_of(name, remarks), added)?;
        }
    }
    if space.is_empty() {
        return Err(Unchangeable);
    }
    let says = Says { space: &space, is_own, lang };
    let content = result_sheet::sheet(remarks, added, &says);
    let earlier = listed.iter().find(|(name, _)| Some(name.as_str()) == ours);
    if let Some((_, part)) = earlier {
        parts.leave_out(&relations::relations_part(part));
        parts.put(part, content);
    } else {
        add_sheet(&mut parts, &book, &listed, content)?;
    }
    parts.finish()
}

/// The names and parts of the sheets of cells.
fn listed(
    parts: &mut Parts<'_>,
    book: &str,
    of_book: &[relations::Relation],
) -> Result<Vec<(String, String)>, Unchangeable> {
    let xml = parts.needed(book)?;
    let list = child(&xml, &root(&xml)?, "sheets")?.ok_or(Unchangeable)?;
    let sheet = |element: markup::Element| {
        let relation = element.attribute(&xml, "id")?;
        let part =
            of_book.iter().find(|other| other.id == relation && other.kind == "worksheet")?;
        Some((element.attribute(&xml, "name")?, part.part.clone()))
    };
    Ok(children(&xml, &list)?.into_iter().filter_map(sheet).collect())
}

/// Adds the sheet of findings behind all others.
fn add_sheet(
    parts: &mut Parts<'_>,
    book: &str,
    listed: &[(String, String)],
    content: String,
) -> Result<(), Unchangeable> {
    let part = parts.free("xl/worksheets/sheet", ".xml");
    parts.put(&part, content);
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
    declare(parts, &part, kind)?;
    let relation = relate(parts, book, "worksheet", &part)?;
    let xml = parts.needed(book)?;
    let list = child(&xml, &root(&xml)?, "sheets")?.ok_or(Unchangeable)?;
    let number = |sheet: &markup::Element| sheet.attribute(&xml, "sheetId")?.parse::<u32>().ok();
    let last = children(&xml, &list)?.iter().filter_map(number).max().unwrap_or(0);
    let is_free = |name: &String| listed.iter().all(|(taken, _)| taken != name);
    let numbered = (2..100).map(|n| format!("{}({n})", own_sheet::FINDINGS));
    let name = std::iter::once(own_sheet::FINDINGS.to_owned()).chain(numbered).find(is_free);
    let element = format!(
        "<{}sheet xmlns:r=\"{RELATIONS}\" name=\"{}\" sheetId=\"{}\" r:id=\"{relation}\"/>",
        list.prefix(),
        escaped(&name.ok_or(Unchangeable)?),
        last.saturating_add(1)
    );
    let xml = edited(&xml, vec![list.appended(&element)]);
    parts.put(book, xml);
    Ok(())
}

/// What is said of the cells of a sheet.
fn cells_of(sheet: &str, remarks: &[Remark]) -> Cells {
    let mut cells = Cells::new();
    for remark in remarks.iter().filter(|remark| remark.sheet.as_deref() == Some(sheet)) {
        let Some(address) = &remark.cell else { continue };
        let Some(place) = address::place(address) else { continue };
        let text = format!("{} {}\n改法：{}", remark.rule, remark.problem, remark.fix);
        let (_, gravest, said) =
            cells.entry(place).or_insert_with(|| (address.clone(), remark.severity, String::new()));
        *gravest = (*gravest).min(remark.severity);
        if !said.is_empty() {
            said.push('\n');
        }
        said.push_str(&text);
    }
    cells
}
