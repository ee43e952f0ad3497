//! One page for whoever decides: what has to be cut, what is short, what changed, and how far to trust it, on one screen.

use askama::Template;
use axum::extract::State;
use talent_outlook::{Outlook, ProgrammeOutlook, WarningRecord};
use talent_report::figures::{centre_with_interval, ratio, rough};
use talent_report::grade_letter;
use talent_warning::{LevelChange, Prospect, WarningLevel};
use talent_workspace::IssueState;

use super::frame::{Frame, Page, ZH, render};
use super::level_mark::badge;
use super::period::period;
use crate::api::shown_issues;
use crate::state::AppState;

/// At most so many stand in a list.
const LISTED: usize = 6;

#[derive(Template)]
#[template(path = "brief.html")]
struct BriefPage {
    frame: Frame,
    period: String,
    base: i32,
    tiles: Vec<(&'static str, &'static str, usize, usize)>,
    grave: Vec<GraveRow>,
    more_grave: usize,
    short: Vec<ShortRow>,
    more_short: usize,
    changes: Vec<(&'static str, usize)>,
    programmes: usize,
    unreliable: usize,
    latest: Option<(i64, String)>,
    /// Whether anything was ever sent out.
    was_issued: bool,
}

struct GraveRow {
    id: String,
    name: String,
    level: &'static str,
    level_name: &'static str,
    proposal: &'static str,
    grade: &'static str,
}

struct ShortRow {
    code: String,
    name: String,
    sdr: String,
    gap: String,
    grade: &'static str,
}

pub(super) async fn brief(State(state): State<AppState>) -> Page {
    let published = state.published().await?;
    let outlook = &published.outlook;
    let grave: Vec<&WarningRecord> = city_warnings(outlook)
        .filter(|w| matches!(w.assessment.level, WarningLevel::Red | WarningLevel::Orange))
        .collect();
    let short: Vec<&ProgrammeOutlook> = outlook
        .by_tightness()
        .into_iter()
        .filter(|p| outlook.prospect(p) == Prospect::Short)
        .collect();
    let issues = shown_issues(&state).await?;
    let latest = issues.iter().rfind(|issue| issue.state() == IssueState::Dispatched);
    render(&BriefPage {
        frame: Frame::new(&state, &published, "/brief").await?,
        period: period(outlook),
        base: outlook.meta.base_year.number(),
        tiles: tiles(outlook),
        more_grave: grave.len().saturating_sub(LISTED),
        grave: grave.into_iter().take(LISTED).map(|w| grave_row(outlook, w)).collect(),
        more_short: short.len().saturating_sub(LISTED),
        short: short.into_iter().take(LISTED).map(short_row).collect(),
        changes: changes(outlook),
        programmes: outlook.programmes.len(),
        unreliable: outlook.unreliable(),
        was_issued: issues.iter().any(|issue| issue.dispatched_at().is_some()),
        latest: latest.and_then(|issue| {
            let (year, number) = issue.number()?;
            Some((issue.record.id, format!("{year}年第{number}期")))
        }),
    })
}

fn city_warnings(outlook: &Outlook) -> impl Iterator<Item = &WarningRecord> {
    outlook.warnings.iter().filter(|warning| warning.school.is_none())
}

/// Of each level that is a warning: programmes of the city, and places.
fn tiles(outlook: &Outlook) -> Vec<(&'static str, &'static str, usize, usize)> {
    let warnings = WarningLevel::ALL.into_iter().filter(|level| level.is_warning());
    let tile = |level: WarningLevel| {
        let (city, school) = outlook.counted(level);
        (level.code(), badge(level), city, school)
    };
    warnings.map(tile).collect()
}

fn grave_row(outlook: &Outlook, warning: &WarningRecord) -> GraveRow {
    let level = warning.assessment.level;
    let programme = outlook.programmes.iter().find(|p| p.code == warning.programme);
    GraveRow {
        id: warning.id.clone(),
        name: warning.programme_name.clone(),
        level: level.code(),
        level_name: badge(level),
        proposal: level.proposal(ZH),
        grade: programme.map_or("—", |p| grade_letter(p.balance.grade)),
    }
}

fn short_row(programme: &ProgrammeOutlook) -> ShortRow {
    let balance = &programme.balance;
    ShortRow {
        code: programme.code.to_string(),
        name: programme.name.clone(),
        sdr: centre_with_interval(&balance.sdr, ratio),
        gap: centre_with_interval(&balance.gap, rough),
        grade: grade_letter(balance.grade),
    }
}

/// How many warnings of city and places changed since the year before, by what became of them.
fn changes(outlook: &Outlook) -> Vec<(&'static str, usize)> {
    let count = |is_one: fn(&WarningRecord) -> bool| {
        outlook.warnings.iter().filter(|warning| is_one(warning)).count()
    };
    vec![
        ("新增", count(|w| w.assessment.level.is_warning() && w.change() == LevelChange::New)),
        ("升级", count(|w| w.level_before().is_warning() && w.change() == LevelChange::Raised)),
        ("降级", count(|w| w.level_before().is_warning() && w.change() == LevelChange::Lowered)),
        ("解除", count(|w| w.level_before().is_warning() && w.change() == LevelChange::Released)),
    ]
}
