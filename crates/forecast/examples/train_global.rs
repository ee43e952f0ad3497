//! Trains what ships with the crate on the training part of the M4 yearly panel and writes
//! `assets/global.bin` with its checksum. `--check` trains and compares instead of writing.
//!
//! `cargo xtask train-global` runs this, optimised: about two minutes on two cores. The same panel
//! gives the same bytes.

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a task, not the library")]

use std::error::Error;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;

use flate2::read::GzDecoder;
use sha2::{Digest as _, Sha256};

fn main() -> Result<(), Box<dyn Error>> {
    let crate_root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let panel = crate_root.join("../../datasets/panels/m4-yearly-train.csv.gz");
    let mut reader = csv::Reader::from_reader(GzDecoder::new(File::open(panel)?));
    let mut series: Vec<(String, Vec<f64>)> = Vec::new();
    for row in reader.deserialize() {
        let (id, _, value): (String, u32, f64) = row?;
        match series.last_mut() {
            Some((same, values)) if *same == id => values.push(value),
            _ => series.push((id, vec![value])),
        }
    }
    let slices: Vec<&[f64]> = series.iter().map(|(_, values)| values.as_slice()).collect();
    println!("training on {} series", slices.len());
    let bytes = talent_forecast::train_global(&slices);
    let checksum = Sha256::digest(&bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    let (file, sum) =
        (crate_root.join("assets/global.bin"), crate_root.join("assets/global.sha256"));
    if std::env::args().any(|argument| argument == "--check") {
        let same = fs::read(file)? == bytes && fs::read_to_string(sum)?.trim() == checksum;
        return if same {
            Ok(())
        } else {
            Err("assets/global.bin is not what training gives".into())
        };
    }
    fs::write(file, &bytes)?;
    fs::write(sum, format!("{checksum}\n"))?;
    println!("{} bytes, SHA-256 {checksum}", bytes.len());
    Ok(())
}
