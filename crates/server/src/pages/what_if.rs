//! What-if: a form for single changes, and what they would do before and after. The address holds the question, so that it can
//! be passed on.

mod form;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use talent_outlook::{Audience, ScenarioOutlook, WhatIf};
use talent_report::{
    PlaceText, ProgrammeText, beijing_day, explain_change, explain_effect, place_text,
    programme_text, what_if_notes,
};
use talent_workspace::SavedScenario;

use self::form::{Asked, Choices, FormRow};
use super::frame::{Frame, Page, ZH, render};
use crate::parameters::Query;
use crate::problem::Problem;
use crate::state::{AppState, Published};
use crate::work::ScenarioRequest;

/// A programme with what is said of it.
struct ProgrammeRow {
    code: String,
    name: String,
    text: ProgrammeText,
}

/// A place with what is said of it.
struct PlaceRow {
    programme: String,
    programme_name: String,
    school: String,
    school_name: String,
    text: PlaceText,
}

/// What came of the changes.
struct Answer {
    period: String,
    asked: Vec<String>,
    effects: Vec<String>,
    programmes: Vec<ProgrammeRow>,
    places: Vec<PlaceRow>,
    notes: Vec<String>,
    /// The changes in their text form.
    text: String,
    /// What saves them under a name.
    command: String,
}

/// A saved scenario.
struct SavedRow {
    name: String,
    asks: String,
    /// Where it is worked out again; empty where the page cannot ask it.
    link: String,
    at: String,
    actor: String,
}

#[derive(Template)]
#[template(path = "what_if.html")]
struct WhatIfPage {
    frame: Frame,
    base: i32,
    rows: Vec<FormRow>,
    choices: Choices,
    faults: Vec<String>,
    answer: Option<Answer>,
    saved: Vec<SavedRow>,
}

/// The form, with the answer where something is asked. What a form sent is first put into one address.
pub(super) async fn what_if(
    State(state): State<AppState>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    if state.audience() == Audience::Public {
        return Err(Problem::no_what_if());
    }
    if let Some(address) = asked.address() {
        return Ok(Redirect::to(&address).into_response());
    }
    let published = state.published().await?;
    let (mut faults, mut answer) = (Vec::new(), None);
    if !asked.changes.trim().is_empty() {
        match worked_out(&state, &published, &asked.changes).await {
            Ok(found) => answer = found,
            Err(problem) if problem.status() == StatusCode::BAD_REQUEST => {
                faults = problem.detail.lines().map(str::to_owned).collect();
            }
            Err(problem) => return Err(problem),
        }
    }
    let page = page(&state, &published, &asked, faults, answer).await;
    page.map(IntoResponse::into_response)
}

async fn page(
    state: &AppState,
    published: &Published,
    asked: &Asked,
    faults: Vec<String>,
    answer: Option<Answer>,
) -> Page {
    let saved = state.workspace().saved_scenarios().await?;
    render(&WhatIfPage {
        frame: Frame::new(state, published, "/what-if").await?,
        base: published.outlook.meta.base_year.number(),
        rows: asked.rows(),
        choices: Choices::new(published),
        faults,
        answer,
        saved: saved.into_iter().map(SavedRow::new).collect(),
    })
}

async fn worked_out(
    state: &AppState,
    published: &Published,
    changes: &str,
) -> Result<Option<Answer>, Problem> {
    let request = ScenarioRequest::of_changes(changes.to_owned(), None);
    let scenarios = &state.work().scenarios;
    let found =
        scenarios.outlook(state.workspace(), &published.run, request, state.audience()).await?;
    Ok(found.what_if.as_ref().map(|what_if| Answer::new(&found, what_if)))
}

impl Answer {
    fn new(scenario: &ScenarioOutlook, what_if: &WhatIf) -> Self {
        let programmes = what_if.programmes.iter().map(|programme| ProgrammeRow {
            code: programme.code.to_string(),
            name: programme.name.clone(),
            text: programme_text(programme, ZH),
        });
        let places = what_if.places.iter().map(|place| PlaceRow {
            programme: place.programme.to_string(),
            programme_name: place.programme_name.clone(),
            school: place.school.to_string(),
            school_name: place.school_name.clone(),
            text: place_text(place, ZH),
        });
        let changes = what_if.changes.iter().map(|change| format!(" --change {}", change.text));
        let changes: String = changes.collect();
        Self {
            period: format!("{}—{}", scenario.from, scenario.to),
            asked: what_if.changes.iter().map(|change| explain_change(change, ZH)).collect(),
            effects: explain_effect(what_if, ZH),
            programmes: programmes.collect(),
            places: places.collect(),
            notes: what_if_notes(what_if, ZH),
            command: format!("talent scenario --as bureau --save 名称{changes}"),
            text: what_if.text.clone(),
        }
    }
}

impl SavedRow {
    fn new(SavedScenario { name, input, at, actor }: SavedScenario) -> Self {
        let only_changes = talent_workspace::ScenarioInput {
            changes: input.changes.clone(),
            ..talent_workspace::ScenarioInput::default()
        };
        let is_asked_here = only_changes == input && !input.changes.is_empty();
        let link = if is_asked_here { form::address_of(&input.changes) } else { String::new() };
        let at = beijing_day(&at).to_string();
        Self { name, asks: input.command(), link, at, actor }
    }
}
