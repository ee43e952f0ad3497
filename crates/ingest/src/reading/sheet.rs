//! Reading the rows of a bound sheet, one after the other.

use talent_domain::{Observation, TemplateCode, Year};

use super::lookup::Lookup;
use super::observations::observations;
use super::passed_over::{is_remark, part_of_row};
use super::row::read_row;
use super::sheet_row::SheetRow;
use super::stated::read_stated;
use super::tally::Tally;
use super::total::is_total_row;
use super::without_heading::without_heading;
use crate::checked::Checked;
use crate::finding::Finding;
use crate::kind::Kind;
use crate::lists::{clear_list, take_entry};
use crate::names::Names;
use crate::problem::RowProblem;
use crate::row::Row;
use crate::rules::{check_fractions, check_row, check_total_rows, is_total};
use crate::sheet::Sheet;
use crate::table::Binding;

/// Reads every row of a sheet of `file` into `checked`: figures as observations, rows of a list into the
/// codebook, which the list replaces there. Returns the number of data rows.
pub(crate) fn read_sheet(
    sheet: &Sheet,
    binding: &Binding,
    file: &str,
    checked: &mut Checked,
) -> usize {
    let template = binding.template.code;
    if template.is_list() {
        clear_list(template, &mut checked.codebook);
    }
    let names = Names::of(&checked.codebook);
    let lookup = Lookup { codebook: &checked.codebook, names: &names };
    let panes = read_stated(sheet, binding, lookup, &mut checked.findings);
    let mut reader = SheetReader { sheet, binding, file, names, panes, tally: Tally::default() };
    let before = checked.observations.len();
    for row in binding.last_heading_row + 1..sheet.len() {
        reader.read_row(row, checked);
    }
    if matches!(template, TemplateCode::T1 | TemplateCode::T2) {
        let read = checked.observations.split_off(before);
        check_total_rows(&read, &mut checked.findings);
        checked.observations.extend(without_total_rows(read));
    }
    check_fractions(sheet, binding, &mut checked.findings);
    let tally = reader.tally;
    let rows = tally.rows;
    checked.findings.extend(tally.findings(sheet, template, &checked.codebook));
    rows
}

/// Takes the total rows (合计) out of a sheet that has rows of programmes. A sheet of nothing but totals
/// keeps them.
fn without_total_rows(mut read: Vec<Observation>) -> Vec<Observation> {
    if !read.iter().all(is_total) {
        read.retain(|observation| !is_total(observation));
    }
    read
}

struct SheetReader<'a> {
    sheet: &'a Sheet,
    binding: &'a Binding,
    /// The name of the sheet's file.
    file: &'a str,
    /// The names of the lists in force before the sheet is read.
    names: Names,
    /// What is known of each row, one for each pane.
    panes: Vec<Row>,
    tally: Tally,
}

impl SheetReader<'_> {
    fn read_row(&mut self, row: usize, checked: &mut Checked) {
        let (sheet, binding) = (self.sheet, self.binding);
        if is_remark(sheet, row, binding) {
            return;
        }
        if let Some(part) = part_of_row(sheet, row) {
            checked.findings.push(part);
            return;
        }
        self.tally.rows += 1;
        let mut noticed = without_heading(sheet, row, binding, &mut self.tally.without_heading);
        let mut attempted = binding.template.code.is_list() || binding.lost_figures;
        let year_of_total = self.year_of_total(row);
        for pane in 0..self.panes.len() {
            let known = &self.panes[pane];
            let known = Row { year: known.year.or(year_of_total), ..known.clone() };
            let (read, mut findings) = self.read_pane(row, pane, known, checked);
            // What is wrong with the row's codes is wrong in every year.
            findings.retain(|finding| !noticed.contains(finding));
            noticed.append(&mut findings);
            attempted |= read.attempted || !read.figures.is_empty() || !read.complete;
            if read.complete {
                self.keep(&read, checked);
            }
        }
        if !attempted {
            noticed.push(sheet.cell(row, 0).finding(RowProblem::NoFigure));
        }
        checked.findings.append(&mut noticed);
    }

    /// Reads and checks the part of a row that belongs to one pane.
    fn read_pane(
        &mut self,
        index: usize,
        pane: usize,
        known: Row,
        checked: &Checked,
    ) -> (Row, Vec<Finding>) {
        let lookup = Lookup { codebook: &checked.codebook, names: &self.names };
        let source = SheetRow { sheet: self.sheet, index, binding: self.binding, lookup };
        let columns = self.binding.panes.get(pane).map_or(&[][..], |pane| &pane.columns);
        let mut findings = Vec::new();
        let row = read_row(source, known, columns, &mut findings);
        self.tally.add(&row, &checked.codebook);
        check_row(&row, &mut findings);
        (row, findings)
    }

    fn keep(&self, row: &Row, checked: &mut Checked) {
        let template = self.binding.template.code;
        if template.is_list() {
            take_entry(template, row, self.file, &mut checked.codebook, &mut checked.findings);
        } else {
            checked.observations.extend(observations(row, self.file, &checked.codebook));
        }
    }

    /// The year of a total row that states none, where all rows above are of one year.
    fn year_of_total(&self, row: usize) -> Option<Year> {
        let year = self.binding.column_of(Kind::Year)?;
        let states_none = self.sheet.cell(row, year.column).is_empty();
        let mut years = self.tally.years.iter();
        match (years.next(), years.next()) {
            (Some(&year), None) if states_none => {
                is_total_row(self.sheet, row, self.binding).then_some(year)
            }
            _ => None,
        }
    }
}
