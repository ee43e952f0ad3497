//! Reading the rows of a bound sheet, one after the other.

use std::collections::BTreeSet;

use talent_domain::{TemplateCode, Year};

use super::format::{check_format, columns_that_count, struck_in_row};
use super::graduates::add_graduates;
use super::layout::Layout;
use super::likely_rates::likely_rates;
use super::lookup::Lookup;
use super::observations::Observer;
use super::passed_over::{Remark, part_of_row, remark};
use super::plain_rows::{PlainRow, Scout};
use super::rollups::{Rollup, check_rollups};
use super::row::read_row;
use super::sheet_row::SheetRow;
use super::stated::read_stated;
use super::tally::Tally;
use super::total::is_total_row;
use super::without_heading::without_heading;
use crate::budget::Budget;
use crate::checked::Checked;
use crate::finding::Finding;
use crate::kind::Kind;
use crate::lists::{FirstEntries, clear_list, take_entry};
use crate::names::Names;
use crate::problem::{FileProblem, Problem, RowProblem};
use crate::row::Row;
use crate::row_counts::RowCounts;
use crate::rules::{RowRules, check_fractions, check_row, check_sexes, check_total_rows, is_total};
use crate::severity::Severity;
use crate::sheet::Sheet;
use crate::table::{Binding, Pane, year_of_title};
use crate::values::{figure_shown, read_figure, read_year};

/// Reads every row of a sheet of `file` into `checked`: figures as observations, rows of a list into the
/// codebook, which the list replaces there. Returns how its rows were taken.
pub(crate) fn read_sheet(
    sheet: &Sheet,
    binding: &Binding,
    file: &str,
    budget: &Budget,
    checked: &mut Checked,
) -> RowCounts {
    let template = binding.template.code;
    if template.is_list() {
        clear_list(template, &mut checked.codebook);
    }
    let names = Names::of(&checked.codebook);
    let lookup = Lookup { codebook: &checked.codebook, names: &names };
    let mut noticed = Vec::new();
    let panes = read_stated(sheet, binding, lookup, &mut noticed);
    checked.findings.extend(noticed);
    let mut reader = SheetReader::of((sheet, binding, file), names, &panes, budget);
    let before = checked.observations.len();
    reader.read_rows(checked);
    check_rollups(&reader.rollups, &checked.observations[before..], &mut checked.findings);
    if matches!(template, TemplateCode::T1 | TemplateCode::T2) {
        let read = &checked.observations[before..];
        checked.findings.extend(likely_rates(sheet, binding, read));
        check_total_rows(read, &checked.codebook, &mut checked.findings);
        if !read.iter().all(is_total) {
            let totals = take_total_rows(before, checked);
            reader.counts.data -= totals;
            reader.counts.totals += totals;
        }
    }
    if template == TemplateCode::T1 && binding.column_of(Kind::RowValue).is_some() {
        let read = &checked.observations[before..];
        match add_graduates(sheet, read, budget, &mut checked.findings) {
            Ok(added) => checked.observations.extend(added),
            Err(problem) => checked.findings.push(sheet.finding(problem)),
        }
    }
    check_fractions(sheet, binding, &mut checked.findings);
    check_format(sheet, binding, &mut checked.findings);
    check_sexes(sheet, binding, &mut checked.findings);
    let SheetReader { tally, counts, .. } = reader;
    checked.findings.extend(year_of_title(sheet, binding, &tally.years));
    let said = tally.findings(sheet, template, &checked.codebook);
    checked.findings.extend(said);
    counts
}

/// The number of cells of a sheet that may hold figures.
pub(crate) fn most_figures(sheet: &Sheet, binding: &Binding) -> usize {
    let holds_figure = |kind| matches!(kind, Kind::Figure(_) | Kind::RowValue | Kind::Word(..));
    let mut may_hold: Vec<bool> = Vec::new();
    for bound in binding.all_columns().filter(|bound| holds_figure(bound.spec.kind)) {
        may_hold.resize(may_hold.len().max(bound.column + 1), false);
        may_hold[bound.column] = true;
    }
    let rows = binding.last_heading_row + 1..sheet.len();
    let holds = |column: usize| may_hold.get(column).copied().unwrap_or(false);
    rows.flat_map(|row| sheet.filled_columns(row)).filter(|column| holds(*column)).count()
}

/// Takes the total rows (合计) out of the figures from a position on; returns how many rows they were. Rows with other
/// figures too are none of them.
fn take_total_rows(before: usize, checked: &mut Checked) -> usize {
    let (mut totals, mut others) = (BTreeSet::new(), BTreeSet::new());
    let mut position = 0;
    checked.observations.retain(|observation| {
        position += 1;
        if position <= before {
            return true;
        }
        let is_total = is_total(observation);
        let rows = if is_total { &mut totals } else { &mut others };
        rows.insert(observation.provenance.cell.row);
        !is_total
    });
    totals.difference(&others).count()
}

/// What became of a data row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Kept,
    Faulty,
    WithoutFigure,
}

struct SheetReader<'a> {
    sheet: &'a Sheet,
    binding: &'a Binding,
    /// The name of the sheet's file.
    file: &'a str,
    /// The names of the lists in force before the sheet is read.
    names: Names,
    /// What is known of each row, one for each pane.
    panes: &'a [Row],
    budget: &'a Budget,
    observer: Observer,
    /// Whether nothing more is kept, since it would be more than the files may take.
    is_over: bool,
    /// Whether a note was met.
    has_notes: bool,
    /// The figures of subtotals.
    rollups: Vec<Rollup>,
    tally: Tally,
    counts: RowCounts,
    /// The columns whose cells must not be struck through.
    that_count: BTreeSet<usize>,
    /// Of a list, where each entry stands first.
    entries: FirstEntries,
}

impl<'a> SheetReader<'a> {
    fn of(
        (sheet, binding, file): (&'a Sheet, &'a Binding, &'a str),
        names: Names,
        panes: &'a [Row],
        budget: &'a Budget,
    ) -> Self {
        Self {
            sheet,
            binding,
            file,
            names,
            panes,
            budget,
            observer: Observer::default(),
            is_over: false,
            has_notes: false,
            rollups: Vec::new(),
            tally: Tally::default(),
            counts: RowCounts { read: sheet.len() - sheet.first(), ..RowCounts::default() },
            that_count: columns_that_count(binding),
            entries: FirstEntries::default(),
        }
    }

    /// Reads all rows in order: most of a large table are plain, and the others are read cell by cell.
    fn read_rows(&mut self, checked: &mut Checked) {
        let (sheet, binding) = (self.sheet, self.binding);
        let rules = RowRules::of(checked.findings.rules());
        let layout = Layout::of(sheet, binding, self.panes, rules);
        // The row below the headings may be a part of them.
        let below = sheet.len().min(binding.last_heading_row + 2);
        let begin = if layout.is_some() { below.max(sheet.first()) } else { sheet.len() };
        for row in sheet.first()..begin {
            self.read_row(row, checked);
        }
        let Some(layout) = layout else { return };
        let mut scouts = Scout::all(binding, sheet.len() - begin);
        let mut row = begin;
        while row < sheet.len() {
            let lookup = Lookup { codebook: &checked.codebook, names: &self.names };
            Scout::look(&mut scouts, sheet, row, &layout, lookup);
            for scout in &mut scouts {
                scout.each(&layout, |plain| {
                    let keep = |plain| self.keep_plain(row, plain, &layout, checked);
                    if plain.and_then(keep).is_none() {
                        self.read_row(row, checked);
                    }
                    row += 1;
                });
            }
        }
    }

    /// Keeps what a plain row says; nothing if it has to be read cell by cell.
    fn keep_plain(
        &mut self,
        row: usize,
        plain: PlainRow<'_, 'a>,
        layout: &Layout<'_>,
        checked: &mut Checked,
    ) -> Option<()> {
        if self.is_over {
            return None;
        }
        let held = (self.file, self.budget);
        let (year, nature) =
            self.observer.add_plain((self.sheet, row), plain, layout, held, checked)?;
        self.tally.add_plain(year, nature, layout.known);
        self.counts.data += 1;
        Some(())
    }

    /// Reads a row and counts it, in one way.
    fn read_row(&mut self, row: usize, checked: &mut Checked) {
        let (sheet, binding) = (self.sheet, self.binding);
        let counts = &mut self.counts;
        if sheet.row(row).next().is_none() {
            counts.blank += 1;
        } else if row <= binding.last_heading_row {
            counts.headings += 1;
        } else if let Some(remark) = remark(sheet, row, binding, &self.names, self.has_notes) {
            *remark.count(counts) += 1;
            self.has_notes |= matches!(remark, Remark::Note);
            if matches!(remark, Remark::Subtotal) {
                self.read_rollup(row);
            }
        } else if let Some(part) = part_of_row(sheet, row, binding) {
            counts.parts += 1;
            checked.findings.push(part);
        } else {
            self.tally.rows += 1;
            match self.read_data(row, checked) {
                Outcome::Kept => self.counts.data += 1,
                Outcome::Faulty => self.counts.faulty += 1,
                Outcome::WithoutFigure => self.counts.without_figure += 1,
            }
        }
    }

    /// Reads the figures of a subtotal as far as they are figures, to be held against the rows that they are of.
    fn read_rollup(&mut self, row: usize) {
        let (sheet, binding) = (self.sheet, self.binding);
        let own = binding.column_of(Kind::Year).map(|bound| sheet.cell(row, bound.column).value);
        let own = own.and_then(|value| read_year(value).ok().flatten());
        for pane in self.panes_of(row) {
            let year = self.panes[pane].year.or(own);
            let columns = binding.panes.get(pane).map_or(&[][..], |pane| &pane.columns);
            for bound in binding.columns.iter().chain(columns) {
                let (Kind::Figure(measure), Some(unit)) = (bound.spec.kind, bound.unit) else {
                    continue;
                };
                let cell = sheet.cell(row, bound.column);
                let Ok(shown) = figure_shown(&cell, measure, unit) else { continue };
                if let Ok(Some(number)) = read_figure(shown, measure, unit) {
                    let (value, cell) = (number.value, cell.cell_ref());
                    self.rollups.push(Rollup { measure, year, value, cell });
                }
            }
        }
    }

    /// Reads a row that holds data. Whatever becomes of it is said unless it is kept.
    fn read_data(&mut self, row: usize, checked: &mut Checked) -> Outcome {
        let (sheet, binding) = (self.sheet, self.binding);
        let mut noticed = without_heading(sheet, row, binding, &mut self.tally.without_heading);
        noticed.extend(struck_in_row(sheet, row, &self.that_count));
        let (mut is_kept, mut is_faulty) = (false, self.is_over || binding.lost_figures);
        let mut is_other_figure = false;
        let year_of_total = self.year_of_total(row);
        for pane in self.panes_of(row) {
            let known = &self.panes[pane];
            let known = Row { year: known.year.or(year_of_total), ..known.clone() };
            let (read, mut findings) = self.read_pane(row, pane, known, checked);
            // What is wrong with the row's codes is wrong in every year.
            findings.retain(|finding| !noticed.contains(finding));
            noticed.append(&mut findings);
            let is_other = |finding: &Finding| {
                matches!(
                    finding.problem,
                    Problem::Row(RowProblem::OtherIndicator { .. } | RowProblem::Rate { .. })
                )
            };
            is_other_figure |= noticed.iter().any(is_other);
            is_faulty |= !read.complete && !is_other_figure;
            if read.complete && !self.is_over {
                match self.keep(&read, checked, &mut noticed) {
                    Ok(kept) => is_kept |= kept,
                    Err(problem) => {
                        self.is_over = true;
                        noticed.push(sheet.finding(problem));
                    }
                }
            }
        }
        is_faulty |= noticed.iter().any(|finding| finding.severity() == Severity::Error);
        if !is_kept && !is_faulty && !is_other_figure {
            noticed.push(sheet.cell(row, 0).finding(RowProblem::NoFigure));
        }
        checked.findings.extend(self.tally.group(noticed));
        match (is_faulty, is_kept) {
            (true, _) => Outcome::Faulty,
            (false, true) => Outcome::Kept,
            (false, false) => Outcome::WithoutFigure,
        }
    }

    /// The panes that the row has cells of; the first if it has none of any.
    fn panes_of(&self, row: usize) -> Vec<usize> {
        let is_filled = |pane: &&(usize, &Pane)| {
            pane.1.columns.iter().any(|bound| !self.sheet.cell(row, bound.column).is_empty())
        };
        let panes: Vec<(usize, &Pane)> = self.binding.panes.iter().enumerate().collect();
        let filled: Vec<usize> = panes.iter().filter(is_filled).map(|(pane, _)| *pane).collect();
        if filled.is_empty() { vec![0] } else { filled }
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
        check_row(&row, checked.findings.rules(), &mut findings);
        (row, findings)
    }

    /// Keeps what a row says; `false` if it says nothing. An error if that would take more than the files may.
    fn keep(
        &mut self,
        row: &Row,
        checked: &mut Checked,
        noticed: &mut Vec<Finding>,
    ) -> Result<bool, FileProblem> {
        let template = self.binding.template.code;
        if template.is_list() {
            self.budget.hold(row.bytes())?;
            take_entry(template, row, self.file, &mut self.entries, &mut checked.codebook, noticed);
            return Ok(true);
        }
        let read = self.observer.observations(row, self.file, &checked.codebook, self.budget)?;
        let is_kept = !read.is_empty();
        if let Some((.., cell)) = row.figures.first().filter(|_| !is_kept) {
            noticed.push(Finding::at(cell.clone(), RowProblem::Nowhere));
        }
        checked.observations.extend(read);
        Ok(is_kept)
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
