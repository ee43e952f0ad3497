//! What holds for every table and every `.ods` workbook, whatever is in it.

use proptest::prelude::*;
use talent_ingest::{Checked, InputFile, Severity, read_sheets};

use crate::lists::check;

/// Cells of yearbooks: headings, titles, notes, totals, names, numbers, and worse.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[0-9]{1,5}",
        1 => "[0-9]\\.[0-9]{1,2}[①²*]?",
        6 => prop::sample::select(vec![
            "", "行业", "地区", "年份", "指标", "单位", "数值", "学校名称", "专业名称", "学年", "计划招生", "实际招生", "男", "女",
            "合计", "小计", "总计", "全市总计", "装备制造大类小计", "2018年", "2019年①", "2020", "从业人员(人)", "就业人员",
            "采矿业从业人员(万人)", "制造业城镇单位就业人员(万人)", "地区生产总值", "2018年临汾市城镇单位从业人员（人）", "续表",
            "注：口径", "2.修订数。", "①含", "采矿业", "采掘业①", "制造业 Manufacturing", "临汾", "尧都区", "甲县职业中学", "护理", "人",
            "本市就业率", "去向", "人数", "直接就业", "毕业生数", "届别", "2023届",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
    ]
}

fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(prop::collection::vec(cell(), 1..6), 1..24)
}

/// Rows are counted each in one way, findings are of the file, and nothing is read without a word.
fn holds(checked: &Checked, rows: usize) -> Result<(), TestCaseError> {
    let counts = checked.files[0].rows;
    prop_assert!(counts.add_up(), "{counts:?}");
    let is_unread = checked.findings.iter().any(|finding| {
        finding.location.address().is_none() && finding.severity() == Severity::Error
    });
    prop_assert!(counts.read == rows || is_unread, "{counts:?} of {rows}");
    prop_assert!(checked.findings.iter().all(|finding| finding.location.file().starts_with("a.")));
    prop_assert!(!checked.findings.is_empty() || !checked.observations.is_empty() || rows == 0);
    for observation in &checked.observations {
        prop_assert!(observation.value >= 0.0 && observation.provenance.cell.row as usize <= rows);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn every_row_of_tables_below_each_other_is_counted_in_one_way(rows in rows(), mark in "[,;\t]") {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(&mark);
        let text = rows.iter().map(line).collect::<Vec<_>>().join("\n") + "\n";
        let checked = check("a.csv", text.as_bytes());
        let is_one_line = !text.contains(['\u{85}', '\r', '\u{2028}']);
        let counted = if is_one_line { rows.len() } else { checked.files[0].rows.read };
        holds(&checked, counted)?;
        // A dry run and the real run are one function.
        prop_assert_eq!(&check("a.csv", text.as_bytes()).findings[..], &checked.findings[..]);
    }

    #[test]
    fn a_table_says_the_same_as_ods(rows in rows()) {
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let is_plain = |cell: &String| !cell.contains(|c: char| c.is_control() || c == '\u{85}');
        prop_assume!(rows.iter().flatten().all(is_plain));
        let cell = |text: &String| crate::workbooks::text(&escaped(text));
        let row = |row: &Vec<String>| crate::workbooks::row(&row.iter().map(cell).collect::<Vec<_>>());
        let bytes = crate::workbooks::ods(&rows.iter().map(row).collect::<Vec<_>>().concat());
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",");
        let text = rows.iter().map(line).collect::<Vec<_>>().join("\n") + "\n";
        let cells = |name: &str, bytes: &[u8]| -> Vec<String> {
            let Ok(sheets) = read_sheets(name, bytes) else { return Vec::new() };
            let sheet = &sheets[0];
            let cells = (0..sheet.len()).flat_map(|row| sheet.row(row));
            let shown = cells.map(|cell| format!("{}{} {:?}", cell.cell_ref().row, cell.column(), cell.value));
            shown.map(|cell| cell.split_whitespace().collect::<String>()).collect()
        };
        prop_assert_eq!(cells("a.ods", &bytes), cells("a.csv", text.as_bytes()));
    }

    #[test]
    fn a_damaged_ods_workbook_is_an_error_and_no_fall(
        at in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
        is_packed in any::<bool>(),
    ) {
        let sheet = crate::workbooks::row(&["地区", "行业", "2018年"].map(crate::workbooks::text))
            + &crate::workbooks::row(&[crate::workbooks::text("临汾"), crate::workbooks::number("1")]);
        let damaged = |mut bytes: Vec<u8>| {
            for (at, byte) in &at {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            bytes.truncate(if is_cut { cut.index(bytes.len()) } else { bytes.len() });
            bytes
        };
        let bytes = if is_packed {
            damaged(crate::workbooks::ods(&sheet))
        } else {
            let content = crate::workbooks::content("", &format!("<table:table table:name=\"a\">{sheet}</table:table>"));
            let content = String::from_utf8_lossy(&damaged(content.into_bytes())).into_owned();
            crate::workbooks::archive(&[("content.xml", &content)])
        };
        let checked = talent_ingest::check_files(
            &[InputFile { name: "a.ods", bytes: &bytes }],
            &talent_domain::Codebook::default(),
            &[],
            talent_ingest::Unlikely::Confirmed,
        );
        prop_assert!(!checked.findings.is_empty() || !checked.observations.is_empty());
    }
}
