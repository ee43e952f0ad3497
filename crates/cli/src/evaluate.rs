//! `evaluate`: how well the warnings foretold what came, beside published rules and plainer ways.
//!
//! A case is a subject (a programme at a school, or over all of them) in a release. The event is a bad outcome two releases later:
//! 直接就业率 below 60 % or in the lowest tenth of its kind, or no intake any more within three years. It is of the future, and no part
//! of any signal.

mod case;
mod cities;
mod foresight;
mod history;
mod methods;
mod scores;
mod table;

use anyhow::Result;

use crate::Outcome;
use crate::args::{Args, EvaluateArgs};

/// Scores warnings on simulated cities, or on the workspace's own history.
pub(crate) async fn evaluate(args: &Args, request: &EvaluateArgs) -> Result<Outcome> {
    if let (Some(cities), true) = (request.simulated, request.foresight) {
        return foresight::print(args, request.seed, cities, request.years);
    }
    let found = match request.simulated {
        Some(cities) => cities::cases(request.seed, cities, request.years)?,
        None => history::cases(args).await?,
    };
    table::print(args, &found)
}
