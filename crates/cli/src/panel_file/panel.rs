//! A panel in a file, held in memory or read again each time.

use std::path::Path;

use anyhow::Result;
use talent_domain::Lang;
use talent_forecast::Sample;

use super::cells::PanelTable;
use super::conventions::{Conventions, look};
use super::endings::Endings;
use super::head::{Headless, find};
use super::layout::{Layout, clean, is_of_figures};
use super::notices::Notices;
use super::pass::{Pass, gather};
use super::problem::Problem;
use super::problems::Problems;
use super::series::InputSeries;
use super::source::Source as Rows;
use super::times::TimeStyle;

/// Figures up to this many are held in memory.
const HELD: usize = 2_000_000;
/// Series handed on together.
const BATCH: usize = 8192;

/// A panel that was read once and found without problems.
#[derive(Debug)]
pub(crate) struct Panel {
    /// Held, or to be read again.
    source: Source,
    /// What the steps are, and how they are written.
    pub(crate) style: TimeStyle,
    /// What it holds.
    pub(crate) counts: Counts,
}

/// Where the series are.
#[derive(Debug)]
enum Source {
    /// In memory, in the order of the file.
    Held(Vec<InputSeries>),
    /// In the file, which is read again.
    File(Box<PanelTable>, Conventions),
}

/// What a panel holds, counted over all its series.
#[derive(Debug, Default, Clone)]
pub(crate) struct Counts {
    /// How many series there are.
    pub(crate) series: usize,
    /// Values that stand in for missing steps.
    pub(crate) filled: usize,
    /// Values left out since they lie before a gap that is too long to fill.
    pub(crate) cut: usize,
    /// Which series end before the others.
    pub(crate) endings: Endings,
}

impl Counts {
    /// Adds one series.
    fn add(&mut self, series: &InputSeries) {
        self.series += 1;
        self.filled += series.filled;
        self.cut += series.cut;
        self.endings.add(series);
    }
}

impl Panel {
    /// Reads the file. Problems of the content are told, and there is no panel; an error is that of reading. What was
    /// done with the content without being asked is told too.
    pub(crate) fn open_or_tell(path: &Path, lang: Lang) -> Result<Option<Self>> {
        Ok(match Self::open(path, lang)? {
            Ok((panel, notices)) => {
                notices.tell(path, lang);
                Some(panel)
            }
            Err(problems) => {
                problems.tell(path, lang);
                None
            }
        })
    }

    /// Reads the file: once, if its times and numbers are plain, otherwise once more to see how they are written. `Err`
    /// within are problems of the content.
    fn open(path: &Path, lang: Lang) -> Result<Result<(Self, Notices), Problems>> {
        let mut table = match find(path, lang, &Layout::of) {
            Ok(table) => table,
            Err(headless) => return Ok(Err(Problems::of(headless_text(&headless, lang)))),
        };
        if let Some(step) = table.layout.step_of_two_columns() {
            return Ok(Err(Problems::of(Problem::TwoColumns { step }.text(lang))));
        }
        if let Some(opened) = Self::open_as(&table, Conventions::Plain, lang)? {
            return Ok(opened);
        }
        let (conventions, said) = match look(&mut table, lang)? {
            Ok(seen) => seen,
            Err(problem) => return Ok(Err(Problems::of(problem))),
        };
        let opened = Self::open_as(&table, conventions, lang)?;
        Ok(opened.unwrap_or_else(|| Err(Problems::of(Problem::NoRows.text(lang)))).map(
            |(panel, mut notices)| {
                for text in said {
                    notices.say(text);
                }
                (panel, notices)
            },
        ))
    }

    /// Reads a table by conventions; `None` if they do not do.
    fn open_as(
        table: &PanelTable,
        conventions: Conventions,
        lang: Lang,
    ) -> Result<Option<Result<(Self, Notices), Problems>>> {
        let (mut held, mut values, mut counts) = (Some(Vec::new()), 0, Counts::default());
        let pass = Pass::read(table, conventions, lang, &mut |series| {
            values += series.values.len();
            counts.add(&series);
            if values > HELD {
                held = None;
            }
            if let Some(held) = &mut held {
                held.push(series);
            }
            Ok(())
        })?;
        let Some(Pass { told, style, scattered }) = pass else { return Ok(None) };
        let (mut problems, mut notices) = (told.problems, told.notices);
        if problems.is_empty() && counts.series == 0 {
            problems.add(|| Problem::NoRows.text(lang));
        }
        if !problems.is_empty() {
            return Ok(Some(Err(problems)));
        }
        say_of_table(table, &mut notices, lang);
        if scattered {
            return Ok(Self::gather(table, conventions, style, lang)?
                .map(|gathered| gathered.map(|panel| (panel, notices))));
        }
        let file = || Source::File(Box::new(table.clone()), conventions);
        let source = held.map_or_else(file, Source::Held);
        Ok(Some(Ok((Self { source, style, counts }, notices))))
    }

    /// Reads a file whose series do not stand together: all of it into memory.
    fn gather(
        table: &PanelTable,
        conventions: Conventions,
        style: TimeStyle,
        lang: Lang,
    ) -> Result<Option<Result<Self, Problems>>> {
        let Some((series, told)) = gather(table, conventions, lang)? else { return Ok(None) };
        if !told.problems.is_empty() {
            return Ok(Some(Err(told.problems)));
        }
        let mut counts = Counts::default();
        for series in &series {
            counts.add(series);
        }
        Ok(Some(Ok(Self { source: Source::Held(series), style, counts })))
    }

    /// Hands on the series in their order, a batch at a time. A file that changed since it was opened is not
    /// checked again.
    pub(crate) fn each_batch(
        &self,
        lang: Lang,
        take: &mut dyn FnMut(&[InputSeries]) -> Result<()>,
    ) -> Result<()> {
        match &self.source {
            Source::Held(series) => series.chunks(BATCH).try_for_each(take),
            Source::File(table, conventions) => {
                let mut batch = Vec::with_capacity(BATCH);
                Pass::read(table, *conventions, lang, &mut |series| {
                    batch.push(series);
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

    /// What a forecaster learns from: the newest `last` values of each series, or all.
    /// The sample is bounded whatever the size of the panel.
    pub(crate) fn sample(&self, last: Option<u16>, lang: Lang) -> Result<Sample> {
        let mut sample = Sample::default();
        self.each_batch(lang, &mut |batch| {
            for series in batch {
                sample.offer(series.newest(last));
            }
            Ok(())
        })?;
        Ok(sample)
    }

    /// All series at once, in memory whatever their number.
    pub(crate) fn into_series(self, lang: Lang) -> Result<Vec<InputSeries>> {
        if let Source::Held(series) = self.source {
            return Ok(series);
        }
        let mut series = Vec::with_capacity(self.counts.series);
        self.each_batch(lang, &mut |batch| {
            series.extend_from_slice(batch);
            Ok(())
        })?;
        Ok(series)
    }
}

/// What is said of a file without headings.
fn headless_text(headless: &Headless, lang: Lang) -> String {
    let first = match headless {
        Headless::Unreadable(text) => return text.clone(),
        Headless::Unknown(first) => first,
    };
    let of_figures = is_of_figures(&first.iter().map(clean).collect::<Vec<_>>());
    let headings = &first.iter().collect::<Vec<_>>().join(",");
    let problem = if of_figures {
        Problem::NoHeadings { line: headings }
    } else {
        Problem::UnknownLayout { headings }
    };
    problem.text(lang)
}

/// Says which sheet was read where there are others, what stands above the headings, and which columns were not read.
fn say_of_table(table: &PanelTable, notices: &mut Notices, lang: Lang) {
    if let (Rows::Sheet(sheet), others) = (&table.source, table.other_sheets.join("、"))
        && !others.is_empty()
    {
        let name = &sheet.name;
        notices.say(match lang {
            Lang::Zh => format!("只读了工作表“{name}”；没有读：{others}（要读就另存成一个文件）"),
            Lang::En => format!("only the sheet {name} was read, and not {others}: save these as files to have them read"),
        });
    }
    if let Rows::Sheet(sheet) = &table.source
        && sheet.percentages > 0
    {
        let count = sheet.percentages;
        notices.say(match lang {
            Lang::Zh => format!("{count} 格是百分比格式，按显示的百分数读（47.3% 读作 47.3）"),
            Lang::En => format!(
                "{count} cells are formatted as percentages and read as shown (47.3 % is 47.3)"
            ),
        });
    }
    if table.skip > 1 {
        let above = table.skip - 1;
        notices.say(match lang {
            Lang::Zh => format!("表头之上的 {above} 行没有读"),
            Lang::En => format!("lines above the headings that were not read: {above}"),
        });
    }
    if !table.layout.unread().is_empty() {
        let columns = table.layout.unread().join("、");
        notices.say(match lang {
            Lang::Zh => format!("这些列不是数值，没有读：{columns}"),
            Lang::En => format!("columns that hold no figures were not read: {columns}"),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panel(text: &str) -> Result<Vec<InputSeries>, Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("panel.csv");
        talent_workspace::write_file(&path, text.as_bytes()).unwrap();
        match Panel::open(&path, Lang::En).unwrap() {
            Ok((panel, _)) => Ok(panel.into_series(Lang::En).unwrap()),
            Err(problems) => Err(problems.into_texts()),
        }
    }

    #[test]
    fn rows_in_any_order_make_the_same_series() {
        let together = panel("series_id,year,value\na,2001,1\na,2002,2\nb,2001,5\n").unwrap();
        let scattered = panel("year,series_id,value\n2002,a,2\n2001,b,5\n2001,a,1\n").unwrap();
        for (a, b) in together.iter().zip(&scattered) {
            assert_eq!((&a.id, &a.values, a.last), (&b.id, &b.values, b.last));
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
        assert!(panel("id,time of year,amount\n").unwrap_err()[0].contains("unknown layout"));
        assert!(panel("series_id,step,value\n").unwrap_err()[0].contains("no rows"));
    }

    #[test]
    fn panels_of_other_layouts_and_names_are_read() {
        let read = |text: &str| {
            let series = panel(text).unwrap();
            series.into_iter().map(|read| (read.id, read.values, read.last)).collect::<Vec<_>>()
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
        assert!(panel(twice).unwrap_err()[0].contains("2 values a year"));
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
    }
}
