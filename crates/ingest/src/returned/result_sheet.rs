//! The sheet on which findings go back to the sender, with a cell to explain in.

use std::fmt::Write as _;

use talent_domain::Lang;

use super::Remark;
use super::markup::escaped;
use super::relations::RELATIONS;
use super::styles::Added;
use crate::own_sheet::{self, FINDINGS_HEADINGS as HEADINGS};
use crate::severity::Severity;

/// The widths of the columns.
const WIDTHS: [u32; 8] = [6, 8, 8, 16, 10, 52, 46, 46];

/// What the sheet says above its rows.
pub(super) struct Says<'a> {
    /// The namespace of the workbook.
    pub(super) space: &'a str,
    /// Whether the workbook is the sender's own.
    pub(super) is_own: bool,
    pub(super) lang: Lang,
}

/// The part of the sheet.
pub(super) fn sheet(remarks: &[Remark], added: Added, says: &Says<'_>) -> String {
    let lang = says.lang;
    let mut rows = String::new();
    let mut links = String::new();
    put_row(&mut rows, 1, Some(24), &[(&own_sheet::corner(own_sheet::FINDINGS), added.title)]);
    put_row(&mut rows, 2, Some(34), &[(&summary(remarks, says), added.text)]);
    let headings = match lang {
        Lang::Zh => [
            "序号",
            "级别",
            "规则",
            "工作表",
            "单元格",
            "问题",
            "改法",
            "情况说明（数字无误的，在此写明原因）",
        ],
        Lang::En => [
            "no.",
            "severity",
            "rule",
            "sheet",
            "cell",
            "problem",
            "fix",
            "explanation (of what is right, here)",
        ],
    };
    put_row(&mut rows, HEADINGS, Some(30), &headings.map(|text| (text, added.heading)));
    for (row, remark) in (HEADINGS + 1..).zip(remarks) {
        put_remark(&mut rows, row, remark, added, lang);
        if let Some(sheet) = &remark.sheet {
            let cell = remark.cell.as_deref().unwrap_or("A1");
            let place = format!("'{}'!{cell}", sheet.replace('\'', "''"));
            let _ = write!(
                links,
                "<hyperlink ref=\"E{row}\" location=\"{}\" display=\"{cell}\"/>",
                escaped(&place)
            );
        }
    }
    whole(&rows, &links, says.space)
}

/// The row of one finding with the explanation that came with it.
fn put_remark(rows: &mut String, row: u32, remark: &Remark, added: Added, lang: Lang) {
    let number = (row - HEADINGS).to_string();
    let fix = match (remark.may_be_right && remark.asks_why, lang) {
        (false, _) => remark.fix.clone(),
        (true, Lang::Zh) => format!("{}；确实无误的，在右侧写明原因，由主管部门核实", remark.fix),
        (true, Lang::En) => {
            format!(
                "{}; if it is right, say why in the last column for the bureau to check",
                remark.fix
            )
        }
    };
    let cells = [
        (number.as_str(), added.text),
        (remark.severity.name(lang), added.text),
        (remark.rule.as_str(), added.text),
        (remark.sheet.as_deref().unwrap_or(""), added.text),
        (remark.cell.as_deref().unwrap_or(""), added.link),
        (remark.problem.as_str(), added.text),
        (fix.as_str(), added.text),
        (
            remark.explanation.as_deref().unwrap_or(""),
            if remark.may_be_right { added.entry } else { added.text },
        ),
    ];
    put_row(rows, row, Some(height(&cells.map(|(text, _)| text))), &cells);
}

/// How many there are, and what to do.
fn summary(remarks: &[Remark], says: &Says<'_>) -> String {
    let count = |severity| remarks.iter().filter(|remark| remark.severity == severity).count();
    let [errors, cautions, notes] = [Severity::Error, Severity::Caution, Severity::Note].map(count);
    let made = match (says.is_own, says.lang) {
        (true, _) => "",
        (false, Lang::Zh) => "原文件不是 XLSX，本文件由其中读到的内容生成，不是原件。",
        (false, Lang::En) => {
            "The file sent was no XLSX: this one was made of what was read from it. "
        }
    };
    let what = match (remarks.is_empty(), says.lang) {
        (true, Lang::Zh) => "没有发现问题。".to_owned(),
        (true, Lang::En) => "Nothing was found.".to_owned(),
        (false, Lang::Zh) => format!(
            "错误 {errors}，提醒 {cautions}，说明 {notes}。错误须改正；提醒请核对，数字无误的在最后一栏写明原因；改好后把本文件再报一次，本表不必删除。"
        ),
        (false, Lang::En) => format!(
            "{errors} errors, {cautions} cautions, {notes} notes. Mend the errors; check the cautions and explain those that are right in the last column; then send this file again as it is."
        ),
    };
    format!("{made}{what}")
}

/// The height of a row in points: no spreadsheet program is relied on to find it.
fn height(texts: &[&str; 8]) -> u32 {
    let lines = |(text, width): (&&str, u32)| {
        let columns: u32 = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        columns.div_ceil(width.saturating_sub(1).max(1)).max(1)
    };
    let most = texts.iter().zip(WIDTHS).map(lines).max().unwrap_or(1);
    (15 * most + 3).min(400)
}

/// A row of texts, each with its format.
fn put_row(rows: &mut String, row: u32, height: Option<u32>, cells: &[(&str, usize)]) {
    let height =
        height.map_or_else(String::new, |points| format!(" ht=\"{points}\" customHeight=\"1\""));
    let _ = write!(rows, "<row r=\"{row}\"{height}>");
    for (letter, (text, format)) in ('A'..).zip(cells) {
        if text.is_empty() {
            let _ = write!(rows, "<c r=\"{letter}{row}\" s=\"{format}\"/>");
        } else {
            let _ = write!(
                rows,
                "<c r=\"{letter}{row}\" s=\"{format}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                escaped(text)
            );
        }
    }
    rows.push_str("</row>");
}

/// The whole part: frozen headings, widths, protection of all but the cells to explain in, links, A4 across.
fn whole(rows: &str, links: &str, space: &str) -> String {
    let mut columns = String::new();
    for (n, width) in (1..).zip(WIDTHS) {
        let _ =
            write!(columns, "<col min=\"{n}\" max=\"{n}\" width=\"{width}\" customWidth=\"1\"/>");
    }
    let links =
        if links.is_empty() { String::new() } else { format!("<hyperlinks>{links}</hyperlinks>") };
    let below = HEADINGS + 1;
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"{space}\" xmlns:r=\"{RELATIONS}\"><sheetPr><tabColor rgb=\"FFC00000\"/><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"{HEADINGS}\" topLeftCell=\"A{below}\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><cols>{columns}</cols><sheetData>{rows}</sheetData><sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\" formatColumns=\"0\" formatRows=\"0\" sort=\"0\" autoFilter=\"0\"/><mergeCells count=\"1\"><mergeCell ref=\"A2:H2\"/></mergeCells>{links}<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>"
    )
}
