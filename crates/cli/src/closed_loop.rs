//! `closed-loop`: cities that are made up, in which the intake of every year is set by one way or another, and what came of it.

mod picture;
mod product;
mod table;

use anyhow::{Context as _, Result};
use talent_simulate::{PathScore, PathYear, SteeredCity, Way, path_score};

use crate::Outcome;
use crate::args::{Args, ClosedLoopArgs, Format};
use crate::chart_file::{PNG_SCALE, can_draw, save_chart};
use crate::data::progress_bar;
use crate::table::line;

/// Somebody who sets seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Steering {
    /// This system's seat plan, with its warnings.
    Product,
    /// The schools themselves, as in the history of the city.
    Schools,
    /// One of the ways it is held against.
    By(Way),
}

impl Steering {
    fn all() -> Vec<Self> {
        let ways = Way::all().into_iter().map(Self::By);
        [Self::Product, Self::Schools].into_iter().chain(ways).collect()
    }

    /// What came of it in the city of a seed.
    fn path(self, seed: u64, years: u16) -> Result<Vec<PathYear>> {
        let mut city = SteeredCity::new(seed, years);
        match self {
            Self::Product => product::steer(&mut city)?,
            Self::Schools => {
                while !city.is_decided() {
                    city.advance_by_schools();
                }
            }
            Self::By(way) => {
                while !city.is_decided() {
                    let decided = city.decide(way);
                    city.advance(&decided);
                }
            }
        }
        Ok(city.finish())
    }
}

/// What came of one way in all cities.
pub(crate) struct Fared {
    steering: Steering,
    /// By city.
    scores: Vec<PathScore>,
    /// Mean over cities of `Σ|D − S| / ΣS` by year.
    gaps: Vec<(i32, f64)>,
}

/// Follows every city under every way, and prints the table.
pub(crate) fn closed_loop(args: &Args, request: &ClosedLoopArgs) -> Result<Outcome> {
    if request.output.as_ref().is_some_and(|path| !can_draw(path, args.lang())) {
        return Ok(Outcome::WrongInput);
    }
    let steerings = Steering::all();
    let bar = progress_bar(u64::from(request.cities) * steerings.len() as u64);
    let mut fared = Vec::new();
    for steering in steerings {
        let mut paths = Vec::new();
        for seed in (request.seed..).take(request.cities.into()) {
            paths.push(steering.path(seed, request.years).with_context(|| format!("seed {seed}"))?);
            bar.inc(1);
        }
        let scores = paths.iter().map(|path| path_score(path)).collect();
        fared.push(Fared { steering, scores, gaps: gaps(&paths) });
    }
    bar.finish_and_clear();
    table::print(args, &fared)?;
    if let Some(path) = &request.output {
        let title = save_chart(picture::chart(&fared, args.lang()), path, PNG_SCALE)?;
        if args.format == Format::Text {
            line(&format!("{title}：{}", path.display()));
        }
    }
    Ok(Outcome::Done)
}

/// The gap for each local entrant by year, over all cities.
fn gaps(paths: &[Vec<PathYear>]) -> Vec<(i32, f64)> {
    let years = paths.first().map_or(0, Vec::len);
    let of_year = |at: usize| {
        let cells = || paths.iter().flat_map(|path| &path[at].programmes);
        let gap: f64 = cells().map(|(d, s)| (d - s).abs()).sum();
        let entrants: f64 = cells().map(|(_, s)| s).sum();
        Some((paths.first()?[at].year, if entrants > 0.0 { gap / entrants } else { 0.0 }))
    };
    (0..years).filter_map(of_year).collect()
}
