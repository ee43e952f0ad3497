//! What is called of programmes against what is true.

mod rule;

pub use rule::Rule;

use crate::truth::BalanceClass;

/// How sure a call is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// High.
    High,
    /// Medium.
    Medium,
    /// Low.
    Low,
}

impl Confidence {
    /// From sure to unsure.
    pub const ALL: [Self; 3] = [Self::High, Self::Medium, Self::Low];
}

/// What is called of a programme.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Call {
    /// The class.
    pub class: BalanceClass,
    /// How sure it is said to be; none of a way that does not say.
    pub confidence: Option<Confidence>,
    /// Openings per local entrant; none of a way that gives none.
    pub sdr: Option<f64>,
    /// Ends of its central 80 % interval.
    pub p80: Option<(f64, f64)>,
    /// Ends of its central 95 % interval.
    pub p95: Option<(f64, f64)>,
}

impl Call {
    /// A class and nothing else.
    pub fn of_class(class: BalanceClass) -> Self {
        Self { class, confidence: None, sdr: None, p80: None, p95: None }
    }

    /// A ratio and its class.
    pub fn of_ratio(sdr: f64) -> Self {
        Self { sdr: Some(sdr), ..Self::of_class(BalanceClass::of(sdr)) }
    }
}

/// A call beside the truth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    /// True openings per local entrant.
    pub truth: f64,
    /// What was called.
    pub call: Call,
}

impl Case {
    fn distance(&self) -> usize {
        self.call.class.distance(BalanceClass::of(self.truth))
    }
}

/// How the calls of one way fared.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// Calls.
    pub cases: usize,
    /// Share of calls in the right class, a fraction.
    pub right: f64,
    /// Share of calls in the right class or one beside it.
    pub near: f64,
    /// By [`Confidence::ALL`]: calls, and the share of them in the right class; none without calls.
    pub by_confidence: [(usize, Option<f64>); 3],
    /// Mean `|ln(called/true)|` of the ratio, over calls with a ratio where both are positive and finite.
    pub sdr_error: Option<f64>,
    /// Mean `ln(called/true)`: positive where too much scarcity is called.
    pub sdr_bias: Option<f64>,
    /// Share of true ratios in the 80 % interval.
    pub inside80: Option<f64>,
    /// Share of true ratios in the 95 % interval.
    pub inside95: Option<f64>,
}

/// The score of calls; none without any.
///
/// ```
/// use talent_simulate::{Call, Case, score};
/// let cases = [Case { truth: 1.0, call: Call::of_ratio(1.1) }, Case { truth: 2.0, call: Call::of_ratio(1.0) }];
/// assert_eq!(score(&cases).unwrap().right, 0.5);
/// ```
pub fn score(cases: &[Case]) -> Option<Score> {
    let within = |most: usize, cases: &[&Case]| {
        mean(cases.iter().map(|case| f64::from(u8::from(case.distance() <= most))))
    };
    let all: Vec<&Case> = cases.iter().collect();
    let by_confidence = Confidence::ALL.map(|confidence| {
        let is_so = |case: &&Case| case.call.confidence == Some(confidence);
        let cases: Vec<&Case> = cases.iter().filter(is_so).collect();
        (cases.len(), within(0, &cases))
    });
    let errors = || {
        let logarithms = cases.iter().filter_map(|case| Some((case.call.sdr? / case.truth).ln()));
        logarithms.filter(|error| error.is_finite())
    };
    let inside = |read: fn(&Call) -> Option<(f64, f64)>| {
        mean(cases.iter().filter_map(|case| {
            let (low, high) = read(&case.call)?;
            Some(f64::from(u8::from(low <= case.truth && case.truth <= high)))
        }))
    };
    Some(Score {
        cases: cases.len(),
        right: within(0, &all)?,
        near: within(1, &all)?,
        by_confidence,
        sdr_error: mean(errors().map(f64::abs)),
        sdr_bias: mean(errors()),
        inside80: inside(|call| call.p80),
        inside95: inside(|call| call.p95),
    })
}

/// The mean; none of nothing.
fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0_usize), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / count as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_and_confidence_are_counted_where_they_are_given() {
        let sure = Call {
            confidence: Some(Confidence::High),
            p80: Some((0.9, 1.1)),
            p95: Some((0.5, 2.0)),
            ..Call::of_ratio(1.0)
        };
        let cases = [
            Case { truth: 1.0, call: sure },
            Case { truth: 1.6, call: sure },
            Case { truth: 0.9, call: Call::of_class(BalanceClass::Surplus) },
        ];
        let score = score(&cases).unwrap();
        assert_eq!(score.by_confidence, [(2, Some(0.5)), (0, None), (0, None)]);
        assert_eq!((score.inside80, score.inside95), (Some(0.5), Some(1.0)));
        assert!((score.sdr_error.unwrap() - 1.6_f64.ln() / 2.0).abs() < 1e-12);
        assert!((score.near - 2.0 / 3.0).abs() < 1e-12);
    }
}
