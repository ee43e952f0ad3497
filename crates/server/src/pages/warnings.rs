use askama::Template;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use talent_outlook::WarningRecord;
use talent_pipeline::trace;
use talent_warning::WarningLevel;

use super::{Frame, Page, ZH, badge, level_history, levels, render};
use crate::problem::Problem;
use crate::state::AppState;
use crate::views::{ActionView, EvidenceView, TraceView};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WarningsQuery {
    level: String,
    school: String,
    q: String,
}

struct LevelTile {
    code: &'static str,
    name: &'static str,
    city: usize,
    school: usize,
}

struct WarningRow {
    id: String,
    programme: String,
    name: String,
    school: String,
    level: &'static str,
    level_name: &'static str,
    shortage: bool,
    unsteady: bool,
    rule: &'static str,
    signals: Vec<String>,
    before: &'static str,
    before_name: &'static str,
}

#[derive(Template)]
#[template(path = "warnings.html")]
struct WarningsPage {
    frame: Frame,
    tiles: Vec<LevelTile>,
    levels: Vec<(&'static str, &'static str)>,
    schools: Vec<(String, String)>,
    level: String,
    school: String,
    q: String,
    rows: Vec<WarningRow>,
}

pub(super) async fn warnings(
    State(state): State<AppState>,
    Query(query): Query<WarningsQuery>,
) -> Page {
    let published = state.published().await?;
    let outlook = &published.outlook;
    let shown = |w: &&WarningRecord| {
        let level = w.assessment.level;
        let of_level = match query.level.as_str() {
            "" => level.is_warning(),
            "all" => true,
            code => level.code() == code,
        };
        let of_school = match query.school.as_str() {
            "" => true,
            "city" => w.school.is_none(),
            code => w.school.as_ref().is_some_and(|school| school.as_str() == code),
        };
        let q = query.q.trim();
        of_level
            && of_school
            && (w.programme_name.contains(q) || w.programme.as_str().starts_with(q))
    };
    let tiles = WarningLevel::ALL[..6]
        .iter()
        .map(|level| {
            let count = |city: bool| {
                let of_level = outlook.warnings.iter().filter(|w| w.assessment.level == *level);
                of_level.filter(|w| w.school.is_none() == city).count()
            };
            LevelTile {
                code: level.code(),
                name: badge(*level),
                city: count(true),
                school: count(false),
            }
        })
        .collect();
    let rows = outlook.warnings.iter().filter(shown).map(warning_row).collect();
    let schools = published
        .codes
        .schools
        .iter()
        .map(|(code, entry)| (code.to_string(), entry.name.clone()))
        .collect();
    let page = WarningsPage {
        frame: Frame::new(&state, &published, "/warnings").await?,
        tiles,
        levels: levels(),
        schools,
        rows,
        level: query.level,
        school: query.school,
        q: query.q,
    };
    render(&page)
}

fn warning_row(w: &WarningRecord) -> WarningRow {
    let level = w.assessment.level;
    let before = w.level_before();
    let adverse = w.evidence.iter().filter(|evidence| evidence.reading.standing.is_adverse());
    WarningRow {
        id: w.id.clone(),
        programme: w.programme.to_string(),
        name: w.programme_name.clone(),
        school: w.scope(ZH).to_owned(),
        level: level.code(),
        level_name: badge(level),
        shortage: w.assessment.shortage,
        unsteady: w.assessment.unsteady,
        rule: w.assessment.rule.name(ZH),
        signals: adverse
            .map(|evidence| {
                let signal = evidence.reading.signal;
                let text = talent_report::explain_evidence(evidence, ZH);
                format!("{} {}：{text}", signal.code(), signal.name(ZH))
            })
            .collect(),
        before: before.code(),
        before_name: badge(before),
    }
}

#[derive(Template)]
#[template(path = "warning.html")]
struct WarningPage {
    frame: Frame,
    id: String,
    programme: String,
    name: String,
    school: String,
    level: &'static str,
    level_name: &'static str,
    rule: &'static str,
    cap: &'static str,
    proposal: &'static str,
    evidence: Vec<(EvidenceView, usize)>,
    history: Vec<(i32, &'static str, &'static str)>,
    actions: Vec<ActionView>,
    lines: Vec<TraceView>,
}

pub(super) async fn warning(State(state): State<AppState>, Path(id): Path<String>) -> Page {
    let published = state.published().await?;
    let w = published.outlook.warning(&id).ok_or_else(|| Problem::missing("预警", &id))?;
    let level = w.assessment.level;
    let counts = w.evidence.iter().map(|evidence| evidence.ids.len());
    let page = WarningPage {
        frame: Frame::new(&state, &published, "/warnings").await?,
        programme: w.programme.to_string(),
        name: w.programme_name.clone(),
        school: w.scope(ZH).to_owned(),
        level: level.code(),
        level_name: level.name(ZH),
        rule: w.assessment.rule.name(ZH),
        cap: w.assessment.cap.map_or("", |cap| cap.name(ZH)),
        proposal: level.proposal(ZH),
        evidence: EvidenceView::all(w, ZH).into_iter().zip(counts).collect(),
        history: level_history(w),
        actions: ActionView::all(&published.outlook, w, published.stamp().date, ZH),
        lines: TraceView::all(trace(published.origins(), w, ZH)),
        id,
    };
    render(&page)
}
