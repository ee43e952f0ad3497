//! One warning, traced to its cells.

use askama::Template;
use axum::extract::State;
use talent_pipeline::{TraceLine, trace};
use talent_report::explain_counterevidence;

use super::frame::{Frame, Page, ZH, render};
use super::level_mark::level_history;
use crate::parameters::Path;
use crate::problem::{Coded, Problem};
use crate::state::AppState;
use crate::views::{ActionView, EvidenceView, StatutoryView};

#[derive(Template)]
#[template(path = "warning.html")]
struct WarningPage {
    frame: Frame,
    id: String,
    programme: String,
    name: String,
    school: String,
    level: &'static str,
    level_name: String,
    revised: String,
    rule: &'static str,
    cap: &'static str,
    proposal: &'static str,
    evidence: Vec<(EvidenceView, usize)>,
    against: Vec<String>,
    statutory: Vec<StatutoryView>,
    history: Vec<(i32, &'static str, &'static str)>,
    actions: Vec<ActionView>,
    lines: Vec<TraceLine>,
}

pub(super) async fn warning(State(state): State<AppState>, Path(id): Path<String>) -> Page {
    let published = state.published().await?;
    let w = published.outlook.warning(&id).ok_or_else(|| Problem::missing(Coded::Warning, &id))?;
    let level = w.assessment.level;
    let counts = w.evidence.iter().map(|evidence| evidence.origins.len());
    let page = WarningPage {
        frame: Frame::new(&state, &published, "/warnings").await?,
        programme: w.programme.to_string(),
        name: w.programme_name.clone(),
        school: w.scope(ZH).to_owned(),
        level: level.code(),
        level_name: w.assessment.level_name(ZH),
        revised: talent_report::revised_text(w, ZH).unwrap_or_default(),
        rule: w.assessment.rule.name(ZH),
        cap: w.assessment.cap.map_or("", |cap| cap.name(ZH)),
        proposal: level.proposal(ZH),
        evidence: EvidenceView::all(w, ZH).into_iter().zip(counts).collect(),
        against: explain_counterevidence(&w.counterevidence, ZH),
        statutory: StatutoryView::all(w, ZH),
        history: level_history(w),
        actions: ActionView::all(&published.outlook, w, &published.stamp().date(), ZH),
        lines: trace(published.origins(), w, ZH),
        id,
    };
    render(&page)
}
