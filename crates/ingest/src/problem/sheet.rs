//! Problems with a sheet: whose template it is (F04), and whether it is read at all (F08, F13).

use talent_domain::{Lang, TemplateCode};

use super::statement::{Statement, caution, error};

/// A problem with a sheet.
#[allow(missing_docs, reason = "the sentence on each variant names its fields")]
#[derive(Debug, Clone, PartialEq)]
pub enum SheetProblem {
    /// No template has these headings; the nearest one, with the headings that it misses.
    NotATemplate { nearest: Option<(TemplateCode, Vec<String>)> },
    /// A template of another version.
    OtherVersion { template: TemplateCode, version: u32 },
    /// Headings of a code list and others, without a word that it is one.
    ListUnclear { template: TemplateCode, heading: String },
    /// A hidden sheet that was read.
    Hidden,
    /// A sheet without a table beside sheets that have one.
    PassedOver,
}

/// The fix where only the blank template helps, in Chinese and English.
const BLANK_TEMPLATE: (&str, &str) = (
    "用 talent init 生成的 templates/ 中的空白模板重新填写",
    "fill in a blank template from templates/, made by `talent init`",
);

impl SheetProblem {
    pub(super) fn statement(&self, lang: Lang) -> Statement {
        match self {
            Self::NotATemplate { nearest: Some((template, missing)) } => error("F04", lang)
                .zh(
                    format_args!(
                        "不是本系统的模板；最接近 {}，但缺少表头：{}",
                        template.title(Lang::Zh),
                        missing.join("、")
                    ),
                    "补上缺少的列，列名用模板的叫法；各行都一样的，在表头上方写一次即可，如“地区代码：141000”",
                )
                .en(
                    format_args!(
                        "not one of the templates; nearest is {}, without the headings {}",
                        template.title(Lang::En),
                        missing.join(", ")
                    ),
                    "add the columns, named as in the template; what is the same in all rows may be stated once above the headings, such as 地区代码：141000",
                ),
            Self::NotATemplate { nearest: None } => error("F04", lang)
                .zh("不是本系统的模板，没有认出任何表头", BLANK_TEMPLATE.0)
                .en("not one of the templates: no heading was recognised", BLANK_TEMPLATE.1),
            Self::OtherVersion { template, version } => error("F04", lang)
                .zh(
                    format_args!(
                        "模板 {} 的版本是第 {version} 版，本系统使用第 1 版",
                        template.code()
                    ),
                    BLANK_TEMPLATE.0,
                )
                .en(
                    format_args!(
                        "template {} is of version {version}; this system reads version 1",
                        template.code()
                    ),
                    BLANK_TEMPLATE.1,
                ),
            Self::ListUnclear { template, heading } => list_unclear(*template, heading, lang),
            Self::Hidden => caution("F08", lang)
                .zh(
                    "这张工作表是隐藏的，其中的数据已读入",
                    "如不该读入，删去该工作表后重新导入",
                )
                .en(
                    "the sheet is hidden; its data were read",
                    "delete the sheet and ingest again if it should not be read",
                ),
            Self::PassedOver => caution("F13", lang)
                .zh("这张工作表没有数据表，未读入", "封面、说明无需处理")
                .en("the sheet holds no table and was not read", "nothing to do for a cover or notes"),
        }
    }
}

fn list_unclear(template: TemplateCode, heading: &str, lang: Lang) -> Statement {
    error("F04", lang)
        .zh(
            format_args!(
                "表头像 {}，但还有“{heading}”；代码表会整表替换，不作猜测",
                template.title(Lang::Zh)
            ),
            "如是代码表，删去多余的列，或在左上角写明，如“C3 行业代码表 v1”；如是数据，按模板补上地区代码等列",
        )
        .en(
            format_args!(
                "the headings are of {}, but for `{heading}`; a list replaces its predecessor as a whole and is not guessed",
                template.title(Lang::En)
            ),
            "if it is the list, delete the other column or write its marker in the corner, such as `C3 行业代码表 v1`; if it holds figures, add the columns of its template",
        )
}
