//! The seat plan: what should grow and shrink, at which schools, and what nothing done would lose.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;
use talent_outlook::{PlannedPlace, PlannedProgramme, SeatPlan};
use talent_report::figures::{or_none, probability, whole};
use talent_report::{
    change_text, decision_name, explain_plan, grade_letter, held_text, limit_text, signed,
    unknown_text,
};

use super::frame::{Frame, Page, ZH, render};
use crate::parameters::Query;
use crate::problem::Problem;
use crate::state::AppState;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PlanQuery {
    school: String,
    q: String,
}

/// A programme that is to grow or to shrink.
struct ChangedRow {
    code: String,
    name: String,
    now: String,
    planned: String,
    change: String,
    schools: Vec<String>,
    chance: String,
    grade: &'static str,
    loss_now: String,
    loss: String,
}

struct PlaceRow {
    programme: String,
    name: String,
    school: String,
    school_name: String,
    decision: &'static str,
    quota: String,
    now: String,
    planned: String,
    change: String,
    held: String,
}

#[derive(Template)]
#[template(path = "plan.html")]
struct PlanPage {
    frame: Frame,
    entering: i32,
    sentence: String,
    /// What should grow, then what should shrink.
    changed: [(&'static str, Vec<ChangedRow>); 2],
    rows: Vec<PlaceRow>,
    schools: Vec<(String, String)>,
    school: String,
    q: String,
    limits: Vec<String>,
    unknown: Vec<String>,
}

/// Programmes of each kind that are shown.
const SHOWN: usize = 5;
/// Limits that are shown, the dearest first.
const LIMITS: usize = 10;

pub(super) async fn plan(State(state): State<AppState>, Query(query): Query<PlanQuery>) -> Page {
    let published = state.published().await?;
    let plan = published.outlook.plan.as_ref().ok_or_else(Problem::no_plan)?;
    let mut programmes: Vec<&PlannedProgramme> = plan.programmes.iter().collect();
    programmes.sort_by(|a, b| b.change().total_cmp(&a.change()));
    let grow = programmes.iter().filter(|p| p.change() > 0.5).take(SHOWN);
    let shrink = programmes.iter().rev().filter(|p| p.change() < -0.5).take(SHOWN);
    let changed = [
        ("建议扩大的专业", grow.map(|p| changed_row(plan, p)).collect()),
        ("建议压缩的专业", shrink.map(|p| changed_row(plan, p)).collect()),
    ];
    let mut schools: Vec<(String, String)> =
        plan.places.iter().map(|p| (p.school.to_string(), p.school_name.clone())).collect();
    schools.sort();
    schools.dedup();
    let rows = plan.places.iter().map(|place| place_row(plan, place));
    render(&PlanPage {
        frame: Frame::new(&state, &published, "/plan").await?,
        entering: plan.entering.number(),
        sentence: explain_plan(plan, ZH),
        changed,
        rows: rows.filter(|row| query.takes(row)).collect(),
        schools,
        limits: plan.limits.iter().take(LIMITS).map(|limit| limit_text(limit, ZH)).collect(),
        unknown: plan.unknown.iter().map(|unknown| unknown_text(*unknown, ZH)).collect(),
        school: query.school,
        q: query.q,
    })
}

impl PlanQuery {
    fn takes(&self, row: &PlaceRow) -> bool {
        let q = self.q.trim();
        (self.school.is_empty() || row.school == self.school)
            && (row.name.contains(q) || row.programme.starts_with(q))
    }
}

fn changed_row(plan: &SeatPlan, programme: &PlannedProgramme) -> ChangedRow {
    let places = plan.places_of(&programme.code).into_iter();
    let schools = places
        .filter(|place| place.change().abs() > 0.5)
        .map(|place| format!("{} {}", place.school_name, change_text(place, ZH)));
    ChangedRow {
        code: programme.code.to_string(),
        name: programme.name.clone(),
        now: whole(programme.now),
        planned: whole(programme.planned),
        change: signed(programme.change()),
        schools: schools.collect(),
        chance: probability(programme.chance_of_shortage),
        grade: grade_letter(programme.grade),
        loss_now: format!("{:.1}", programme.losses.0),
        loss: format!("{:.1}", programme.losses.1),
    }
}

fn place_row(plan: &SeatPlan, place: &PlannedPlace) -> PlaceRow {
    let of = plan.programmes.iter().find(|programme| programme.code == place.programme);
    PlaceRow {
        programme: place.programme.to_string(),
        name: of.map_or_else(String::new, |programme| programme.name.clone()),
        school: place.school.to_string(),
        school_name: place.school_name.clone(),
        decision: decision_name(place.decision, ZH),
        quota: or_none(place.quota, whole),
        now: whole(place.now),
        planned: whole(place.planned),
        change: change_text(place, ZH),
        held: place.held.map_or_else(String::new, |held| held_text(held, ZH)),
    }
}
