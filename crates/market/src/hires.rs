//! Jobs that graduates found as a measure of demand, beside what the model says.

/// Jobs of the graduates of a class in the city, persons a year over the base window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hires {
    /// Graduates with a job in the city.
    pub jobs: f64,
    /// Graduates with a job in the city or looking for one: jobs cannot be more, whatever the demand.
    pub seekers: f64,
}

/// How far the model's demand and observed hires are trusted: standard deviations of their logarithms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HiresTrust {
    /// Of the demand by the model: links, shares and levels together.
    pub model_sd: f64,
    /// Of hires as a measure of demand: misreports, years that were not as others.
    pub hires_sd: f64,
}

impl HiresTrust {
    /// The weight of hires, `σ_m²/(σ_m² + σ_h²)`.
    pub fn weight(self) -> f64 {
        let (model, hires) = (self.model_sd.powi(2), self.hires_sd.powi(2));
        if model + hires > 0.0 { model / (model + hires) } else { 0.0 }
    }

    /// What the demand of a class is multiplied by, given what the model says of the base window and the hires
    /// of the same years, persons a year: `exp(w·(ln jobs − ln min(D, seekers)) + w·σ_h·z − w²σ_h²/2)`.
    ///
    /// Two measurements of one thing, weighted by their precision. Jobs cannot be more than those who sought
    /// one: where the model's demand is above that, full employment is what it would have shown, and hires say
    /// nothing against it. With `z` standard normal, this is a draw of what is known after both (the ensemble
    /// Kalman filter with perturbed observations: Burgers, van Leeuwen and Evensen, Monthly Weather Review 126,
    /// 1998).
    pub fn factor(self, modelled: f64, hires: Hires, z: f64) -> f64 {
        let weight = self.weight();
        let noise = weight * self.hires_sd;
        (weight * self.surprise(modelled, hires) + noise * z - noise * noise / 2.0).exp()
    }

    /// Whether the two contradict each other: they are further apart than twice the standard deviation of their
    /// difference.
    pub fn contradict(self, modelled: f64, hires: Hires) -> bool {
        let sd = self.model_sd.hypot(self.hires_sd);
        self.surprise(modelled, hires).abs() > 2.0 * sd
    }

    /// `ln jobs − ln min(D, seekers)`. Less than half a person a year is no less than that.
    fn surprise(self, modelled: f64, hires: Hires) -> f64 {
        const LEAST: f64 = 0.5;
        (hires.jobs.max(LEAST) / modelled.min(hires.seekers).max(LEAST)).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUST: HiresTrust = HiresTrust { model_sd: 0.6, hires_sd: 0.3 };

    #[test]
    fn the_combined_demand_lies_between_the_two() {
        let hires = Hires { jobs: 190.0, seekers: 200.0 };
        let combined = 13.0 * TRUST.factor(13.0, hires, 0.0);
        assert!(combined > 13.0 && combined < 190.0, "{combined}");
        assert!((TRUST.weight() - 0.8).abs() < 1e-12);
        assert!(TRUST.contradict(13.0, hires));
        assert!(!TRUST.contradict(150.0, hires));
    }

    #[test]
    fn full_employment_says_nothing_against_a_shortage() {
        let hires = Hires { jobs: 196.0, seekers: 200.0 };
        let combined = 600.0 * TRUST.factor(600.0, hires, 0.0);
        assert!(combined > 550.0, "{combined}");
        assert!(!TRUST.contradict(600.0, hires));
        // Half of them without a job does.
        let idle = Hires { jobs: 100.0, seekers: 200.0 };
        assert!(600.0 * TRUST.factor(600.0, idle, 0.0) < 400.0);
    }
}
