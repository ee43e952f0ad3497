//! The data sets that are computed: lists of `datasets/linfen` that follow from published tables (`derived`), and
//! the simulated schools of `datasets/linfen-simulated`.
//!
//! The schools are made up, not observed, and said so in every row. No figures of Linfen's schools by programme are public; these stand in for them, so that
//! the whole way can be walked.
//!
//! What is real in them: the yearly number of secondary vocational students (read from
//! `datasets/linfen`), which the simulated schools add up to exactly, and the ranges that national
//! rates were published in, which the city's yearly rates are checked to stay inside.

mod catalogue;
mod chance;
mod derived;
mod destinations;
mod files;
mod place;
mod sources;

use std::ops::RangeInclusive;
use std::path::Path;

use anyhow::Result;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

const SEED: u64 = 20_260_101;
const FIRST_YEAR: i32 = 2016;
const LAST_YEAR: i32 = 2023;
/// The years that the files hold.
const YEARS: RangeInclusive<i32> = FIRST_YEAR..=LAST_YEAR;

/// Writes the files of `datasets/linfen-simulated` under `root`, and the derived lists of `datasets/linfen`.
pub(crate) fn write(root: &Path) -> Result<()> {
    let totals = sources::students(&root.join("datasets/linfen/T0-macro-education.csv"))?;
    let names = sources::programme_names(&root.join("datasets/linfen/C2-programmes.csv"))?;
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    let mut places = place::lay_out(&mut rng);
    place::enrol(&mut places, &totals, &mut rng);
    let folder = root.join("datasets/linfen-simulated");
    files::write_schools(&folder)?;
    files::write_programmes(&folder, &places, &names)?;
    files::write_enrolment(&folder, &places, &names, &mut rng)?;
    destinations::write(&folder, &places, &names, &mut rng)?;
    derived::write(root)
}
