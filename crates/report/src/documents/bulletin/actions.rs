//! 六、处置要求: what is asked of the schools, and how far earlier actions have come.

use talent_domain::Lang;
use talent_outlook::Outlook;
use talent_warning::WarningLevel;

use super::changes::{Changes, is_of_city};
use crate::document::cells::cells;
use crate::document::{Block, Table};
use crate::documents::stamp::RunStamp;
use crate::documents::tables::{ActionTables, action_tables};
use crate::wording::warning::level_name;

/// What each level asks of a school: the days it has and the papers it hands in.
const REQUIREMENTS: [(WarningLevel, &str, &str); 4] = [
    (WarningLevel::Red, "30 日", "停招与在校生培养方案"),
    (WarningLevel::Orange, "30 日", "压减后的招生计划"),
    (WarningLevel::Yellow, "60 日", "招生计划与布点说明"),
    (WarningLevel::Blue, "90 日", "情况说明"),
];

/// Running text points to rows 0 (done) and 3 (overdue) of the summary.
const TABLES: ActionTables = ActionTables {
    summary: ("t6b", "表6附一　已登记措施的落实情况"),
    list: ("t6c", "表6附二　各项措施"),
};

/// Table `t6` of what each level asks for, the term for a review (table `deadline`, to which the next section points),
/// and tables `t6b` and `t6c` of the actions on record.
///
/// Actions are counted as of the date of the run. Tables `t6b` and `t6c` are left out where no action is on record.
pub(super) fn actions(outlook: &Outlook, changes: &Changes<'_>, stamp: RunStamp<'_>) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading("六、处置要求"),
        Block::say("请有关学校按下表研究提出整改措施，限期报送；主管部门逐项跟踪，完成后销号。"),
        requirements_table(changes).into(),
        Table::new("deadline", "表7　复核期限")
            .words(["事项", "期限"])
            .rows([["提出复核申请", "15 个工作日"].map(str::to_owned)])
            .into(),
    ];
    if let Some(tables) = action_tables(outlook, stamp.date, &TABLES) {
        blocks.push(Block::say(
            "此前登记的措施中，已完成{t6b:0:1}项，已过期限而未完成的{t6b:3:1}项，请有关学校和单位抓紧办理。",
        ));
        blocks.extend(tables.map(Block::from));
    }
    blocks
}

/// How many places have each level, what is proposed, by when, and with which papers.
/// One row per level of `REQUIREMENTS`, zeros included.
fn requirements_table(changes: &Changes<'_>) -> Table {
    let row = |(level, deadline, papers): (WarningLevel, &str, &str)| {
        let places = changes.current.iter().filter(|w| !is_of_city(w));
        cells![
            level_name(level),
            places.filter(|w| w.assessment.level == level).count(),
            level.proposal(Lang::Zh),
            "开设学校",
            deadline,
            papers,
        ]
    };
    Table::new("t6", "表6　处置要求")
        .marks(["等级"])
        .figures(["专业点（个）"])
        .words(["措施", "责任单位"])
        .marks(["期限"])
        .words(["须提交的材料"])
        .rows(REQUIREMENTS.map(row))
        .note("期限自通报印发之日起算。")
}
