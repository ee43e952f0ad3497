//! Jobs that graduates found as a measure of demand, beside what the model says.

/// Jobs of the graduates of a class in the city, persons a year over the base window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hires {
    /// Graduates with a job in the city.
    pub jobs: f64,
    /// Graduates with a job in the city or looking for one: jobs cannot be more, whatever the demand.
    pub seekers: f64,
    /// How tight the market for them looks by how many find work, and work in what they learned: what is expected of
    /// the logarithm of demand per seeker, in standard deviations between classes.
    pub tightness: f64,
}

/// How far the model's demand and observed hires are trusted: standard deviations of logarithms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HiresTrust {
    /// Of the demand by the model: links, shares and levels together.
    pub model_sd: f64,
    /// Of demand per seeker between classes: where many more are wanted than seek, pay and posts give way.
    pub market_sd: f64,
    /// Correlation of that with the tightness seen in placement and matches, 0 to 1.
    pub tightness: f64,
    /// Of hires as a measure of demand: misreports, years that were not as others.
    pub hires_sd: f64,
    /// From how many times apart on the model and hires contradict each other.
    pub contradict_ratio: f64,
}

impl HiresTrust {
    /// Standard deviation of the logarithm of demand per seeker, given how tight the market looks: `σ_k·√(1 − r²)`.
    fn seekers_sd(self) -> f64 {
        self.market_sd * (1.0 - self.tightness.powi(2)).sqrt()
    }

    /// The weight of the model against the seekers, `σ²/(σ² + σ_m²)`, before hires are looked at.
    pub fn model_weight(self) -> f64 {
        share(self.seekers_sd().powi(2), self.model_sd.powi(2))
    }

    /// The weight of hires against the two together, `s²/(s² + σ_h²)` with `1/s² = 1/σ_m² + 1/σ_k²`.
    pub fn hires_weight(self) -> f64 {
        share(self.model_weight() * self.model_sd.powi(2), self.hires_sd.powi(2))
    }

    /// The weight of what was observed, seekers and jobs, against the model: `1 − ρ·(1 − w)`.
    pub fn observed_weight(self) -> f64 {
        1.0 - self.model_weight() * (1.0 - self.hires_weight())
    }

    /// What the demand of a class is multiplied by, given what the model says of the base window and the hires
    /// of the same years, persons a year.
    ///
    /// Three measurements of one thing, weighted by their precision. The model's demand `D` is drawn to the
    /// seekers `N` as the tightness `t` of their market has it, `ln D' = ρ·ln D + (1 − ρ)·(ln N + σ_k·r·t)`; then to the jobs, `ln D″ = ln D' + w·(ln jobs − ln min(D', N))`. Jobs
    /// cannot be more than those who sought one: where demand is above that, full employment is what it would
    /// have shown, and jobs say nothing against it. With `z` standard normal, the result is a draw of what is known
    /// after all three (the ensemble Kalman filter with perturbed observations: Burgers, van Leeuwen and Evensen,
    /// Monthly Weather Review 126, 1998), and what chance adds has mean one.
    pub fn factor(self, modelled: f64, hires: Hires, z: [f64; 2]) -> f64 {
        let (model, seekers) = (least(modelled).ln(), least(hires.seekers).ln());
        let (to_seekers, to_jobs) = (1.0 - self.model_weight(), self.hires_weight());
        let expected = seekers + self.market_sd * self.tightness * hires.tightness;
        let drawn = model + to_seekers * (expected + self.seekers_sd() * z[0] - model);
        let gain = least(hires.jobs).ln() + self.hires_sd * z[1] - drawn.min(seekers);
        let noise = (to_seekers * self.seekers_sd()).powi(2) + (to_jobs * self.hires_sd).powi(2);
        let is_drawn = z != [0.0, 0.0];
        (drawn - model + to_jobs * gain - if is_drawn { noise / 2.0 } else { 0.0 }).exp()
    }

    /// Whether the two contradict each other: one is so many times the other that neither can be believed.
    pub fn contradict(self, modelled: f64, hires: Hires) -> bool {
        (least(hires.jobs) / least(modelled)).ln().abs() > self.contradict_ratio.ln()
    }
}

/// The share of the first in the sum of two; zero where both are.
fn share(first: f64, second: f64) -> f64 {
    if first + second > 0.0 { first / (first + second) } else { 0.0 }
}

/// Less than half a person a year is no less than that.
fn least(persons: f64) -> f64 {
    persons.max(0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUST: HiresTrust = HiresTrust {
        model_sd: 0.8,
        market_sd: 0.4,
        tightness: 0.0,
        hires_sd: 0.3,
        contradict_ratio: 3.0,
    };

    fn combined(modelled: f64, jobs: f64, seekers: f64) -> f64 {
        modelled * TRUST.factor(modelled, Hires { jobs, seekers, tightness: 0.0 }, [0.0; 2])
    }

    #[test]
    fn the_combined_demand_lies_between_what_was_measured() {
        assert!((TRUST.model_weight() - 0.2).abs() < 1e-12);
        assert!((TRUST.hires_weight() - 0.128 / 0.218).abs() < 1e-12);
        let found = combined(13.0, 190.0, 200.0);
        assert!(found > 100.0 && found < 200.0, "{found}");
        // Half of the seekers without a job: demand is near the jobs.
        let found = combined(200.0, 100.0, 200.0);
        assert!(found > 100.0 && found < 150.0, "{found}");
    }

    #[test]
    fn full_employment_says_nothing_against_a_shortage() {
        let found = combined(600.0, 196.0, 200.0);
        assert!(found > 240.0 && found < 300.0, "{found}");
        assert!(combined(1200.0, 196.0, 200.0) > found);
    }

    #[test]
    fn a_market_that_looks_tight_is_taken_to_want_more() {
        let trust = HiresTrust { tightness: 0.6, ..TRUST };
        let of = |tightness| {
            trust.factor(200.0, Hires { jobs: 195.0, seekers: 200.0, tightness }, [0.0; 2])
        };
        assert!(of(1.0) > of(0.0) && of(0.0) > of(-1.0));
    }

    #[test]
    fn what_is_three_times_the_other_contradicts_it() {
        let hires = Hires { jobs: 190.0, seekers: 200.0, tightness: 0.0 };
        assert!(TRUST.contradict(13.0, hires) && TRUST.contradict(600.0, hires));
        assert!(!TRUST.contradict(150.0, hires));
    }
}
