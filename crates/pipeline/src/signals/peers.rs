//! F1B and F1C: the placement of two cohorts running beside that of others in the same years.

use std::collections::BTreeMap;

use talent_domain::{Origins, ProgrammeCode};
use talent_facts::Rate;
use talent_warning::{CohortRate, Counts, Figure, Policy, Prior, Priors, TwoCohorts};

use super::{Group, Member, TracedFigure, counts, quantile};

/// Two cohorts of a member, the newest first; `None` where one is not known.
pub(super) type Cohorts<T> = [Option<T>; 2];

/// What the members of a group had in common in one cohort.
pub(super) struct CohortPeers {
    /// What the rate of the cohort alone is drawn towards.
    priors: Priors,
    /// Jobs, and jobs and seekers, of all members of a programme; programmes of one member are left out, because there is
    /// nobody to compare with.
    by_programme: BTreeMap<ProgrammeCode, Counts>,
    /// The rate that the lowest part of the members stays below; `None` without members of enough persons.
    lowest: Option<f64>,
}

impl CohortPeers {
    /// Those of one cohort: `back` is 0 for the newest and 1 for the one before it.
    pub(super) fn new(policy: &Policy, members: &[Member<'_>], back: usize) -> Self {
        let known = || {
            let counts = |member: &Member<'_>| member.cohorts[back].as_ref().map(counts);
            members.iter().filter_map(move |member| Some((&member.subject.0, counts(member)?)))
        };
        let mut programmes: BTreeMap<ProgrammeCode, Vec<Counts>> = BTreeMap::new();
        for (programme, counts) in known().filter(|(_, counts)| counts.of > 0.0) {
            programmes.entry(programme.clone()).or_default().push(counts);
        }
        let several = programmes.into_iter().filter(|(_, members)| members.len() > 1);
        let by_class: Vec<_> =
            known().map(|(programme, counts)| (programme.class(), counts)).collect();
        let ranked: Vec<f64> = known()
            .filter(|(_, counts)| counts.of >= policy.rating.least_persons)
            .filter_map(|(_, counts)| counts.rate())
            .collect();
        let lowest = (!ranked.is_empty()).then(|| quantile(&ranked, policy.peers.lowest_share));
        Self {
            priors: Priors::fit(&policy.rating, &by_class),
            by_programme: several.map(|(code, all)| (code, all.into_iter().sum())).collect(),
            lowest,
        }
    }
}

/// F1B: below the city's mean of the same programme, every person counting the same. Only at schools that are not alone
/// with the programme. The rates are drawn towards that mean.
pub(super) fn below_programme(group: &Group<'_>, member: &Member<'_>) -> Option<TracedFigure> {
    member.subject.1.as_ref()?;
    two_cohorts(group, member, |peers| {
        let mean = peers.by_programme.get(&member.subject.0)?.rate()?;
        Some((Prior { mean, persons: peers.priors.persons }, mean))
    })
}

/// F1C: in the lowest part of the group.
pub(super) fn in_lowest_part(group: &Group<'_>, member: &Member<'_>) -> Option<TracedFigure> {
    let class = member.subject.0.class();
    two_cohorts(group, member, |peers| Some((peers.priors.of(&class), peers.lowest?)))
}

/// The rates of both cohorts, each beside the prior and the threshold that `beside` takes from its year.
fn two_cohorts(
    group: &Group<'_>,
    member: &Member<'_>,
    beside: impl Fn(&CohortPeers) -> Option<(Prior, f64)>,
) -> Option<TracedFigure> {
    let [newest, before] = &member.cohorts;
    let (newest, before) = (newest.as_ref()?, before.as_ref()?);
    let held = |rate: &Rate, peers: &CohortPeers| {
        let (prior, threshold) = beside(peers)?;
        Some(CohortRate { counts: counts(rate), prior, threshold })
    };
    let [peers_now, peers_before] = &group.peers;
    let cohorts =
        TwoCohorts { newest: held(newest, peers_now)?, before: held(before, peers_before)? };
    let figures = newest.figures.iter().chain(&before.figures).copied();
    let origins = Origins::of_figures(figures);
    Some(TracedFigure { figure: Figure::TwoCohorts(cohorts), origins })
}
