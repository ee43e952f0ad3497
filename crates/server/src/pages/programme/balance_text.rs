//! A balance in sentences.

use talent_outlook::{ClassOutlook, CourseLosses, ProgrammeOutlook};
use talent_report::figures::{interval, or_none, ratio, rough, whole};
use talent_report::{
    band_name, certainty_name, explain_city_alone, explain_counterevidence, grade_meaning,
};

use crate::pages::frame::ZH;

/// The balance in a sentence that an analyst can repeat.
pub(super) fn sentence(p: &ProgrammeOutlook) -> String {
    let b = &p.balance;
    let without = if p.unreported.is_empty() {
        String::new()
    } else {
        format!("（未报数的{}按上次报数推算）", p.unreported.join("、"))
    };
    if b.band.is_none() {
        return format!(
            "{}—{} 年，预计本地供给 {} 人{without}。基期没有毕业生，不知在本专业类需求中占多少，不单独判断；所属{}的判断见下。",
            b.from,
            b.to,
            or_none(b.supply.centre(), rough),
            p.class_name,
        );
    }
    format!(
        "{}—{} 年，预计本地供给 {} 人{without}，岗位需求 {} 人，求人倍率（岗位需求÷本地供给）{}（80%区间 {}），判断为{}，结论确定性{}。",
        b.from,
        b.to,
        or_none(b.supply.centre(), rough),
        or_none(b.demand.centre(), rough),
        or_none(b.sdr.centre(), ratio),
        interval(b.sdr.p80, ratio),
        band_name(b.band, ZH),
        certainty_name(b.certainty, ZH)
    )
}

/// What else to know of the gap, in sentences.
pub(super) fn balance_notes(p: &ProgrammeOutlook, class: Option<&ClassOutlook>) -> Vec<String> {
    let b = &p.balance;
    let mut notes = unreported_note(p);
    notes.extend(b.city.map(|city| explain_city_alone(&city, ZH)));
    notes.extend(explain_counterevidence(&b.counterevidence, ZH));
    notes.extend(class.map(class_note));
    notes.extend(b.band.map(|_| losses_note(b.probabilities.losses())));
    notes.extend(b.gap_by_retention.map(|(low, high)| {
        format!(
            "本市留存率低或高一个标准差（各届之间），缺口为 {} 或 {} 人。",
            rough(low),
            rough(high)
        )
    }));
    notes.extend(b.today.map(|today| {
        format!(
            "对应行业当前每名求职者 {} 个岗位，结合当前供求判断为{}。",
            ratio(today),
            band_name(b.call, ZH)
        )
    }));
    if let Some(first) = p.returning.first() {
        let sum: f64 = p.returning.iter().map(|point| point.value).sum();
        notes.push(format!(
            "升学者不计入供给，约 {} 人将从 {} 年起以更高学历进入劳动力市场。",
            rough(sum),
            first.year
        ));
    }
    notes
}

/// The balance of its class, and how its two measurements of demand compare.
fn class_note(class: &ClassOutlook) -> String {
    let balance = format!(
        "所属{}：求人倍率 {}（80%区间 {}），判断为{}，结论确定性{}，可靠性 {}。",
        class.name,
        or_none(class.sdr.centre(), ratio),
        interval(class.sdr.p80, ratio),
        band_name(class.band, ZH),
        certainty_name(class.certainty, ZH),
        grade_meaning(class.grade, ZH),
    );
    let hires = class.hires.map_or_else(
        || "基期没有毕业去向，需求只按产业推算。".to_owned(),
        |hires| {
            let verdict = if hires.contradict {
                "两者相差过大，不宜据以决策，也不据以预警"
            } else {
                "两者按精度合并"
            };
            format!(
                "{}—{} 届每年推算需求 {} 人，毕业生在本市实际就业 {} 人，{verdict}。",
                hires.from,
                hires.to,
                whole(hires.modelled),
                whole(hires.jobs)
            )
        },
    );
    balance + &hires
}

/// What acting is expected to lose, beside not acting.
fn losses_note(losses: CourseLosses) -> String {
    let CourseLosses { grow, keep, shrink } = losses;
    format!(
        "期望损失（偏离适合该做法的档数，越小越好）：扩大 {}，不变 {}，压缩 {}。",
        ratio(grow),
        ratio(keep),
        ratio(shrink)
    )
}

fn unreported_note(p: &ProgrammeOutlook) -> Vec<String> {
    let schools = p.unreported.join("、");
    let note = format!(
        "{schools}没有报基年在校生，供给按其上次报的在校生推算，其余数字不含该校；补报前不宜据以决策。"
    );
    (!schools.is_empty()).then_some(note).into_iter().collect()
}
