//! The balance of one programme, as a run records it.

use talent_domain::{IndustryCode, Level, Measure, Year};
use talent_forecast::{Grey, GreyGrade, Model};
use talent_market::{
    Band as ItaBand, BandEdges, Basis, DrawOutcome, Spread, after_mobility, band_probabilities,
    coordination, elasticity_path, final_call, reliability, structure_match,
};
use talent_outlook::{
    BalanceOutlook, Band, BodyEstimate, Causes, Certainty, CohortStand, CohortSupply, Comparison,
    Driver, Grade, PlannedEvent, Point, Probabilities, Range, RateDefinition, RateOutlook,
    StructureOutlook, Text,
};

use crate::draws::{Drawn, ratios};
use crate::employment::Employment;
use crate::facts::Facts;
use crate::outlook::{OutlookRequest, driver, range};
use crate::supply::{RateUsed, Supply, unknown_rates};

/// The class of a programme's median.
pub(crate) fn band_of(drawn: &Drawn, p: usize) -> Band {
    band(ita_band(drawn, p))
}

fn ita_band(drawn: &Drawn, p: usize) -> ItaBand {
    let (ratios, edges) = ratios(drawn, p);
    edges.band(Spread::of(ratios).map_or(1.0, |spread| spread.median))
}

fn band(of: ItaBand) -> Band {
    match of {
        ItaBand::LargeShortage => Band::LargeShortage,
        ItaBand::Shortage => Band::Shortage,
        ItaBand::Balanced => Band::Balanced,
        ItaBand::Surplus => Band::Surplus,
        ItaBand::LargeSurplus => Band::LargeSurplus,
    }
}

pub(crate) fn balance_outlook(
    facts: &Facts<'_>,
    drawn: &Drawn,
    p: usize,
    industries: &[(IndustryCode, String, f64)],
) -> BalanceOutlook {
    let of = |read: &dyn Fn(&talent_market::Balance) -> f64| {
        range(drawn.outcomes.iter().map(|outcome| read(&outcome.balances[p])))
    };
    let (ratios, edges) = ratios(drawn, p);
    let classes = band_probabilities(&ratios, edges);
    let scaled = edges == BandEdges::STOCK;
    let causes = drawn.causes[p];
    let today = today(facts, industries, drawn.base);
    let (demand, supply, gap) = (of(&|b| b.demand), of(&|b| b.supply), of(&|b| b.gap));
    BalanceOutlook {
        from: drawn.base + 1,
        to: drawn.base + drawn.horizon,
        demand_growth: range(drawn.outcomes.iter().map(|o| o.demand.newcomer_expansion[p])),
        graduates: range(drawn.outcomes.iter().map(|o| o.graduates[p].iter().sum())),
        grade: grade(facts, drawn, p, (demand, supply, gap)),
        demand,
        supply,
        gap,
        sdr: of(&|b| b.sdr),
        ita_flow: of(&|b| b.ita_flow),
        ita_stock: scaled.then(|| range(ratios)),
        band: band_of(drawn, p),
        probabilities: Probabilities {
            shortage: classes.shortage,
            good: classes.good,
            surplus: classes.surplus,
            large_surplus: classes.large_surplus,
        },
        certainty: Certainty::of(classes.largest()),
        drivers: drawn.drivers.get(p).map_or_else(Vec::new, |drivers| {
            let known = drivers.iter().filter(|(_, share)| *share > 0.0);
            known.map(|&(block, share)| Driver { block: driver(block), share }).collect()
        }),
        causes: Causes {
            replacement: causes.replacement,
            industry: causes.industry,
            staffing: causes.staffing + causes.interaction,
            planned: causes.planned,
            floor: causes.floor,
        },
        cohorts: cohorts(drawn, p),
        gap_after_mobility: gap_after_mobility(drawn, p),
        gap_by_retention: gap_by_retention(drawn, p),
        call: band(final_call(ita_band(drawn, p), today)),
        today,
    }
}

/// Local entrants by cohort: each takes its part of the graduates.
fn cohorts(drawn: &Drawn, p: usize) -> Vec<CohortSupply> {
    let count = drawn.outcomes.first().map_or(0, |outcome| outcome.graduates[p].len());
    let enrolled = drawn.supplies[p].inputs.enrolled.len();
    (0..count)
        .map(|cohort| {
            let of_draw = |outcome: &DrawOutcome| {
                let all: f64 = outcome.graduates[p].iter().sum();
                let share = if all > 0.0 { outcome.graduates[p][cohort] / all } else { 0.0 };
                outcome.balances[p].supply * share
            };
            CohortSupply {
                year: drawn.base + (cohort as i32 + 1),
                stand: if cohort < enrolled {
                    CohortStand::Grade(drawn.supplies[p].years.saturating_sub(cohort) as u8)
                } else {
                    CohortStand::ToRecruit
                },
                entrants: range(drawn.outcomes.iter().map(of_draw)),
            }
        })
        .collect()
}

fn gap_after_mobility(drawn: &Drawn, p: usize) -> Range {
    let matched: Vec<f64> = drawn.supplies.iter().map(|supply| supply.matched).collect();
    range(drawn.outcomes.iter().map(|outcome| {
        let side = |read: fn(&talent_market::Balance) -> f64| -> Vec<f64> {
            outcome.balances.iter().map(read).collect()
        };
        let demand = side(|b| b.demand);
        after_mobility(&side(|b| b.supply), &matched, &demand)[p] - demand[p]
    }))
}

/// The median gap at one standard deviation of the retention rate less and more.
fn gap_by_retention(drawn: &Drawn, p: usize) -> Option<(f64, f64)> {
    let supply = &drawn.supplies[p];
    let (mean, sd) = (supply.inputs.local_retention.mean, supply.retention_sd?);
    if mean <= 0.0 {
        return None;
    }
    let at = |retention: f64| {
        let factor = retention.clamp(0.0, 1.0) / mean;
        let gaps =
            drawn.outcomes.iter().map(|o| o.balances[p].supply * factor - o.balances[p].demand);
        Spread::of(gaps).map(|spread| spread.median)
    };
    Some((at(mean - sd)?, at(mean + sd)?))
}

fn grade(
    facts: &Facts<'_>,
    drawn: &Drawn,
    p: usize,
    (demand, supply, gap): (Range, Range, Range),
) -> Grade {
    let programme = &drawn.supplies[p].programme;
    // Matches move nobody in or out of supply.
    let unknown = unknown_rates(&drawn.supplies);
    let is_unknown = unknown.iter().any(|rate| *rate != RateDefinition::Match);
    if is_unknown || !facts.is_reported(&(programme.clone(), None)) {
        return Grade::D;
    }
    let median = |range: Range| range.median.unwrap_or(0.0);
    let size = f64::midpoint(median(demand), median(supply));
    let width = match gap.p80 {
        (Some(low), Some(high)) if size > 0.0 => (high - low) / size,
        _ => f64::INFINITY,
    };
    let openings =
        drawn.outcomes.first().map_or(&[][..], |outcome| &outcome.demand.occupation_openings);
    let students = facts.city(programme, Measure::EnrolledGrade1);
    let basis = Basis {
        persons: median(demand).min(median(supply)),
        relative_width: width,
        published_share: drawn.occupations.published_share(openings, p),
        years: students.map_or(0, |traced| traced.series.filled().len()),
        age: drawn.base.since(drawn.employed_until).max(0),
    };
    match reliability(basis) {
        talent_market::Grade::A => Grade::A,
        talent_market::Grade::B => Grade::B,
        talent_market::Grade::C => Grade::C,
        talent_market::Grade::D => Grade::D,
    }
}

/// Posts per seeker in the industries that a programme serves, by their shares of its demand: the city's
/// newest job-market figures, no older than two years. `None` where less than half of the demand is
/// covered.
fn today(facts: &Facts<'_>, industries: &[(IndustryCode, String, f64)], base: Year) -> Option<f64> {
    let (mut covered, mut sum) = (0.0, 0.0);
    for (section, _, share) in industries {
        let newest = |measure| {
            let traced = facts.regional(Some(section), measure)?;
            let end = traced.series.end();
            (base.since(end) <= 2).then(|| (end, traced.series.last()))
        };
        let (Some(posts), Some(seekers)) =
            (newest(Measure::Vacancies), newest(Measure::JobSeekers))
        else {
            continue;
        };
        if posts.0 == seekers.0 && seekers.1 > 0.0 {
            covered += share;
            sum += share * posts.1 / seekers.1;
        }
    }
    (covered >= 0.5).then(|| sum / covered)
}

pub(crate) fn rates(supply: &Supply) -> Vec<RateOutlook> {
    let of = |rate: &RateUsed| RateOutlook {
        definition: rate.definition,
        count: rate.counted.count,
        of: rate.counted.of,
        used: rate.used.mean,
        persons: rate.used.persons,
    };
    supply.rates.iter().map(of).collect()
}

/// Those who go on studying, by the year in which they come back at a higher level: of each class the
/// share of 升学, and those on a continued track.
pub(crate) fn returning(request: &OutlookRequest<'_>, drawn: &Drawn, p: usize) -> Vec<Point> {
    let supply = &drawn.supplies[p];
    let later = i32::from(request.assumptions.further_study_years);
    let count = drawn.outcomes.first().map_or(0, |outcome| outcome.graduates[p].len());
    (0..count)
        .filter_map(|cohort| {
            let leaving = Spread::of(drawn.outcomes.iter().map(|o| o.graduates[p][cohort]))?.median;
            let staying = match supply.continued {
                share if share < 1.0 => leaving * share / (1.0 - share),
                _ => 0.0,
            };
            let value = leaving * supply.inputs.further_study.mean + staying;
            let year = drawn.base + (cohort as i32 + 1) + later;
            (value > 0.0).then_some(Point { year, value, odd: None })
        })
        .collect()
}

/// Openings of all industries in one draw.
pub(crate) fn all_openings(outcome: &DrawOutcome) -> f64 {
    (0..outcome.demand.industry_expansion.len()).map(|i| outcome.demand.industry_openings(i)).sum()
}

pub(crate) fn planned_events(
    facts: &Facts<'_>,
    drawn: &Drawn,
    section: &IndustryCode,
) -> Vec<PlannedEvent> {
    facts
        .events(drawn.base, drawn.horizon)
        .filter(|event| event.industry == *section)
        .map(|event| PlannedEvent {
            name: event.name.clone(),
            year: drawn.base + (event.year - drawn.base.number()),
            posts: event.posts,
            probability: event.probability,
            source: event.source.clone(),
            cell: event.cell.to_string(),
        })
        .collect()
}

/// What industry bodies expect of an industry (or of all, where `of` is none).
pub(crate) fn body_estimates(
    facts: &Facts<'_>,
    drawn: &Drawn,
    of: Option<(&IndustryCode, usize)>,
) -> Vec<BodyEstimate> {
    let years = f64::from(drawn.horizon.max(1));
    let ours = range(drawn.outcomes.iter().map(|outcome| {
        let persons =
            of.map_or_else(|| all_openings(outcome), |(_, i)| outcome.demand.industry_openings(i));
        persons / years
    }));
    let mut estimates = Vec::new();
    for key in facts.panel.keys(Measure::BodyDemand) {
        let same = key.region == *facts.region && key.industry.code() == of.map(|(code, _)| code);
        let Some(traced) = facts.panel.series(key, Measure::BodyDemand).filter(|_| same) else {
            continue;
        };
        let side = |measure| facts.panel.series(key, measure);
        let (low, high) = (side(Measure::BodyDemandLow), side(Measure::BodyDemandHigh));
        for &(year, id) in &traced.sources {
            let Some(demand) = traced.series.at(year) else { continue };
            let observation = facts.panel.observation(id);
            let within = year > drawn.base && year.since(drawn.base) <= drawn.horizon;
            let whole = key.occupation == Level::Total;
            let others = low.iter().chain(&high).flat_map(|traced| traced.ids_of(year));
            estimates.push(BodyEstimate {
                occupation: key.occupation.code().map(ToString::to_string),
                year,
                demand,
                low: low.as_ref().and_then(|traced| traced.series.at(year)),
                high: high.as_ref().and_then(|traced| traced.series.at(year)),
                ours: (within && whole).then_some(ours),
                remark: observation.map_or_else(String::new, |o| o.provenance.note.to_string()),
                ids: std::iter::once(id).chain(others).collect(),
            });
        }
    }
    estimates
}

/// Years that the elasticity method looks back on.
const ELASTICITY_YEARS: i32 = 5;

/// The elasticity method and the grey model of a section, to compare with.
pub(crate) fn comparisons(employment: &Employment, section: usize) -> Vec<Comparison> {
    let observed = &employment.observed[section];
    let end = observed.series.end();
    let horizon = employment.horizon();
    let points = |path: Vec<f64>| -> Vec<Point> {
        let steps = path.into_iter().enumerate();
        steps.map(|(h, value)| Point { year: end + (h as i32 + 1), value, odd: None }).collect()
    };
    let finite = |path: Vec<f64>| -> Vec<f64> {
        if path.iter().all(|value| value.is_finite()) { path } else { Vec::new() }
    };
    let past = observed.series.filled();
    let grey = Grey.fit(&past).ok().map(|fit| {
        let (zh, en) = match fit.grade() {
            GreyGrade::First => ("样本内精度一级", "grade 1 within the sample"),
            GreyGrade::Second => ("样本内精度二级", "grade 2 within the sample"),
            GreyGrade::Refused => ("样本内精度不合格，不应采用", "refused by its own test"),
        };
        let (c, p) = (fit.posterior_ratio, fit.small_error_share);
        Comparison {
            name: Text::new("灰色模型 GM(1,1)", "grey model GM(1,1)"),
            path: points(finite(fit.path(horizon))),
            note: Text::new(
                format!("{zh}（C={c:.2}，P={p:.2}）；样本内精度不代表预测误差。"),
                format!(
                    "{en} (C={c:.2}, P={p:.2}); a fit within the sample says nothing of a forecast."
                ),
            ),
        }
    });
    let elasticity = employment.output.as_ref().and_then(|output| {
        let employed = (observed.series.at(end - ELASTICITY_YEARS)?, observed.series.at(end)?);
        let produced = output.levels(section, end - ELASTICITY_YEARS, end)?;
        let path = elasticity_path(employed, produced, output.growth_ahead(section)?, horizon)?;
        Some(Comparison {
            name: Text::new("弹性系数法", "elasticity method"),
            path: points(path),
            note: Text::new(
                format!("弹性取 {}—{end} 年，限于 −0.5 到 1.5；两个小变化之比，噪声大。", end - ELASTICITY_YEARS),
                format!("elasticity of {} to {end}, within −0.5 and 1.5; a noisy ratio of two small changes.", end - ELASTICITY_YEARS),
            ),
        })
    });
    elasticity.into_iter().chain(grey).filter(|one| !one.path.is_empty()).collect()
}

/// Shares of employment against shares of graduates by the sections that their programmes serve.
pub(crate) fn structure(
    facts: &Facts<'_>,
    employment: &Employment,
    drawn: &Drawn,
) -> Option<StructureOutlook> {
    let employment_year = employment.observed_until()?;
    let employed: Vec<f64> = employment
        .observed
        .iter()
        .map(|traced| traced.series.at(employment_year).unwrap_or(0.0))
        .collect();
    // A programme's graduates spread over sections as its demand does.
    let weights: Vec<Vec<f64>> = drawn
        .to_programmes
        .iter()
        .zip(&employed)
        .map(|(row, persons)| row.iter().map(|share| share * persons).collect())
        .collect();
    let mut trained = vec![0.0; employed.len()];
    for (p, supply) in drawn.supplies.iter().enumerate() {
        let all: f64 = weights.iter().map(|row| row[p]).sum();
        for (sum, row) in trained.iter_mut().zip(&weights).filter(|_| all > 0.0) {
            *sum += supply.graduates * row[p] / all;
        }
    }
    let found = structure_match(&employed, &trained)?;
    let (all, graduates) = (employed.iter().sum::<f64>(), trained.iter().sum::<f64>());
    Some(StructureOutlook {
        year: drawn.base,
        employment_year,
        sections: employment
            .sections
            .iter()
            .enumerate()
            .map(|(i, code)| {
                let name = facts.codes.industry_name(code).to_owned();
                let shares = (employed[i] / all, trained[i] / graduates);
                (code.clone(), name, shares.0, shares.1, found.deviations[i])
            })
            .collect(),
        total_deviation: found.total_deviation,
        dissimilarity: found.dissimilarity,
        cosine: found.cosine,
        coordination: coordination_of(facts, drawn.base),
    })
}

/// Years that the coordination of two series needs.
const FEWEST_YEARS: usize = 4;

fn coordination_of(facts: &Facts<'_>, base: Year) -> Option<f64> {
    let employed = facts.regional(None, Measure::Employment)?;
    let students = facts.regional(None, Measure::SecondaryStudents)?;
    let pairs: Vec<(f64, f64)> = employed
        .series
        .points()
        .filter(|(year, _)| *year <= base)
        .filter_map(|(year, value)| Some((value?, students.series.at(year)?)))
        .collect();
    let last = pairs.last().filter(|_| pairs.len() >= FEWEST_YEARS)?;
    let score = |read: fn(&(f64, f64)) -> f64| {
        let values = pairs.iter().map(read);
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        (high > low).then(|| (read(last) - low) / (high - low))
    };
    coordination(score(|pair| pair.0)?, score(|pair| pair.1)?).map(|found| found.coordination)
}
