//! `.xlsx` workbooks, cell by cell: nothing is kept but cells that hold something, and a blank one far away costs
//! nothing. Source: ECMA-376 part 1.

mod cells;
pub(super) mod package;
mod plain_cell;
mod strings;
mod styles;
pub(super) mod xml;

use quick_xml::events::Event;

use super::fault::Fault;
use super::number_format::Style;
use super::table_draft::{ReadFault, ReadSheet, TableDraft, TextPlace, Texts};
use crate::budget::Budget;
use crate::problem::FileProblem;
use crate::sheet::Draft;
use cells::read_cells;
use package::{Package, attribute};

/// What a workbook says of all its sheets.
struct Shared {
    strings: Vec<TextPlace>,
    /// How cells are shown, by their styles.
    styles: Vec<Style>,
    from_1904: bool,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    /// The identity of its relation.
    relation: String,
    hidden: bool,
}

/// Reads the sheets of an `.xlsx` workbook; an error comes with the name of the sheet that it is in, if it is in one.
pub(super) fn read_xlsx(
    bytes: &[u8],
    texts: &mut Texts,
    budget: &Budget,
) -> Result<Vec<ReadSheet>, ReadFault> {
    let of_file = |fault: Fault| (fault, None);
    let mut package = Package::open(bytes, budget).map_err(of_file)?;
    if package.has_ending("vbaproject.bin") {
        return Err(of_file(FileProblem::Macro.into()));
    }
    let root = package.relations("").map_err(of_file)?;
    let book = root.into_iter().find(|relation| relation.kind == "officeDocument");
    let book = book.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.part);
    let relations = package.relations(&book).map_err(of_file)?;
    let part_of = |kind: &str, usual: &str| {
        let found = relations.iter().find(|relation| relation.kind == kind);
        found.map_or_else(|| usual.to_owned(), |relation| relation.part.clone())
    };
    let (listed, from_1904) = listed(&mut package, &book, budget).map_err(of_file)?;
    let styles = part_of("styles", "xl/styles.xml");
    let styles = styles::read(&mut package, &styles, budget).map_err(of_file)?;
    let strings = part_of("sharedStrings", "xl/sharedStrings.xml");
    let strings = strings::read(&mut package, &strings, texts, budget).map_err(of_file)?;
    let shared = Shared { strings, styles, from_1904 };
    let mut sheets = Vec::new();
    for sheet in listed {
        let is_its = |id: &str| id == sheet.relation;
        let relation = relations.iter().find(|relation| is_its(&relation.id));
        // Charts and macros have sheets of their own, without cells.
        let Some(relation) = relation.filter(|relation| relation.kind == "worksheet") else {
            continue;
        };
        match read_sheet(&mut package, &relation.part, &shared, texts, budget) {
            Ok(draft) => sheets.push((sheet.name, sheet.hidden, draft)),
            Err(fault) => return Err((fault, Some(sheet.name))),
        }
    }
    Ok(sheets)
}

fn read_sheet(
    package: &mut Package<'_>,
    part: &str,
    shared: &Shared,
    texts: &mut Texts,
    budget: &Budget,
) -> Result<Draft, Fault> {
    let xml = package.part(part)?.ok_or_else(|| Fault::damaged(part))?;
    let from_1904 = shared.from_1904;
    let mut table = TableDraft { draft: Draft::default(), texts, budget, from_1904 };
    read_cells(xml, shared, &mut table)?;
    Ok(table.draft)
}

/// The sheets in their order, and whether days are counted from 1904.
fn listed(
    package: &mut Package<'_>,
    book: &str,
    budget: &Budget,
) -> Result<(Vec<Listed>, bool), Fault> {
    let mut xml = package.part(book)?.ok_or_else(|| Fault::damaged(book))?;
    let (mut sheets, mut from_1904) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Event::Start(element) | Event::Empty(element) => {
                let get = |name| attribute(&element, name);
                match element.local_name().as_ref() {
                    "workbookPr" => {
                        from_1904 = matches!(get("date1904")?.as_deref(), Some("1" | "true"));
                    }
                    "sheet" => {
                        budget.hold(2 * element.len() as u64 + 128)?;
                        sheets.push(Listed {
                            name: get("name")?.unwrap_or_default(),
                            relation: get("id")?.unwrap_or_default(),
                            hidden: get("state")?.is_some_and(|state| state != "visible"),
                        });
                    }
                    _ => {}
                }
            }
            Event::Eof => return Ok((sheets, from_1904)),
            _ => {}
        }
    }
}
