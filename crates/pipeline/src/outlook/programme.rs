//! Programmes as an outlook records them: students, entrants and graduates, their schools, rates and industries.

use rayon::prelude::*;
use talent_domain::{IndustryCode, Measure, ProgrammeCode, SchoolCode, Year};
use talent_facts::{GRADES, Subject};
use talent_outlook::{ForecastPoint, KeyLevel, Point, ProgrammeOutlook, RateOutlook, SiteOutlook};
use talent_panel::TracedSeries;
use talent_release::{Outcome, PlaceDraws, RateUsed, Supply};

use super::Findings;
use super::convert::{explanation, forecast_points, points, range, tried_explanation};
use super::enrolment::expected;
use crate::outlook::outcomes::quality;

impl Findings<'_> {
    /// Every programme of the outcome.
    pub(super) fn programmes(&self, places: &[PlaceDraws<'_>]) -> Vec<ProgrammeOutlook> {
        let supplies = self.outcome.supplies.par_iter().enumerate();
        supplies.map(|(p, supply)| self.programme(p, supply, places)).collect()
    }

    /// One programme: `p` is its position in the outcome, `places` are the draws of all programmes'
    /// places.
    fn programme(&self, p: usize, supply: &Supply, places: &[PlaceDraws<'_>]) -> ProgrammeOutlook {
        let Self { facts, outcome, .. } = self;
        let code = &supply.programme;
        let subject = (code.clone(), None);
        let until_base =
            |traced: Option<TracedSeries>| traced.and_then(|traced| traced.until(outcome.base));
        let graduates = until_base(facts.city(code, Measure::Graduates));
        let last_graduates = graduates.as_ref().map_or(outcome.base, |g| g.series.end());
        let by_past = self.graduates.series[p].as_ref().ok();
        let entry = facts.codes.programmes.get(code);
        let industries = self.industries_of(p);
        let own_places = places.iter().filter(|place| place.programme == p).collect::<Vec<_>>();
        ProgrammeOutlook {
            code: code.clone(),
            name: facts.codes.programme_name(code).to_owned(),
            class_name: entry.map(|entry| entry.class_name.clone()).unwrap_or_default(),
            category_name: entry.map(|entry| entry.category_name.clone()).unwrap_or_default(),
            sites: self.sites(code, &own_places),
            unreported: self.unreported(code),
            students: points(until_base(facts.sum(&subject, &GRADES)).as_ref()),
            entrants: points(until_base(facts.entrants(&subject)).as_ref()),
            entrants_forecast: entrants_forecast(outcome, p),
            entrants_explanation: outcome.intake.as_ref().and_then(|intake| {
                let series = intake.forecast.panel.series[p].as_ref().ok()?;
                Some(tried_explanation(&intake.forecast, series))
            }),
            graduates: points(graduates.as_ref()),
            graduates_forecast: graduates_forecast(outcome, p),
            graduates_trend: by_past
                .map_or_else(Vec::new, |series| forecast_points(series, last_graduates)),
            graduates_explanation: by_past
                .map(|series| explanation(&self.graduates.backtest, series)),
            quality: quality(facts, self.request.policy, &subject, outcome.base),
            rates: supply.rates.iter().map(rate).collect(),
            returning: self.returning(p),
            balance: self.balance(p, &industries),
            industries,
            supply_origins: supply.origins.clone(),
            demand_origins: outcome.demand_origins[outcome.class_of(p)].clone(),
        }
    }

    /// Names of the schools of a programme that have not reported the base year.
    fn unreported(&self, code: &ProgrammeCode) -> Vec<String> {
        let late = self.facts.late().filter(|(programme, _)| *programme == code);
        late.map(|(_, school)| self.facts.codes.school_name(school).to_owned()).collect()
    }

    /// The industries that a programme serves, with their share of its demand, the largest first.
    ///
    /// A section counts with its mean openings over the draws, times the part of them that falls to
    /// the programme.
    fn industries_of(&self, programme: usize) -> Vec<(IndustryCode, String, f64)> {
        let outcome = self.outcome;
        let (draws, class) = (outcome.outcomes.len() as f64, outcome.class_of(programme));
        let openings = |i: usize| {
            let sum: f64 = outcome.outcomes.iter().map(|o| o.demand.industry_openings(i)).sum();
            sum / draws * outcome.to_classes[i][class]
        };
        let openings: Vec<f64> = (0..outcome.sections.len()).map(openings).collect();
        let total: f64 = openings.iter().sum();
        let served = outcome.sections.iter().zip(openings).filter(|(_, persons)| *persons > 0.0);
        let name = |code: &IndustryCode| self.facts.codes.industry_name(code).to_owned();
        let mut shares: Vec<(IndustryCode, String, f64)> =
            served.map(|(code, persons)| (code.clone(), name(code), persons / total)).collect();
        shares.sort_by(|a, b| b.2.total_cmp(&a.2));
        shares
    }

    /// The schools that offer a programme in the base year, the largest first.
    fn sites(&self, programme: &ProgrammeCode, places: &[&PlaceDraws<'_>]) -> Vec<SiteOutlook> {
        let schools = self.facts.schools(programme);
        let mut sites: Vec<SiteOutlook> = schools
            .filter_map(|school| {
                let place = places.iter().copied().find(|place| place.school == Some(school));
                self.site(programme, school, place)
            })
            .collect();
        sites.sort_by(|a, b| b.students.total_cmp(&a.students));
        sites
    }

    /// A programme at one school; `None` where it had no students counted in the base year. Without
    /// draws of the place nothing is expected of it.
    fn site(
        &self,
        programme: &ProgrammeCode,
        school: &SchoolCode,
        place: Option<&PlaceDraws<'_>>,
    ) -> Option<SiteOutlook> {
        let (facts, base) = (self.facts, self.outcome.base);
        let subject = (programme.clone(), Some(school.clone()));
        let students = facts.sum(&subject, &GRADES)?.series.at(base)?;
        let entrants = facts.entrants(&subject).and_then(|traced| traced.series.at(base));
        let (entrants_forecast, graduates_forecast) = expected(base, place);
        Some(SiteOutlook {
            school: school.clone(),
            name: facts.codes.school_name(school).to_owned(),
            students,
            entrants: entrants.unwrap_or(0.0),
            quality: quality(facts, self.request.policy, &subject, base),
            key_level: self.key_level(&subject, base),
            entrants_forecast,
            graduates_forecast,
        })
    }

    /// Whether a programme is a key programme at a school by the newest word on it.
    ///
    /// The newest figure of a year up to `base`: 2 provincial, 1 of the city, 0 ordinary. `None`
    /// where it was never stated.
    fn key_level(&self, subject: &Subject, base: Year) -> Option<KeyLevel> {
        let stated = self.facts.sum(subject, &[Measure::KeyLevel])?;
        let newest = stated.series.points().filter(|(year, _)| *year <= base).last()?.1?;
        Some(match newest {
            level if level >= 2.0 => KeyLevel::Provincial,
            level if level >= 1.0 => KeyLevel::City,
            _ => KeyLevel::Ordinary,
        })
    }

    /// Those who go on studying, by the year in which they come back at a higher level: of each cohort the
    /// share of 升学, and those on a continued track.
    ///
    /// With `s` the share on a continued track and `L` the median of those who leave, those on it
    /// are `L·s/(1 − s)`, since `L` is without them.
    fn returning(&self, programme: usize) -> Vec<Point> {
        let supply = &self.outcome.supplies[programme];
        let later = i32::from(self.request.assumptions.further_study_years);
        let cohort = |cohort: usize| {
            let draws = self.outcome.outcomes.iter().map(|o| o.graduates[programme][cohort]);
            let leaving = range(draws).median?;
            let staying = match supply.continued {
                share if share < 1.0 => leaving * share / (1.0 - share),
                _ => 0.0,
            };
            let value = leaving * supply.inputs.further_study.mean + staying;
            let year = self.outcome.base + (cohort as i32 + 1) + later;
            (value > 0.0).then_some(Point { year, value, odd: None })
        };
        (0..self.outcome.cohorts(programme)).filter_map(cohort).collect()
    }
}

/// A rate as it was counted, persons of persons, and as it was used.
fn rate(rate: &RateUsed) -> RateOutlook {
    RateOutlook {
        definition: rate.definition,
        count: rate.counted.count,
        of: rate.counted.of,
        used: rate.used.mean,
        persons: rate.used.persons,
    }
}

/// Entrants to come as the balance draws them: quotas where they are known, all together adding up.
///
/// Persons by year after the base; empty where the horizon ends before they would graduate.
fn entrants_forecast(outcome: &Outcome, programme: usize) -> Vec<ForecastPoint> {
    let draws = &outcome.entrants;
    let years = draws.first().map_or(0, |entrants| entrants.programmes[programme].len());
    let point = |step: usize| ForecastPoint {
        year: outcome.base + (step as i32 + 1),
        range: range(draws.iter().map(|entrants| entrants.programmes[programme][step])),
    };
    (0..years).map(point).collect()
}

/// Graduates to come of each cohort, as drawn.
///
/// Persons by year after the base, without those on a continued track.
fn graduates_forecast(outcome: &Outcome, programme: usize) -> Vec<ForecastPoint> {
    let point = |cohort: usize| ForecastPoint {
        year: outcome.base + (cohort as i32 + 1),
        range: range(outcome.outcomes.iter().map(|o| o.graduates[programme][cohort])),
    };
    (0..outcome.cohorts(programme)).map(point).collect()
}
