//! 一、总体情况: how many warnings there are, by level, by change and by kind.

use talent_domain::Lang;
use talent_outlook::Outlook;
use talent_warning::{Family, LevelChange, WarningLevel};

use super::changes::{Changes, is_of_city};
use super::late::late_schools;
use crate::chart::gap_bars;
use crate::document::cells::signed;
use crate::document::{Block, Cell, Span, Table, bound_text};
use crate::wording::warning::{kinds, level_name};

/// The heading, the counts in running text, tables `t1` (levels), `t1d` (schools that are late), `t1b` (changes) and `t1c` (kinds), and the chart of
/// gaps. A warning counts for the city where it names no school, otherwise for a place: a programme at a school.
pub(super) fn overview(outlook: &Outlook, changes: &Changes<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::heading("一、总体情况"), summary(outlook)];
    if !was_published_before(outlook) {
        blocks.push(Block::say(
            "上一年度的等级没有公布过，是按现行规则和现有数据回算的；表中的增减、新增、解除都与它比较。",
        ));
    }
    blocks.push(levels_table(outlook, changes).into());
    blocks.extend(late_schools(outlook));
    blocks.extend([
        changes_table(changes).into(),
        kinds_table(changes).into(),
        Block::figure("图1", gap_bars(outlook, Lang::Zh)),
    ]);
    blocks
}

/// Whether levels of a year before this one were published.
fn was_published_before(outlook: &Outlook) -> bool {
    let mut releases = outlook.warnings.iter().flat_map(|warning| &warning.releases);
    releases.any(|release| release.published && release.year < outlook.meta.base_year)
}

/// The counts of the tables in running text; the total is the row below the levels of table `t1`.
fn summary(outlook: &Outlook) -> Block {
    let mut text = bound_text("本期对{issue:5:1}学校开设的{issue:6:1}");
    let level = outlook.meta.level.name(Lang::Zh);
    text.push(Span::Text(format!("{level}专业进行了测算，计算期为")));
    text.extend(bound_text(
        "{issue:4:1}。全市专业中红色{t1:0:1}个、橙色{t1:1:1}个、黄色{t1:2:1}个、蓝色{t1:3:1}个，列入预警{t1:7:1}个；\
         学校专业点中红色{t1:0:3}个、橙色{t1:1:3}个、黄色{t1:2:3}个、蓝色{t1:3:3}个，列入预警{t1:7:3}个。\
         与上一年度相比，新增预警{t1b:0:1}项，等级变化{t1b:1:1}项，解除{t1b:2:1}项。",
    ));
    Block::Paragraph(text)
}

/// Warnings by level, of the city and of schools, with the change since the release before.
/// One row per level in the order of `WarningLevel::ALL`, then the sum of those that are warnings; running text counts
/// on this order.
fn levels_table(outlook: &Outlook, changes: &Changes<'_>) -> Table {
    let warned = |city: bool| changes.current.iter().filter(|w| is_of_city(w) == city).count();
    let total = ["蓝色及以上合计", &warned(true).to_string(), "", &warned(false).to_string(), ""]
        .map(str::to_owned);
    Table::new("t1", "表1　预警数量（个）及与上一年度相比")
        .words(["等级"])
        .figures(["全市专业", "增减", "学校专业点", "增减"])
        .rows(WarningLevel::ALL.map(|level| level_row(outlook, level)))
        .rows([total])
}

/// The warnings of one level, of the city and of places, each with the change since the release before.
/// A change is the count now less the count before.
fn level_row(outlook: &Outlook, level: WarningLevel) -> [Cell; 5] {
    let count_and_change = |city: bool| {
        let warnings = || outlook.warnings.iter().filter(|w| is_of_city(w) == city);
        let now = warnings().filter(|w| w.assessment.level == level).count();
        let before = warnings().filter(|w| w.level_before() == level).count();
        [now.into(), signed(now as i64 - before as i64)]
    };
    let [city, city_change] = count_and_change(true);
    let [places, places_change] = count_and_change(false);
    [level_name(level).into(), city, city_change, places, places_change]
}

/// How many warnings are new, of another level, and lifted, the city and places together.
fn changes_table(changes: &Changes<'_>) -> Table {
    let lifted = changes.moved.iter().filter(|w| w.change() == LevelChange::Released).count();
    let counts = [
        ("新增预警", changes.fresh.len()),
        ("等级变化", changes.moved.len() - lifted),
        ("解除预警", lifted),
        ("数据修订（等级不变，不计入变动）", changes.revised.len()),
    ];
    Table::new("t1b", "表1附一　预警变动（项，全市专业与学校专业点合计）")
        .words(["变动"])
        .figures(["数量"])
        .rows(counts.map(|(name, count)| [name.to_owned(), count.to_string()]))
}

/// Warnings by what they are about; one with several adverse signals counts for each kind.
/// Kinds need not add up to the warnings.
fn kinds_table(changes: &Changes<'_>) -> Table {
    let row = |family: Family| {
        let kind = family.name(Lang::Zh);
        let count = |city: bool| {
            let of_kind = changes.current.iter().filter(|w| kinds(w).contains(&kind));
            of_kind.filter(|w| is_of_city(w) == city).count().to_string()
        };
        [kind.to_owned(), count(true), count(false)]
    };
    Table::new("t1c", "表1附二　按类型的预警数量（个，一条预警可属多类）")
        .words(["类型"])
        .figures(["全市专业", "学校专业点"])
        .rows(Family::ALL.map(row))
        .note("短缺见表4；数据不足的列为灰色，见表1。")
}
