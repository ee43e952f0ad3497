//! Panels as files: one row a figure (`series_id`, `step` or `year`, `value`), or one row a series with
//! years or steps side by side; `.gz` too.
//!
//! A small panel is held in memory. A large one whose series stand together, one after the other, is
//! read again each time, a batch of series at a time, so that its size is bounded by the disk alone.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use csv::ByteRecord;
use flate2::read::MultiGzDecoder;
use talent_domain::Lang;
use talent_ingest::separators_fit;

/// Figures up to this many are held in memory.
const HELD: usize = 2_000_000;
/// Series handed on together.
const BATCH: usize = 8192;
/// Missing steps that are filled; where more are missing the series begins after the gap.
const LONGEST_GAP: i64 = 5;
/// No year and no step lies beyond this.
const FARTHEST_STEP: i64 = 1_000_000;
/// Problems shown before the rest is only counted.
const SHOWN: usize = 50;

/// A series as it stands in the file.
#[derive(Debug, Clone)]
pub(crate) struct InputSeries {
    pub(crate) id: String,
    /// Without gaps, the oldest first.
    pub(crate) values: Vec<f64>,
    /// The step or year of the last value.
    pub(crate) last: i64,
    /// Values that stand in for missing steps, on a straight line.
    pub(crate) filled: usize,
    /// Values left out since they lie before a gap that is too long to fill.
    pub(crate) cut: usize,
}

/// A panel that was read once and found without problems.
#[derive(Debug)]
pub(crate) struct Panel {
    source: Source,
    /// The heading of the time column was `year`.
    pub(crate) by_year: bool,
    pub(crate) series: usize,
    pub(crate) filled: usize,
    pub(crate) cut: usize,
}

#[derive(Debug)]
enum Source {
    Held(Vec<InputSeries>),
    File(PathBuf),
}

/// What is wrong with a file: each problem with its line, all at once.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    shown: Vec<String>,
    more: usize,
}

impl Problems {
    pub(crate) fn add(&mut self, problem: impl FnOnce() -> String) {
        if self.shown.len() < SHOWN {
            self.shown.push(problem());
        } else {
            self.more += 1;
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// Prints them to standard error.
    pub(crate) fn tell(&self, path: &Path, lang: Lang) {
        for problem in &self.shown {
            eprintln!("{}：{problem}", path.display());
        }
        if self.more > 0 {
            eprintln!("{} {}", lang.pick("另有问题", "more problems:"), self.more);
        }
    }
}

impl InputSeries {
    /// The newest `last` values, or all.
    pub(crate) fn newest(&self, last: Option<u16>) -> &[f64] {
        newest(&self.values, last)
    }
}

/// The newest `last` values, or all.
pub(crate) fn newest(values: &[f64], last: Option<u16>) -> &[f64] {
    &values[last.map_or(0, |last| values.len().saturating_sub(usize::from(last)))..]
}

impl Panel {
    /// Reads the file once. Problems of the content are told, and there is no panel.
    pub(crate) fn open_or_tell(path: &Path, lang: Lang) -> Result<Option<Self>> {
        Ok(match Self::open(path, lang)? {
            Ok(panel) => Some(panel),
            Err(problems) => {
                problems.tell(path, lang);
                None
            }
        })
    }

    /// Reads the file once. `Err` within are problems of the content.
    fn open(path: &Path, lang: Lang) -> Result<Result<Self, Problems>> {
        let mut held = Some(Vec::new());
        let (mut values, mut series, mut filled, mut cut) = (0, 0, 0, 0);
        let pass = Pass::read(path, lang, &mut |one| {
            values += one.values.len();
            series += 1;
            filled += one.filled;
            cut += one.cut;
            if values > HELD {
                held = None;
            }
            if let Some(held) = &mut held {
                held.push(one);
            }
            Ok(())
        })?;
        let mut problems = pass.problems;
        if problems.is_empty() && series == 0 {
            let none =
                ("没有数据行：至少要有一行带数值", "no rows: at least one with a value is needed");
            problems.add(|| lang.pick(none.0, none.1).to_owned());
        }
        if !problems.is_empty() {
            return Ok(Err(problems));
        }
        let by_year = pass.by_year;
        if !pass.scattered {
            let source = held.map_or_else(|| Source::File(path.to_owned()), Source::Held);
            return Ok(Ok(Self { source, by_year, series, filled, cut }));
        }
        let (all, problems) = gather(path, lang)?;
        if !problems.is_empty() {
            return Ok(Err(problems));
        }
        Ok(Ok(Self {
            series: all.len(),
            filled: all.iter().map(|one| one.filled).sum(),
            cut: all.iter().map(|one| one.cut).sum(),
            source: Source::Held(all),
            by_year,
        }))
    }

    /// Hands on the series in their order, a batch at a time.
    pub(crate) fn each_batch(
        &self,
        lang: Lang,
        take: &mut dyn FnMut(&[InputSeries]) -> Result<()>,
    ) -> Result<()> {
        match &self.source {
            Source::Held(series) => series.chunks(BATCH).try_for_each(take),
            Source::File(path) => {
                let mut batch = Vec::with_capacity(BATCH);
                Pass::read(path, lang, &mut |one| {
                    batch.push(one);
                    if batch.len() == BATCH {
                        take(&batch)?;
                        batch.clear();
                    }
                    Ok(())
                })?;
                take(&batch)
            }
        }
    }

    /// All series at once.
    pub(crate) fn into_series(self, lang: Lang) -> Result<Vec<InputSeries>> {
        if let Source::Held(series) = self.source {
            return Ok(series);
        }
        let mut all = Vec::with_capacity(self.series);
        self.each_batch(lang, &mut |batch| {
            all.extend_from_slice(batch);
            Ok(())
        })?;
        Ok(all)
    }
}

/// A reader of the rows of a file, unpacked if it is gzip; columns parted by commas, semicolons or
/// tabs, as the first line has it.
pub(crate) fn open(path: &Path) -> std::io::Result<csv::Reader<impl Read>> {
    let mut plain = BufReader::with_capacity(1 << 18, std::fs::File::open(path)?);
    let packed = plain.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    let unpacked: Box<dyn Read> =
        if packed { Box::new(MultiGzDecoder::new(plain)) } else { Box::new(plain) };
    let mut unpacked = BufReader::with_capacity(1 << 16, unpacked);
    let begins = unpacked.fill_buf()?;
    let first = begins.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let delimiter = b",;\t".iter().copied().find(|byte| first.contains(byte)).unwrap_or(b',');
    Ok(csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(unpacked))
}

/// What is said of a file that cannot be opened.
pub(crate) fn unreadable(error: &std::io::Error, lang: Lang) -> String {
    format!("{}：{error}", lang.pick("读不到文件", "cannot read the file"))
}

/// A heading as it is compared.
fn clean(heading: &str) -> String {
    heading.trim().trim_start_matches('\u{feff}').to_lowercase()
}

/// Columns by their headings.
pub(crate) fn columns(
    headings: &csv::StringRecord,
    wanted: &[&[&str]],
) -> Result<Vec<usize>, String> {
    let find = |names: &&[&str]| {
        let found = headings.iter().position(|heading| names.contains(&clean(heading).as_str()));
        found.ok_or_else(|| names.join("/"))
    };
    wanted.iter().map(find).collect()
}

/// One reading of a file.
struct Pass {
    problems: Problems,
    by_year: bool,
    /// The rows of some series do not stand together.
    scattered: bool,
}

impl Pass {
    /// Reads rows and hands on each series when its rows end.
    fn read(
        path: &Path,
        lang: Lang,
        take: &mut dyn FnMut(InputSeries) -> Result<()>,
    ) -> Result<Self> {
        let mut seen = BTreeSet::new();
        let mut current: Option<(String, Vec<(i64, f64)>)> = None;
        let mut scattered = false;
        let (problems, by_year) = rows(path, lang, &mut |id, step, value, problems, line| {
            match &mut current {
                Some((same, points)) if same == id => points.push((step, value)),
                _ => {
                    if let Some((id, points)) = current.take() {
                        take(series(id, points))?;
                    }
                    let mut hash = DefaultHasher::new();
                    id.hash(&mut hash);
                    scattered |= !seen.insert(hash.finish());
                    current = Some((id.to_owned(), vec![(step, value)]));
                }
            }
            if let Some((_, points)) = &current
                && let [.., before, last] = points.as_slice()
                && last.0 == before.0
            {
                problems.add(|| twice(line, id, step, lang));
            }
            Ok(())
        })?;
        if let Some((id, points)) = current {
            take(series(id, points))?;
        }
        Ok(Self { problems, by_year, scattered })
    }
}

fn twice(line: u64, id: &str, step: i64, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("第 {line} 行：{id} 的 {step} 出现两次，请删去一行"),
        Lang::En => format!("line {line}: {id} has {step} twice; delete one of the rows"),
    }
}

/// All series of a file whose rows stand in any order, in the order of their first rows.
fn gather(path: &Path, lang: Lang) -> Result<(Vec<InputSeries>, Problems)> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut all: Vec<(String, BTreeMap<i64, f64>)> = Vec::new();
    let (problems, _) = rows(path, lang, &mut |id, step, value, problems, line| {
        let place = places.get(id).copied().unwrap_or_else(|| {
            places.insert(id.to_owned(), all.len());
            all.push((id.to_owned(), BTreeMap::new()));
            all.len() - 1
        });
        if all[place].1.insert(step, value).is_some() {
            problems.add(|| twice(line, id, step, lang));
        }
        Ok(())
    })?;
    let all = all.into_iter().map(|(id, points)| series(id, points.into_iter().collect()));
    Ok((all.collect(), problems))
}

/// Puts the points in order and fills short gaps on a straight line.
fn series(id: String, mut points: Vec<(i64, f64)>) -> InputSeries {
    points.sort_by_key(|point| point.0);
    let long = |pair: &[(i64, f64)]| pair[1].0 - pair[0].0 > LONGEST_GAP + 1;
    let cut = points.windows(2).rposition(long).map_or(0, |gap| gap + 1);
    let kept = &points[cut..];
    let mut values = Vec::with_capacity(kept.len());
    for pair in kept.windows(2) {
        let ((from, a), (to, b)) = (pair[0], pair[1]);
        values.extend((from..to).map(|t| a + (b - a) * (t - from) as f64 / (to - from) as f64));
    }
    values.extend(kept.last().map(|point| point.1));
    let last = kept.last().map_or(0, |point| point.0);
    InputSeries { id, filled: values.len().saturating_sub(kept.len()), values, last, cut }
}

type Row<'a> = dyn FnMut(&str, i64, f64, &mut Problems, u64) -> Result<()> + 'a;

/// Reads every row that holds a figure; whether the time column is of years. A row without a value
/// is a missing one. An infinite figure is passed on: the series is refused, the others are not.
fn rows(path: &Path, lang: Lang, take: &mut Row<'_>) -> Result<(Problems, bool)> {
    let mut problems = Problems::default();
    let mut reader = match open(path) {
        Ok(reader) => reader,
        Err(error) => {
            problems.add(|| unreadable(&error, lang));
            return Ok((problems, false));
        }
    };
    let headings = reader.headers().with_context(|| format!("{}", path.display()))?.clone();
    let Some(layout) = Layout::of(&headings) else {
        let headings = headings.iter().collect::<Vec<_>>().join(",");
        problems.add(|| match lang {
            Lang::Zh => format!(
                "第 1 行：看不出表的样式。要么每行一个数值，表头为 series_id、step（或 year）、value；要么每行一个序列，第一列是编号，其余表头是年份或步；现为 {headings}"
            ),
            Lang::En => format!(
                "line 1: unknown layout; either a row for every value under series_id, step (or year) and value, or a row for every series, its name in the first column and years or steps as the other headings; there are {headings}"
            ),
        });
        return Ok((problems, false));
    };
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record).with_context(|| format!("{}", path.display()))? {
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() > headings.len() {
            problems.add(|| too_long(line, record.len() - headings.len(), lang));
            continue;
        }
        let cell = |column: usize| {
            std::str::from_utf8(record.get(column).unwrap_or_default()).map(str::trim)
        };
        match &layout {
            Layout::Long { id, step, value, .. } => {
                let (Ok(id), Ok(step), Ok(text)) = (cell(*id), cell(*step), cell(*value)) else {
                    problems.add(|| not_utf8(line, lang));
                    continue;
                };
                let Some(step) = step_of(step) else {
                    problems.add(|| match lang {
                        Lang::Zh => format!("第 {line} 行：步或年份应为整数，现为“{step}”"),
                        Lang::En => format!(
                            "line {line}: step or year must be a whole number, not `{step}`"
                        ),
                    });
                    continue;
                };
                point(id, step, text, line, lang, &mut problems, take)?;
            }
            Layout::Wide { steps, .. } => {
                for (at, &step) in steps.iter().enumerate() {
                    let (Ok(id), Ok(text)) = (cell(0), cell(at + 1)) else {
                        problems.add(|| not_utf8(line, lang));
                        break;
                    };
                    point(id, step, text, line, lang, &mut problems, take)?;
                }
            }
        }
    }
    Ok((problems, layout.by_year()))
}

/// How the figures of a panel stand in its file.
enum Layout {
    /// A row for every figure.
    Long { id: usize, step: usize, value: usize, by_year: bool },
    /// A row for every series: its name, then a column for every step.
    Wide { steps: Vec<i64>, by_year: bool },
}

impl Layout {
    fn of(headings: &csv::StringRecord) -> Option<Self> {
        let names: [&[&str]; 3] = [
            &["series_id", "unique_id", "序列"],
            &["step", "year", "ds", "年份", "步"],
            &["value", "y", "数值"],
        ];
        if let Ok(found) = columns(headings, &names) {
            let by_year = matches!(clean(&headings[found[1]]).as_str(), "year" | "年份");
            return Some(Self::Long { id: found[0], step: found[1], value: found[2], by_year });
        }
        let headings: Vec<String> = headings.iter().skip(1).map(clean).collect();
        let years: Option<Vec<i64>> = headings
            .iter()
            .map(|heading| heading.trim_end_matches('年').parse().ok())
            .map(|year| year.filter(|year| (1500..2200).contains(year)))
            .collect();
        // V2, V3, … as R names columns, or 1, 2, …
        let numbered = || {
            let number = |text: &str| text.parse().ok();
            let is_its_number = |(at, heading): (usize, &String)| {
                heading.strip_prefix('v').and_then(number) == Some(at + 2)
                    || number(heading) == Some(at + 1)
            };
            let numbered = headings.iter().enumerate().all(is_its_number);
            numbered.then(|| (1..=headings.len() as i64).collect())
        };
        let by_year = years.is_some();
        let steps = years.or_else(numbered).filter(|steps| steps.len() >= 2)?;
        Some(Self::Wide { steps, by_year })
    }

    fn by_year(&self) -> bool {
        match self {
            Self::Long { by_year, .. } | Self::Wide { by_year, .. } => *by_year,
        }
    }
}

/// A number with a comma that is not quoted was cut in two.
fn too_long(line: u64, extra: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!(
            "第 {line} 行：比表头多 {extra} 格，数字可能错了位；数字里有逗号（如 1,240）时，去掉逗号或加上双引号"
        ),
        Lang::En => format!(
            "line {line}: more cells than headings, by {extra}; write 1240 or \"1,240\" instead of 1,240"
        ),
    }
}

fn not_utf8(line: u64, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("第 {line} 行：不是 UTF-8，请另存为 UTF-8 编码的 CSV"),
        Lang::En => format!("line {line}: not UTF-8; save the file as CSV in UTF-8"),
    }
}

/// One figure of a file: hands it on, or says what is wrong with it.
fn point(
    id: &str,
    step: i64,
    text: &str,
    line: u64,
    lang: Lang,
    problems: &mut Problems,
    take: &mut Row<'_>,
) -> Result<()> {
    if id.is_empty() {
        problems.add(|| match lang {
            Lang::Zh => format!("第 {line} 行：series_id 为空"),
            Lang::En => format!("line {line}: series_id is empty"),
        });
        return Ok(());
    }
    if text.is_empty() {
        return Ok(());
    }
    match number_of(text) {
        Some(value) => take(id, step, value, problems, line)?,
        None => problems.add(|| match lang {
            Lang::Zh => format!("第 {line} 行：数值“{text}”不是数字；没有数字时请留空"),
            Lang::En => {
                format!(
                    "line {line}: value `{text}` is no number; leave it empty where there is none"
                )
            }
        }),
    }
    Ok(())
}

/// A step or year; a date such as 2019-12-31 by its year.
fn step_of(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-');
    let number = match (parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day))
            if year.len() == 4 && month.len() == 2 && day.len() >= 2 =>
        {
            month.parse::<u8>().ok().filter(|month| (1..=12).contains(month))?;
            year.parse().ok()?
        }
        _ => text.parse().ok()?,
    };
    Some(number).filter(|step: &i64| step.abs() <= FARTHEST_STEP)
}

/// A number, with or without separators every three digits.
fn number_of(text: &str) -> Option<f64> {
    let parted = || separators_fit(text).then(|| text.replace(',', "").parse().ok()).flatten();
    text.parse().ok().or_else(parted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panel(text: &str) -> Result<Vec<InputSeries>, Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("panel.csv");
        talent_workspace::write_file(&path, text.as_bytes()).unwrap();
        match Panel::open(&path, Lang::En).unwrap() {
            Ok(panel) => Ok(panel.into_series(Lang::En).unwrap()),
            Err(problems) => Err(problems.shown),
        }
    }

    #[test]
    fn rows_in_any_order_make_the_same_series() {
        let together = panel("series_id,year,value\na,2001,1\na,2002,2\nb,2001,5\n").unwrap();
        let scattered = panel("year,series_id,value\n2002,a,2\n2001,b,5\n2001,a,1\n").unwrap();
        for (one, other) in together.iter().zip(&scattered) {
            assert_eq!((&one.id, &one.values, one.last), (&other.id, &other.values, other.last));
        }
    }

    #[test]
    fn short_gaps_are_filled_and_long_ones_begin_anew() {
        let series = panel("series_id,step,value\na,1,1\na,20,10\na,23,16\na,24,\n").unwrap();
        assert_eq!(series[0].values, [10.0, 12.0, 14.0, 16.0]);
        assert_eq!((series[0].filled, series[0].cut, series[0].last), (2, 1, 23));
    }

    #[test]
    fn all_problems_come_at_once_with_their_lines() {
        let text = "series_id,step,value\na,1,x\n,2,1\na,b,1\na,4,1\na,4,2\n";
        let problems = panel(text).unwrap_err();
        let lines: Vec<&str> = problems.iter().map(|p| p.split(':').next().unwrap()).collect();
        assert_eq!(lines, ["line 2", "line 3", "line 4", "line 6"]);
        for cut in ["series_id,step,value\na,1,1,240\n", "name,2001,2002\na,1,240,2\n"] {
            assert!(panel(cut).unwrap_err()[0].starts_with("line 2: more cells"), "{cut}");
        }
        assert!(panel("id,step,value\n").unwrap_err()[0].contains("unknown layout"));
        assert!(panel("series_id,step,value\n").unwrap_err()[0].contains("no rows"));
    }

    #[test]
    fn panels_of_other_layouts_and_names_are_read() {
        let read = |text: &str| {
            let series = panel(text).unwrap();
            series.into_iter().map(|one| (one.id, one.values, one.last)).collect::<Vec<_>>()
        };
        let (a, b) = (vec![1.0, 2.0, 4.0], vec![5.0, 6.0]);
        let years = vec![("a".to_owned(), a.clone(), 2003), ("b".to_owned(), b.clone(), 2002)];
        assert_eq!(read("name,2001,2002年,2003\na,1,2,4\nb,5,6,\n"), years);
        let dates = "unique_id,ds,y\na,2001-12-31,1\na,2002-12-31,2\na,2003-12-31,4\nb,2001-12-31,5\n\
                     b,2002-12-31,6\n";
        assert_eq!(read(dates), years);
        let steps = [("a".to_owned(), a, 3), ("b".to_owned(), b, 2)];
        assert_eq!(read("\"V1\",\"V2\",\"V3\",\"V4\"\n\"a\",1,2,4\n\"b\",5,6\n"), steps);
        assert_eq!(read("序列,步,数值\na,1,1\na,2,2\na,3,4\nb,1,5\nb,2,6\n"), steps);
        // Twice in a year is not annual; numbers that are no years are no layout.
        let twice = "unique_id,ds,y\na,2001-06-30,1\na,2001-12-31,2\n";
        assert!(panel(twice).unwrap_err()[0].contains("2001 twice"));
        for text in ["name,2001,total\na,1,2\n", "name,5,3\na,1,2\n", "name,2001\na,1\n"] {
            assert!(panel(text).unwrap_err()[0].contains("unknown layout"), "{text}");
        }
        assert!(panel("name,2001,2002\na,1,x\n").unwrap_err()[0].contains("`x` is no number"));
    }

    #[test]
    fn separators_of_columns_and_of_thousands_are_understood() {
        for text in
            ["series_id;step;value\na;1;1,200.5\n", "series_id\tstep\tvalue\na\t1\t1200.5\n"]
        {
            assert_eq!(panel(text).unwrap()[0].values, [1200.5]);
        }
        assert_eq!(number_of("-1,234,567"), Some(-1_234_567.0));
        assert_eq!([number_of("12,34"), number_of("1200,5"), number_of("1,2a0")], [None; 3]);
    }
}
