//! The employment-quality index of every subject of a group, with its rank in the group.

use talent_domain::{Measure, RateDefinition, SchoolCode, Year};
use talent_facts::{Facts, Subject, Window};
use talent_outlook::QualityIndex;
use talent_quality::{
    Composition, Evidence, Index, PARTS, Part, Rank, Ranking, ranks, share_below,
};
use talent_warning::{Counts, DrawnIndex, Policy, Priors};

/// Draws of a rank; its ends move by less than one place between seeds.
const DRAWS: usize = 1_000;
/// The part of the draws that an interval of ranks holds.
const COVERAGE: f64 = 0.90;
/// Any would do; a constant makes the same figures give the same ranks.
const SEED: u64 = 6_101;

/// The shares among the parts, by the rate that each is.
const SHARES: [(Part, RateDefinition); 5] = [
    (Part::Placement, RateDefinition::Placement),
    (Part::Match, RateDefinition::Match),
    (Part::Satisfaction, RateDefinition::Satisfaction),
    (Part::Stability, RateDefinition::Stability),
    (Part::Local, RateDefinition::Retention),
];

/// The indices of a group, and how they stand beside each other.
pub(crate) struct GroupIndices {
    composition: Composition,
    known: Vec<[Option<Evidence>; PARTS]>,
    values: Vec<Option<f64>>,
    /// The index that the lowest part of the group stays below.
    lowest: f64,
    /// The index from which the upper part begins.
    upper: f64,
}

impl GroupIndices {
    /// Of a group's subjects; the lowest and the upper part are as large as the policy says.
    pub(crate) fn new(
        facts: &Facts<'_>,
        policy: &Policy,
        year: Year,
        subjects: &[&Subject],
    ) -> Option<Self> {
        let composition = composition(policy)?;
        let known = evidence(facts, policy, year, subjects);
        let value = |known: &[Option<Evidence>; PARTS]| {
            Some(composition.index(known.map(|part| part.map(Evidence::value)))?.value)
        };
        let values: Vec<Option<f64>> = known.iter().map(value).collect();
        let rated: Vec<f64> = values.iter().copied().flatten().collect();
        let lowest = quantile(&rated, policy.matching.lowest_share);
        let upper = quantile(&rated, 1.0 - policy.growth.upper_share);
        Some(Self { composition, known, values, lowest, upper })
    }

    /// The index of the subject at a position beside the lowest part; `None` where too little is known of it.
    pub(crate) fn beside_lowest(&self, position: usize) -> Option<DrawnIndex> {
        let (value, known) = ((*self.values.get(position)?)?, self.known.get(position)?);
        let below = share_below(&self.composition, known, self.lowest, DRAWS, SEED)?;
        Some(DrawnIndex { value, edge: self.lowest, below })
    }

    /// Whether enough is known of the subject at a position.
    pub(crate) fn has(&self, position: usize) -> bool {
        self.values.get(position).is_some_and(Option::is_some)
    }

    /// Whether the index of the subject at a position is in the upper part; `None` where too little is known of it.
    pub(crate) fn is_upper(&self, position: usize) -> Option<bool> {
        Some((*self.values.get(position)?)? >= self.upper)
    }
}

/// The figures that the index of a subject is taken from, by position in the panel.
pub(crate) fn figures(
    facts: &Facts<'_>,
    policy: &Policy,
    year: Year,
    subject: &Subject,
) -> Vec<u32> {
    let newest = facts.cohort_of(year);
    let window = Window { newest, cohorts: i32::from(policy.rating.pooled_years) };
    let shares = SHARES.iter().flat_map(|(_, rate)| facts.rate(subject, *rate, window).figures);
    let pay = [Measure::StartingPay, Measure::PaySample].into_iter();
    let pay = pay.filter_map(|measure| facts.sum(subject, &[measure]));
    let pay = pay.flat_map(|traced| traced.ids_of(newest).collect::<Vec<_>>());
    let mut figures: Vec<u32> = shares.chain(pay).collect();
    figures.sort_unstable();
    figures.dedup();
    figures
}

/// What is known of every subject of a group by `base`, in the order of `subjects`.
///
/// Shares are over the cohorts that the policy pools, each of at least `rate_persons` and drawn towards its class as
/// signals are; pay is the mean of the newest cohort over the median of the group's schools, every answer counting once.
fn evidence(
    facts: &Facts<'_>,
    policy: &Policy,
    base: Year,
    subjects: &[&Subject],
) -> Vec<[Option<Evidence>; PARTS]> {
    let mut known = vec![[None; PARTS]; subjects.len()];
    let newest = facts.cohort_of(base);
    let window = Window { newest, cohorts: i32::from(policy.rating.pooled_years) };
    for (part, definition) in SHARES {
        let rate = |subject: &&Subject| {
            let rate = facts.rate(subject, definition, window);
            let counts = Counts { count: rate.count, of: rate.of };
            (rate.has_newest && rate.of >= policy.disclosure.rate_persons).then_some(counts)
        };
        let counted: Vec<Option<Counts>> = subjects.iter().map(rate).collect();
        let by_class = subjects.iter().zip(&counted);
        let by_class: Vec<_> = by_class
            .filter_map(|(subject, counts)| Some((subject.0.class(), (*counts)?)))
            .collect();
        let priors = Priors::fit(&policy.rating, &by_class);
        for ((subject, counts), known) in subjects.iter().zip(counted).zip(&mut known) {
            let prior = priors.of(&subject.0.class());
            known[part as usize] = counts
                .map(|counts| Evidence::share(counts.count, counts.of, prior.mean, prior.persons));
        }
    }
    let pay: Vec<Option<(f64, f64)>> =
        subjects.iter().map(|subject| starting_pay(facts, policy, subject, newest)).collect();
    let median = weighted_median(pay.iter().copied().flatten().collect());
    for (pay, known) in pay.into_iter().zip(&mut known) {
        known[Part::Pay as usize] = pay.zip(median).map(|((mean, answers), median)| {
            let mean = mean / median;
            let error = mean * policy.quality_index.pay_spread / answers.sqrt();
            Evidence::Mean { mean, error }
        });
    }
    known
}

/// The index of each subject of a group; none where too little is known.
pub(crate) fn indices(
    facts: &Facts<'_>,
    policy: &Policy,
    base: Year,
    subjects: &[&Subject],
) -> Vec<Option<QualityIndex>> {
    let Some(composition) = composition(policy) else { return vec![None; subjects.len()] };
    let known = evidence(facts, policy, base, subjects);
    let concentration = policy.quality_index.concentration;
    let ranking = Ranking { draws: DRAWS, concentration, coverage: COVERAGE, seed: SEED };
    let ranked = ranks(&composition, &known, ranking);
    let index = |(ranked, known): (Option<(Index, Rank)>, &[Option<Evidence>; PARTS])| {
        let (index, rank) = ranked?;
        let score =
            |part: Part| known[part as usize].map(|known| composition.score(part, known.value()));
        let deviation = composition.deviation(*known);
        Some(QualityIndex { index, rank, scores: Part::ALL.map(score), deviation })
    };
    ranked.into_iter().zip(&known).map(index).collect()
}

/// What the index is made of; a policy that was read makes one.
fn composition(policy: &Policy) -> Option<Composition> {
    policy.quality_index.composition().ok()
}

/// Mean starting pay of a cohort, yuan per month, each school weighted by its sample, and the
/// answers behind it. `None` with too few answers.
pub(crate) fn starting_pay(
    facts: &Facts<'_>,
    policy: &Policy,
    (programme, school): &Subject,
    cohort: Year,
) -> Option<(f64, f64)> {
    let schools: Vec<SchoolCode> = match school {
        Some(school) => vec![school.clone()],
        None => facts.schools(programme).cloned().collect(),
    };
    let (mut sum, mut answers) = (0.0, 0.0);
    for school in schools {
        let subject = (programme.clone(), Some(school));
        let at = |measure| facts.sum(&subject, &[measure])?.series.at(cohort);
        if let (Some(pay), Some(sample)) = (at(Measure::StartingPay), at(Measure::PaySample)) {
            sum += pay * sample;
            answers += sample;
        }
    }
    (answers >= policy.disclosure.pay_answers).then(|| (sum / answers, answers))
}

/// The value that a share `p` of the values lies at or below; zero without values.
pub(crate) fn quantile(values: &[f64], p: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (p * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
}

/// The value in the middle of values that each count so often; `None` without any.
fn weighted_median(mut values: Vec<(f64, f64)>) -> Option<f64> {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = values.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
    let mut below = 0.0;
    values.into_iter().find_map(|(value, weight)| {
        below += weight;
        (below >= half && value > 0.0).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use talent_facts::small_city::{SmallCity, year};

    use super::*;

    const CODE: &str = "710201";

    /// Eight schools of one programme; at school `n` of them so many of 100 find a job, and pay rises with it.
    fn city() -> SmallCity {
        (0..8_u32).fold(SmallCity::new(), |city, school| {
            let name = format!("SCH{school:02}");
            let jobs = f64::from(60 + 5 * school);
            let pay = f64::from(2_600 + 100 * school);
            city.students(&name, CODE, 2023, [100.0; 3])
                .cohort(&name, CODE, 2023, [100.0, jobs, 100.0 - jobs])
                .figure(&name, CODE, Measure::MatchSurveyed, 2023, jobs)
                .figure(&name, CODE, Measure::MatchedJobs, 2023, jobs * 0.7)
                .figure(&name, CODE, Measure::LocalJobs, 2023, jobs * 0.6)
                .figure(&name, CODE, Measure::StartingPay, 2023, pay)
                .figure(&name, CODE, Measure::PaySample, 2023, 40.0)
        })
    }

    fn found(city: SmallCity) -> Vec<Option<QualityIndex>> {
        let city = city.build();
        let (facts, policy) = (city.facts(), Policy::parse(Policy::DEFAULT).unwrap());
        let subjects = facts.subjects();
        let schools: Vec<&Subject> =
            subjects.iter().filter(|(_, school)| school.is_some()).collect();
        indices(&facts, &policy, year(2023), &schools)
    }

    #[test]
    fn schools_rank_by_what_became_of_their_graduates() {
        let found = found(city());
        let ranks: Vec<_> = found.iter().map(|index| index.unwrap().rank.rank).collect();
        assert_eq!(ranks, [8, 7, 6, 5, 4, 3, 2, 1]);
        let best = found[7].unwrap();
        // Two parts are not reported: what is known is just enough.
        assert!((best.index.known - 0.70).abs() < 1e-9);
        assert_eq!(best.scores.iter().filter(|score| score.is_none()).count(), 2);
        assert!(best.rank.worst > best.rank.rank && best.rank.of == 8);
    }

    #[test]
    fn what_is_asked_of_too_few_counts_as_unknown() {
        let few = city()
            .figure("SCH00", CODE, Measure::SatisfactionAsked, 2023, 9.0)
            .figure("SCH00", CODE, Measure::Satisfied, 2023, 0.0)
            .figure("SCH01", CODE, Measure::SatisfactionAsked, 2023, 40.0)
            .figure("SCH01", CODE, Measure::Satisfied, 2023, 36.0);
        let found = found(few);
        let known = |school: usize| (found[school].unwrap().index.known * 100.0).round();
        assert_eq!((known(0), known(1)), (70.0, 85.0));
    }

    #[test]
    fn the_median_counts_answers() {
        assert_eq!(
            weighted_median(vec![(5000.0, 1.0), (3000.0, 10.0), (4000.0, 2.0)]),
            Some(3000.0)
        );
        assert_eq!(weighted_median(Vec::new()), None);
    }
}
