//! All warnings, by level, school and programme.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;
use talent_outlook::{Outlook, WarningRecord};
use talent_warning::WarningLevel;

use super::frame::{Frame, Page, ZH, render};
use super::level_mark::{badge, levels};
use crate::parameters::Query;
use crate::state::{AppState, Published};
use crate::views::{LateView, RuleView};

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
    unreported: bool,
    revised: String,
    rule: &'static str,
    signals: Vec<String>,
    statutory: Vec<String>,
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
    rules: Vec<RuleView>,
    late: Vec<LateView>,
}

pub(super) async fn warnings(
    State(state): State<AppState>,
    Query(query): Query<WarningsQuery>,
) -> Page {
    let published = state.published().await?;
    let warnings = published.outlook.warnings.iter();
    let rows = warnings.filter(|warning| query.takes(warning)).map(warning_row).collect();
    render(&WarningsPage {
        frame: Frame::new(&state, &published, "/warnings").await?,
        tiles: level_tiles(&published.outlook),
        levels: levels(),
        schools: schools(&published),
        rows,
        rules: applicable_rules(&published.outlook),
        late: LateView::all(&published.outlook),
        level: query.level,
        school: query.school,
        q: query.q,
    })
}

impl WarningsQuery {
    /// Whether a warning is among those asked for.
    fn takes(&self, warning: &WarningRecord) -> bool {
        let level = warning.assessment.level;
        let is_of_level = match self.level.as_str() {
            "" => warning.is_listed(),
            "all" => true,
            code => level.code() == code,
        };
        let is_of_school = match self.school.as_str() {
            "" => true,
            "city" => warning.school.is_none(),
            code => warning.school.as_ref().is_some_and(|school| school.as_str() == code),
        };
        let q = self.q.trim();
        let is_named =
            warning.programme_name.contains(q) || warning.programme.as_str().starts_with(q);
        is_of_level && is_of_school && is_named
    }
}

/// How many warnings there are of each level but the last, in the city and at schools.
fn level_tiles(outlook: &Outlook) -> Vec<LevelTile> {
    let count = |level: WarningLevel, of_city: bool| {
        let of_level = outlook.warnings.iter().filter(|w| w.assessment.level == level);
        of_level.filter(|w| w.school.is_none() == of_city).count()
    };
    let tile = |level: &WarningLevel| LevelTile {
        code: level.code(),
        name: badge(*level),
        city: count(*level, true),
        school: count(*level, false),
    };
    WarningLevel::ALL[..6].iter().map(tile).collect()
}

/// What became of the published rules that hold for the city.
fn applicable_rules(outlook: &Outlook) -> Vec<RuleView> {
    let rules = outlook.rules.iter().map(|rule| RuleView::new(rule, &outlook.warnings, ZH));
    rules.filter(|rule| rule.applicable).collect()
}

/// Codes and names of the schools, for a choice.
fn schools(published: &Published) -> Vec<(String, String)> {
    let schools = published.codes.schools.iter();
    schools.map(|(code, entry)| (code.to_string(), entry.name.clone())).collect()
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
        unreported: w.assessment.unreported,
        revised: talent_report::revised_text(w, ZH).unwrap_or_default(),
        rule: w.assessment.rule.name(ZH),
        signals: adverse
            .map(|evidence| {
                let signal = evidence.reading.signal;
                let text = talent_report::explain_evidence(evidence, ZH);
                format!("{} {}：{text}", signal.code(), signal.name(ZH))
            })
            .collect(),
        statutory: talent_report::explain_statutory(&w.statutory, ZH),
        before: before.code(),
        before_name: badge(before),
    }
}
