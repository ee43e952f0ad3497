//! Showing what was noticed in files: as lines, as JSON, or as a document to be sent back.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_ingest::{Checked, Finding, Severity};
use talent_report::{Align, Block, Document, Table};

use crate::args::{Args, Format};
use crate::table::{json, line};

/// Findings of one rule shown at most; the rest is counted.
const SHOWN: usize = 50;

/// One finding as JSON shows it.
#[derive(Serialize)]
struct FindingRow {
    /// Error, caution or note, in the language of the output.
    severity: &'static str,
    /// The code of the rule, such as `C01`.
    rule: &'static str,
    /// The bare name of the file, as it was handed in.
    file: String,
    /// `None` for CSV and for findings about the file as a whole.
    sheet: Option<String>,
    /// The address in the sheet, such as `D2`.
    cell: Option<String>,
    /// What is wrong.
    message: String,
    /// What to do about it.
    fix: &'static str,
}

impl FindingRow {
    /// Texts are in `lang`; codes and addresses are the same in both languages.
    fn new(finding: &Finding, lang: Lang) -> Self {
        Self {
            severity: finding.severity().name(lang),
            rule: finding.problem.code(),
            file: finding.location.file().to_owned(),
            sheet: finding.location.sheet().map(str::to_owned),
            cell: finding.location.address(),
            message: finding.problem.message(lang),
            fix: finding.problem.fix(lang),
        }
    }
}

/// The headings of the document, Chinese and English, and how their columns are set.
const COLUMNS: [(&str, &str, Align); 7] = [
    ("级别", "severity", Align::Centre),
    ("规则", "rule", Align::Centre),
    ("文件", "file", Align::Left),
    ("工作表", "sheet", Align::Left),
    ("单元格", "cell", Align::Centre),
    ("问题", "problem", Align::Left),
    ("改法", "fix", Align::Left),
];

/// All findings as a document, to be sent back to who filled the files in.
///
/// One table with a row per finding, in the order in which they were found; nothing is cut.
pub(crate) fn document(checked: &Checked, lang: Lang) -> Document {
    let title = lang.pick("校验结果", "findings");
    let note = lang.pick(
        "有错误的文件没有入库，改正后重新导入；提醒请核对；说明无需处理。",
        "files with errors are not stored: mend them and ingest again; look at cautions; notes need nothing.",
    );
    let table = Table {
        id: "findings",
        caption: title.to_owned(),
        columns: COLUMNS.map(|(zh, en, align)| (lang.pick(zh, en), align)).into_iter().collect(),
        rows: checked.findings.iter().map(|finding| cells(finding, lang)).collect(),
        note: Some(note.to_owned()),
    };
    Document { title: vec![title.into()], blocks: vec![Block::Table(table)], ..Document::default() }
}

/// The cells of a finding in the document; a dash where it has no sheet or cell.
fn cells(finding: &Finding, lang: Lang) -> Vec<String> {
    let row = FindingRow::new(finding, lang);
    let none = || "—".to_owned();
    vec![
        row.severity.to_owned(),
        row.rule.to_owned(),
        row.file,
        row.sheet.unwrap_or_else(none),
        row.cell.unwrap_or_else(none),
        row.message,
        row.fix.to_owned(),
    ]
}

/// Prints all findings, then how many there are of each severity.
///
/// JSON has every finding; text has the first of each rule and counts the rest.
pub(crate) fn print(args: &Args, checked: &Checked) -> Result<()> {
    let lang = args.lang();
    if args.format == Format::Json {
        let rows: Vec<FindingRow> =
            checked.findings.iter().map(|finding| FindingRow::new(finding, lang)).collect();
        return json(&rows);
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &checked.findings {
        let count = counts.entry(finding.problem.code()).or_default();
        *count += 1;
        if *count <= SHOWN {
            print_one(finding, lang);
        }
    }
    for (rule, count) in counts.iter().filter(|(_, count)| **count > SHOWN) {
        let rest = count - SHOWN;
        line(&match lang {
            Lang::Zh => format!("{rule} 另有 {rest} 处，用 --format json 查看全部"),
            Lang::En => format!("{rule}: {rest} more; --format json shows all"),
        });
    }
    line(&totals(checked, lang));
    Ok(())
}

/// A finding and how to mend it.
/// A note needs no mending, so that it takes one line only.
fn print_one(finding: &Finding, lang: Lang) {
    let row = FindingRow::new(finding, lang);
    line(&format!("{} {} {}：{}", row.severity, row.rule, finding.location, row.message));
    if finding.severity() != Severity::Note {
        line(&format!("    {}：{}", lang.pick("改法", "fix"), row.fix));
    }
}

/// What was read, and how many findings there are of each severity.
fn totals(checked: &Checked, lang: Lang) -> String {
    let count = |severity: Severity| {
        checked.findings.iter().filter(|finding| finding.severity() == severity).count()
    };
    let [errors, cautions, notes] = [Severity::Error, Severity::Caution, Severity::Note].map(count);
    let rows: usize = checked.files.iter().map(|file| file.rows).sum();
    let (files, figures) = (checked.files.len(), checked.observations.len());
    match lang {
        Lang::Zh => format!(
            "{files} 个文件，{rows} 行，{figures} 个数字；错误 {errors}，提醒 {cautions}，说明 {notes}"
        ),
        Lang::En => format!(
            "{files} files, {rows} rows, {figures} figures; {errors} errors, {cautions} cautions, {notes} notes"
        ),
    }
}
