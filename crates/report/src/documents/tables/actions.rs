//! How far the actions against warnings have come.

use talent_domain::{ActionState, Lang};
use talent_outlook::{ActionOutlook, Outlook};

use crate::document::cells::{NONE, cells, percent};
use crate::document::{Cell, Table};

/// Ids and captions of the two tables about actions.
/// Each is an id and a caption, which differ from document to document.
pub(in crate::documents) struct ActionTables {
    /// Of the summary: done, under way, open, overdue, in time, in this order of rows.
    pub(in crate::documents) summary: (&'static str, &'static str),
    /// Of the list of actions.
    pub(in crate::documents) list: (&'static str, &'static str),
}

/// How far actions have come by `date` (`2026-01-01`), and each of them; none without any.
pub(in crate::documents) fn action_tables(
    outlook: &Outlook,
    date: &str,
    tables: &ActionTables,
) -> Option<[Table; 2]> {
    let actions = &outlook.actions;
    (!actions.is_empty()).then(|| {
        [summary_table(actions, date, tables.summary), list_table(actions, date, tables.list)]
    })
}

/// Actions by state, each with its share of all; overdue and in time are counted besides.
/// Shares are of all actions; the last two rows overlap with the first three.
fn summary_table(
    actions: &[ActionOutlook],
    date: &str,
    (id, caption): (&'static str, &'static str),
) -> Table {
    let row = |name: &str, is_counted: &dyn Fn(&ActionOutlook) -> bool| {
        let count = actions.iter().filter(|action| is_counted(action)).count();
        let share = count as f64 / actions.len() as f64;
        cells![name, count, percent(share)]
    };
    Table::new(id, caption)
        .words(["落实情况"])
        .figures(["措施（项）", "占比"])
        .rows([
            row("已完成", &|action| action.state == ActionState::Done),
            row("进行中", &|action| action.state == ActionState::UnderWay),
            row("未开始", &|action| action.state == ActionState::Open),
            row("其中：已过期限而未完成", &|action| action.is_overdue(date)),
            row("其中：按期完成", &|action| action.in_time() == Some(true)),
        ])
        .note("出自措施落实表（P6）；是否过期以本文计算日期为准。")
}

/// Every action, in the order of the outlook: those that are open first, by their deadline.
fn list_table(
    actions: &[ActionOutlook],
    date: &str,
    (id, caption): (&'static str, &'static str),
) -> Table {
    Table::new(id, caption)
        .words(["学校", "专业", "措施", "责任单位"])
        .marks(["期限", "落实情况"])
        .words(["效果"])
        .rows(actions.iter().map(|action| list_row(action, date)))
}

/// An action without a school is for the whole city, one without a programme for all of them.
fn list_row(action: &ActionOutlook, date: &str) -> [Cell; 7] {
    let state = action.state.name(Lang::Zh);
    let named = |name: &Option<String>, otherwise: &str| {
        name.clone().unwrap_or_else(|| otherwise.to_owned())
    };
    cells![
        named(&action.school_name, "全市"),
        named(&action.programme_name, "全部专业"),
        action.action.clone(),
        action.owner.clone(),
        named(&action.deadline, NONE),
        if action.is_overdue(date) { format!("{state}（逾期）") } else { state.to_owned() },
        action.effect.clone(),
    ]
}
