//! Single changes and what they do, as text.

use talent_domain::Lang;
use talent_outlook::{ScenarioOutlook, WhatIf};
use talent_report::{
    Pair, VerdictText, explain_change, explain_effect, place_text, programme_text, what_if_notes,
};

use crate::table::{aligned, line};

pub(super) fn print(what_if: &WhatIf, scenario: &ScenarioOutlook, lang: Lang) {
    let (from, to) = (scenario.from, scenario.to);
    for change in &what_if.changes {
        line(&explain_change(change, lang));
    }
    line("");
    for effect in explain_effect(what_if, lang) {
        line(&effect);
    }
    line("");
    line(&match lang {
        Lang::Zh => format!("专业（{from}—{to} 年合计；变更前 → 变更后，没有箭头的不变）"),
        Lang::En => format!("programmes ({from} to {to} summed; before → after)"),
    });
    programmes(what_if, lang);
    if !what_if.places.is_empty() {
        line("");
        line(lang.pick("专业点", "places"));
        places(what_if, lang);
    }
    line("");
    for note in what_if_notes(what_if, lang) {
        line(&note);
    }
}

fn programmes(what_if: &WhatIf, lang: Lang) {
    let headings = match lang {
        Lang::Zh => [
            "专业",
            "",
            "关系",
            "需求",
            "供给",
            "求人倍率",
            "毕业届求人倍率",
            "等级",
            "级别",
            "下次级别",
            "预警信号",
            "法定",
        ],
        Lang::En => [
            "programme",
            "",
            "why",
            "demand",
            "supply",
            "ratio",
            "ratio of cohort",
            "class",
            "level",
            "next level",
            "signals",
            "rules",
        ],
    };
    let rows = what_if.programmes.iter().map(|programme| {
        let text = programme_text(programme, lang);
        let cohort = match text.cohort_year.as_str() {
            "" => text.cohort.text(),
            year => format!("{year}：{}", text.cohort.text()),
        };
        let begin = [
            programme.code.to_string(),
            programme.name.clone(),
            text.touch.to_owned(),
            text.demand.text(),
            text.supply.text(),
            text.sdr.text(),
            cohort,
            text.band.text(),
        ];
        begin.into_iter().chain(verdict(&text.verdict)).collect()
    });
    line(&aligned(&headings, &rows.collect::<Vec<_>>()));
}

fn places(what_if: &WhatIf, lang: Lang) {
    let headings = match lang {
        Lang::Zh => {
            ["专业点", "专业", "学校", "关系", "下届入学", "级别", "下次级别", "预警信号", "法定"]
        }
        Lang::En => [
            "place",
            "programme",
            "school",
            "why",
            "next intake",
            "level",
            "next level",
            "signals",
            "rules",
        ],
    };
    let rows = what_if.places.iter().map(|place| {
        let text = place_text(place, lang);
        let begin = [
            format!("{}.{}", place.programme, place.school),
            place.programme_name.clone(),
            place.school_name.clone(),
            text.touch.to_owned(),
            Pair::text(&text.entrants),
        ];
        begin.into_iter().chain(verdict(&text.verdict)).collect()
    });
    line(&aligned(&headings, &rows.collect::<Vec<_>>()));
}

fn verdict(text: &VerdictText) -> [String; 4] {
    let signals = if text.signals.is_empty() { "—".to_owned() } else { text.signals.join("；") };
    [text.now.clone(), text.next.text(), signals, text.rules.text()]
}
