//! Shares of employment against shares of graduates by the sections that their programmes serve.

use talent_domain::{Measure, Year};
use talent_facts::Facts;
use talent_market::{coordination, structure_match};
use talent_outlook::StructureOutlook;

use super::Findings;

/// Years that the coordination of two series needs.
const FEWEST_YEARS: usize = 4;

impl Findings<'_> {
    /// Shares of both sides by section, fractions, with how far they lie apart: in total, by
    /// dissimilarity and by cosine. Employment is of the last year that every section reaches.
    /// `None` without employment or graduates.
    pub(super) fn structure(&self) -> Option<StructureOutlook> {
        let employment_year = self.employment.observed_until()?;
        let observed = self.employment.observed.iter();
        let employed: Vec<f64> =
            observed.map(|traced| traced.series.at(employment_year).unwrap_or(0.0)).collect();
        let trained = self.trained(&employed);
        let found = structure_match(&employed, &trained)?;
        let (workers, graduates) = (employed.iter().sum::<f64>(), trained.iter().sum::<f64>());
        let section = |i: usize| {
            let code = self.employment.sections[i].clone();
            let name = self.facts.codes.industry_name(&code).to_owned();
            (code, name, employed[i] / workers, trained[i] / graduates, found.deviations[i])
        };
        Some(StructureOutlook {
            year: self.outcome.base,
            employment_year,
            sections: (0..employed.len()).map(section).collect(),
            total_deviation: found.total_deviation,
            dissimilarity: found.dissimilarity,
            cosine: found.cosine,
            coordination: coordination_until(self.facts, self.outcome.base),
        })
    }

    /// Graduates by section, persons: those of a programme spread over sections as its demand does.
    ///
    /// A section weighs with its employment times the part of its openings that falls to the
    /// programme's class; graduates of a programme that no section asks for are left out.
    fn trained(&self, employed: &[f64]) -> Vec<f64> {
        let rows = self.outcome.to_classes.iter().zip(employed);
        let weights: Vec<Vec<f64>> =
            rows.map(|(row, persons)| row.iter().map(|share| share * persons).collect()).collect();
        let mut trained = vec![0.0; employed.len()];
        for (p, supply) in self.outcome.supplies.iter().enumerate() {
            let class = self.outcome.class_of(p);
            let whole: f64 = weights.iter().map(|row| row[class]).sum();
            for (sum, row) in trained.iter_mut().zip(&weights).filter(|_| whole > 0.0) {
                *sum += supply.graduates * row[class] / whole;
            }
        }
        trained
    }
}

/// How far employment and students have moved together up to a year.
///
/// Both are scaled to 0 to 1 between their lowest and highest value in common years. `None` with
/// fewer than four common years, or where either has never changed.
fn coordination_until(facts: &Facts<'_>, base: Year) -> Option<f64> {
    let employed = facts.regional(None, Measure::Employment)?;
    let students = facts.regional(None, Measure::SecondaryStudents)?;
    let pairs: Vec<(f64, f64)> = employed
        .series
        .points()
        .filter(|(year, _)| *year <= base)
        .filter_map(|(year, value)| Some((value?, students.series.at(year)?)))
        .collect();
    let last = pairs.last().filter(|_| pairs.len() >= FEWEST_YEARS)?;
    let score = |read: fn(&(f64, f64)) -> f64| {
        let values = pairs.iter().map(read);
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        (high > low).then(|| (read(last) - low) / (high - low))
    };
    coordination(score(|pair| pair.0)?, score(|pair| pair.1)?).map(|found| found.coordination)
}
