//! From figures to an outlook: a pure function.

use std::collections::BTreeMap;

use rayon::prelude::*;
use talent_domain::{
    ActionRow, ActionState, Codebook, EducationLevel, IndustryCode, Lang, Measure, ProgrammeCode,
    Year,
};
use talent_forecast::{
    OddityKind, PanelForecast, PanelRequest, ReconcileError, SeriesForecast, forecast_panel,
    mark_oddities,
};
use talent_market::{Block, DrawOutcome, MarginError, MatrixError, Spread};
use talent_outlook::{
    ActionOutlook, DriverBlock, Elasticity, Explanation, ForecastPoint, IndustryOutlook, KeyLevel,
    Oddity, Outlook, OutputOutlook, Point, ProgrammeOutlook, Range, SiteOutlook,
};
use talent_panel::{Panel, TracedSeries};
use talent_warning::Policy;
use talent_workspace::Config;

use crate::about::{backtests, doubts, explanation, meta, missing};
use crate::assessment::assess_all;
use crate::assumptions::Assumptions;
use crate::balance::{
    all_openings, balance_outlook, body_estimates, comparisons, planned_events, rates, returning,
    structure,
};
use crate::destinations::destinations;
use crate::draws::{Drawn, balance_of, gap_readings};
use crate::employment::{Employment, EmploymentDraw};
use crate::enrolment::{PlacePaths, enrolment, expected, place_paths};
use crate::facts::{Facts, GRADES, Subject};
use crate::output::{Output, output_ids};
use crate::quality::quality;
use crate::scenario::Scenario;
use crate::signals::Gaps;
use crate::supply::until;

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

impl<'a> OutlookRequest<'a> {
    /// The figures of the city at its level of education.
    pub(crate) fn facts(&self) -> Facts<'a> {
        let city = &self.config.city;
        Facts::new(self.panel, self.codes, &city.region, city.level)
    }

    /// Employment, forecast to the end of the horizon after `base`.
    pub(crate) fn employment(&self, facts: &Facts<'_>, base: Year) -> Result<Employment, RunError> {
        let end = base + i32::from(self.config.run.horizon);
        Employment::fit(facts, end, self.assumptions).ok_or(RunError::NoEmployment)
    }
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
    #[error(
        "没有{}在校生数据：请导入 T2 招生与在校生；如专业是别的层次，改 talent.toml 的 level (no students of the level {}: ingest T2, or change `level` in talent.toml)",
        .0.name(Lang::Zh), .0.name(Lang::En)
    )]
    NoStudents(EducationLevel),
    /// Programmes of four years, whose fourth grade has no column in T2.
    #[error(
        "职业本科学制四年，而 T2 只有三个年级的在校生，还不能推算毕业生 (bachelor programmes last four years, T2 has three grades: supply cannot be projected yet)"
    )]
    FourYears,
    /// Shares of openings that are of another level than the balance.
    #[error(
        "assumptions.toml 的 level_share 是{}毕业生填补空缺的比例，而 talent.toml 的层次是{}：请改为该层次的比例并改其 level，或用 C8、P1 给出每个职业的填补占比 (level_share in assumptions.toml is of {}, the balance of {}: state those of the level and change `level` there, or take in C8 and P1)",
        .assumed.name(Lang::Zh), .asked.name(Lang::Zh), .assumed.name(Lang::En), .asked.name(Lang::En)
    )]
    OtherLevel {
        /// The level of the shares.
        assumed: EducationLevel,
        /// The level of the balance.
        asked: EducationLevel,
    },
    /// No link from programmes to industries.
    #[error(
        "没有专业类与行业对应表：请导入 C5 (no table of programme classes to industries: ingest C5)"
    )]
    NoBridge,
    /// A staffing pattern whose occupations are linked to no programme.
    #[error(
        "有行业职业构成（C8），但没有职业与专业类对应表：请导入 C9 (a staffing pattern without links of its occupations: ingest C9)"
    )]
    NoOccupationLinks,
    /// An occupation of the staffing pattern whose workers are not known where those of others are.
    #[error(
        "职业从业人员表（P5）缺少职业 {0}：行业职业构成（C8）中的职业都要有 (P5 lacks occupation {0} of C8)"
    )]
    NoWorkers(String),
    /// Workers of an occupation that no staffing pattern has.
    #[error(
        "职业从业人员表（P5）中的职业 {0} 不在行业职业构成（C8）中 (occupation {0} of P5 is in no pattern of C8)"
    )]
    UnknownOccupation(String),
    /// Workers by section and by occupation that no table has.
    #[error(
        "分行业从业人员、行业职业构成（C8）与职业从业人员（P5）对不上：{place} (no such table: {error})"
    )]
    Workers {
        /// The section or the occupation in the way.
        place: String,
        /// Why.
        error: MarginError,
    },
    /// A section without assumptions.
    #[error("assumptions.toml 缺少行业门类 {0} (assumptions.toml lacks section {0})")]
    NoAssumptions(IndustryCode),
    /// Forecasts of entrants that cannot be made to add up.
    #[error("招生预测无法加总一致 (entrants): {0}")]
    Entrants(#[from] ReconcileError),
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

/// The school year that the balance begins after.
pub(crate) fn base_year(facts: &Facts<'_>) -> Result<Year, RunError> {
    let base = facts.last_school_year().ok_or(RunError::NoStudents(facts.level))?;
    if facts.level == EducationLevel::Bachelor { Err(RunError::FourYears) } else { Ok(base) }
}

/// Makes an outlook. The same request gives the same outlook, on any number of threads. `progress`
/// is told when a stage begins.
pub fn run_outlook(
    request: &OutlookRequest<'_>,
    progress: &dyn Fn(Stage),
) -> Result<Outlook, RunError> {
    let facts = request.facts();
    let base = base_year(&facts)?;
    if request.codes.bridge.is_empty() && request.codes.staffing.is_empty() {
        return Err(RunError::NoBridge);
    }
    progress(Stage::Forecast);
    let employment = request.employment(&facts, base)?;
    let years = employment.observed.iter().map(|o| o.series.filled().len()).max().unwrap_or(0);
    if years < 6 {
        return Err(RunError::ShortEmployment { years });
    }
    progress(Stage::Balance);
    // Earlier releases are balanced too, on the school figures known then: a warning asks for two,
    // and so does the level that it is compared with.
    let base_case = Scenario::default();
    let mut gaps = Gaps::new();
    for earlier in [base - 2, base - 1] {
        let released = balance_of(request, &facts, &employment, earlier, false, &base_case)?;
        gaps.insert(earlier, gap_readings(&released, request.policy.edges));
    }
    let now = balance_of(request, &facts, &employment, base, true, &base_case)?;
    gaps.insert(base, gap_readings(&now, request.policy.edges));
    progress(Stage::Assess);
    let warnings = assess_all(&facts, request.policy, base, &gaps);
    let industries = industry_outlooks(&facts, &employment, &now);
    let graduates = graduates_by_their_past(&facts, &now);
    let paths = place_paths(&facts, &now, request.config.run.seed);
    let programmes = programme_outlooks(request, &facts, &now, &graduates, &paths);
    Ok(Outlook {
        meta: meta(request, &facts, &employment, base),
        backtests: backtests(&employment, &now, &graduates),
        doubts: doubts(&facts, &employment, &now),
        missing: missing(&facts, &now),
        structure: structure(&facts, &employment, &now),
        destinations: destinations(&facts, base),
        enrolment: enrolment(&facts, base, &paths),
        actions: actions(&facts),
        key_policy: request.policy.key_programmes,
        prospect_policy: request.policy.prospect,
        industries,
        programmes,
        warnings,
    })
}

pub(crate) fn range(draws: impl IntoIterator<Item = f64>) -> Range {
    let finite = |value: f64| value.is_finite().then_some(value);
    let both = |(low, high): (f64, f64)| (finite(low), finite(high));
    match Spread::of(draws) {
        Some(spread) => {
            Range { median: finite(spread.median), p80: both(spread.p80), p95: both(spread.p95) }
        }
        None => Range { median: None, p80: (None, None), p95: (None, None) },
    }
}

pub(crate) fn points(traced: Option<&TracedSeries>) -> Vec<Point> {
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
        explanation: total_explanation(employment),
        output: None,
        elasticity: None,
        expansion: Some(over_draws(&|o| o.demand.industry_expansion.iter().sum())),
        replacement: Some(over_draws(&|o| o.demand.industry_replacement.iter().sum())),
        openings: Some(over_draws(&|o| all_openings(o))),
        events: Vec::new(),
        body_estimates: body_estimates(facts, drawn, None),
        comparisons: Vec::new(),
        ids: employment.total.iter().flat_map(TracedSeries::ids).collect(),
    }];
    for (i, section) in employment.sections.iter().enumerate() {
        let observed = &employment.observed[i];
        let mut ids: Vec<u32> = observed.ids().collect();
        ids.extend(output_ids(facts, section));
        let fit = employment.forecast.panel.series[i].as_ref();
        all.push(IndustryOutlook {
            code: Some(section.clone()),
            name: facts.codes.industry_name(section).to_owned(),
            history: points(Some(observed)),
            forecast: future(&|path, step| path.units[step][i], observed.series.end()),
            estimated_until: known_until.filter(|known| *known > observed.series.end()),
            explanation: fit.ok().map(|fit| employment.forecast.explain(fit)),
            output: employment.output.as_ref().and_then(|output| sector_outlook(facts, output, i)),
            elasticity: employment.output.as_ref().map(|output| {
                let slope = output.elasticities.slopes[i];
                Elasticity { value: slope.value, sd: slope.sd, own_weight: slope.own_weight }
            }),
            expansion: Some(over_draws(&|o| o.demand.industry_expansion[i])),
            replacement: Some(over_draws(&|o| o.demand.industry_replacement[i])),
            openings: Some(over_draws(&|o| o.demand.industry_openings(i))),
            events: planned_events(facts, drawn, section),
            body_estimates: body_estimates(facts, drawn, Some((section, i))),
            comparisons: comparisons(employment, i),
            ids,
        });
    }
    all
}

/// How the forecast of the city's total came about: the last series of the panel, where it is known.
fn total_explanation(employment: &Employment) -> Option<Explanation> {
    employment.total.as_ref()?;
    let series = employment.forecast.panel.series.last()?.as_ref().ok()?;
    Some(employment.forecast.explain(series))
}

/// Real output of a section's sector.
fn sector_outlook(facts: &Facts<'_>, output: &Output, section: usize) -> Option<OutputOutlook> {
    let sector = *output.sector_of.get(section)?;
    let series = output.forecast.series[sector].as_ref().ok()?;
    let history = &output.indices[sector];
    let &last = history.keys().next_back()?;
    let code = output.sectors[sector].clone();
    Some(OutputOutlook {
        name: facts.codes.industry_name(&code).to_owned(),
        code,
        history: history.iter().map(|(&year, &value)| Point { year, value, odd: None }).collect(),
        forecast: forecast_points(series, last),
        explanation: explanation(&output.forecast.backtest, series),
    })
}

/// Graduates by their own past alone. The balance follows the students that are at school; this
/// stands beside it.
fn graduates_by_their_past(facts: &Facts<'_>, drawn: &Drawn) -> PanelForecast {
    let values: Vec<Vec<f64>> = drawn
        .supplies
        .iter()
        .map(|supply| {
            let own = until(facts.city(&supply.programme, Measure::Graduates), drawn.base);
            own.map_or_else(Vec::new, |traced| traced.series.filled())
        })
        .collect();
    let slices: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
    forecast_panel(&slices, &PanelRequest::auto(usize::try_from(drawn.horizon).unwrap_or(1).max(1)))
}

/// The steps of a forecast as years after `last`.
pub fn forecast_points(series: &SeriesForecast, last: Year) -> Vec<ForecastPoint> {
    let forecast = &series.forecast;
    let steps = forecast.median().into_iter().enumerate();
    steps
        .map(|(step, median)| {
            let ends = |coverage| {
                let interval = forecast.interval(step + 1, coverage);
                (interval.map(|i| i.lower), interval.map(|i| i.upper))
            };
            let range = Range { median: Some(median), p80: ends(0.8), p95: ends(0.95) };
            ForecastPoint { year: last + (step as i32 + 1), range }
        })
        .collect()
}

fn programme_outlooks(
    request: &OutlookRequest<'_>,
    facts: &Facts<'_>,
    drawn: &Drawn,
    graduates_panel: &PanelForecast,
    paths: &[PlacePaths<'_>],
) -> Vec<ProgrammeOutlook> {
    let intake = |p: usize| {
        let intake = drawn.intake.as_ref()?;
        Some((intake, intake.forecast.panel.series[p].as_ref().ok()?))
    };
    drawn
        .supplies
        .par_iter()
        .enumerate()
        .map(|(p, supply)| {
            let code = &supply.programme;
            let entry = facts.codes.programmes.get(code);
            let subject = (code.clone(), None);
            let students = until(facts.sum(&subject, &GRADES), drawn.base);
            let entrants = until(facts.entrants(&subject), drawn.base);
            let graduates = until(facts.city(code, Measure::Graduates), drawn.base);
            let by_past = graduates_panel.series[p].as_ref().ok();
            let places: Vec<&PlacePaths<'_>> =
                paths.iter().filter(|place| place.programme == p).collect();
            let industries = programme_industries(facts, drawn, p);
            let last_graduates = graduates.as_ref().map_or(drawn.base, |g| g.series.end());
            ProgrammeOutlook {
                code: code.clone(),
                name: facts.codes.programme_name(code).to_owned(),
                class_name: entry.map(|e| e.class_name.clone()).unwrap_or_default(),
                category_name: entry.map(|e| e.category_name.clone()).unwrap_or_default(),
                sites: sites(request, facts, code, drawn.base, &places),
                unreported: facts
                    .late()
                    .filter(|(programme, _)| *programme == code)
                    .map(|(_, school)| facts.codes.school_name(school).to_owned())
                    .collect(),
                students: points(students.as_ref()),
                entrants: points(entrants.as_ref()),
                entrants_forecast: entrants_forecast(drawn, p),
                entrants_explanation: intake(p)
                    .map(|(intake, series)| intake.forecast.explain(series)),
                graduates: points(graduates.as_ref()),
                graduates_forecast: graduates_forecast(drawn, p),
                graduates_trend: by_past
                    .map_or_else(Vec::new, |series| forecast_points(series, last_graduates)),
                graduates_explanation: by_past
                    .map(|series| explanation(&graduates_panel.backtest, series)),
                quality: quality(facts, request.policy, &subject, drawn.base),
                rates: rates(supply),
                returning: returning(request, drawn, p),
                balance: balance_outlook(facts, drawn, p, &industries),
                industries,
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
            let of_draw = |o: &DrawOutcome| o.demand.industry_openings(i);
            let mean =
                drawn.outcomes.iter().map(of_draw).sum::<f64>() / drawn.outcomes.len() as f64;
            mean * drawn.to_programmes[i][programme]
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
    places: &[&PlacePaths<'_>],
) -> Vec<SiteOutlook> {
    let mut sites: Vec<SiteOutlook> = facts
        .schools(programme)
        .filter_map(|school| {
            let subject = (programme.clone(), Some(school.clone()));
            let students = facts.sum(&subject, &GRADES)?.series.at(base)?;
            let entrants = facts.entrants(&subject).and_then(|s| s.series.at(base));
            let to_come = places.iter().copied().find(|place| place.school == Some(school));
            let (entrants_forecast, graduates_forecast) = expected(base, to_come);
            Some(SiteOutlook {
                school: school.clone(),
                name: facts.codes.school_name(school).to_owned(),
                students,
                entrants: entrants.unwrap_or(0.0),
                quality: quality(facts, request.policy, &subject, base),
                key_level: key_level(facts, &subject, base),
                entrants_forecast,
                graduates_forecast,
            })
        })
        .collect();
    sites.sort_by(|a, b| b.students.total_cmp(&a.students));
    sites
}

/// Measures of the level's programmes, and of the city as a whole: open ones first, by their day.
fn actions(facts: &Facts<'_>) -> Vec<ActionOutlook> {
    let of_level = |row: &&ActionRow| {
        row.programme.as_ref().is_none_or(|code| code.education_level() == facts.level)
    };
    let mut actions: Vec<ActionOutlook> = facts
        .codes
        .actions
        .iter()
        .filter(of_level)
        .filter_map(|row| {
            let ActionRow { school, programme, .. } = row.clone();
            Some(ActionOutlook {
                school_name: school.as_ref().map(|code| facts.codes.school_name(code).to_owned()),
                programme_name: programme
                    .as_ref()
                    .map(|code| facts.codes.programme_name(code).to_owned()),
                school,
                programme,
                year: Year::new(i64::from(row.year)).ok()?,
                action: row.action.clone(),
                owner: row.owner.clone(),
                deadline: row.deadline.clone(),
                state: row.state,
                done: row.done.clone(),
                effect: row.effect.clone(),
                cell: row.cell.to_string(),
            })
        })
        .collect();
    let order = |action: &ActionOutlook| {
        let last = || "9".to_owned();
        let is_done = action.state == ActionState::Done;
        (is_done, action.deadline.clone().unwrap_or_else(last), action.cell.clone())
    };
    actions.sort_by_key(order);
    actions
}

/// Whether a programme is a key programme at a school by the newest word on it.
fn key_level(facts: &Facts<'_>, subject: &Subject, base: Year) -> Option<KeyLevel> {
    let stated = facts.sum(subject, &[Measure::KeyLevel])?;
    let newest = stated.series.points().filter(|(year, _)| *year <= base).last()?.1?;
    Some(match newest {
        level if level >= 2.0 => KeyLevel::Provincial,
        level if level >= 1.0 => KeyLevel::City,
        _ => KeyLevel::Ordinary,
    })
}

/// Entrants to come as the balance draws them: quotas where they are known, all together adding up.
fn entrants_forecast(drawn: &Drawn, programme: usize) -> Vec<ForecastPoint> {
    let years = drawn.entrants.first().map_or(0, |entrants| entrants.programmes[programme].len());
    (0..years)
        .map(|step| ForecastPoint {
            year: drawn.base + (step as i32 + 1),
            range: range(
                drawn.entrants.iter().map(|entrants| entrants.programmes[programme][step]),
            ),
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

pub(crate) fn driver(block: Block) -> DriverBlock {
    match block {
        Block::Employment => DriverBlock::Employment,
        Block::Staffing => DriverBlock::Staffing,
        Block::Bridge => DriverBlock::Bridge,
        Block::Exits => DriverBlock::Exits,
        Block::Plans => DriverBlock::Plans,
        Block::Newcomers => DriverBlock::Newcomers,
        Block::Chance => DriverBlock::Chance,
        Block::Intake => DriverBlock::Intake,
        Block::Progression => DriverBlock::Progression,
        Block::Destinations => DriverBlock::Destinations,
        Block::Retention => DriverBlock::Retention,
    }
}
