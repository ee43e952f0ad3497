//! One warning, traced to its cells.

use askama::Template;
use axum::extract::State;
use talent_domain::Codebook;
use talent_pipeline::{TraceLine, trace};
use talent_report::explain_counterevidence;
use talent_report::figures::NONE;

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
    /// How many cells it rests on.
    cells: usize,
    uses: Vec<TraceUse>,
}

/// What a signal or a rule rests on.
struct TraceUse {
    name: String,
    /// Whether it speaks for the warning: those come first, unfolded.
    triggered: bool,
    sums: Vec<TraceSum>,
    lines: Vec<TraceLine>,
}

/// The figures of one measure and year together.
struct TraceSum {
    measure: String,
    year: i32,
    unit: String,
    sum: f64,
    cells: usize,
}

pub(super) async fn warning(State(state): State<AppState>, Path(id): Path<String>) -> Page {
    let published = state.published().await?;
    let w = published.outlook.warning(&id).ok_or_else(|| Problem::missing(Coded::Warning, &id))?;
    let level = w.assessment.level;
    let mut lines = trace(published.origins(), w, ZH);
    for line in &mut lines {
        name_school(line, &published.codes);
    }
    let adverse = w.evidence.iter().filter(|evidence| evidence.reading.standing.is_adverse());
    let adverse: Vec<&str> = adverse.map(|evidence| evidence.reading.signal.code()).collect();
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
        cells: lines.len(),
        uses: uses(lines, &adverse),
        id,
    };
    render(&page)
}

/// Puts the name of the school behind its code.
fn name_school(line: &mut TraceLine, codes: &Codebook) {
    if let Some(school) = &line.school
        && let Some(entry) = codes.schools.get(school)
    {
        line.of = line.of.replace(school.as_str(), &format!("{school} {}", entry.name));
    }
}

/// The cells by what they are used for, those of triggered signals first, each with its sums: figures of persons are added
/// up, all others are counted.
fn uses(lines: Vec<TraceLine>, adverse: &[&str]) -> Vec<TraceUse> {
    let mut uses: Vec<TraceUse> = Vec::new();
    for line in lines {
        let at = uses.iter().position(|of| of.name == line.used_for).unwrap_or_else(|| {
            let code = line.used_for.split_whitespace().next().unwrap_or_default();
            let (name, triggered) = (line.used_for.clone(), adverse.contains(&code));
            uses.push(TraceUse { name, triggered, sums: Vec::new(), lines: Vec::new() });
            uses.len() - 1
        });
        let of = &mut uses[at];
        let same = |sum: &&mut TraceSum| sum.measure == line.measure && sum.year == line.year;
        match of.sums.iter_mut().find(same) {
            Some(sum) => {
                sum.sum += line.value;
                sum.cells += 1;
            }
            None => of.sums.push(TraceSum {
                measure: line.measure.clone(),
                year: line.year,
                unit: line.unit.clone(),
                sum: line.value,
                cells: 1,
            }),
        }
        of.lines.push(line);
    }
    for of in &mut uses {
        of.sums.sort_by(|a, b| (&a.measure, a.year).cmp(&(&b.measure, b.year)));
    }
    uses.sort_by_key(|of| !of.triggered);
    uses
}

impl TraceSum {
    /// The sum, where figures of this unit can be added up; the one figure where there is no other.
    fn text(&self) -> String {
        if self.cells == 1 || self.unit == "人" { self.sum.to_string() } else { NONE.to_owned() }
    }
}
