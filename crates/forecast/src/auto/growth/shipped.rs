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

/// `ln(y/H)` one and six years after a start that has fallen, what 1 in 40 exceed, by group of length; the
/// shortest are few and taken together.
const RETURNS: [(f64, f64); GROUPS] =
    [(0.5, 1.5), (0.5, 1.5), (0.5, 1.5), (0.5, 1.5), (0.0, 0.78), (0.0, 0.0)];
/// `ln(y/M)` in any year after one that has not fallen steadily, what 1 in 40 exceed.
const RETURN: f64 = 1.0;

/// How far the shipped series came back in `h` years towards their highest value: `a + b·ln h`.
pub(super) fn shipped_return_to_highest(group: usize, h: usize) -> f64 {
    let (first, sixth) = RETURNS[group];
    first + (sixth - first) * (h as f64).ln() / 6.0_f64.ln()
}

/// How far beyond what they were lately. Nothing where they fell steadily: among the shipped series, many
/// of them prices, 1 in 6 rose beyond, but 1 in 16 of employment and output by country and sector and 1 in
/// 100 of the panels in `benches/panels`, all together 1 in 30.
pub(super) fn shipped_return(steadily: bool) -> f64 {
    if steadily { 0.0 } else { RETURN }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::path::Path;

    use flate2::read::GzDecoder;

    use super::*;
    use crate::auto::growth::fallen::Fallen;
    use crate::auto::growth::length_group;

    const LONGEST: usize = 60;

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

    /// Calls `take` with the number of values of every fallen start, whether it fell steadily, and what
    /// came after `h` years: `ln(y/H)` and `ln(y/M)`.
    fn after_falls(panel: &[Vec<f64>], h: usize, mut take: impl FnMut(usize, bool, (f64, f64))) {
        for y in panel {
            let mut highest = 0.0_f64;
            for t in 0..y.len().saturating_sub(h).min(LONGEST) {
                highest = highest.max(y[t]);
                if let Some(start) = Fallen::of(&y[..=t], t + 1, highest) {
                    let lately = start.lately().nth(h - 1).unwrap();
                    let later = y[t + h];
                    let back = ((later / highest).ln(), (later / lately).ln());
                    take(t + 1, start.steadily, back);
                }
            }
        }
    }

    #[test]
    fn one_fallen_start_in_forty_comes_back_further() {
        let panel = panel();
        for h in 1..=6 {
            // Starts that came back further than is stated, and all: to `H` by group of length, the
            // shortest being few and counted as one; to `M` by the way they fell.
            let (mut to_highest, mut to_lately) = ([(0.0, 0.0); GROUPS], [(0.0, 0.0); 2]);
            after_falls(&panel, h, |n, steadily, (over_highest, over_lately)| {
                let group = length_group(n).max(3);
                let count = |(further, all): &mut (f64, f64), is_further: bool| {
                    *further += f64::from(u8::from(is_further));
                    *all += 1.0;
                };
                let stated = shipped_return_to_highest(group, h);
                count(&mut to_highest[group], over_highest > stated);
                let stated = shipped_return(steadily);
                count(&mut to_lately[usize::from(steadily)], over_lately > stated);
            });
            let share = |(further, all): (f64, f64)| further / all;
            for group in 3..GROUPS {
                assert!(share(to_highest[group]) < 0.045, "{group} {h} {to_highest:?}");
                let reaches = h < 6 || group == 5 || share(to_highest[group]) > 0.02;
                assert!(reaches, "{group} {h} {to_highest:?}");
            }
            assert!((0.015..0.04).contains(&share(to_lately[0])), "{h} {to_lately:?}");
            assert!((0.12..0.20).contains(&share(to_lately[1])), "{h} {to_lately:?}");
        }
    }
}
