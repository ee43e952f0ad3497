//! Forecasting panels: members, their weights, intervals.
//!
//! [`Learned::from_panel`] looks at rolling origins all over the panel and keeps what they teach:
//! the weights of the members and pools of scores. [`Learned::forecast`] then forecasts one series
//! at a time, in a [`Room`] that each thread makes once; a panel of any size can be streamed through.
//! [`forecast_panel`] does both. The order of the series and the number of threads change nothing.
//!
//! Reading order: [`members`] (who forecasts), [`features`] (what the models say of a series),
//! [`rolling`] (trials at origins), [`combination`] (weights), [`pools`] (spread), [`learned`] (all of
//! it applied).

mod backtest;
mod combination;
mod explained;
mod features;
mod frame;
mod global;
mod growth;
mod inputs;
mod learned;
mod length;
mod limits;
mod looked;
pub(crate) mod members;
mod network;
mod panel_forecast;
mod pools;
mod refit;
mod request;
mod rolling;
mod room;
mod sample;
mod setting;
mod shipped;
mod training;
mod training_set;
mod trial;
mod view;

pub use backtest::{BacktestSummary, MethodScore, OriginCoverage};
pub use explained::{Explained, MemberPath};
pub use learned::Learned;
pub use panel_forecast::{PanelForecast, SeriesForecast, forecast_panel};
pub use request::{Contest, Domain, PanelRequest};
pub use room::Room;
pub use sample::Sample;
pub use training_set::train_global;
pub use view::View;
