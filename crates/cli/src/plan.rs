//! `plan`: how many are to enter next year, by programme and school.

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{Audience, Outlook, PlannedPlace, PlannedProgramme, Proposal, SeatPlan};
use talent_report::figures::{or_none, probability, whole};
use talent_report::{
    Align, change_text, explain_plan, explain_planned, grade_letter, held_text, limit_text,
    proposal_name, signed, unknown_text,
};

use crate::Outcome;
use crate::args::{Args, Format, PlanArgs};
use crate::listing::Listing;
use crate::shown::{say_if_simulated, shown_outlook};
use crate::table::{json, line};

/// A place of the plan, as JSON shows it.
#[derive(Serialize)]
struct Row {
    programme: String,
    programme_name: String,
    school: String,
    school_name: String,
    /// `grow`, `keep`, `shrink`, `stop`, `withdraw` or `undecided`.
    decision: Proposal,
    quota: Option<f64>,
    now: f64,
    planned: f64,
    /// The quota that brings them.
    planned_quota: Option<f64>,
    classes: Option<i32>,
    low: f64,
    high: f64,
    /// Why it may not be planned freely, in words.
    held: Option<String>,
    chance_of_shortage: Option<f64>,
    grade: Option<String>,
    #[serde(skip)]
    change: String,
}

/// The plan, as JSON shows it.
#[derive(Serialize)]
struct Whole {
    entering: i32,
    leaving: i32,
    recommended: bool,
    loss_now: f64,
    loss: f64,
    bound: f64,
    saving: f64,
    limits: Vec<String>,
    unknown: Vec<String>,
    places: Vec<Row>,
}

/// Prints the plan: what it saves, the programmes that change most, every place, and what holds it back. It is the
/// bureau's; another reader, a school or programme that is not there, and a run without a plan are wrong input.
pub(crate) async fn plan(args: &Args, request: &PlanArgs) -> Result<Outcome> {
    let lang = args.lang();
    if args.audience() != Audience::Bureau {
        tell!(
            "{}",
            lang.pick(
                "招生计划建议只供主管部门内部：请加 --as bureau",
                "the seat plan is for the bureau only: add --as bureau"
            )
        );
        return Ok(Outcome::WrongInput);
    }
    let outlook = shown_outlook(args).await?;
    let Some(plan) = &outlook.plan else {
        tell!("{}", lang.pick(NONE.0, NONE.1));
        return Ok(Outcome::WrongInput);
    };
    let mut places: Vec<&PlannedPlace> =
        plan.places.iter().filter(|place| is_wanted(place, request)).collect();
    if places.is_empty() {
        tell!(
            "{}",
            lang.pick("方案中没有这个学校或专业", "no such school or programme in the plan")
        );
        return Ok(Outcome::WrongInput);
    }
    places.sort_by(|a, b| b.change().total_cmp(&a.change()));
    let rows: Vec<Row> = places.into_iter().map(|place| row(&outlook, plan, place, lang)).collect();
    if args.format == Format::Json {
        json(&whole_of(plan, rows, lang))?;
        return Ok(Outcome::Done);
    }
    let outcome = show(plan, &rows, args, request, outlook.meta.simulated)?;
    say_if_simulated(args, outlook.meta.simulated);
    Ok(outcome)
}

/// Prints the plan in words, its places as a table, and what holds it back.
fn show(
    plan: &SeatPlan,
    rows: &[Row],
    args: &Args,
    request: &PlanArgs,
    simulated: bool,
) -> Result<Outcome> {
    let lang = args.lang();
    let explained = explain_plan(plan, lang);
    let limits = plan.limits.iter().take(LIMITS).map(|limit| limit_text(limit, lang));
    let held: Vec<String> =
        limits.chain(plan.unknown.iter().map(|unknown| unknown_text(*unknown, lang))).collect();
    line(&explained);
    if request.school.is_none() && request.programme.is_none() {
        print_programmes(plan, lang);
    }
    for programme in
        plan.programmes.iter().filter(|p| request.programme.as_deref() == Some(p.code.as_str()))
    {
        line(&format!(
            "{} {}：{}",
            programme.code,
            programme.name,
            explain_planned(programme, lang)
        ));
    }
    let note = std::iter::once(&explained).chain(&held).map(String::as_str);
    let note = note.collect::<Vec<_>>().join(lang.pick("；", "; "));
    let outcome = listing(rows, lang, args, request, (note, simulated))?;
    for text in &held {
        line(text);
    }
    Ok(outcome)
}

/// What is said of a run without a plan.
const NONE: (&str, &str) = (
    "这次运行没有招生计划建议：测算年数短于学制，或没有学校招生；把 talent.toml 的 horizon 加长后重新 talent run",
    "this run has no seat plan: its horizon ends before the next cohort leaves; lengthen `horizon` in talent.toml and run again",
);

/// Whether a place is of the school and programme that are asked for.
fn is_wanted(place: &PlannedPlace, request: &PlanArgs) -> bool {
    let is_school =
        |school: &String| place.school.as_str() == school || place.school_name == *school;
    request.school.as_ref().is_none_or(is_school)
        && request.programme.as_ref().is_none_or(|programme| place.programme.as_str() == programme)
}

/// Limits that are told, the dearest first.
const LIMITS: usize = 8;
/// Programmes that are told, those that change most.
const PROGRAMMES: usize = 5;

fn row(outlook: &Outlook, plan: &SeatPlan, place: &PlannedPlace, lang: Lang) -> Row {
    let of = plan.programme(&place.programme);
    Row {
        programme: place.programme.to_string(),
        programme_name: of.map_or_else(String::new, |programme| programme.name.clone()),
        school: place.school.to_string(),
        school_name: place.school_name.clone(),
        decision: outlook.proposal(place),
        quota: place.quota,
        now: place.now,
        planned: place.planned,
        planned_quota: place.planned_quota(),
        classes: place.classes,
        low: place.within.0,
        high: place.within.1,
        held: place.held.map(|held| held_text(held, lang)),
        chance_of_shortage: of.map(|programme| programme.chance_of_shortage),
        grade: of.map(|programme| grade_letter(programme.grade).to_owned()),
        change: change_text(place, lang),
    }
}

fn whole_of(plan: &SeatPlan, places: Vec<Row>, lang: Lang) -> Whole {
    Whole {
        entering: plan.entering.number(),
        leaving: plan.leaving.number(),
        recommended: plan.recommended,
        loss_now: plan.loss_now,
        loss: plan.loss,
        bound: plan.bound,
        saving: plan.saving(),
        limits: plan.limits.iter().map(|limit| limit_text(limit, lang)).collect(),
        unknown: plan.unknown.iter().map(|unknown| unknown_text(*unknown, lang)).collect(),
        places,
    }
}

/// The programmes that grow and shrink most, each with what staying would lose.
fn print_programmes(plan: &SeatPlan, lang: Lang) {
    let mut programmes: Vec<&PlannedProgramme> = plan.programmes.iter().collect();
    programmes.sort_by(|a, b| b.change().total_cmp(&a.change()));
    let grow = programmes.iter().filter(|p| p.change() > 0.5).take(PROGRAMMES);
    let shrink = programmes.iter().rev().filter(|p| p.change() < -0.5).take(PROGRAMMES);
    let told = |p: &&PlannedProgramme| {
        let schools: Vec<String> = plan
            .places_of(&p.code)
            .into_iter()
            .filter(|place| place.change().abs() > 0.5)
            .map(|place| format!("{} {}", place.school_name, change_text(place, lang)))
            .collect();
        format!(
            "  {} {} {} → {}（{}）：{}；{}",
            p.code,
            p.name,
            whole(p.now),
            whole(p.planned),
            signed(p.change()),
            schools.join(lang.pick("、", ", ")),
            match lang {
                Lang::Zh => format!("不变的期望损失 {:.1}，变动后 {:.1}", p.losses.0, p.losses.1),
                Lang::En => format!(
                    "expected loss {:.1} as it is, {:.1} by the plan",
                    p.losses.0, p.losses.1
                ),
            }
        )
    };
    for (name, programmes) in [
        (
            lang.pick("建议扩大的专业（最多列五个）：", "to grow (five at most):"),
            grow.map(told).collect::<Vec<_>>(),
        ),
        (
            lang.pick("建议压缩的专业（最多列五个）：", "to shrink (five at most):"),
            shrink.map(told).collect(),
        ),
    ] {
        line(name);
        if programmes.is_empty() {
            line(lang.pick("  没有", "  none"));
        }
        for text in &programmes {
            line(text);
        }
    }
}

fn listing(
    rows: &[Row],
    lang: Lang,
    args: &Args,
    request: &PlanArgs,
    (note, simulated): (String, bool),
) -> Result<Outcome> {
    let columns = match lang {
        Lang::Zh => [
            ("专业", Align::Left),
            ("学校", Align::Left),
            ("建议", Align::Left),
            ("上年计划", Align::Right),
            ("预计入学", Align::Right),
            ("方案", Align::Right),
            ("折合计划", Align::Right),
            ("变动", Align::Left),
            ("缺人概率", Align::Right),
            ("可靠性", Align::Centre),
            ("限制", Align::Left),
        ],
        Lang::En => [
            ("programme", Align::Left),
            ("school", Align::Left),
            ("proposal", Align::Left),
            ("quota", Align::Right),
            ("expected", Align::Right),
            ("planned", Align::Right),
            ("as quota", Align::Right),
            ("change", Align::Left),
            ("P(shortage)", Align::Right),
            ("grade", Align::Centre),
            ("held by", Align::Left),
        ],
    };
    let title = lang.pick("招生计划建议", "seat plan");
    Listing { title, columns: &columns, rows, internal: true, simulated, note }.show(
        args,
        request.output.as_deref(),
        |row| {
            vec![
                format!("{} {}", row.programme, row.programme_name),
                row.school_name.clone(),
                proposal_name(row.decision, lang).to_owned(),
                or_none(row.quota, whole),
                whole(row.now),
                whole(row.planned),
                or_none(row.planned_quota, whole),
                row.change.clone(),
                or_none(row.chance_of_shortage, probability),
                row.grade.clone().unwrap_or_default(),
                row.held.clone().unwrap_or_default(),
            ]
        },
    )
}
