//! 六、处置要求: what is asked of the schools by when, and how far earlier actions have come.

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
    (WarningLevel::Red, "30日", "停招与在校生培养方案"),
    (WarningLevel::Orange, "30日", "压减后的招生计划"),
    (WarningLevel::Yellow, "60日", "招生计划与布点说明"),
    (WarningLevel::Blue, "90日", "情况说明"),
];

/// Where the plan of intake says something else of a place than its level does.
pub(super) const PLAN_GOES_BEFORE: &str =
    "各专业点的招生人数和停招、撤销，以主管部门送达的一校一案为准。";

/// Days and papers that a level asks for; none where it asks for nothing.
pub(super) fn requirement(level: WarningLevel) -> Option<(&'static str, &'static str)> {
    let of_level = REQUIREMENTS.iter().find(|(own, _, _)| *own == level);
    of_level.map(|(_, days, papers)| (*days, *papers))
}

/// Running text points to rows 0 (done) and 3 (overdue) of the summary.
const TABLES: ActionTables = ActionTables {
    summary: ("t6b", "附表3-1　已登记措施的落实情况"),
    list: ("t6c", "附表3-2　各项措施"),
};

/// Table `t6` of what each level asks for, and a sentence on earlier actions where any is on record.
pub(super) fn actions(outlook: &Outlook, changes: &Changes<'_>) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading("六、处置要求"),
        Block::say(
            "请有关学校研究提出整改措施，按下表期限（自通报印发之日起算）报送；各县（市、区）教育局负责督促，市教育局逐项跟踪，完成后销号。逾期未报的，在下一期通报中点名。",
        ),
        requirements_table(changes).into(),
    ];
    if !outlook.actions.is_empty() {
        blocks.push(Block::say(
            "此前登记的措施中，已完成{t6b:0:1}项，已过期限而未完成的{t6b:3:1}项（见附件），请有关学校和单位抓紧办理。",
        ));
    }
    blocks
}

/// How far earlier actions have come by the date of the run (`t6b`, `t6c`); none where none is on record.
pub(super) fn earlier_actions(outlook: &Outlook, stamp: RunStamp) -> Option<[Table; 2]> {
    action_tables(outlook, &stamp.date(), &TABLES)
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
            deadline,
            papers,
        ]
    };
    Table::new("t6", "表2　处置要求（责任单位为开设学校）")
        .marks(["等级"])
        .figures(["专业点"])
        .words(["措施"])
        .marks(["期限"])
        .words(["须提交的材料"])
        .rows(REQUIREMENTS.map(row))
        .note(PLAN_GOES_BEFORE)
}
