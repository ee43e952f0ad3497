//! What low placement is foreseen by, learnt from the pasts of cities that are made up.

use anyhow::{Context as _, Result};
use serde::Serialize;
use talent_domain::Lang;
use talent_simulate::SteeredCity;
use talent_warning::{FORESIGHT_TERMS, fit_foresight};

use crate::Outcome;
use crate::args::{Args, Format};
use crate::data::progress_bar;
use crate::made_up::Settings;
use crate::table::{aligned, json, line};

/// The coefficients of one kind of subject.
#[derive(Debug, Serialize)]
struct Fitted {
    subjects: &'static str,
    cases: usize,
    /// In the order of [`terms`].
    coefficients: [f64; FORESIGHT_TERMS],
}

fn terms(lang: Lang) -> [&'static str; FORESIGHT_TERMS] {
    match lang {
        Lang::Zh => {
            ["截距", "本专业点就业", "本专业就业", "本专业对口", "本专业类对口", "ln(人数+5)"]
        }
        Lang::En => ["intercept", "own", "programme", "matched", "class matched", "ln(persons+5)"],
    }
}

/// Follows so many cities for years while their schools do as they do, and prints the coefficients that their reports then give.
pub(super) fn print(args: &Args, seed: u64, cities: u16, years: u16) -> Result<Outcome> {
    let settings = Settings::of_a_new_workspace()?;
    let mut cases = [Vec::new(), Vec::new()];
    let bar = progress_bar(cities.into());
    for seed in (seed..).take(cities.into()) {
        let mut city = SteeredCity::new(seed, years);
        while !city.is_decided() {
            city.advance_by_schools();
        }
        let found = settings.cases_of(&city).with_context(|| format!("seed {seed}"))?;
        cases.iter_mut().zip(found).for_each(|(all, found)| all.extend(found));
        bar.inc(1);
    }
    bar.finish_and_clear();
    let fitted: Vec<Fitted> = ["places", "programmes"]
        .into_iter()
        .zip(&cases)
        .map(|(subjects, cases)| Fitted {
            subjects,
            cases: cases.len(),
            coefficients: fit_foresight(cases),
        })
        .collect();
    if args.format == Format::Json {
        json(&fitted)?;
        return Ok(Outcome::Done);
    }
    let lang = args.lang();
    let headings = [lang.pick("对象", "subjects"), lang.pick("例数", "cases")];
    let headings: Vec<&str> = headings.into_iter().chain(terms(lang)).collect();
    let row = |fitted: &Fitted| {
        let coefficients = fitted.coefficients.iter().map(|value| format!("{value:.2}"));
        let subjects = match fitted.subjects {
            "places" => lang.pick("专业点", "places"),
            _ => lang.pick("全市专业", "programmes"),
        };
        [subjects.to_owned(), fitted.cases.to_string()].into_iter().chain(coefficients).collect()
    };
    line(&aligned(&headings, &fitted.iter().map(row).collect::<Vec<_>>()));
    Ok(Outcome::Done)
}
