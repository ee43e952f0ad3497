//! Charts as SVG and PNG, drawn off the serving threads and once each.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use talent_domain::Lang;
use talent_outlook::Outlook;
use talent_report::{ChartError, ChartKind, draw};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{self, Body};
use crate::caller::Caller;
use crate::parameters::{Path, Query};
use crate::problem::{Coded, Problem};
use crate::state::{AppState, Published};
use crate::work::{Pictures, Recipe};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_chart))
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

/// The subject of a chart: only a fan chart has one, a programme or else an industry.
#[derive(Debug, Clone)]
enum Subject {
    City,
    Programme(String),
    Industry(String),
}

impl Subject {
    /// The subject asked for, if it is there.
    fn find(kind: ChartKind, query: ChartQuery, outlook: &Outlook) -> Result<Self, ChartError> {
        match (kind, query.programme, query.industry) {
            (ChartKind::Gap | ChartKind::Quadrant | ChartKind::Heatmap, ..) => Ok(Self::City),
            (ChartKind::Fan, Some(code), _) if outlook.programme(&code).is_some() => {
                Ok(Self::Programme(code))
            }
            (ChartKind::Fan, Some(code), _) => Err(ChartError::NoProgramme(code)),
            (ChartKind::Fan, None, Some(code)) if outlook.industry(&code).is_some() => {
                Ok(Self::Industry(code))
            }
            (ChartKind::Fan, None, Some(code)) => Err(ChartError::NoIndustry(code)),
            (ChartKind::Fan, None, None) => Err(ChartError::NoSubject),
        }
    }

    fn programme(&self) -> Option<&str> {
        if let Self::Programme(code) = self { Some(code) } else { None }
    }

    fn industry(&self) -> Option<&str> {
        if let Self::Industry(code) = self { Some(code) } else { None }
    }
}

/// The type of a picture, and the scale of pixels.
fn type_and_scale(
    extension: &str,
    scale: Option<f32>,
) -> Result<(&'static str, Option<f32>), Problem> {
    match extension {
        "svg" => Ok(("image/svg+xml", None)),
        "png" => {
            let scale = scale.unwrap_or(2.0);
            if !(1.0..=4.0).contains(&scale) {
                return Err(Problem::bad_request(format!("scale={scale}：应为 1 到 4 (1 to 4)")));
            }
            Ok(("image/png", Some(scale)))
        }
        other => {
            Err(Problem::not_acceptable(format!(".{other}：可用 .svg、.png (use .svg or .png)")))
        }
    }
}

/// Draws a chart: an SVG, or pixels of it at a scale.
fn picture(
    published: &Published,
    kind: ChartKind,
    subject: &Subject,
    lang: Lang,
    scale: Option<f32>,
) -> Result<Vec<u8>, Problem> {
    let chart = draw(&published.outlook, kind, subject.programme(), subject.industry(), lang)?;
    match scale {
        None => Ok(chart.svg.into_bytes()),
        Some(scale) => chart.to_png(scale).map_err(|error| Problem::unavailable(error.to_string())),
    }
}

/// 图：fan、gap、quadrant、heatmap，.svg 或 .png。 Charts.
#[utoipa::path(get, path = "/charts/{file}", tag = "charts",
    params(("file" = String, Path, example = "gap.svg"), ChartQuery), responses(
    (status = 200, content_type = "image/svg+xml"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 429, body = Problem, content_type = "application/problem+json"),
    (status = 503, body = Problem, content_type = "application/problem+json")
))]
async fn get_chart(
    State(state): State<AppState>,
    Path(file): Path<String>,
    Query(query): Query<ChartQuery>,
    caller: Caller,
) -> Result<Response, Problem> {
    let (kind, extension) = file.rsplit_once('.').unwrap_or((&file, ""));
    let kind = ChartKind::from_code(kind).ok_or_else(|| Problem::missing(Coded::Chart, &file))?;
    let published = state.published().await?;
    let scale = query.scale;
    let subject = Subject::find(kind, query, &published.outlook)?;
    let (content_type, scale) = type_and_scale(extension, scale)?;
    let lang = caller.lang();
    let audience = published.outlook.meta.audience;
    let run = (published.run.id, format!("{audience:?} {}", published.run.fingerprint));
    let recipe = Recipe { run, kind, subject: format!("{subject:?}"), lang, scale };
    let shown = Arc::clone(&published);
    let drawing = move || picture(&shown, kind, &subject, lang, scale);
    send(&state.work().pictures, &caller, recipe, content_type, drawing).await
}

/// The picture of a recipe, unless the caller has it: then nothing is drawn.
async fn send(
    pictures: &Pictures,
    caller: &Caller,
    recipe: Recipe,
    content_type: &'static str,
    draw: impl FnOnce() -> Result<Vec<u8>, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let tag = recipe.tag();
    if caller.has(&tag) {
        return Ok(answer::not_modified(&tag));
    }
    let bytes = pictures.get_or_draw(recipe, draw).await?;
    Ok(answer::tagged_body(&tag, Body::new(bytes, content_type)))
}

#[cfg(test)]
mod tests {
    use axum::http::{StatusCode, header};

    use super::*;

    #[tokio::test]
    async fn nothing_is_drawn_for_a_caller_who_has_it() {
        let (kind, lang, scale) = (ChartKind::Gap, Lang::Zh, Some(2.0));
        let recipe = Recipe { run: (1, "f".to_owned()), kind, subject: String::new(), lang, scale };
        let caller = Caller::new("/charts/gap.png", (header::IF_NONE_MATCH, recipe.tag().as_str()));
        let draw = || Err(Problem::busy());
        let answer = send(&Pictures::new(8), &caller, recipe.clone(), "image/png", draw).await;
        assert_eq!(answer.unwrap().status(), StatusCode::NOT_MODIFIED);
        let other = Recipe { lang: Lang::En, ..recipe };
        assert!(send(&Pictures::new(8), &caller, other, "image/png", draw).await.is_err());
    }
}
