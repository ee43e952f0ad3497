//! Warnings on cities that are made up, followed for years while their schools do as they do.

use anyhow::{Context as _, Result};
use talent_domain::SchoolCode;
use talent_outlook::{Outlook, WarningRecord};
use talent_simulate::{BalanceClass, RulePack, SteeredCity, Subject, Unit};
use talent_warning::WarningLevel;

use super::case::{Found, Said, Track, bad_rates};
use super::methods::Method;
use crate::data::progress_bar;
use crate::made_up::Settings;

/// Years over which a balance is true: those that a run looks ahead.
const HORIZON: i32 = 4;

/// What was said and what came in so many cities, the first of seed `seed`.
pub(super) fn cases(seed: u64, cities: u16, years: u16) -> Result<Found> {
    let mut found = Found { cities: Some(cities.into()), simulated: true, ..Found::default() };
    let bar = progress_bar(u64::from(cities) * u64::from(years));
    for seed in (seed..).take(cities.into()) {
        follow(seed, years, &mut found, &|| bar.inc(1)).with_context(|| format!("seed {seed}"))?;
    }
    bar.finish_and_clear();
    Ok(found)
}

/// Follows one city: a run every year, that of the year before published.
fn follow(seed: u64, years: u16, found: &mut Found, progress: &dyn Fn()) -> Result<()> {
    let mut city = SteeredCity::new(seed, years);
    let mut settings = Settings::of_a_new_workspace()?;
    let mut published: Option<Outlook> = None;
    let units = [Unit::Place, Unit::Programme];
    let mut tracks = units.map(|unit| vec![Track::default(); city.subjects(unit).len()]);
    while !city.is_decided() {
        settings.move_window(city.base())?;
        let outlook = settings.run_on(&city.files(), published.as_ref())?;
        for (unit, tracks) in units.into_iter().zip(&mut tracks) {
            note(&city, unit, &outlook, tracks);
        }
        city.advance_by_schools();
        published = Some(outlook);
        progress();
    }
    let first = city.base() - i32::from(years);
    city.follow_to_the_end();
    let end = city.base();
    for (unit, tracks) in units.into_iter().zip(&mut tracks) {
        outcomes(&city, unit, (first, end), tracks);
    }
    let [places, programmes] = tracks;
    found.places.extend(places);
    found.programmes.extend(programmes);
    Ok(())
}

/// Notes what every way says of the subjects of a unit in the newest release.
fn note(city: &SteeredCity, unit: Unit, outlook: &Outlook, tracks: &mut [Track]) {
    let subjects = city.subjects(unit);
    let flagged = RulePack::ALL.map(|pack| pack.flags(&subjects));
    let truth = city.truth();
    for (at, (subject, track)) in subjects.iter().zip(tracks).enumerate() {
        if !subject.is_open {
            continue;
        }
        let warning = outlook.warnings.iter().find(|warning| is_of(warning, subject));
        let balance = truth.iter().find(|balance| balance.code == subject.programme);
        let ratio = balance.and_then(|balance| balance.ratio(city.base(), city.base()));
        let says = |method: Method| match method {
            Method::Published(pack) => {
                let position = RulePack::ALL.iter().position(|known| *known == pack)?;
                Some(flagged[position][at])
            }
            Method::LastRatio => ratio.map(is_surplus),
            _ => said_by(warning, method),
        };
        let said = Said {
            level: warning.map(|warning| warning.assessment.level),
            warned: Method::all().into_iter().map(says).collect(),
            unsteady: warning.is_some_and(|warning| warning.assessment.unsteady),
            surplus: outlook
                .programme(&subject.programme)
                .map(|programme| programme.balance.probabilities.surplus()),
        };
        track.said.insert(city.base(), said);
    }
}

/// Whether openings per local entrant lie below the balanced band.
fn is_surplus(ratio: f64) -> bool {
    BalanceClass::of(ratio) >= BalanceClass::Surplus
}

fn is_of(warning: &WarningRecord, subject: &Subject) -> bool {
    let school = warning.school.as_ref().map(SchoolCode::as_str);
    warning.programme.as_str() == subject.programme && school == subject.school.as_deref()
}

/// What a level or a signal of a record says; a subject without a record, or without a level, is not warned of.
pub(super) fn said_by(warning: Option<&WarningRecord>, method: Method) -> Option<bool> {
    let Some(warning) = warning else { return Some(false) };
    match method {
        Method::Level(least) => Some(gravity(warning.assessment.level) >= gravity(least)),
        Method::Signal(signal) => Some(warning.evidence_of(signal)?.reading.standing.is_adverse()),
        Method::Published(_) | Method::LastRatio => None,
    }
}

fn gravity(level: WarningLevel) -> usize {
    let order = [WarningLevel::Blue, WarningLevel::Yellow, WarningLevel::Orange, WarningLevel::Red];
    order.iter().position(|known| *known == level).map_or(0, |at| at + 1)
}

/// Adds what came, by the truth, of cohorts after `first` up to `end`.
fn outcomes(city: &SteeredCity, unit: Unit, (first, end): (i32, i32), tracks: &mut [Track]) {
    let subjects = city.subjects(unit);
    for cohort in first + 1..=end {
        let rates: Vec<Option<f64>> =
            subjects.iter().map(|subject| subject.true_rate(cohort)).collect();
        for (track, bad) in tracks.iter_mut().zip(bad_rates(&rates)) {
            track.bad.extend(bad.map(|bad| (cohort, bad)));
        }
    }
    let truth = city.truth();
    for (subject, track) in subjects.iter().zip(tracks) {
        let Some(balance) = truth.iter().find(|b| b.code == subject.programme) else { continue };
        for release in first..=end - HORIZON {
            let ratio = balance.ratio(release + 1, release + HORIZON);
            track.in_surplus.extend(ratio.map(|ratio| (release, is_surplus(ratio))));
        }
    }
}
