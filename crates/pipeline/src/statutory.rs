//! Published rules in force (C6) and control lists (C7), applied literally to what was assessed. They stand beside the
//! model's level and do not change it.

mod metrics;

pub(crate) use metrics::Shift;

use std::collections::BTreeMap;

use talent_domain::{ListRow, Measure, Origins, RegionCode, RuleRow, TemplateCode, Year, nearest};
use talent_facts::{Facts, Subject};
use talent_outlook::{Doubt, DoubtKind, RuleUse, StatutoryRecord};
use talent_warning::{
    Condition, Jurisdiction, NotEvaluated, Policy, WarningLevel, condition_of, suggested_level,
};

/// What switches the control lists off in a policy.
const CONTROL_LISTS: &str = "C7";

/// The rules of a run, each as a condition or with the reason why it is none.
pub(crate) struct Statutes<'a> {
    facts: &'a Facts<'a>,
    policy: &'a Policy,
    rules: Vec<Result<Condition, NotEvaluated>>,
}

impl<'a> Statutes<'a> {
    /// Reads the rules of the vintage for the city and its level of education.
    pub(crate) fn new(facts: &'a Facts<'a>, policy: &'a Policy) -> Self {
        let codes = facts.codes;
        // The first two digits of a region are its province.
        let province = RegionCode::new(&format!("{}0000", &facts.region.as_str()[..2])).ok();
        let place = Jurisdiction {
            city: codes.region_name(facts.region),
            province: province.as_ref().map_or("", |code| codes.region_name(code)),
            level: facts.level,
        };
        let rules = codes.rules.iter().map(|rule| condition_of(policy, place, rule)).collect();
        Self { facts, policy, rules }
    }

    /// What became of every rule, in the order of the list.
    pub(crate) fn uses(&self) -> Vec<RuleUse> {
        let rules = self.facts.codes.rules.iter().zip(&self.rules);
        rules
            .map(|(rule, condition)| RuleUse {
                rule: rule.id.clone(),
                region: rule.region.clone(),
                education: rule.education.clone(),
                clause: rule.clause(),
                source: rule.source.clone(),
                reason: condition.err(),
            })
            .collect()
    }

    /// What to doubt of the rules: numbers that the policy switches off and no list has, and rules in force over figures that
    /// nobody reports.
    pub(crate) fn doubts(&self) -> Vec<Doubt> {
        let codes = self.facts.codes;
        let known = || codes.rules.iter().map(|rule| rule.id.as_str()).chain([CONTROL_LISTS]);
        let off = self.policy.statutory.off.iter();
        let unknown = off.filter(|id| known().all(|other| other != id.as_str()));
        let rules: Vec<_> = unknown.map(|id| (id.clone(), nearest(id, known()))).collect();
        let unknown = (!rules.is_empty()).then(|| DoubtKind::UnknownRulesOff { rules }.unfounded());
        unknown.into_iter().chain(self.without_figures()).collect()
    }

    /// Rules in force over figures that are reported of nobody, by these figures.
    fn without_figures(&self) -> Vec<Doubt> {
        let subjects = self.facts.subjects();
        let is_reported = |measure: &Measure| {
            subjects.iter().any(|subject| self.facts.sum(subject, &[*measure]).is_some())
        };
        let mut lacking: BTreeMap<Vec<Measure>, Vec<String>> = BTreeMap::new();
        for (rule, condition) in self.conditions() {
            let Ok(condition) = condition else { continue };
            let measures = metrics::measures(condition.metric).iter().copied();
            let measures: Vec<Measure> = measures.filter(|one| !is_reported(one)).collect();
            if !measures.is_empty() {
                lacking.entry(measures).or_default().push(rule.id.clone());
            }
        }
        let doubt = |(measures, rules)| {
            let table = TemplateCode::T1;
            DoubtKind::RulesWithoutFigures { rules, measures, table }.unfounded()
        };
        lacking.into_iter().map(doubt).collect()
    }

    /// The rules that a subject meets in a year, and the control lists that it is on.
    pub(crate) fn of(&self, subject: &Subject, year: Year) -> Vec<StatutoryRecord> {
        self.shifted(subject, year, Shift::default())
    }

    /// The same with the figures of the year as a scenario changes them.
    pub(crate) fn shifted(
        &self,
        subject: &Subject,
        year: Year,
        shift: Shift,
    ) -> Vec<StatutoryRecord> {
        let rules = self.facts.codes.rules.iter().zip(&self.rules).enumerate();
        let met = rules.filter_map(|(position, (rule, condition))| {
            let condition = condition.as_ref().ok()?;
            let origins = metrics::met(self.facts, self.policy, condition, subject, year, shift)?;
            Some(record(rule, position, origins))
        });
        met.chain(self.controls(subject)).collect()
    }

    /// The rules in the order of the list, each as a condition or with why it is none.
    pub(crate) fn conditions(
        &self,
    ) -> impl Iterator<Item = (&RuleRow, Result<Condition, NotEvaluated>)> {
        self.facts.codes.rules.iter().zip(self.rules.iter().copied())
    }

    /// What a condition sees of a subject in a year: its newest value, and whether it is met. `None` where a figure that
    /// it needs is not known.
    pub(crate) fn reading(
        &self,
        condition: &Condition,
        subject: &Subject,
        year: Year,
    ) -> Option<(f64, bool)> {
        let (facts, policy) = (self.facts, self.policy);
        let values: Option<Vec<f64>> = (0..i32::from(condition.years))
            .map(|back| metrics::value(facts, policy, condition.metric, subject, year - back))
            .collect();
        let values = values?;
        let holds = |value: &f64| condition.comparison.holds(*value, condition.threshold);
        Some((*values.first()?, values.iter().all(holds)))
    }

    /// The control lists that name a programme: it may not grow.
    fn controls(&self, (programme, _): &Subject) -> Vec<StatutoryRecord> {
        if self.policy.statutory.off.iter().any(|id| id == CONTROL_LISTS) {
            return Vec::new();
        }
        let rows = self.facts.codes.controls.iter().enumerate();
        rows.filter(|(_, row)| row.programme == *programme)
            .map(|(position, row)| StatutoryRecord {
                rule: CONTROL_LISTS.to_owned(),
                clause: format!("列入{}：限增", row.list),
                level: Some(WarningLevel::Yellow),
                source: row.source.clone(),
                row: ListRow { list: TemplateCode::C7, row: position as u32 },
                origins: Origins::default(),
            })
            .collect()
    }
}

/// A rule of C6 that is met by the figures of `origins`.
fn record(rule: &RuleRow, position: usize, origins: Origins) -> StatutoryRecord {
    StatutoryRecord {
        rule: rule.id.clone(),
        clause: rule.clause(),
        level: suggested_level(rule),
        source: rule.source.clone(),
        row: ListRow { list: TemplateCode::C6, row: position as u32 },
        origins,
    }
}

#[cfg(test)]
mod tests;
