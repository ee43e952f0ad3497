//! What a balance is made of: what its spread comes from, causes of demand, cohorts of supply, rates.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{BalanceOutlook, RateOutlook};
use talent_report::figures::known_rate;
use talent_report::rate_text;
use talent_report::{block_name, cause_parts, stand_name};
use utoipa::ToSchema;

/// A block of uncertainty and its share of the variance of a gap.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DriverView {
    /// The block.
    #[schema(example = "本市留存率")]
    pub(crate) block: String,
    /// A fraction of the variance.
    #[schema(example = 0.3)]
    pub(crate) share: f64,
}

/// A named part of a figure.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PartView {
    /// Its name.
    #[schema(example = "退出补充")]
    pub(crate) name: String,
    /// Persons.
    pub(crate) persons: f64,
}

/// The entrants of one cohort.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CohortView {
    /// When it graduates.
    pub(crate) year: i32,
    /// Where it stands in the base year.
    #[schema(example = "在校三年级")]
    pub(crate) stand: String,
    /// Local entrants, persons, mean.
    pub(crate) entrants: Option<f64>,
    /// 80 % interval.
    pub(crate) lo80: Option<f64>,
    /// 80 % interval.
    pub(crate) hi80: Option<f64>,
}

/// A rate with its numerator and denominator.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RateView {
    /// Its name.
    #[schema(example = "本市留存率")]
    pub(crate) name: String,
    /// What is divided by what.
    pub(crate) definition: String,
    /// Persons counted; left out below five, and where the denominator is below ten.
    pub(crate) count: Option<f64>,
    /// Of how many; left out with the count.
    pub(crate) of: Option<f64>,
    /// The rate used, drawn towards the city's; a fraction.
    pub(crate) used: f64,
}

impl DriverView {
    pub(super) fn all(balance: &BalanceOutlook, lang: Lang) -> Vec<Self> {
        let drivers = balance.drivers.iter();
        drivers
            .map(|driver| Self {
                block: block_name(driver.block, lang).to_owned(),
                share: driver.share,
            })
            .collect()
    }
}

impl PartView {
    /// The causes of demand.
    pub(super) fn causes(balance: &BalanceOutlook, lang: Lang) -> Vec<Self> {
        let causes = cause_parts(balance.causes, lang).into_iter();
        causes.map(|(name, persons)| Self { name: name.to_owned(), persons }).collect()
    }
}

impl CohortView {
    pub(super) fn all(balance: &BalanceOutlook, lang: Lang) -> Vec<Self> {
        let cohorts = balance.cohorts.iter();
        cohorts
            .map(|cohort| Self {
                year: cohort.year.number(),
                stand: stand_name(cohort.stand, lang),
                entrants: cohort.entrants.centre(),
                lo80: cohort.entrants.p80.0,
                hi80: cohort.entrants.p80.1,
            })
            .collect()
    }
}

impl RateView {
    pub(super) fn all(rates: &[RateOutlook], lang: Lang) -> Vec<Self> {
        rates.iter().map(|rate| Self::new(rate, lang)).collect()
    }

    fn new(rate: &RateOutlook, lang: Lang) -> Self {
        let (name, definition) = rate_text(rate.definition, lang);
        let known = known_rate(rate.count, rate.of).is_some();
        Self {
            name: name.to_owned(),
            definition: definition.to_owned(),
            count: known.then_some(rate.count),
            of: known.then_some(rate.of),
            used: rate.used,
        }
    }
}
