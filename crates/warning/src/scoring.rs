//! How well warnings foretold what came: counts of warned and not warned, with and without the event, and what follows from them.
//!
//! ```text
//!               event   no event
//! warned          A        B            recall A/(A+C)             precision A/(A+B)
//! not warned      C        D            false alarms B/(B+D)       noise to signal = false alarms / recall
//! ```
//!
//! Kaminsky, Lizondo & Reinhart 1998 for noise to signal; Alessi & Detken 2011 and Sarlin 2013 for usefulness.

/// How often there was a warning, and an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SignalTable {
    /// Warned, and the event came (A).
    pub hits: usize,
    /// Warned, and it did not come (B).
    pub false_alarms: usize,
    /// Not warned, and it came (C).
    pub misses: usize,
    /// Not warned, and it did not come (D).
    pub quiet: usize,
}

impl SignalTable {
    /// Counts one case.
    pub fn add(&mut self, warned: bool, came: bool) {
        let cell = match (warned, came) {
            (true, true) => &mut self.hits,
            (true, false) => &mut self.false_alarms,
            (false, true) => &mut self.misses,
            (false, false) => &mut self.quiet,
        };
        *cell += 1;
    }

    /// The counts of cases given as (warned, came).
    pub fn of(cases: impl IntoIterator<Item = (bool, bool)>) -> Self {
        let mut table = Self::default();
        cases.into_iter().for_each(|(warned, came)| table.add(warned, came));
        table
    }

    /// The counts of both.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            hits: self.hits + other.hits,
            false_alarms: self.false_alarms + other.false_alarms,
            misses: self.misses + other.misses,
            quiet: self.quiet + other.quiet,
        }
    }

    /// All cases.
    pub fn cases(&self) -> usize {
        self.hits + self.false_alarms + self.misses + self.quiet
    }

    /// Share of cases with the event: `(A+C)/n`. None without cases.
    pub fn base_rate(&self) -> Option<f64> {
        share(self.hits + self.misses, self.cases())
    }

    /// Share of events that were warned of: `A/(A+C)`. None without events.
    pub fn recall(&self) -> Option<f64> {
        share(self.hits, self.hits + self.misses)
    }

    /// Share of other cases that were warned of: `B/(B+D)`. None where every case is an event.
    pub fn false_alarm_rate(&self) -> Option<f64> {
        share(self.false_alarms, self.false_alarms + self.quiet)
    }

    /// Share of warnings after which the event came: `A/(A+B)`. None without warnings.
    pub fn precision(&self) -> Option<f64> {
        share(self.hits, self.hits + self.false_alarms)
    }

    /// False-alarm rate over recall; a warning says something below 1. None where nothing was foretold.
    pub fn noise_to_signal(&self) -> Option<f64> {
        let recall = self.recall().filter(|recall| *recall > 0.0)?;
        Some(self.false_alarm_rate()? / recall)
    }

    /// What is gained over never or always warning, as a part of the most that could be: 1 of perfect warnings, 0 of none.
    ///
    /// `weight` (θ) is how much a missed event counts beside a false alarm, from 0 to 1: with `L = θ·C/(A+C) + (1−θ)·B/(B+D)` it is
    /// `(min(θ, 1−θ) − L) / min(θ, 1−θ)`.
    ///
    /// ```
    /// use talent_warning::SignalTable;
    /// let table = SignalTable { hits: 12, false_alarms: 9, misses: 6, quiet: 63 };
    /// assert!((table.usefulness(0.5).unwrap() - 0.5417).abs() < 5e-5);
    /// ```
    pub fn usefulness(&self, weight: f64) -> Option<f64> {
        let missed = 1.0 - self.recall()?;
        let most = weight.min(1.0 - weight);
        let loss = weight * missed + (1.0 - weight) * self.false_alarm_rate()?;
        (most > 0.0).then(|| (most - loss) / most)
    }

    /// The same with events and other cases weighed by how often they are (Sarlin): `L = μ·P₁·T₁ + (1−μ)·P₂·T₂`, where `P` are the
    /// shares of events and of other cases and `T` the shares of them that were judged wrongly.
    pub fn usefulness_by_share(&self, weight: f64) -> Option<f64> {
        let events = self.base_rate()?;
        let (missing, alarming) = (weight * events, (1.0 - weight) * (1.0 - events));
        let most = missing.min(alarming);
        let loss = missing * (1.0 - self.recall()?) + alarming * self.false_alarm_rate()?;
        (most > 0.0).then(|| (most - loss) / most)
    }
}

/// A part of a whole; none of nothing.
fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(a: Option<f64>, b: f64) -> bool {
        a.is_some_and(|a| (a - b).abs() < 5e-5)
    }

    /// Alessi & Detken's and Sarlin's measures worked out by hand from their formulas.
    #[test]
    fn the_measures_of_a_worked_table() {
        let table = SignalTable { hits: 12, false_alarms: 9, misses: 6, quiet: 63 };
        assert!(near(table.recall(), 0.6667) && near(table.false_alarm_rate(), 0.125));
        assert!(near(table.noise_to_signal(), 0.1875) && near(table.precision(), 0.5714));
        assert!(near(table.base_rate(), 0.2));
        assert!(near(table.usefulness(0.3), 0.375) && near(table.usefulness(0.7), 0.0972));
        assert!(near(table.usefulness_by_share(0.8), 0.5417));
        assert!(near(table.usefulness_by_share(0.5), 0.1667));
    }

    #[test]
    fn nothing_is_said_of_nothing() {
        let table = SignalTable::default();
        assert_eq!((table.recall(), table.precision(), table.usefulness(0.5)), (None, None, None));
        let unheard = SignalTable { misses: 3, quiet: 5, ..table };
        assert_eq!(unheard.noise_to_signal(), None);
        assert!(near(unheard.usefulness(0.5), 0.0));
    }

    proptest! {
        #[test]
        fn perfect_warnings_are_the_most_useful(hits in 1_usize..50, quiet in 1_usize..50, weight in 0.05..0.95) {
            let perfect = SignalTable { hits, quiet, ..SignalTable::default() };
            prop_assert!(near(perfect.usefulness(weight), 1.0));
            prop_assert!(near(perfect.usefulness_by_share(weight), 1.0));
            let always = SignalTable { hits, false_alarms: quiet, ..SignalTable::default() };
            prop_assert!(always.usefulness(weight).unwrap() <= 1e-9);
        }
    }
}
