//! What the graduates of a base window did: the observed part of the way from openings to programmes. It is frozen
//! until the policy moves the window, so that demand does not follow what schools recruit.

use std::collections::BTreeMap;

use talent_domain::{Measure, ProgrammeClass, ProgrammeCode, Year};
use talent_facts::{Facts, Place};
use talent_market::CountedRate;
use talent_panel::TracedSeries;

/// The cohorts whose destinations demand rests on, the first and the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BaseWindow {
    /// The first cohort.
    pub first: Year,
    /// The last cohort.
    pub last: Year,
}

impl BaseWindow {
    /// The window for a balance after `base`: as it stands, or as many years up to `base` where it would end later.
    #[must_use]
    pub fn up_to(self, base: Year) -> Self {
        let later = self.last.since(base).max(0);
        Self { first: self.first - later, last: self.last - later }
    }

    /// Its years.
    pub fn years(self) -> impl Iterator<Item = Year> {
        (0..=self.last.since(self.first)).map(move |offset| self.first + offset)
    }
}

/// What the graduates of a programme did, persons a year over the window. A place counts with the mean of the years
/// that it has reported.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WindowJobs {
    /// Graduates.
    pub graduates: f64,
    /// Those with a job in the city; all jobs where it is not known which are.
    pub jobs: f64,
    /// Those with a job in the city or looking for one there.
    pub seekers: f64,
    /// Jobs for which it is known whether they match, and those that do.
    pub matched: Option<CountedRate>,
    /// Positions of the figures in the panel.
    pub figures: Vec<u32>,
}

/// What graduates of the window did, by programme: those of every place of the level, whether it has reported the
/// base year or still offers the programme.
pub fn window_jobs(facts: &Facts<'_>, window: BaseWindow) -> BTreeMap<ProgrammeCode, WindowJobs> {
    let mut found: BTreeMap<ProgrammeCode, WindowJobs> = BTreeMap::new();
    for (programme, _, place) in facts.places() {
        let Some(jobs) = jobs_of(facts, place, window) else { continue };
        let sum = found.entry(programme.clone()).or_default();
        sum.graduates += jobs.graduates;
        sum.jobs += jobs.jobs;
        sum.seekers += jobs.seekers;
        sum.matched = Some(CountedRate::sum(sum.matched.into_iter().chain(jobs.matched)));
        sum.figures.extend(jobs.figures);
    }
    found
}

/// What graduates of one place did; none where it has no graduates in the window.
fn jobs_of(facts: &Facts<'_>, place: &Place, window: BaseWindow) -> Option<WindowJobs> {
    let series = |measure| facts.sum_of(&[place], &[measure]);
    let read = |traced: &Option<TracedSeries>, year| traced.as_ref()?.series.at(year);
    let graduates = series(Measure::Graduates);
    let (direct, local, seeking) =
        (series(Measure::DirectJobs), series(Measure::LocalJobs), series(Measure::Seeking));
    let (matched, surveyed) = (series(Measure::MatchedJobs), series(Measure::MatchSurveyed));
    let (mut sum, mut years) = (WindowJobs::default(), 0.0);
    let mut rate = CountedRate { count: 0.0, of: 0.0 };
    for year in window.years() {
        let Some(left) = read(&graduates, year) else { continue };
        years += 1.0;
        sum.graduates += left;
        if let Some(direct) = read(&direct, year) {
            let jobs = read(&local, year).unwrap_or(direct);
            let looking = read(&seeking, year).unwrap_or(0.0);
            let staying = if direct > 0.0 { jobs / direct } else { 1.0 };
            sum.jobs += jobs;
            sum.seekers += jobs + looking * staying;
        }
        if let (Some(count), Some(of)) = (read(&matched, year), read(&surveyed, year)) {
            rate = CountedRate { count: rate.count + count, of: rate.of + of };
        }
        let all = [&graduates, &direct, &local, &seeking, &matched, &surveyed];
        sum.figures.extend(all.into_iter().flatten().flat_map(|traced| traced.ids_of(year)));
    }
    let mean = |value: f64| value / years;
    (years > 0.0).then(|| WindowJobs {
        graduates: mean(sum.graduates),
        jobs: mean(sum.jobs),
        seekers: mean(sum.seekers),
        matched: (rate.of > 0.0).then_some(rate),
        figures: sum.figures,
    })
}

/// The same by class.
pub(crate) fn by_class(
    of_programmes: &BTreeMap<ProgrammeCode, WindowJobs>,
) -> BTreeMap<ProgrammeClass, Vec<(&ProgrammeCode, &WindowJobs)>> {
    let mut classes: BTreeMap<ProgrammeClass, Vec<(&ProgrammeCode, &WindowJobs)>> = BTreeMap::new();
    for (programme, jobs) in of_programmes {
        classes.entry(programme.class()).or_default().push((programme, jobs));
    }
    classes
}
