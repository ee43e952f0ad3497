//! 摘要: how many programmes are likely short, over or open, which they are, and how far that can be relied on.

use talent_outlook::{Outlook, ProgrammeOutlook};
use talent_warning::{Prospect, WarningLevel};

use crate::document::cells::cells;
use crate::document::{Block, Span, Table, bound_text};

/// At most so many programmes are named.
const NAMED: usize = 6;

/// Table `l0` with the counts, and what they say in running text.
pub(super) fn summary(outlook: &Outlook) -> Vec<Block> {
    let with = |prospect: Prospect| -> Vec<&ProgrammeOutlook> {
        let ordered = outlook.by_tightness().into_iter();
        ordered.filter(|programme| outlook.prospect(programme) == prospect).collect()
    };
    let short = with(Prospect::Short);
    let mut over = with(Prospect::Surplus);
    over.reverse();
    let mut text = bound_text("测算期内，{l0:0:1}个专业中很可能供不应求的{l0:1:1}个");
    text.extend(named(&short));
    text.extend(bound_text("，很可能供过于求的{l0:2:1}个"));
    text.extend(named(&over));
    text.extend(bound_text("，其余{l0:3:1}个大致平衡或两种可能都不小。"));
    vec![
        Block::heading("摘　要"),
        Block::Paragraph(text),
        Block::say(
            "全市列入预警的专业{l0:5:1}个，其中红色、橙色{l0:6:1}个。可靠性为D级、不宜单独据以决策的{l0:4:1}个：\
             对这些专业，先核实企业用工和学校数据，再定招生和布点。",
        ),
        table(outlook, short.len(), over.len()).into(),
    ]
}

/// `（护理、老年服务与管理等）`; nothing where there is none.
fn named(programmes: &[&ProgrammeOutlook]) -> Vec<Span> {
    if programmes.is_empty() {
        return Vec::new();
    }
    let names: Vec<&str> = programmes.iter().take(NAMED).map(|p| p.name.as_str()).collect();
    let more = if programmes.len() > NAMED { "等）" } else { "）" };
    vec!["（".into(), Span::Name(names.join("、")), more.into()]
}

fn table(outlook: &Outlook, short: usize, over: usize) -> Table {
    let programmes = outlook.programmes.len();
    let of_city = || outlook.warnings.iter().filter(|warning| warning.school.is_none());
    let warned = of_city().filter(|warning| warning.assessment.level.is_warning()).count();
    let is_grave = |level| matches!(level, WarningLevel::Red | WarningLevel::Orange);
    let grave = of_city().filter(|warning| is_grave(warning.assessment.level)).count();
    let rows = [
        ("纳入测算的专业", programmes),
        ("很可能供不应求", short),
        ("很可能供过于求", over),
        ("大致平衡，或两种可能都不小", programmes - short - over),
        ("可靠性为D级", outlook.unreliable()),
        ("列入预警（全市）", warned),
        ("其中红色、橙色", grave),
    ];
    Table::new("l0", "摘要表　专业供需和预警（个）")
        .words(["项目"])
        .figures(["专业数"])
        .rows(rows.map(|(name, count)| cells![name, count]))
}
