//! `talent` reading large tables with all checks, beside readers that only read: polars for CSV, calamine for `.xlsx`.
//!
//!     cargo run --release --manifest-path crates/ingest/benches/readers/Cargo.toml
//!
//! One table of employment by region, industry and year is made in memory: a CSV file of 1,000,000 rows and a workbook of
//! 200,000. Each reader gets the bytes five times, in turn; the least time counts. Peaks are those of memory allocated
//! while reading, the bytes of the file not counted.

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::Cursor;
use std::time::{Duration, Instant};

use calamine::{Reader as _, Xlsx};
use peak_alloc::PeakAlloc;
use polars::prelude::{CsvReader, SerReader as _};
use rust_xlsxwriter::Workbook;
use talent_domain::Codebook;
use talent_ingest::{InputFile, Unlikely, check_files};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const SECTIONS: std::ops::RangeInclusive<char> = 'A'..='T';
const YEARS: std::ops::RangeInclusive<u32> = 2007..=2023;
const HEADINGS: [&str; 7] =
    ["地区代码", "行业代码", "行业名称", "年份", "从业人员(人)", "来源", "状态"];
const ROUNDS: usize = 5;

/// Region, industry, year, persons.
type Row = (u32, char, u32, u32);

/// So many rows: regions by industries by years. Employment grows by a few per cent a year from a size of its own.
fn rows(number: usize) -> Vec<Row> {
    let series = (0_u32..).flat_map(|region| SECTIONS.map(move |section| (region, section)));
    let of_series = |(region, section): (u32, char)| {
        let size = 2_000 + (region * 7_919 + section as u32 * 104_729) % 90_000;
        // Prefectures, of which none is part of another.
        let code = (11 + region / 99) * 10_000 + (1 + region % 99) * 100;
        YEARS.map(move |year| (code, section, year, size + size / 40 * (year - 2007)))
    };
    series.flat_map(of_series).take(number).collect()
}

/// The lists that the rows refer to.
fn lists(rows: &[Row]) -> [(&'static str, String); 2] {
    let industries: String = SECTIONS.map(|s| format!("{s},行业{s}\n")).collect();
    let mut regions: Vec<u32> = rows.iter().map(|row| row.0).collect();
    regions.dedup();
    let regions: String = regions.iter().map(|r| format!("{r},地区{r}\n")).collect();
    [
        ("C3.csv", format!("行业代码,行业名称\n{industries}")),
        ("C4.csv", format!("地区代码,地区名称\n{regions}")),
    ]
}

/// The yearbook of the year after.
fn source(year: u32) -> String {
    format!("统计年鉴{}", year + 1)
}

fn csv(rows: &[Row]) -> Vec<u8> {
    let mut text = HEADINGS.join(",");
    for (region, section, year, persons) in rows {
        let source = source(*year);
        write!(text, "\n{region},{section},行业{section},{year},{persons},{source},原文").unwrap();
    }
    text.into_bytes()
}

fn xlsx(rows: &[Row]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, heading) in HEADINGS.iter().enumerate() {
        sheet.write(0, column as u16, *heading).unwrap();
    }
    for (at, (region, section, year, persons)) in (1..).zip(rows) {
        sheet.write(at, 0, region.to_string()).unwrap();
        sheet.write(at, 1, section.to_string()).unwrap();
        sheet.write(at, 2, format!("行业{section}")).unwrap();
        sheet.write(at, 3, *year).unwrap();
        sheet.write(at, 4, *persons).unwrap();
        sheet.write(at, 5, source(*year)).unwrap();
        sheet.write(at, 6, "原文").unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

/// Reads, checks, and says how many figures were read.
fn talent(name: &str, bytes: &[u8], lists: &[(&str, String)]) -> usize {
    let lists = lists.iter().map(|(name, text)| InputFile { name, bytes: text.as_bytes() });
    let files: Vec<InputFile<'_>> = lists.chain([InputFile { name, bytes }]).collect();
    let unlikely = Unlikely::Refuse { this_year: 2026 };
    let checked = check_files(&files, &Codebook::default(), &[], unlikely);
    assert!(checked.is_clean(), "{:?}", checked.findings.iter().take(3).collect::<Vec<_>>());
    checked.observations.len()
}

fn polars(bytes: &[u8]) -> usize {
    CsvReader::new(Cursor::new(bytes)).finish().unwrap().height()
}

fn calamine(bytes: &[u8]) -> usize {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = workbook.worksheet_range_at(0).unwrap().unwrap();
    sheet.height() - 1
}

/// The least time of all rounds, and the greatest peak of memory in bytes.
struct Taken(Duration, usize);

impl Taken {
    fn nothing() -> Self {
        Self(Duration::MAX, 0)
    }

    fn add(&mut self, expected: usize, read: impl FnOnce() -> usize) {
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let began = Instant::now();
        assert_eq!(black_box(read()), expected);
        self.0 = self.0.min(began.elapsed());
        self.1 = self.1.max(MEMORY.peak_usage() - before);
    }
}

fn compare(file: &str, bytes: &[u8], rows: &[Row], peer: &str, bare: fn(&[u8]) -> usize) {
    let lists = lists(rows);
    let (mut ours, mut theirs) = (Taken::nothing(), Taken::nothing());
    for _ in 0..ROUNDS {
        theirs.add(rows.len(), || bare(bytes));
        ours.add(rows.len(), || talent(file, bytes, &lists));
    }
    let (seconds, megabytes) = (Duration::as_secs_f64, |bytes: usize| bytes as f64 / 1e6);
    println!(
        "{file}: {} rows, {:.1} MB; {peer} {:.3} s, {:.0} MB; talent {:.3} s, {:.0} MB; ratio {:.2}",
        rows.len(),
        megabytes(bytes.len()),
        seconds(&theirs.0),
        megabytes(theirs.1),
        seconds(&ours.0),
        megabytes(ours.1),
        seconds(&ours.0) / seconds(&theirs.0),
    );
}

fn main() {
    let million = rows(1_000_000);
    let bytes = csv(&million);
    compare("T4.csv", &bytes, &million, "polars", polars);
    let fewer = rows(200_000);
    let bytes = xlsx(&fewer);
    compare("T4.xlsx", &bytes, &fewer, "calamine", calamine);
}
