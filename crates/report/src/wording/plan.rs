//! The seat plan in words.

use talent_domain::Lang;
use talent_outlook::{
    BindingLimit, Held, LimitOf, PlannedPlace, PlannedProgramme, SeatPlan, UnknownLimit,
};

use super::figures::{percent, probability, whole};
use super::gains::table_behind;

/// A change of persons with its sign.
pub fn signed(change: f64) -> String {
    if change >= 0.5 { format!("+{}", whole(change)) } else { whole(change) }
}

/// What the plan of a place changes: classes where it is whole ones, else persons.
pub fn change_text(place: &PlannedPlace, lang: Lang) -> String {
    let change = place.change();
    match (place.classes, lang) {
        _ if change.abs() < 0.5 => lang.pick("不变", "no change").to_owned(),
        (Some(classes), Lang::Zh) if classes != 0 => {
            let word = if classes > 0 { "增" } else { "减" };
            format!("{word} {} 个班（{} 人）", classes.abs(), signed(change))
        }
        (Some(classes), Lang::En) if classes != 0 => {
            format!("{classes:+} classes ({} persons)", signed(change))
        }
        (_, Lang::Zh) => format!("{} 人", signed(change)),
        (_, Lang::En) => format!("{} persons", signed(change)),
    }
}

/// Why a place may not be planned freely.
pub fn held_text(held: Held, lang: Lang) -> String {
    let fixed = |zh: &'static str, en: &'static str| lang.pick(zh, en).to_owned();
    match held {
        Held::Red => fixed("红色预警：建议暂停招生", "red: no intake is proposed"),
        Held::Orange => fixed(
            "橙色预警：按每年最大增减幅度压减，且不超过上届落实去向的人数（就业、升学、参军）",
            "orange: less by the most that a year may change, and no more than graduates who have gone somewhere (jobs, study, army)",
        ),
        Held::Contrary => fixed(
            "红色或橙色预警，但这一届毕业时是否供过于求还不能断定，两项依据不一致：不增加，先查就业去向和生源；不足一个班的可与同专业的学校合并办班",
            "red or orange, but a surplus when they leave is not certain enough: the two grounds disagree, no more than now until destinations and applicants are looked into; less than a class may be taught together with another school",
        ),
        Held::Yellow => fixed("黄色预警：不增加", "yellow: no more than now"),
        Held::Placement => fixed(
            "直接就业率低（F1）：不超过上届落实去向的人数（就业、升学、参军）",
            "low placement (F1): no more than graduates who have gone somewhere (jobs, study, army)",
        ),
        Held::Statutory => fixed(
            "符合上级规则（C6）或列入控制名单（C7），见该专业点的法定规则：不增加",
            "a published rule in force is met (C6), or it is on a control list (C7): no more than now",
        ),
        Held::Unfilled => fixed(
            "计划没有招满，增加计划招不到人",
            "the quota is not filled: more seats bring nobody",
        ),
        Held::Unread => fixed(
            "没有可用的需求数据（基期没有毕业生，或测算与实际就业互相矛盾），保持不变",
            "nothing is known of its demand (no graduates in the base window, or measures that contradict each other)",
        ),
        Held::Undecided { block: Some(block) } => match lang {
            Lang::Zh => format!(
                "供不应求和供过于求的可能都不小，现在不能定；最能定下来的是 {}",
                table_behind(block, lang)
            ),
            Lang::En => format!(
                "too few and too many are both likely, not decidable now; what would settle most: {}",
                table_behind(block, lang)
            ),
        },
        Held::Undecided { block: None } => fixed(
            "供不应求和供过于求的可能都不小，现在不能定",
            "too few and too many are both likely, not decidable now",
        ),
    }
}

/// A limit that holds the plan back, and what one more unit of it brings.
pub fn limit_text(limit: &BindingLimit, lang: Lang) -> String {
    let seats = whole(limit.seats);
    let saves = format!("{:.2}", limit.price);
    let (zh, en) = match (&limit.of, limit.is_least) {
        (LimitOf::City, false) => (
            format!("全市招生总数已到上限：每放宽 1 人，期望损失少 {saves}"),
            format!("the city's intake is at its most: one more person saves {saves}"),
        ),
        (LimitOf::City, true) => (
            format!("全市招生总数已到下限：每放宽 1 人，期望损失少 {saves}"),
            format!("the city's intake is at its least: one person less saves {saves}"),
        ),
        (LimitOf::School { school }, _) => (
            format!("{school}招生总数已到上限：每放宽 1 人，期望损失少 {saves}"),
            format!("the intake of {school} is at its most: one more person saves {saves}"),
        ),
        (LimitOf::Beds { school }, _) => (
            format!("{school}床位已满：每增 1 张约可多招 {seats} 人，期望损失少 {saves}"),
            format!(
                "the beds of {school} are full: one more makes room for {seats}, saving {saves}"
            ),
        ),
        (LimitOf::Teachers { school, class }, _) => (
            format!("{school}{class}教师不足：每增 1 人约可多 {seats} 个学位，期望损失少 {saves}"),
            format!(
                "teachers of {class} at {school}: one more makes room for {seats} seats, saving {saves}"
            ),
        ),
        (LimitOf::Programme { programme }, least) => {
            let (zh, en) = if least { ("减少", "fall") } else { ("增加", "growth") };
            (
                format!("{programme}一年的{zh}已到限度：每放宽 1 人，期望损失少 {saves}"),
                format!(
                    "the {en} of {programme} in a year is at its limit: one person saves {saves}"
                ),
            )
        }
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// What the plan could not be held against.
pub fn unknown_text(unknown: UnknownLimit, lang: Lang) -> String {
    match (unknown, lang) {
        (UnknownLimit::Beds { schools }, Lang::Zh) => {
            format!("{schools} 所学校没有床位数（C1 学生床位），没有按床位限制")
        }
        (UnknownLimit::Beds { schools }, Lang::En) => {
            format!("beds of {schools} schools are not known (C1) and limit nothing")
        }
        (UnknownLimit::Teachers { places }, Lang::Zh) => {
            format!("{places} 个专业点没有专任教师数（T3），没有按教师限制")
        }
        (UnknownLimit::Teachers { places }, Lang::En) => {
            format!("teachers at {places} places are not known (T3) and limit nothing")
        }
    }
}

/// What the plan is about, what it saves, and whether it is recommended.
pub fn explain_plan(plan: &SeatPlan, lang: Lang) -> String {
    let [now, planned, bound] = [plan.loss_now, plan.loss, plan.bound].map(whole);
    let (entering, leaving, saving) =
        (plan.entering, plan.leaving, percent(plan.saving().max(0.0)));
    match (lang, plan.recommended) {
        (Lang::Zh, true) => format!(
            "{entering} 年入学、{leaving} 年毕业的一届：按现状招生的期望损失为 {now}，本方案 {planned}，减少 {saving}（占全部损失，含不能变动的专业；在现有限度内不可能低于 {bound}）。损失为供需差的平方除以两者的平均数，多一人的代价大于缺一人。人数都按报到计，折合计划按上年计划与报到之比换算。"
        ),
        (Lang::Zh, false) => format!(
            "{entering} 年入学、{leaving} 年毕业的一届：在现有限度内调整招生能减少的期望损失太少，建议除预警要求的以外不作变动（现状 {now}，不可能低于 {bound}）。"
        ),
        (Lang::En, true) => format!(
            "entering in {entering}, leaving in {leaving}: as things are the expected loss is {now}, by this plan {planned}, {saving} less of all of it, programmes that may not change included (no plan within the limits is below {bound}). The loss is the square of too many or too few over the mean of both sides. Persons are those who enter; quotas are in proportion to the last."
        ),
        (Lang::En, false) => format!(
            "entering in {entering}, leaving in {leaving}: changes within the limits save too little; none is recommended but what warnings ask for (now {now}, no plan is below {bound})."
        ),
    }
}

/// What the plan rests on for a programme.
pub fn explain_planned(programme: &PlannedProgramme, lang: Lang) -> String {
    let (chance, demand) = (probability(programme.chance_of_shortage), whole(programme.demand));
    let (now, planned) = (whole(programme.now), whole(programme.planned));
    let (bring, carried) = (whole(programme.per_hundred), whole(programme.carried));
    match lang {
        Lang::Zh => format!(
            "预计入学 {now} 人，方案 {planned} 人；每 100 名新生带来 {bring} 名本地新增劳动力，毕业当年需求 {demand} 人（抽样均值，含前几年没有补上的岗位，所以不是测算期的年均数），届时前几届尚余 {carried} 人；按现状供不应求的概率 {chance}"
        ),
        Lang::En => format!(
            "expected to enter {now}, planned {planned}; 100 of them bring {bring} local entrants; demand in the year of leaving {demand} (a mean of draws that counts posts left open in earlier years, and no yearly mean of the horizon), left of earlier cohorts {carried}; probability of a shortage as things are {chance}"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_says_what_one_more_unit_brings() {
        let of = LimitOf::Teachers { school: "甲校".into(), class: "自动化类".into() };
        let limit = BindingLimit { of, is_least: false, price: 1.234, seats: 20.0 };
        assert_eq!(
            limit_text(&limit, Lang::Zh),
            "甲校自动化类教师不足：每增 1 人约可多 20 个学位，期望损失少 1.23"
        );
        assert!(limit_text(&limit, Lang::En).contains("room for 20 seats"));
    }

    #[test]
    fn changes_have_their_signs() {
        assert_eq!([45.0, -45.0, 0.2].map(signed), ["+45", "−45", "0"]);
    }
}
