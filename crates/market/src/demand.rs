//! From employment by industry to openings by class of programmes.

use crate::matrix::Matrix;
use crate::openings::{expansion_demand, openings, replacement_demand};

/// Posts of planned projects, after the model: their size does not depend on it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlannedPosts {
    /// The industry's row.
    pub industry: usize,
    /// Posts added or (negative) lost within the horizon.
    pub posts: f64,
}

/// What demand is computed from.
#[derive(Debug, Clone, Copy)]
pub struct DemandInputs<'a> {
    /// Employment by industry at the start and after each step, in persons; at least two rows.
    pub employment: &'a [Vec<f64>],
    /// Years between two rows.
    pub years_per_step: f64,
    /// Industries to occupations: one for each row of employment, or fewer, the last standing for
    /// the years after it.
    pub staffing: &'a [Matrix],
    /// Share of an occupation that leaves the labour force per year.
    pub exit_rates: &'a [f64],
    /// What exit rates are multiplied by in each step, where retirement ages rise; steps beyond
    /// the end are not changed.
    pub exit_factors: &'a [f64],
    /// Share of an occupation's openings filled at the level of education looked at.
    pub level_shares: &'a [f64],
    /// Occupations to classes of programmes.
    pub bridge: &'a Matrix,
    /// Share of openings that go to newcomers to the labour market.
    pub newcomer_share: f64,
    /// Planned projects and closures.
    pub planned: &'a [PlannedPosts],
}

impl<'a> DemandInputs<'a> {
    /// The staffing pattern of a row of employment.
    pub(crate) fn pattern(&self, row: usize) -> &'a Matrix {
        &self.staffing[row.min(self.staffing.len() - 1)]
    }

    /// Spreads persons by occupation, those at the level only, over the classes.
    fn spread_at_level(&self, persons: impl Iterator<Item = f64>, sums: &mut Vec<f64>) {
        let at_level = persons.zip(self.level_shares).map(|(n, share)| n * share);
        self.bridge.spread_into(at_level, sums);
    }
}

/// Demand over the whole horizon, in persons.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Demand {
    /// Change of employment by industry, with its sign; planned projects left out.
    pub industry_expansion: Vec<f64>,
    /// Exits by industry.
    pub industry_replacement: Vec<f64>,
    /// Change of employment by occupation, with its sign; planned projects left out.
    pub occupation_expansion: Vec<f64>,
    /// Exits by occupation.
    pub occupation_replacement: Vec<f64>,
    /// Openings by occupation; planned projects left out.
    pub occupation_openings: Vec<f64>,
    /// The same openings by class of programmes, the columns of the bridge.
    pub by_class: Newcomers,
    /// By programme, as [`Chain`](crate::Chain) shares them out; empty before.
    pub by_programme: Newcomers,
}

/// Openings at a level of education and what they come from, by class or by programme. Persons.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Newcomers {
    /// Openings at the level for anybody.
    pub openings_total: Vec<f64>,
    /// Of these, openings for newcomers.
    pub openings_newcomer: Vec<f64>,
    /// Of the newcomers' openings, those of planned projects; negative for closures. The rest
    /// replaces leavers.
    pub newcomer_planned: Vec<f64>,
    /// Employment at the level at the end of the horizon.
    pub employment_end: Vec<f64>,
}

/// Room for computing demand again and again without asking for memory.
#[derive(Debug, Clone, Default)]
pub(crate) struct DemandRoom {
    /// Employment by occupation at the start.
    first: Vec<f64>,
    /// The same at the end.
    last: Vec<f64>,
    next: Vec<f64>,
    /// Planned posts by industry.
    industries: Vec<f64>,
    /// Planned posts by occupation.
    occupations: Vec<f64>,
}

/// From employment by industry to openings by class of programmes.
///
/// `E = N·π`; exits on the mean stock of each step; openings per occupation over the whole horizon;
/// `V = openings·κ`; `D = ν·V·B`. Planned posts `P` are added after that, `ν·κ·(P·π)·B`, and demand
/// stays at zero where closures exceed it.
pub fn project_demand(inputs: &DemandInputs<'_>) -> Demand {
    let mut demand = Demand::default();
    demand.fill(inputs, &mut DemandRoom::default());
    demand
}

impl Demand {
    /// Openings of an industry: see [`openings`].
    pub fn industry_openings(&self, industry: usize) -> f64 {
        openings(self.industry_expansion[industry], self.industry_replacement[industry])
    }

    /// The same as [`project_demand`], into memory that is used again.
    pub(crate) fn fill(&mut self, inputs: &DemandInputs<'_>, room: &mut DemandRoom) {
        self.fill_replacement(inputs, room);
        self.fill_expansion(inputs, room);
        self.spread_over_classes(inputs, room);
        self.by_class.add_planned(inputs.newcomer_share);
    }

    /// Exits by occupation and industry. The room then holds employment by occupation at the start
    /// and at the end.
    fn fill_replacement(&mut self, inputs: &DemandInputs<'_>, room: &mut DemandRoom) {
        let DemandInputs { employment, years_per_step, exit_rates, .. } = *inputs;
        let DemandRoom { first, last, next, .. } = room;
        inputs.pattern(0).spread_into(employment[0].iter().copied(), first);
        last.clone_from(first);
        refill(&mut self.occupation_replacement, std::iter::repeat_n(0.0, first.len()));
        refill(&mut self.industry_replacement, std::iter::repeat_n(0.0, employment[0].len()));
        for row in 1..employment.len() {
            let factor = inputs.exit_factors.get(row - 1).copied().unwrap_or(1.0);
            inputs.pattern(row).spread_into(employment[row].iter().copied(), next);
            let stocks = last.iter().zip(next.iter()).zip(exit_rates);
            for (sum, ((start, end), rate)) in self.occupation_replacement.iter_mut().zip(stocks) {
                *sum += replacement_demand(*start, *end, rate * factor, years_per_step);
            }
            std::mem::swap(last, next);
            let stocks = employment[row - 1].iter().zip(&employment[row]);
            let sums = self.industry_replacement.iter_mut().zip(stocks);
            for ((sum, (start, end)), shares) in sums.zip(inputs.pattern(row).rows()) {
                let rate: f64 = shares.iter().zip(exit_rates).map(|(s, q)| s * q).sum();
                *sum += replacement_demand(*start, *end, rate * factor, years_per_step);
            }
        }
    }

    /// Changes of employment over the whole horizon, and openings by occupation.
    fn fill_expansion(&mut self, inputs: &DemandInputs<'_>, room: &DemandRoom) {
        let employment = inputs.employment;
        let ends = employment[0].iter().zip(&employment[employment.len() - 1]);
        refill(&mut self.industry_expansion, ends.map(|(s, e)| expansion_demand(*s, *e)));
        let stocks = room.first.iter().zip(&room.last);
        refill(&mut self.occupation_expansion, stocks.map(|(s, e)| expansion_demand(*s, *e)));
        let parts = self.occupation_expansion.iter().zip(&self.occupation_replacement);
        refill(&mut self.occupation_openings, parts.map(|(ed, rd)| openings(*ed, *rd)));
    }

    /// Openings, planned posts and employment at the level, from occupations to classes.
    fn spread_over_classes(&mut self, inputs: &DemandInputs<'_>, room: &mut DemandRoom) {
        let DemandRoom { last, industries, occupations, .. } = room;
        let classes = &mut self.by_class;
        let openings = self.occupation_openings.iter().copied();
        inputs.spread_at_level(openings, &mut classes.openings_total);
        refill(industries, std::iter::repeat_n(0.0, inputs.employment[0].len()));
        for planned in inputs.planned {
            industries[planned.industry] += planned.posts;
        }
        let pattern = inputs.pattern(inputs.employment.len() - 1);
        pattern.spread_into(industries.iter().copied(), occupations);
        inputs.spread_at_level(occupations.iter().copied(), &mut classes.newcomer_planned);
        let stocks = last.iter().zip(occupations.iter()).map(|(n, posts)| (n + posts).max(0.0));
        inputs.spread_at_level(stocks, &mut classes.employment_end);
    }
}

impl Newcomers {
    /// Adds planned posts to the openings, which stay at zero where closures exceed them, and takes the
    /// newcomers' share of all.
    fn add_planned(&mut self, newcomer_share: f64) {
        for (total, planned) in self.openings_total.iter_mut().zip(&self.newcomer_planned) {
            *total = (*total + planned).max(0.0);
        }
        let openings = self.openings_total.iter().map(|n| n * newcomer_share);
        refill(&mut self.openings_newcomer, openings);
        for n in &mut self.newcomer_planned {
            *n *= newcomer_share;
        }
    }

    /// Every list, so that what is linear is done to all alike.
    pub(crate) fn lists_mut(&mut self) -> [&mut Vec<f64>; 4] {
        let Self { openings_total, openings_newcomer, newcomer_planned, employment_end } = self;
        [openings_total, openings_newcomer, newcomer_planned, employment_end]
    }
}

/// Replaces the values of `target`.
pub(crate) fn refill(target: &mut Vec<f64>, values: impl Iterator<Item = f64>) {
    target.clear();
    target.extend(values);
}
