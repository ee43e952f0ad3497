//! 重点专业: the score of programmes at schools, and which of them would be chosen.

use std::collections::BTreeMap;

use talent_domain::{IndustryCode, Measure, Origins, ProgrammeCode, SchoolCode};
use talent_outlook::{KeyCandidate, KeyChoice, ProgrammeOutlook, SiteOutlook, WarningRecord};
use talent_plan::{Item, Selection, SelectionRules, choose};
use talent_warning::{KeyParts, KeyPolicy, WarningLevel};

use super::super::Findings;
use super::by_place;
use super::staff::newest;
use crate::quality_index;

impl Findings<'_> {
    /// The key programmes as they would be chosen: the province's first, then the city's up to the most of each school.
    pub(super) fn key_choice(
        &self,
        programmes: &[ProgrammeOutlook],
        warnings: &[WarningRecord],
    ) -> KeyChoice {
        let warned = by_place(warnings);
        let mut candidates = Vec::new();
        let mut ineligible = 0;
        for programme in programmes {
            for site in &programme.sites {
                let place = (programme.code.as_str(), site.school.as_str());
                match self.key_candidate(programme, site, warned.get(&place).copied()) {
                    Some(candidate) => candidates.push(candidate),
                    None => ineligible += 1,
                }
            }
        }
        let policy = &self.request.policy.key_programmes;
        let unserved = choose_keys(policy, &mut candidates);
        candidates.sort_by(|a, b| {
            a.1.school.cmp(&b.1.school).then_with(|| b.1.score.total_cmp(&a.1.score))
        });
        let candidates = candidates.into_iter().map(|(_, candidate)| candidate);
        KeyChoice { candidates: candidates.collect(), ineligible, unserved }
    }

    /// A place that may be chosen, with how sure its index is; none where it may not, or too little is known of it.
    fn key_candidate(
        &self,
        programme: &ProgrammeOutlook,
        site: &SiteOutlook,
        warning: Option<&WarningRecord>,
    ) -> Option<Scored> {
        let policy = self.request.policy;
        let keys = &policy.key_programmes;
        let subject = (programme.code.clone(), Some(site.school.clone()));
        let releases = usize::from(keys.releases);
        let history = &warning?.assessment.history;
        let is_good = |level: WarningLevel| {
            matches!(level, WarningLevel::Blue | WarningLevel::Green | WarningLevel::Normal)
        };
        let good = history.iter().rev().take(releases).filter(|(_, level)| is_good(*level)).count();
        let graduated = self.facts.sum(&subject, &[Measure::Graduates])?;
        let points = graduated.series.points();
        let cohorts = points.filter(|(_, value)| value.is_some_and(|v| v > 0.0)).count();
        if good < releases
            || cohorts < usize::from(keys.cohorts)
            || site.quality.persons < policy.rating.full_persons
        {
            return None;
        }
        let (mut origins, quality) = (Origins::default(), site.quality.index);
        origins.absorb(&Origins::of_figures(quality_index::figures(
            self.facts,
            policy,
            self.outcome.base,
            &subject,
        )));
        let (industry, serves) = leading(keys, programme);
        let resources = self.resources((&programme.code, &site.school), site, &mut origins);
        let parts = [
            programme.balance.band.map(|_| 1.0 - programme.balance.probabilities.surplus()),
            quality.map(|index| index.index.value / 100.0),
            industry,
            resources,
            Some((site.students / keys.full_students).min(1.0)),
        ];
        if keys.known(parts) < policy.quality_index.least_weight {
            return None;
        }
        let deviation = quality.map_or(0.0, |index| index.deviation / 100.0);
        let candidate = KeyCandidate {
            programme: programme.code.clone(),
            name: programme.name.clone(),
            school: site.school.clone(),
            school_name: site.name.clone(),
            score: keys.score(parts),
            sd: keys.deviation(parts, deviation),
            parts,
            serves,
            city: false,
            provincial: false,
            panel: false,
            origins,
        };
        Some((deviation, candidate))
    }

    /// Dual-qualified teachers and equipment beside the standard, each at most 1; the mean of those that are known.
    fn resources(
        &self,
        place: (&ProgrammeCode, &SchoolCode),
        site: &SiteOutlook,
        origins: &mut Origins,
    ) -> Option<f64> {
        let (capacity, base) = (self.request.policy.capacity, self.outcome.base);
        let mut known = |measure: Measure| {
            let counted = newest(self.facts, place, measure, base)?;
            origins.absorb(&counted.origins);
            Some(counted.persons)
        };
        let teachers = known(Measure::ProgrammeTeachers).filter(|teachers| *teachers > 0.0);
        let dual = known(Measure::DualQualifiedTeachers).zip(teachers);
        let equipment = known(Measure::EquipmentValue).filter(|_| site.students > 0.0);
        let parts = [
            dual.map(|(dual, of)| dual / of / capacity.dual_qualified_below),
            equipment.map(|yuan| yuan / site.students / capacity.equipment_per_student_below),
        ];
        let known: Vec<f64> = parts.into_iter().flatten().map(|part| part.min(1.0)).collect();
        (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
    }
}

/// A candidate behind the standard deviation of its quality, of 1.
type Scored = (f64, KeyCandidate);

/// The part of a programme's demand that comes from leading industries, and those that it serves: with a tenth of its demand
/// at least. None where the policy names no leading industry.
fn leading(policy: &KeyPolicy, programme: &ProgrammeOutlook) -> (Option<f64>, Vec<IndustryCode>) {
    const SERVED: f64 = 0.1;
    let is_leading = |code: &IndustryCode| policy.leading.iter().any(|own| own == code.as_str());
    let own: Vec<_> = programme.industries.iter().filter(|(code, ..)| is_leading(code)).collect();
    let share = own.iter().map(|(.., share)| share).sum::<f64>().min(1.0);
    let serves = own.iter().filter(|(.., share)| *share >= SERVED);
    let is_known = !policy.leading.is_empty() && !programme.industries.is_empty();
    (is_known.then_some(share), serves.map(|(code, ..)| code.clone()).collect())
}

/// Chooses among candidates, marks those that are too near to be told apart, and gives the leading industries that nobody
/// serves.
fn choose_keys(policy: &KeyPolicy, candidates: &mut [Scored]) -> Vec<IndustryCode> {
    let number = |of: &dyn Fn(&KeyCandidate) -> String| -> Vec<usize> {
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let keys: Vec<String> = candidates.iter().map(|(_, c)| of(c)).collect();
        let number = |key: &String| {
            let next = numbers.len();
            *numbers.entry(key.clone()).or_insert(next)
        };
        keys.iter().map(number).collect()
    };
    let groups = number(&|c| c.school.to_string());
    let kinds = number(&|c| c.programme.to_string());
    let themes = |c: &KeyCandidate| {
        let serves = |code: &String| c.serves.iter().any(|own| own.as_str() == code);
        (0..policy.leading.len()).filter(|theme| serves(&policy.leading[*theme])).collect()
    };
    let item = |(position, (_, c)): (usize, &Scored)| Item {
        group: groups[position],
        kind: kinds[position],
        score: c.score,
        themes: themes(c),
    };
    let items: Vec<Item> = candidates.iter().enumerate().map(item).collect();
    let rules = SelectionRules {
        per_group: policy.per_school[1] as usize,
        per_kind: policy.schools_per_programme as usize,
        most: policy.provincial[1] as usize,
        themes: policy.leading.len(),
    };
    let Selection { chosen, unserved } = choose(&items, rules);
    for position in &chosen {
        (candidates[*position].1.provincial, candidates[*position].1.city) = (true, true);
    }
    fill_schools(candidates, &groups, rules.per_group);
    mark_ties(policy, candidates, &items, rules);
    unserved
        .into_iter()
        .filter_map(|theme| IndustryCode::new(&policy.leading[theme]).ok())
        .collect()
}

/// Chooses for the city's level the best of each school beside the provincial ones, up to the most of a school.
fn fill_schools(candidates: &mut [Scored], groups: &[usize], per_school: usize) {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|a, b| candidates[*b].1.score.total_cmp(&candidates[*a].1.score));
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for position in candidates.iter().zip(groups).filter(|((_, c), _)| c.city) {
        *counts.entry(*position.1).or_default() += 1;
    }
    for position in order {
        let count = counts.entry(groups[position]).or_default();
        if !candidates[position].1.city && *count < per_school {
            candidates[position].1.city = true;
            *count += 1;
        }
    }
}

/// Marks every one that is chosen and every one that is not where the second could stand in the place of the first and their
/// scores are too near: at the city's level within a school, at the province's within the rules.
fn mark_ties(policy: &KeyPolicy, candidates: &mut [Scored], items: &[Item], rules: SelectionRules) {
    let count = candidates.len();
    let pairs = (0..count).flat_map(|a| (0..count).map(move |b| (a, b)));
    let parts = |(deviation, c): &Scored| -> (KeyParts, f64) { (c.parts, *deviation) };
    let near: Vec<usize> = pairs
        .filter(|&(inside, outside)| {
            let (a, b) = (&candidates[inside].1, &candidates[outside].1);
            let in_school = a.city && !b.city && !a.provincial && a.school == b.school;
            let in_province = a.provincial
                && !b.provincial
                && may_stand_for(candidates, items, rules, (inside, outside));
            (in_school || in_province)
                && policy.is_near(parts(&candidates[inside]), parts(&candidates[outside]))
        })
        .flat_map(|(inside, outside)| [inside, outside])
        .collect();
    for position in near {
        candidates[position].1.panel = true;
    }
}

/// Whether the provincial choice keeps to the rules, and serves what it served, with one in the place of another.
fn may_stand_for(
    candidates: &[Scored],
    items: &[Item],
    rules: SelectionRules,
    (inside, outside): (usize, usize),
) -> bool {
    let kept: Vec<&Item> = (0..items.len())
        .filter(|position| candidates[*position].1.provincial && *position != inside)
        .map(|position| &items[position])
        .collect();
    let own = &items[outside];
    let serves = |theme: &usize| {
        own.themes.contains(theme) || kept.iter().any(|item| item.themes.contains(theme))
    };
    kept.iter().filter(|item| item.group == own.group).count() < rules.per_group
        && kept.iter().filter(|item| item.kind == own.kind).count() < rules.per_kind
        && items[inside].themes.iter().all(serves)
}

#[cfg(test)]
mod tests {
    use talent_warning::Policy;

    use super::*;

    /// A candidate with the same value for every part.
    fn candidate(school: &str, programme: &str, value: f64, serves: &[&str]) -> Scored {
        let parts = [Some(value); 5];
        let candidate = KeyCandidate {
            programme: ProgrammeCode::new(programme).unwrap(),
            name: programme.to_owned(),
            school: SchoolCode::new(school).unwrap(),
            school_name: school.to_owned(),
            score: 100.0 * value,
            sd: 0.0,
            parts,
            serves: serves.iter().map(|code| IndustryCode::new(code).unwrap()).collect(),
            city: false,
            provincial: false,
            panel: false,
            origins: Origins::default(),
        };
        (0.05, candidate)
    }

    fn policy(provincial: u32) -> KeyPolicy {
        let mut keys = Policy::parse(Policy::DEFAULT).unwrap().key_programmes;
        keys.per_school = [1, 2];
        keys.provincial = [1, provincial];
        keys.schools_per_programme = 1;
        keys.leading = vec!["B".to_owned(), "C".to_owned()];
        keys
    }

    /// By candidate: chosen for the city, for the province, left to the panel.
    fn chosen(candidates: &[Scored]) -> Vec<(bool, bool, bool)> {
        candidates.iter().map(|(_, c)| (c.city, c.provincial, c.panel)).collect()
    }

    #[test]
    fn a_leading_industry_is_served_before_a_better_score_and_schools_are_filled() {
        let mut candidates = vec![
            candidate("SCH01", "620501", 0.9, &["B"]),
            candidate("SCH01", "620504", 0.8, &["B"]),
            candidate("SCH01", "740101", 0.2, &[]),
            candidate("SCH02", "660103", 0.4, &["C"]),
            candidate("SCH02", "620501", 0.7, &["B"]),
        ];
        assert!(choose_keys(&policy(2), &mut candidates).is_empty());
        let (yes, no) = (true, false);
        assert_eq!(
            chosen(&candidates),
            // One school alone is of the province's level for a programme; the worst of a school is left out.
            [(yes, yes, no), (yes, no, no), (no, no, no), (yes, yes, no), (yes, no, no)]
        );
    }

    #[test]
    fn what_is_too_near_is_left_to_the_panel_and_what_nobody_serves_is_said() {
        let mut candidates = vec![
            candidate("SCH01", "620501", 0.700, &["B"]),
            candidate("SCH01", "620504", 0.600, &[]),
            candidate("SCH01", "740101", 0.599, &[]),
        ];
        let unserved = choose_keys(&policy(1), &mut candidates);
        assert_eq!(unserved, [IndustryCode::new("C").unwrap()]);
        let (yes, no) = (true, false);
        assert_eq!(chosen(&candidates), [(yes, yes, no), (yes, no, yes), (no, no, yes)]);
    }
}
