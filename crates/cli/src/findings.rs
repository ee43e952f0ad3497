//! Showing what was noticed in files: as lines, as JSON, or as a document to be sent back.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_ingest::{Checked, CheckedFile, Finding, RowCounts, Severity};
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
    /// Whether an error was confirmed, so that it stops nothing.
    confirmed: bool,
    /// Why it is so, as somebody said.
    explanation: Option<String>,
    /// Whether it asks why, and nobody has said.
    unexplained: bool,
}

impl FindingRow {
    /// What is wrong, with what was said of it in brackets.
    fn message_with_answer(&self, lang: Lang) -> String {
        let said = match (self.confirmed, &self.explanation, self.unexplained) {
            (true, Some(why), _) => format!("{}：{why}", lang.pick("已确认", "confirmed")),
            (true, None, _) => lang.pick("已确认", "confirmed").to_owned(),
            (false, Some(why), _) => format!("{}：{why}", lang.pick("已说明", "explained")),
            (false, None, true) => lang.pick("未说明", "unexplained").to_owned(),
            (false, None, false) => return self.message.clone(),
        };
        format!("{}（{said}）", self.message)
    }

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
            confirmed: finding.is_confirmed(),
            explanation: finding.explanation().map(str::to_owned),
            unexplained: finding.is_unexplained(),
        }
    }
}

/// How the rows of one file were taken, as JSON shows it; `read` is the sum of all others.
#[derive(Serialize)]
struct FileRow<'a> {
    /// The bare name of the file, as it was handed in.
    file: &'a str,
    /// The templates of its sheets.
    templates: Vec<&'static str>,
    read: usize,
    headings: usize,
    data: usize,
    faulty: usize,
    blank: usize,
    notes: usize,
    totals: usize,
    parts: usize,
    without_figure: usize,
    unread: usize,
}

impl<'a> FileRow<'a> {
    fn new(file: &'a CheckedFile) -> Self {
        let rows = file.rows;
        Self {
            file: &file.name,
            templates: file.templates.iter().map(|template| template.code()).collect(),
            read: rows.read,
            headings: rows.headings,
            data: rows.data,
            faulty: rows.faulty,
            blank: rows.blank,
            notes: rows.notes,
            totals: rows.totals,
            parts: rows.parts,
            without_figure: rows.without_figure,
            unread: rows.unread,
        }
    }
}

/// What came of checking files, as JSON shows it.
#[derive(Serialize)]
struct CheckedRows<'a> {
    /// Every file, in the order in which they were handed in.
    files: Vec<FileRow<'a>>,
    findings: Vec<FindingRow>,
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
    let columns = COLUMNS.map(|(zh, en, align)| (lang.pick(zh, en), align));
    let table = Table { columns: columns.to_vec(), ..Table::new("findings", title) }
        .rows(checked.findings.iter().map(|finding| cells(finding, lang)))
        .note(note);
    Document { title: vec![title.into()], blocks: vec![Block::Table(table)], ..Document::default() }
}

/// The cells of a finding in the document; a dash where it has no sheet or cell.
fn cells(finding: &Finding, lang: Lang) -> Vec<String> {
    let row = FindingRow::new(finding, lang);
    let none = || "—".to_owned();
    vec![
        row.severity.to_owned(),
        row.rule.to_owned(),
        row.file.clone(),
        row.sheet.clone().unwrap_or_else(none),
        row.cell.clone().unwrap_or_else(none),
        row.message_with_answer(lang),
        row.fix.to_owned(),
    ]
}

/// Prints all findings, then how the rows of each file were taken and how many findings there are of each severity.
///
/// JSON has every finding; text has the first of each rule and counts the rest.
pub(crate) fn print(args: &Args, checked: &Checked) -> Result<()> {
    let lang = args.lang();
    if args.format == Format::Json {
        return json(&CheckedRows {
            files: checked.files.iter().map(FileRow::new).collect(),
            findings: checked
                .findings
                .iter()
                .map(|finding| FindingRow::new(finding, lang))
                .collect(),
        });
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
    for file in &checked.files {
        line(&format!("{}：{}", file.name, rows(&file.rows, lang)));
    }
    line(&totals(checked, lang));
    Ok(())
}

/// A finding and how to mend it.
/// A note needs no mending, so that it takes one line only.
fn print_one(finding: &Finding, lang: Lang) {
    let row = FindingRow::new(finding, lang);
    let message = row.message_with_answer(lang);
    line(&format!("{} {} {}：{message}", row.severity, row.rule, finding.location));
    let is_answered = finding.severity() == Severity::Caution && finding.answer().is_some();
    if finding.severity() != Severity::Note && !is_answered {
        line(&format!("    {}：{}", lang.pick("改法", "fix"), row.fix));
    }
}

/// How the rows of a file were taken; the figures add up to the first.
fn rows(rows: &RowCounts, lang: Lang) -> String {
    let RowCounts { read, headings, data, faulty, blank, .. } = rows;
    let passed = rows.passed_over();
    let reasons: Vec<String> = [
        (rows.notes, "说明和签名", "notes"),
        (rows.totals, "合计和小计", "totals"),
        (rows.parts, "其中项", "parts of a row above"),
        (rows.without_figure, "没有数字", "without a figure"),
        (rows.unread, "未读入的工作表", "in sheets not read"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, zh, en)| match lang {
        Lang::Zh => format!("{zh} {count}"),
        Lang::En => format!("{count} {en}"),
    })
    .collect();
    let reasons = match (reasons.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("（{}）", reasons.join("，")),
        (false, Lang::En) => format!(" ({})", reasons.join(", ")),
    };
    let errors = match (*faulty > 0, lang) {
        (false, _) => String::new(),
        (true, Lang::Zh) => format!("，有错误 {faulty}"),
        (true, Lang::En) => format!(", {faulty} with errors"),
    };
    match lang {
        Lang::Zh => format!(
            "共读 {read} 行：标题和表头 {headings}，数据 {data}{errors}，空行 {blank}，跳过 {passed}{reasons}"
        ),
        Lang::En => format!(
            "{read} rows read: {headings} of headings, {data} of data{errors}, {blank} blank, {passed} passed over{reasons}"
        ),
    }
}

/// What was read, and how many findings there are of each severity.
fn totals(checked: &Checked, lang: Lang) -> String {
    let [errors, cautions, notes] = [Severity::Error, Severity::Caution, Severity::Note]
        .map(|severity| checked.findings.count(severity));
    let rows: usize = checked.files.iter().map(|file| file.rows.data).sum();
    let (files, figures) = (checked.files.len(), checked.observations.len());
    match lang {
        Lang::Zh => format!(
            "{files} 个文件，{rows} 行数据，{figures} 个数字；错误 {errors}，提醒 {cautions}，说明 {notes}"
        ),
        Lang::En => format!(
            "{files} files, {rows} rows of data, {figures} figures; {errors} errors, {cautions} cautions, {notes} notes"
        ),
    }
}
