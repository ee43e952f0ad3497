//! 四、紧缺专业提示

use talent_outlook::{Outlook, ProgrammeOutlook};
use talent_warning::Prospect;

use crate::document::cells::{cells, centre_with_interval, probability, ratio, rough};
use crate::document::{Block, Table};

/// At most so many programmes are listed.
const LISTED: usize = 10;

/// The tightest programmes of which the city needs more: table `t4`, the tightest of them in running text.
///
/// One sentence stands in its place where no programme is short.
pub(super) fn shortages(outlook: &Outlook) -> Vec<Block> {
    let short: Vec<&ProgrammeOutlook> =
        outlook.by_tightness().into_iter().filter(|p| is_short(outlook, p)).take(LISTED).collect();
    let heading = Block::heading("四、紧缺专业提示");
    if short.is_empty() {
        return vec![heading, Block::say("计算期内没有供不应求的专业。")];
    }
    vec![
        heading,
        Block::say(
            "求人倍率最高的是{t4:0:1}，需求与供给（人）分别为{t4:0:2}和{t4:0:3}，求人倍率{t4:0:4}。括号内为八成把握的区间。",
        ),
        shortages_table(&short).into(),
    ]
}

/// Whether a programme is likely to be short of graduates, and its median gap is a shortage.
fn is_short(outlook: &Outlook, programme: &ProgrammeOutlook) -> bool {
    let balance = &programme.balance;
    outlook.prospect(programme) == Prospect::Short
        && balance.gap.centre().is_some_and(|gap| gap < 0.0)
}

/// Demand, supply (persons over the period) and their ratio with 80 % intervals, and the first schools that offer it.
/// The fourth figure is the probability of a shortage, large or not.
fn shortages_table(short: &[&ProgrammeOutlook]) -> Table {
    let row = |p: &&ProgrammeOutlook| {
        let schools: Vec<&str> = p.sites.iter().take(3).map(|site| site.name.as_str()).collect();
        cells![
            p.code.to_string(),
            p.name.clone(),
            centre_with_interval(&p.balance.demand, rough),
            centre_with_interval(&p.balance.supply, rough),
            centre_with_interval(&p.balance.sdr, ratio),
            probability(p.balance.probabilities.shortage()),
            schools.join("、"),
        ]
    };
    Table::new("t4", "表4　供不应求的专业（人，括号内为80%区间）")
        .marks(["专业代码"])
        .words(["专业名称"])
        .figures(["需求", "供给", "求人倍率", "供不应求概率"])
        .words(["已开设学校（前三）"])
        .rows(short.iter().map(row))
        .note("求人倍率＝岗位需求÷本地供给（中心值之比）。供不应求概率为求人倍率高于1.2的抽样比例。需求只计城镇单位、私营和个体就业。")
}
