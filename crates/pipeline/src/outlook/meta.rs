//! What an outlook says of how it was made: inputs, settings, and how its forecasts did on data they had not seen.

use std::collections::BTreeMap;

use talent_domain::{Measure, Nature, Year};
use talent_forecast::{BacktestSummary, PanelForecast};
use talent_outlook::{Audience, Backtest, Cutoff, Meta, MethodRow, NoticeTexts, Text, Trial};
use talent_panel::Panel;
use talent_warning::Policy;
use talent_workspace::NoticeConfig;

use super::Findings;

/// The name of a policy with the date from which it is in force.
pub(super) fn policy_name(policy: &Policy) -> String {
    format!("{}（{}起施行）", policy.name, policy.in_force_from)
}

/// Whether a panel holds figures that are made up.
pub(crate) fn is_simulated(panel: &Panel) -> bool {
    panel.observations().iter().any(|o| o.provenance.nature == Nature::Simulated)
}

fn notice_texts(config: &NoticeConfig) -> NoticeTexts {
    let NoticeConfig { basis, addressee, copies, office } = config.clone();
    NoticeTexts { basis, addressee, copies, office }
}

impl Findings<'_> {
    /// What the run was made from and how.
    pub(super) fn meta(&self) -> Meta {
        let Self { request, facts, outcome, .. } = self;
        Meta {
            region: facts.region.clone(),
            city: request.config.city.name.clone(),
            publisher: request.config.city.publisher.clone(),
            notice: notice_texts(&request.config.notice),
            vintage: request.vintage,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            seed: request.config.run.seed,
            draws: request.config.run.draws,
            horizon: request.config.run.horizon,
            base_year: outcome.base,
            policy: policy_name(request.policy),
            simulated: is_simulated(request.panel),
            cutoffs: self.cutoffs(),
            level: facts.level,
            schools: facts.schools_of_level(),
            sources: self.sources(),
            base_window: Some((outcome.window.first, outcome.window.last)),
            audience: Audience::Bureau,
            compared_with: request.published.map(|published| published.run),
        }
    }

    /// The last year of each group of figures.
    ///
    /// A group without figures is left out.
    fn cutoffs(&self) -> Vec<Cutoff> {
        let Self { facts, employment, outcome, .. } = self;
        let end = |measure| facts.regional(None, measure).map(|traced| traced.series.end());
        let cohorts = facts.programmes().filter_map(|p| facts.city(p, Measure::Graduates));
        let newest_cohort = cohorts.map(|traced| traced.series.end()).max();
        let groups: [(&str, &str, Option<Year>); 5] = [
            ("分行业从业人员", "employment by section", employment.observed_until()),
            ("从业人员合计", "employment in total", end(Measure::Employment)),
            ("地区生产总值", "gross regional product", end(Measure::Gdp)),
            ("招生与在校生", "intake and students", Some(outcome.base)),
            ("毕业生去向", "destinations of graduates", newest_cohort),
        ];
        let cutoff = |(zh, en, year): (&str, &str, Option<Year>)| {
            year.map(|year| Cutoff { name: Text::new(zh, en), year })
        };
        groups.into_iter().filter_map(cutoff).collect()
    }

    /// Sources of the figures, those of most figures first.
    fn sources(&self) -> Vec<String> {
        let mut figures: BTreeMap<&str, usize> = BTreeMap::new();
        for observation in self.request.panel.observations() {
            *figures.entry(&observation.provenance.source).or_default() += 1;
        }
        let mut sources: Vec<(&str, usize)> = figures.into_iter().collect();
        sources.sort_by_key(|(_, figures)| std::cmp::Reverse(*figures));
        sources.into_iter().map(|(name, _)| name.to_owned()).collect()
    }

    /// How each panel of forecasts did at earlier forecast origins.
    ///
    /// Employment, output, entrants and graduates, as far as each was forecast.
    pub(super) fn backtests(&self) -> Vec<Backtest> {
        let output = self.employment.output.as_ref();
        let intake = self.outcome.intake.as_ref();
        let entrants =
            Text::new("分专业、学校、县（市、区）招生", "entrants by programme, school and county");
        let left =
            Text::new("分专业毕业生（仅作对照）", "graduates by programme (to compare only)");
        let employed = &self.employment.forecast;
        [
            backtest(
                Text::new("分行业从业人员", "employment by section"),
                &employed.panel,
                employed.trial,
            ),
            output.and_then(|output| {
                let name = Text::new("三次产业实际产出", "real output of the sectors");
                backtest(name, &output.forecast, None)
            }),
            intake.and_then(|intake| {
                backtest(entrants, &intake.forecast.panel, intake.forecast.trial)
            }),
            backtest(left, self.graduates, None),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// How one panel did at earlier forecast origins: errors by method, and the share of outcomes
/// within the intervals by step. `None` where there was no earlier forecast origin.
fn backtest(panel: Text, forecast: &PanelForecast, trial: Option<Trial>) -> Option<Backtest> {
    let BacktestSummary { origins, methods, combination_error, coverage80, coverage95, .. } =
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
        acceptance: trial,
    })
}
