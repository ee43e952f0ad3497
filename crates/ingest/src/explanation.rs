//! What a sender says of findings, on the sheet of findings of a workbook that comes again.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use talent_domain::Lang;

use crate::answer::is_reason;
use crate::answers::is_address;
use crate::cell_value::CellValue;
use crate::finding::Finding;
use crate::own_sheet::FINDINGS_HEADINGS;
use crate::sheet::Sheet;

/// What a sender says of a finding that went back before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The file that it comes with.
    pub file: Arc<str>,
    /// The rule of the finding.
    pub rule: String,
    /// The sheet of its place, if it has one.
    pub sheet: Option<String>,
    /// The address of its place, if it is in one cell.
    pub cell: Option<String>,
    /// What was said to be wrong, in the words of then.
    pub problem: String,
    /// The explanation.
    pub text: String,
}

impl Explanation {
    /// Whether it is of a finding at this place: in the same sheet. A workbook that was made of a text file names the
    /// sheet that it has given it.
    fn is_of_sheet(&self, finding: &Finding) -> bool {
        let sheet = finding.location.sheet();
        sheet.is_none() || self.sheet.as_deref() == sheet
    }
}

/// The position of the finding that each explanation is of: of the same file, sheet and rule, that says the same but for
/// addresses. Of several such it is the one in the same cell, or else the first that is left: rows may have moved
/// since. What says something else now was not what was explained.
pub(crate) fn pairs(findings: &[Finding], said: &[Explanation]) -> Vec<Option<usize>> {
    let mut pairs = vec![None; said.len()];
    if said.is_empty() {
        return pairs;
    }
    let rules: HashSet<&str> = said.iter().map(|explanation| explanation.rule.as_str()).collect();
    let mut alike: HashMap<(&str, &str, String), Vec<usize>> = HashMap::new();
    for (index, finding) in findings.iter().enumerate() {
        let rule = finding.problem.code();
        if rules.contains(rule) {
            // A workbook goes back in one of the two languages.
            let texts = [Lang::Zh, Lang::En].map(|lang| plain(&finding.problem.message(lang)));
            for text in BTreeSet::from(texts) {
                alike.entry((finding.location.file(), rule, text)).or_default().push(index);
            }
        }
    }
    let mut taken = HashSet::new();
    // In the same cell, in the same sheet, and in a sheet that was renamed.
    for (in_place, in_sheet) in [(true, true), (false, true), (false, false)] {
        for (explanation, pair) in said.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
            let key = (&*explanation.file, explanation.rule.as_str(), plain(&explanation.problem));
            let found = alike.get(&key).into_iter().flatten().copied().find(|&index| {
                let finding = &findings[index];
                !taken.contains(&index)
                    && (!in_sheet || explanation.is_of_sheet(finding))
                    && (!in_place || explanation.cell == finding.location.address())
            });
            *pair = found;
            taken.extend(found);
        }
    }
    pairs
}

/// What a finding says without addresses of cells and spaces.
fn plain(message: &str) -> String {
    let mut plain = String::with_capacity(message.len());
    let mut word = String::new();
    for c in message.chars().chain([' ']) {
        if c.is_ascii_alphanumeric() {
            word.push(c);
            continue;
        }
        if !is_address(&word) {
            plain.push_str(&word);
        }
        word.clear();
        if !c.is_whitespace() {
            plain.push(c);
        }
    }
    plain
}

/// The columns of the sheet of findings that are read, counted from 0.
const RULE: usize = 2;
const SHEET: usize = 3;
const CELL: usize = 4;
const PROBLEM: usize = 5;
const TEXT: usize = 7;

/// The explanations on a sheet of findings.
pub(crate) fn explanations(sheet: &Sheet) -> Vec<Explanation> {
    let text = |row: usize, column: usize| match sheet.cell(row, column).value {
        CellValue::Text(text) => text.trim().to_owned(),
        CellValue::Number(number) => number.to_string(),
        CellValue::Date(day) => day.to_owned(),
        CellValue::Empty | CellValue::Error(_) => String::new(),
    };
    let some = |text: String| (!text.is_empty()).then_some(text);
    let read = |row: usize| {
        Some(Explanation {
            file: Arc::clone(&sheet.cell(row, 0).cell_ref().file),
            text: Some(text(row, TEXT)).filter(|text| is_reason(text))?,
            rule: some(text(row, RULE))?,
            sheet: some(text(row, SHEET)),
            cell: some(text(row, CELL)),
            problem: text(row, PROBLEM),
        })
    };
    (FINDINGS_HEADINGS as usize..sheet.len()).filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::NumberProblem;

    /// What is found on a sheet in these rows: the problem of each.
    fn found(rows: &[(u32, &str)]) -> Vec<Finding> {
        let finding = |(row, text): &(u32, &str)| {
            let cell = talent_domain::CellRef {
                file: "a.xlsx".into(),
                sheet: Some("表".into()),
                row: *row,
                column: 3,
            };
            Finding::at(cell, NumberProblem::NotANumber { text: (*text).to_owned() })
        };
        rows.iter().map(finding).collect()
    }

    fn said_of(finding: &Finding, lang: Lang) -> Explanation {
        Explanation {
            file: "a.xlsx".into(),
            rule: finding.problem.code().to_owned(),
            sheet: Some("表".to_owned()),
            cell: finding.location.address(),
            problem: finding.problem.message(lang),
            text: "并校".to_owned(),
        }
    }

    #[test]
    fn an_explanation_stays_with_its_finding_when_rows_move() {
        let sent = found(&[(5, "甲"), (6, "乙"), (7, "乙")]);
        let said: Vec<_> = sent.iter().map(|finding| said_of(finding, Lang::Zh)).collect();
        assert_eq!(pairs(&sent, &said), [Some(0), Some(1), Some(2)]);
        // The row above was deleted: the rows below have moved up.
        let moved = found(&[(5, "乙"), (6, "乙")]);
        assert_eq!(pairs(&moved, &said), [None, Some(1), Some(0)]);
        // Another figure in the same cell is not what was explained, and neither is another file.
        assert_eq!(pairs(&found(&[(5, "丙")]), &said), [None; 3]);
        let other = Explanation { file: "b.xlsx".into(), ..said_of(&sent[0], Lang::En) };
        assert_eq!(pairs(&sent, &[other, said_of(&sent[1], Lang::En)]), [None, Some(1)]);
    }

    #[test]
    fn addresses_and_spaces_tell_nothing() {
        assert_eq!(plain("与 D12 重复，T1 另有 AB7"), plain("与 D9 重复，T1 另有AB8"));
        assert_ne!(plain("580 是 58 的 10 倍"), plain("580 是 59 的 10 倍"));
    }
}
