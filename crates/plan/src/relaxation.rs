//! The plan in which seats are any number: Newton's method, each step a quadratic programme.

use clarabel::algebra::CscMatrix;
use clarabel::solver::{
    DefaultSettingsBuilder, DefaultSolver, IPSolver, NonnegativeConeT, SolverStatus,
    SupportedConeT, ZeroConeT,
};

use crate::problem::{Limit, Place, Problem, SolveError};

/// Seats that may be any number, with the price of each limit.
pub(crate) struct Relaxed {
    pub(crate) seats: Vec<f64>,
    /// What the plan loses.
    pub(crate) loss: f64,
    /// By limit, how much less would be lost for one more unit of the most, and for one less of the least.
    pub(crate) prices: Prices,
}

/// By limit, the price of its most and of its least.
type Prices = Vec<(f64, f64)>;

/// Steps at most; the loss is piecewise quadratic, and a few find the piece.
const STEPS: usize = 40;
/// A step that gains less than this part of the loss is the last.
const SETTLED: f64 = 1e-10;

/// Solves the relaxation.
///
/// # Errors
///
/// Limits that no seats keep to, and a solver that does not come to an end.
pub(crate) fn relax(problem: &Problem) -> Result<Relaxed, SolveError> {
    let rows = Rows::of(problem);
    let mut seats: Vec<f64> = problem.places.iter().map(|p| p.now.clamp(p.low, p.high)).collect();
    let mut best: Option<Relaxed> = None;
    for _ in 0..STEPS {
        let (next, prices) = rows.step(problem, &seats)?;
        // The first step may come from seats that keep to no limit; from then on whatever lies between two plans is one.
        let Some(before) = best.take() else {
            let loss = problem.loss(&next);
            seats.clone_from(&next);
            best = Some(Relaxed { seats: next, loss, prices });
            continue;
        };
        let next = line_search(problem, &before.seats, &next);
        let loss = problem.loss(&next);
        let gain = before.loss - loss;
        let is_settled = gain <= SETTLED * (1.0 + before.loss.abs());
        seats.clone_from(if gain > 0.0 { &next } else { &before.seats });
        best = Some(Relaxed { loss: loss.min(before.loss), seats: seats.clone(), prices });
        if is_settled {
            break;
        }
    }
    best.ok_or(SolveError::NoEnd)
}

/// The best seats between two plans, by bisection of the slope.
fn line_search(problem: &Problem, from: &[f64], to: &[f64]) -> Vec<f64> {
    const HALVINGS: usize = 50;
    let at = |part: f64| -> Vec<f64> {
        from.iter().zip(to).map(|(from, to)| from + part * (to - from)).collect()
    };
    let slope = |part: f64| {
        let seats = at(part);
        let by_programme = problem.by_programme(&seats);
        let slopes: Vec<f64> =
            problem.programmes.iter().zip(by_programme).map(|(p, z)| p.loss.slope(z)).collect();
        let along = |(place, ((seats, from), to)): (&Place, ((&f64, &f64), &f64))| {
            let change = 2.0 * place.change_cost * (seats - place.now);
            (slopes[place.programme] * place.share + change) * (to - from)
        };
        problem.places.iter().zip(seats.iter().zip(from).zip(to)).map(along).sum::<f64>()
    };
    if slope(1.0) <= 0.0 {
        return to.to_vec();
    }
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if slope(middle) > 0.0 {
            high = middle;
        } else {
            low = middle;
        }
    }
    at(low)
}

/// The rows of the quadratic programme, which are the same at every step: variables are the seats of places, then the
/// weighed seats of programmes.
struct Rows {
    matrix: CscMatrix<f64>,
    right: Vec<f64>,
    cones: Vec<SupportedConeT<f64>>,
    /// By limit, the rows of its most and of its least.
    limits: Vec<(Option<usize>, Option<usize>)>,
}

impl Rows {
    fn of(problem: &Problem) -> Self {
        let (places, programmes) = (problem.places.len(), problem.programmes.len());
        let (mut at, mut column, mut value, mut right) = (vec![], vec![], vec![], vec![]);
        let mut put = |row: usize, of: usize, number: f64| {
            at.push(row);
            column.push(of);
            value.push(number);
        };
        // The weighed seats of a programme.
        for (i, place) in problem.places.iter().enumerate() {
            put(place.programme, i, place.share);
        }
        for programme in 0..programmes {
            put(programme, places + programme, -1.0);
            right.push(0.0);
        }
        for (i, place) in problem.places.iter().enumerate() {
            put(right.len(), i, 1.0);
            right.push(place.high);
            put(right.len(), i, -1.0);
            right.push(-place.low);
        }
        let mut limits = Vec::with_capacity(problem.limits.len());
        for limit in &problem.limits {
            let mut row = |bound: f64, sign: f64| {
                bound.is_finite().then(|| {
                    let row = right.len();
                    limit.takes.iter().for_each(|(i, taken)| put(row, *i, sign * taken));
                    right.push(sign * bound);
                    row
                })
            };
            limits.push((row(limit.most, 1.0), row(limit.least, -1.0)));
        }
        let rows = right.len();
        Self {
            matrix: CscMatrix::new_from_triplets(rows, places + programmes, at, column, value),
            right,
            cones: vec![ZeroConeT(programmes), NonnegativeConeT(rows - programmes)],
            limits,
        }
    }

    /// The best seats by the second-order expansion of the loss around `seats`, with the prices of limits.
    fn step(&self, problem: &Problem, seats: &[f64]) -> Result<(Vec<f64>, Prices), SolveError> {
        let (places, programmes) = (problem.places.len(), problem.programmes.len());
        let weighed = problem.by_programme(seats);
        let (mut curvature, mut slope) =
            (vec![0.0; places + programmes], vec![0.0; places + programmes]);
        for (i, place) in problem.places.iter().enumerate() {
            curvature[i] = 2.0 * place.change_cost;
            slope[i] = -2.0 * place.change_cost * place.now;
        }
        for (p, programme) in problem.programmes.iter().enumerate() {
            let bends = programme.loss.curvature(weighed[p]);
            curvature[places + p] = bends;
            slope[places + p] = programme.loss.slope(weighed[p]) - bends * weighed[p];
        }
        let all: Vec<usize> = (0..places + programmes).collect();
        let squares =
            CscMatrix::new_from_triplets(all.len(), all.len(), all.clone(), all, curvature);
        let settings = DefaultSettingsBuilder::default()
            .verbose(false)
            .max_threads(1)
            .build()
            .map_err(|_| SolveError::NoEnd)?;
        let (matrix, right) = (&self.matrix, &self.right);
        let mut solver = DefaultSolver::new(&squares, &slope, matrix, right, &self.cones, settings)
            .map_err(|_| SolveError::NoEnd)?;
        solver.solve();
        let solution = &solver.solution;
        match solution.status {
            SolverStatus::Solved | SolverStatus::AlmostSolved => {}
            SolverStatus::PrimalInfeasible | SolverStatus::AlmostPrimalInfeasible => {
                return Err(SolveError::NoPlan);
            }
            _ => return Err(SolveError::NoEnd),
        }
        let price = |row: Option<usize>| row.map_or(0.0, |row| solution.z[row].max(0.0));
        // Of a limit of one value only the difference of the two is determined.
        let price = |((most, least), limit): (&(Option<usize>, Option<usize>), &Limit)| {
            let (most, least) = (price(*most), price(*least));
            let both = if limit.least == limit.most { most.min(least) } else { 0.0 };
            (most - both, least - both)
        };
        let prices = self.limits.iter().zip(&problem.limits).map(price);
        let within = |(seats, place): (&f64, &Place)| seats.clamp(place.low, place.high);
        let seats = solution.x.iter().zip(&problem.places).map(within).collect();
        Ok((seats, prices.collect()))
    }
}
