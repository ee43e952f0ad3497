//! Making the parts of one total add up to it, total and parts giving way in per cent.

/// Makes the parts of a total add up to it, total and parts giving way in per cent, so that none falls
/// below zero: the relative entropy
///
/// ```text
/// min Σ (y·ln(y/ŷ) − y + ŷ)/(s²ŷ)  over all parts and the total,  Σ y(parts) = y(total).
/// ```
///
/// To first order that is the linear projection with `W = diag(s²ŷ²)`; where a draw lies far
/// from the middle of a skewed distribution it does not take from a small part what a large one lacks.
/// `sd` are standard deviations as parts of the forecasts, that of the total first; zero for what is known.
/// Returns the total; parts of zero stay. Where nothing may give way the parts are left as they are.
///
/// The solution is `y = ŷ·exp(λs²ŷ)` for the parts and `ŷ·exp(−λs²ŷ)` for the total, and the excess of the
/// parts over the total grows with `λ`: a bracketed Newton iteration finds it.
///
/// ```
/// let mut parts = [60.0, 20.0];
/// let total = talent_forecast::add_up_positive(100.0, &mut parts, (0.0, &[0.2, 0.1]));
/// assert_eq!(total, 100.0);
/// assert!((parts[0] + parts[1] - 100.0).abs() < 1e-6 && parts[0] / 60.0 > parts[1] / 20.0);
/// ```
pub fn add_up_positive(total: f64, parts: &mut [f64], (sd, sds): (f64, &[f64])) -> f64 {
    let total = Part { value: total, sd };
    let largest = parts.iter().zip(sds).map(|(&value, &sd)| Part { value, sd }.reach());
    let largest = largest.fold(total.reach(), f64::max);
    if largest <= 0.0 || total.value < 0.0 {
        return total.value;
    }
    let price = clearing_price(total, parts, sds, largest);
    for (value, &sd) in parts.iter_mut().zip(sds) {
        *value = Part { value: *value, sd }.moved(largest, price);
    }
    total.moved(largest, -price)
}

/// A part or the total: its forecast, and its standard deviation as a part of it.
#[derive(Debug, Clone, Copy)]
struct Part {
    value: f64,
    sd: f64,
}

impl Part {
    /// `s²ŷ`.
    fn reach(self) -> f64 {
        self.sd * self.sd * self.value
    }

    /// What it comes to at a price, in units of the price in which no value is changed faster than it:
    /// `largest` is the largest reach.
    fn moved(self, largest: f64, price: f64) -> f64 {
        self.value * (self.reach() / largest * price).exp()
    }

    /// How fast it moves with the price.
    fn slope(self, largest: f64, price: f64) -> f64 {
        self.reach() / largest * self.moved(largest, price)
    }
}

/// The price at which the parts add up to the total.
fn clearing_price(total: Part, parts: &[f64], sds: &[f64], largest: f64) -> f64 {
    let parts = || parts.iter().zip(sds).map(|(&value, &sd)| Part { value, sd });
    let (mut low, mut high) = (-FARTHEST_PRICE, FARTHEST_PRICE);
    let mut price = 0.0;
    for _ in 0..STEPS {
        let excess = parts().map(|part| part.moved(largest, price)).sum::<f64>()
            - total.moved(largest, -price);
        if excess.abs() <= 1e-12 * total.value {
            break;
        }
        if excess > 0.0 {
            high = price;
        } else {
            low = price;
        }
        let slope = parts().map(|part| part.slope(largest, price)).sum::<f64>()
            + total.slope(largest, -price);
        let newton = price - excess / slope;
        price = if low < newton && newton < high { newton } else { f64::midpoint(low, high) };
    }
    price
}

/// Steps of [`add_up_positive`], at most; five are the rule.
const STEPS: usize = 100;
/// What can give way most is changed by at most this in logarithms.
pub(super) const FARTHEST_PRICE: f64 = 50.0;
