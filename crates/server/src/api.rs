//! The API: `/api/v1`.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use talent_domain::{Lang, Measure};
use talent_outlook::Cutoff;
use talent_pipeline::{ScenarioChange, scenario_of, trace};
use talent_report::{
    ChartKind, Document, UnboundNumber, compose_bulletin, compose_programmes_report,
    compose_quality_report, draw, render_html, render_xlsx,
};
use talent_warning::WarningLevel;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{self, MAX_LIMIT, Page, Paging};
use crate::problem::Problem;
use crate::state::{AppState, Published};
use crate::views::{
    ActionView, EvidenceView, IndustryDetail, LevelOfYear, ProgrammeDetail, ProgrammeView, RunView,
    ScenarioView, SchoolDetail, SchoolView, SeriesRow, TraceView, WarningDetail, WarningView,
    enrolment_rows, industry_rows, programme_rows,
};

pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get_meta))
        .routes(routes!(list_programmes))
        .routes(routes!(get_programme))
        .routes(routes!(get_industry))
        .routes(routes!(list_schools))
        .routes(routes!(get_school))
        .routes(routes!(list_enrolment))
        .routes(routes!(list_forecasts))
        .routes(routes!(list_balance))
        .routes(routes!(list_warnings))
        .routes(routes!(get_warning))
        .routes(routes!(list_scenario))
        .routes(routes!(list_runs))
        .routes(routes!(get_chart))
        .routes(routes!(get_latest_bulletin))
        .routes(routes!(get_quality_report))
        .routes(routes!(get_layout_report))
}

pub(crate) fn health_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_health))
}

/// The language asked for by `Accept-Language`; Chinese unless it begins with `en`.
pub(crate) fn language(headers: &HeaderMap) -> Lang {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    if wanted.is_some_and(|wanted| wanted.trim_start().starts_with("en")) {
        Lang::En
    } else {
        Lang::Zh
    }
}

/// What the service holds and how large an answer may be.
#[derive(Debug, Serialize, ToSchema)]
struct MetaView {
    /// The city.
    city: String,
    /// Its code.
    region: String,
    /// Version of the program.
    version: String,
    /// The newest run.
    run_id: i64,
    /// Its vintage.
    data_version: i64,
    /// The school year that the balance begins after.
    base_year: i32,
    /// Years ahead.
    horizon: u8,
    /// Draws.
    draws: u32,
    /// Seed.
    seed: u32,
    /// Warning policy.
    policy: String,
    /// 模拟数据
    simulated: bool,
    /// The last year of each group of figures.
    cutoffs: Vec<CutoffView>,
    /// Levels of warnings, the gravest first.
    levels: Vec<CodeView>,
    /// Measures with their units.
    measures: Vec<MeasureView>,
    /// Charts.
    charts: Vec<&'static str>,
    /// Most items a page.
    max_limit: usize,
}

/// A code with its name.
#[derive(Debug, Serialize, ToSchema)]
struct CodeView {
    /// The code.
    code: &'static str,
    /// The name.
    name: &'static str,
}

/// A measure with its unit.
#[derive(Debug, Serialize, ToSchema)]
struct MeasureView {
    /// The code.
    code: &'static str,
    /// The name.
    name: &'static str,
    /// The unit.
    unit: &'static str,
}

/// The last year of a group of figures.
#[derive(Debug, Serialize, ToSchema)]
struct CutoffView {
    /// The group.
    name: String,
    /// Its last year.
    year: i32,
}

/// 元数据：维度、指标、单位、限额。 Dimensions, measures, units, limits.
#[utoipa::path(get, path = "/meta", tag = "meta", responses(
    (status = 200, body = MetaView), (status = 503, body = Problem, content_type = "application/problem+json")
))]
async fn get_meta(State(state): State<AppState>, headers: HeaderMap) -> Result<Response, Problem> {
    let published = state.published().await?;
    let lang = language(&headers);
    let meta = &published.outlook.meta;
    let view = MetaView {
        city: meta.city.clone(),
        region: meta.region.to_string(),
        version: meta.version.clone(),
        run_id: published.run.id,
        data_version: published.run.vintage,
        base_year: meta.base_year.number(),
        horizon: meta.horizon,
        draws: meta.draws,
        seed: meta.seed,
        policy: meta.policy.clone(),
        simulated: meta.simulated,
        cutoffs: meta
            .cutoffs
            .iter()
            .map(|Cutoff { name, year }| CutoffView {
                name: name.get(lang).to_owned(),
                year: year.number(),
            })
            .collect(),
        levels: WarningLevel::ALL
            .iter()
            .map(|level| CodeView { code: level.code(), name: level.name(lang) })
            .collect(),
        measures: Measure::ALL
            .iter()
            .map(|measure| MeasureView {
                code: measure.code(),
                name: measure.name(lang),
                unit: measure.unit().symbol(lang),
            })
            .collect(),
        charts: ChartKind::ALL.iter().map(|kind| kind.code()).collect(),
        max_limit: MAX_LIMIT,
    };
    answer::one(&headers, &view)
}

fn programme_views(published: &Published, lang: Lang) -> Vec<ProgrammeView> {
    let outlook = &published.outlook;
    outlook.programmes.iter().map(|p| ProgrammeView::new(outlook, p, lang)).collect()
}

/// 专业列表。 Programmes of the city.
#[utoipa::path(get, path = "/programmes", tag = "programmes", params(Paging), responses(
    (status = 200, body = Page<ProgrammeView>), (status = 406, body = Problem, content_type = "application/problem+json")
))]
async fn list_programmes(
    State(state): State<AppState>,
    Query(paging): Query<Paging>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let published = state.published().await?;
    let items = programme_views(&published, language(&headers));
    answer::list(&published, &headers, &paging, "/api/v1/programmes", items)
}

/// One thing as JSON, or its series as CSV.
fn detail_or_rows<D: Serialize>(
    published: &Published,
    headers: &HeaderMap,
    paging: &Paging,
    path: &str,
    rows: impl FnOnce() -> Vec<SeriesRow>,
    detail: impl FnOnce(Lang) -> D,
) -> Result<Response, Problem> {
    match answer::format(paging.format.as_deref(), headers)? {
        answer::Format::Csv => answer::list(published, headers, paging, path, rows()),
        answer::Format::Json => answer::one(headers, &detail(language(headers))),
    }
}

/// 一个专业：供需、序列、布点、对应行业。 One programme.
#[utoipa::path(get, path = "/programmes/{code}", tag = "programmes",
    params(("code" = String, Path, description = "专业代码", example = "720201")), responses(
    (status = 200, body = ProgrammeDetail), (status = 404, body = Problem, content_type = "application/problem+json")
))]
async fn get_programme(
    State(state): State<AppState>,
    Path(code): Path<String>,
    Query(paging): Query<Paging>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let published = state.published().await?;
    let programme =
        published.outlook.programme(&code).ok_or_else(|| Problem::missing("专业", &code))?;
    let path = format!("/api/v1/programmes/{code}");
    detail_or_rows(
        &published,
        &headers,
        &paging,
        &path,
        || programme_rows(&published.outlook, programme),
        |lang| ProgrammeDetail::new(&published.outlook, programme, &published.run, lang),
    )
}

/// 一个行业门类：从业人员及预测。 One industry section.
#[utoipa::path(get, path = "/industries/{code}", tag = "industries",
    params(("code" = String, Path, description = "门类字母；total 为全部行业", example = "B")), responses(
    (status = 200, body = IndustryDetail), (status = 404, body = Problem, content_type = "application/problem+json")
))]
async fn get_industry(
    State(state): State<AppState>,
    Path(code): Path<String>,
    Query(paging): Query<Paging>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let published = state.published().await?;
    let outlook = &published.outlook;
    let industry = outlook.industry(&code).ok_or_else(|| Problem::missing("行业", &code))?;
    let path = format!("/api/v1/industries/{code}");
    detail_or_rows(
        &published,
        &headers,
        &paging,
        &path,
        || industry_rows(industry),
        |lang| IndustryDetail::new(outlook, industry, &published.run, lang),
    )
}

/// 学校列表：在校生、下一年招生与毕业生预测。 Schools of the city.
#[utoipa::path(get, path = "/schools", tag = "schools", params(Paging), responses(
    (status = 200, body = Page<SchoolView>), (status = 406, body = Problem, content_type = "application/problem+json")
))]
async fn list_schools(
    State(state): State<AppState>,
    Query(paging): Query<Paging>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let published = state.published().await?;
    let items = SchoolView::all(&published.outlook);
    answer::list(&published, &headers, &paging, "/api/v1/schools", items)
}

/// 一所学校：招生、毕业生及预测，各专业。 One school.
#[utoipa::path(get, path = "/schools/{code}", tag = "schools",
    params(("code" = String, Path, description = "学校代码", example = "LF-S01")), responses(
    (status = 200, body = SchoolDetail), (status = 404, body = Problem, content_type = "application/problem+json")
))]
async fn get_school(
    State(state): State<AppState>,
    Path(code): Path<String>,
    Query(paging): Query<Paging>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let published = state.published().await?;
    let outlook = &published.outlook;
    let missing = || Problem::missing("学校", &code);
    let school = outlook.school(&code).ok_or_else(missing)?;
    let view = SchoolView::all(outlook).into_iter().find(|view| view.code == code);
    let view = view.ok_or_else(missing)?;
    let path = format!("/api/v1/schools/{code}");
    detail_or_rows(
        &published,
        &headers,
        &paging,
        &path,
        || enrolment_rows(outlook, school),
        |lang| SchoolDetail::new(outlook, school, view, &published.run, lang),
    )
}

/// What enrolment is of.
const ENROLMENT_OF: [&str; 4] = ["city", "county", "school", "class"];

/// Whose enrolment.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct EnrolmentQuery {
    /// 只要 city 全市、county 县（市、区）、school 学校或 class 专业类。 Only of these.
    subject: Option<String>,
}

/// 全市及分县（市、区）、分学校、分专业类的在校生、招生、毕业生及预测；各部分的期望值相加等于全市。 Students, entrants and graduates of
/// the city, its counties, schools and classes of programmes.
#[utoipa::path(get, path = "/enrolment", tag = "schools", params(EnrolmentQuery, Paging), responses(
    (status = 200, body = Page<SeriesRow>), (status = 400, body = Problem, content_type = "application/problem+json")
))]
async fn list_enrolment(
    State(state): State<AppState>,
    Query(query): Query<EnrolmentQuery>,
    Query(paging): Query<Paging>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(subject) = query.subject.as_ref().filter(|s| !ENROLMENT_OF.contains(&s.as_str())) {
        let known = ENROLMENT_OF.join("、");
        return Err(Problem::bad_request(format!(
            "subject={subject}：应为 {known} (use one of them)"
        )));
    }
    let published = state.published().await?;
    let outlook = &published.outlook;
    let rows: Vec<SeriesRow> =
        outlook.enrolment.iter().flat_map(|group| enrolment_rows(outlook, group)).collect();
    let is_wanted =
        |row: &SeriesRow| query.subject.as_ref().is_none_or(|subject| row.subject == *subject);
    let rows = rows.into_iter().filter(is_wanted).collect();
    answer::list(&published, &headers, &paging, "/api/v1/enrolment", rows)
}

/// Which series.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ForecastQuery {
    /// 只要这个专业。 Only this programme.
    programme: Option<String>,
    /// 只要这个行业门类。 Only this industry.
    industry: Option<String>,
}

/// 全部序列：已公布值与预测。 All series, observed and to come.
#[utoipa::path(get, path = "/forecasts", tag = "forecasts", params(ForecastQuery, Paging), responses(
    (status = 200, body = Page<SeriesRow>), (status = 404, body = Problem, content_type = "application/problem+json")
))]
async fn list_forecasts(
    State(state): State<AppState>,
    Query(query): Query<ForecastQuery>,
    Query(paging): Query<Paging>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let published = state.published().await?;
    let outlook = &published.outlook;
    let rows = match (&query.programme, &query.industry) {
        (None, None) => outlook
            .industries
            .iter()
            .flat_map(industry_rows)
            .chain(outlook.programmes.iter().flat_map(|p| programme_rows(outlook, p)))
            .collect(),
        (programme, industry) => {
            let mut rows = Vec::new();
            if let Some(code) = programme {
                let found =
                    outlook.programme(code).ok_or_else(|| Problem::missing("专业", code))?;
                rows.extend(programme_rows(outlook, found));
            }
            if let Some(code) = industry {
                let found = outlook.industry(code).ok_or_else(|| Problem::missing("行业", code))?;
                rows.extend(industry_rows(found));
            }
            rows
        }
    };
    answer::list(&published, &headers, &paging, "/api/v1/forecasts", rows)
}

/// 供需平衡，按供求比从紧到松。 The balance, the tightest first.
#[utoipa::path(get, path = "/balance", tag = "balance", params(Paging), responses(
    (status = 200, body = Page<ProgrammeView>)
))]
async fn list_balance(
    State(state): State<AppState>,
    Query(paging): Query<Paging>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let published = state.published().await?;
    let (outlook, lang) = (&published.outlook, language(&headers));
    let items: Vec<ProgrammeView> =
        outlook.by_tightness().into_iter().map(|p| ProgrammeView::new(outlook, p, lang)).collect();
    answer::list(&published, &headers, &paging, "/api/v1/balance", items)
}

/// Which warnings.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct WarningQuery {
    /// 等级：red、orange、yellow、blue、green、normal、grey。
    level: Option<String>,
    /// 专业代码。
    programme: Option<String>,
    /// 学校代码；city 表示全市。
    school: Option<String>,
}

/// 预警，最严重的在前。 Warnings, the gravest first.
#[utoipa::path(get, path = "/warnings", tag = "warnings", params(WarningQuery, Paging), responses(
    (status = 200, body = Page<WarningView>), (status = 400, body = Problem, content_type = "application/problem+json")
))]
async fn list_warnings(
    State(state): State<AppState>,
    Query(query): Query<WarningQuery>,
    Query(paging): Query<Paging>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let published = state.published().await?;
    let lang = language(&headers);
    let level = match &query.level {
        None => None,
        Some(code) => Some(WarningLevel::from_code(code).ok_or_else(|| {
            Problem::bad_request(format!("level={code}：不是等级代码 (not a level)"))
        })?),
    };
    let items: Vec<WarningView> = published
        .outlook
        .warnings
        .iter()
        .filter(|w| level.is_none_or(|level| w.assessment.level == level))
        .filter(|w| query.programme.as_deref().is_none_or(|code| w.programme.as_str() == code))
        .filter(|w| match query.school.as_deref() {
            None => true,
            Some("city") => w.school.is_none(),
            Some(code) => w.school.as_ref().is_some_and(|school| school.as_str() == code),
        })
        .map(|w| WarningView::new(w, lang))
        .collect();
    answer::list(&published, &headers, &paging, "/api/v1/warnings", items)
}

/// 一条预警，追溯到单元格。 One warning, down to its cells.
#[utoipa::path(get, path = "/warnings/{id}", tag = "warnings",
    params(("id" = String, Path, example = "720201")), responses(
    (status = 200, body = WarningDetail), (status = 404, body = Problem, content_type = "application/problem+json")
))]
async fn get_warning(
    State(state): State<AppState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let published = state.published().await?;
    let lang = language(&headers);
    let warning = published.outlook.warning(&id).ok_or_else(|| Problem::missing("预警", &id))?;
    let history = warning
        .assessment
        .history
        .iter()
        .map(|(year, level)| LevelOfYear { year: year.number(), level: level.code().to_owned() })
        .collect();
    let detail = WarningDetail {
        warning: WarningView::new(warning, lang),
        history,
        evidence: EvidenceView::all(warning, lang),
        actions: ActionView::all(&published.outlook, warning, published.stamp().date, lang),
        trace: TraceView::all(trace(published.origins(), warning, lang)),
        run_id: published.run.id,
        data_version: published.run.vintage,
    };
    answer::one(&headers, &detail)
}

/// 运行记录，最新的在前。 Runs, the newest first.
#[utoipa::path(get, path = "/runs", tag = "runs", params(Paging), responses(
    (status = 200, body = Page<RunView>)
))]
async fn list_runs(
    State(state): State<AppState>,
    Query(paging): Query<Paging>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let published = state.published().await?;
    let runs = state.workspace().runs().await?.into_iter().rev();
    let runs: Vec<RunView> = runs.map(|run| RunView::new(run, published.run.id)).collect();
    answer::list(&published, &headers, &paging, "/api/v1/runs", runs)
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
}

/// 情景：与正式结果并列，不改动正式结果。 The balance in a scenario beside the base; nothing is recorded.
#[utoipa::path(get, path = "/scenarios", tag = "balance", params(ScenarioQuery, Paging), responses(
    (status = 200, body = Page<ScenarioView>),
    (status = 400, body = Problem, content_type = "application/problem+json")
))]
async fn list_scenario(
    State(state): State<AppState>,
    Query(query): Query<ScenarioQuery>,
    Query(paging): Query<Paging>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let published = state.published().await?;
    let change = ScenarioChange {
        output_growth: query.output_growth,
        intake: query.intake,
        retention: query.retention,
        exits: query.exits,
    };
    let found = scenario_of(state.workspace(), query.scenario.as_deref(), change).await?;
    let items = ScenarioView::all(&found, language(&headers));
    answer::list(&published, &headers, &paging, "/api/v1/scenarios", items)
}

/// What a chart shows.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ChartQuery {
    /// fan：专业代码。 The programme of a fan chart.
    programme: Option<String>,
    /// fan：行业门类；total 为全部行业。 The industry of a fan chart.
    industry: Option<String>,
    /// png：放大倍数，1–4。 Scale of a PNG.
    scale: Option<f32>,
}

/// 图：fan、gap、quadrant、heatmap，.svg 或 .png。 Charts.
#[utoipa::path(get, path = "/charts/{file}", tag = "charts",
    params(("file" = String, Path, example = "gap.svg"), ChartQuery), responses(
    (status = 200, content_type = "image/svg+xml"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 503, body = Problem, content_type = "application/problem+json")
))]
async fn get_chart(
    State(state): State<AppState>,
    Path(file): Path<String>,
    Query(query): Query<ChartQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (kind, extension) = file.rsplit_once('.').unwrap_or((&file, ""));
    let kind = ChartKind::from_code(kind).ok_or_else(|| Problem::missing("图", &file))?;
    let published = state.published().await?;
    let (programme, industry) = (query.programme.as_deref(), query.industry.as_deref());
    let chart = draw(&published.outlook, kind, programme, industry, language(&headers))?;
    match extension {
        "svg" => Ok(answer::tagged(&headers, chart.svg.into_bytes(), "image/svg+xml")),
        "png" => {
            let scale = query.scale.unwrap_or(2.0);
            if !(1.0..=4.0).contains(&scale) {
                return Err(Problem::bad_request(format!("scale={scale}：应为 1 到 4 (1 to 4)")));
            }
            // Rasterising takes a while; it must not hold up other answers.
            let bytes = tokio::task::spawn_blocking(move || chart.to_png(scale))
                .await
                .map_err(|error| Problem::internal(&error))?
                .map_err(|error| Problem::unavailable(error.to_string()))?;
            Ok(answer::tagged(&headers, bytes, "image/png"))
        }
        other => {
            Err(Problem::not_acceptable(format!(".{other}：可用 .svg、.png (use .svg or .png)")))
        }
    }
}

/// What a document comes as.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct DocumentQuery {
    /// html（默认）或 xlsx（一表一页）。 HTML by default, or a workbook with a sheet a table.
    format: Option<String>,
}

/// 最新一期预警通报。 The newest bulletin.
#[utoipa::path(get, path = "/bulletins/latest", tag = "documents", params(DocumentQuery), responses(
    (status = 200, content_type = "text/html"), (status = 503, body = Problem, content_type = "application/problem+json")
))]
async fn get_latest_bulletin(
    State(state): State<AppState>,
    Query(query): Query<DocumentQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let published = state.published().await?;
    document(&headers, &query, compose_bulletin(&published.outlook, published.stamp()))
}

/// 最新的就业质量年度报告。 The newest yearly report on where graduates went.
#[utoipa::path(get, path = "/reports/quality", tag = "documents", params(DocumentQuery), responses(
    (status = 200, content_type = "text/html"), (status = 503, body = Problem, content_type = "application/problem+json")
))]
async fn get_quality_report(
    State(state): State<AppState>,
    Query(query): Query<DocumentQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let published = state.published().await?;
    document(&headers, &query, compose_quality_report(&published.outlook, published.stamp()))
}

/// 最新的专业布局与需求分析报告。 The newest yearly report on programmes and demand.
#[utoipa::path(get, path = "/reports/layout", tag = "documents", params(DocumentQuery), responses(
    (status = 200, content_type = "text/html"), (status = 503, body = Problem, content_type = "application/problem+json")
))]
async fn get_layout_report(
    State(state): State<AppState>,
    Query(query): Query<DocumentQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let published = state.published().await?;
    let scenarios = published.scenarios(state.workspace()).await?;
    let composed = compose_programmes_report(&published.outlook, published.stamp(), scenarios);
    document(&headers, &query, composed)
}

/// A document as an answer.
fn document(
    headers: &HeaderMap,
    query: &DocumentQuery,
    document: Result<Document, UnboundNumber>,
) -> Result<Response, Problem> {
    const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let document = document.map_err(|error| Problem::internal(&error))?;
    let (bytes, content_type) = match query.format.as_deref() {
        None | Some("html") => {
            let html = render_html(&document).map_err(|error| Problem::internal(&error))?;
            (html.into_bytes(), "text/html; charset=utf-8")
        }
        Some("xlsx") => (render_xlsx(&document).map_err(|error| Problem::internal(&error))?, XLSX),
        Some(other) => {
            let detail = format!("format={other}：可用 html、xlsx (use html or xlsx)");
            return Err(Problem::not_acceptable(detail));
        }
    };
    Ok(answer::tagged(headers, bytes, content_type))
}

/// Whether the service is up.
#[derive(Debug, Serialize, ToSchema)]
struct HealthView {
    /// `ok`
    status: &'static str,
    /// The newest run; absent before the first.
    run_id: Option<i64>,
}

/// 健康检查。 Whether the service is up and can read its store.
#[utoipa::path(get, path = "/healthz", tag = "meta", responses(
    (status = 200, body = HealthView), (status = 500, body = Problem, content_type = "application/problem+json")
))]
async fn get_health(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let run_id = state.workspace().current_run().await?.map(|run| run.id);
    answer::one(&headers, &HealthView { status: "ok", run_id })
}
