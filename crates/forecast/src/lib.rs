//! Forecasts of short annual series: slices in, distributions out.
//!
//! Reading order: a [`Method`] says what to fit, its `fit` gives a fitted [`Model`]; a [`Candidate`]
//! is anything that can forecast a series of a panel from its past; [`forecast_panel`] weighs the
//! candidates by their errors at rolling origins over the whole panel and returns for every series
//! a [`Forecast`] whose spread comes from those same errors, pooled ([`ErrorPool`]). A forecast
//! without its spread cannot be expressed.
//!
//! Regressions on other series are in [`LogDifferenceRegression`] and [`LaggedRegression`]; forecasts
//! that must add up in [`Reconciliation`]; marks for outliers and breaks in [`mark_oddities`]; measures
//! of accuracy in [`accuracy`]; the names of methods in both languages in [`method_name`].
//!
//! Everything here is a pure function: no files, no clock, and no chance beyond the generator that
//! the caller passes in.

pub mod accuracy;
mod auto;
mod calibration;
mod candidate;
mod catalogue;
mod elastic_net;
mod error;
mod lagged;
mod median;
mod method;
mod models;
mod name;
mod nelder_mead;
mod oddity;
mod reconciliation;
mod regression;
mod scale;

pub use auto::{
    BacktestSummary, Contest, Domain, Explained, Learned, MemberPath, MethodScore, OriginCoverage,
    PanelForecast, PanelRequest, Room, Sample, SeriesForecast, View, forecast_panel, train_global,
};
pub use calibration::{ErrorPool, Forecast, Interval, Range, ScorePath, Step};
pub use candidate::Candidate;
pub use catalogue::method_name;
pub use elastic_net::{ElasticNet, ElasticNetFit};
pub use error::FitError;
pub use lagged::{LaggedFit, LaggedRegression};
pub use method::Method;
pub use models::{
    Arima, ArimaFit, ArimaOrder, DampedTrend, Drift, Ets, EtsError, EtsFit, EtsTrend, Grey,
    GreyFit, GreyGrade, GridSmoothing, GridSmoothingFit, Holt, Model, Naive, OptimisedTheta, Ses,
    Smoothing, SmoothingFit, TenYearLine, TenYearLineFit, Theta, ThetaFit,
};
pub use name::MethodName;
pub use oddity::{Oddity, OddityKind, mark_oddities};
pub use reconciliation::{
    ErrorScale, Hierarchy, PositiveReconciliation, ReconcileError, Reconciliation, add_up_positive,
};
pub use regression::{LogDifferenceRegression, Pair, RegressionFit, SlopeFit};
pub use scale::Scale;
