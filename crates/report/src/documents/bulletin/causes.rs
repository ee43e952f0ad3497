//! 五、原因初步分析: how supply and demand of the loosest programmes have changed.

use talent_outlook::{Outlook, Point, ProgrammeOutlook};

use crate::document::cells::{
    NONE, cells, centre_with_interval, or_none, percent, rough, signed_whole_percent,
};
use crate::document::{Block, Cell, Table, bound_text};
use crate::wording::figures::known_rate;

/// At most so many programmes are listed, the loosest first.
const LISTED: usize = 8;
/// Changes are over so many years.
const YEARS: i32 = 3;

/// The loosest programme in running text, with the figures of table `t5`, and a blank for the office to write its own
/// reading.
pub(super) fn causes(outlook: &Outlook) -> Vec<Block> {
    let mut blocks = vec![Block::heading("五、原因初步分析")];
    if !outlook.programmes.is_empty() {
        let mut said = bound_text(
            "{t5:0:1}专业供大于求最为突出：近三年招生{t5:0:2:change}、毕业生{t5:0:3:change}，测算期内本地供给{t5:0:4}人、\
             岗位需求{t5:0:5}人；",
        );
        let loosest = outlook.by_tightness().into_iter().next_back();
        let growth = loosest.and_then(|programme| programme.balance.causes.growth_share());
        said.extend(bound_text(match growth {
            Some(share) if share >= 0.0005 => {
                "需求中来自就业增长的占{t5:0:6}，其余为退休等减员补充。其他专业见附件。"
            }
            _ => "需求都是退休等减员补充，没有来自就业增长的。其他专业见附件。",
        }));
        blocks.push(Block::Paragraph(said));
    }
    blocks.push(Block::forced_slot(
        "causes",
        "结合本市产业项目、政策变化和学校情况，说明主要原因。",
        &["t5"],
    ));
    blocks
}

/// The loosest programmes: changes of entrants and graduates in per cent, supply and demand in persons.
pub(super) fn causes_table(outlook: &Outlook) -> Table {
    let loosest = outlook.by_tightness().into_iter().rev().take(LISTED);
    Table::new("t5", "附表2-5　过剩程度较高专业的供给与需求变化")
        .marks(["专业代码"])
        .words(["专业名称"])
        .figures([
            "招生变化（近三年）",
            "毕业生变化（近三年）",
            "供给（人）",
            "需求（人）",
            "需求中增长占比",
        ])
        .words(["主要对应行业"])
        .rows(loosest.map(causes_row))
}

/// The industry is the one with the largest share of the programme's demand.
/// Supply and demand are medians with 80 % intervals, in persons over the period of the balance.
fn causes_row(programme: &ProgrammeOutlook) -> [Cell; 8] {
    let industry = programme.industries.first().map(|(_, name, _)| name.clone());
    cells![
        programme.code.to_string(),
        programme.name.clone(),
        or_none(change(&programme.entrants), signed_whole_percent),
        or_none(change(&programme.graduates), signed_whole_percent),
        centre_with_interval(&programme.balance.supply, rough),
        centre_with_interval(&programme.balance.demand, rough),
        or_none(programme.balance.causes.growth_share(), percent),
        industry.unwrap_or_else(|| NONE.to_owned()),
    ]
}

/// The change of a count over the last [`YEARS`] years, a fraction; none where it was of few.
/// `None` where either year has no figure.
fn change(points: &[Point]) -> Option<f64> {
    let last = points.last()?;
    let past = points.iter().find(|past| past.year == last.year - YEARS)?;
    Some(known_rate(last.value, past.value)? - 1.0)
}
