//! Warnings that a workspace would have given in years gone by.

use std::collections::BTreeMap;

use anyhow::Result;
use talent_domain::{Lang, Year};
use talent_outlook::{Outlook, WarningRecord};
use talent_pipeline::{SubjectOutcome, past_warnings};
use talent_simulate::{RulePack, Subject};
use talent_workspace::Workspace;

use super::case::{Found, Said, Track, bad_rates};
use super::cities::said_by;
use super::methods::Method;
use crate::args::Args;
use crate::data::progress_bar;

/// Releases that are gone back at most.
const YEARS: u16 = 12;

/// What would have been said and what came, on the figures that the reader may see.
pub(super) async fn cases(args: &Args) -> Result<Found> {
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let bar = progress_bar(YEARS.into());
    let past = past_warnings(&workspace, args.audience(), YEARS, &|| bar.inc(1)).await?;
    bar.finish_and_clear();
    for (year, reason) in &past.without {
        tell!("{}", without(*year, reason, args.lang()));
    }
    let mut found = Found { simulated: past.simulated, ..Found::default() };
    for of_schools in [true, false] {
        let is_kind = |outcome: &&SubjectOutcome| outcome.subject.1.is_some() == of_schools;
        let outcomes: Vec<&SubjectOutcome> = past.outcomes.iter().filter(is_kind).collect();
        let mut tracks = vec![Track::default(); outcomes.len()];
        for (year, outlook) in &past.releases {
            let known: Vec<Subject> =
                outcomes.iter().map(|outcome| known_in(outcome, year.number())).collect();
            let flags = RulePack::ALL.map(|pack| pack.flags(&known));
            for (at, (outcome, track)) in outcomes.iter().zip(&mut tracks).enumerate() {
                let flagged = |pack: usize| flags[pack][at];
                let said = said(outcome, outlook, &flagged);
                track.said.extend(said.map(|said| (year.number(), said)));
            }
        }
        add_outcomes(&outcomes, &mut tracks);
        *(if of_schools { &mut found.places } else { &mut found.programmes }) = tracks;
    }
    Ok(found)
}

fn without(year: Year, reason: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{year} 年不能评价：{reason}"),
        Lang::En => format!("{year} cannot be evaluated: {reason}"),
    }
}

/// What schools had reported of a subject in a year: published rules look at that alone.
fn known_in(outcome: &SubjectOutcome, year: i32) -> Subject {
    let until = |years: &BTreeMap<Year, (f64, f64)>| -> BTreeMap<i32, (f64, f64)> {
        let years = years.iter().map(|(of, pair)| (of.number(), *pair));
        years.filter(|(of, _)| *of <= year).collect()
    };
    let recruited = until(&outcome.recruited);
    let (programme, school) = &outcome.subject;
    Subject {
        school: school.as_ref().map(ToString::to_string),
        programme: programme.to_string(),
        seats: recruited.values().next_back().map_or(0.0, |(planned, _)| *planned),
        is_open: true,
        reported: until(&outcome.placed),
        placed: BTreeMap::new(),
        recruited,
    }
}

/// What a release says of a subject; none where it is not among those that were assessed.
fn said(
    outcome: &SubjectOutcome,
    outlook: &Outlook,
    flagged: &dyn Fn(usize) -> bool,
) -> Option<Said> {
    let (programme, school) = &outcome.subject;
    let is_own = |w: &&WarningRecord| w.programme == *programme && w.school == *school;
    let warning = outlook.warnings.iter().find(is_own)?;
    let says = |method: Method| match method {
        Method::Published(pack) => RulePack::ALL.iter().position(|p| *p == pack).map(flagged),
        _ => said_by(Some(warning), method),
    };
    Some(Said {
        level: Some(warning.assessment.level),
        warned: Method::all().into_iter().map(says).collect(),
        unsteady: warning.assessment.unsteady,
        surplus: None,
    })
}

/// Adds what came by year of release.
fn add_outcomes(outcomes: &[&SubjectOutcome], tracks: &mut [Track]) {
    let years = || outcomes.iter().flat_map(|outcome| outcome.placed.keys().copied());
    let (Some(first), Some(last)) = (years().min(), years().max()) else { return };
    for year in (0..=last.since(first)).map(|after| first + after) {
        let rate =
            |outcome: &&SubjectOutcome| outcome.placed.get(&year).map(|(jobs, of)| jobs / of);
        let rates: Vec<Option<f64>> = outcomes.iter().map(rate).collect();
        for (track, bad) in tracks.iter_mut().zip(bad_rates(&rates)) {
            track.bad.extend(bad.map(|bad| (year.number(), bad)));
        }
    }
}
