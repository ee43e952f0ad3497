//! One reading of a panel's file from its rows to whole series.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

use anyhow::Result;
use talent_domain::Lang;

use super::problem::Problem;
use super::problems::Problems;
use super::rows::{Figure, read_rows};
use super::series::InputSeries;

/// What one reading told of the file, beside the series that it handed on.
#[derive(Debug)]
pub(super) struct Pass {
    /// In the order of the lines; empty if the file can be used.
    pub(super) problems: Problems,
    /// Whether the figures are of years.
    pub(super) by_year: bool,
    /// The rows of some series do not stand together, so that what was handed on are parts of series.
    pub(super) scattered: bool,
}

/// The series whose rows are being read, and the names of those before it.
#[derive(Debug, Default)]
struct Grouping {
    /// Its name and its points: step, value.
    current: Option<(String, Vec<(i64, f64)>)>,
    /// Hashes of the names, which take less room than the names.
    seen: BTreeSet<u64>,
    /// A name came again after another.
    scattered: bool,
}

impl Grouping {
    /// Takes one figure; the series before it, if its rows end here.
    fn add(&mut self, figure: Figure<'_>) -> Option<InputSeries> {
        if let Some((id, points)) = &mut self.current
            && id == figure.id
        {
            points.push((figure.step, figure.value));
            return None;
        }
        let ended = self.end();
        let mut hash = DefaultHasher::new();
        figure.id.hash(&mut hash);
        self.scattered |= !self.seen.insert(hash.finish());
        self.current = Some((figure.id.to_owned(), vec![(figure.step, figure.value)]));
        ended
    }

    /// The series whose rows were read last.
    fn end(&mut self) -> Option<InputSeries> {
        self.current.take().map(|(id, points)| InputSeries::from_points(id, points))
    }

    /// Whether the last two figures of the series are of one step.
    fn repeats_a_step(&self) -> bool {
        let points = self.current.as_ref().map_or(&[][..], |(_, points)| points);
        matches!(points, [.., before, last] if last.0 == before.0)
    }
}

impl Pass {
    /// Reads rows and hands on each series to `take` when its rows end. Problems do not stop the reading, so that all
    /// come at once.
    pub(super) fn read(
        path: &Path,
        lang: Lang,
        take: &mut dyn FnMut(InputSeries) -> Result<()>,
    ) -> Result<Self> {
        let mut grouping = Grouping::default();
        let (problems, by_year) = read_rows(path, lang, &mut |figure, problems| {
            if let Some(series) = grouping.add(figure) {
                take(series)?;
            }
            if grouping.repeats_a_step() {
                problems.add(|| twice(figure).text(lang));
            }
            Ok(())
        })?;
        if let Some(series) = grouping.end() {
            take(series)?;
        }
        Ok(Self { problems, by_year, scattered: grouping.scattered })
    }
}

/// What is wrong with a figure that its series has already.
fn twice(figure: Figure<'_>) -> Problem<'_> {
    Problem::Twice { line: figure.line, id: figure.id, step: figure.step }
}

/// All series of a file whose rows stand in any order, in the order of their first rows.
/// Everything is held in memory; a second figure of one step is a problem.
pub(super) fn gather(path: &Path, lang: Lang) -> Result<(Vec<InputSeries>, Problems)> {
    let mut positions: BTreeMap<String, usize> = BTreeMap::new();
    let mut series: Vec<(String, BTreeMap<i64, f64>)> = Vec::new();
    let (problems, _) = read_rows(path, lang, &mut |figure, problems| {
        let position = positions.get(figure.id).copied().unwrap_or_else(|| {
            positions.insert(figure.id.to_owned(), series.len());
            series.push((figure.id.to_owned(), BTreeMap::new()));
            series.len() - 1
        });
        if series[position].1.insert(figure.step, figure.value).is_some() {
            problems.add(|| twice(figure).text(lang));
        }
        Ok(())
    })?;
    let whole = |(id, points): (String, BTreeMap<i64, f64>)| {
        InputSeries::from_points(id, points.into_iter().collect())
    };
    Ok((series.into_iter().map(whole).collect(), problems))
}
