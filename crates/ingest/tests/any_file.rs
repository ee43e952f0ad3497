//! What holds for every file, whatever its bytes.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests may")]

use std::fmt::Write as _;

use proptest::prelude::*;
use talent_domain::Codebook;
use talent_ingest::{InputFile, Unlikely, check_files, read_sheets};

/// Cells as people write them, and worse.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[0-9]{1,6}",
        "[0-9]{1,3}\\.[0-9]{1,3}",
        Just("约120人".to_owned()),
        Just("—".to_owned()),
        Just("１２３".to_owned()),
        Just("141000".to_owned()),
        Just("2019".to_owned()),
        Just("B".to_owned()),
        Just("合计".to_owned()),
        "\\PC{0,8}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_make_the_reader_fall_over(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        name in prop_oneof![Just("a.csv"), Just("a.xlsx"), Just("a.xls"), Just("a"), Just(".xlsx")],
        zip in any::<bool>(),
    ) {
        let bytes = if zip { [b"PK\x03\x04".as_slice(), &bytes].concat() } else { bytes };
        let _ = read_sheets(name, &bytes);
        let file = InputFile { name, bytes: &bytes };
        let checked = check_files(&[file], &Codebook::default(), &[], Unlikely::Refuse { this_year: 2026 });
        // Nothing is read without a word: either there are figures or there is a finding.
        prop_assert!(!checked.findings.is_empty() || !checked.observations.is_empty());
    }

    #[test]
    fn a_damaged_workbook_is_an_error_and_no_fall(
        at in prop::collection::vec((0..5632_usize, any::<u8>()), 1..40),
        cut in prop::option::of(0..5632_usize),
    ) {
        let mut bytes = include_bytes!("fixtures/employment.xls").to_vec();
        for (at, byte) in at {
            bytes[at] = byte;
        }
        bytes.truncate(cut.unwrap_or(bytes.len()));
        let _ = read_sheets("a.xls", &bytes);
    }

    #[test]
    fn a_table_says_the_same_in_every_shape(
        cells in prop::collection::vec(prop::option::of(1..900_000_u32), 6),
        first in 1990..2020_i32,
    ) {
        // Two sections over three years; a figure that is not known has no row in the tall shapes.
        let place = |k: usize| (["B", "C"][k / 3], first + (k % 3) as i32);
        let mut tall = String::from("地区代码,行业代码,年份,从业人员(人)\n");
        let mut long = String::from("地区代码,行业代码,年份,指标,数值,单位\n");
        let mut wide = format!("从业人员（人）\n地区代码：141000\n行业代码,{first}年,{}年,{}\n", first + 1, first + 2);
        let mut across = String::from("临汾市从业人员（人）\n年份,采矿业,制造业\n");
        for k in 0..3 {
            let value = |cell: Option<u32>| cell.map_or(String::new(), |value| value.to_string());
            writeln!(across, "{},{},{}", place(k).1, value(cells[k]), value(cells[k + 3])).unwrap();
        }
        for (k, cell) in cells.iter().enumerate() {
            let (section, year) = place(k);
            if let Some(value) = cell {
                writeln!(tall, "141000,{section},{year},{value}").unwrap();
                writeln!(long, "141000,{section},{year},从业人员,{value},人").unwrap();
            }
            let value = cell.map_or(String::new(), |value| value.to_string());
            wide += if k % 3 == 0 { section } else { "" };
            write!(wide, ",{value}").unwrap();
            if k % 3 == 2 {
                wide.push('\n');
            }
        }
        let read = |table: &str| {
            let codes = "C4 地区代码表 v1\n地区代码,地区名称\n141000,临汾市\n";
            let industries = "C3 行业代码表 v1\n行业代码,行业名称\nB,采矿业\nC,制造业\n";
            let files = [("C4.csv", codes), ("C3.csv", industries), ("a.csv", table)]
                .map(|(name, text)| InputFile { name, bytes: text.as_bytes() });
            let checked = check_files(&files, &Codebook::default(), &[], Unlikely::Confirmed);
            let figures = checked.observations.into_iter();
            let mut figures: Vec<_> = figures.map(|o| (o.key, o.measure, o.year, o.value)).collect();
            figures.sort_by(|a, b| (&a.0, a.2).cmp(&(&b.0, b.2)));
            figures
        };
        let expected = read(&tall);
        prop_assert_eq!(expected.len(), cells.iter().flatten().count());
        prop_assert_eq!(&read(&long), &expected);
        prop_assert_eq!(&read(&wide), &expected);
        prop_assert_eq!(&read(&across), &expected);
    }

    #[test]
    fn every_finding_is_in_the_file_and_every_figure_has_its_cell(
        rows in prop::collection::vec(prop::collection::vec(cell(), 5), 0..12),
    ) {
        let mut text = String::from("T4 产业产出与用工 v1\n地区代码,行业代码,年份,从业人员(万人),备注\n");
        for row in &rows {
            let quoted: Vec<String> =
                row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            text += &quoted.join(",");
            text.push('\n');
        }
        let codes = "C4 地区代码表 v1\n地区代码,地区名称\n141000,临汾市\n";
        let industries = "C3 行业代码表 v1\n行业代码,行业名称\nB,采矿业\n";
        let files = [("C4.csv", codes), ("C3.csv", industries), ("a.csv", &text)]
            .map(|(name, text)| InputFile { name, bytes: text.as_bytes() });
        let once = check_files(&files, &Codebook::default(), &[], Unlikely::Refuse { this_year: 2026 });
        for finding in &once.findings {
            prop_assert_eq!(finding.location.file(), "a.csv");
        }
        for observation in &once.observations {
            let cell = &observation.provenance.cell;
            prop_assert_eq!(cell.column, 4);
            prop_assert!(cell.row >= 3 && observation.value >= 0.0);
        }
        // A dry run and the real run are one function: the same answer every time.
        let again = check_files(&files, &Codebook::default(), &[], Unlikely::Refuse { this_year: 2026 });
        prop_assert_eq!(once.findings, again.findings);
    }

    #[test]
    fn every_row_is_counted_in_one_way(
        template in prop::sample::select(vec![
            "T4 产业产出与用工 v1\n地区代码,行业代码,年份,从业人员(人),备注\n",
            "地区代码,行业代码,年份,从业人员(人)\n",
            "C4 地区代码表 v1\n地区代码,地区名称,曾用名\n",
            "从业人员（人）\n地区代码：141000\n行业代码,2018年,2019年,2020年\n",
            "地区代码,行业代码,年份,指标,数值,单位\n",
            "T1 毕业生去向 v1\n学校代码,专业代码,届,毕业生数\n",
            "一,二\n",
            "",
        ]),
        rows in prop::collection::vec(
            prop::collection::vec(prop_oneof![
                cell(),
                prop::sample::select(vec!["小计", "其中：县区", "注：统计局", "甲", "从业人员", "人", "2020", "LF-S01", "720201"])
                    .prop_map(str::to_owned),
            ], 0..7),
            0..20,
        ),
        doubled in any::<bool>(),
    ) {
        let mut text = template.to_owned();
        for row in &rows {
            let quoted: Vec<String> =
                row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            text += &quoted.join(",");
            text.push('\n');
        }
        let codes = "C4 地区代码表 v1\n地区代码,地区名称\n141000,临汾市\n";
        let industries = "C3 行业代码表 v1\n行业代码,行业名称\nB,采矿业\n";
        let mut files = vec![("C4.csv", codes), ("C3.csv", industries), ("a.csv", &text)];
        if doubled {
            files.push(("b.csv", &text));
        }
        let files: Vec<InputFile<'_>> = files
            .into_iter()
            .map(|(name, text)| InputFile { name, bytes: text.as_bytes() })
            .collect();
        let checked = check_files(&files, &Codebook::default(), &[], Unlikely::Confirmed);
        for file in &checked.files {
            prop_assert!(file.rows.add_up(), "{:?} of {text}", file.rows);
        }
        let read = checked.files[2].rows;
        let is_read = !checked.findings.iter().any(|f| f.location.file() == "a.csv" && f.problem.code() == "F10" && f.location.address().is_none());
        // A cell may hold line breaks, so that a row is more than a line.
        if is_read && !text.contains("\u{85}") {
            let lines = template.lines().count() + rows.len();
            prop_assert_eq!(read.read, lines, "{}", text);
        }
        // Rows from which nothing is kept are faulty, or passed over for a reason that is counted.
        let of_file = checked.observations.iter().filter(|o| &*o.provenance.cell.file == "a.csv");
        let kept: std::collections::BTreeSet<u32> = of_file.map(|o| o.provenance.cell.row).collect();
        if read.faulty == 0 && !template.starts_with('C') {
            prop_assert_eq!(read.data, kept.len(), "{}", text);
        }
    }
}
