//! 四、紧缺专业提示

use talent_outlook::{Outlook, ProgrammeOutlook};
use talent_warning::Prospect;

use crate::document::cells::{cells, centre_with_interval, probability, ratio, rough};
use crate::document::{Block, Span, Table, bound_text};

/// At most so many programmes are listed.
const LISTED: usize = 10;

/// The tightest programmes of which the city needs more in running text, with the figures of table `t4`; one sentence where
/// none is short.
pub(super) fn shortages(outlook: &Outlook) -> Vec<Block> {
    let short = short(outlook);
    let heading = Block::heading("四、紧缺专业提示");
    if short.is_empty() {
        return vec![heading, Block::say("测算期内没有供不应求可能性较大的专业。")];
    }
    let mut text = bound_text(
        "{t4:0:1}专业最为紧缺：岗位需求{t4:0:2}人，本地供给{t4:0:3}人（括号内为八成预测区间）。",
    );
    if short.len() > 1 {
        let others: Vec<&str> = short.iter().skip(1).map(|p| p.name.as_str()).collect();
        text.extend(["较为紧缺的还有：".into(), Span::Name(others.join("、")), "。".into()]);
    }
    text.push("没有同时列入预警的，可研究扩大招生或增设，详见附件。".into());
    vec![heading, Block::Paragraph(text)]
}

/// The tightest programmes of which the city needs more, the tightest first.
fn short(outlook: &Outlook) -> Vec<&ProgrammeOutlook> {
    let programmes = outlook.by_tightness().into_iter();
    programmes.filter(|programme| is_short(outlook, programme)).take(LISTED).collect()
}

/// Whether a programme is likely to be short of graduates, and its median gap is a shortage.
fn is_short(outlook: &Outlook, programme: &ProgrammeOutlook) -> bool {
    let balance = &programme.balance;
    outlook.prospect(programme) == Prospect::Short
        && balance.gap.centre().is_some_and(|gap| gap < 0.0)
}

/// Demand, supply (persons over the period) and their ratio with 80 % intervals, and the first schools that offer it.
/// The fourth figure is the probability of a shortage, large or not.
pub(super) fn shortages_table(outlook: &Outlook) -> Option<Table> {
    let short = short(outlook);
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
    let table = Table::new("t4", "附表2-4　供不应求的专业（人，括号内为80%区间）")
        .marks(["专业代码"])
        .words(["专业名称"])
        .figures(["需求", "供给", "求人倍率", "供不应求概率"])
        .words(["已开设学校（前三）"])
        .rows(short.iter().map(row))
        .note(format!(
            "求人倍率＝岗位需求÷本地供给（中心值之比）。供不应求概率为求人倍率高于{}的抽样比例。需求只计城镇单位、私营和个体就业。",
            outlook.bands.balanced_within
        ));
    (!short.is_empty()).then_some(table)
}
