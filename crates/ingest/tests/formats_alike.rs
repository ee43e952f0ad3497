//! One table says the same as text, as a workbook, and as a workbook of the old format, whether its cells are numbers or texts.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests may")]
#![allow(dead_code, reason = "files are made for other tests, too")]

mod made;

use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use talent_domain::Codebook;
use talent_ingest::{InputFile, Unlikely, check_files};

use made::{old_book, record};

/// A cell as it is typed.
#[derive(Debug, Clone)]
struct Typed {
    text: String,
    /// As a number, if it is one.
    as_number: bool,
}

impl Typed {
    fn number(&self) -> Option<f64> {
        self.text.parse().ok().filter(|_| self.as_number)
    }
}

type Rows = Vec<Vec<Typed>>;

fn csv(rows: &Rows) -> Vec<u8> {
    let line = |row: &Vec<Typed>| {
        let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
        cells.join(",") + "\n"
    };
    rows.iter().map(line).collect::<String>().into_bytes()
}

fn xlsx(rows: &Rows) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (r, row) in rows.iter().enumerate() {
        for (c, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty()) {
            match cell.number() {
                Some(number) => sheet.write(r as u32, c as u16, number).unwrap(),
                None => sheet.write(r as u32, c as u16, &cell.text).unwrap(),
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn xls(rows: &Rows) -> Vec<u8> {
    let mut cells = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        for (c, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty()) {
            let place = [r as u16, c as u16, 0].map(u16::to_le_bytes).concat();
            cells.extend(if let Some(number) = cell.number() {
                record(0x0203, &[&place[..], &number.to_le_bytes()].concat())
            } else {
                let units: Vec<u16> = cell.text.encode_utf16().collect();
                let length = (units.len() as u16).to_le_bytes();
                let text: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
                record(0x0204, &[&place[..], &length, &[1], &text].concat())
            });
        }
    }
    old_book(&[], &cells)
}

/// Figures with their cells, and findings by rule and address.
fn read(name: &str, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let codes = "C4 地区代码表 v1\n地区代码,地区名称\n141000,临汾市\n";
    let industries = "C3 行业代码表 v1\n行业代码,行业名称\nB,采矿业\nC,制造业\n";
    let files = [("C4.csv", codes.as_bytes()), ("C3.csv", industries.as_bytes()), (name, bytes)]
        .map(|(name, bytes)| InputFile { name, bytes });
    let checked =
        check_files(&files, &Codebook::default(), &[], Unlikely::Refuse { this_year: 2026 });
    let figures = checked.observations.iter().map(|figure| {
        let cell = &figure.provenance.cell;
        let (key, measure, year) = (&figure.key, figure.measure, figure.year);
        format!("{key:?} {measure:?} {year:?} {} {}", figure.value, cell.address())
    });
    let findings = checked.findings.iter().map(|finding| {
        format!("{} {}", finding.problem.code(), finding.location.address().unwrap_or_default())
    });
    (figures.collect(), findings.collect())
}

/// A figure as it is typed: mostly a number, at times something else.
fn figure() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (1..900_000_u32).prop_map(|figure| figure.to_string()),
        1 => Just(String::new()),
        1 => Just("—".to_owned()),
        1 => Just("约120".to_owned()),
        1 => (1..9_000_u32).prop_map(|figure| format!("{figure}.5")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_table_says_the_same_in_every_format(
        figures in prop::collection::vec((figure(), any::<bool>()), 1..12),
        first in 1990..2010_i32,
        wide in any::<bool>(),
    ) {
        let typed = |text: &str, as_number| Typed { text: text.to_owned(), as_number };
        let name = |text: &str| typed(text, false);
        let section = |row: usize| if row.is_multiple_of(2) { "B" } else { "C" };
        let mut rows: Rows = Vec::new();
        if wide {
            rows.push(vec![name("从业人员（人）")]);
            rows.push(vec![name("地区代码：141000")]);
            let years = (0..6).map(|k| typed(&format!("{}年", first + k), false));
            rows.push([name("行业代码")].into_iter().chain(years).collect());
            for (row, cells) in figures.chunks(6).enumerate() {
                let cells = cells.iter().map(|(text, as_number)| typed(text, *as_number));
                rows.push([name(section(row))].into_iter().chain(cells).collect());
            }
        } else {
            rows.push(["地区代码", "行业代码", "年份", "从业人员(人)"].map(name).to_vec());
            for (row, (text, as_number)) in figures.iter().enumerate() {
                let year = (first + row as i32 / 2).to_string();
                rows.push(vec![
                    typed("141000", *as_number),
                    name(section(row)),
                    typed(&year, !as_number),
                    typed(text, *as_number),
                ]);
            }
        }
        let expected = read("a.csv", &csv(&rows));
        prop_assert_eq!(&read("a.xlsx", &xlsx(&rows)), &expected);
        prop_assert_eq!(&read("a.xls", &xls(&rows)), &expected);
        // Read again, it says the same: a dry run and the real run are one.
        prop_assert_eq!(&read("a.csv", &csv(&rows)), &expected);
    }
}
