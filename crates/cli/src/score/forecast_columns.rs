//! The columns of a file of forecasts: what `forecast` writes, and what other libraries write.

use csv::StringRecord;

use crate::panel_file::{TimeHeading, Value, clean};

/// Where the figures stand.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Columns {
    /// Positions of the columns, counted from 0.
    pub(super) id: usize,
    pub(super) time: usize,
    /// What the heading of the times says of them.
    pub(super) heading: TimeHeading,
    /// Each forecaster with figures in the file.
    pub(super) models: Vec<Model>,
}

/// The columns of one forecaster.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Model {
    /// What the file calls it; `None` where the file is of one and does not say.
    pub(super) name: Option<String>,
    /// The point forecast, which may be a median.
    pub(super) point: usize,
    /// Coverage as a share, lower end, upper end of each interval.
    pub(super) intervals: Vec<(f64, usize, usize)>,
}

/// Headings of columns that hold something else, in lower case.
const OTHERS: [&str; 9] =
    ["", "y", "value", "数值", "cutoff", "index", "unnamed: 0", "step", "horizon"];

impl Columns {
    /// The columns of a table whose first row holds its headings; `None` if they are none of forecasts.
    pub(super) fn of(rows: &[StringRecord]) -> Option<Self> {
        const IDS: [&str; 4] = ["series_id", "unique_id", "序列", "item_id"];
        let (headings, below) = rows.split_first()?;
        let cleaned: Vec<String> = headings.iter().map(clean).collect();
        let find = |names: &[&str]| cleaned.iter().position(|name| names.contains(&name.as_str()));
        let id = find(&IDS)?;
        let mut times = cleaned.iter().enumerate();
        let (time, heading) = match find(&["step", "步"]) {
            Some(step) => (step, TimeHeading::Step),
            None => times.find_map(|(column, name)| Some((column, TimeHeading::of(name)?)))?,
        };
        let models = match find(&["mean"]).or_else(|| find(&["median"])) {
            Some(point) => {
                vec![Model { name: None, point, intervals: intervals(&cleaned, "") }]
            }
            None => named_models(headings, &cleaned, below, [id, time]),
        };
        (!models.is_empty()).then_some(Self { id, time, heading, models })
    }
}

/// The forecasters whose names are headings of columns of numbers.
fn named_models(
    headings: &StringRecord,
    cleaned: &[String],
    below: &[StringRecord],
    taken: [usize; 2],
) -> Vec<Model> {
    let is_model = |(column, name): &(usize, &String)| {
        let mut cells = below.iter().filter_map(|row| row.get(*column)).map(str::trim);
        !taken.contains(column)
            && !OTHERS.contains(&name.as_str())
            && TimeHeading::of(name).is_none()
            && end_of_interval(name).is_none()
            && cells.all(|cell| cell.is_empty() || Value::is_known(cell))
    };
    let model = |(point, name): (usize, &String)| {
        // The median of a forecaster stands beside the ends of its intervals.
        let base = name.strip_suffix("-median").unwrap_or(name);
        let name = headings.get(point).map(|name| name.trim().to_owned());
        Model { name, point, intervals: intervals(cleaned, base) }
    };
    cleaned.iter().enumerate().filter(is_model).map(model).collect()
}

/// The intervals of a forecaster: `lo80` or `lo-80` without a name, `NAME-lo-80` with one.
fn intervals(headings: &[String], name: &str) -> Vec<(f64, usize, usize)> {
    let of_model: Vec<Option<(bool, f64)>> = headings
        .iter()
        .map(|heading| {
            end_of_interval(heading).filter(|end| end.0 == name).map(|end| (end.1, end.2))
        })
        .collect();
    let lower = of_model.iter().enumerate().filter_map(|(column, end)| match end {
        Some((false, level)) => Some((column, *level)),
        _ => None,
    });
    lower
        .filter_map(|(low, level)| {
            let high = of_model.iter().position(|end| *end == Some((true, level)))?;
            Some((level / 100.0, low, high))
        })
        .collect()
}

/// The forecaster, whether it is the upper end, and the level in per cent, if a heading is that of an end of an interval.
fn end_of_interval(heading: &str) -> Option<(&str, bool, f64)> {
    let (name, is_upper, level) = if let Some((name, level)) = heading.rsplit_once("-lo-") {
        (name, false, level)
    } else if let Some((name, level)) = heading.rsplit_once("-hi-") {
        (name, true, level)
    } else {
        let lower = heading.strip_prefix("lo").map(|level| (false, level));
        let (is_upper, level) = lower.or_else(|| Some((true, heading.strip_prefix("hi")?)))?;
        ("", is_upper, level.trim_start_matches(['-', '_']))
    };
    let level = level.parse().ok().filter(|level| (0.0..100.0).contains(level))?;
    Some((name, is_upper, level))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(text: &str) -> Option<Columns> {
        let rows: Vec<StringRecord> =
            text.lines().map(|line| line.split(',').collect::<StringRecord>()).collect();
        Columns::of(&rows)
    }

    #[test]
    fn our_own_columns_and_those_of_other_libraries_are_found() {
        let own = columns("series_id,step,mean,lo80,hi80,lo95,hi95,year").unwrap();
        assert_eq!((own.time, own.heading), (1, TimeHeading::Step));
        assert_eq!(own.models[0].intervals, [(0.8, 3, 4), (0.95, 5, 6)]);
        let text = ",unique_id,ds,cutoff,y,AutoETS,AutoETS-lo-95,AutoETS-hi-95,NHITS-median,NHITS-lo-90.0,NHITS-hi-90.0\n\
                    0,a,2021-12-31,2020-12-31,120,122,111,133,1,0,2\n";
        let found = columns(text).unwrap();
        assert_eq!((found.id, found.time, found.heading), (1, 2, TimeHeading::Either));
        let names: Vec<&str> = found.models.iter().filter_map(|m| m.name.as_deref()).collect();
        assert_eq!(names, ["AutoETS", "NHITS-median"]);
        assert_eq!(found.models[0].intervals, [(0.95, 6, 7)]);
        assert_eq!(found.models[1].intervals, [(0.9, 9, 10)]);
        assert_eq!(columns("unique_id,ds,y\na,2020,1"), None);
        assert_eq!(columns("unique_id,AutoETS\na,1"), None);
    }
}
