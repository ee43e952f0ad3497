//! All findings of a check, as far as anybody will read them.

use std::ops::Deref;
use std::sync::Arc;

use crate::answer::Answer;
use crate::answers::Answers;
use crate::catalogue::Rules;
use crate::explanation::{Explanation, pairs};
use crate::finding::Finding;
use crate::problem::FileProblem;
use crate::severity::Severity;

/// Errors that are kept, and others; more of them are counted. Nobody mends so many one by one.
const MOST: usize = 5_000;

/// Everything noticed, up to some thousands of errors and of others; the rest is counted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Findings {
    kept: Vec<Finding>,
    /// Errors among those kept.
    errors: usize,
    unlisted_errors: usize,
    unlisted_others: usize,
    /// The file of the first finding that was not kept.
    unlisted_in: Option<Arc<str>>,
    /// How grave each is, and what was said of it before.
    rules: Rules,
    answers: Answers,
}

impl Findings {
    /// None yet, for a workspace with these rules, of which this was said.
    pub(crate) fn by(rules: &Rules, answers: &Answers) -> Self {
        Self { rules: rules.clone(), answers: answers.clone(), ..Self::default() }
    }

    /// The rules of the workspace.
    pub(crate) fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Keeps a finding, or counts it where there are too many.
    pub(crate) fn push(&mut self, finding: Finding) {
        let finding = self.judged(finding);
        let is_error = finding.severity() == Severity::Error;
        let kept = if is_error { self.errors } else { self.kept.len() - self.errors };
        if kept < MOST {
            self.errors += usize::from(is_error);
            self.kept.push(finding);
            return;
        }
        self.unlisted_errors += usize::from(is_error);
        self.unlisted_others += usize::from(!is_error);
        self.unlisted_in.get_or_insert_with(|| finding.location.file().into());
    }

    /// A finding as grave as the workspace has it, with what was said of it: what was confirmed stops nothing.
    fn judged(&self, mut finding: Finding) -> Finding {
        if let Some(severity) = self.rules.changed_severity(finding.problem.code()) {
            finding = finding.ruled(severity);
        }
        let explanation = self.answers.explanation(&finding).map(str::to_owned);
        let is_confirmed = finding.severity() == Severity::Error && self.answers.confirms(&finding);
        if is_confirmed {
            finding = finding.ruled(Severity::Caution);
        }
        finding.answered(Answer { is_confirmed, explanation, is_senders: false })
    }

    /// Adds why findings are so, where senders have said it and nobody else has; returns what they say of nothing that was
    /// found. An error that may be right stops nothing any more where that is confirmed of all that is explained.
    pub(crate) fn explain(&mut self, said: Vec<Explanation>) -> Vec<Explanation> {
        let pairs = pairs(&self.kept, &said);
        let mut unused = Vec::new();
        for (explanation, index) in said.into_iter().zip(pairs) {
            let Some(finding) = index.and_then(|index| self.kept.get_mut(index)) else {
                unused.push(explanation);
                continue;
            };
            if finding.explanation().is_some() {
                continue;
            }
            let mut is_confirmed = finding.is_confirmed();
            let mut explained = finding.clone();
            if finding.severity() == Severity::Error
                && finding.may_be_confirmed()
                && self.answers.confirms_explained()
            {
                explained = explained.ruled(Severity::Caution);
                is_confirmed = true;
                self.errors -= 1;
            }
            let explanation = Some(explanation.text);
            *finding = explained.answered(Answer { is_confirmed, explanation, is_senders: true });
        }
        unused
    }

    /// How many there are of a severity; those that are not listed are counted as errors or as notes.
    pub fn count(&self, severity: Severity) -> usize {
        let listed = self.kept.iter().filter(|finding| finding.severity() == severity).count();
        listed
            + match severity {
                Severity::Error => self.unlisted_errors,
                Severity::Caution => 0,
                Severity::Note => self.unlisted_others,
            }
    }

    /// Puts them in the order of a key, and says at the end how many are not listed.
    pub(crate) fn finish<K: Ord>(&mut self, key: impl Fn(&Finding) -> K) {
        self.kept.sort_by_cached_key(key);
        let (errors, others) = (self.unlisted_errors, self.unlisted_others);
        if let Some(file) = &self.unlisted_in {
            self.kept.push(Finding::in_file(file, FileProblem::Unlisted { errors, others }));
        }
    }
}

impl Deref for Findings {
    type Target = [Finding];

    fn deref(&self) -> &[Finding] {
        &self.kept
    }
}

impl Extend<Finding> for Findings {
    fn extend<T: IntoIterator<Item = Finding>>(&mut self, findings: T) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.kept.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::SheetProblem;

    #[test]
    fn errors_beyond_the_most_are_counted_and_still_errors() {
        let file: Arc<str> = "a.csv".into();
        let mut findings = Findings::default();
        for _ in 0..MOST + 3 {
            findings.push(Finding::in_file(&file, SheetProblem::Hidden));
        }
        findings.push(Finding::in_file(&file, FileProblem::Empty));
        assert_eq!((findings.len(), findings.count(Severity::Error)), (MOST + 1, 1));
        findings.extend((0..MOST).map(|_| Finding::in_file(&file, FileProblem::Empty)));
        findings.finish(|finding| finding.location.clone());
        assert_eq!(findings.len(), 2 * MOST + 1);
        assert_eq!(findings.last().map(|finding| finding.problem.code()), Some("F16"));
        assert_eq!(findings.count(Severity::Error), MOST + 2);
    }
}
