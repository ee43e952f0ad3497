//! The balance in a scenario, drawn when it is asked for.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use talent_outlook::Audience;
use talent_pipeline::ScenarioChange;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::inquiry::Inquiry;
use crate::paging::{Page, Paging};
use crate::parameters::Query;
use crate::problem::Problem;
use crate::state::AppState;
use crate::views::{ScenarioView, WhatIfProgrammeView, WhatIfView};
use crate::work::ScenarioRequest;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_scenario)).routes(routes!(get_what_if))
}

/// What a scenario changes; without any of it, the base.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ScenarioQuery {
    /// assumptions.toml 中的情景，如 low、high。 A scenario of the assumptions; the rest changes it further.
    scenario: Option<String>,
    /// 产出年增速加减的百分点。 Percentage points added to the growth of output.
    output_growth: Option<f64>,
    /// 今后招生的倍数。 What entrants to come are multiplied by.
    intake: Option<f64>,
    /// 本市留存率加减的百分点。 Percentage points added to local retention.
    retention: Option<f64>,
    /// 退出率的倍数。 What exits are multiplied by.
    exits: Option<f64>,
    /// 产业增长按预测全额计入需求。 Growth goes into demand at full weight.
    full_growth: Option<bool>,
}

impl ScenarioQuery {
    fn request(self) -> ScenarioRequest {
        let Self { scenario: name, output_growth, intake, retention, exits, full_growth } = self;
        let change = ScenarioChange { output_growth, intake, retention, exits, full_growth };
        ScenarioRequest { name, change, changes: String::new() }
    }
}

/// 情景：与正式结果并列，不改动正式结果。 The balance in a scenario beside the base; nothing is recorded.
#[utoipa::path(get, path = "/scenarios", tag = "balance", params(ScenarioQuery, Paging), responses(
    (status = 200, body = Page<ScenarioView>),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 429, body = Problem, content_type = "application/problem+json"),
    (status = 503, body = Problem, content_type = "application/problem+json")
))]
async fn list_scenario(
    State(state): State<AppState>,
    Query(query): Query<ScenarioQuery>,
    inquiry: Inquiry,
) -> Result<Response, Problem> {
    let run = &inquiry.published.run;
    let scenarios = &state.work().scenarios;
    let found =
        scenarios.outlook(state.workspace(), run, query.request(), state.audience()).await?;
    inquiry.list(ScenarioView::all(&found, inquiry.lang()))
}

/// Changes that are asked about, on top of what a scenario changes.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct WhatIfQuery {
    /// 单项变更，用逗号连写：seats:学校:专业:40（-40 为减少）、stop:学校:专业、open:学校:专业:40、plant:行业门类:800:2027。
    /// Changes with commas between them: seats:SCHOOL:PROGRAMME:40, stop:SCHOOL:PROGRAMME, open:SCHOOL:PROGRAMME:40,
    /// plant:SECTION:800:2027.
    changes: String,
    /// assumptions.toml 中的情景，如 low、high。 A scenario of the assumptions that the changes are made in.
    scenario: Option<String>,
}

/// 假如：某校某专业增减计划、停招、新开设，或新上项目（只供主管部门）；不改动正式结果。JSON 为全部，CSV 为逐专业。 What seats,
/// stops, openings and plants would do, for the bureau; nothing is recorded. As CSV the programmes.
#[utoipa::path(get, path = "/what-if", tag = "balance", params(WhatIfQuery), responses(
    (status = 200, body = WhatIfView),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 429, body = Problem, content_type = "application/problem+json"),
    (status = 503, body = Problem, content_type = "application/problem+json")
))]
async fn get_what_if(
    State(state): State<AppState>,
    Query(query): Query<WhatIfQuery>,
    inquiry: Inquiry,
) -> Result<Response, Problem> {
    if state.audience() == Audience::Public {
        return Err(Problem::no_what_if());
    }
    let run = &inquiry.published.run;
    let request = ScenarioRequest::of_changes(query.changes, query.scenario);
    let scenarios = &state.work().scenarios;
    let found = scenarios.outlook(state.workspace(), run, request, state.audience()).await?;
    let what_if = found.what_if.as_ref().ok_or_else(|| {
        Problem::bad_request(
            "changes 是空的：请写至少一项变更，写法见 /docs (changes is empty: write one change at least, /docs says how)"
                .to_owned(),
        )
    })?;
    inquiry.one_or_rows(
        |lang| WhatIfView::new(&found, what_if, lang),
        || WhatIfProgrammeView::all(what_if, inquiry.lang()),
    )
}
