//! 六、趋势与供求

use talent_domain::Lang;
use talent_outlook::{Outlook, ProgrammeOutlook};

use crate::document::cells::{cells, centre_with_interval, ratio};
use crate::document::{Block, Table};
use crate::documents::tables::rounding_note;
use crate::wording::{band_name, certainty_word, grade_letter};

/// What graduates of each programme can expect: table `q11`.
pub(super) fn prospects(outlook: &Outlook) -> Vec<Block> {
    vec![Block::heading("六、趋势与供求"), tightness_table(outlook).into()]
}

/// Demand per entrant of every programme, the tightest first.
/// Ratios are medians with 80 % intervals over the period of the balance.
fn tightness_table(outlook: &Outlook) -> Table {
    let row = |p: &ProgrammeOutlook| {
        cells![
            p.code.to_string(),
            p.name.clone(),
            centre_with_interval(&p.balance.sdr, ratio),
            band_name(p.balance.band, Lang::Zh),
            certainty_word(p.balance.certainty, Lang::Zh),
            grade_letter(p.balance.grade),
        ]
    };
    Table::new("q11", "表6-1　分专业求人倍率（括号内为80%区间），从紧到松")
        .marks(["专业代码"])
        .words(["专业名称"])
        .figures(["求人倍率"])
        .words(["判断"])
        .marks(["结论确定性", "可靠性"])
        .rows(outlook.by_tightness().into_iter().map(row))
        .note(format!("{}{}", "求人倍率＝测算期岗位需求÷本地供给（中心值之比）。可靠性：A 可据以决策，B 可用而须看疑点，C 仅供参考，D 不宜单独据以决策。结论确定性低的，其他各档也有可能。基期没有毕业生的专业不单独判断。", rounding_note(outlook)))
}
