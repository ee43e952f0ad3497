//! The balance in words: bands, how sure and how reliable they are, what its spread comes from, causes and cohorts.

use talent_domain::Lang;
use talent_outlook::{Band, Block, Causes, Certainty, CityBalance, CohortStand, Grade};

use super::figures::{or_none, ratio, whole};

/// The word for a band, from shortage to surplus; of what has none, that it has none.
pub fn band_name(band: impl Into<Option<Band>>, lang: Lang) -> &'static str {
    match band.into() {
        Some(Band::LargeShortage) => lang.pick("紧缺", "large shortage"),
        Some(Band::Shortage) => lang.pick("供给略少", "shortage"),
        Some(Band::Balanced) => lang.pick("基本平衡", "balanced"),
        Some(Band::Surplus) => lang.pick("供给略多", "surplus"),
        Some(Band::LargeSurplus) => lang.pick("过剩", "large surplus"),
        None => lang.pick("不单独判断", "no band of its own"),
    }
}

/// How sure a band is, in one word.
pub fn certainty_word(certainty: Certainty, lang: Lang) -> &'static str {
    match certainty {
        Certainty::High => lang.pick("高", "high"),
        Certainty::Medium => lang.pick("中", "medium"),
        Certainty::Low => lang.pick("低", "low"),
    }
}

/// How sure a band is, with what that means.
pub fn certainty_name(certainty: Certainty, lang: Lang) -> &'static str {
    match certainty {
        Certainty::High => lang.pick("高", "high"),
        Certainty::Medium => lang.pick("中", "medium"),
        Certainty::Low => lang.pick("低，其他各档也有可能", "low: other bands possible"),
    }
}

/// The letter of a grade.
/// From A, the most reliable, to D.
pub fn grade_letter(grade: Grade) -> &'static str {
    match grade {
        Grade::A => "A",
        Grade::B => "B",
        Grade::C => "C",
        Grade::D => "D",
    }
}

/// The letter of a grade with what may be done on it.
pub fn grade_meaning(grade: Grade, lang: Lang) -> &'static str {
    match grade {
        Grade::A => lang.pick("A，可据以决策", "A, to be acted on"),
        Grade::B => lang.pick("B，可用，须看疑点", "B, usable, mind the doubts"),
        Grade::C => lang.pick("C，仅供参考", "C, for orientation"),
        Grade::D => lang.pick("D，不宜单独据以决策", "D, not to be acted on alone"),
    }
}

/// The name of a block of uncertainty.
/// A block is a group of draws that vary together; the spread of a balance is split among them.
pub fn block_name(block: Block, lang: Lang) -> &'static str {
    let (zh, en) = match block {
        Block::Employment => ("就业预测", "employment"),
        Block::Staffing => ("职业构成", "staffing"),
        Block::Bridge => ("专业类与职业（行业）对应", "links of classes"),
        Block::Exits => ("退出率", "exit rates"),
        Block::Plans => ("重大项目与关停", "planned projects"),
        Block::Newcomers => ("新人比例", "newcomers' share"),
        Block::Chance => ("个别岗位的偶然", "chance of single openings"),
        Block::Intake => ("今后招生", "entrants to come"),
        Block::Progression => ("在校升级率", "progression"),
        Block::Destinations => ("升学与参加就业", "further study and participation"),
        Block::Retention => ("本市留存率", "local retention"),
        Block::PrivateShares => ("私营和个体的行业构成", "industries of private employment"),
        Block::Levels => ("中职填补占比", "share at the level"),
        Block::Sharing => ("专业类内的分摊", "shares within the class"),
        Block::Hires => ("基期就业作为需求的测量", "hires as a measure"),
    };
    lang.pick(zh, en)
}

/// The causes of demand with their names, in the order in which they are shown; persons.
///
/// They are means of the draws over the period and add up to mean demand; those that take away are negative.
///
/// What regions around the city add is one only where they count.
pub fn cause_parts(causes: Causes, lang: Lang) -> Vec<(&'static str, f64)> {
    let own = [
        (lang.pick("退出补充", "replacement"), causes.replacement),
        (lang.pick("行业用工增减", "industry growth"), causes.industry),
        (lang.pick("职业构成变化", "staffing change"), causes.staffing),
        (lang.pick("重大项目与关停", "planned projects"), causes.planned),
        (lang.pick("减员后不补员岗位的修正", "posts not refilled (floor at zero)"), causes.floor),
    ];
    let around = (lang.pick("周边地区", "regions around"), causes.surroundings);
    own.into_iter().chain((causes.surroundings > 0.0).then_some(around)).collect()
}

/// The balance of the city alone beside the one in which regions around it count, in a sentence.
pub fn explain_city_alone(city: &CityBalance, lang: Lang) -> String {
    let (demand, supply, sdr) = (whole(city.demand), whole(city.supply), or_none(city.sdr, ratio));
    let band = band_name(Some(city.band), lang);
    match lang {
        Lang::Zh => format!(
            "供求已计入周边地区；只计本市：岗位需求 {demand} 人，留在本市的供给 {supply} 人，求人倍率 {sdr}，为{band}。"
        ),
        Lang::En => format!(
            "Regions around the city count in these figures; by the city alone: demand {demand}, entrants who stay {supply}, ratio {sdr}: {band}."
        ),
    }
}

/// Where a cohort stands in the base year.
/// In a grade at school, or still to be recruited.
pub fn stand_name(stand: CohortStand, lang: Lang) -> String {
    match (stand, lang) {
        (CohortStand::Grade(grade), Lang::Zh) => {
            let word = ["一", "二", "三"].get(usize::from(grade) - 1).unwrap_or(&"？");
            format!("在校{word}年级")
        }
        (CohortStand::Grade(grade), Lang::En) => format!("grade {grade} now"),
        (CohortStand::ToRecruit, Lang::Zh) => "尚待招生".to_owned(),
        (CohortStand::ToRecruit, Lang::En) => "to be recruited".to_owned(),
    }
}
