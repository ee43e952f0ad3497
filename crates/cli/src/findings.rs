//! Showing what was noticed in files.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_ingest::{Checked, Finding, Severity};
use talent_report::{Align, Block, Document, Table};

use crate::args::{Args, Format};
use crate::table::line;

/// Findings of one rule shown at most; the rest is counted.
const SHOWN: usize = 50;

#[derive(Serialize)]
struct FindingRow {
    severity: &'static str,
    rule: &'static str,
    file: String,
    sheet: Option<String>,
    cell: Option<String>,
    message: String,
    fix: &'static str,
}

impl FindingRow {
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

/// All findings as a document, to be sent back to who filled the files in.
pub(crate) fn document(checked: &Checked, lang: Lang) -> Document {
    let none = || "—".to_owned();
    let rows = checked.findings.iter().map(|finding| {
        let row = FindingRow::new(finding, lang);
        vec![
            row.severity.to_owned(),
            row.rule.to_owned(),
            row.file,
            row.sheet.unwrap_or_else(none),
            row.cell.unwrap_or_else(none),
            row.message,
            row.fix.to_owned(),
        ]
    });
    let words = match lang {
        Lang::Zh => ["级别", "规则", "文件", "工作表", "单元格", "问题", "改法"],
        Lang::En => ["severity", "rule", "file", "sheet", "cell", "problem", "fix"],
    };
    let align = [
        Align::Centre,
        Align::Centre,
        Align::Left,
        Align::Left,
        Align::Centre,
        Align::Left,
        Align::Left,
    ];
    let title = lang.pick("校验结果", "findings");
    let table = Table {
        id: "findings",
        caption: title.to_owned(),
        columns: words.into_iter().zip(align).collect(),
        rows: rows.collect(),
        note: Some(
            lang.pick(
                "有错误的文件没有入库，改正后重新导入；提醒请核对；说明无需处理。",
                "files with errors are not stored: mend them and ingest again; look at cautions; notes need nothing.",
            )
            .to_owned(),
        ),
    };
    Document { title: vec![title.into()], blocks: vec![Block::Table(table)], ..Document::default() }
}

/// Prints all findings, then how many there are of each severity.
pub(crate) fn print(args: &Args, checked: &Checked) -> Result<()> {
    let lang = args.lang();
    if args.format == Format::Json {
        let rows: Vec<FindingRow> =
            checked.findings.iter().map(|finding| FindingRow::new(finding, lang)).collect();
        line(&serde_json::to_string_pretty(&rows)?);
        return Ok(());
    }
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &checked.findings {
        let count = shown.entry(finding.problem.code()).or_default();
        *count += 1;
        if *count > SHOWN {
            continue;
        }
        let row = FindingRow::new(finding, lang);
        let arrow = lang.pick("改法", "fix");
        line(&format!("{} {} {}：{}", row.severity, row.rule, finding.location, row.message));
        if finding.severity() != Severity::Note {
            line(&format!("    {arrow}：{}", row.fix));
        }
    }
    for (rule, count) in shown.iter().filter(|(_, count)| **count > SHOWN) {
        let rest = count - SHOWN;
        line(&match lang {
            Lang::Zh => format!("{rule} 另有 {rest} 处，用 --format json 查看全部"),
            Lang::En => format!("{rule}: {rest} more; --format json shows all"),
        });
    }
    let of = |severity: Severity| {
        checked.findings.iter().filter(|finding| finding.severity() == severity).count()
    };
    let (errors, cautions, notes) =
        (of(Severity::Error), of(Severity::Caution), of(Severity::Note));
    let rows: usize = checked.files.iter().map(|file| file.rows).sum();
    let (files, figures) = (checked.files.len(), checked.observations.len());
    line(&match lang {
        Lang::Zh => format!(
            "{files} 个文件，{rows} 行，{figures} 个数字；错误 {errors}，提醒 {cautions}，说明 {notes}"
        ),
        Lang::En => format!(
            "{files} files, {rows} rows, {figures} figures; {errors} errors, {cautions} cautions, {notes} notes"
        ),
    });
    Ok(())
}
