//! Kinds of files beside `.xlsx`, `.xls` and plain CSV.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::lists::{check, check_text, figures, findings, messages};

/// An archive of these parts.
pub(crate) fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The content of an `.ods` workbook with these sheets and styles.
pub(crate) fn content(styles: &str, sheets: &str) -> String {
    format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    )
}

/// An `.ods` workbook of one sheet with these rows.
pub(crate) fn ods(rows: &str) -> Vec<u8> {
    let sheet = format!("<table:table table:name=\"表&amp;1\">{rows}</table:table>");
    archive(&[("content.xml", &content("", &sheet))])
}

pub(crate) fn text(text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    )
}

pub(crate) fn number(number: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"float\" office:value=\"{number}\"><text:p>~</text:p></table:table-cell>"
    )
}

pub(crate) fn row(cells: &[String]) -> String {
    format!("<table:table-row>{}</table:table-row>", cells.concat())
}

fn headings() -> String {
    row(&["地区", "行业", "年份", "单位从业人员(人)"].map(text))
}

const BLANK: &str = "<table:table-cell table:number-columns-repeated=\"16000\"/>";

#[test]
fn an_ods_workbook_is_read_with_its_repeats_and_merges() {
    let merged = "<table:table-cell table:number-rows-spanned=\"2\" office:value-type=\"string\">\
                  <text:p>临<text:span text:style-name=\"T1\">汾</text:span>市</text:p>\
                  <office:annotation><text:p>批注 9</text:p></office:annotation></table:table-cell>";
    let covered = "<table:covered-table-cell/>";
    let rows = [
        headings(),
        "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>".to_owned(),
        row(&[merged.to_owned(), text("采矿业"), number("2018"), number("60310"), BLANK.to_owned()]),
        row(&[covered.to_owned(), text("采矿<text:s/>业"), number("2019"), number("59720")]),
        "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"1024\"/>\
         </table:table-row>"
            .to_owned(),
    ];
    let checked = check("a.ods", &ods(&rows.concat()));
    let expected = ["141000 B employment 2018 60310", "141000 B employment 2019 59720"];
    assert_eq!(figures(&checked), expected);
    let cell = &checked.observations[1].provenance.cell;
    assert_eq!(cell.to_string(), "a.ods [表&1] D5");
}

#[test]
fn values_of_ods_cells_are_what_they_say() {
    let cell = |cell: &str| {
        let rows =
            [headings(), row(&[text("临汾市"), text("采矿业"), number("2018"), cell.to_owned()])];
        check("a.ods", &ods(&rows.concat()))
    };
    // Raised digits are marks, a number as text is a number, an error and a formula without a result are none.
    let raised = "<table:table-cell office:value-type=\"string\"><text:p>5972<text:span text:style-name=\"T2\">2</text:span>\
                  </text:p></table:table-cell>";
    let style = "<style:style style:name=\"T2\" style:family=\"text\">\
                 <style:text-properties style:text-position=\"super 58%\"/></style:style>";
    let rows =
        [headings(), row(&[text("临汾市"), text("采矿业"), number("2018"), raised.to_owned()])];
    let sheet = format!("<table:table table:name=\"a\">{}</table:table>", rows.concat());
    let checked = check("a.ods", &archive(&[("content.xml", &content(style, &sheet))]));
    assert_eq!(findings(&checked), ["C01 a.ods [a] D2"]);
    assert!(messages(&checked, "C01")[0].contains("5972²"));
    assert_eq!(cell(&text("60310")).observations[0].value, 60_310.0);
    let error = "<table:table-cell table:formula=\"of:=1/0\" office:value-type=\"string\" office:string-value=\"\" \
                 calcext:value-type=\"error\"><text:p>#DIV/0!</text:p></table:table-cell>";
    assert_eq!(findings(&cell(error)), ["C10 a.ods [表&1] D2"]);
    assert_eq!(
        findings(&cell("<table:table-cell table:formula=\"of:=A1\"/>")),
        ["C10 a.ods [表&1] D2"]
    );
    let percent = "<table:table-cell office:value-type=\"percentage\" office:value=\"0.0701\"><text:p>7%</text:p></table:table-cell>";
    let rows = [
        row(&["地区", "行业", "年份", "增加值占比(%)"].map(text)),
        row(&[text("临汾市"), text("采矿业"), number("2018"), percent.to_owned()]),
    ];
    assert_eq!(check("a.ods", &ods(&rows.concat())).observations[0].value, 7.01);
    let day = "<table:table-cell office:value-type=\"date\" office:date-value=\"2018-12-31\"><text:p>x</text:p></table:table-cell>";
    assert_eq!(findings(&cell(day)), ["C01 a.ods [表&1] D2"]);
}

#[test]
fn repeated_cells_of_an_ods_workbook_are_counted_like_others() {
    let filled = |columns: &str, rows: &str| {
        let cell = format!(
            "<table:table-cell table:number-columns-repeated=\"{columns}\" office:value-type=\"float\" office:value=\"1\"/>"
        );
        let row = format!(
            "<table:table-row table:number-rows-repeated=\"{rows}\">{cell}</table:table-row>"
        );
        findings(&check("a.ods", &ods(&row)))
    };
    for (columns, rows) in
        [("16384", "1048576"), ("4294967295", "1"), ("1", "4294967295"), ("2", "99999999")]
    {
        let refused = filled(columns, rows);
        assert!(
            matches!(refused[0].split(' ').next(), Some("F03" | "F15")),
            "{columns} {rows} {refused:?}"
        );
    }
    assert_eq!(filled("-1", "1"), ["F01 a.ods [表&1]"]);
    assert_eq!(filled("99999999999", "1"), ["F01 a.ods [表&1]"]);
    let spaces = text("<text:s text:c=\"4000000000\"/>");
    let rows = [headings(), row(&[text("临汾市"), text("采矿业"), spaces, number("1")])];
    assert!(!findings(&check("a.ods", &ods(&rows.concat()))).is_empty());
}

#[test]
fn damaged_ods_workbooks_are_refused() {
    for broken in [
        archive(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]),
        archive(&[(
            "content.xml",
            "<office:spreadsheet><table:table table:name=\"a\"><table:table-row><table:table-cell>",
        )]),
        archive(&[("content.xml", "<a><!DOCTYPE x>")]),
    ] {
        assert!(findings(&check("a.ods", &broken))[0].starts_with("F01"));
    }
    assert_eq!(findings(&check("a.ods", b"\x89PNG")), ["F02 a.ods"]);
}

#[test]
fn hidden_sheets_and_those_kept_of_other_files_are_told_apart() {
    let table = |name: &str, style: &str, inner: &str| {
        let rows =
            [headings(), row(&[text("临汾市"), text("采矿业"), number("2018"), number("60310")])];
        format!(
            "<table:table table:name=\"{name}\" table:style-name=\"{style}\">{inner}{}</table:table>",
            rows.concat()
        )
    };
    let style = "<style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>";
    let book = |sheets: &str| archive(&[("content.xml", &content(style, sheets))]);
    let hidden = check("a.ods", &book(&table("a", "ta2", "")));
    assert_eq!(findings(&hidden), ["F08 a.ods [a]"]);
    let linked = table("b", "ta1", "<table:table-source xlink:href=\"../b.ods\"/>");
    assert_eq!(check("a.ods", &book(&(table("a", "ta1", "") + &linked))).observations.len(), 1);
}

#[test]
fn workbooks_with_macros_or_a_password_are_refused_by_name() {
    let rows =
        [headings(), row(&[text("临汾市"), text("采矿业"), number("2018"), number("1")])].concat();
    let sheet = content("", &format!("<table:table table:name=\"a\">{rows}</table:table>"));
    let with = |part: &str, content: &str| archive(&[("content.xml", &sheet), (part, content)]);
    assert_eq!(
        findings(&check("a.ods", &with("Basic/Standard/Module1.xml", "<a/>"))),
        ["F05 a.ods"]
    );
    assert_eq!(check("a.ods", &with("Basic/Standard/script-lb.xml", "<a/>")).observations.len(), 1);
    let manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    assert_eq!(findings(&check("a.ods", &with("META-INF/manifest.xml", manifest))), ["F18 a.ods"]);
    let with_macros = archive(&[("xl/workbook.xml", "<workbook/>"), ("xl/vbaProject.bin", "x")]);
    let checked = check("a.xlsm", &with_macros);
    assert_eq!(findings(&checked), ["F05 a.xlsm"]);
    assert!(messages(&checked, "F05")[0].contains("从不运行宏"));
}

#[test]
fn an_xlsm_workbook_without_macros_is_read() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, text) in ["地区", "行业", "年份", "单位从业人员(人)"].iter().enumerate()
    {
        sheet.write(0, column as u16, *text).unwrap();
    }
    sheet.write(1, 0, "临汾市").unwrap().write(1, 1, "采矿业").unwrap();
    sheet.write(1, 2, 2018).unwrap().write(1, 3, 60310).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(figures(&check("a.xlsm", &bytes)), ["141000 B employment 2018 60310"]);
}

/// A compound file whose directory has an entry of this name.
fn compound_file(name: &str) -> Vec<u8> {
    let mut file = vec![0_u8; 3 * 512];
    file[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    file[24..34].copy_from_slice(&[62, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    let mut put = |at: usize, number: u32| file[at..at + 4].copy_from_slice(&number.to_le_bytes());
    (0..109).for_each(|k| put(76 + 4 * k, u32::MAX));
    // One table of sectors, the second sector; the directory is the first.
    put(44, 1);
    put(48, 0);
    put(60, 0xFFFF_FFFE);
    put(68, 0xFFFF_FFFE);
    put(76, 1);
    (0..128).for_each(|k| put(1024 + 4 * k, u32::MAX));
    put(1024, 0xFFFF_FFFE);
    put(1028, 0xFFFF_FFFD);
    for (k, (name, kind)) in [("Root Entry", 5_u8), (name, 2)].into_iter().enumerate() {
        let entry = &mut file[512 + 128 * k..][..128];
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[64] = units.len() as u8 + 2;
        entry[66] = kind;
    }
    file
}

#[test]
fn a_password_is_named_whatever_the_file_is_called() {
    for name in ["a.xlsx", "a.xls", "a.et", "a.xlsm"] {
        assert_eq!(
            findings(&check(name, &compound_file("EncryptedPackage"))),
            [format!("F18 {name}")]
        );
    }
    assert_eq!(findings(&check("a.xlsx", &compound_file("Other"))), ["F02 a.xlsx"]);
}

#[test]
fn pages_under_the_name_of_a_workbook_are_named() {
    for (bytes, what) in [
        (&b"<html xmlns:x=\"urn\"><table><tr><td>1</td></tr></table>"[..], "网页 (HTML)"),
        (b"\xEF\xBB\xBF\r\n<TABLE BORDER=1>", "网页 (HTML)"),
        (b"MIME-Version: 1.0\r\n", "单个文件网页 (MHTML)"),
        (b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">", "XML 表格 2003"),
    ] {
        for name in ["a.xls", "a.xlsx"] {
            let checked = check(name, bytes);
            assert_eq!(findings(&checked), [format!("F19 {name}")]);
            assert!(messages(&checked, "F19")[0].contains(what));
        }
    }
}

#[test]
fn cells_parted_by_semicolons_are_read_and_decimal_commas_are_not_guessed() {
    let text =
        "地区代码;行业代码;年份;单位从业人员(人)\n141000;B;2018;60310\n141000;B;2019;59720\n";
    let expected = ["141000 B employment 2018 60310", "141000 B employment 2019 59720"];
    assert_eq!(figures(&check_text(text)), expected);
    let comma = check_text(&text.replace("60310", "60,310"));
    assert_eq!((findings(&comma), comma.observations.len()), (vec!["F17 a.csv".to_owned()], 0));
    assert!(messages(&comma, "F17")[0].contains("第 2 行却有“60,310”"));
    // A note with semicolons does not make one of a table of commas.
    let commas = text.replace(';', ",") + "注：a；b;c;d\n";
    assert_eq!(figures(&check_text(&commas)), expected);
}
