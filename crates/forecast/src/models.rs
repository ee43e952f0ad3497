//! The models. What to fit and what was fitted are two types.

pub(crate) mod arima;
pub(crate) mod drift;
pub(crate) mod ets;
pub(crate) mod grey;
pub(crate) mod grid;
pub(crate) mod line;
mod model;
pub(crate) mod naive;
pub(crate) mod smoothing;
pub(crate) mod theta;

pub use arima::{Arima, ArimaFit, ArimaOrder};
pub use drift::Drift;
pub use ets::{Ets, EtsError, EtsFit, EtsTrend};
pub use grey::{Grey, GreyFit, GreyGrade};
pub use grid::{GridSmoothing, GridSmoothingFit};
pub use line::{TenYearLine, TenYearLineFit};
pub use model::Model;
pub use naive::Naive;
pub use smoothing::{DampedTrend, Holt, Ses, Smoothing, SmoothingFit};
pub use theta::{OptimisedTheta, Theta, ThetaFit};
