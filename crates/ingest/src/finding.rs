use std::fmt;
use std::sync::Arc;

use talent_domain::{CellRef, Lang, TemplateCode, Unit};

/// Whether a finding stops the file from being stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is stored until it is mended.
    Error,
    /// Stored, but somebody should look.
    Caution,
    /// For information.
    Note,
}

impl Severity {
    /// The word people read.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Error => lang.pick("错误", "error"),
            Self::Caution => lang.pick("提醒", "caution"),
            Self::Note => lang.pick("说明", "note"),
        }
    }
}

/// Where a finding is: a file, a sheet of it, or one cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The file as a whole.
    File(Arc<str>),
    /// A sheet of a file.
    Sheet(Arc<str>, Option<Arc<str>>),
    /// One cell.
    Cell(CellRef),
}

impl Place {
    /// The file's name.
    pub fn file(&self) -> &str {
        match self {
            Self::File(file) | Self::Sheet(file, _) => file,
            Self::Cell(cell) => &cell.file,
        }
    }

    /// The sheet's name, if the finding is in a named sheet.
    pub fn sheet(&self) -> Option<&str> {
        match self {
            Self::File(_) => None,
            Self::Sheet(_, sheet) => sheet.as_deref(),
            Self::Cell(cell) => cell.sheet.as_deref(),
        }
    }

    /// The cell's address, if the finding is in one cell.
    pub fn address(&self) -> Option<String> {
        match self {
            Self::Cell(cell) => Some(cell.address()),
            _ => None,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) | Self::Sheet(file, None) => f.write_str(file),
            Self::Sheet(file, Some(sheet)) => write!(f, "{file} [{sheet}]"),
            Self::Cell(cell) => cell.fmt(f),
        }
    }
}

/// Something noticed in a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// What.
    pub problem: Problem,
}

/// What can be wrong with a file, with the data that say so.
#[allow(missing_docs, reason = "the sentence on each variant names its fields")]
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// The file cannot be read as what it claims to be.
    Unreadable { reason: String },
    /// The content is of another kind than the name says.
    WrongType { looks_like: &'static str },
    /// Too many bytes or rows.
    TooLarge { what: &'static str, got: u64, limit: u64 },
    /// No template has these headings.
    NotATemplate { nearest: Option<(TemplateCode, Vec<&'static str>)> },
    /// A template of another version.
    OtherVersion { template: TemplateCode, version: u32 },
    /// The workbook carries macros.
    Macro,
    /// Bytes that are neither UTF-8 nor GB18030.
    Undecodable { offset: usize },
    /// No data in the sheet or file.
    Empty,
    /// A heading that the template needs is missing.
    HeadingMissing { heading: &'static str, nearest: Option<String> },
    /// A heading that the template does not know.
    HeadingUnknown { heading: String, nearest: Option<String> },
    /// Years stand side by side, and nothing says what of.
    YearOfWhat { heading: String },
    /// Years stand side by side, and a figure belongs to none of them.
    FigureOfWhen { heading: String },
    /// Years stand side by side; how they were read.
    YearsAcross { figures: String, first: i32, last: i32 },
    /// Codes or names stand side by side; how they were read.
    CodesAcross { figures: String, list: &'static str },
    /// The year of all rows was taken from the title.
    YearOfTitle { year: String },
    /// A heading that tells rows apart which the template would take for one.
    HeadingForeign { heading: String, template: TemplateCode },
    /// Headings of a code list and others, without a word that it is one.
    ListUnclear { template: TemplateCode, heading: String },
    /// A sheet without a table beside sheets that have one.
    SheetPassedOver,
    /// A hidden sheet that was read.
    HiddenSheet,
    /// None of the headings is of a figure.
    NoFigureColumn { headings: String },
    /// The same heading twice.
    HeadingTwice { heading: String, first: String },
    /// A figure column whose unit is not stated.
    UnitMissing { heading: &'static str, allowed: String },
    /// A unit that the figure cannot have.
    UnitUnfit { unit: String, allowed: String },
    /// Not a number.
    NotANumber { text: String },
    /// Read after normalising full-width digits, spaces or separators.
    Normalised { before: String, after: String },
    /// A count that is negative or not whole.
    NotACount { text: String, unit: Unit },
    /// A number that must not be negative.
    Negative { text: String },
    /// A percentage out of range.
    PercentRange { text: String },
    /// A column of percentages that looks like fractions.
    PercentScale { largest: String },
    /// A code of the wrong shape.
    CodeShape { text: String, what: &'static str },
    /// A code that is not in its list.
    CodeUnknown { text: String, list: &'static str, nearest: Option<String> },
    /// A name without a code that is in no list.
    NameUnknown { name: String, list: &'static str, nearest: Option<String> },
    /// A name without a code that several codes have.
    NameOfSeveral { name: String, codes: String },
    /// Names that stood for codes, each with its code.
    CodesByName { list: &'static str, found: Vec<String> },
    /// Codes of former catalogues, with their names.
    FormerCodes { found: Vec<String> },
    /// Programmes of another level than their schools', as `school programme`.
    OtherLevel { found: Vec<String> },
    /// The name does not belong to the code.
    NameDiffers { code: String, name: String, expected: String },
    /// "About", "over" and the like in a number.
    Approximate { text: String },
    /// A dash or a word in place of a missing figure.
    MissingMarker { text: String },
    /// A formula that failed.
    FormulaError { text: String },
    /// Not a year, school year or class year.
    NotAYear { text: String },
    /// Not a day.
    NotADay { text: String },
    /// A word that is not one of those allowed.
    WordUnknown { text: String, allowed: String },
    /// A cell that must be filled is empty.
    CellEmpty { heading: &'static str },
    /// A row of a text file with more cells than there are headings.
    CellsBeyond { extra: usize },
    /// Cells in a column without a heading.
    NoHeading { column: String },
    /// A row that is part of one above it.
    PartOfRow { text: String },
    /// A row without any figure.
    NoFigure,
    /// Graduates are not the sum of where they went.
    DestinationSum { graduates: f64, sum: f64 },
    /// A part larger than its whole.
    PartExceeds { part: &'static str, part_value: f64, whole: &'static str, whole_value: f64 },
    /// The same figure twice.
    Duplicate { first: CellRef },
    /// A stated total that its parts do not add up to.
    TotalDiffers { stated: f64, sum: f64 },
    /// Shares that must add up to 100 % and are far from it.
    ShareSum { of: String, sum: f64 },
    /// Shares that add up to nearly 100 % and are scaled to it.
    ShareScaled { of: String, sum: f64 },
    /// A number of a list outside the range that it can have.
    OutOfRange { heading: &'static str, value: f64, range: &'static str },
    /// Something that a list refers to and does not define.
    Undefined { text: String, where_defined: &'static str },
    /// A jump that looks like a change of unit.
    UnitJump { value: f64, usual: f64 },
    /// A figure of a year that has not come.
    NotYet { year: i32, this_year: i32 },
    /// A list without codes that figures in force are of.
    ListLoses { template: TemplateCode, codes: Vec<String> },
    /// Observed and simulated figures in one file.
    MixedNature,
    /// Two code lists of one kind in one ingestion.
    ListTwice { template: TemplateCode },
    /// A cell that looks like a person's identity number.
    PersonalIdentifier,
}

impl Finding {
    pub(crate) fn at(cell: CellRef, problem: Problem) -> Self {
        Self { place: Place::Cell(cell), problem }
    }

    pub(crate) fn in_file(file: &Arc<str>, problem: Problem) -> Self {
        Self { place: Place::File(Arc::clone(file)), problem }
    }

    /// Whether it stops the file.
    pub fn severity(&self) -> Severity {
        self.problem.severity()
    }
}

impl Problem {
    /// Whether it is not known what the sheet's rows and columns are of.
    pub(crate) fn leaves_table_unclear(&self) -> bool {
        matches!(
            self,
            Self::YearOfWhat { .. }
                | Self::FigureOfWhen { .. }
                | Self::HeadingForeign { .. }
                | Self::ListUnclear { .. }
        )
    }

    /// Whether it stops the file.
    pub fn severity(&self) -> Severity {
        match self {
            Self::HeadingUnknown { .. }
            | Self::NameDiffers { .. }
            | Self::OtherLevel { .. }
            | Self::TotalDiffers { .. }
            | Self::ShareScaled { .. }
            | Self::SheetPassedOver
            | Self::HiddenSheet
            | Self::NoHeading { .. }
            | Self::YearOfTitle { .. }
            | Self::PartOfRow { .. }
            | Self::NoFigure => Severity::Caution,
            Self::PartExceeds { whole, .. } if *whole == "计划招生" => Severity::Caution,
            Self::Normalised { .. }
            | Self::YearsAcross { .. }
            | Self::CodesAcross { .. }
            | Self::CodesByName { .. }
            | Self::FormerCodes { .. } => Severity::Note,
            _ => Severity::Error,
        }
    }

    /// The code of the rule in the rule catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "F01",
            Self::WrongType { .. } => "F02",
            Self::TooLarge { .. } => "F03",
            Self::NotATemplate { .. } | Self::OtherVersion { .. } | Self::ListUnclear { .. } => {
                "F04"
            }
            Self::Macro => "F05",
            Self::Undecodable { .. } => "F06",
            Self::HiddenSheet => "F08",
            Self::Empty => "F10",
            Self::MixedNature => "F11",
            Self::ListTwice { .. } => "F12",
            Self::SheetPassedOver => "F13",
            Self::HeadingMissing { .. } => "H01",
            Self::HeadingUnknown { .. } => "H02",
            Self::HeadingTwice { .. } => "H03",
            Self::UnitMissing { .. } | Self::UnitUnfit { .. } => "H04",
            Self::NoFigureColumn { .. } => "H05",
            Self::YearOfWhat { .. } | Self::FigureOfWhen { .. } => "H06",
            Self::HeadingForeign { .. } => "H07",
            Self::YearsAcross { .. } | Self::CodesAcross { .. } => "H08",
            Self::YearOfTitle { .. } => "H10",
            Self::NoHeading { .. } => "H09",
            Self::NotANumber { .. } => "C01",
            Self::Normalised { .. } => "C02",
            Self::NotACount { .. } | Self::Negative { .. } => "C03",
            Self::PercentRange { .. } | Self::PercentScale { .. } => "C04",
            Self::CodeShape { .. } => "C05",
            Self::CodeUnknown { .. } => "C06",
            Self::NameDiffers { .. } => "C07",
            Self::NameUnknown { .. } | Self::NameOfSeveral { .. } => "C17",
            Self::CodesByName { .. } => "C18",
            Self::FormerCodes { .. } => "C21",
            Self::OtherLevel { .. } => "C22",
            Self::CellsBeyond { .. } => "C19",
            Self::PartOfRow { .. } => "C20",
            Self::Approximate { .. } => "C08",
            Self::MissingMarker { .. } => "C09",
            Self::FormulaError { .. } => "C10",
            Self::NotAYear { .. } | Self::NotADay { .. } => "C11",
            Self::WordUnknown { .. } => "C14",
            Self::CellEmpty { .. } | Self::NoFigure => "C15",
            Self::DestinationSum { .. } => "R01",
            Self::PartExceeds { part, .. } if *part == "对口就业" => "R02",
            Self::PartExceeds { whole, .. } if *whole == "计划招生" => "R08",
            Self::PartExceeds { .. } => "R03",
            Self::Duplicate { .. } => "X01",
            Self::TotalDiffers { .. } => "X02",
            Self::ShareSum { .. } | Self::ShareScaled { .. } => "X03",
            Self::OutOfRange { .. } => "C16",
            Self::Undefined { .. } => "X04",
            Self::UnitJump { .. } => "T04",
            Self::NotYet { .. } => "T08",
            Self::ListLoses { .. } => "J09",
            Self::PersonalIdentifier => "P01",
        }
    }

    /// What is wrong, in a sentence.
    #[allow(clippy::too_many_lines, reason = "one line a problem, in two languages: a table")]
    pub fn message(&self, lang: Lang) -> String {
        let zh = lang == Lang::Zh;
        match self {
            Self::Unreadable { reason } if zh => format!("文件无法读取：{reason}"),
            Self::Unreadable { reason } => format!("the file cannot be read: {reason}"),
            Self::WrongType { looks_like } if zh => {
                format!("文件内容与扩展名不符，看起来是{looks_like}")
            }
            Self::WrongType { looks_like } => {
                format!("the content does not fit the file name; it looks like {looks_like}")
            }
            Self::TooLarge { what, got, limit } if zh => {
                format!("{what}过大：{got}，上限 {limit}")
            }
            Self::TooLarge { what, got, limit } => {
                format!("{what}: {got} is over the limit of {limit}")
            }
            Self::NotATemplate { nearest: Some((template, missing)) } if zh => format!(
                "不是本系统的模板；最接近 {}，但缺少表头：{}",
                template.title(lang),
                missing.join("、")
            ),
            Self::NotATemplate { nearest: Some((template, missing)) } => format!(
                "not one of the templates; nearest is {}, without the headings {}",
                template.title(lang),
                missing.join(", ")
            ),
            Self::NotATemplate { nearest: None } => lang
                .pick(
                    "不是本系统的模板，没有认出任何表头",
                    "not one of the templates: no heading was recognised",
                )
                .to_owned(),
            Self::OtherVersion { template, version } if zh => {
                format!("模板 {} 的版本是第 {version} 版，本系统使用第 1 版", template.code())
            }
            Self::OtherVersion { template, version } => {
                format!(
                    "template {} is of version {version}; this system reads version 1",
                    template.code()
                )
            }
            Self::Macro => lang.pick("工作簿含有宏", "the workbook carries macros").to_owned(),
            Self::Undecodable { offset } if zh => {
                format!("第 {offset} 字节处既不是 UTF-8 也不是 GB18030 编码")
            }
            Self::Undecodable { offset } => {
                format!("byte {offset} is neither UTF-8 nor GB18030")
            }
            Self::Empty => lang.pick("没有数据", "there is no data").to_owned(),
            Self::HeadingMissing { heading, nearest: Some(near) } if zh => {
                format!("缺少表头“{heading}”，有一个相近的“{near}”")
            }
            Self::HeadingMissing { heading, nearest: Some(near) } => {
                format!("heading `{heading}` is missing; `{near}` is near to it")
            }
            Self::HeadingMissing { heading, nearest: None } if zh => format!("缺少表头“{heading}”"),
            Self::HeadingMissing { heading, nearest: None } => {
                format!("heading `{heading}` is missing")
            }
            Self::HeadingUnknown { heading, nearest: Some(near) } if zh => {
                format!("模板中没有表头“{heading}”，该列未读入；模板中有一个相近的“{near}”")
            }
            Self::HeadingUnknown { heading, nearest: Some(near) } => format!(
                "heading `{heading}` is not in the template, `{near}` is; the column was not read"
            ),
            Self::HeadingUnknown { heading, nearest: None } if zh => {
                format!("模板中没有表头“{heading}”，该列未读入")
            }
            Self::HeadingUnknown { heading, nearest: None } => {
                format!("heading `{heading}` is not in the template; the column was not read")
            }
            Self::YearOfWhat { heading } if zh => {
                format!("“{heading}”是年份，但没有写明是哪个指标的")
            }
            Self::YearOfWhat { heading } => {
                format!("`{heading}` is a year, and nothing says which figure stands under it")
            }
            Self::FigureOfWhen { heading } if zh => {
                format!("年份横排，但没有写明“{heading}”是哪一年的")
            }
            Self::FigureOfWhen { heading } => {
                format!("years stand side by side, and nothing says of which `{heading}` is")
            }
            Self::YearsAcross { figures, first, last } if zh => {
                format!("年份横排，{first}–{last} 年按 {figures} 读入")
            }
            Self::YearsAcross { figures, first, last } => {
                format!("years stand side by side; {first} to {last} were read as {figures}")
            }
            Self::CodesAcross { figures, list } if zh => {
                format!("各{list}横排，按 {figures} 读入")
            }
            Self::CodesAcross { figures, list } => {
                format!("codes or names ({list}) stand side by side and were read as {figures}")
            }
            Self::YearOfTitle { year } if zh => {
                format!("表中没有年份，取自标题中的“{year}”")
            }
            Self::YearOfTitle { year } => {
                format!("the table states no year; `{year}` was taken from its title")
            }
            Self::HeadingForeign { heading, template } if zh => {
                format!("各行还按“{heading}”区分，{} 没有这一列", template.title(lang))
            }
            Self::HeadingForeign { heading, template } => {
                format!(
                    "rows are told apart by `{heading}` too, which {} has not",
                    template.title(lang)
                )
            }
            Self::ListUnclear { template, heading } if zh => format!(
                "表头像 {}，但还有“{heading}”；代码表会整表替换，不作猜测",
                template.title(lang)
            ),
            Self::ListUnclear { template, heading } => format!(
                "the headings are of {}, but for `{heading}`; a list replaces its predecessor as a whole and is not guessed",
                template.title(lang)
            ),
            Self::SheetPassedOver => lang
                .pick("这张工作表没有数据表，未读入", "the sheet holds no table and was not read")
                .to_owned(),
            Self::HiddenSheet => lang
                .pick(
                    "这张工作表是隐藏的，其中的数据已读入",
                    "the sheet is hidden; its data were read",
                )
                .to_owned(),
            Self::NoFigureColumn { headings } if zh => {
                format!("没有一列是指标，什么也读不到；该模板的指标列如 {headings}")
            }
            Self::NoFigureColumn { headings } => {
                format!("no column holds a figure; those of the template are {headings} and so on")
            }
            Self::HeadingTwice { heading, first } if zh => {
                format!("表头“{heading}”重复，已在 {first}")
            }
            Self::HeadingTwice { heading, first } => {
                format!("heading `{heading}` stands twice, first in {first}")
            }
            Self::UnitMissing { heading, allowed } if zh => {
                format!("“{heading}”没有注明单位，可用：{allowed}")
            }
            Self::UnitMissing { heading, allowed } => {
                format!("`{heading}` states no unit; allowed: {allowed}")
            }
            Self::UnitUnfit { unit, allowed } if zh => {
                format!("单位“{unit}”不适用，可用：{allowed}")
            }
            Self::UnitUnfit { unit, allowed } => {
                format!("unit `{unit}` does not fit; allowed: {allowed}")
            }
            Self::NotANumber { text } if zh => format!("“{text}”不是数字"),
            Self::NotANumber { text } => format!("`{text}` is not a number"),
            Self::Normalised { before, after } if zh => format!("“{before}”按 {after} 读入"),
            Self::Normalised { before, after } => format!("`{before}` was read as {after}"),
            Self::NotACount { text, unit } if zh => {
                format!("“{text}”换算成{}后不是非负整数", unit.symbol(lang))
            }
            Self::NotACount { text, unit } => {
                format!("`{text}` is not a whole, non-negative number of {}", unit.symbol(lang))
            }
            Self::Negative { text } if zh => format!("“{text}”不应为负数"),
            Self::Negative { text } => format!("`{text}` must not be negative"),
            Self::PercentRange { text } if zh => format!("百分数“{text}”不在 0 到 100 之间"),
            Self::PercentRange { text } => format!("percentage `{text}` is not from 0 to 100"),
            Self::PercentScale { largest } if zh => {
                format!("整列百分数都不大于 1（最大 {largest}），看起来填的是小数")
            }
            Self::PercentScale { largest } => {
                format!(
                    "no percentage of the column is above 1 (largest {largest}): these look like fractions"
                )
            }
            Self::CodeShape { text, what } if zh => format!("“{text}”不是{what}代码的样子"),
            Self::CodeShape { text, what } => {
                format!("`{text}` has not the shape of a code ({what})")
            }
            Self::CodeUnknown { text, list, nearest: Some(near) } if zh => {
                format!("“{text}”不在{list}代码表中，相近的有 {near}")
            }
            Self::CodeUnknown { text, list, nearest: Some(near) } => {
                format!("`{text}` is not in the code list ({list}); near to it: {near}")
            }
            Self::CodeUnknown { text, list, nearest: None } if zh => {
                format!("“{text}”不在{list}代码表中")
            }
            Self::CodeUnknown { text, list, nearest: None } => {
                format!("`{text}` is not in the code list ({list})")
            }
            Self::NameUnknown { name, list, nearest: Some(near) } if zh => {
                format!("没有代码，按名称查：{list}代码表中没有“{name}”，相近的有 {near}")
            }
            Self::NameUnknown { name, list, nearest: Some(near) } => {
                format!(
                    "there is no code, and no name `{name}` in the code list ({list}); near to it: {near}"
                )
            }
            Self::NameUnknown { name, list, nearest: None } if zh => {
                format!("没有代码，按名称查：{list}代码表中没有“{name}”")
            }
            Self::NameUnknown { name, list, nearest: None } => {
                format!("there is no code, and no name `{name}` in the code list ({list})")
            }
            Self::NameOfSeveral { name, codes } if zh => {
                format!("没有代码，而“{name}”有几个代码：{codes}")
            }
            Self::NameOfSeveral { name, codes } => {
                format!("there is no code, and `{name}` is the name of several: {codes}")
            }
            Self::CodesByName { list, found } if zh => {
                let (some, all) = (shortened(found), found.len());
                format!("{list}代码按名称查得：{some}，共 {all} 个")
            }
            Self::CodesByName { list, found } => {
                let (some, all) = (shortened(found), found.len());
                format!("codes were looked up by name ({list}), {all} in all: {some}")
            }
            Self::FormerCodes { found } if zh => {
                let (some, all) = (shortened(found), found.len());
                format!("按专业代码沿革表（C10）读作旧目录的代码：{some}，共 {all} 个")
            }
            Self::FormerCodes { found } => {
                let (some, all) = (shortened(found), found.len());
                format!("read as codes of former catalogues (C10), {all} in all: {some}")
            }
            Self::OtherLevel { found } if zh => {
                let (some, all) = (shortened(found), found.len());
                format!("专业代码的层次与学校类型（C1）不同：{some}，共 {all} 个")
            }
            Self::OtherLevel { found } => {
                let (some, all) = (shortened(found), found.len());
                format!("programmes of another level than their schools (C1), {all} in all: {some}")
            }
            Self::NameDiffers { code, name, expected } if zh => {
                format!("代码 {code} 的名称应为“{expected}”，表中写作“{name}”")
            }
            Self::NameDiffers { code, name, expected } => {
                format!("code {code} is named `{expected}`, the file says `{name}`")
            }
            Self::Approximate { text } if zh => format!("“{text}”是约数，不能作为数字读入"),
            Self::Approximate { text } => format!("`{text}` is approximate, not a number"),
            Self::MissingMarker { text } if zh => {
                format!("“{text}”含义不清：是零、不适用还是未掌握")
            }
            Self::MissingMarker { text } => {
                format!("`{text}` is unclear: zero, not applicable or not known")
            }
            Self::FormulaError { text } if zh => format!("公式没有结果：{text}"),
            Self::FormulaError { text } => format!("the formula has no result: {text}"),
            Self::NotAYear { text } if zh => format!("“{text}”不是年份、学年或届别"),
            Self::NotAYear { text } => format!("`{text}` is not a year, school year or class year"),
            Self::NotADay { text } if zh => format!("“{text}”不是日期"),
            Self::NotADay { text } => format!("`{text}` is not a day"),
            Self::WordUnknown { text, allowed } if zh => format!("“{text}”不在可选值中：{allowed}"),
            Self::WordUnknown { text, allowed } => format!("`{text}` is not one of: {allowed}"),
            Self::CellEmpty { heading } if zh => format!("“{heading}”未填"),
            Self::CellEmpty { heading } => format!("`{heading}` is empty"),
            Self::CellsBeyond { extra } if zh => {
                format!("这一行比表头多 {extra} 格，数字可能错了位")
            }
            Self::CellsBeyond { extra } => {
                format!(
                    "the row has more cells than there are headings, by {extra}: a figure may have been cut in two"
                )
            }
            Self::NoHeading { column } if zh => format!("{column} 列没有表头，其中的内容未读入"),
            Self::NoHeading { column } => {
                format!("column {column} has no heading and was not read")
            }
            Self::PartOfRow { text } if zh => format!("“{text}”是其中项，这一行未读入"),
            Self::PartOfRow { text } => format!("`{text}` is part of a row above; it was not read"),
            Self::NoFigure => lang
                .pick("这一行没有任何数字，未读入", "the row holds no figure and was not read")
                .to_owned(),
            Self::DestinationSum { graduates, sum } if zh => {
                format!("毕业生数 {graduates} 不等于各类去向之和 {sum}")
            }
            Self::DestinationSum { graduates, sum } => {
                format!("{graduates} graduates are not the sum of destinations, {sum}")
            }
            Self::PartExceeds { part, part_value, whole, whole_value } if zh => {
                format!("{part} {part_value} 大于{whole} {whole_value}")
            }
            Self::PartExceeds { part, part_value, whole, whole_value } => {
                format!("{part} {part_value} exceeds {whole} {whole_value}")
            }
            Self::Duplicate { first } if zh => format!("与 {first} 是同一个指标、同一年的重复数据"),
            Self::Duplicate { first } => {
                format!("the same figure of the same year stands in {first}")
            }
            Self::TotalDiffers { stated, sum } if zh => {
                format!("合计 {stated} 与分项之和 {sum} 不符")
            }
            Self::TotalDiffers { stated, sum } => {
                format!("the total {stated} is not the sum of its parts, {sum}")
            }
            Self::ShareSum { of, sum } if zh => {
                format!("{of} 的占比合计为 {:.1}%，应为 100%", 100.0 * sum)
            }
            Self::ShareSum { of, sum } => {
                format!("the shares of {of} add up to {:.1} %, not to 100 %", 100.0 * sum)
            }
            Self::ShareScaled { of, sum } if zh => {
                format!("{of} 的占比合计为 {:.1}%，已按比例折算为 100%", 100.0 * sum)
            }
            Self::ShareScaled { of, sum } => {
                format!(
                    "the shares of {of} add up to {:.1} % and were scaled to 100 %",
                    100.0 * sum
                )
            }
            Self::OutOfRange { heading, value, range } if zh => {
                format!("“{heading}”为 {value}，应在 {range} 之间")
            }
            Self::OutOfRange { heading, value, range } => {
                format!("`{heading}` is {value}; allowed is {range}")
            }
            Self::Undefined { text, where_defined } if zh => {
                format!("“{text}”没有定义：应在{where_defined}中")
            }
            Self::Undefined { text, where_defined } => {
                format!("`{text}` is not defined; it belongs into {where_defined}")
            }
            Self::UnitJump { value, usual } if zh => {
                format!(
                    "数值 {value} 与该序列通常的 {usual} 相差悬殊，疑似单位错误（如 万人/人、万元/亿元）"
                )
            }
            Self::UnitJump { value, usual } => {
                format!("{value} is far from the usual {usual} of the series: a wrong unit?")
            }
            Self::NotYet { year, this_year } if zh => {
                format!("{year} 年还没有到（本机时间为 {this_year} 年）")
            }
            Self::NotYet { year, this_year } => {
                format!("the year {year} has not come (by this machine's clock it is {this_year})")
            }
            Self::ListLoses { template, codes } if zh => format!(
                "{} 会整表替换，而库中有数字的 {} 个代码不在新表中：{}",
                template.title(lang),
                codes.len(),
                shortened(codes)
            ),
            Self::ListLoses { template, codes } => format!(
                "{} is replaced as a whole and would lose {} codes that figures in the store are of: {}",
                template.title(lang),
                codes.len(),
                shortened(codes)
            ),
            Self::MixedNature => lang
                .pick(
                    "同一文件中既有真实数据又有模拟数据",
                    "observed and simulated figures in one file",
                )
                .to_owned(),
            Self::ListTwice { template } if zh => {
                format!("一次导入中有两份{}", template.title(lang))
            }
            Self::ListTwice { template } => format!("two files of {}", template.title(lang)),
            Self::PersonalIdentifier => lang
                .pick(
                    "疑似居民身份证号，本系统不接收个人信息",
                    "looks like a person's identity number",
                )
                .to_owned(),
        }
    }

    /// What to do about it.
    #[allow(clippy::too_many_lines, reason = "one line a problem, in two languages: a table")]
    pub fn fix(&self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Unreadable { .. } => (
                "用表格软件打开后另存为 .xlsx，取消密码保护",
                "open it in a spreadsheet program and save it as .xlsx without a password",
            ),
            Self::WrongType { .. } => {
                ("换成真正的 .xlsx 或 .csv 文件", "give a real .xlsx or .csv file")
            }
            Self::TooLarge { .. } => ("拆成几个文件分别导入", "split it into several files"),
            Self::NotATemplate { nearest: Some(_) } => (
                "补上缺少的列，列名用模板的叫法；各行都一样的，在表头上方写一次即可，如“地区代码：141000”",
                "add the columns, named as in the template; what is the same in all rows may be stated once above the headings, such as 地区代码：141000",
            ),
            Self::NotATemplate { nearest: None } | Self::OtherVersion { .. } => (
                "用 talent init 生成的 templates/ 中的空白模板重新填写",
                "fill in a blank template from templates/, made by `talent init`",
            ),
            Self::Macro => ("另存为不含宏的 .xlsx", "save it as .xlsx without macros"),
            Self::Undecodable { .. } => {
                ("另存为 UTF-8 编码的 CSV，或 .xlsx", "save it as CSV in UTF-8, or as .xlsx")
            }
            Self::Empty => ("填入数据后再导入", "fill in data first"),
            Self::HeadingMissing { .. } => (
                "按模板补上该列；各行都一样的代码或年份，在表头上方写一次即可",
                "add the column as in the template; a code or year that all rows share may be stated once above the headings",
            ),
            Self::HeadingUnknown { .. } => (
                "如需读入，改成模板中的表头",
                "rename it to a heading of the template if it is to be read",
            ),
            Self::NoFigureColumn { .. } => (
                "一个指标一列，列名用模板中的表头；若每行一个指标，设“指标”“数值”“单位”三列",
                "give each measure a column named as in the template, or each row a measure in columns 指标, 数值 and 单位",
            ),
            Self::YearOfWhat { .. } => (
                "在年份上方一行或标题中写明指标和单位，如“从业人员(万人)”",
                "name the figure and its unit in the row above the years or in the title, such as 从业人员(万人)",
            ),
            Self::HeadingForeign { .. } => (
                "换用有这一列的模板，或删去这一列并汇总",
                "use a template that has the column, or delete it and add the rows up",
            ),
            Self::ListUnclear { .. } => (
                "如是代码表，删去多余的列，或在左上角写明，如“C3 行业代码表 v1”；如是数据，按模板补上地区代码等列",
                "if it is the list, delete the other column or write its marker in the corner, such as `C3 行业代码表 v1`; if it holds figures, add the columns of its template",
            ),
            Self::SheetPassedOver => ("封面、说明无需处理", "nothing to do for a cover or notes"),
            Self::HiddenSheet => (
                "如不该读入，删去该工作表后重新导入",
                "delete the sheet and ingest again if it should not be read",
            ),
            Self::HeadingTwice { .. } => ("删去重复的列", "delete the second column"),
            Self::UnitMissing { .. } => (
                "在表头中写明单位，例如“从业人员(万人)”",
                "state the unit in the heading, such as 从业人员(万人)",
            ),
            Self::UnitUnfit { .. } => {
                ("改成可用的单位，并核对数值", "use an allowed unit and check the values")
            }
            Self::NotANumber { .. } => {
                ("改成数字，未掌握则留空", "write a number, or leave it empty if not known")
            }
            Self::Normalised { .. } => ("无需处理", "nothing to do"),
            Self::FigureOfWhen { .. } => (
                "把它移到年份之下，或另存为一份每年一行的表",
                "move it under a year, or give it in a table with a row for every year",
            ),
            Self::YearOfTitle { .. } => (
                "如不对，加一列年份，或在表头上方写“年份：2020”",
                "if it is wrong, add a column of years, or state 年份：2020 above the headings",
            ),
            Self::CodesAcross { .. } => (
                "如指标或单位不对，在标题中写明，如“从业人员(万人)”",
                "if figure or unit is wrong, state them in the title, such as 从业人员(万人)",
            ),
            Self::YearsAcross { .. } => (
                "指标和单位如不对，在年份上方一行写明",
                "if figure or unit is wrong, write them in the row above the years",
            ),
            Self::NotACount { .. } => (
                "填非负整数，或核对表头的单位",
                "write a whole number, or check the unit in the heading",
            ),
            Self::Negative { .. } | Self::OutOfRange { .. } => {
                ("核对后改正", "check and correct it")
            }
            Self::PercentRange { .. } => (
                "填 0 到 100 之间的数，如 95 或 95%",
                "write a number from 0 to 100, such as 95 or 95%",
            ),
            Self::PercentScale { .. } => ("把 0.95 改成 95", "write 95 instead of 0.95"),
            Self::CodeShape { .. } => (
                "把该列设为文本格式后重新填写代码",
                "set the column to text and enter the code again",
            ),
            Self::CodeUnknown { list: "专业", .. } => (
                "核对代码；旧目录的代码写进专业代码沿革表（C10），新增的先导入新的代码表",
                "check the code; codes of former catalogues go into C10, new ones into a newer code list, ingested first",
            ),
            Self::OtherLevel { .. } => (
                "如是旧目录的代码，写进专业代码沿革表（C10）再导入；确有其他层次的专业可不改",
                "if these are codes of a former catalogue, put them into C10 first; programmes of another level may stay",
            ),
            Self::FormerCodes { .. } => (
                "如有不对，改 C10 中的停用年份，或在表中写明专业名称",
                "if one of them is wrong, change 停用年份 in C10 or write the programme's name into the table",
            ),
            Self::CodeUnknown { .. } => (
                "核对代码，或先导入新的代码表",
                "check the code, or ingest a newer code list first",
            ),
            Self::NameUnknown { .. } => (
                "改成代码表中的名称，或加一列代码；旧名、简称可写进代码表的“曾用名”列",
                "use the name of the code list or add a column of codes; former and short names may go into the list's column 曾用名",
            ),
            Self::NameOfSeveral { .. } => ("加一列代码", "add a column of codes"),
            Self::CodesByName { .. } => {
                ("如有不对，加一列代码", "add a column of codes if one of them is wrong")
            }
            Self::NameDiffers { .. } => (
                "核对代码与名称哪个有误；按代码读入",
                "check which of the two is wrong; the code was used",
            ),
            Self::Approximate { .. } => {
                ("填确切的数字，未掌握则留空", "write the exact number, or leave it empty")
            }
            Self::MissingMarker { .. } => {
                ("确为零填 0，未掌握或不适用留空", "write 0 for zero, leave it empty if unknown")
            }
            Self::FormulaError { .. } => {
                ("先在表格软件中重新计算并保存", "recalculate and save it in a spreadsheet program")
            }
            Self::NotAYear { .. } => {
                ("写成 2023、2023届 或 2023-2024学年", "write 2023, 2023届 or 2023-2024学年")
            }
            Self::NotADay { .. } => ("写成 2026-06-30", "write it as 2026-06-30"),
            Self::WordUnknown { .. } => ("从可选值中选一个", "choose one of the words"),
            Self::CellEmpty { .. } => ("补填", "fill it in"),
            Self::CellsBeyond { .. } => (
                "数字里有逗号（如 1,240）时，去掉逗号或加上双引号；删去行末多余的逗号",
                "write 1240 or \"1,240\" instead of 1,240, and delete commas at the end of the row",
            ),
            Self::NoHeading { .. } => (
                "如需读入，补上表头；批注、草算无需处理",
                "give it a heading if it is to be read; nothing to do for remarks",
            ),
            Self::PartOfRow { .. } => (
                "无需处理；如确为单独一类，去掉“其中”或“#”",
                "nothing to do; if it is a class of its own, take 其中 or # away",
            ),
            Self::NoFigure => ("删去该行，或补填数字", "delete the row, or fill it in"),
            Self::DestinationSum { .. } => {
                ("核对毕业生数和各类去向人数", "check graduates and destinations")
            }
            Self::PartExceeds { .. } => ("核对两个数", "check the two figures"),
            Self::Duplicate { .. } => ("只保留一处", "keep one of the two"),
            Self::TotalDiffers { .. } => ("核对合计与分项", "check the total and its parts"),
            Self::ShareSum { .. } => (
                "核对各行占比，补上漏掉的行，使合计为 100%",
                "check the rows and add those that are missing, so that they add up to 100 %",
            ),
            Self::ShareScaled { .. } => (
                "如因四舍五入或未公布的小项，无需处理",
                "nothing to do if it is rounding or small items left out",
            ),
            Self::Undefined { .. } => (
                "在同一次导入中补上定义它的表，或核对代码",
                "ingest the list that defines it along with this one, or check the code",
            ),
            Self::UnitJump { .. } => (
                "核对单位；确属实际变化时加 --confirm-jumps 再导入",
                "check the unit; if the change is real, ingest again with --confirm-jumps",
            ),
            Self::NotYet { .. } => (
                "核对年份和本机日期；确属预先填报时加 --confirm-jumps 再导入",
                "check the year and the date of this machine; if it is meant, ingest again with --confirm-jumps",
            ),
            Self::ListLoses { .. } => (
                "把这些代码补进新表（停用的也要留着，历史数字靠它们认）",
                "add these codes to the new list; those no longer in use stay, for the figures of their time",
            ),
            Self::MixedNature => ("分成两个文件", "make two files of it"),
            Self::ListTwice { .. } => ("只导入其中一份", "ingest one of them"),
            Self::PersonalIdentifier => {
                ("删去个人信息，只报汇总数", "remove personal data; report totals only")
            }
        };
        lang.pick(zh, en)
    }
}

/// The first few of many.
fn shortened(all: &[String]) -> String {
    const SHOWN: usize = 6;
    let mut some = all[..all.len().min(SHOWN)].join("、");
    if all.len() > SHOWN {
        some.push_str(" 等");
    }
    some
}
