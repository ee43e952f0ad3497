//! One reading of a panel's file from its rows to whole series.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use anyhow::Result;
use talent_domain::Lang;

use super::cells::{PanelTable, Told};
use super::conventions::Conventions;
use super::problem::Problem;
use super::problems::Problems;
use super::rows::{Figure, read_rows};
use super::series::InputSeries;
use super::times::{Time, TimeStyle};

/// What one reading told of the file, beside the series that it handed on.
#[derive(Debug)]
pub(super) struct Pass {
    /// What is wrong, in the order of the lines, and what was done.
    pub(super) told: Told,
    /// What the steps are.
    pub(super) style: TimeStyle,
    /// The rows of some series do not stand together, so that what was handed on are parts of series.
    pub(super) scattered: bool,
}

/// A value with its time and line.
#[derive(Debug, Clone, Copy)]
struct Point {
    time: Time,
    value: f64,
    line: u64,
}

impl Point {
    fn of(figure: Figure<'_>) -> Self {
        Self { time: figure.time, value: figure.value, line: figure.line }
    }
}

/// The series whose rows are being read, and the names of those before it.
#[derive(Debug, Default)]
struct Grouping {
    /// Its name and its points.
    current: Option<(String, Vec<Point>)>,
    /// Hashes of the names, which take less room than the names.
    seen: BTreeSet<u64>,
    /// A name came again after another.
    scattered: bool,
}

impl Grouping {
    /// Takes one figure; the series before it, if its rows end here.
    fn add(&mut self, figure: Figure<'_>) -> Option<(String, Vec<Point>)> {
        if let Some((id, points)) = &mut self.current
            && id == figure.id
        {
            points.push(Point::of(figure));
            return None;
        }
        let mut hash = DefaultHasher::new();
        figure.id.hash(&mut hash);
        self.scattered |= !self.seen.insert(hash.finish());
        self.current.replace((figure.id.to_owned(), vec![Point::of(figure)]))
    }
}

/// Values of one series and year, of which there should be one.
#[derive(Debug, Default)]
struct Repeats {
    /// The most values that stand for parts of one year: how many, of which series and year.
    parts: Option<(usize, String, i64)>,
    /// Values of one time of one series: what is wrong with them.
    twice: Problems,
}

impl Repeats {
    /// A whole series, made of its points in any order.
    fn series(&mut self, id: String, mut points: Vec<Point>, lang: Lang) -> InputSeries {
        points.sort_by_key(|point| (point.time.step, point.time.part));
        for year in points.chunk_by(|a, b| a.time.step == b.time.step).filter(|year| year.len() > 1)
        {
            let step = year[0].time.step;
            let parts = year.chunk_by(|a, b| a.time == b.time).count();
            if parts > 1 && self.parts.as_ref().is_none_or(|(most, ..)| *most < parts) {
                self.parts = Some((parts, id.clone(), step));
            }
            for pair in year.windows(2).filter(|pair| pair[0].time == pair[1].time) {
                let line = pair[1].line;
                self.twice.add(|| Problem::Twice { line, id: &id, step }.text(lang));
            }
        }
        let points = points.iter().map(|point| (point.time.step, point.value)).collect();
        InputSeries::from_points(id, points)
    }

    /// Adds what is wrong to the problems: parts of years once, and not each as a second value.
    fn report(self, problems: &mut Problems, lang: Lang) {
        match self.parts {
            Some((values, id, year)) => {
                problems.add(|| Problem::NotAnnual { values, id: &id, year }.text(lang));
            }
            None => problems.extend(self.twice),
        }
    }
}

impl Pass {
    /// Reads rows and hands on each series to `take` when its rows end. Problems do not stop the reading, so that all
    /// come at once. `None` where the conventions do not do.
    pub(super) fn read(
        table: &PanelTable,
        conventions: Conventions,
        lang: Lang,
        take: &mut dyn FnMut(InputSeries) -> Result<()>,
    ) -> Result<Option<Self>> {
        let (mut grouping, mut repeats) = (Grouping::default(), Repeats::default());
        let read = read_rows(table, conventions, lang, &mut |figure| match grouping.add(figure) {
            Some((id, points)) => take(repeats.series(id, points, lang)),
            None => Ok(()),
        })?;
        let Some((mut told, style)) = read else { return Ok(None) };
        if let Some((id, points)) = grouping.current.take() {
            take(repeats.series(id, points, lang))?;
        }
        repeats.report(&mut told.problems, lang);
        Ok(Some(Self { told, style, scattered: grouping.scattered }))
    }
}

/// All series of a file whose rows stand in any order, in the order of their first rows.
/// Everything is held in memory; a second figure of one step is a problem. `None` where the conventions do not do.
pub(super) fn gather(
    table: &PanelTable,
    conventions: Conventions,
    lang: Lang,
) -> Result<Option<(Vec<InputSeries>, Told)>> {
    let mut positions: BTreeMap<String, usize> = BTreeMap::new();
    let mut series: Vec<(String, Vec<Point>)> = Vec::new();
    let read = read_rows(table, conventions, lang, &mut |figure| {
        let position = positions.get(figure.id).copied().unwrap_or_else(|| {
            positions.insert(figure.id.to_owned(), series.len());
            series.push((figure.id.to_owned(), Vec::new()));
            series.len() - 1
        });
        series[position].1.push(Point::of(figure));
        Ok(())
    })?;
    let Some((mut told, _)) = read else { return Ok(None) };
    let mut repeats = Repeats::default();
    let series = series.into_iter().map(|(id, points)| repeats.series(id, points, lang)).collect();
    repeats.report(&mut told.problems, lang);
    Ok(Some((series, told)))
}
