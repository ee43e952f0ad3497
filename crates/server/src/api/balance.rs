//! The balance of every programme and of every class of programmes, and which table would narrow it most.

use axum::response::Response;
use serde::Deserialize;
use talent_outlook::{Outlook, ProgrammeOutlook};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::inquiry::Inquiry;
use crate::paging::{Page, Paging};
use crate::parameters::Query;
use crate::problem::Problem;
use crate::state::AppState;
use crate::views::{ClassView, ProgrammeView, TableGainView};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_balance))
        .routes(routes!(list_classes))
        .routes(routes!(list_tables))
}

/// Which programmes are wanted; an empty text asks for nothing.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct BalanceQuery {
    /// 专业大类名称。 Name of the category.
    category: String,
    /// 等级代码，如 yellow。 Code of the level.
    level: String,
    /// 专业名称的一部分，或代码的开头。 Part of the name, or the beginning of the code.
    q: String,
}

impl BalanceQuery {
    fn takes(&self, outlook: &Outlook, programme: &ProgrammeOutlook) -> bool {
        let level = || outlook.city_warning(&programme.code).map(|w| w.assessment.level.code());
        let q = self.q.trim();
        (self.category.is_empty() || programme.category_name == self.category)
            && (self.level.is_empty() || level() == Some(self.level.as_str()))
            && (programme.name.contains(q) || programme.code.as_str().starts_with(q))
    }
}

/// 供需平衡，按求人倍率从紧到松。 The balance, the tightest first.
#[utoipa::path(get, path = "/balance", tag = "balance", params(BalanceQuery, Paging), responses(
    (status = 200, body = Page<ProgrammeView>)
))]
async fn list_balance(
    Query(query): Query<BalanceQuery>,
    inquiry: Inquiry,
) -> Result<Response, Problem> {
    let outlook = inquiry.outlook();
    let mut programmes = outlook.by_tightness();
    programmes.retain(|programme| query.takes(outlook, programme));
    inquiry.list(ProgrammeView::all(inquiry.outlook(), programmes, inquiry.lang()))
}

/// 专业类的供需平衡。 The balance of every class of programmes.
#[utoipa::path(get, path = "/classes", tag = "balance", params(Paging), responses(
    (status = 200, body = Page<ClassView>)
))]
async fn list_classes(inquiry: Inquiry) -> Result<Response, Problem> {
    let lang = inquiry.lang();
    let classes = inquiry.outlook().classes.iter();
    inquiry.list(classes.map(|class| ClassView::new(class, lang)).collect())
}

/// 哪张表最有用：补上后区间和期望损失的变化。 What each table would bring, the greatest first.
#[utoipa::path(get, path = "/tables", tag = "balance", params(Paging), responses(
    (status = 200, body = Page<TableGainView>)
))]
async fn list_tables(inquiry: Inquiry) -> Result<Response, Problem> {
    let lang = inquiry.lang();
    let gains = inquiry.outlook().gains.iter();
    inquiry.list(gains.map(|gain| TableGainView::new(gain, lang)).collect())
}
