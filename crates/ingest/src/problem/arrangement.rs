//! Problems with tables in which years or codes stand side by side, or whose title states what their
//! columns do not (H06, H08, H10, H13, H14, H16).

use talent_domain::{Lang, TemplateCode};

use super::statement::{Statement, caution, error, note};

/// A problem with how a table is arranged.
#[allow(missing_docs, reason = "the sentence on each variant names its fields")]
#[derive(Debug, Clone, PartialEq)]
pub enum ArrangementProblem {
    /// Years stand side by side, and nothing says which figure stands under them.
    YearOfWhat { heading: String },
    /// Years stand side by side, and a figure belongs to none of them.
    FigureOfWhen { heading: String },
    /// Years stand side by side; how they were read.
    YearsAcross { figures: String, first: i32, last: i32 },
    /// Codes or names stand side by side; how they were read.
    CodesAcross { figures: String, list: &'static str },
    /// The year of all rows was taken from the title.
    YearOfTitle { year: String },
    /// The year of all rows was taken from the name of the sheet.
    YearOfSheet { year: String },
    /// Another table begins in the sheet, and was read too.
    NextTable { template: TemplateCode },
    /// Men and women stand beside each other under a figure, with their total or without.
    PartsOfGroup { group: String, has_total: bool },
    /// The rows of a table without industries were taken to be of one that its title names.
    IndustryOfTitle { title: String },
}

impl ArrangementProblem {
    pub(super) fn statement(&self, lang: Lang) -> Statement {
        match self {
            Self::YearOfWhat { heading } => error("H06", lang)
                .zh(
                    format_args!("“{heading}”是年份，但没有写明是哪个指标的"),
                    "在年份上方一行或标题中写明指标和单位，如“从业人员(万人)”",
                )
                .en(
                    format_args!("`{heading}` is a year, and nothing says which figure stands under it"),
                    "name the figure and its unit in the row above the years or in the title, such as 从业人员(万人)",
                ),
            Self::FigureOfWhen { heading } => error("H06", lang)
                .zh(
                    format_args!("年份横排，但没有写明“{heading}”是哪一年的"),
                    "把它移到年份之下，或另存为一份每年一行的表",
                )
                .en(
                    format_args!("years stand side by side, and nothing says of which `{heading}` is"),
                    "move it under a year, or give it in a table with a row for every year",
                ),
            Self::YearsAcross { figures, first, last } => note("H08", lang)
                .zh(
                    format_args!("年份横排，{first}–{last} 年按 {figures} 读入"),
                    "指标和单位如不对，在年份上方一行写明",
                )
                .en(
                    format_args!(
                        "years stand side by side; {first} to {last} were read as {figures}"
                    ),
                    "if figure or unit is wrong, write them in the row above the years",
                ),
            Self::CodesAcross { figures, list } => note("H08", lang)
                .zh(
                    format_args!("各{list}横排，按 {figures} 读入"),
                    "如指标或单位不对，在标题中写明，如“从业人员(万人)”",
                )
                .en(
                    format_args!("codes or names ({list}) stand side by side and were read as {figures}"),
                    "if figure or unit is wrong, state them in the title, such as 从业人员(万人)",
                ),
            Self::YearOfSheet { year } => year_of_sheet(year, lang),
            Self::NextTable { template } => next_table(*template, lang),
            Self::PartsOfGroup { group, has_total: true } => total_of_group(group, lang),
            Self::PartsOfGroup { group, has_total: false } => parts_without_total(group, lang),
            Self::IndustryOfTitle { title } => industry_of_title(title, lang),
            Self::YearOfTitle { year } => caution("H10", lang)
                .zh(
                    format_args!("表中没有年份，取自标题中的“{year}”"),
                    "如不对，加一列年份，或在表头上方写“年份：2020”",
                )
                .en(
                    format_args!("the table states no year; `{year}` was taken from its title"),
                    "if it is wrong, add a column of years, or state 年份：2020 above the headings",
                ),
        }
    }
}

fn year_of_sheet(year: &str, lang: Lang) -> Statement {
    caution("H10", lang)
        .zh(
            format_args!("表中没有年份，取自工作表名称“{year}”"),
            "如不对，加一列年份，或在表头上方写“年份：2020”",
        )
        .en(
            format_args!("the table has no year; it was taken from the sheet's name, `{year}`"),
            "if it is wrong, add a column of years, or write 年份：2020 above the headings",
        )
}

fn next_table(template: TemplateCode, lang: Lang) -> Statement {
    note("H13", lang)
        .zh(
            format_args!(
                "从这一行起是同一张工作表里的另一张表，按 {} 读入",
                template.title(Lang::Zh)
            ),
            "无需处理；如是同一张表中间多出的表头，删去即可",
        )
        .en(
            format_args!("another table begins here and was read as {}", template.title(Lang::En)),
            "nothing to do; headings that stand amid one table may be deleted",
        )
}

fn total_of_group(group: &str, lang: Lang) -> Statement {
    note("H14", lang)
        .zh(format_args!("“{group}”下分列的各项未读入，取其合计"), "无需处理")
        .en(format_args!("of `{group}` the total was read, and not its parts"), "nothing to do")
}

fn parts_without_total(group: &str, lang: Lang) -> Statement {
    error("H14", lang)
        .zh(format_args!("“{group}”下只有分列的各项，没有合计"), "在该组下加一列“合计”")
        .en(format_args!("`{group}` has parts and no total"), "add a column 合计 to the group")
}

fn industry_of_title(title: &str, lang: Lang) -> Statement {
    caution("H16", lang)
        .zh(
            format_args!("表中没有行业，取自标题“{title}”"),
            "如不对，加一列行业，或在表头上方写“行业代码：B”",
        )
        .en(
            format_args!("the table has no industry; it was taken from the title `{title}`"),
            "if it is wrong, add a column of industries, or write 行业代码：B above the headings",
        )
}
