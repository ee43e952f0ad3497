//! What the demonstration found, in a few tables: programmes, industries, warnings.

use std::path::PathBuf;

use talent_domain::Lang;
use talent_outlook::{Outlook, ProgrammeOutlook};
use talent_pipeline::RunOutcome;
use talent_report::figures::{interval, or_none, ratio, rough, whole};
use talent_report::{band_name, certainty_word, grade_letter, has_chinese_font};
use talent_warning::WarningLevel;

use super::steps::Took;
use crate::args::Args;
use crate::shown::say_if_simulated;
use crate::table::{aligned, line};

/// Programmes shown at either end of the order.
const SHOWN: usize = 5;

/// Prints the tables of what the public is shown, the files written, and how long each step took.
///
/// Tables and paths go to standard output. A run whose data, settings and policy had not changed is said to stand.
pub(super) fn print(
    args: &Args,
    (outcome, outlook): (&RunOutcome, &Outlook),
    written: &[PathBuf],
    took: &Took,
) {
    let lang = args.lang();
    for table in [programmes(outlook, lang), industries(outlook, lang), levels(outlook, lang)] {
        line("");
        line(&table);
    }
    line("");
    for path in written {
        line(&path.display().to_string());
    }
    let steps = took.iter().map(|(name, took)| format!("{name} {:.2} s", took.as_secs_f64()));
    line(&format!("{}：{}", lang.pick("用时", "took"), steps.collect::<Vec<_>>().join("，")));
    if outcome.unchanged {
        line(&format!(
            "{} {}",
            lang.pick("数据和设置没有变化，沿用运行", "nothing changed; run"),
            outcome.record.id
        ));
    }
    if !has_chinese_font() {
        line(lang.pick(
            "没有中文字体，未输出 PNG：apt-get install fonts-noto-cjk",
            "no Chinese font, no PNG: apt-get install fonts-noto-cjk",
        ));
    }
    say_if_simulated(args, outlook.meta.simulated);
}

/// The tightest and the most oversupplied programmes, a table each, by openings per entrant; persons over all years
/// of the balance.
fn programmes(outlook: &Outlook, lang: Lang) -> String {
    let row = |programme: &&ProgrammeOutlook| {
        let balance = &programme.balance;
        vec![
            programme.code.to_string(),
            programme.name.clone(),
            or_none(balance.sdr.centre(), ratio),
            interval(balance.sdr.p80, ratio),
            or_none(balance.demand.centre(), rough),
            or_none(balance.supply.centre(), rough),
            band_name(balance.band, lang).to_owned(),
            certainty_word(balance.certainty, lang).to_owned(),
            grade_letter(balance.grade).to_owned(),
        ]
    };
    let headings = match lang {
        Lang::Zh => {
            ["代码", "专业", "求人倍率", "80%区间", "需求", "供给", "判断", "结论确定性", "可靠性"]
        }
        Lang::En => {
            ["code", "programme", "ratio", "80 %", "demand", "supply", "band", "certainty", "grade"]
        }
    };
    let mut ordered = outlook.by_tightness();
    ordered.retain(|programme| programme.balance.band.is_some());
    let tightest: Vec<Vec<String>> = ordered.iter().take(SHOWN).map(row).collect();
    let widest: Vec<Vec<String>> = ordered.iter().rev().take(SHOWN).map(row).collect();
    let tight = lang.pick(
        "求人倍率最高（最紧）的五个专业",
        "The five tightest programmes (openings per entrant)",
    );
    let wide = lang.pick("求人倍率最低（最松）的五个专业", "The five most oversupplied programmes");
    let (tightest, widest) = (aligned(&headings, &tightest), aligned(&headings, &widest));
    format!("{tight}\n{tightest}\n\n{wide}\n{widest}")
}

/// How many warnings there are of each level: programmes of the city, and places (programmes at schools).
/// One row per level, from the gravest; a level without warnings has zeros.
fn levels(outlook: &Outlook, lang: Lang) -> String {
    let count = |level: WarningLevel, city: bool| {
        let of_level = outlook.warnings.iter().filter(|w| w.assessment.level == level);
        of_level.filter(|w| w.school.is_none() == city).count().to_string()
    };
    let row = |level: WarningLevel| {
        vec![level.name(lang).to_owned(), count(level, true), count(level, false)]
    };
    let headings = match lang {
        Lang::Zh => ["预警等级", "全市专业", "学校专业点"],
        Lang::En => ["level", "city", "schools"],
    };
    aligned(&headings, &WarningLevel::ALL.map(row))
}

/// The newest employment of each industry, and its median and 80 % interval in the last year of the forecast, in
/// persons.
fn industries(outlook: &Outlook, lang: Lang) -> String {
    let rows: Vec<Vec<String>> = outlook
        .industries
        .iter()
        .map(|industry| {
            let (last, next) = (industry.history.last(), industry.forecast.last());
            vec![
                industry.code.as_ref().map_or_else(String::new, ToString::to_string),
                industry.name.clone(),
                or_none(last.map(|p| p.value), whole),
                last.map_or_else(String::new, |p| p.year.to_string()),
                or_none(next.and_then(|p| p.range.median), rough),
                next.map_or_else(String::new, |p| interval(p.range.p80, rough)),
            ]
        })
        .collect();
    let year = outlook.industries.iter().filter_map(|i| i.forecast.last()).map(|p| p.year).max();
    let year = year.map_or_else(String::new, |year| year.to_string());
    let headings = match lang {
        Lang::Zh => ["", "产业用工（单位从业人员）", "最近", "年份", year.as_str(), "80%区间"],
        Lang::En => ["", "unit employment by section", "latest", "year", year.as_str(), "80 %"],
    };
    aligned(&headings, &rows)
}
