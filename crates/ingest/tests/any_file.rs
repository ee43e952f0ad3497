//! What holds for every file, whatever its bytes.

use proptest::prelude::*;
use talent_ingest::{Codebook, InputFile, JumpPolicy, check_files, read_sheets};

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
        let checked = check_files(&[file], &Codebook::default(), &[], JumpPolicy::Refuse);
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
        let once = check_files(&files, &Codebook::default(), &[], JumpPolicy::Refuse);
        for finding in &once.findings {
            prop_assert_eq!(finding.place.file(), "a.csv");
        }
        for observation in &once.observations {
            let cell = &observation.provenance.cell;
            prop_assert_eq!(cell.column, 4);
            prop_assert!(cell.row >= 3 && observation.value >= 0.0);
        }
        // A dry run and the real run are one function: the same answer every time.
        let again = check_files(&files, &Codebook::default(), &[], JumpPolicy::Refuse);
        prop_assert_eq!(once.findings, again.findings);
    }
}
