//! How the figures of a panel stand in its file, told by the headings and the first rows below them.

use csv::StringRecord;

use super::note::is_note;
use super::times::{Time, TimeCounts, TimeHeading, TimeStyle, is_year_or_part};
use super::values::Value;

/// The layout of a file.
#[derive(Debug, Clone)]
pub(super) enum Layout {
    /// A row for every figure: the columns that name its series, that of its time, and that of its value.
    Long { ids: Vec<usize>, time: usize, value: usize, heading: TimeHeading },
    /// A row for every series: `ids` columns that name it, then one for every step.
    /// `unread` are headings between or behind these that are none.
    Wide { ids: usize, steps: Vec<(usize, Time)>, style: TimeStyle, unread: Vec<String> },
    /// A row for every step, in the first column; a column for every series, with its name. `unread` are those of remarks.
    Down { series: Vec<(usize, String)>, heading: TimeHeading, unread: Vec<String> },
}

/// Rows below the headings that are looked at.
const LOOKED_AT: usize = 12;

impl Layout {
    /// The layout of a table whose first row holds its headings; `None` if they are of none.
    pub(super) fn of(rows: &[StringRecord]) -> Option<Self> {
        let (names, below) = rows.split_first()?;
        let headings: Vec<String> = names.iter().map(clean).collect();
        let below = &below[..below.len().min(LOOKED_AT)];
        Self::long(&headings)
            .or_else(|| Self::wide(&headings))
            .or_else(|| Self::by_content(names, &headings, below))
    }

    /// The layout of rows for figures by the names of columns, whatever other columns there are. Where no column is known
    /// to name the series, all before the time or the value do.
    fn long(headings: &[String]) -> Option<Self> {
        const IDS: [&str; 4] = ["series_id", "unique_id", "序列", "item_id"];
        // What statistical offices say of the whole table in every row.
        const ABOUT: [&str; 6] =
            ["dataflow", "last update", "structure", "structure_id", "structure_name", "action"];
        const VALUES: [&str; 5] = ["value", "y", "数值", "obs_value", "target"];
        let find =
            |names: &[&str]| headings.iter().position(|heading| names.contains(&heading.as_str()));
        let value = find(&VALUES)?;
        let (time, heading) = time_column(headings)?;
        let names =
            |column: &usize| *column != time && !ABOUT.contains(&headings[*column].as_str());
        let ids = match find(&IDS) {
            Some(id) => vec![id],
            None => (0..value).filter(names).collect(),
        };
        (!ids.is_empty()).then_some(Self::Long { ids, time, value, heading })
    }

    /// The layout of rows for series: two steps or more, after at least one column that names them. Two bare numbers
    /// after what is no name of a column are a figure without headings.
    fn wide(headings: &[String]) -> Option<Self> {
        if headings.len() == 3 && is_of_figures(headings) {
            return None;
        }
        if let Some(steps) = numbered(headings) {
            let (style, unread) = (TimeStyle::Steps, Vec::new());
            return Some(Self::Wide { ids: 1, steps, style, unread });
        }
        let mut counts = TimeCounts::default();
        let is_year = |heading: &String| heading.parse::<f64>().is_err() || heading.len() >= 4;
        let is_time: Vec<bool> =
            headings.iter().map(|heading| is_year(heading) && is_year_or_part(heading)).collect();
        let ids = is_time.iter().position(|is_time| *is_time).filter(|first| *first > 0)?;
        let mut unread = Vec::new();
        for (heading, is_time) in headings.iter().zip(&is_time).skip(ids) {
            if *is_time {
                counts.offer(heading);
            } else if heading.parse::<f64>().is_ok() {
                // A number that is no year stands among figures, not among headings.
                return None;
            } else if !heading.is_empty() {
                unread.push(heading.clone());
            }
        }
        let reading = counts.decide(TimeHeading::Year).ok()?;
        let columns = headings.iter().enumerate().skip(ids).filter(|(column, _)| is_time[*column]);
        let steps: Option<Vec<(usize, Time)>> =
            columns.map(|(column, heading)| Some((column, reading.read(heading)?))).collect();
        let steps = steps.filter(|steps| steps.len() >= 2)?;
        Some(Self::Wide { ids, steps, style: reading.style, unread })
    }

    /// The layouts that only the rows below tell: a column of times, and beside it columns of numbers, each a series, or
    /// names of series before one column of numbers. Texts behind the last number are remarks.
    fn by_content(
        names: &StringRecord,
        headings: &[String],
        below: &[StringRecord],
    ) -> Option<Self> {
        let holds_data = |row: &&StringRecord| {
            row.iter().filter(|cell| !cell.trim().is_empty()).count() >= 2
                && !is_note(row.as_byte_record())
        };
        let below: Vec<&StringRecord> = below.iter().filter(holds_data).collect();
        let (time, heading) = match time_column(headings) {
            Some(found) => found,
            // Without a heading, the times have to be years.
            None if are_years(&below) => (0, TimeHeading::Year),
            None => return None,
        };
        let is_named = |column: &usize| *column != time && !headings[*column].is_empty();
        let named = (0..headings.len()).filter(is_named);
        let (numbers, mut texts): (Vec<usize>, Vec<usize>) = named
            .partition(|column| !is_code(&headings[*column]) && is_of_numbers(*column, &below));
        let last = *numbers.last()?;
        if numbers.iter().any(|column| headings[*column].parse::<f64>().is_ok()) {
            return None;
        }
        let unread = texts.extract_if(.., |column| *column > last);
        let unread: Vec<String> = unread.map(|column| headings[column].clone()).collect();
        match numbers[..] {
            [value] if !texts.is_empty() => Some(Self::Long { ids: texts, time, value, heading }),
            [_, ..] if texts.is_empty() && time == 0 => {
                let series =
                    numbers.iter().map(|column| (*column, names[*column].trim().to_owned()));
                Some(Self::Down { series: series.collect(), heading, unread })
            }
            _ => None,
        }
    }

    /// Headings of columns that are not read.
    pub(super) fn unread(&self) -> &[String] {
        match self {
            Self::Wide { unread, .. } | Self::Down { unread, .. } => unread,
            Self::Long { .. } => &[],
        }
    }

    /// The step that heads two columns, if one does.
    pub(super) fn step_of_two_columns(&self) -> Option<i64> {
        let Self::Wide { steps, .. } = self else { return None };
        let mut times: Vec<Time> = steps.iter().map(|(_, time)| *time).collect();
        times.sort_unstable_by_key(|time| (time.step, time.part));
        times.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0].step)
    }

    /// What the column of times is headed by; `None` where times are headings.
    pub(super) fn heading(&self) -> Option<TimeHeading> {
        match self {
            Self::Long { heading, .. } | Self::Down { heading, .. } => Some(*heading),
            Self::Wide { .. } => None,
        }
    }
}

/// Whether at least half of what a column holds are numbers, or say that there is none.
fn is_of_numbers(column: usize, rows: &[&StringRecord]) -> bool {
    let cells = rows.iter().filter_map(|row| row.get(column)).map(str::trim);
    let filled: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    let known = filled.iter().filter(|cell| Value::is_known(cell)).count();
    !filled.is_empty() && 2 * known >= filled.len()
}

/// Whether a column is headed as one of codes.
fn is_code(heading: &str) -> bool {
    const ENDS: [&str; 5] = ["代码", "编号", "编码", "code", "id"];
    ENDS.iter().any(|end| heading.ends_with(end))
}

/// The column of times, and what its heading says of them.
fn time_column(headings: &[String]) -> Option<(usize, TimeHeading)> {
    let mut columns = headings.iter().enumerate();
    columns.find_map(|(column, heading)| Some((column, TimeHeading::of(heading)?)))
}

/// Whether the first cells of rows, of which there are two or more, are years.
fn are_years(rows: &[&StringRecord]) -> bool {
    let is_year = |row: &&StringRecord| row.get(0).is_some_and(|cell| is_year_or_part(cell.trim()));
    rows.len() >= 2 && rows.iter().all(is_year)
}

/// Steps from 1, if the headings after the first are V2, V3, … as R names columns, or 1, 2, …; two or more.
fn numbered(headings: &[String]) -> Option<Vec<(usize, Time)>> {
    let number = |text: &str| text.parse().ok();
    let is_its_number = |(column, heading): (usize, &String)| {
        heading.strip_prefix('v').and_then(number) == Some(column + 1)
            || number(heading) == Some(column)
    };
    let are_numbered = headings.iter().enumerate().skip(1).all(is_its_number);
    let steps = (1..headings.len()).map(|column| (column, Time::whole(column as i64)));
    (are_numbered && headings.len() > 2).then(|| steps.collect())
}

/// Whether these are no headings but a row of figures: numbers after what is no name of a column.
pub(super) fn is_of_figures(headings: &[String]) -> bool {
    const NAMES: [&str; 20] = [
        "",
        "series_id",
        "unique_id",
        "item_id",
        "id",
        "code",
        "name",
        "series",
        "country",
        "region",
        "序列",
        "编号",
        "代码",
        "名称",
        "地区",
        "行业",
        "专业",
        "学校",
        "指标",
        "项目",
    ];
    let mut cells = headings.iter();
    let named = cells.next().is_some_and(|first| NAMES.contains(&first.as_str()));
    let mut others = cells.peekable();
    !named && others.peek().is_some() && others.all(|cell| cell.parse::<f64>().is_ok())
}

/// A heading as it is compared: without blanks around it, in lower case.
pub(crate) fn clean(heading: &str) -> String {
    heading.trim().trim_start_matches('\u{feff}').trim().to_lowercase()
}
