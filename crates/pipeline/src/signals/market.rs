//! F4: posts per seeker in the industries that a programme serves, and new hires in them.

use std::collections::BTreeSet;

use talent_domain::{IndustryCode, Measure, Origins, TemplateCode, Year};
use talent_facts::Facts;
use talent_market::hires_nowcast;
use talent_warning::{Counted, Counts, Figure, lasting_fall};

use super::{Group, Member, TracedFigure};

/// F4: posts over seekers of the year and the one before it, both of which must be known, in the industries that the
/// programme's class serves (C5), all of them counting alike. Falling if the ratio fell from each of three years to the
/// next. Only figures of the city itself (T5): those of a province say little of one city, and are not read in its place.
pub(super) fn current_market(group: &Group<'_>, member: &Member<'_>) -> Option<TracedFigure> {
    let Group { facts, year, .. } = *group;
    let rows = served(facts, member);
    let mut figures = Vec::new();
    let [now, before, earlier] = [0, 1, 2].map(|back| {
        let counts = posts_and_seekers(facts, &rows, year - back, &mut figures);
        counts.filter(|counts| counts.of > 0.0)
    });
    let counts = now? + before?;
    let rate = |counts: Option<Counts>| counts.and_then(Counts::rate);
    let years = [(year - 2, rate(earlier)), (year - 1, rate(before)), (year, rate(now))];
    let falling = lasting_fall(years).is_some();
    let mut origins = Origins::of_figures(figures);
    origins.add_rows(TemplateCode::C5, rows);
    let figure = Figure::Counted(Counted { value: counts.rate()?, counts, falling });
    Some(TracedFigure { figure, origins })
}

/// F4B: newly hired persons whose training was subsidised (T7), over those of the same quarters a year before, in the
/// industries that the programme's class serves, all of them counting alike. Quarters of the year after that of the release
/// are known by the time it is made, and are looked at first; not read where there are none of either year.
pub(super) fn new_hires(group: &Group<'_>, member: &Member<'_>) -> Option<TracedFigure> {
    let Group { facts, year, .. } = *group;
    let rows = served(facts, member);
    let known = industries(facts, &rows).into_iter().filter_map(|industry| {
        let (quarters, figures) = facts.subsidised_hires(Some(industry), year + 1);
        Some((hires_nowcast(&quarters)?, figures))
    });
    let known: Vec<_> = known.collect();
    let newest = known.iter().map(|(hires, _)| hires.year).max()?;
    let of_newest = || known.iter().filter(|(hires, _)| hires.year == newest);
    let counts: Counts =
        of_newest().map(|(hires, _)| Counts { count: hires.now, of: hires.before }).sum();
    if newest < year.number() {
        return None;
    }
    let mut origins = Origins::of_figures(of_newest().flat_map(|(_, figures)| figures).copied());
    origins.add_rows(TemplateCode::C5, rows);
    let figure = Figure::Counted(Counted { value: counts.rate()?, counts, falling: false });
    Some(TracedFigure { figure, origins })
}

/// The rows of C5 of the member's class.
fn served(facts: &Facts<'_>, member: &Member<'_>) -> Vec<usize> {
    let class = member.subject.0.class();
    let links = facts.codes.bridge.iter().enumerate().filter(|(_, link)| link.class == class);
    links.map(|(position, _)| position).collect()
}

/// The industries of these rows of C5, each once.
fn industries<'a>(facts: &'a Facts<'_>, rows: &[usize]) -> BTreeSet<&'a IndustryCode> {
    rows.iter().map(|row| &facts.codes.bridge[*row].industry).collect()
}

/// Posts and seekers of a year over the industries of these rows of C5, each industry once, where both are known; `None`
/// if they are of none. `figures` takes in where they stand.
fn posts_and_seekers(
    facts: &Facts<'_>,
    rows: &[usize],
    year: Year,
    figures: &mut Vec<u32>,
) -> Option<Counts> {
    let mut sum = None;
    for industry in industries(facts, rows) {
        let posts = facts.regional(Some(industry), Measure::Vacancies);
        let seekers = facts.regional(Some(industry), Measure::JobSeekers);
        let (Some(posts), Some(seekers)) = (posts, seekers) else { continue };
        let known = posts.series.at(year).zip(seekers.series.at(year));
        let Some((count, of)) = known else { continue };
        sum = Some(sum.unwrap_or_default() + Counts { count, of });
        figures.extend(posts.ids_of(year).chain(seekers.ids_of(year)));
    }
    sum
}
