//! All schools, and enrolment by county and class.

use askama::Template;
use axum::extract::State;
use talent_domain::Group;
use talent_outlook::Outlook;

use super::frame::{Frame, Page, render};
use super::group_row::GroupRow;
use crate::state::AppState;

#[derive(Template)]
#[template(path = "schools.html")]
struct SchoolsPage {
    frame: Frame,
    base: i32,
    city: Option<GroupRow>,
    schools: Vec<GroupRow>,
    /// Counties and classes of programmes.
    groups: [(&'static str, Vec<GroupRow>); 2],
}

pub(super) async fn schools(State(state): State<AppState>) -> Page {
    let published = state.published().await?;
    let outlook = &published.outlook;
    render(&SchoolsPage {
        frame: Frame::new(&state, &published, "/schools").await?,
        base: outlook.meta.base_year.number(),
        city: rows(outlook, |group| *group == Group::City).pop(),
        schools: rows(outlook, |group| matches!(group, Group::School(_))),
        groups: [
            ("县（市、区）", rows(outlook, |group| matches!(group, Group::County(_)))),
            ("专业类", rows(outlook, |group| matches!(group, Group::Class(_)))),
        ],
    })
}

/// Rows of the groups of one kind.
fn rows(outlook: &Outlook, is_wanted: fn(&Group) -> bool) -> Vec<GroupRow> {
    let groups = outlook.enrolment.iter().filter(|group| is_wanted(&group.of));
    groups.map(|group| GroupRow::new(outlook, group)).collect()
}
