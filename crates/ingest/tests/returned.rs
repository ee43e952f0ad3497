//! Workbooks that go back to their senders with what was found in them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may")]

mod made_form;

use proptest::prelude::*;
use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, Format, Formula, Note,
    Workbook,
};
use talent_domain::Lang;
use talent_ingest::{
    Answers, CellValue, Checked, Checking, InputFile, Returned, Rules, Severity, Unlikely,
    check_files, check_files_by, read_sheets, returned_workbook, template_form,
};

use made_form::{city, edit_sheet, part, parts, request, typed};

fn check(name: &str, bytes: &[u8]) -> Checked {
    let (codes, known) = city();
    let unlikely = Unlikely::Refuse { this_year: 2026 };
    check_files(&[InputFile { name, bytes }], &codes, &known, unlikely)
}

fn send_back(name: &str, bytes: &[u8]) -> (Checked, Returned) {
    let checked = check(name, bytes);
    let file = InputFile { name, bytes };
    let returned = returned_workbook(file, &checked.findings, Lang::Zh).unwrap();
    (checked, returned)
}

/// A workbook as a school makes it: formats, a formula, a drop-down list, a conditional format, a comment of its own, and
/// a sheet beside. The grades of the third row are as given.
fn of_school(grades: [&str; 3]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold().set_background_color(Color::RGB(0x00FF_FF00));
    let sheet = workbook.add_worksheet();
    sheet.set_name("学校's 表").unwrap();
    for (column, heading) in [
        "学校代码",
        "专业代码",
        "学年",
        "在校生(一年级)",
        "在校生(二年级)",
        "在校生(三年级)",
        "核对",
    ]
    .iter()
    .enumerate()
    {
        sheet.write_with_format(0, column as u16, *heading, &bold).unwrap();
    }
    sheet.set_column_width(1, 31).unwrap();
    for (row, programme, given) in [(1, "720201", ["60", "58", "55"]), (2, "660103", grades)] {
        sheet.write(row, 0, "LF-S01").unwrap();
        sheet.write_with_format(row, 1, programme, &bold).unwrap();
        sheet.write(row, 2, 2026).unwrap();
        for (column, text) in (3..).zip(given) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).unwrap(),
                Err(_) => sheet.write(row, column, text).unwrap(),
            };
        }
        let sum = Formula::new(format!("=SUM(D{0}:F{0})", row + 1)).set_result("173");
        sheet.write(row, 6, sum).unwrap();
    }
    sheet.insert_note(1, 3, &Note::new("含转入 3 人").set_author("王芳")).unwrap();
    let list = DataValidation::new().allow_list_strings(&["720201", "660103"]).unwrap();
    sheet.add_data_validation(1, 1, 9, 1, &list).unwrap();
    let large = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::GreaterThan(100))
        .set_format(&bold);
    sheet.add_conditional_format(1, 3, 9, 5, &large).unwrap();
    workbook.add_worksheet().set_name("选项说明").unwrap().write(0, 0, "甲").unwrap();
    workbook.save_to_buffer().unwrap()
}

fn rows(workbook: &[u8]) -> Vec<Vec<String>> {
    let sheets = read_sheets("a.xlsx", workbook).unwrap();
    let results: Vec<_> =
        sheets.iter().filter(|sheet| sheet.name().unwrap().starts_with("校验结果")).collect();
    let [sheet] = results.as_slice() else { panic!("{} sheets of findings", results.len()) };
    let text = |row, column| match sheet.cell(row, column).value {
        CellValue::Text(text) => text.to_owned(),
        _ => String::new(),
    };
    (3..sheet.len()).map(|row| (0..8).map(|column| text(row, column)).collect()).collect()
}

fn text(workbook: &[u8], name: &str) -> String {
    String::from_utf8(part(workbook, name).unwrap_or_else(|| panic!("no {name}"))).unwrap()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn everything_of_the_senders_comes_back_as_it_was() {
    let sent = of_school(["50", "六十", "-4"]);
    let (checked, returned) = send_back("a.xlsx", &sent);
    assert!(returned.is_own && checked.errors() >= 2, "{:?}", &checked.findings[..]);
    let back = returned.bytes;
    let changed: Vec<String> =
        parts(&sent).into_iter().filter(|name| part(&sent, name) != part(&back, name)).collect();
    let mut expected = vec![
        "[Content_Types].xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        SHEET,
    ];
    expected.sort_unstable();
    let mut changed = changed;
    changed.sort_unstable();
    assert_eq!(changed, expected);
    // What was in the sheet is in it still, and in the same order: without what was put in it is as it was.
    let (before, after) = (text(&sent, SHEET), text(&back, SHEET));
    let start = after.find("<conditionalFormatting xmlns").unwrap();
    let end = after.rfind("</conditionalFormatting>").unwrap() + "</conditionalFormatting>".len();
    assert_eq!(before, format!("{}{}", &after[..start], &after[end..]));
    // Formats are added behind those that there are.
    let formats = |workbook: &[u8]| {
        let styles = text(workbook, "xl/styles.xml");
        let start = styles.find("<cellXfs").unwrap();
        let start = start + styles[start..].find('>').unwrap() + 1;
        styles[start..styles.find("</cellXfs>").unwrap()].to_owned()
    };
    assert!(formats(&back).starts_with(&formats(&sent)));
    assert!(text(&back, "xl/comments1.xml").contains("含转入 3 人"));
}

#[test]
fn every_finding_has_a_row_with_place_fix_and_link_and_its_cell_a_comment() {
    let sent = of_school(["50", "六十", "-4"]);
    let (checked, returned) = send_back("a.xlsx", &sent);
    let rows = rows(&returned.bytes);
    assert_eq!(rows.len(), checked.findings.len());
    for (row, finding) in rows.iter().zip(&checked.findings) {
        assert_eq!(row[2], finding.problem.code());
        assert_eq!(row[5], finding.problem.message(Lang::Zh));
        // What only the bureau can do is not the sender's to read.
        let fix = finding.problem.fix(Lang::Zh);
        assert!(row[6] == fix || fix.contains("--") && !row[6].contains("--"), "{}", row[6]);
    }
    let at = rows.iter().position(|row| row[4] == "E3").unwrap();
    assert_eq!(rows[at][3], "学校's 表");
    let results = text(&returned.bytes, "xl/worksheets/sheet3.xml");
    let link = format!("ref=\"E{}\" location=\"&apos;学校&apos;&apos;s 表&apos;!E3\"", at + 4);
    assert!(results.contains(&link), "{results}");
    let comments = text(&returned.bytes, "xl/comments1.xml");
    assert!(comments.contains("ref=\"E3\"") && comments.contains("ref=\"F3\""), "{comments}");
    assert!(text(&returned.bytes, SHEET).contains("sqref=\"E3 F3\""));
}

#[test]
fn what_was_mended_goes_and_nothing_is_doubled() {
    let (first, returned) = send_back("a.xlsx", &of_school(["50", "六十", "-4"]));
    let (second, again) = send_back("a.xlsx", &returned.bytes);
    let codes = |checked: &Checked| -> Vec<String> {
        checked.findings.iter().map(|f| format!("{} {}", f.problem.code(), f.location)).collect()
    };
    assert_eq!(codes(&first), codes(&second));
    assert_eq!(rows(&returned.bytes), rows(&again.bytes));
    for name in ["xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", SHEET] {
        let counted = |workbook: &[u8]| {
            let text = text(workbook, name);
            ["【校验】", "<v:shape ", "talent-mark"].map(|word| text.matches(word).count())
        };
        assert_eq!(counted(&returned.bytes), counted(&again.bytes), "{name}");
    }
    // The school mends both cells where they stand.
    let mended = edit_sheet(&again.bytes, SHEET, |xml| {
        let start = xml.find("<c r=\"E3\"").unwrap();
        let end = xml.find("<c r=\"G3\"").unwrap();
        let cells = "<c r=\"E3\"><v>60</v></c><c r=\"F3\"><v>64</v></c>";
        format!("{}{cells}{}", &xml[..start], &xml[end..])
    });
    let (third, clean) = send_back("a.xlsx", &mended);
    assert!(third.is_clean(), "{:?}", &third.findings[..]);
    assert_eq!(third.observations.len(), 6);
    let comments = text(&clean.bytes, "xl/comments1.xml");
    assert!(comments.contains("含转入 3 人") && !comments.contains("ref=\"E3\""), "{comments}");
    let left = third.findings.iter().filter(|f| f.location.address().is_some()).count();
    assert_eq!(text(&clean.bytes, SHEET).contains("talent-mark"), left > 0);
}

/// Puts a text into the cell to explain in of a row.
fn explain(workbook: &[u8], row: usize, words: &str) -> Vec<u8> {
    edit_sheet(workbook, "xl/worksheets/sheet3.xml", |xml| {
        let begins = format!("<c r=\"H{row}\" s=\"");
        let start = xml.find(&begins).unwrap() + begins.len();
        let end = start + xml[start..].find("\"/>").unwrap();
        format!("{}\" t=\"inlineStr\"><is><t>{words}</t></is></c>{}", &xml[..end], &xml[end + 3..])
    })
}

#[test]
fn an_explanation_comes_with_the_workbook_and_stays_beside_its_finding() {
    let (_, returned) = send_back("a.xlsx", &of_school(["50", "六十", "-4"]));
    let place = rows(&returned.bytes).iter().position(|row| row[4] == "E3").unwrap();
    let explained = explain(&returned.bytes, place + 4, "新校区合并，已核对");
    let (second, again) = send_back("a.xlsx", &explained);
    assert!(second.explanations.is_empty());
    assert_eq!(rows(&again.bytes)[place][7], "新校区合并，已核对");
    let explained =
        second.findings.iter().filter(|f| f.senders_explanation() == Some("新校区合并，已核对"));
    let explained: Vec<_> = explained.map(|f| f.location.address()).collect();
    assert_eq!(explained, [Some("E3".to_owned())]);
}

#[test]
fn an_error_that_may_be_right_is_explained_by_its_sender_and_confirmed_by_the_bureau() {
    let (first, returned) = send_back("a.xlsx", &of_school(["50", "0", "45"]));
    assert_eq!(first.errors(), 1, "{:?}", &first.findings[..]);
    let place = rows(&returned.bytes).iter().position(|row| row[1] == "错误").unwrap();
    assert!(rows(&returned.bytes)[place][6].contains("写明原因"));
    let explained = explain(&returned.bytes, place + 4, "二年级全部到企业实习");
    let again = check("a.xlsx", &explained);
    // The sender alone does not pass over an error.
    assert_eq!(again.errors(), 1);
    let (codes, known) = city();
    let mut answers = Answers::default();
    answers.confirm("explained").unwrap();
    let (rules, unlikely) = (Rules::default(), Unlikely::Refuse { this_year: 2026 });
    let checking = Checking { rules: &rules, answers: &answers, unlikely };
    let confirm = |bytes: &[u8]| {
        check_files_by(&[InputFile { name: "a.xlsx", bytes }], &codes, &known, checking)
    };
    let passed = confirm(&explained);
    assert!(passed.is_clean(), "{:?}", &passed.findings[..]);
    let said: Vec<_> = passed.findings.iter().filter(|f| f.is_confirmed()).collect();
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].senders_explanation(), Some("二年级全部到企业实习"));
    assert!(!confirm(&returned.bytes).is_clean());
}

#[test]
fn a_text_file_comes_back_as_a_workbook_that_can_be_sent_again() {
    let csv =
        "学校代码,专业代码,学年,在校生(一年级)\nLF-S01,720201,2026,十\nLF-S01,660103,2026,70\n";
    let (checked, returned) = send_back("a.csv", csv.as_bytes());
    assert!(!returned.is_own && checked.errors() == 1);
    assert_eq!(rows(&returned.bytes)[0][3..5], ["数据".to_owned(), "D2".to_owned()]);
    let again = check("a.xlsx", &returned.bytes);
    assert_eq!(again.errors(), 1);
    assert_eq!(again.observations.len(), 1);
}

#[test]
fn a_file_that_cannot_be_read_comes_back_with_the_reason() {
    for (name, bytes) in [("a.xlsx", &b"PK\x03\x04broken"[..]), ("b.xls", b"\xd0\xcf\x11\xe0")] {
        let (checked, returned) = send_back(name, bytes);
        assert!(!checked.is_clean() && !returned.is_own);
        assert_eq!(rows(&returned.bytes)[0][2], checked.findings[0].problem.code());
    }
}

#[test]
fn nothing_found_is_said_too() {
    let csv = "学校代码,专业代码,学年,在校生(一年级)\nLF-S01,720201,2026,88\n";
    let (checked, returned) = send_back("a.csv", csv.as_bytes());
    assert!(checked.is_clean());
    let sheets = read_sheets("a.xlsx", &returned.bytes).unwrap();
    let said = format!("{:?}", sheets[1].cell(1, 0).value);
    assert!(said.contains("没有发现问题") || !checked.findings.is_empty(), "{said}");
}

#[test]
fn twelve_mistakes_in_a_form_come_back_in_one_go_and_mended_it_is_through() {
    let (codes, known) = city();
    let form = template_form(&request(&codes, &known)).unwrap();
    // Rows 4 and 5 came with the form, rows 6 to 9 are added.
    let good = [
        ("A", "LF-S01"),
        ("E", "2026"),
        ("F", "80"),
        ("G", "78"),
        ("H", "77"),
        ("I", "76"),
        ("J", "74"),
        ("K", "71"),
        ("L", "0"),
    ];
    let address = |column: &str, row: u32| format!("{column}{row}");
    let mut cells: Vec<(String, &str)> = Vec::new();
    for row in 4..=5 {
        cells.extend(good[2..].iter().map(|(column, text)| (address(column, row), *text)));
    }
    cells.extend(good.iter().map(|(column, text)| (address(column, 6), *text)));
    cells.push((address("C", 6), "710201"));
    let fill = |form: &[u8], cells: &[(String, &str)]| {
        let cells: Vec<(&str, &str)> =
            cells.iter().map(|(address, text)| (address.as_str(), *text)).collect();
        typed(form, &cells)
    };
    let mistakes = [
        ("F4", "约80", "C08"),
        ("G4", "-3", "C03"),
        ("I4", "七十", "C01"),
        ("J4", "12.5", "C03"),
        ("K4", "70+", "C08"),
        ("L4", "#N/A", "C10"),
        ("C5", "7202O1", "C05"),
        ("E5", "今年", "C11"),
        ("F5", "12人3", "C01"),
        ("A6", "LF-S09", "C06"),
        ("C6", "999999", "C06"),
        ("K6", "无法统计", "C09"),
    ];
    let wrong = typed(&fill(&form, &cells), &mistakes.map(|(address, text, _)| (address, text)));
    let (checked, returned) = send_back("T2.xlsx", &wrong);
    let errors: Vec<String> = checked
        .findings
        .iter()
        .filter(|finding| finding.severity() == Severity::Error)
        .map(|finding| finding.location.address().unwrap_or_default())
        .collect();
    for (address, text, _) in mistakes {
        assert!(errors.iter().any(|at| at == address), "{address} {text}: {errors:?}");
    }
    let back = rows(&returned.bytes);
    assert!(mistakes.iter().all(|(address, ..)| back.iter().any(|row| row[4] == *address)));
    // They are mended in the workbook that came back, where they are marked.
    let right: Vec<(String, &str)> = cells
        .iter()
        .cloned()
        .chain([("C5".to_owned(), "720201"), ("E5".to_owned(), "2026")])
        .collect();
    let (mended, clean) = send_back("T2.xlsx", &fill(&returned.bytes, &right));
    assert!(mended.is_clean(), "{:?}", &mended.findings[..]);
    assert_eq!(mended.observations.len(), 21);
    assert!(!text(&clean.bytes, SHEET).contains("talent-mark") || !mended.findings.is_empty());
}

#[test]
fn a_workbook_with_prefixes_is_marked_too() {
    let sent = of_school(["50", "六十", "-4"]);
    let prefixed = edit_sheet(&sent, SHEET, |xml| {
        let xml = xml.replace("xmlns=\"", "xmlns:x=\"").replace("</", "</x:").replace('<', "<x:");
        xml.replace("<x:/x:", "</x:").replace("<x:?", "<?")
    });
    let (checked, returned) = send_back("a.xlsx", &prefixed);
    assert!(returned.is_own && checked.errors() == 2, "{:?}", &checked.findings[..]);
    let (again, twice) = send_back("a.xlsx", &returned.bytes);
    assert_eq!(again.errors(), 2);
    let marks = |workbook: &[u8]| text(workbook, SHEET).matches("talent-mark").count();
    assert!(marks(&returned.bytes) > 0);
    assert_eq!(marks(&returned.bytes), marks(&twice.bytes));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever a file is, something comes back for it that can be read.
    #[test]
    fn a_damaged_workbook_comes_back_as_one_that_can_be_read(
        damage in prop::collection::vec((0.0_f64..1.0, any::<u8>()), 0..6),
        part_name in prop::sample::select(vec![
            SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/comments1.xml", "[Content_Types].xml",
            "xl/drawings/vmlDrawing1.vml", "xl/worksheets/_rels/sheet1.xml.rels",
        ]),
        cut in prop::option::of(0.0_f64..1.0),
    ) {
        let mut sent = of_school(["50", "六十", "-4"]);
        if let Some(cut) = cut {
            sent = edit_sheet(&sent, part_name, |xml| {
                let at = (xml.len() as f64 * cut) as usize;
                xml.char_indices().filter(|(index, _)| *index < at).map(|(_, c)| c).collect()
            });
        }
        for (at, byte) in damage {
            let at = (sent.len() as f64 * at) as usize;
            sent[at] = byte;
        }
        let (_, returned) = send_back("a.xlsx", &sent);
        prop_assert!(read_sheets("a.xlsx", &returned.bytes).is_ok());
    }
}
