//! What somebody says of findings: that a figure is right although it looks wrong, and why.

use std::fmt;

use talent_domain::CellRef;

use crate::answer::is_reason;
use crate::catalogue::Rule;
use crate::finding::Finding;
use crate::location::Location;
use talent_domain::nearest;

/// Which findings something is said of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Those of a rule.
    Rule(&'static str),
    /// Those of one cell.
    Cell {
        /// The file's name, without its folder.
        file: String,
        /// The sheet's name; none for every sheet.
        sheet: Option<String>,
        /// The address such as `D7`, in capitals.
        address: String,
    },
}

/// Everything that is said of findings before files are checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    confirmed: Vec<Target>,
    /// Whether errors that their sender has explained are confirmed.
    confirms_explained: bool,
    explained: Vec<(Target, String)>,
}

/// An answer that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswersError {
    /// Neither the code of a rule nor a cell of a file.
    #[error("“{text}”既不是规则代码，也不是 文件!单元格{} (neither the code of a rule nor FILE!CELL)", offer(.near.as_ref()))]
    NoTarget {
        /// What was written.
        text: String,
        /// The rule that is near.
        near: Option<String>,
    },
    /// Errors of a rule that cannot be right.
    #[error(
        "{code} 查的是读不了或不可能对的内容，不能确认，只能改正 ({code} cannot be confirmed, only mended)"
    )]
    CannotBeRight {
        /// The rule.
        code: &'static str,
    },
    /// An explanation without a text.
    #[error(
        "“{text}”没有写明为什么属实，应为 代码=原因 或 文件!单元格=原因 (no reason why it is right: write CODE=TEXT or FILE!CELL=TEXT)"
    )]
    NoReason {
        /// What was written.
        text: String,
    },
}

fn offer(near: Option<&String>) -> String {
    near.map_or_else(String::new, |near| format!("，相近的有 {near}"))
}

impl Answers {
    /// Adds that errors of a rule, or of a cell, are right: `T04`, `T1.csv!D7` or `T1.xlsx!表一!D7`; `explained` or `已说明`
    /// are those that their sender has explained in the workbook that went back.
    ///
    /// # Errors
    ///
    /// What is no rule or cell, and a rule whose errors cannot be right.
    pub fn confirm(&mut self, text: &str) -> Result<(), AnswersError> {
        if ["explained", "已说明"].contains(&text.trim()) {
            self.confirms_explained = true;
            return Ok(());
        }
        let target = Target::parse(text)?;
        if let Target::Rule(code) = target
            && !Rule::of(code).is_some_and(Rule::may_be_confirmed)
        {
            return Err(AnswersError::CannotBeRight { code });
        }
        self.confirmed.push(target);
        Ok(())
    }

    /// Adds why something is so: `T03=并校` or `T1.csv!D7=并校`.
    ///
    /// # Errors
    ///
    /// What is no rule or cell, and no reason.
    pub fn explain(&mut self, text: &str) -> Result<(), AnswersError> {
        let no_reason = || AnswersError::NoReason { text: text.to_owned() };
        let (target, reason) = text.split_once('=').ok_or_else(no_reason)?;
        if !is_reason(reason) {
            return Err(no_reason());
        }
        self.explained.push((Target::parse(target)?, reason.trim().to_owned()));
        Ok(())
    }

    /// Whether an error of this finding was confirmed.
    pub(crate) fn confirms(&self, finding: &Finding) -> bool {
        finding.may_be_confirmed() && self.confirmed.iter().any(|target| target.is_of(finding))
    }

    /// Whether errors that their sender has explained are confirmed.
    pub(crate) fn confirms_explained(&self) -> bool {
        self.confirms_explained
    }

    /// Why a finding is so; what is said of its cell goes before what is said of its rule.
    pub(crate) fn explanation(&self, finding: &Finding) -> Option<&str> {
        let of = self.explained.iter().filter(|(target, _)| target.is_of(finding));
        let (cells, rules): (Vec<_>, Vec<_>) = of.partition(|(target, _)| target.is_cell());
        cells.first().or(rules.first()).map(|(_, reason)| reason.as_str())
    }

    /// What was said of nothing among these findings, as it was written.
    pub fn unused<'a>(&self, findings: impl IntoIterator<Item = &'a Finding>) -> Vec<String> {
        let targets = self.confirmed.iter().chain(self.explained.iter().map(|(target, _)| target));
        let mut unused: Vec<&Target> = targets.collect();
        for finding in findings {
            unused.retain(|target| !target.is_of(finding));
        }
        unused.into_iter().map(ToString::to_string).collect()
    }
}

impl Target {
    fn parse(text: &str) -> Result<Self, AnswersError> {
        let text = text.trim();
        if let Some((code, _)) = Rule::all().find(|(code, _)| *code == text) {
            return Ok(Self::Rule(code));
        }
        let cell = text.rsplit_once(['!', '！']).and_then(|(place, address)| {
            let (file, sheet) = match place.split_once(['!', '！']) {
                Some((file, sheet)) => (file, Some(sheet.trim_matches('\'').to_owned())),
                None => (place, None),
            };
            let address = address.trim().replace('$', "").to_ascii_uppercase();
            (!file.is_empty() && is_address(&address)).then(|| Self::Cell {
                file: file.to_owned(),
                sheet,
                address,
            })
        });
        cell.ok_or_else(|| AnswersError::NoTarget {
            text: text.to_owned(),
            near: nearest(text, Rule::all().map(|(code, _)| code)),
        })
    }

    fn is_cell(&self) -> bool {
        matches!(self, Self::Cell { .. })
    }

    fn is_of(&self, finding: &Finding) -> bool {
        match (self, &finding.location) {
            (Self::Rule(code), _) => *code == finding.problem.code(),
            (Self::Cell { file, sheet, address }, Location::Cell(cell)) => {
                *file == *cell.file
                    && sheet.as_deref().is_none_or(|sheet| cell.sheet.as_deref() == Some(sheet))
                    && *address == CellRef::address(cell)
            }
            _ => false,
        }
    }
}

/// Whether a text is the address of a cell.
pub(crate) fn is_address(text: &str) -> bool {
    let letters = text.chars().take_while(char::is_ascii_uppercase).count();
    let digits = text.get(letters..).unwrap_or("");
    (1..=3).contains(&letters) && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rule(code) => f.write_str(code),
            Self::Cell { file, sheet: None, address } => write!(f, "{file}!{address}"),
            Self::Cell { file, sheet: Some(sheet), address } => {
                write!(f, "{file}!{sheet}!{address}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_and_cells_are_told_and_what_cannot_be_right_is_refused() {
        let mut answers = Answers::default();
        for text in ["T04", "T1.csv!D7", "T1.xlsx!表 一!$d$7", "统计!表.xlsx!AA12"] {
            assert_eq!(answers.confirm(text), Ok(()), "{text}");
        }
        assert_eq!(answers.confirm("R01"), Err(AnswersError::CannotBeRight { code: "R01" }));
        assert!(answers.confirm("T4").unwrap_err().to_string().contains("T04"));
        for text in ["全部", "a.csv", "a.csv!7", "!D7", "a.csv!D"] {
            assert!(matches!(answers.confirm(text), Err(AnswersError::NoTarget { .. })), "{text}");
        }
        assert_eq!(answers.explain("T03=并校"), Ok(()));
        assert!(matches!(answers.explain("T03"), Err(AnswersError::NoReason { .. })));
        assert!(matches!(answers.explain("T03= "), Err(AnswersError::NoReason { .. })));
        assert_eq!(answers.unused([]).len(), 5);
    }
}
