//! One programme: its balance, what moves it, where its graduates went, and its signals.
//!
//! Persons are sums over the years of the balance.

use talent_domain::Lang;
use talent_outlook::{Band, CourseLosses, Outlook, ProgrammeOutlook, Range};
use talent_report::figures::{interval, or_none, percent, probability, ratio, rough, whole};
use talent_report::{
    band_name, cause_parts, certainty_name, current_level, explain_city_alone,
    explain_counterevidence, explain_drivers, explain_index, explain_programme, explain_statutory,
    grade_meaning,
};
use talent_warning::WarningLevel;

use crate::shown::evidence_line;
use crate::table::{aligned, line};

/// Prints the programme as text.
pub(super) fn print(outlook: &Outlook, programme: &ProgrammeOutlook, lang: Lang) {
    let warning = outlook.city_warning(&programme.code);
    let unrated = || WarningLevel::Grey.name(lang).to_owned();
    let level = warning.map_or_else(unrated, |warning| current_level(warning, lang));
    let (code, name) = (&programme.code, &programme.name);
    line(&format!("{code} {name}（{}）  {}", programme.category_name, level));
    line(&balance(programme, lang));
    line(&judgement(programme, lang));
    for against in explain_counterevidence(&programme.balance.counterevidence, lang) {
        line(&against);
    }
    line(&causes(programme, lang));
    if let Some(city) = &programme.balance.city {
        line(&explain_city_alone(city, lang));
    }
    let grade = grade_meaning(programme.balance.grade, lang);
    line(&format!("{}：{grade}", lang.pick("可靠程度", "reliability")));
    line(&explain_drivers(&programme.balance.drivers, lang));
    line(&explain_programme(programme, lang));
    line(&placement(programme, lang));
    for evidence in warning.iter().flat_map(|warning| &warning.evidence) {
        line(&evidence_line(evidence, lang));
    }
    for rule in warning.iter().flat_map(|warning| explain_statutory(&warning.statutory, lang)) {
        line(&format!("  {rule}"));
    }
}

/// Demand, supply, gap and ratios over the coming years, as a table.
fn balance(programme: &ProgrammeOutlook, lang: Lang) -> String {
    let balance = &programme.balance;
    let row = |name: &str, range: &Range, form: fn(f64) -> String| {
        vec![
            name.to_owned(),
            or_none(range.centre(), form),
            interval(range.p80, form),
            interval(range.p95, form),
        ]
    };
    let years = format!("{}—{}", balance.from, balance.to);
    aligned(
        &[years.as_str(), lang.pick("中心值", "central"), "80%", "95%"],
        &[
            row(lang.pick("岗位需求（人）", "demand (persons)"), &balance.demand, rough),
            row(lang.pick("本地供给（人）", "supply (persons)"), &balance.supply, rough),
            row(lang.pick("供给−需求（人）", "supply − demand (persons)"), &balance.gap, rough),
            row(lang.pick("求人倍率", "demand per entrant"), &balance.sdr, ratio),
            row("ITA", &programme.ita(), ratio),
        ],
    )
}

/// The band of the balance, how certain it is, and what acting on it is expected to lose.
fn judgement(programme: &ProgrammeOutlook, lang: Lang) -> String {
    let balance = &programme.balance;
    let name = band_name(balance.band, lang);
    if balance.band.is_none() {
        return format!("{} {name}", lang.pick("判断", "band"));
    }
    let chance = |band: Band| {
        format!("{} {}", band_name(band, lang), probability(balance.probabilities.of(band)))
    };
    let CourseLosses { grow, keep, shrink } = balance.probabilities.losses();
    format!(
        "{} {name}，{} {}；{}；{} {} / {} / {}",
        lang.pick("判断", "band"),
        lang.pick("结论确定性", "certainty"),
        certainty_name(balance.certainty, lang),
        Band::ALL.map(chance).join("，"),
        lang.pick(
            "扩大/不变/压缩的期望损失（档）",
            "expected loss of growing / keeping / shrinking (bands)"
        ),
        ratio(grow),
        ratio(keep),
        ratio(shrink)
    )
}

/// What demand is made of.
/// Means of the draws, which add up to mean demand where medians would not.
fn causes(programme: &ProgrammeOutlook, lang: Lang) -> String {
    let parts = cause_parts(programme.balance.causes, lang);
    let parts = parts.iter().map(|(name, persons)| format!("{name} {}", whole(*persons)));
    let total = whole(programme.balance.causes.total());
    format!(
        "{}：{}，{} {total}",
        lang.pick("需求按成因（人）", "demand by cause (persons)"),
        parts.collect::<Vec<_>>().join("，"),
        lang.pick("合计", "demand")
    )
}

/// Where the newest graduates went, and their pay.
/// Rates are of the last three cohorts together, pay is of the newest; pay of fewer than ten answers is withheld.
fn placement(programme: &ProgrammeOutlook, lang: Lang) -> String {
    let quality = &programme.quality;
    format!(
        "{} {}，{} {}，{} {}，{} {}",
        lang.pick("直接就业率", "placement"),
        or_none(quality.placement, percent),
        lang.pick("对口率", "matched"),
        or_none(quality.matched, percent),
        lang.pick("本市就业率", "local"),
        or_none(quality.local, percent),
        lang.pick("起薪（元/月）", "pay (yuan a month)"),
        or_none(quality.starting_pay, whole)
    ) + &quality
        .index
        .map_or_else(String::new, |index| format!("\n{}", explain_index(&index, lang)))
}
