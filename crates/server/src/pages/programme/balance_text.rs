//! A balance in sentences.

use talent_outlook::ProgrammeOutlook;
use talent_report::figures::{interval, or_none, ratio, rough, with_interval};
use talent_report::{band_name, certainty_name};

use crate::pages::frame::ZH;

/// The balance in a sentence that an analyst can repeat.
pub(super) fn sentence(p: &ProgrammeOutlook) -> String {
    let b = &p.balance;
    let without = if p.unreported.is_empty() {
        String::new()
    } else {
        format!("（不含未报数的{}）", p.unreported.join("、"))
    };
    format!(
        "{}—{} 年，预计本地供给 {} 人{without}，岗位需求 {} 人，供求比 {}（80%区间 {}），判断为{}，把握{}。",
        b.from,
        b.to,
        or_none(b.supply.median, rough),
        or_none(b.demand.median, rough),
        or_none(b.sdr.median, ratio),
        interval(b.sdr.p80, ratio),
        band_name(b.band, ZH),
        certainty_name(b.certainty, ZH)
    )
}

/// What else to know of the gap, in sentences.
pub(super) fn balance_notes(p: &ProgrammeOutlook) -> Vec<String> {
    let b = &p.balance;
    let mut notes = unreported_note(p);
    notes.push(format!(
        "计入转行（不对口的毕业生按各专业需求分流）后，缺口为 {} 人。",
        with_interval(&b.gap_after_mobility, rough)
    ));
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

fn unreported_note(p: &ProgrammeOutlook) -> Vec<String> {
    let schools = p.unreported.join("、");
    let note = format!("{schools}没有报基年在校生，以上都不含该校；补报前不评级，不宜据以决策。");
    (!schools.is_empty()).then_some(note).into_iter().collect()
}
