//! What is wrong with the text of changes, each with the change that it is in and what to write instead.

use std::fmt;

use super::Change;

/// What is wrong with one change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeFault {
    /// Which change, counted from 1.
    pub number: usize,
    /// Its text.
    pub text: String,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// None of the forms.
    Form,
    /// A code that a list does not have, with the nearest that it has.
    Unknown {
        /// The list and what it holds.
        list: (&'static str, &'static str),
        /// What was written.
        code: String,
        /// The nearest code, with its name.
        nearest: Option<String>,
    },
    /// A code that was left out.
    Missing(&'static str, &'static str),
    /// A programme of another level of education than the city's balance.
    OtherLevel(String),
    /// A place that recruits nobody, with places that do.
    RecruitsNobody {
        /// What the school recruits for, or which schools recruit for the programme.
        others: Vec<String>,
    },
    /// A place that recruits already.
    RecruitsAlready(Change),
    /// A number that is none, or out of bounds.
    Number {
        /// What was written.
        text: String,
        /// The least allowed.
        low: i32,
        /// The most allowed.
        high: i32,
    },
    /// A year that the balance does not reach.
    Year {
        /// What was written.
        text: String,
        /// The first year.
        first: i32,
        /// The last year.
        last: i32,
    },
    /// As many seats fewer as the place has, or more.
    NoSeatsLeft {
        /// Its seats.
        seats: i32,
        /// The change to write instead.
        instead: Change,
    },
    /// A second change of the same place.
    Twice,
    /// More changes than one question may have.
    TooMany(usize),
}

/// Everything that is wrong with a list of changes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct ChangeFaults(pub Vec<ChangeFault>);

impl fmt::Display for ChangeFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults = self.0.iter().map(ToString::to_string);
        f.write_str(&faults.collect::<Vec<_>>().join("\n"))
    }
}

impl fmt::Display for ChangeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, text, kind } = self;
        write!(f, "第 {number} 项变更“{text}”：{kind}")
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form => f.write_str(
                "写法应为 seats:学校:专业:人数、stop:学校:专业、open:学校:专业:人数 或 plant:行业门类:岗位数:年份 (write seats:SCHOOL:PROGRAMME:N, stop:SCHOOL:PROGRAMME, open:SCHOOL:PROGRAMME:N or plant:SECTION:JOBS:YEAR)",
            ),
            Self::Unknown { list: (zh, en), code, nearest: Some(nearest) } => write!(
                f,
                "{zh}中没有“{code}”，是不是 {nearest}？ (not among {en}; the nearest is {nearest})"
            ),
            Self::Unknown { list: (zh, en), code, nearest: None } => {
                write!(f, "{zh}中没有“{code}” (not among {en})")
            }
            Self::Missing(zh, en) => write!(f, "没有填写{zh} (no {en} is given)"),
            Self::OtherLevel(code) => write!(
                f,
                "专业 {code} 不属于本市测算的层次 (programme {code} is of another level than the balance)"
            ),
            Self::RecruitsNobody { others } if others.is_empty() => f.write_str(
                "该校该专业没有招生，全市也没有学校招；新开设请用 open (this place recruits nobody, nor does any other; use open)",
            ),
            Self::RecruitsNobody { others } => {
                let others = others.join("、");
                write!(
                    f,
                    "该校该专业没有招生；招该专业的学校：{others}；新开设请用 open (this place recruits nobody; these schools do: {others}; use open to open it)"
                )
            }
            Self::RecruitsAlready(instead) => write!(
                f,
                "该校已招该专业，增加计划请写 {instead} (the place recruits already; write {instead})"
            ),
            Self::Number { text, low, high } => write!(
                f,
                "“{text}”应为 {low} 到 {high} 之间不为 0 的整数 (must be a whole number from {low} to {high}, not 0)"
            ),
            Self::Year { text, first, last } => write!(
                f,
                "年份“{text}”应在测算期 {first} 到 {last} 之内 (the year must lie within {first} to {last})"
            ),
            Self::NoSeatsLeft { seats, instead } => write!(
                f,
                "该专业点只有 {seats} 个招生计划，减少的应少于此数；停止招生请写 {instead} (the place has {seats} seats; to stop its intake write {instead})"
            ),
            Self::Twice => f.write_str(
                "同一专业点前面已有一项变更，请合成一项 (an earlier change is of the same place: make them one)",
            ),
            Self::TooMany(most) => {
                write!(f, "一次最多 {most} 项 (at most {most} changes at once)")
            }
        }
    }
}
