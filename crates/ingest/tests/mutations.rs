//! Files that are damaged in every way: readers refuse them or read them, and never fall over.
//!
//! A case is made from its number alone, so that one that fails is had again by that number. The long test goes on for
//! [`LONG`] on each reader: `cargo test -p talent-ingest --test mutations -- --ignored`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may")]
#![allow(clippy::disallowed_methods, reason = "a test may look at the clock")]

use std::io::{Cursor, Read as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use encoding_rs::GB18030;
use rust_xlsxwriter::{Format, Workbook};
use talent_domain::Codebook;
use talent_ingest::{
    Decoded, InputFile, Period, TextEncoding, Unlikely, WrittenNumber, check_files, read_sheets,
};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Cases of each reader that are tried each time.
const CASES: u64 = 150;
/// How long each reader is tried by the long test.
const LONG: Duration = Duration::from_mins(10);
/// No file of these sizes may keep a reader longer, on a machine however busy.
const SLOWEST: Duration = Duration::from_mins(1);

/// Numbers that follow from one another, the same from the same start (splitmix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 if there is none.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % (end.max(1) as u64)) as usize
    }
}

/// Bytes that mean something to some reader.
const PIECES: [&[u8]; 26] = [
    b"\"",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b"\x80",
    b"<",
    b">",
    b"/>",
    b"&",
    b"&#x0;",
    b"-1",
    b"4294967295",
    b"99999999999999999999",
    b"1e999",
    b"NaN",
    b"A1:XFD1048576",
    b"XFE1",
    b"=",
    b"2023-2024\xe5\xad\xa6\xe5\xb9\xb4",
    b"\xe5\x90\x88\xe8\xae\xa1",
    b"\xef\xbc\x91",
    b"\xff\xfe",
];

/// The bytes with a few changes.
fn mutated(mut bytes: Vec<u8>, chance: &mut Chance) -> Vec<u8> {
    for _ in 0..=chance.below(6) {
        let at = chance.below(bytes.len() + 1);
        let to = (at + chance.below(24)).min(bytes.len());
        match chance.below(7) {
            0 if at < bytes.len() => bytes[at] = chance.next() as u8,
            1 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            2 => drop(bytes.drain(at..to)),
            3 => {
                let copy = bytes[at..to].repeat(1 + chance.below(5));
                let into = chance.below(bytes.len() + 1);
                bytes.splice(into..into, copy);
            }
            4 => bytes.truncate(at),
            5 => {
                let piece = PIECES[chance.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            _ => {
                let piece = PIECES[chance.below(PIECES.len())];
                let to = (at + piece.len()).min(bytes.len());
                bytes.splice(at..to, piece.iter().copied());
            }
        }
    }
    bytes
}

/// Tables as text.
fn texts() -> Vec<Vec<u8>> {
    let tables = [
        "T4 产业产出与用工 v1\n地区代码,行业代码,年份,从业人员(万人),备注\n141000,B,2019,\"6,1\",甲\n141000,C,2019,3.9,\n",
        "从业人员（人）\n地区代码：141000\n行业代码,2018年,2019年,2020年\nB,60310,59720,—\n合计,1,2,3\n注：统计局\n",
        "地区代码,行业代码,年份,指标,数值,单位\n141000,B,2019,从业人员,59720,人\n",
        "C4 地区代码表 v1\n地区代码,地区名称,曾用名\n141000,临汾市,\"平阳\n府\"\n",
        "T1 毕业生去向 v1\n学校代码,专业代码,届,毕业生数\nLF-S01,720201,2023-2024学年,110\n",
        "临汾市从业人员（人）\n年份,采矿业,制造业\n2018,60310,39870\n2019,59720,38990\n",
    ];
    let mut texts: Vec<Vec<u8>> = tables.iter().map(|text| text.as_bytes().to_vec()).collect();
    texts.extend(tables.iter().map(|text| GB18030.encode(text).0.into_owned()));
    let marked = |text: &&str| -> Vec<u8> {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xff, 0xfe].into_iter().chain(units).collect()
    };
    texts.extend(tables.iter().map(marked));
    texts
}

/// A workbook with formats, merged cells, a formula and a hidden sheet.
fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let percent = Format::new().set_num_format("0.0%");
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = workbook.add_worksheet();
    sheet.merge_range(0, 0, 0, 3, "从业人员（人）", &Format::new()).unwrap();
    for (column, text) in ["地区代码", "行业代码", "年份", "从业人员(人)"].into_iter().enumerate()
    {
        sheet.write(1, column as u16, text).unwrap();
    }
    for row in 2..8_u32 {
        sheet.write(row, 0, "141000").unwrap();
        sheet.write(row, 1, if row < 5 { "B" } else { "C" }).unwrap();
        sheet.write(row, 2, 2015 + row).unwrap();
        sheet.write(row, 3, 60_000.0 - f64::from(row)).unwrap();
    }
    sheet.write_with_format(8, 3, 0.071, &percent).unwrap();
    sheet.write_with_format(9, 2, 45_000, &date).unwrap();
    sheet.write_formula(10, 3, "=SUM(D3:D8)").unwrap();
    let hidden = workbook.add_worksheet();
    hidden.set_hidden(true).write(0, 0, "C4 地区代码表 v1").unwrap();
    workbook.save_to_buffer().unwrap()
}

/// The workbook with changes in one of its parts, packed anew: changes of the packed bytes would all stop at the checksum.
fn with_changed_part(workbook: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let changed = chance.below(archive.len());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for position in 0..archive.len() {
        let mut part = archive.by_index(position).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if position == changed {
            content = mutated(content, chance);
        }
        writer.start_file(part.name().unwrap(), options).unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// What is made of a case, by its number.
type Case<'a> = dyn Fn(&mut Chance) + 'a;

/// Tries one case; a fall or a long wait names it.
fn attempt(reader: &str, number: u64, case: &Case<'_>) {
    let begun = Instant::now();
    let tried = catch_unwind(AssertUnwindSafe(|| case(&mut Chance(number))));
    assert!(tried.is_ok(), "{reader}: case {number} falls over");
    assert!(begun.elapsed() < SLOWEST, "{reader}: case {number} took {:?}", begun.elapsed());
}

/// What holds for any file: it is read twice alike, and every row of it is counted in one way.
fn check(name: &str, bytes: &[u8]) {
    let _ = read_sheets(name, bytes);
    let file = InputFile { name, bytes };
    let check =
        || check_files(&[file], &Codebook::default(), &[], Unlikely::Refuse { this_year: 2026 });
    let checked = check();
    // Nothing is passed over in silence.
    assert!(!checked.findings.is_empty() || checked.files.iter().any(|file| file.rows.data > 0));
    for file in &checked.files {
        assert!(file.rows.add_up(), "{:?}", file.rows);
    }
    let again = check();
    assert_eq!(checked.findings, again.findings);
    assert_eq!(checked.observations, again.observations);
}

/// Every reader with how a case of it is made and tried.
fn readers() -> Vec<(&'static str, Box<Case<'static>>)> {
    let texts = texts();
    let workbook = workbook();
    let old = include_bytes!("fixtures/employment.xls");
    let values = [
        "1,240.5",
        "61 250",
        "−1’240,5",
        "１２３．５",
        "约120人",
        "2023-2024学年",
        "202122",
        "2019年第二季度",
        "2019-12-31T00:00:00",
        "2014 [YR2014]",
        "2018年①",
        "1e308",
        "0,253",
    ];
    vec![
        (
            "csv",
            Box::new(move |chance| {
                let seed = texts[chance.below(texts.len())].clone();
                check("a.csv", &mutated(seed, chance));
            }),
        ),
        (
            "xlsx",
            Box::new(move |chance| {
                let bytes = match chance.below(8) {
                    0 => mutated(workbook.clone(), chance),
                    _ => with_changed_part(&workbook, chance),
                };
                check("a.xlsx", &bytes);
            }),
        ),
        ("xls", Box::new(move |chance| check("a.xls", &mutated(old.to_vec(), chance)))),
        (
            "values",
            Box::new(move |chance| {
                let seed = values[chance.below(values.len())].as_bytes().to_vec();
                let bytes = mutated(seed, chance);
                let text = String::from_utf8_lossy(&bytes);
                if let Some(number) = WrittenNumber::of(&text) {
                    assert!(number.by_point.is_some() || number.by_comma.is_some());
                    assert!(
                        [number.by_point, number.by_comma].iter().flatten().all(|n| n.is_finite())
                    );
                }
                if let Some(Period::Across(first, style)) = Period::of(&text) {
                    let again = Period::of(&style.write(i64::from(first)));
                    assert!(
                        matches!(again, Some(Period::Across(year, _) | Period::AcrossOrMonth(year, _)) if year == first),
                        "{text}"
                    );
                }
                let encodings =
                    [TextEncoding::Gb18030, TextEncoding::Utf16Le, TextEncoding::Utf16Be];
                for encoding in encodings {
                    let mut decoded = Vec::new();
                    let mut reader = Decoded::new(&bytes[..], encoding);
                    if reader.read_to_end(&mut decoded).is_ok() {
                        assert!(std::str::from_utf8(&decoded).is_ok());
                    }
                }
            }),
        ),
    ]
}

#[test]
fn no_damage_makes_a_reader_fall_over() {
    for (reader, case) in &readers() {
        for number in 0..CASES {
            attempt(reader, number, case);
        }
    }
}

/// Goes on where the short test ends; each reader has a thread of its own.
#[test]
#[ignore = "takes ten minutes"]
fn no_damage_makes_a_reader_fall_over_for_long() {
    let names: Vec<&str> = readers().iter().map(|(reader, _)| *reader).collect();
    std::thread::scope(|scope| {
        for (position, name) in names.iter().enumerate() {
            scope.spawn(move || {
                let case = &readers()[position].1;
                let begun = Instant::now();
                let mut number = CASES;
                while begun.elapsed() < LONG {
                    attempt(name, number, case);
                    number += 1;
                }
                eprintln!("{name}: {number} cases");
            });
        }
    });
}
