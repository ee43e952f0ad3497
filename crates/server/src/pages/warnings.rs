//! All warnings, by level, school and programme.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;
use talent_outlook::{Outlook, WarningRecord};
use talent_warning::WarningLevel;

use super::frame::{Frame, Page, ZH, render};
use super::level_mark::{badge, levels};
use crate::answer::further_query;
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
    /// Whether it is about the city as a whole.
    of_city: bool,
    level: &'static str,
    level_name: &'static str,
    /// 紧缺、波动、未报, and what revised figures would give.
    tags: Vec<String>,
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
    groups: Vec<WarningGroup>,
    /// What is shown, as the interface is asked for it.
    filter: String,
    /// Whether schools are unfolded: one was asked for.
    unfolded: bool,
    rules: Vec<RuleView>,
    late: Vec<LateView>,
}

pub(super) async fn warnings(
    State(state): State<AppState>,
    Query(query): Query<WarningsQuery>,
) -> Page {
    let published = state.published().await?;
    let warnings = published.outlook.warnings.iter();
    let rows = warnings.filter(|warning| query.takes(warning)).map(warning_row);
    render(&WarningsPage {
        frame: Frame::new(&state, &published, "/warnings").await?,
        tiles: level_tiles(&published.outlook),
        levels: levels(),
        schools: schools(&published),
        groups: grouped(rows),
        filter: query.filter(),
        unfolded: !query.school.is_empty() && query.school != "city",
        rules: applicable_rules(&published.outlook),
        late: LateView::all(&published.outlook),
        level: query.level,
        school: query.school,
        q: query.q,
    })
}

impl WarningsQuery {
    /// The same in words of the interface.
    fn filter(&self) -> String {
        let level = match self.level.as_str() {
            "" => "listed",
            "all" => "",
            code => code,
        };
        further_query(&[("level", level), ("school", &self.school), ("q", self.q.trim())])
    }

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

/// The warnings of a programme: that of the city, and those of its places.
struct WarningGroup {
    programme: String,
    name: String,
    city: Option<WarningRow>,
    places: Vec<WarningRow>,
    /// The levels of the places with how many have each, the gravest first.
    counts: Vec<(&'static str, &'static str, usize)>,
}

/// Warnings by programme, in the order of the gravest of each.
fn grouped(rows: impl Iterator<Item = WarningRow>) -> Vec<WarningGroup> {
    let mut groups: Vec<WarningGroup> = Vec::new();
    for row in rows {
        let found = groups.iter().position(|group| group.programme == row.programme);
        let at = found.unwrap_or_else(|| {
            groups.push(WarningGroup {
                programme: row.programme.clone(),
                name: row.name.clone(),
                city: None,
                places: Vec::new(),
                counts: Vec::new(),
            });
            groups.len() - 1
        });
        let group = &mut groups[at];
        if row.of_city {
            group.city = Some(row);
            continue;
        }
        match group.counts.iter_mut().find(|(level, ..)| *level == row.level) {
            Some((.., count)) => *count += 1,
            None => group.counts.push((row.level, row.level_name, 1)),
        }
        group.places.push(row);
    }
    groups
}

/// How many warnings there are of each level but the last, in the city and at schools.
fn level_tiles(outlook: &Outlook) -> Vec<LevelTile> {
    let tile = |level: &WarningLevel| {
        let (city, school) = outlook.counted(*level);
        LevelTile { code: level.code(), name: badge(*level), city, school }
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
        of_city: w.school.is_none(),
        level: level.code(),
        level_name: badge(level),
        tags: tags(w),
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

/// What stands beside the level.
fn tags(w: &WarningRecord) -> Vec<String> {
    let assessment = &w.assessment;
    let named = [
        (assessment.shortage, "紧缺"),
        (assessment.unsteady, "波动"),
        (assessment.unreported, "未报"),
    ];
    let named = named.into_iter().filter(|(holds, _)| *holds).map(|(_, name)| name.to_owned());
    named.chain(talent_report::revised_text(w, ZH)).collect()
}
