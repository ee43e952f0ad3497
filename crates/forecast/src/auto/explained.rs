//! What stands behind the forecast of one series: its members and its one-step forecasts.

use super::learned::Learned;
use super::request::Contest;
use super::room::Room;
use crate::FitError;
use crate::calibration::Range;
use crate::error::check_series;
use crate::oddity::{Oddity, mark_oddities};

/// The newest values that a forecast one step ahead is made of, and the values before it that one is made from: each
/// is a forecast of its own.
const LOOKED_BACK: usize = 1_000;

/// What stands behind the forecast of one series.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The members' own forecasts, the heaviest first.
    pub members: Vec<MemberPath>,
    /// Forecasts one step ahead at the time: the first is that of the second value, made from the
    /// first. Of a series of more than a thousand values the newest thousand have one, made from the thousand values
    /// before each. The weights are those that the whole panel taught.
    pub fitted: Vec<f64>,
    /// The position in the series, counted from 0, of the value that the first of these forecasts is of.
    pub first_fitted: usize,
    /// Years that stand out.
    pub oddities: Vec<Oddity>,
}

/// What one member says.
#[derive(Debug, Clone)]
pub struct MemberPath {
    /// Its name.
    pub name: String,
    /// Its weight in the mean.
    pub weight: f64,
    /// Its forecast, in the unit of the data.
    pub path: Vec<f64>,
}

impl Learned {
    /// What stands behind the forecast of one series; the arguments are those of
    /// [`forecast`](Self::forecast).
    pub fn explain(
        &self,
        index: usize,
        y: &[f64],
        contest: Contest<'_>,
        room: &mut Room,
    ) -> Result<Explained, FitError> {
        check_series(y, 1)?;
        let first_fitted = y.len().saturating_sub(LOOKED_BACK).max(1);
        let mut fitted = Vec::with_capacity(y.len() - first_fitted);
        for t in first_fitted..y.len() {
            let past = &y[t.saturating_sub(LOOKED_BACK)..t];
            fitted.push(self.forecast(index, past, contest, room)?.median(1));
        }
        let horizon = self.horizon;
        let frame = self.look(index, y, contest, room).frame;
        let range = Range { scale: frame.scale, most: self.most };
        let weighed = self.names.iter().zip(&self.weights.of_members).enumerate();
        let mut members: Vec<MemberPath> = weighed
            .map(|(m, (name, &weight))| {
                let path = room.paths[m * horizon..][..horizon].iter();
                let path = path.map(|u| range.value(frame.last + frame.unit * u)).collect();
                MemberPath { name: name.clone(), weight, path }
            })
            .collect();
        members.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        Ok(Explained { members, fitted, first_fitted, oddities: mark_oddities(y) })
    }
}
