//! Classes of programmes between occupations and programmes: who fills their openings, and how programmes share them.

use std::collections::BTreeMap;

use talent_domain::{ProgrammeClass, ProgrammeCode};
use talent_market::{Chain, Classes, CountedRate, Hires, Matrix, MatrixError, mobility};

use crate::Assumptions;
use crate::base_window::{WindowJobs, by_class};

/// How classes share their openings among the programmes offered, as the base window has it.
#[derive(Debug, Clone)]
pub struct ClassShares {
    /// The classes, in the order of the bridge's columns.
    pub codes: Vec<ProgrammeClass>,
    /// By programme offered, whether it had graduates in the window: without, nothing is known of its share.
    pub observed: Vec<bool>,
    /// By class, what its graduates of the window did, persons a year; none where there were none.
    pub hires: Vec<Option<Hires>>,
    /// By class, the positions of the figures behind it.
    pub figures: Vec<Vec<u32>>,
    /// By class, the jobs in its own field and those in others, persons a year.
    fields: (Vec<f64>, Vec<f64>),
    /// By class (rows), the share of each programme offered, and of those not offered now.
    sharing: Vec<Vec<f64>>,
    /// By class, the persons that these shares rest on.
    persons: Vec<f64>,
    /// The class of each programme.
    of_programme: Vec<usize>,
}

impl ClassShares {
    /// Shares of the classes `codes` among the programmes `offered`, from what graduates did in the window.
    pub fn new(
        codes: Vec<ProgrammeClass>,
        offered: &[ProgrammeCode],
        window: &BTreeMap<ProgrammeCode, WindowJobs>,
        assumptions: &Assumptions,
    ) -> Self {
        let position = |class: ProgrammeClass| codes.iter().position(|code| *code == class);
        let of_programme: Vec<usize> =
            offered.iter().filter_map(|programme| position(programme.class())).collect();
        let (matched, known) = (mean_match(window), by_class(window));
        let tight = tightness(window, matched, assumptions.rate_persons);
        let nobody = Vec::new();
        let members = |class: &ProgrammeClass| known.get(class).unwrap_or(&nobody);
        let persons = assumptions.rate_persons;
        let fields = codes
            .iter()
            .map(|class| {
                let own = |(_, jobs): &(&ProgrammeCode, &WindowJobs)| {
                    let counted = jobs.matched.unwrap_or(CountedRate { count: 0.0, of: 0.0 });
                    jobs.jobs * counted.shrunk(matched, persons)
                };
                let all: f64 = members(class).iter().map(|(_, jobs)| jobs.jobs).sum();
                let own: f64 = members(class).iter().map(own).sum();
                (own, all - own)
            })
            .unzip();
        let row =
            |class: &ProgrammeClass| sharing_row(members(class), offered, (&tight, assumptions));
        Self {
            observed: offered.iter().map(|programme| window.contains_key(programme)).collect(),
            hires: codes.iter().map(|class| hires(members(class), &tight)).collect(),
            figures: codes.iter().map(|class| figures(members(class))).collect(),
            sharing: codes.iter().map(row).collect(),
            persons: codes.iter().map(|class| weight_of(members(class)).iter().sum()).collect(),
            fields,
            of_programme,
            codes,
        }
    }

    /// Classes (rows) to the programmes offered (columns); the last row and column are of what is not offered.
    pub fn sharing(&self) -> Result<Matrix, MatrixError> {
        let nobody = vec![0.0; self.observed.len()];
        let last = nobody.into_iter().chain([1.0]).collect();
        Matrix::new(self.sharing.iter().cloned().chain([last]).collect())
    }

    /// What the chain draws from, before anybody moves between classes.
    pub(crate) fn standing(&self) -> Result<Classes, MatrixError> {
        Ok(Classes {
            mobility: Matrix::identity(self.codes.len() + 1),
            sharing: self.sharing()?,
            sharing_persons: self.persons.clone(),
            of_programme: self.of_programme.clone(),
            hires: self.hires.clone(),
        })
    }

    /// Who fills the openings of each class, given what they are over the base window by `chain`. Only graduates of the
    /// city are counted, so work that no class of it prepares for stays with others.
    pub(crate) fn moving(&self, chain: &Chain, window: &[Vec<f64>], own: f64) -> Vec<Vec<f64>> {
        let n = self.codes.len();
        let offered = |c: usize| self.hires[c].is_some();
        let modelled = chain.modelled_in_window(window);
        let openings: Vec<f64> =
            (0..n).map(|c| if offered(c) { modelled[c] } else { 0.0 }).collect();
        let mut rows = mobility(&self.fields.0, &self.fields.1, &openings, own);
        for row in &mut rows {
            row.push(0.0);
        }
        rows.push(std::iter::repeat_n(0.0, n).chain([1.0]).collect());
        rows
    }
}

/// The share of matched jobs of all programmes together; one where nobody was asked.
fn mean_match(window: &BTreeMap<ProgrammeCode, WindowJobs>) -> f64 {
    CountedRate::sum(window.values().filter_map(|jobs| jobs.matched)).value().unwrap_or(1.0)
}

/// How tight the market of each programme looks against all of them: logits of the shares that have work, and work in
/// what they learned, both drawn to the city's mean by `persons`, in standard deviations of these, and their mean.
///
/// Within −2 and 2; zero where nothing tells programmes apart.
fn tightness(
    window: &BTreeMap<ProgrammeCode, WindowJobs>,
    mean_match: f64,
    persons: f64,
) -> BTreeMap<ProgrammeCode, f64> {
    let sum = |read: fn(&WindowJobs) -> f64| window.values().map(read).sum::<f64>();
    let placed = CountedRate { count: sum(|jobs| jobs.jobs), of: sum(|jobs| jobs.seekers) };
    let placed = placed.value().unwrap_or(1.0);
    let work: Vec<f64> = window
        .values()
        .map(|jobs| CountedRate { count: jobs.jobs, of: jobs.seekers }.shrunk(placed, persons))
        .collect();
    let field: Vec<f64> = window
        .values()
        .map(|jobs| {
            let nobody = CountedRate { count: 0.0, of: 0.0 };
            jobs.matched.unwrap_or(nobody).shrunk(mean_match, persons)
        })
        .collect();
    let sides = [standardized(&work), standardized(&field)];
    let mean = |i: usize| (f64::midpoint(sides[0][i], sides[1][i])).clamp(-2.0, 2.0);
    window.keys().cloned().enumerate().map(|(i, programme)| (programme, mean(i))).collect()
}

/// Logits of shares less their mean, in standard deviations; zeros where they do not differ.
fn standardized(shares: &[f64]) -> Vec<f64> {
    let logit = |share: &f64| {
        let share = share.clamp(0.01, 0.99);
        (share / (1.0 - share)).ln()
    };
    let logits: Vec<f64> = shares.iter().map(logit).collect();
    let n = logits.len().max(1) as f64;
    let mean = logits.iter().sum::<f64>() / n;
    let sd = (logits.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n).sqrt();
    logits.iter().map(|x| if sd > 1e-9 { (x - mean) / sd } else { 0.0 }).collect()
}

/// Jobs and seekers of a class together, and how tight their market looks; none where no jobs are known.
fn hires(
    members: &[(&ProgrammeCode, &WindowJobs)],
    tight: &BTreeMap<ProgrammeCode, f64>,
) -> Option<Hires> {
    let sum = |read: &dyn Fn(&ProgrammeCode, &WindowJobs) -> f64| -> f64 {
        members.iter().map(|(programme, jobs)| read(programme, jobs)).sum()
    };
    let seekers = sum(&|_, jobs| jobs.seekers);
    let of = |programme: &ProgrammeCode| tight.get(programme).copied().unwrap_or(0.0);
    let weighed = sum(&|programme, jobs| jobs.seekers * of(programme));
    let jobs = sum(&|_, jobs| jobs.jobs);
    (seekers > 0.0).then(|| Hires { jobs, seekers, tightness: weighed / seekers })
}

fn figures(members: &[(&ProgrammeCode, &WindowJobs)]) -> Vec<u32> {
    members.iter().flat_map(|(_, jobs)| jobs.figures.iter().copied()).collect()
}

/// What programmes share a class by, persons a year: jobs in the city; graduates where no job is known.
fn weight_of(members: &[(&ProgrammeCode, &WindowJobs)]) -> Vec<f64> {
    let any = members.iter().any(|(_, jobs)| jobs.jobs > 0.0);
    members.iter().map(|(_, jobs)| if any { jobs.jobs } else { jobs.graduates }).collect()
}

/// The shares of the programmes of a class among those offered, by their jobs and by how tight the market of each looks,
/// drawn a little towards even ones; the last is of
/// programmes of the window that are not offered now, or of all where the class had none.
fn sharing_row(
    members: &[(&ProgrammeCode, &WindowJobs)],
    offered: &[ProgrammeCode],
    (tight, assumptions): (&BTreeMap<ProgrammeCode, f64>, &Assumptions),
) -> Vec<f64> {
    let mut row = vec![0.0; offered.len() + 1];
    let wanted = |programme: &ProgrammeCode| {
        let tightness = tight.get(programme).copied().unwrap_or(0.0);
        (assumptions.market_sd * assumptions.tightness * tightness).exp()
    };
    let weights: Vec<f64> = (weight_of(members).into_iter().zip(members))
        .map(|(weight, (programme, _))| weight * wanted(programme))
        .collect();
    let towards = assumptions.sharing_persons / members.len().max(1) as f64;
    let whole = weights.iter().sum::<f64>() + assumptions.sharing_persons;
    if members.is_empty() || whole <= 0.0 {
        row[offered.len()] = 1.0;
        return row;
    }
    for ((programme, _), weight) in members.iter().zip(weights) {
        let column = offered.iter().position(|code| code == *programme);
        row[column.unwrap_or(offered.len())] += (weight + towards) / whole;
    }
    row
}
