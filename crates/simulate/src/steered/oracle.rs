//! Seats by what will be asked: for each programme the path of the years that leaves the least gap, within the same yearly change
//! as all other ways.

use super::{Decided, MOST_CHANGE, SteeredCity};
use crate::course::YEARS_AT_SCHOOL;

/// What seats are multiplied by lies on a grid whose steps are this much, in logarithms.
const STEP: f64 = 0.02;
/// The grid goes so far to both sides.
const FAR: usize = 150;

/// The seats of the next year; the path is worked out once.
pub(super) fn decide(city: &mut SteeredCity) -> Vec<Decided> {
    let at = city.base;
    let first = at + 1 - city.seats.first().map_or(0, Vec::len) as i32;
    let best = match city.best.take() {
        Some(best) => best,
        None => best_seats(city, first),
    };
    let seats = best.iter().map(|years| Decided::seats(years[(at + 1 - first) as usize])).collect();
    city.best = Some(best);
    seats
}

/// Seats by place and year from `first` on.
fn best_seats(city: &SteeredCity, first: i32) -> Vec<Vec<f64>> {
    let places = city.places();
    let mut seats = vec![Vec::new(); places.len()];
    for programme in 0..city.parts.demand.programmes.len() {
        let of: Vec<usize> = (0..places.len())
            .filter(|q| city.parts.layout.places[*q].programme == programme)
            .collect();
        let brought = |year: i32| -> f64 {
            let open = of.iter().filter(|q| places[**q].is_open);
            open.map(|q| places[*q].seats * city.per_seat(*q, year)).sum()
        };
        let years = first..=city.last;
        let asked =
            years.map(|year| (city.demand(programme, year + YEARS_AT_SCHOOL), brought(year)));
        let factors = best_path(&asked.collect::<Vec<_>>());
        for q in of {
            seats[q] = factors.iter().map(|factor| places[q].seats * factor).collect();
        }
    }
    seats
}

/// Of years with openings and the entrants that unchanged seats bring, what seats are multiplied by so that `Σ|D − f·S|` is least
/// and no factor is further from the one before (from 1 at first) than the most change.
fn best_path(years: &[(f64, f64)]) -> Vec<f64> {
    let factor = |at: usize| (STEP * (at as f64 - FAR as f64)).exp();
    let (up, down) = ((1.0 + MOST_CHANGE).ln() / STEP, -(1.0 - MOST_CHANGE).ln() / STEP);
    let (up, down) = (up as usize, down as usize);
    let mut cost = vec![f64::INFINITY; 2 * FAR + 1];
    cost[FAR] = 0.0;
    let mut came_from = Vec::with_capacity(years.len());
    for (asked, brought) in years {
        let cheapest = |at: usize| {
            let from = at.saturating_sub(up)..=(at + down).min(2 * FAR);
            from.min_by(|a, b| cost[*a].total_cmp(&cost[*b])).unwrap_or(at)
        };
        let from: Vec<usize> = (0..=2 * FAR).map(cheapest).collect();
        cost = from
            .iter()
            .enumerate()
            .map(|(at, from)| cost[*from] + (asked - factor(at) * brought).abs())
            .collect();
        came_from.push(from);
    }
    let mut at = (0..=2 * FAR).min_by(|a, b| cost[*a].total_cmp(&cost[*b])).unwrap_or(FAR);
    let mut path = vec![1.0; years.len()];
    for (year, from) in came_from.iter().enumerate().rev() {
        path[year] = factor(at);
        at = from[at];
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_met_where_the_change_allows_it() {
        let near = |a: f64, b: f64| (a / b - 1.0).abs() < STEP;
        let path = best_path(&[(110.0, 100.0), (120.0, 100.0)]);
        assert!(near(path[0], 1.1) && near(path[1], 1.2), "{path:?}");
    }

    #[test]
    fn a_fall_to_come_is_begun_in_time() {
        let path = best_path(&[
            (100.0, 100.0),
            (100.0, 100.0),
            (50.0, 100.0),
            (50.0, 100.0),
            (50.0, 100.0),
        ]);
        assert!(path[1] < 0.9 && path[2] < 0.72, "{path:?}");
        for pair in path.windows(2) {
            assert!(pair[1] / pair[0] > 0.8 - 1e-9 && pair[1] / pair[0] < 1.2 + 1e-9);
        }
    }
}
