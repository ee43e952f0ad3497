//! What a cell's format says is kept: percentages, marks of footnotes, what is hidden and what is struck through.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests may")]

#[allow(dead_code, reason = "other tests make other files")]
mod made;

use made::{Book, old_book, record};
use rust_xlsxwriter::{Format, FormatScript, Workbook, Worksheet};
use talent_domain::{Codebook, Lang};
use talent_ingest::{Checked, InputFile, Unlikely, check_files};

const LISTS: [(&str, &str); 4] = [
    ("C4.csv", "C4 地区代码表 v1\n地区代码,地区名称\n141000,临汾市\n"),
    ("C3.csv", "C3 行业代码表 v1\n行业代码,行业名称\n1,第一产业\n2,第二产业\n3,第三产业\nD,电力\n"),
    (
        "C2.csv",
        "C2 专业代码表 v1\n专业代码,专业名称,专业类名称,专业大类名称\n660301,机电,机电类,装备\n",
    ),
    ("C1.csv", "C1 学校代码表 v1\n学校代码,学校名称,学校类型,地区代码\nXA01,一中,中职,141000\n"),
];

fn check(name: &str, bytes: &[u8]) -> Checked {
    let lists: Vec<InputFile<'_>> =
        LISTS.iter().map(|(name, text)| InputFile { name, bytes: text.as_bytes() }).collect();
    let this_year = Unlikely::Refuse { this_year: 2026 };
    let codes = check_files(&lists, &Codebook::default(), &[], this_year).codebook;
    check_files(&[InputFile { name, bytes }], &codes, &[], this_year)
}

fn check_sheet(fill: impl FnOnce(&mut Worksheet)) -> Checked {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    check("a.xlsx", &book.save_to_buffer().unwrap())
}

/// The findings as `code place: message`, but for those of codes.
fn said(checked: &Checked) -> Vec<String> {
    let line = |finding: &talent_ingest::Finding| {
        let problem = &finding.problem;
        format!("{} {}: {}", problem.code(), finding.location, problem.message(Lang::En))
    };
    checked.findings.iter().map(line).collect()
}

fn values(checked: &Checked) -> Vec<(String, f64)> {
    checked.observations.iter().map(|o| (o.provenance.cell.address(), o.value)).collect()
}

fn head(sheet: &mut Worksheet, headings: &[&str]) {
    for (column, heading) in headings.iter().enumerate() {
        sheet.write(0, column as u16, *heading).unwrap();
    }
}

/// Shares of value added: rows of industry, year and share, with how the share is shown.
fn shares(sheet: &mut Worksheet, rows: &[(&str, i32, f64, Option<&Format>)]) {
    head(sheet, &["地区代码", "行业代码", "年份", "增加值占比(%)"]);
    for (row, (industry, year, share, format)) in (1..).zip(rows) {
        sheet.write(row, 0, "141000").unwrap();
        sheet.write(row, 1, *industry).unwrap();
        sheet.write(row, 2, *year).unwrap();
        match format {
            Some(format) => sheet.write_with_format(row, 3, *share, format).unwrap(),
            None => sheet.write(row, 3, *share).unwrap(),
        };
    }
}

#[test]
fn cells_shown_as_percentages_are_read_as_such_among_others() {
    for code in ["0.00%", "0%", "0.0%;[Red]\\-0.0%"] {
        let percent = Format::new().set_num_format(code);
        let checked = check_sheet(|sheet| {
            shares(
                sheet,
                &[
                    ("1", 2022, 7.12, None),
                    ("2", 2022, 48.93, None),
                    ("1", 2023, 0.0701, Some(&percent)),
                    ("2", 2023, 0.4732, Some(&percent)),
                    ("3", 2023, 0.4567, Some(&percent)),
                ],
            );
        });
        let shown = [("D2", 7.12), ("D3", 48.93), ("D4", 7.01), ("D5", 47.32), ("D6", 45.67)];
        assert_eq!(values(&checked), shown.map(|(place, value)| (place.to_owned(), value)));
        let said = said(&checked);
        assert_eq!(
            said,
            ["C33 a.xlsx [Sheet1] D4: D4–D6: read as the percentages that they are shown as"]
        );
    }
}

#[test]
fn a_percentage_of_more_than_a_hundred_and_fractions_among_percentages_are_refused() {
    let percent = Format::new().set_num_format("0.00%");
    let checked = check_sheet(|sheet| shares(sheet, &[("1", 2023, 47.32, Some(&percent))]));
    assert!(said(&checked)[0].starts_with("C04 a.xlsx [Sheet1] D2"), "{:?}", said(&checked));
    let rows = [
        ("1", 2022, 0.07, None),
        ("2", 2022, 0.49, None),
        ("3", 2022, 0.44, None),
        ("1", 2023, 0.07, Some(&percent)),
    ];
    let checked = check_sheet(|sheet| shares(sheet, &rows));
    assert!(said(&checked).iter().any(|said| said.starts_with("C04 a.xlsx [Sheet1] D1")));
}

fn workers(unit: &str, number: f64, code: &str) -> Checked {
    let format = Format::new().set_num_format(code);
    check_sheet(|sheet| {
        head(sheet, &["地区代码", "行业代码", "年份", &format!("从业人员({unit})")]);
        sheet.write(1, 0, "141000").unwrap();
        sheet.write(1, 1, "D").unwrap();
        sheet.write(1, 2, 2023).unwrap();
        sheet.write_with_format(1, 3, number, &format).unwrap();
    })
}

#[test]
fn formats_that_show_another_number_are_refused_unless_the_unit_says_so() {
    for (unit, code) in [
        ("人", "0.0\"万\""),
        ("万人", "0!.0,"),
        ("人", "0.00,"),
        ("万人", "0.0\"亿\""),
        ("人", "0%"),
    ] {
        let said = said(&workers(unit, 52_000.0, code));
        assert!(said[0].starts_with("C32 a.xlsx [Sheet1] D2"), "{unit} {code}: {said:?}");
    }
    for (unit, number, code, expected) in [
        ("万人", 5.2, "0.0\"万\"", 52_000.0),
        ("万人", 5.2, "0.0\"万人\"", 52_000.0),
        ("人", 52_000.0, "#,##0\"人\"", 52_000.0),
        ("人", 52_000.0, "#,##0", 52_000.0),
    ] {
        let checked = workers(unit, number, code);
        assert_eq!(said(&checked), [""; 0], "{unit} {code}");
        assert_eq!(checked.observations[0].value, expected);
    }
}

fn one_worker_cell(fill: impl FnOnce(&mut Worksheet)) -> Checked {
    check_sheet(|sheet| {
        head(sheet, &["地区代码", "行业代码", "年份", "从业人员(人)"]);
        sheet.write(1, 0, "141000").unwrap();
        sheet.write(1, 1, "D").unwrap();
        sheet.write(1, 2, 2019).unwrap();
        fill(sheet);
    })
}

#[test]
fn a_raised_mark_is_no_digit_of_the_number() {
    let (line, raised) = (Format::new(), Format::new().set_font_script(FormatScript::Superscript));
    for mark in ["2", "②", "*", "(2)"] {
        let checked = one_worker_cell(|sheet| {
            sheet.write_rich_string(1, 3, &[(&line, "5972"), (&raised, mark)]).unwrap();
        });
        assert_eq!(values(&checked), [("D2".to_owned(), 5_972.0)], "{mark}");
        assert!(said(&checked)[0].starts_with("C02 a.xlsx [Sheet1] D2"), "{:?}", said(&checked));
    }
    let inline = "<row><c t=\"inlineStr\"><is><t>地区代码</t></is></c><c t=\"inlineStr\"><is><t>行业代码</t></is></c>\
        <c t=\"inlineStr\"><is><t>年份</t></is></c><c t=\"inlineStr\"><is><t>从业人员(人)</t></is></c></row>\
        <row><c><v>141000</v></c><c t=\"inlineStr\"><is><t>D</t></is></c><c><v>2019</v></c>\
        <c t=\"inlineStr\"><is><r><rPr/><t>5972</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>2</t></r></is></c></row>";
    let checked = check("a.xlsx", &Book::of(inline).bytes());
    assert_eq!(values(&checked), [("D2".to_owned(), 5_972.0)]);
}

#[test]
fn hidden_rows_and_columns_are_named_once() {
    let checked = check_sheet(|sheet| {
        head(sheet, &["学校代码", "专业代码", "学年", "计划招生", "实际招生"]);
        for row in 1..=5_u32 {
            sheet.write(row, 0, "XA01").unwrap();
            sheet.write(row, 1, "660301").unwrap();
            sheet.write(row, 2, 2015 + row).unwrap();
            sheet.write(row, 3, 120).unwrap();
            sheet.write(row, 4, 110 + row).unwrap();
        }
        sheet.set_row_hidden(2).unwrap();
        sheet.set_row_hidden(3).unwrap();
        sheet.set_column_hidden(4).unwrap();
        // Neither is read.
        sheet.set_row_hidden(9).unwrap();
        sheet.set_column_hidden(8).unwrap();
    });
    assert_eq!(checked.observations.len(), 10);
    let said = said(&checked);
    assert_eq!(
        said,
        [
            "F08 a.xlsx [Sheet1]: rows 3–4 and columns E hidden (or filtered out); their data were read"
        ]
    );
}

#[test]
fn what_is_struck_through_is_not_read_in_silence() {
    let struck = Format::new().set_font_strikethrough();
    let checked = one_worker_cell(|sheet| {
        sheet.write_with_format(1, 3, 5_972, &struck).unwrap();
    });
    assert!(said(&checked)[0].starts_with("C31 a.xlsx [Sheet1] D2: D2"), "{:?}", said(&checked));
    assert!(!checked.is_clean());
    let line = Format::new();
    let corrected = one_worker_cell(|sheet| {
        sheet.write_rich_string(1, 3, &[(&struck, "5972"), (&line, "6012")]).unwrap();
    });
    assert!(!corrected.is_clean());
    // A remark may be struck through.
    let remark = one_worker_cell(|sheet| {
        sheet.write(1, 3, 5_972).unwrap();
        sheet.write(0, 4, "备注").unwrap();
        sheet.write_with_format(1, 4, "估计数", &struck).unwrap();
    });
    assert_eq!(said(&remark), [""; 0]);
}

/// The records of a font: struck through or not, and raised or not.
fn font(is_struck: bool, is_raised: bool) -> Vec<u8> {
    let mut data = vec![0_u8; 16];
    data[2] = if is_struck { 8 } else { 0 };
    data[8] = u8::from(is_raised);
    record(0x0031, &data)
}

/// A style of a font and a format.
fn style(font: u16, format: u16) -> Vec<u8> {
    let mut data = [font.to_le_bytes(), format.to_le_bytes()].concat();
    data.resize(20, 0);
    record(0x00E0, &data)
}

/// A text of letters of two bytes, without its length, in words.
fn letters(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    let length = text.encode_utf16().count() as u16;
    let head = [row, column, 0, length].map(u16::to_le_bytes).concat();
    record(0x0204, &[&head[..], &[1], &letters(text)].concat())
}

fn number(row: u16, column: u16, style: u16, value: f64) -> Vec<u8> {
    let head = [row, column, style].map(u16::to_le_bytes).concat();
    record(0x0203, &[&head[..], &value.to_le_bytes()].concat())
}

/// An old workbook of shares by year: the cells of the third column, row by row.
fn old_shares(globals: &[u8], cells: &[Vec<u8>], beside: &[u8]) -> Checked {
    let headings = ["地区代码", "行业代码", "年份", "增加值占比(%)"];
    let mut sheet: Vec<u8> = headings
        .iter()
        .enumerate()
        .flat_map(|(column, text)| label(0, column as u16, text))
        .collect();
    for (row, cell) in (1_u16..).zip(cells) {
        sheet.extend(label(row, 0, "141000"));
        sheet.extend(label(row, 1, "2"));
        sheet.extend(number(row, 2, 0, f64::from(2019 + row)));
        sheet.extend(cell);
    }
    sheet.extend(beside);
    check("a.xls", &old_book(globals, &sheet))
}

#[test]
fn old_workbooks_keep_what_their_formats_say_too() {
    let own = {
        let code = "0.0%";
        let head = [164_u16, code.len() as u16].map(u16::to_le_bytes).concat();
        record(0x041E, &[&head[..], &[0], code.as_bytes()].concat())
    };
    let fonts = [font(false, false), font(true, false), font(false, true)].concat();
    let globals = [fonts, own, style(0, 0), style(0, 10), style(0, 164), style(1, 0)].concat();
    // Row 4, counted from 1, and column D are hidden.
    let row = [3_u16, 0, 4, 255, 0, 0, 0x20, 0].map(u16::to_le_bytes).concat();
    let columns = [3_u16, 3, 2_048, 0, 1, 0].map(u16::to_le_bytes).concat();
    let beside = [record(0x0208, &row), record(0x007D, &columns)].concat();
    let cells = [number(1, 3, 0, 48.93), number(2, 3, 1, 0.4732), number(3, 3, 2, 0.4567)];
    let checked = old_shares(&globals, &cells, &beside);
    let read: Vec<f64> = checked.observations.iter().map(|o| o.value).collect();
    assert_eq!(read, [48.93, 47.32, 45.67]);
    let said_there = said(&checked);
    assert!(said_there[0].contains("rows 4 and columns D hidden"), "{said_there:?}");
    let struck = old_shares(&globals, &[number(1, 3, 3, 48.93)], &[]);
    assert!(said(&struck)[0].starts_with("C31 a.xls [s1] D2"), "{:?}", said(&struck));
}

#[test]
fn marks_in_rich_texts_of_old_workbooks_are_no_digits() {
    let fonts = [font(false, false), font(true, false), font(false, true)].concat();
    let text = "48.932";
    // Of the shared texts: one with a run of the third font from its sixth letter on.
    let mut shared = [1_u32, 1].map(u32::to_le_bytes).concat();
    shared.extend((text.len() as u16).to_le_bytes());
    shared.extend([8, 1, 0]);
    shared.extend(text.as_bytes());
    shared.extend([5_u16, 2].map(u16::to_le_bytes).concat());
    let globals = [fonts, style(0, 0), record(0x00FC, &shared)].concat();
    let of_shared = {
        let head = [1_u16, 3, 0].map(u16::to_le_bytes).concat();
        record(0x00FD, &[&head[..], &0_u32.to_le_bytes()].concat())
    };
    let of_own = {
        let head = [2_u16, 3, 0, text.len() as u16].map(u16::to_le_bytes).concat();
        let runs = [1_u16, 5, 2].map(u16::to_le_bytes).concat();
        record(0x00D6, &[&head[..], &[0], text.as_bytes(), &runs].concat())
    };
    let checked = old_shares(&globals, &[of_shared, of_own], &[]);
    let read: Vec<f64> = checked.observations.iter().map(|o| o.value).collect();
    assert_eq!(read, [48.93, 48.93], "{:?}", said(&checked));
}
