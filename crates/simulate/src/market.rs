//! One year of the local labour market: graduates who look for work in the city against what is asked of their programme.
//!
//! Of the local entrants of a programme `E·g(θ)` find work in what they learned, `g(θ) = θ/(1 + θ³)^⅓`, where `θ` is the true ratio
//! of openings to entrants, smoothed over one to three years and blurred. The others take posts that stayed empty elsewhere, as far
//! as there are any, leave the city, or go on seeking.

use crate::chance::Chance;
use crate::timeline::LAST;

/// Sharpness of the matching function.
const SHARPNESS: f64 = 3.0;
/// Blur of the ratio that graduates meet: standard deviation of its logarithm.
const BLUR: f64 = 0.1;
/// Part of the openings left empty that others could fill.
const OPEN_TO_OTHERS: f64 = 0.35;
/// Of those who neither match nor substitute, the part that leaves the city.
const PUSHED_OUT: f64 = 0.45;
/// Of those who leave the city of their own accord, and of those pushed out, the part that has work there.
const WORK_ELSEWHERE: (f64, f64) = (0.96, 0.85);
/// Of those who work elsewhere, the part in what they learned.
const MATCHED_ELSEWHERE: f64 = 0.62;
/// Of those who took other work, the part that says it matches.
const MATCHED_OTHERWISE: f64 = 0.12;

/// Of those who do not go on studying, the part that joins the army, and of the others that seeks no work.
const ARMY: f64 = 0.015;
const NOT_SEEKING: f64 = 0.03;

/// How graduates of a programme behave.
#[derive(Debug, Clone)]
pub(crate) struct Behaviour {
    /// Logit of the part that goes on studying in 2016; it rises every year.
    study: f64,
    /// How fast that rises.
    study_trend: f64,
    /// Part of the others that looks for work in the city first.
    stays: f64,
    /// Weight of the newest year in the ratio that graduates meet.
    newest: f64,
    /// Part of those without a match who would do other work.
    flexible: f64,
    /// Starting pay relative to the city's.
    pay: f64,
    /// The smoothed ratio, in logarithms; none before the first graduates.
    felt: Option<f64>,
}

impl Behaviour {
    /// That of one programme; `city` is what the city's programmes have in common of further study.
    pub(crate) fn draw(city: f64, chance: &mut Chance) -> Self {
        Self {
            study: city + chance.normal(0.35),
            study_trend: 0.09 + chance.normal(0.02),
            stays: chance.within(0.58, 0.85),
            newest: chance.within(0.35, 0.9),
            flexible: chance.within(0.35, 0.75),
            pay: chance.factor(0.12),
            felt: None,
        }
    }

    /// The part of the graduates of a year that goes on studying. It rises no more once the years of one horizon are over.
    pub(crate) fn study(&self, year: i32) -> f64 {
        let logit = self.study + self.study_trend * f64::from(year.min(LAST) - 2016);
        (1.0 / (1.0 + (-logit).exp())).min(0.7)
    }

    /// The part of the graduates of a year that looks for work in the city first.
    pub(crate) fn entering(&self, year: i32) -> f64 {
        (1.0 - self.study(year)) * (1.0 - ARMY) * (1.0 - NOT_SEEKING) * self.stays
    }

    /// The part of the others who look for work in the city first.
    pub(crate) fn stays(&self) -> f64 {
        self.stays
    }

    /// The part of local entrants that finds work in what it learned, from the year's ratio.
    fn matched(&mut self, ratio: f64, chance: &mut Chance) -> f64 {
        let now = ratio.max(0.02).ln();
        let felt = self.felt.map_or(now, |felt| self.newest * now + (1.0 - self.newest) * felt);
        self.felt = Some(felt);
        let met = (felt + chance.normal(BLUR)).exp();
        met / (1.0 + met.powf(SHARPNESS)).powf(1.0 / SHARPNESS)
    }
}

/// What the graduates of a programme meet in a year.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Conditions {
    /// Part of local entrants in work that they learned.
    matched: f64,
    /// Part of local entrants in other work.
    other: f64,
    /// Mean starting pay, yuan a month.
    pay: f64,
}

/// What graduates of every programme meet in a year, from openings and local entrants by programme, persons.
pub(crate) fn clear(
    behaviours: &mut [Behaviour],
    openings: &[f64],
    entrants: &[f64],
    year: i32,
    chance: &mut Chance,
) -> Vec<Conditions> {
    let mut met = Vec::with_capacity(behaviours.len());
    let (mut empty, mut willing) = (0.0, 0.0);
    for ((behaviour, openings), entrants) in behaviours.iter_mut().zip(openings).zip(entrants) {
        let matched =
            if *entrants > 0.0 { behaviour.matched(openings / entrants, chance) } else { 0.0 };
        empty += OPEN_TO_OTHERS * (openings - matched * entrants).max(0.0);
        willing += behaviour.flexible * (1.0 - matched) * entrants;
        met.push(matched);
    }
    let served = if willing > 0.0 { (empty / willing).min(1.0) } else { 0.0 };
    let mut conditions = |(behaviour, matched): (&Behaviour, f64)| {
        let scarce = behaviour.felt.unwrap_or(0.0).clamp(-1.0, 1.0);
        let usual = 2_300.0 * 1.045_f64.powi(year - 2016);
        Conditions {
            matched,
            other: (1.0 - matched) * behaviour.flexible * served,
            pay: usual * behaviour.pay * (0.12 * scarce).exp() * chance.factor(0.025),
        }
    };
    behaviours.iter().zip(met).map(&mut conditions).collect()
}

/// Where the graduates of one place went, persons; truly, not as reported.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Destinations {
    pub(crate) graduates: f64,
    /// 升学
    pub(crate) study: f64,
    /// 参军
    pub(crate) army: f64,
    /// 暂不就业
    pub(crate) not_seeking: f64,
    /// Those who look for work in the city first: the local entrants.
    pub(crate) entrants: f64,
    /// Those who look for it elsewhere.
    pub(crate) leaving: f64,
    /// 直接就业
    pub(crate) jobs: f64,
    /// Of these, in the city.
    pub(crate) local: f64,
    /// Of these, in what they learned.
    pub(crate) matched: f64,
    /// Local entrants in a post in the city for what they learned.
    pub(crate) met: f64,
    /// 待就业
    pub(crate) seeking: f64,
    /// Mean starting pay, yuan a month.
    pub(crate) pay: f64,
}

impl Destinations {
    /// What graduates of a year want, before they meet the market.
    pub(crate) fn wish(
        graduates: f64,
        behaviour: &Behaviour,
        year: i32,
        chance: &mut Chance,
    ) -> Self {
        let study = chance.of(graduates, behaviour.study(year));
        let army = chance.of(graduates - study, ARMY);
        let not_seeking = chance.of(graduates - study - army, NOT_SEEKING);
        let seeking = graduates - study - army - not_seeking;
        let entrants = chance.of(seeking, behaviour.stays());
        Self {
            graduates,
            study,
            army,
            not_seeking,
            entrants,
            leaving: seeking - entrants,
            ..Self::default()
        }
    }

    /// What becomes of them.
    #[must_use]
    pub(crate) fn meet(self, conditions: &Conditions, chance: &mut Chance) -> Self {
        let matched = chance.of(self.entrants, conditions.matched);
        let left = self.entrants - matched;
        let other_share = conditions.other / (1.0 - conditions.matched).max(1e-9);
        let other = chance.of(left, other_share);
        let pushed = chance.of(left - other, PUSHED_OUT);
        let away = chance.of(self.leaving, WORK_ELSEWHERE.0) + chance.of(pushed, WORK_ELSEWHERE.1);
        let jobs = matched + other + away;
        Self {
            jobs,
            met: matched,
            local: matched + other,
            matched: matched
                + chance.of(other, MATCHED_OTHERWISE)
                + chance.of(away, MATCHED_ELSEWHERE),
            seeking: self.entrants + self.leaving - jobs,
            pay: conditions.pay * chance.factor(0.02),
            ..self
        }
    }
}
