//! Rates with what they were counted from. Every rate of destinations is made here, whatever window it is pooled over.

use talent_domain::{RateDefinition, Year};
use talent_panel::TracedSeries;

use crate::facts::{Facts, Subject};

/// The cohorts that a rate is pooled over: the newest and so many years back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The newest cohort.
    pub newest: Year,
    /// Cohorts, the newest included.
    pub cohorts: i32,
}

/// A rate as it was counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Rate {
    /// What is counted, of what.
    pub definition: RateDefinition,
    /// The cohorts that were looked at.
    pub window: Window,
    /// Persons counted.
    pub count: f64,
    /// Of how many.
    pub of: f64,
    /// Whether the newest cohort of the window is known.
    pub has_newest: bool,
    /// Positions of the figures in the panel.
    pub figures: Vec<u32>,
}

impl Facts<'_> {
    /// A rate of a subject over the cohorts of a window in which both its numerator and its denominator are known;
    /// zero of zero persons where there are none.
    pub fn rate(&self, subject: &Subject, definition: RateDefinition, window: Window) -> Rate {
        self.sides(subject, definition).rate(definition, window)
    }

    /// The rate of every cohort of a window alone, the newest first.
    pub fn cohort_rates(
        &self,
        subject: &Subject,
        definition: RateDefinition,
        window: Window,
    ) -> Vec<Rate> {
        let sides = self.sides(subject, definition);
        let cohorts = (0..window.cohorts).map(|back| window.newest - back);
        cohorts.map(|newest| sides.rate(definition, Window { newest, cohorts: 1 })).collect()
    }

    fn sides(&self, subject: &Subject, definition: RateDefinition) -> Sides {
        Sides {
            numerator: self.sum(subject, definition.numerator()),
            denominator: self.sum(subject, definition.denominator()),
        }
    }

    /// The share of a rate in each cohort of a window that has a denominator, the newest first.
    pub fn yearly_shares(
        &self,
        subject: &Subject,
        definition: RateDefinition,
        window: Window,
    ) -> Vec<f64> {
        let Sides { numerator: Some(numerator), denominator: Some(denominator) } =
            self.sides(subject, definition)
        else {
            return Vec::new();
        };
        let share = |back: i32| {
            let of = denominator.series.at(window.newest - back).filter(|of| *of > 0.0)?;
            Some(numerator.series.at(window.newest - back)? / of)
        };
        (0..window.cohorts).filter_map(share).collect()
    }
}

/// What a rate counts, and of what, by cohort.
struct Sides {
    numerator: Option<TracedSeries>,
    denominator: Option<TracedSeries>,
}

impl Sides {
    fn rate(&self, definition: RateDefinition, window: Window) -> Rate {
        let mut rate = Rate {
            definition,
            window,
            count: 0.0,
            of: 0.0,
            has_newest: false,
            figures: Vec::new(),
        };
        let (Some(numerator), Some(denominator)) = (&self.numerator, &self.denominator) else {
            return rate;
        };
        rate.has_newest = denominator.series.at(window.newest).is_some();
        for back in 0..window.cohorts {
            let year = window.newest - back;
            if let (Some(count), Some(of)) =
                (numerator.series.at(year), denominator.series.at(year))
            {
                rate.count += count;
                rate.of += of;
                rate.figures.extend(numerator.ids_of(year).chain(denominator.ids_of(year)));
            }
        }
        rate.figures.sort_unstable();
        rate.figures.dedup();
        rate
    }
}
