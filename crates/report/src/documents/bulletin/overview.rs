//! 一、总体情况: how many warnings there are, and how far they can be relied on.

use talent_domain::Lang;
use talent_outlook::{ClassOutlook, Outlook, ProgrammeOutlook};
use talent_warning::{Family, Prospect, WarningLevel};

use super::changes::{Changes, is_of_city};
use crate::document::cells::{cells, signed};
use crate::document::{Block, Cell, Span, Table};
use crate::wording::warning::{kinds, level_name};

/// The heading, the counts of table `t1` in running text, then what has to be said of them: how reliable they are, where
/// they seem to contradict each other, and which schools have not reported.
///
/// A warning counts for the city where it names no school, otherwise for a place: a programme at a school.
pub(super) fn overview(outlook: &Outlook) -> Vec<Block> {
    let mut blocks = vec![Block::heading("一、总体情况"), summary()];
    blocks.push(reliability());
    blocks.extend(short_and_warned(outlook));
    blocks.extend(less_than_found(outlook));
    if !outlook.late_schools.is_empty() {
        blocks.push(Block::say(
            "截至测算之日，部分学校未按期报送（名单见附件），有关专业沿用上次等级，请立即补报。",
        ));
    }
    blocks
}

/// The counts of table `t1` in running text; the total is its last row.
fn summary() -> Block {
    Block::say(
        "全市专业列入预警{t1:4:1}个，其中红色{t1:0:1}个、橙色{t1:1:1}个、黄色{t1:2:1}个、蓝色{t1:3:1}个；\
         学校专业点列入预警{t1:4:3}个，其中红色{t1:0:3}个、橙色{t1:1:3}个、黄色{t1:2:3}个、蓝色{t1:3:3}个。",
    )
}

/// How many programmes may not be decided on by these figures alone; the number is that of table `issue`.
fn reliability() -> Block {
    Block::say(
        "各专业测算按可靠性分为四级，其中不宜单独据以决策的（D级）{issue:7:1}。对这些专业，预警用于提示核实，调整招生须结合企业用工调查和学校实际研究决定。",
    )
}

/// Programmes that are short of graduates and warned of at the same time, with what the warning is about.
fn short_and_warned(outlook: &Outlook) -> Option<Block> {
    let named: Vec<String> =
        outlook.programmes.iter().filter_map(|programme| both(outlook, programme)).collect();
    (!named.is_empty()).then(|| {
        Block::Paragraph(vec![
            Span::Name(named.join("；")),
            "。上述专业供不应求而又列入预警，两者并不矛盾：供求说的是全市毕业生总量，预警说的是就业质量、规模或布点；应先改进培养、稳定规模，不以扩招补缺。".into(),
        ])
    })
}

/// `电子商务（质量、布点）` of a programme that is likely short and warned of, in the city or at schools.
fn both(outlook: &Outlook, programme: &ProgrammeOutlook) -> Option<String> {
    if outlook.prospect(programme) != Prospect::Short {
        return None;
    }
    let warned = outlook.warnings.iter().filter(|warning| {
        warning.programme == programme.code && warning.assessment.level.is_warning()
    });
    let mut about: Vec<&str> = warned.flat_map(kinds).collect();
    about.sort_unstable();
    about.dedup();
    (!about.is_empty()).then(|| format!("{}（因{}预警）", programme.name, about.join("、")))
}

/// Classes of which demand is worked out below half of the local jobs that their graduates found.
fn less_than_found(outlook: &Outlook) -> Option<Block> {
    let is_less = |class: &&ClassOutlook| {
        class.hires.as_ref().is_some_and(|hires| hires.modelled < 0.5 * hires.jobs)
    };
    let named: Vec<&str> =
        outlook.classes.iter().filter(is_less).map(|class| class.name.as_str()).collect();
    (!named.is_empty()).then(|| {
        Block::Paragraph(vec![
            "推算的岗位需求不足毕业生实际在本市就业人数一半的专业类有：".into(),
            Span::Name(named.join("、")),
            "。这些专业类的需求可能低估，过剩的判断须先核实。".into(),
        ])
    })
}

/// Warnings by level, of the city and of schools, with the change since the issue or the release before.
/// One row per level that is a warning, then their sum; running text counts on this order.
pub(super) fn levels_table(outlook: &Outlook, changes: &Changes<'_>) -> Table {
    let levels = WarningLevel::ALL.into_iter().filter(|level| level.is_warning());
    let row = |level| level_row(outlook, changes, &level_name(level), |own| own == level);
    let compared = if changes.is_since_an_issue() { "比上一期" } else { "比上一年度" };
    let table = Table::new("t1", "附表1-1　预警数量（个）")
        .words(["等级"])
        .figures(["全市专业", compared, "学校专业点", compared])
        .rows(levels.map(row))
        .rows([level_row(outlook, changes, "合计", WarningLevel::is_warning)]);
    if changes.is_since_an_issue() || was_published_before(outlook) {
        table
    } else {
        table.note("上一年度的等级没有公布过，是按现行规则和现有数据回算的；增减与它比较。")
    }
}

/// Whether levels of a year before this one were published.
fn was_published_before(outlook: &Outlook) -> bool {
    let mut releases = outlook.warnings.iter().flat_map(|warning| &warning.releases);
    releases.any(|release| release.published && release.year < outlook.meta.base_year)
}

/// The warnings of some levels, of the city and of places, each with the change since the release before.
/// A change is the count now less the count before.
fn level_row(
    outlook: &Outlook,
    changes: &Changes<'_>,
    name: &str,
    is_of: impl Fn(WarningLevel) -> bool,
) -> [Cell; 5] {
    let count_and_change = |city: bool| {
        let warnings = || outlook.warnings.iter().filter(|w| is_of_city(w) == city);
        let now = warnings().filter(|w| is_of(w.assessment.level)).count();
        let levels = changes.levels_before(outlook, city);
        let before = levels.into_iter().filter(|level| is_of(*level)).count();
        [now.into(), signed(now as i64 - before as i64)]
    };
    let [city, city_change] = count_and_change(true);
    let [places, places_change] = count_and_change(false);
    [name.into(), city, city_change, places, places_change]
}

/// Warnings by what they are about (`t1c`); one with several adverse signals counts for each kind.
/// Kinds need not add up to the warnings.
pub(super) fn kinds_table(changes: &Changes<'_>) -> Table {
    let row = |family: Family| {
        let kind = family.name(Lang::Zh);
        let count = |city: bool| {
            let of_kind = changes.current.iter().filter(|w| kinds(w).contains(&kind));
            of_kind.filter(|w| is_of_city(w) == city).count()
        };
        cells![kind, count(true), count(false)]
    };
    Table::new("t1c", "附表1-2　按类型的预警数量（个，一条预警可属多类）")
        .words(["类型"])
        .figures(["全市专业", "学校专业点"])
        .rows(Family::ALL.map(row))
}
