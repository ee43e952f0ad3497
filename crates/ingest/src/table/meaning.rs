//! What the column under a heading holds, and in which unit.

use talent_domain::{Measure, TemplateCode};

use super::arrangement::Arrangement;
use super::binding::PaneKey;
use super::heading::Heading;
use super::titled_figure::titled_figure;
use super::unknown_heading::unknown_heading;
use crate::column::Column;
use crate::kind::Kind;
use crate::problem::{ArrangementProblem, Problem, UnitProblem};
use crate::sheet::Sheet;
use crate::templates::{LONG, MACRO, Template};
use crate::values::{FileUnit, needs_unit, unit_names, units_of};

/// What the column under a heading holds.
pub(super) struct Meaning {
    pub(super) spec: &'static Column,
    /// The unit that the heading states.
    pub(super) unit: Option<String>,
    /// The year or code that it is of, where these stand side by side.
    pub(super) pane: Option<PaneKey>,
}

/// What the headings of a sheet mean.
pub(super) struct Meanings<'a> {
    arrangement: &'a Arrangement,
    /// Whether a marker names the template.
    is_marked: bool,
    /// The figure that the title names, with its unit.
    titled: Option<(&'static Column, Option<String>)>,
}

impl<'a> Meanings<'a> {
    pub(super) fn of(sheet: &Sheet, arrangement: &'a Arrangement, is_marked: bool) -> Self {
        Self { arrangement, is_marked, titled: titled_figure(sheet, arrangement) }
    }

    /// What one heading means, or why that is not known.
    pub(super) fn read(&self, heading: &Heading) -> Result<Meaning, Problem> {
        let arrangement = self.arrangement;
        if arrangement.labels.is_some()
            && let Some(meaning) = self.of_labels(heading)
        {
            return Ok(meaning);
        }
        if arrangement.labels_across
            && let Some(label) = heading.label()
            && let Some(spec) = figure_column(label.measure)
        {
            let pane = PaneKey::Label { row: heading.row, column: heading.column };
            return Ok(Meaning { spec, unit: label.unit, pane: Some(pane) });
        }
        if let (Some((column, _)), Some((spec, unit))) = (arrangement.total, &self.titled)
            && column == heading.column
        {
            let unit = heading.unit().map(str::to_owned).or_else(|| unit.clone());
            return Ok(Meaning { spec, unit, pane: None });
        }
        let mut columns = arrangement.template.columns.iter();
        if let Some(spec) = columns.find(|column| heading.is(column)) {
            return self.of_template(heading, spec);
        }
        if let (Some(list), Some((spec, unit))) = (arrangement.across, &self.titled) {
            let pane = Some(PaneKey::Code { list, row: heading.row, column: heading.column });
            return Ok(Meaning { spec, unit: unit.clone(), pane });
        }
        if heading.year().is_some() && arrangement.is_wide() {
            return self.of_year(heading);
        }
        match LONG.iter().find(|column| arrangement.is_long() && heading.is(column)) {
            Some(spec) => Ok(Meaning { spec, unit: None, pane: None }),
            None => Err(unknown_heading(heading, arrangement, self.is_marked)),
        }
    }

    /// A heading beside or over labels: theirs, or that of their values or units.
    fn of_labels(&self, heading: &Heading) -> Option<Meaning> {
        let [label, value, unit] = &LONG;
        let year = heading.year().filter(|_| self.arrangement.is_wide());
        let (spec, pane) = if Some(heading.column) == self.arrangement.labels {
            (label, None)
        } else if let Some(year) = year {
            (value, Some(PaneKey::Year(year)))
        } else if heading.is(value) && !self.arrangement.is_wide() {
            (value, None)
        } else if heading.is(unit) {
            (unit, None)
        } else {
            return None;
        };
        Some(Meaning { spec, unit: None, pane })
    }

    /// A heading that the template has.
    fn of_template(&self, heading: &Heading, spec: &'static Column) -> Result<Meaning, Problem> {
        let unit = heading.unit().map(str::to_owned);
        let holds_figure = matches!(spec.kind, Kind::Figure(_) | Kind::Word(..));
        if !holds_figure || !self.arrangement.is_wide() {
            return Ok(Meaning { spec, unit, pane: None });
        }
        match heading.year() {
            Some(year) => Ok(Meaning { spec, unit, pane: Some(PaneKey::Year(year)) }),
            None => Err(ArrangementProblem::FigureOfWhen { heading: heading.whole() }.into()),
        }
    }

    /// A heading that is a year, of a figure that stands above it or in the title.
    fn of_year(&self, heading: &Heading) -> Result<Meaning, Problem> {
        let named = heading.figure_words().and_then(|words| {
            let spec = self.arrangement.template.figures().find(|column| words.name(column))?;
            Some((spec, words.unit.clone()))
        });
        let pane = heading.year().map(PaneKey::Year);
        let own_unit = heading.unit().map(str::to_owned);
        match named.or_else(|| self.titled.clone()) {
            Some((spec, unit)) => Ok(Meaning { spec, unit: own_unit.or(unit), pane }),
            None => Err(ArrangementProblem::YearOfWhat { heading: heading.whole() }.into()),
        }
    }
}

/// The column of a figure of industries or of the region.
fn figure_column(measure: Measure) -> Option<&'static Column> {
    let of_industries = Template::of(TemplateCode::T4).columns.iter();
    of_industries.chain(&MACRO).find(|column| column.kind == Kind::Figure(measure))
}

/// The unit of a figure column: that of its heading, else that stated for the sheet, else the usual one of a
/// measure that cannot be misread. Columns of other kinds have none.
pub(super) fn column_unit(
    column: &'static Column,
    heading_unit: Option<&str>,
    stated: &[String],
) -> Result<Option<FileUnit>, UnitProblem> {
    let Kind::Figure(measure) = column.kind else { return Ok(None) };
    let allowed = || unit_names(measure);
    let find = |name: &str| units_of(measure).iter().find(|unit| unit.name == name).copied();
    match (heading_unit, stated.iter().find_map(|name| find(name))) {
        (Some(name), _) => match find(name) {
            Some(unit) => Ok(Some(unit)),
            None => Err(UnitProblem::Unfit { unit: name.to_owned(), allowed: allowed() }),
        },
        (None, Some(unit)) => Ok(Some(unit)),
        (None, None) if needs_unit(measure) => {
            Err(UnitProblem::Missing { heading: column.heading, allowed: allowed() })
        }
        (None, None) => Ok(units_of(measure).first().copied()),
    }
}
