//! What speaks against a surplus: occupations that employers lack, and good outcomes of the graduates.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{Codebook, ListRow, ProgrammeClass, Quarter, TemplateCode, Year};
use talent_market::Band;
use talent_outlook::{CounterEvidence, WarningRecord};

use super::Findings;
use super::outcomes::quality;

/// A class leads to an occupation that at least this fraction of its newcomers is meant to come from.
const LEAST_WEIGHT: f64 = 0.1;
/// The newest quarters of the list that are looked at.
const QUARTERS: usize = 4;
/// A list from more than so many years before the base year says nothing of today.
const WITHIN: i32 = 3;
/// Placement and match from which outcomes are good, fractions.
const GOOD: (f64, f64) = (0.9, 0.7);

impl Findings<'_> {
    /// What speaks against the surplus of a programme; nothing where it has another band.
    pub(super) fn against_surplus(&self, p: usize, band: Option<Band>) -> Vec<CounterEvidence> {
        let programme = &self.outcome.supplies[p].programme;
        let mut found = self.against_class_surplus(&programme.class(), band);
        if band.is_some_and(Band::is_surplus) {
            let policy = self.request.policy;
            let outcomes =
                quality(self.facts, policy, &(programme.clone(), None), self.outcome.base);
            let rates = (outcomes.placement, outcomes.matched);
            found.extend(good_outcomes(rates, policy.rating.pooled_years));
        }
        found
    }

    /// What speaks against the surplus of a class: occupations only, since outcomes are those of its programmes.
    pub(super) fn against_class_surplus(
        &self,
        class: &ProgrammeClass,
        band: Option<Band>,
    ) -> Vec<CounterEvidence> {
        if band.is_some_and(Band::is_surplus) {
            lacked(self.facts.codes, class, self.outcome.base)
        } else {
            Vec::new()
        }
    }
}

/// Good outcomes of the graduates; none where one of them is not good or not known.
fn good_outcomes(
    (placement, matched): (Option<f64>, Option<f64>),
    cohorts: u8,
) -> Option<CounterEvidence> {
    let placement = placement.filter(|rate| *rate >= GOOD.0)?;
    let matched = matched.filter(|rate| *rate >= GOOD.1)?;
    Some(CounterEvidence::Outcomes { placement, matched, cohorts })
}

/// Occupations that a class leads to and that stand on the newest lists (C11), each in the newest quarter in which it
/// does: those of the newest quarter first, by rank.
fn lacked(codes: &Codebook, class: &ProgrammeClass, base: Year) -> Vec<CounterEvidence> {
    let linked = codes.occupation_classes.iter().filter(|link| {
        link.class == *class && link.weight >= LEAST_WEIGHT && link.holds_in(base.number())
    });
    let linked: BTreeSet<&str> = linked.map(|link| link.occupation.as_str()).collect();
    let known: BTreeSet<Quarter> = codes.shortages.iter().map(|row| row.quarter).collect();
    let newest: BTreeSet<Quarter> = known
        .into_iter()
        .rev()
        .take(QUARTERS)
        .filter(|quarter| base.number() - quarter.year <= WITHIN)
        .collect();
    let rows = codes.shortages.iter().enumerate().filter(|(_, row)| {
        linked.contains(row.occupation.as_str()) && newest.contains(&row.quarter)
    });
    let mut by_name: BTreeMap<&str, (Quarter, u32, usize)> = BTreeMap::new();
    for (position, row) in rows {
        let newer = by_name.get(row.name.as_str()).is_none_or(|old| old.0 < row.quarter);
        if newer {
            by_name.insert(&row.name, (row.quarter, row.rank, position));
        }
    }
    let mut found: Vec<_> = by_name.into_iter().collect();
    found.sort_by_key(|(_, (quarter, rank, _))| (std::cmp::Reverse(*quarter), *rank));
    let evidence = |(name, (quarter, rank, position)): (&str, (Quarter, u32, usize))| {
        let row = ListRow { list: TemplateCode::C11, row: position as u32 };
        CounterEvidence::Lacked { occupation: name.to_owned(), quarter, rank, row }
    };
    found.into_iter().map(evidence).collect()
}

/// Has the warnings of the city say what speaks against the surplus of their programmes.
pub(super) fn add_to_warnings(
    warnings: &mut [WarningRecord],
    programmes: &[talent_outlook::ProgrammeOutlook],
) {
    for warning in warnings.iter_mut().filter(|warning| warning.school.is_none()) {
        let programme = programmes.iter().find(|programme| programme.code == warning.programme);
        if let Some(programme) = programme {
            warning.counterevidence = programme.balance.counterevidence.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use talent_domain::{OccupationClassRow, ShortageRow};
    use talent_facts::small_city::{cell, year};

    use super::*;

    fn codes() -> Codebook {
        let link = |occupation: &str, weight| OccupationClassRow {
            occupation: occupation.to_owned(),
            class: ProgrammeClass::new("7307").unwrap(),
            weight,
            from: None,
            until: None,
            cell: cell("C9"),
        };
        let row = |occupation: &str, name: &str, quarter: &str, rank| ShortageRow {
            occupation: occupation.to_owned(),
            name: name.to_owned(),
            quarter: Quarter::parse(quarter).unwrap(),
            rank,
            source: String::new(),
            cell: cell("C11"),
        };
        Codebook {
            occupation_classes: vec![link("4-01", 0.33), link("4-03", 0.05)],
            shortages: vec![
                row("4-01", "车工", "2020Q3", 10),
                row("4-01", "商品营业员", "2021Q3", 3),
                row("4-03", "餐厅服务员", "2022Q4", 4),
                row("4-01", "营销员", "2022Q2", 2),
                row("4-01", "营销员", "2022Q4", 1),
                row("4-03", "餐厅服务员", "2022Q3", 3),
            ],
            ..Codebook::default()
        }
    }

    #[test]
    fn the_newest_rank_of_linked_occupations_is_told_and_old_lists_are_not() {
        let class = ProgrammeClass::new("7307").unwrap();
        let told = |base| -> Vec<(String, u32)> {
            let found = lacked(&codes(), &class, year(base)).into_iter();
            let name = |evidence| match evidence {
                CounterEvidence::Lacked { occupation, rank, .. } => Some((occupation, rank)),
                CounterEvidence::Outcomes { .. } => None,
            };
            found.filter_map(name).collect()
        };
        let names = [("营销员".to_owned(), 1), ("商品营业员".to_owned(), 3)];
        assert_eq!(told(2023), names);
        assert_eq!(told(2025), names[..1]);
        assert!(told(2026).is_empty());
    }

    #[test]
    fn outcomes_are_good_where_both_rates_are() {
        assert!(good_outcomes((Some(0.9), Some(0.7)), 3).is_some());
        assert!(good_outcomes((Some(0.95), Some(0.69)), 3).is_none());
        assert!(good_outcomes((Some(0.89), Some(0.9)), 3).is_none());
        assert!(good_outcomes((None, Some(0.9)), 3).is_none());
    }
}
