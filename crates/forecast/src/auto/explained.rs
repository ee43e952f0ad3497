//! What stands behind the forecast of one series: its members and its one-step forecasts.

use super::learned::Learned;
use super::request::Contest;
use super::room::Room;
use crate::FitError;
use crate::calibration::Range;
use crate::error::check_series;
use crate::oddity::{Oddity, mark_oddities};

/// What stands behind the forecast of one series.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The members' own forecasts, the heaviest first.
    pub members: Vec<MemberPath>,
    /// Forecasts one step ahead at the time: the first is that of the second value, made from the
    /// first. The weights are those that the whole panel taught.
    pub fitted: Vec<f64>,
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
        let mut fitted = Vec::with_capacity(y.len() - 1);
        for t in 1..y.len() {
            fitted.push(self.forecast(index, &y[..t], contest, room)?.median(1));
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
        Ok(Explained { members, fitted, oddities: mark_oddities(y) })
    }
}
