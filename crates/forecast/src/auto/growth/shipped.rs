//! How far the public series that the networks were trained on went from their starts.
//!
//! What 1 in 200 starts of the training part of the M4 yearly series exceed, one and six years ahead;
//! in between and beyond a power of the years. Makridakis, Spiliotis and Assimakopoulos, "The M4
//! Competition", International Journal of Forecasting 36 (2020). A test finds them again in the panel.

use super::GROUPS;

/// `ln(y/H)` after one year and after six, by group of length.
const RISES: [(f64, f64); GROUPS] =
    [(0.66, 1.75), (0.53, 1.53), (0.50, 1.48), (0.46, 1.38), (0.39, 1.19), (0.27, 0.88)];

/// How far the shipped series went in `h` years, from 1 on: `a·h^p`, `p` such that six years give what
/// they gave. It stands for rises and for falls: these series were chosen for having gone on, and show
/// too few falls.
pub(super) fn shipped_reach(group: usize, h: usize) -> f64 {
    let (first, sixth) = RISES[group];
    first * (h as f64).powf((sixth / first).ln() / 6.0_f64.ln())
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::path::Path;

    use flate2::read::GzDecoder;

    use super::*;
    use crate::auto::growth::length_group;

    /// The series of the training part.
    #[allow(clippy::disallowed_methods, reason = "a test may read the data set")]
    fn panel() -> Vec<Vec<f64>> {
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../datasets/panels/m4-yearly-train.csv.gz");
        let mut reader = csv::Reader::from_reader(GzDecoder::new(File::open(file).unwrap()));
        let mut series: Vec<(String, Vec<f64>)> = Vec::new();
        for row in reader.deserialize() {
            let (id, _, value): (String, u32, f64) = row.unwrap();
            match series.last_mut() {
                Some((same, values)) if *same == id => values.push(value),
                _ => series.push((id, vec![value])),
            }
        }
        series.into_iter().map(|(_, values)| values).collect()
    }

    /// What 1 in 200 starts exceed after `h` years, by group of length.
    fn reach(panel: &[Vec<f64>], h: usize) -> [f64; GROUPS] {
        const LONGEST: usize = 60;
        let mut rises: [Vec<f64>; GROUPS] = Default::default();
        for y in panel {
            let mut highest = 0.0_f64;
            for t in 0..y.len().saturating_sub(h).min(LONGEST) {
                highest = highest.max(y[t]);
                rises[length_group(t + 1)].push((y[t + h] / highest).ln());
            }
        }
        rises.map(|mut rises| {
            rises.sort_unstable_by(f64::total_cmp);
            rises[rises.len() * 199 / 200]
        })
    }

    #[test]
    fn the_panel_says_so() {
        let panel = panel();
        let (first, sixth) = (reach(&panel, 1), reach(&panel, 6));
        for (group, (stated, found)) in RISES.iter().zip(first.iter().zip(sixth)).enumerate() {
            assert!((stated.0 - found.0).abs() < 0.005, "{group} {stated:?} {found:?}");
            assert!((stated.1 - found.1).abs() < 0.005, "{group} {stated:?} {found:?}");
        }
    }
}
