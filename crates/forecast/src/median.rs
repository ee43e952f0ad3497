//! Medians.

/// The median of `values`; zero if there are none.
pub(crate) fn median(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { median_in_place(&mut values.to_vec()) }
}

/// The median of a non-empty slice, which is put in ascending order; allocates nothing.
pub(crate) fn median_in_place(values: &mut [f64]) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let half = values.len() / 2;
    if values.len() % 2 == 1 { values[half] } else { f64::midpoint(values[half - 1], values[half]) }
}
