//! What may be wrong with a file of forecasts.

use talent_domain::Lang;

/// One problem; lines count from 1, the headings included.
#[derive(Debug)]
pub(super) enum Fault {
    /// No line has the headings of forecasts; the first, joined by commas, is this.
    NoColumns { headings: String },
    /// The step, the year or the forecast cannot be read.
    NotNumbers { line: u64 },
    /// An interval has an end that is no number, or a lower end above the upper one.
    NoInterval { line: u64, coverage: f64 },
    /// A row leaves out or repeats a step or year.
    OutOfStep { line: u64, expected: i64, time: i64 },
    /// Times of two kinds stand in one column: an example of each.
    MixedYears { one: String, other: String },
    /// The comma of a number may mark decimals or part thousands.
    EitherComma { line: u64, text: String },
}

impl Fault {
    /// What is wrong and what to do, in one sentence.
    pub(super) fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.in_chinese(),
            Lang::En => self.in_english(),
        }
    }

    fn in_chinese(&self) -> String {
        match self {
            Self::NoColumns { headings } => format!(
                "第 1 行：缺少列：要有 series_id（或 unique_id）、step（或 year、ds）和 mean（或 median、方法名），区间为 lo80、hi80，或 方法名-lo-80、方法名-hi-80；现为 {headings}"
            ),
            Self::NotNumbers { line } => format!("第 {line} 行：步（或年份）或预测值不是数字"),
            Self::NoInterval { line, coverage } => {
                let percent = 100.0 * coverage;
                format!(
                    "第 {line} 行：{percent}% 区间的两端应都是数字，下端不大于上端；没有区间的两格都留空"
                )
            }
            Self::OutOfStep { line, expected, time } => format!(
                "第 {line} 行：此序列应为第 {expected} 步（或年），现为 {time}；步须从 1 起连续，年份须连续"
            ),
            Self::MixedYears { one, other } => {
                format!("时间有的写作“{one}”，有的写作“{other}”，不是同一种时间；请统一写法")
            }
            Self::EitherComma { line, text } => format!(
                "第 {line} 行：“{text}”的逗号可能分千位，也可能是小数点，表中没有能区分的数字；请去掉逗号或改成小数点"
            ),
        }
    }

    fn in_english(&self) -> String {
        match self {
            Self::NoColumns { headings } => format!(
                "line 1: no column series_id (or unique_id), step (or year, ds), or mean (or median, or the name of a forecaster); intervals are lo80 and hi80, or NAME-lo-80 and NAME-hi-80; there are {headings}"
            ),
            Self::NotNumbers { line } => {
                format!("line {line}: step (or year) or forecast is no number")
            }
            Self::NoInterval { line, coverage } => {
                let percent = 100.0 * coverage;
                format!(
                    "line {line}: both ends of the {percent} % interval have to be numbers, the lower no more than the upper; leave both blank for none"
                )
            }
            Self::OutOfStep { line, expected, time } => format!(
                "line {line}: step (or year) {expected} of this series expected, not {time}; steps must follow from 1, years each other"
            ),
            Self::MixedYears { one, other } => format!(
                "some times are written like `{one}`, some like `{other}`: these are of two kinds; write them in one way"
            ),
            Self::EitherComma { line, text } => format!(
                "line {line}: the comma of `{text}` may part thousands or mark decimals, and nothing in the table tells which; drop it or write a point"
            ),
        }
    }
}
