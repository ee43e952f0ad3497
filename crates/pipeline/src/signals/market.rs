//! F4: posts per seeker in the industries that a programme serves.

use talent_domain::{Measure, Origins, TemplateCode, Year};
use talent_facts::Facts;
use talent_warning::{Counted, Counts, Figure, lasting_fall};

use super::{Group, Member, TracedFigure};

/// F4: posts over seekers of the year and the one before it, both of which must be known, in the industries that the
/// programme's class serves (C5), all of them counting alike. Falling if the ratio fell from each of three years to the
/// next. Only figures of the city itself (T5): those of a province say little of one city, and are not read in its place.
pub(super) fn current_market(group: &Group<'_>, member: &Member<'_>) -> Option<TracedFigure> {
    let Group { facts, year, .. } = *group;
    let class = member.subject.0.class();
    let links = facts.codes.bridge.iter().enumerate().filter(|(_, link)| link.class == class);
    let rows: Vec<usize> = links.map(|(position, _)| position).collect();
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

/// Posts and seekers of a year over the industries of these rows of C5, each industry once, where both are known; `None`
/// if they are of none. `figures` takes in where they stand.
fn posts_and_seekers(
    facts: &Facts<'_>,
    rows: &[usize],
    year: Year,
    figures: &mut Vec<u32>,
) -> Option<Counts> {
    let mut industries: Vec<_> =
        rows.iter().map(|row| &facts.codes.bridge[*row].industry).collect();
    industries.sort();
    industries.dedup();
    let mut sum = None;
    for industry in industries {
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
