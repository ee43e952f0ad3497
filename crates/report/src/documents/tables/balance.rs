//! The balance of every programme.

use talent_domain::Lang;
use talent_outlook::{Audience, ClassOutlook, HiresOutlook, Outlook, ProgrammeOutlook};
use talent_warning::BandPolicy;

use crate::document::cells::{
    NONE, cells, centre_with_interval, interval, or_none, probability, ratio, rough, whole,
};
use crate::document::{Cell, Table};
use crate::wording::{band_name, certainty_word, grade_letter};

/// What the ratio is.
const RATIO: &str =
    "求人倍率＝岗位需求÷本地供给（中心值之比；中心值是各项投入取期望时的结果，区间来自抽样）：";

/// What the ratio is, and between which ratios each band lies.
fn edges_note(outlook: &Outlook) -> String {
    let BandPolicy { balanced_within: near, large_beyond: far } = outlook.bands;
    format!(
        "{RATIO}高于{far}紧缺，{near}—{far}供给略少，1/{near}—{near}基本平衡，1/{far}—1/{near}供给略多，低于1/{far}过剩"
    )
}

/// How the other columns are read, and what acting on a band is expected to lose.
const BANDS: &str = "。结论确定性按所判断一档的概率：八成以上高，六成以上中，低的其他各档也有可能；可靠性为C的至多中，为D的为低。可靠性：A可据以决策，B可用而须看疑点，C仅供参考，D不宜单独据以决策。后三列为扩大、不变、压缩招生的期望损失（偏离适合该做法的档数，越小越好）。基期没有毕业生的专业不单独判断，见所属专业类。";

/// What is said to the public of ratios that are not of the band beside them.
pub(in crate::documents) fn rounding_note(outlook: &Outlook) -> &'static str {
    match outlook.meta.audience {
        Audience::Public => {
            "判断依据未取整的人数，所列倍率由取整后的人数算出，所以个别专业的倍率与判断不在同一档，以判断为准。"
        }
        Audience::Bureau => "",
    }
}

/// How classes are balanced.
const CLASSES: &str = "先按专业类平衡，再按基期份额分摊到专业。需求、供给为测算期合计（人，中心值，括号内为80%区间）；后两列为基期每年（人），两者按精度合并；相差过大的可靠性为D。";

/// Demand per entrant with its intervals, its band, and what acting is expected to lose, from the tightest programme to
/// the loosest. Probabilities are shares of the draws.
pub(in crate::documents) fn balance_table(
    outlook: &Outlook,
    id: &'static str,
    caption: &str,
) -> Table {
    Table::new(id, caption)
        .marks(["专业代码"])
        .words(["专业名称"])
        .figures(["求人倍率", "80%区间", "95%区间"])
        .words(["判断"])
        .figures(["供过于求概率", "供不应求概率"])
        .marks(["结论确定性", "可靠性"])
        .figures(["扩大", "不变", "压缩"])
        .rows(outlook.by_tightness().into_iter().map(row))
        .note(format!("{}{BANDS}{}", edges_note(outlook), rounding_note(outlook)))
}

/// Ratio, intervals and expected losses of one programme; those without a band have dashes.
fn row(programme: &ProgrammeOutlook) -> [Cell; 13] {
    let balance = &programme.balance;
    let losses = balance.probabilities.losses();
    let known = |cell: Cell| if balance.band.is_some() { cell } else { NONE.into() };
    cells![
        programme.code.to_string(),
        programme.name.clone(),
        or_none(balance.sdr.centre(), ratio),
        interval(balance.sdr.p80, ratio),
        interval(balance.sdr.p95, ratio),
        band_name(balance.band, Lang::Zh),
        known(probability(balance.probabilities.surplus())),
        known(probability(balance.probabilities.shortage())),
        known(certainty_word(balance.certainty, Lang::Zh).into()),
        grade_letter(balance.grade),
        known(ratio(losses.grow)),
        known(ratio(losses.keep)),
        known(ratio(losses.shrink)),
    ]
}

/// Demand, supply and ratio of every class of programmes, with what its graduates found in the base window.
pub(in crate::documents) fn class_table(
    outlook: &Outlook,
    id: &'static str,
    caption: &str,
) -> Table {
    let row = |class: &ClassOutlook| {
        let hires = |read: fn(&HiresOutlook) -> f64| or_none(class.hires.as_ref().map(read), whole);
        cells![
            class.code.to_string(),
            class.name.clone(),
            centre_with_interval(&class.demand, rough),
            centre_with_interval(&class.supply, rough),
            centre_with_interval(&class.sdr, ratio),
            band_name(class.band, Lang::Zh),
            certainty_word(class.certainty, Lang::Zh),
            grade_letter(class.grade),
            hires(|hires| hires.modelled),
            hires(|hires| hires.jobs),
        ]
    };
    Table::new(id, caption)
        .marks(["专业类代码"])
        .words(["专业类"])
        .figures(["需求", "供给", "求人倍率"])
        .words(["判断"])
        .marks(["结论确定性", "可靠性"])
        .figures(["基期推算需求", "基期本市就业"])
        .rows(outlook.classes.iter().map(row))
        .note(format!("{CLASSES}{}", rounding_note(outlook)))
}
