//! The seat plan: what should grow and shrink, at which schools, and what nothing done would lose.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;
use talent_outlook::{
    Adjustments, EntryCandidate, ExitCandidate, KeyCandidate, Outlook, PlannedPlace,
    PlannedProgramme, SeatPlan,
};
use talent_report::figures::{or_none, probability, whole};
use talent_report::{
    change_text, explain_entry, explain_exit, explain_key, explain_plan, grade_letter, held_text,
    limit_text, proposal_name, signed, unknown_text,
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
    planned_quota: String,
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
    answer: String,
    /// Programmes nearest to growing that do not: what holds each.
    nearest: Vec<NearRow>,
    entries: Vec<[String; 4]>,
    exits: Vec<String>,
    keys: Vec<[String; 4]>,
    keys_note: String,
}

/// A programme that may be short and does not grow.
struct NearRow {
    code: String,
    name: String,
    now: String,
    chance: String,
    grade: &'static str,
    loss: String,
    more: String,
    held: String,
}

/// Programmes of each kind that are shown.
const SHOWN: usize = 5;
/// Candidates for opening that are shown, those that may be opened first.
const ENTRIES: usize = 20;
/// Limits that are shown, the dearest first.
const LIMITS: usize = 10;

pub(super) async fn plan(State(state): State<AppState>, Query(query): Query<PlanQuery>) -> Page {
    let published = state.published().await?;
    let plan = published.outlook.plan.as_ref().ok_or_else(Problem::no_plan)?;
    let adjustments = published.outlook.adjustments.as_ref();
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
    let rows = plan.places.iter().map(|place| place_row(&published.outlook, plan, place));
    render(&PlanPage {
        frame: Frame::new(&state, &published, "/plan").await?,
        entering: plan.entering.number(),
        sentence: explain_plan(plan, ZH),
        changed,
        rows: rows.filter(|row| query.takes(row)).collect(),
        schools,
        limits: plan.limits.iter().take(LIMITS).map(|limit| limit_text(limit, ZH)).collect(),
        unknown: plan.unknown.iter().map(|unknown| unknown_text(*unknown, ZH)).collect(),
        answer: answer(plan),
        nearest: nearest(plan),
        entries: adjustments.map(entry_rows).unwrap_or_default(),
        exits: adjustments.map(exit_texts).unwrap_or_default(),
        keys: adjustments.map(key_rows).unwrap_or_default(),
        keys_note: adjustments.map(keys_note).unwrap_or_default(),
        school: query.school,
        q: query.q,
    })
}

/// What should grow and by how much, and what is lost if nothing is done, in a sentence for whoever decides.
fn answer(plan: &SeatPlan) -> String {
    let mut grow: Vec<&PlannedProgramme> =
        plan.programmes.iter().filter(|p| p.change() > 0.5).collect();
    grow.sort_by(|a, b| b.change().total_cmp(&a.change()));
    let year = plan.entering;
    if grow.is_empty() {
        return format!(
            "{year} 年秋季没有一个专业有把握建议扩招：要么供需判断两可，要么预警、招不满或限度不允许。最接近的五个和各自缺什么列在下面；什么都不做，全市期望损失为 {}。",
            whole(plan.loss_now)
        );
    }
    let programme = |p: &&PlannedProgramme| {
        let schools: Vec<String> = plan
            .places_of(&p.code)
            .into_iter()
            .filter(|place| place.change() > 0.5)
            .map(|place| format!("{}{}", place.school_name, change_text(place, ZH)))
            .collect();
        format!(
            "{}（{}；不做的损失 {:.1}，做了 {:.1}）",
            p.name,
            schools.join("、"),
            p.losses.0,
            p.losses.1
        )
    };
    let named: Vec<String> = grow.iter().take(SHOWN).map(programme).collect();
    let few = if grow.len() < SHOWN {
        format!("有把握扩招的只有 {} 个专业，不足五个。", grow.len())
    } else {
        String::new()
    };
    format!(
        "{year} 年秋季建议扩招：{}。{few}什么都不做，全市期望损失为 {}；按方案 {}。",
        named.join("；"),
        whole(plan.loss_now),
        whole(plan.loss)
    )
}

/// The programmes most likely short that do not grow, with what a class more would lose and what holds them.
fn nearest(plan: &SeatPlan) -> Vec<NearRow> {
    let mut stay: Vec<&PlannedProgramme> =
        plan.programmes.iter().filter(|p| p.change() <= 0.5).collect();
    stay.sort_by(|a, b| b.chance_of_shortage.total_cmp(&a.chance_of_shortage));
    let row = |p: &&PlannedProgramme| {
        let places = plan.places_of(&p.code);
        let mut held: Vec<String> =
            places.iter().filter_map(|place| Some(held_text(place.held?, ZH))).collect();
        held.sort();
        held.dedup();
        if held.is_empty() {
            let text = if plan.recommended {
                "再多一个班减少不了损失，或已到限度"
            } else {
                "全市在限度内调整能减少的损失太少，不建议变动"
            };
            held.push(text.to_owned());
        }
        let more = places.iter().find_map(|place| place.alternatives).map(|beside| beside.more);
        NearRow {
            code: p.code.to_string(),
            name: p.name.clone(),
            now: whole(p.now),
            chance: probability(p.chance_of_shortage),
            grade: grade_letter(p.grade),
            loss: format!("{:.1}", p.losses.0),
            more: or_none(more, |more| format!("{more:.1}")),
            held: held.join("；"),
        }
    };
    stay.iter().take(SHOWN).map(row).collect()
}

/// Candidates for opening: programme, school, verdict, why.
fn entry_rows(adjustments: &Adjustments) -> Vec<[String; 4]> {
    let row = |entry: &EntryCandidate| {
        [
            format!("{} {}", entry.programme, entry.name),
            entry.school_name.clone(),
            entry.verdict.name(ZH).to_owned(),
            explain_entry(entry, ZH),
        ]
    };
    adjustments.entries.iter().take(ENTRIES).map(row).collect()
}

fn exit_texts(adjustments: &Adjustments) -> Vec<String> {
    let text = |exit: &ExitCandidate| {
        format!("{} {} {}：{}", exit.school_name, exit.programme, exit.name, explain_exit(exit, ZH))
    };
    adjustments.exits.iter().map(text).collect()
}

/// Key programmes that are proposed: school, programme, score, what of it.
fn key_rows(adjustments: &Adjustments) -> Vec<[String; 4]> {
    let shown = adjustments.keys.candidates.iter().filter(|key| key.city || key.panel);
    let row = |key: &KeyCandidate| {
        [
            key.school_name.clone(),
            format!("{} {}", key.programme, key.name),
            format!("{:.1}", key.score),
            explain_key(key, None, ZH),
        ]
    };
    shown.map(row).collect()
}

fn keys_note(adjustments: &Adjustments) -> String {
    let keys = &adjustments.keys;
    let count =
        |of: fn(&KeyCandidate) -> bool| keys.candidates.iter().filter(|key| of(key)).count();
    format!(
        "参选 {} 个专业点（另有 {} 个不符合条件或数据不足）：建议省级 {} 个，市级及以上 {} 个；{} 个分差不足一个标准差，交专家组定。",
        keys.candidates.len(),
        keys.ineligible,
        count(|key| key.provincial),
        count(|key| key.city),
        count(|key| key.panel)
    )
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

fn place_row(outlook: &Outlook, plan: &SeatPlan, place: &PlannedPlace) -> PlaceRow {
    let of = plan.programme(&place.programme);
    PlaceRow {
        programme: place.programme.to_string(),
        name: of.map_or_else(String::new, |programme| programme.name.clone()),
        school: place.school.to_string(),
        school_name: place.school_name.clone(),
        decision: proposal_name(outlook.proposal(place), ZH),
        quota: or_none(place.quota, whole),
        now: whole(place.now),
        planned: whole(place.planned),
        planned_quota: or_none(place.planned_quota(), whole),
        change: change_text(place, ZH),
        held: place.held.map_or_else(String::new, |held| held_text(held, ZH)),
    }
}
