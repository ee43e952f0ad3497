//! From figures to an outlook: a pure function.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use talent_domain::{EducationLevel, IndustryCode, Measure, Nature, ProgrammeCode, Year};
use talent_forecast::{
    BacktestSummary, Candidate, Method, OddityKind, PanelForecast, PanelRequest, SeriesForecast,
    forecast_panel, mark_oddities,
};
use talent_ingest::Codebook;
use talent_market::{
    BandEdges, Chain, DrawOutcome, ItaBand, Matrix, MatrixError, RateDraw, Spread, UncertainShares,
    class_probabilities,
};
use talent_outlook::{
    Backtest, BalanceOutlook, Band, Certainty, Cutoff, Doubt, Elasticity, ForecastPoint,
    IndustryOutlook, Meta, MethodRow, Oddity, Outlook, Point, Probabilities, ProgrammeOutlook,
    Range, SiteOutlook, Text,
};
use talent_panel::{Panel, TracedSeries};
use talent_warning::Policy;
use talent_workspace::Config;

use crate::assumptions::Assumptions;
use crate::bridge::bridge;
use crate::employment::{Employment, EmploymentDraw, output_ids};
use crate::facts::Facts;
use crate::signals::{GapReading, Gaps, assess_all, quality};
use crate::supply::{PROGRAMME_YEARS, Supply, supplies, until};

/// What an outlook is made from.
#[derive(Debug, Clone, Copy)]
pub struct OutlookRequest<'a> {
    /// The figures.
    pub panel: &'a Panel,
    /// Their vintage.
    pub vintage: i64,
    /// The code lists in force.
    pub codes: &'a Codebook,
    /// Settings of the workspace.
    pub config: &'a Config,
    /// The warning policy.
    pub policy: &'a Policy,
    /// What the balance assumes.
    pub assumptions: &'a Assumptions,
}

/// Why no outlook can be made. Each names the table that is missing.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RunError {
    /// No employment by section.
    #[error(
        "没有分行业从业人员数据：请导入 T4 产业产出与用工，至少 6 年 (no employment by section: ingest T4, at least 6 years)"
    )]
    NoEmployment,
    /// Too few years of it.
    #[error(
        "分行业从业人员最长只有 {years} 年，至少需要 6 年 (employment by section covers {years} years, 6 are needed)"
    )]
    ShortEmployment {
        /// Years of the longest series.
        years: usize,
    },
    /// No students by grade.
    #[error("没有在校生数据：请导入 T2 招生与在校生 (no students: ingest T2)")]
    NoStudents,
    /// No link from programmes to industries.
    #[error(
        "没有专业类与行业对应表：请导入 C5 (no table of programme classes to industries: ingest C5)"
    )]
    NoBridge,
    /// A section without assumptions.
    #[error("assumptions.toml 缺少行业门类 {0} (assumptions.toml lacks section {0})")]
    NoAssumptions(IndustryCode),
    /// The bridge is no table of shares.
    #[error("专业与行业对应表有误 (bridge): {0}")]
    Bridge(#[from] MatrixError),
}

/// A step of the way, for showing progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Fitting and forecasting the series.
    Forecast,
    /// Drawing supply and demand.
    Balance,
    /// Assessing every subject.
    Assess,
}

const LEVEL: EducationLevel = EducationLevel::Secondary;

/// Makes an outlook. The same request gives the same outlook, on any number of threads. `progress`
/// is told when a stage begins.
pub fn run_outlook(
    request: &OutlookRequest<'_>,
    progress: &dyn Fn(Stage),
) -> Result<Outlook, RunError> {
    let region = &request.config.city.region;
    let facts = Facts::new(request.panel, request.codes, region, LEVEL);
    let base = facts.last_school_year().ok_or(RunError::NoStudents)?;
    let horizon = i32::from(request.config.run.horizon);
    if request.codes.bridge.is_empty() {
        return Err(RunError::NoBridge);
    }
    progress(Stage::Forecast);
    let employment = Employment::fit(&facts, base + horizon, request.assumptions)
        .ok_or(RunError::NoEmployment)?;
    let years = employment.observed.iter().map(|o| o.series.filled().len()).max().unwrap_or(0);
    if years < 6 {
        return Err(RunError::ShortEmployment { years });
    }
    progress(Stage::Balance);
    // Earlier releases are balanced too, on the school figures known then: a warning asks for two,
    // and so does the level that it is compared with.
    let mut gaps = Gaps::new();
    for earlier in [base - 2, base - 1] {
        let released = balance_of(request, &facts, &employment, earlier)?;
        gaps.insert(earlier, gap_readings(&released));
    }
    let now = balance_of(request, &facts, &employment, base)?;
    gaps.insert(base, gap_readings(&now));
    progress(Stage::Assess);
    let warnings = assess_all(&facts, request.policy, base, &gaps);
    let industries = industry_outlooks(&facts, &employment, &now);
    let programmes = programme_outlooks(request, &facts, &now);
    Ok(Outlook {
        meta: meta(request, &facts, &employment, base),
        backtests: backtests(&employment, &now),
        doubts: doubts(&facts, &employment, &now),
        industries,
        programmes,
        warnings,
    })
}

/// Everything drawn for one release.
struct Drawn {
    base: Year,
    horizon: i32,
    supplies: Vec<Supply>,
    sections: Vec<IndustryCode>,
    bridge: Matrix,
    level_shares: Vec<f64>,
    intake: Option<PanelForecast>,
    outcomes: Vec<DrawOutcome>,
    paths: Vec<EmploymentDraw>,
    demand_ids: Vec<Vec<u32>>,
}

fn balance_of(
    request: &OutlookRequest<'_>,
    facts: &Facts<'_>,
    employment: &Employment,
    base: Year,
) -> Result<Drawn, RunError> {
    let assumptions = request.assumptions;
    let horizon = i32::from(request.config.run.horizon);
    let supplies = supplies(facts, base, horizon, assumptions);
    let sections = employment.sections.clone();
    let programmes: Vec<_> =
        supplies.iter().map(|supply| (supply.programme.clone(), supply.graduates)).collect();
    let weight = assumptions.bridge_curriculum_weight;
    let bridge = bridge(facts.codes, LEVEL, &sections, &programmes, weight)?;
    let of_sections = sections
        .iter()
        .map(|code| {
            assumptions
                .sections
                .get(code)
                .copied()
                .ok_or_else(|| RunError::NoAssumptions(code.clone()))
        })
        .collect::<Result<Vec<_>, _>>()?;
    let level_shares: Vec<f64> = of_sections.iter().map(|s| s.secondary_share).collect();
    let chain = Chain {
        // No occupation by industry is published for the city: each section is its own group of
        // occupations until such a table is there.
        staffing: Matrix::identity(sections.len()),
        exit_rates: of_sections.iter().map(|section| section.exit_rate).collect(),
        level_shares: level_shares.clone(),
        bridge: bridge.clone(),
        uncertain: UncertainShares {
            staffing_persons: assumptions.staffing_persons,
            bridge_persons: assumptions.bridge_persons,
            exit_rate_sd: assumptions.exit_rate_sd,
            exit_rate_common: assumptions.exit_rate_common,
            newcomer: RateDraw {
                mean: assumptions.newcomer_share,
                persons: assumptions.newcomer_persons,
            },
        },
        supply: supplies.iter().map(|supply| supply.inputs.clone()).collect(),
    };
    let later = (horizon - PROGRAMME_YEARS).max(0) as usize;
    let intake = (later > 0).then(|| forecast_intake(facts, &supplies, base, later));
    let private: Vec<f64> = of_sections.iter().map(|section| section.private_share).collect();
    let drawn: Vec<(EmploymentDraw, DrawOutcome)> = (0..u64::from(request.config.run.draws))
        .into_par_iter()
        .map(|draw| {
            let mut rng = ChaCha8Rng::seed_from_u64(u64::from(request.config.run.seed));
            rng.set_stream(draw);
            let path = employment.draw(base, base + horizon, &mut rng);
            let rows = path.with_private(base, &private);
            let entrants = draw_intake(intake.as_ref(), supplies.len(), &mut rng);
            let outcome = chain.draw(&rows, &entrants, &mut rng);
            (path, outcome)
        })
        .collect();
    let (paths, outcomes) = drawn.into_iter().unzip();
    let demand_ids = demand_ids(employment, &bridge, supplies.len(), &level_shares);
    Ok(Drawn {
        base,
        horizon,
        supplies,
        sections,
        bridge,
        level_shares,
        intake,
        outcomes,
        paths,
        demand_ids,
    })
}

fn forecast_intake(
    facts: &Facts<'_>,
    supplies: &[Supply],
    base: Year,
    years: usize,
) -> PanelForecast {
    let values: Vec<Vec<f64>> = supplies
        .iter()
        .map(|supply| {
            let entrants = until(facts.city(&supply.programme, Measure::Registered), base);
            entrants.map_or_else(Vec::new, |traced| traced.series.filled())
        })
        .collect();
    let slices: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
    let candidates: Vec<&dyn Candidate> =
        Method::ALL.iter().map(|method| method as &dyn Candidate).collect();
    forecast_panel(&slices, &PanelRequest { horizon: years, candidates: &candidates })
}

fn draw_intake(
    intake: Option<&PanelForecast>,
    programmes: usize,
    rng: &mut ChaCha8Rng,
) -> Vec<Vec<f64>> {
    use rand::RngExt;
    let Some(intake) = intake else { return vec![Vec::new(); programmes] };
    intake
        .series
        .iter()
        .map(|series| {
            let rank: f64 = rng.random();
            series.as_ref().map_or_else(|_| Vec::new(), |series| series.forecast.sample(rank))
        })
        .collect()
}

/// The figures behind each programme's demand: employment of the sections that make up nine tenths
/// of it, and the totals.
fn demand_ids(
    employment: &Employment,
    bridge: &Matrix,
    programmes: usize,
    level_shares: &[f64],
) -> Vec<Vec<u32>> {
    let of_city: Vec<u32> =
        employment.total.iter().chain(&employment.private).flat_map(TracedSeries::ids).collect();
    (0..programmes)
        .map(|p| {
            let shares = section_shares(employment, bridge, level_shares, p);
            let mut ids = of_city.clone();
            let mut covered = 0.0;
            for (i, share) in shares {
                if covered >= 0.9 {
                    break;
                }
                covered += share;
                ids.extend(employment.observed[i].ids());
            }
            ids.sort_unstable();
            ids.dedup();
            ids
        })
        .collect()
}

/// The sections that a programme's employment lies in, the largest first, as shares of it.
fn section_shares(
    employment: &Employment,
    bridge: &Matrix,
    level_shares: &[f64],
    programme: usize,
) -> Vec<(usize, f64)> {
    let persons: Vec<f64> = employment
        .observed
        .iter()
        .zip(bridge.rows())
        .zip(level_shares)
        .map(|((observed, row), share)| observed.series.last() * share * row[programme])
        .collect();
    let total: f64 = persons.iter().sum();
    let mut shares: Vec<(usize, f64)> = persons
        .into_iter()
        .enumerate()
        .filter(|(_, persons)| *persons > 0.0)
        .map(|(i, persons)| (i, persons / total))
        .collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    shares
}

/// The ratio of each draw that the class is read from.
fn ratios(drawn: &Drawn, programme: usize) -> (Vec<f64>, BandEdges) {
    let scaled: Option<Vec<f64>> =
        drawn.outcomes.iter().map(|outcome| outcome.balances[programme].ita_stock).collect();
    if let Some(ratios) = scaled {
        return (ratios, BandEdges::STOCK);
    }
    let flows = drawn.outcomes.iter().map(|o| o.balances[programme].ita_flow).collect();
    (flows, BandEdges::flow(city_turnover(drawn)))
}

/// Demand over employment in the whole city: what converts stock edges into flow edges.
fn city_turnover(drawn: &Drawn) -> f64 {
    let (demand, stock) = drawn.outcomes.iter().fold((0.0, 0.0), |(demand, stock), outcome| {
        (
            demand + outcome.demand.openings_newcomer.iter().sum::<f64>(),
            stock + outcome.demand.employment_end.iter().sum::<f64>(),
        )
    });
    if stock > 0.0 { demand / stock } else { 1.0 }
}

fn gap_readings(drawn: &Drawn) -> BTreeMap<ProgrammeCode, GapReading> {
    drawn
        .supplies
        .iter()
        .enumerate()
        .filter_map(|(p, supply)| {
            let (ratios, edges) = ratios(drawn, p);
            let median = Spread::of(ratios.iter().copied())?.median;
            if !median.is_finite() {
                return None;
            }
            let classes = class_probabilities(&ratios, edges);
            let mut ids = supply.ids.clone();
            ids.extend(&drawn.demand_ids[p]);
            let reading = GapReading {
                ratio: median,
                surplus: classes.surplus,
                large_surplus: classes.large_surplus,
                good: classes.good,
                shortage: classes.shortage,
                ids,
            };
            Some((supply.programme.clone(), reading))
        })
        .collect()
}

fn range(draws: impl IntoIterator<Item = f64>) -> Range {
    let finite = |value: f64| value.is_finite().then_some(value);
    let both = |(low, high): (f64, f64)| (finite(low), finite(high));
    match Spread::of(draws) {
        Some(spread) => {
            Range { median: finite(spread.median), p80: both(spread.p80), p95: both(spread.p95) }
        }
        None => Range { median: None, p80: (None, None), p95: (None, None) },
    }
}

fn points(traced: Option<&TracedSeries>) -> Vec<Point> {
    let Some(traced) = traced else { return Vec::new() };
    let odd: BTreeMap<usize, Oddity> = mark_oddities(&traced.series.filled())
        .into_iter()
        .map(|mark| {
            let kind = match mark.kind {
                OddityKind::Outlier => Oddity::Outlier,
                OddityKind::LevelShift => Oddity::LevelShift,
            };
            (mark.position, kind)
        })
        .collect();
    traced
        .series
        .points()
        .enumerate()
        .filter_map(|(i, (year, value))| {
            Some(Point { year, value: value?, odd: odd.get(&i).copied() })
        })
        .collect()
}

fn industry_outlooks(
    facts: &Facts<'_>,
    employment: &Employment,
    drawn: &Drawn,
) -> Vec<IndustryOutlook> {
    let future =
        |value: &dyn Fn(&EmploymentDraw, usize) -> f64, after: Year| -> Vec<ForecastPoint> {
            let Some(first) = drawn.paths.first() else { return Vec::new() };
            (0..first.units.len())
                .map(|step| (first.start + step as i32, step))
                .filter(|(year, _)| *year > after)
                .map(|(year, step)| ForecastPoint {
                    year,
                    range: range(drawn.paths.iter().map(|path| value(path, step))),
                })
                .collect()
        };
    let over_draws = |of: &dyn Fn(&DrawOutcome) -> f64| range(drawn.outcomes.iter().map(of));
    let known_until = employment.total.as_ref().map(|total| total.series.end());
    let total_end = known_until.unwrap_or(drawn.base - 1);
    let mut all = vec![IndustryOutlook {
        code: None,
        name: "全部行业".to_owned(),
        history: points(employment.total.as_ref()),
        forecast: future(&|path, step| path.units[step].iter().sum(), total_end),
        estimated_until: None,
        methods: Vec::new(),
        elasticity: None,
        expansion: Some(over_draws(&|o| o.demand.occupation_expansion.iter().sum())),
        replacement: Some(over_draws(&|o| o.demand.occupation_replacement.iter().sum())),
        openings: Some(over_draws(&|o| o.demand.occupation_openings.iter().sum())),
        ids: employment.total.iter().flat_map(TracedSeries::ids).collect(),
    }];
    for (i, section) in employment.sections.iter().enumerate() {
        let observed = &employment.observed[i];
        let mut ids: Vec<u32> = observed.ids().collect();
        ids.extend(output_ids(facts, section));
        let fit = employment.panel.series[i].as_ref();
        all.push(IndustryOutlook {
            code: Some(section.clone()),
            name: facts.codes.industry_name(section).to_owned(),
            history: points(Some(observed)),
            forecast: future(&|path, step| path.units[step][i], observed.series.end()),
            estimated_until: known_until.filter(|known| *known > observed.series.end()),
            methods: fit.map_or_else(|_| Vec::new(), |fit: &SeriesForecast| fit.weights.clone()),
            elasticity: employment.regression.as_ref().map(|fit| Elasticity {
                value: fit.slopes[i].value,
                sd: fit.slopes[i].sd,
                own_weight: fit.slopes[i].own_weight,
            }),
            expansion: Some(over_draws(&|o| o.demand.occupation_expansion[i])),
            replacement: Some(over_draws(&|o| o.demand.occupation_replacement[i])),
            openings: Some(over_draws(&|o| o.demand.occupation_openings[i])),
            ids,
        });
    }
    all
}

fn programme_outlooks(
    request: &OutlookRequest<'_>,
    facts: &Facts<'_>,
    drawn: &Drawn,
) -> Vec<ProgrammeOutlook> {
    drawn
        .supplies
        .iter()
        .enumerate()
        .map(|(p, supply)| {
            let code = &supply.programme;
            let entry = facts.codes.programmes.get(code);
            let subject = (code.clone(), None);
            let grades: Vec<Measure> = (1..=3).filter_map(Measure::enrolled).collect();
            let students = until(facts.sum(&subject, &grades), drawn.base);
            let entrants = until(facts.city(code, Measure::Registered), drawn.base);
            let graduates = until(facts.city(code, Measure::Graduates), drawn.base);
            ProgrammeOutlook {
                code: code.clone(),
                name: facts.codes.programme_name(code).to_owned(),
                class_name: entry.map(|e| e.class_name.clone()).unwrap_or_default(),
                category_name: entry.map(|e| e.category_name.clone()).unwrap_or_default(),
                sites: sites(request, facts, code, drawn.base),
                students: points(students.as_ref()),
                entrants: points(entrants.as_ref()),
                entrants_forecast: entrants_forecast(drawn, p),
                graduates: points(graduates.as_ref()),
                graduates_forecast: graduates_forecast(drawn, p),
                quality: quality(facts, request.policy, &subject, drawn.base),
                industries: programme_industries(facts, drawn, p),
                balance: balance_outlook(drawn, p),
                supply_ids: supply.ids.clone(),
                demand_ids: drawn.demand_ids[p].clone(),
            }
        })
        .collect()
}

fn programme_industries(
    facts: &Facts<'_>,
    drawn: &Drawn,
    programme: usize,
) -> Vec<(IndustryCode, String, f64)> {
    let openings: Vec<f64> = (0..drawn.sections.len())
        .map(|i| {
            let of_draw = |o: &DrawOutcome| o.demand.occupation_openings[i];
            let mean =
                drawn.outcomes.iter().map(of_draw).sum::<f64>() / drawn.outcomes.len() as f64;
            mean * drawn.level_shares[i] * drawn.bridge.rows()[i][programme]
        })
        .collect();
    let total: f64 = openings.iter().sum();
    let mut shares: Vec<(IndustryCode, String, f64)> = drawn
        .sections
        .iter()
        .zip(openings)
        .filter(|(_, persons)| *persons > 0.0)
        .map(|(code, persons)| {
            (code.clone(), facts.codes.industry_name(code).to_owned(), persons / total)
        })
        .collect();
    shares.sort_by(|a, b| b.2.total_cmp(&a.2));
    shares
}

fn sites(
    request: &OutlookRequest<'_>,
    facts: &Facts<'_>,
    programme: &ProgrammeCode,
    base: Year,
) -> Vec<SiteOutlook> {
    let grades: Vec<Measure> = (1..=3).filter_map(Measure::enrolled).collect();
    let mut sites: Vec<SiteOutlook> = facts
        .schools(programme)
        .filter_map(|school| {
            let subject = (programme.clone(), Some(school.clone()));
            let students = facts.sum(&subject, &grades)?.series.at(base)?;
            let entrants =
                facts.sum(&subject, &[Measure::Registered]).and_then(|s| s.series.at(base));
            Some(SiteOutlook {
                school: school.clone(),
                name: facts.codes.school_name(school).to_owned(),
                students,
                entrants: entrants.unwrap_or(0.0),
                quality: quality(facts, request.policy, &subject, base),
            })
        })
        .collect();
    sites.sort_by(|a, b| b.students.total_cmp(&a.students));
    sites
}

fn entrants_forecast(drawn: &Drawn, programme: usize) -> Vec<ForecastPoint> {
    let Some(Ok(series)) = drawn.intake.as_ref().map(|intake| &intake.series[programme]) else {
        return Vec::new();
    };
    let forecast = &series.forecast;
    forecast
        .median()
        .into_iter()
        .enumerate()
        .map(|(step, median)| {
            let ends = |coverage| {
                let interval = forecast.interval(step + 1, coverage);
                (interval.map(|i| i.lower), interval.map(|i| i.upper))
            };
            let range = Range { median: Some(median), p80: ends(0.8), p95: ends(0.95) };
            ForecastPoint { year: drawn.base + (step as i32 + 1), range }
        })
        .collect()
}

fn graduates_forecast(drawn: &Drawn, programme: usize) -> Vec<ForecastPoint> {
    let cohorts = drawn.outcomes.first().map_or(0, |outcome| outcome.graduates[programme].len());
    (0..cohorts)
        .map(|cohort| ForecastPoint {
            year: drawn.base + (cohort as i32 + 1),
            range: range(drawn.outcomes.iter().map(|o| o.graduates[programme][cohort])),
        })
        .collect()
}

fn balance_outlook(drawn: &Drawn, p: usize) -> BalanceOutlook {
    let of = |read: &dyn Fn(&talent_market::Balance) -> f64| {
        range(drawn.outcomes.iter().map(|outcome| read(&outcome.balances[p])))
    };
    let (ratios, edges) = ratios(drawn, p);
    let classes = class_probabilities(&ratios, edges);
    let median = Spread::of(ratios.iter().copied()).map_or(1.0, |spread| spread.median);
    let band = match edges.band(median) {
        ItaBand::VeryGood => Band::LargeShortage,
        ItaBand::Good => Band::Shortage,
        ItaBand::Reasonable => Band::Balanced,
        ItaBand::Moderate => Band::Surplus,
        ItaBand::Poor => Band::LargeSurplus,
    };
    let scaled = edges == BandEdges::STOCK;
    BalanceOutlook {
        from: drawn.base + 1,
        to: drawn.base + drawn.horizon,
        demand: of(&|b| b.demand),
        demand_growth: range(drawn.outcomes.iter().map(|o| o.demand.newcomer_expansion[p])),
        graduates: range(drawn.outcomes.iter().map(|o| o.graduates[p].iter().sum())),
        supply: of(&|b| b.supply),
        gap: of(&|b| b.gap),
        sdr: of(&|b| b.sdr),
        ita_flow: of(&|b| b.ita_flow),
        ita_stock: scaled.then(|| range(ratios)),
        band,
        probabilities: Probabilities {
            shortage: classes.shortage,
            good: classes.good,
            surplus: classes.surplus,
            large_surplus: classes.large_surplus,
        },
        certainty: Certainty::of(classes.largest()),
    }
}

fn backtests(employment: &Employment, drawn: &Drawn) -> Vec<Backtest> {
    let of = |panel: Text, forecast: &PanelForecast| {
        let BacktestSummary { origins, methods, combination_error, coverage80, coverage95 } =
            &forecast.backtest;
        (*origins > 0).then(|| Backtest {
            panel,
            series: forecast.series.len(),
            origins: *origins,
            methods: methods
                .iter()
                .filter(|method| method.error.is_finite())
                .map(|m| MethodRow { name: m.name.clone(), error: m.error, weight: m.weight })
                .collect(),
            combination_error: *combination_error,
            coverage80: coverage80.clone(),
            coverage95: coverage95.clone(),
        })
    };
    let employed = Text::new("分行业从业人员", "employment by section");
    let entrants = Text::new("分专业招生", "entrants by programme");
    of(employed, &employment.panel)
        .into_iter()
        .chain(drawn.intake.as_ref().and_then(|intake| of(entrants, intake)))
        .collect()
}

fn meta(
    request: &OutlookRequest<'_>,
    facts: &Facts<'_>,
    employment: &Employment,
    base: Year,
) -> Meta {
    let observations = request.panel.observations();
    let mut cutoffs = Vec::new();
    let mut cutoff = |zh: &str, en: &str, year: Option<Year>| {
        cutoffs.extend(year.map(|year| Cutoff { name: Text::new(zh, en), year }));
    };
    let end = |measure| facts.regional(None, measure).map(|traced| traced.series.end());
    cutoff("分行业从业人员", "employment by section", employment.observed_until());
    cutoff("从业人员合计", "employment in total", end(Measure::Employment));
    cutoff("地区生产总值", "gross regional product", end(Measure::Gdp));
    cutoff("招生与在校生", "intake and students", Some(base));
    let classes = facts.programmes().filter_map(|p| facts.city(p, Measure::Graduates));
    cutoff("毕业生去向", "destinations of graduates", classes.map(|t| t.series.end()).max());
    let mut sources: BTreeMap<&str, usize> = BTreeMap::new();
    for observation in observations {
        *sources.entry(&observation.provenance.source).or_default() += 1;
    }
    let mut sources: Vec<(&str, usize)> = sources.into_iter().collect();
    sources.sort_by_key(|(_, figures)| std::cmp::Reverse(*figures));
    Meta {
        region: facts.region.clone(),
        city: request.config.city.name.clone(),
        publisher: request.config.city.publisher.clone(),
        vintage: request.vintage,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        seed: request.config.run.seed,
        draws: request.config.run.draws,
        horizon: request.config.run.horizon,
        base_year: base,
        policy: format!("{}（{}起施行）", request.policy.name, request.policy.in_force_from),
        simulated: observations.iter().any(|o| o.provenance.nature == Nature::Simulated),
        cutoffs,
        level: facts.level,
        schools: facts.schools_of_level(),
        sources: sources.into_iter().map(|(name, _)| name.to_owned()).collect(),
    }
}

fn doubts(facts: &Facts<'_>, employment: &Employment, drawn: &Drawn) -> Vec<Doubt> {
    let mut doubts = vec![Doubt {
        text: Text::new(
            "需求按本市城镇单位、私营和个体就业推算，供给按本市学校毕业生推算，两者口径不同；外出就业另列为留存率。",
            "Demand counts urban units, private and self-employed work in the city; supply counts graduates of its schools; those who leave show in the retention rate.",
        ),
        ids: Vec::new(),
    }];
    if let (Some(until), Some(total)) = (employment.observed_until(), &employment.total)
        && total.series.end() > until
    {
        doubts.push(Doubt {
            text: Text::new(
                format!("分行业从业人员只到 {until} 年；{}—{} 年为估计值，合计等于已公布的总数。", until + 1, total.series.end()),
                format!("Employment by section ends in {until}; {} to {} are estimates that add up to the published total.", until + 1, total.series.end()),
            ),
            ids: total.ids().collect(),
        });
    }
    for (section, observed) in employment.sections.iter().zip(&employment.observed) {
        let name = facts.codes.industry_name(section);
        for point in points(Some(observed)).iter().filter(|point| point.odd.is_some()) {
            let year = point.year;
            let (zh, en) = match point.odd {
                Some(Oddity::Outlier) => ("异常值", "an outlier"),
                _ => ("水平位移", "a level shift"),
            };
            doubts.push(Doubt {
                text: Text::new(
                    format!("{name} {year} 年从业人员疑为{zh}，保留原值并标出。"),
                    format!("Employment of section {section} in {year} looks like {en}; kept and marked."),
                ),
                ids: observed.ids_of(year).collect(),
            });
        }
        for gap in observed.series.gaps() {
            doubts.push(Doubt {
                text: Text::new(
                    format!("{name} 缺 {gap} 年从业人员，按前后年直线补齐。"),
                    format!(
                        "Employment of section {section} lacks {gap}; filled on a straight line."
                    ),
                ),
                ids: Vec::new(),
            });
        }
    }
    let not_offered = drawn.bridge.columns().saturating_sub(1);
    let uncovered: Vec<&str> = drawn
        .sections
        .iter()
        .zip(drawn.bridge.rows())
        .filter(|(_, row)| row[not_offered] >= 1.0)
        .map(|(code, _)| facts.codes.industry_name(code))
        .collect();
    if !uncovered.is_empty() {
        doubts.push(Doubt {
            text: Text::new(
                format!("以下行业在本市没有开设对应的中职专业：{}。", uncovered.join("、")),
                format!("No secondary programme of the city serves: {}.", uncovered.join(", ")),
            ),
            ids: Vec::new(),
        });
    }
    if facts.codes.bridge.iter().any(|row| row.status == talent_domain::Status::Proposed) {
        doubts.push(Doubt {
            text: Text::new(
                "专业类与行业的对应为本项目建议，未经主管部门确认，可用 C5 模板替换。",
                "The table from programme classes to industries is a proposal; replace it with template C5.",
            ),
            ids: Vec::new(),
        });
    }
    doubts
}
