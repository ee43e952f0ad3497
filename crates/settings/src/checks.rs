//! What must hold of the values of a file of settings, beyond their kinds.

use std::fmt;

/// Gathers what does not hold of the values of a file.
#[derive(Debug, Default)]
pub struct Checks {
    pub(crate) unmet: Vec<Unmet>,
}

/// Something that does not hold.
#[derive(Debug)]
pub(crate) struct Unmet {
    /// The keys that it is about, the one to change first.
    pub(crate) keys: Vec<String>,
    pub(crate) zh: String,
    pub(crate) en: String,
}

impl Checks {
    /// Says of `keys` what is wanted of them, in Chinese and in English, unless `holds`. The first key is the one that
    /// the fault is told at.
    pub fn require(
        &mut self,
        holds: bool,
        keys: &[&str],
        zh: impl Into<String>,
        en: impl Into<String>,
    ) {
        if !holds {
            let keys = keys.iter().map(|key| (*key).to_owned()).collect();
            self.unmet.push(Unmet { keys, zh: zh.into(), en: en.into() });
        }
    }

    /// Wants a fraction from 0 to 1.
    pub fn fraction(&mut self, key: &str, value: f64) {
        let percent = if (1.0..=100.0).contains(&value) {
            format!("，如 {}", value / 100.0)
        } else {
            String::new()
        };
        self.require(
            (0.0..=1.0).contains(&value),
            &[key],
            format!("{value} 不在 0 到 1 之间，应写成小数{percent}"),
            format!("{value} is no fraction from 0 to 1"),
        );
    }

    /// Wants a number above 0.
    pub fn positive(&mut self, key: &str, value: f64) {
        let holds = value > 0.0 && value.is_finite();
        self.require(
            holds,
            &[key],
            format!("{value} 应为正数"),
            format!("{value} must be positive"),
        );
    }

    /// Wants a number of 0 or more.
    pub fn not_negative(&mut self, key: &str, value: f64) {
        let holds = value >= 0.0 && value.is_finite();
        let en = format!("{value} must not be negative");
        self.require(holds, &[key], format!("{value} 不应为负"), en);
    }

    /// Wants a number within limits, which belong to it.
    pub fn within(&mut self, key: &str, value: f64, least: f64, most: f64) {
        self.require(
            (least..=most).contains(&value),
            &[key],
            format!("{value} 应在 {least} 到 {most} 之间"),
            format!("{value} must lie within {least} and {most}"),
        );
    }

    /// Wants 1 or more.
    pub fn at_least_one(&mut self, key: &str, value: u32) {
        self.require(value >= 1, &[key], "至少为 1", "1 at least");
    }

    /// Wants the first of two values to be no more than the second. The fault is told at the first.
    pub fn in_order<T: PartialOrd + fmt::Display>(&mut self, lower: (&str, T), upper: (&str, T)) {
        let ((low, least), (high, most)) = (lower, upper);
        self.require(
            least <= most,
            &[low, high],
            format!("{least} 大于 {high} 的 {most}；应为 {low} ≤ {high}，请改其中一个"),
            format!("{least} is more than {most} of {high}; {low} ≤ {high} is wanted: change one"),
        );
    }

    /// Wants fractions that add up to 1. The fault is told at the first key.
    pub fn add_up_to_one<'a>(&mut self, parts: impl IntoIterator<Item = (&'a str, f64)>) {
        let (keys, values): (Vec<&str>, Vec<f64>) = parts.into_iter().unzip();
        let names: Vec<&str> =
            keys.iter().map(|key| key.split_once('.').map_or(*key, |(_, name)| name)).collect();
        let sum: f64 = values.iter().sum();
        // Figures are written with few digits.
        let shown = (sum * 1e6).round() / 1e6;
        self.require(
            (sum - 1.0).abs() <= 1e-6,
            &keys,
            format!("{} 之和为 {shown}，应为 1，请改其中几个", names.join("、")),
            format!("{} add up to {shown}, not to 1", names.join(", ")),
        );
    }
}
