//! For whom figures are, and what was done to them.

use talent_domain::Lang;
use talent_outlook::{Audience, RATE_BASE};

/// What readers of figures for an audience have to know of counts of persons.
pub fn audience_note(audience: Audience, lang: Lang) -> String {
    match (audience, lang) {
        (Audience::Public, Lang::Zh) => format!(
            "公开口径：为保护个人信息，学生和毕业生人数按5的倍数取整后再计算，不足10人的记作0、5或10，所以记作0的也可能有几人，其余与实际人数可能相差几人；比率由取整后的人数算出，不足{RATE_BASE:.0}人的不列。预警等级和供需判断依据实际人数，所以个别专业的判断与所列比值不在同一档。"
        ),
        (Audience::Public, Lang::En) => format!(
            "Public figures: to protect persons, counts of students and graduates are rounded to multiples of five before anything is computed; fewer than ten become 0, 5 or 10, so that 0 may stand for a few. Rates follow from the rounded counts, and none is given of fewer than {RATE_BASE:.0} persons. Warning levels and bands rest on the counts as reported, so that a few bands are not those of the ratios beside them."
        ),
        (Audience::Bureau, Lang::Zh) => {
            "内部口径：含未取整的小规模人数，仅供教育主管部门内部使用，不得公开。".to_owned()
        }
        (Audience::Bureau, Lang::En) => {
            "Internal figures: they hold small counts of persons and are not to be made public."
                .to_owned()
        }
    }
}
