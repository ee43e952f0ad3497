//! Single changes and what they do, in words.

use talent_domain::Lang;
use talent_outlook::{
    AskedChange, ChangeKind, Range, SignalPair, Touch, Verdict, WhatIf, WhatIfPlace,
    WhatIfProgramme,
};

use super::balance::band_name;
use super::figures::{centre_with_interval, or_none, percent, ratio, whole};

/// A figure or a word before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
}

impl Pair {
    fn new(before: String, after: String) -> Self {
        Self { before, after }
    }

    /// Whether the two read differently.
    pub fn differs(&self) -> bool {
        self.before != self.after
    }

    /// Both with an arrow between them, or the one where they do not differ.
    pub fn text(&self) -> String {
        if self.differs() {
            format!("{} → {}", self.before, self.after)
        } else {
            self.before.clone()
        }
    }
}

/// A programme before and after, in words.
#[derive(Debug, Clone)]
pub struct ProgrammeText {
    /// Why it is listed.
    pub touch: &'static str,
    /// Openings over the horizon.
    pub demand: Pair,
    /// Entrants over the horizon.
    pub supply: Pair,
    /// 求人倍率 over the horizon.
    pub sdr: Pair,
    /// 求人倍率 of the year in which the next intake leaves, after that year.
    pub cohort: Pair,
    /// That year; empty where it is not known.
    pub cohort_year: String,
    /// The class of shortage or surplus.
    pub band: Pair,
    /// Level, signals and rules.
    pub verdict: VerdictText,
}

/// A place before and after, in words.
#[derive(Debug, Clone)]
pub struct PlaceText {
    /// Why it is listed.
    pub touch: &'static str,
    /// Who enters next.
    pub entrants: Pair,
    /// Level, signals and rules.
    pub verdict: VerdictText,
}

/// What policy and rules say, in words.
#[derive(Debug, Clone)]
pub struct VerdictText {
    /// As published.
    pub now: String,
    /// At the next release.
    pub next: Pair,
    /// Signals that are adverse, or that change.
    pub signals: Vec<String>,
    /// Published rules that are met.
    pub rules: Pair,
}

/// A change as it was understood, with when it is felt.
pub fn explain_change(change: &AskedChange, lang: Lang) -> String {
    let name = |named: Option<&str>| named.unwrap_or_default().to_owned();
    let school = name(change.school.as_ref().map(|(_, name)| name.as_str()));
    let programme = name(change.programme.as_ref().map(|(_, name)| name.as_str()));
    let industry = name(change.industry.as_ref().map(|(_, name)| name.as_str()));
    let (from, number) = (change.from, change.number.unwrap_or_default());
    let size = number.unsigned_abs();
    let what = match (change.kind, lang) {
        (ChangeKind::Seats, Lang::Zh) => {
            let word = if number < 0 { "减少" } else { "增加" };
            format!("{school}“{programme}”从 {from} 年秋季起每年{word} {size} 个招生计划")
        }
        (ChangeKind::Seats, Lang::En) => {
            format!("{number:+} seats a year for {programme} at {school} from {from} on")
        }
        (ChangeKind::Stop, Lang::Zh) => format!("{school}“{programme}”从 {from} 年秋季起停止招生"),
        (ChangeKind::Stop, Lang::En) => {
            format!("{school} stops recruiting for {programme} from {from} on")
        }
        (ChangeKind::Open, Lang::Zh) => {
            format!("{school}从 {from} 年秋季起新开设“{programme}”，每年 {size} 个招生计划")
        }
        (ChangeKind::Open, Lang::En) => {
            format!("{school} opens {programme} in {from} with {size} seats a year")
        }
        (ChangeKind::Plant, Lang::Zh) => {
            let word = if number < 0 { "减少" } else { "新增" };
            format!("{industry}到 {from} 年{word} {size} 个岗位（按确定发生计）")
        }
        (ChangeKind::Plant, Lang::En) => {
            format!("{number:+} jobs in {industry} by {from} (taken as certain)")
        }
    };
    format!("{what}{}{}", reach(change, lang), size_caution(change, lang))
}

/// What to see to where a change is larger than usual, and where a stop is the last; nothing else.
fn size_caution(change: &AskedChange, lang: Lang) -> String {
    let last = lang.pick("全市再没有学校招这个专业。", " No other school recruits for it.");
    let Some(beside) = change.beside else {
        return if change.is_last { last.to_owned() } else { String::new() };
    };
    let size = f64::from(change.number.unwrap_or_default().unsigned_abs());
    let (share, beside) = (percent(size / beside), whole(beside));
    match (change.kind, lang) {
        (ChangeKind::Plant, Lang::Zh) => {
            format!("该行业现有单位从业人员 {beside} 人，这一变动为其 {share}，请先核对岗位数。")
        }
        (ChangeKind::Plant, Lang::En) => format!(
            " Units of the industry employ {beside}; this is {share} of them: see to the number."
        ),
        (ChangeKind::Open, Lang::Zh) => {
            format!("新开设的先开一个班（{beside} 人），这里超过了；床位、教师和生源没有核对。")
        }
        (ChangeKind::Open, Lang::En) => format!(
            " What is opened begins with a class ({beside}), and this is more; beds, teachers and applicants are not looked into."
        ),
        (_, Lang::Zh) => {
            format!("这超过招生计划一年最多增加的限度（{beside} 人），床位、教师和生源没有核对。")
        }
        (_, Lang::En) => format!(
            " This is more than the seat plan may add in a year ({beside}); beds, teachers and applicants are not looked into."
        ),
    }
}

/// When a change of intake is felt.
fn reach(change: &AskedChange, lang: Lang) -> String {
    let Some(leaves) = change.leaves else {
        return lang.pick("。", ".").to_owned();
    };
    match (change.is_beyond, lang) {
        (false, Lang::Zh) => format!("；首届受影响的学生 {leaves} 年毕业，在测算期内。"),
        (false, Lang::En) => format!("; its first cohort leaves in {leaves}, within the horizon."),
        (true, Lang::Zh) => format!(
            "；首届受影响的学生 {leaves} 年才毕业，在测算期之后，所以测算期内的求人倍率不变，请看“{leaves} 年毕业届”一列。"
        ),
        (true, Lang::En) => format!(
            "; its first cohort leaves in {leaves}, after the horizon: the ratio over the horizon does not change, see that of the cohort of {leaves}."
        ),
    }
}

/// A programme in words.
pub fn programme_text(programme: &WhatIfProgramme, lang: Lang) -> ProgrammeText {
    let persons = |(before, after): &(Range, Range)| {
        Pair::new(centre_with_interval(before, whole), centre_with_interval(after, whole))
    };
    let ratios = |(before, after): &(Range, Range)| {
        Pair::new(centre_with_interval(before, ratio), centre_with_interval(after, ratio))
    };
    let none = || Pair::new("—".to_owned(), "—".to_owned());
    let (before, after) = programme.band;
    ProgrammeText {
        touch: touch_name(programme.touch, lang),
        demand: persons(&programme.demand),
        supply: persons(&programme.supply),
        sdr: ratios(&programme.sdr),
        cohort: programme.cohort.as_ref().map_or_else(none, |cohort| ratios(&cohort.sdr)),
        cohort_year: programme.cohort.map_or_else(String::new, |cohort| cohort.leaves.to_string()),
        band: Pair::new(band_name(before, lang).to_owned(), band_name(after, lang).to_owned()),
        verdict: verdict_text(&programme.verdict, lang),
    }
}

/// A place in words.
pub fn place_text(place: &WhatIfPlace, lang: Lang) -> PlaceText {
    let (before, after) = place.entrants;
    let mut verdict = verdict_text(&place.verdict, lang);
    if place.stops {
        // Nobody is warned of a place that recruits no more; those who are still there are taught.
        no_intake(lang).clone_into(&mut verdict.next.after);
    }
    PlaceText {
        touch: touch_name(place.touch, lang),
        entrants: Pair::new(or_none(before, whole), or_none(after, whole)),
        verdict,
    }
}

/// What stands instead of the next level of a place that stops.
pub fn no_intake(lang: Lang) -> &'static str {
    lang.pick("停招", "no intake")
}

/// Why something is listed.
pub fn touch_name(touch: Touch, lang: Lang) -> &'static str {
    match touch {
        Touch::Changed => lang.pick("变更对象", "changed"),
        Touch::Industry => lang.pick("项目所在行业的专业", "serves the industry"),
        Touch::SameClass => lang.pick("同类专业", "same class"),
        Touch::SameProgramme => lang.pick("同专业其他学校", "other school"),
    }
}

fn verdict_text(verdict: &Verdict, lang: Lang) -> VerdictText {
    let dash = || "—".to_owned();
    let levels = verdict.levels;
    let next = levels.map_or_else(
        || Pair::new(dash(), dash()),
        |levels| {
            let (before, after) = levels.next;
            Pair::new(before.name(lang).to_owned(), after.name(lang).to_owned())
        },
    );
    let rules = |met: &[String]| if met.is_empty() { dash() } else { met.join("、") };
    VerdictText {
        now: levels.map_or_else(dash, |levels| levels.now.name(lang).to_owned()),
        next,
        signals: verdict
            .signals
            .iter()
            .filter(|pair| is_told(pair))
            .map(|pair| signal_text(pair, lang))
            .collect(),
        rules: Pair::new(rules(&verdict.statutory.0), rules(&verdict.statutory.1)),
    }
}

/// Whether a signal is adverse on one side or stands otherwise on the other.
fn is_told(pair: &SignalPair) -> bool {
    let mut sides = [pair.before, pair.after].into_iter().flatten();
    pair.changes() || sides.any(|reading| reading.standing.is_adverse())
}

/// A signal with how it stands before and after.
fn signal_text(pair: &SignalPair, lang: Lang) -> String {
    let name = format!("{} {}", pair.signal.code(), pair.signal.name(lang));
    let standing = |reading: Option<talent_warning::Reading>| {
        reading.map_or(lang.pick("不读取", "not read"), |reading| reading.standing.name(lang))
    };
    let (before, after) = (standing(pair.before), standing(pair.after));
    if pair.changes() {
        format!("{name}：{before} → {after}")
    } else {
        format!("{name}：{before}")
    }
}

/// What the changes do, a sentence for each programme that a change is of; of plants for the few that they move most.
pub fn explain_effect(what_if: &WhatIf, lang: Lang) -> Vec<String> {
    const SERVED: usize = 3;
    let of = |touch| what_if.programmes.iter().filter(move |p| p.touch == touch);
    let shown = of(Touch::Changed).chain(of(Touch::Industry).take(SERVED));
    let mut sentences: Vec<String> = shown.map(|programme| effect(programme, lang)).collect();
    if sentences.is_empty() {
        sentences.push(
            lang.pick(
                "没有专业的需求因此变动半个岗位以上。",
                "No programme gains or loses half an opening by it.",
            )
            .to_owned(),
        );
    }
    sentences
}

/// What happens to one programme.
fn effect(programme: &WhatIfProgramme, lang: Lang) -> String {
    let text = programme_text(programme, lang);
    let centre = |(before, after): &(Range, Range)| {
        Pair::new(or_none(before.centre(), ratio), or_none(after.centre(), ratio))
    };
    // Figures stand apart from Chinese words, as everywhere.
    let apart = |text: &str| {
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            let space = if text.ends_with('）') { "" } else { " " };
            format!(" {text}{space}")
        } else {
            text.to_owned()
        }
    };
    let said = |pair: &Pair| match (pair.differs(), lang) {
        (true, Lang::Zh) => {
            format!("由{}变为{}", apart(&pair.before), apart(&pair.after)).trim_end().to_owned()
        }
        (true, Lang::En) => format!("from {} to {}", pair.before, pair.after),
        (false, Lang::Zh) => format!("仍为{}", apart(&pair.after)).trim_end().to_owned(),
        (false, Lang::En) => format!("stays {}", pair.after),
    };
    let name = &programme.name;
    if programme.sdr.1.centre().is_none() {
        return match lang {
            Lang::Zh => format!(
                "{name}：基期没有这个专业的毕业生，它在同类专业需求中占多少无从得知，因此没有求人倍率；请看同类专业（{}）的松紧。供给{}。",
                programme.class_name,
                said(&text.supply)
            ),
            Lang::En => format!(
                "{name}: no graduates in the base window, so that its share of its class is not known and it has no ratio; look at its class. Supply: {}.",
                said(&text.supply)
            ),
        };
    }
    let (sdr, band) = (said(&centre(&programme.sdr)), said(&text.band));
    let cohort = programme.cohort.as_ref().map_or_else(String::new, |cohort| {
        let ratio = said(&centre(&cohort.sdr));
        match lang {
            Lang::Zh => format!("，{} 年毕业的一届{ratio}", cohort.leaves),
            Lang::En => format!(", of the cohort of {} {ratio}", cohort.leaves),
        }
    });
    let level = programme.verdict.levels.map_or_else(String::new, |_| {
        let level = said(&text.verdict.next);
        match lang {
            Lang::Zh => format!("；下次发布的预警级别{level}"),
            Lang::En => format!("; its next level {level}"),
        }
    });
    match lang {
        Lang::Zh => format!("{name}：测算期求人倍率{sdr}{cohort}；等级{band}{level}。"),
        Lang::En => format!("{name}: ratio {sdr}{cohort}; class {band}{level}."),
    }
}

/// What has to be said beside the result of changes: what they can change, and what they cannot.
pub fn what_if_notes(what_if: &WhatIf, lang: Lang) -> Vec<String> {
    let next = what_if.next;
    let mut notes = vec![match lang {
        Lang::Zh => format!(
            "级别是 {next} 年发布时的级别，假定其他数字都与现在相同：情景只改变预测供需缺口（F3）、布点（F7）和停招后的报到（F5）；往届的就业、对口和质量不变，教师和设备（F6）未按新的学生数重算。级别按政策要看前后两次发布，所以一项变更常常不会立刻改变级别。"
        ),
        Lang::En => format!(
            "Levels are those of the release of {next} with all other figures as they are now: a scenario changes the forecast gap (F3), the sites (F7) and, where intake stops, registration (F5). Outcomes of past cohorts do not change; teachers and equipment (F6) are not worked out anew for other numbers of students. Levels look at two releases, so that a change often moves none at once."
        ),
    }];
    if what_if.changes.iter().any(|change| change.kind == ChangeKind::Plant) {
        notes.push(lang.pick(
            "项目的岗位按确定发生计，计入测算期合计；测算期内早一年或晚一年，合计相同。岗位按该行业现有的职业构成分到各专业，只计其中由本层次毕业生新填补的部分；项目实际招的人与行业平均不同时，结果会不同。只列出变动不小于最大变动十分之一的专业。",
            "Jobs of a plant are taken as certain and counted in the sum over the horizon, whatever year of it they come in. They are divided by the staffing of the industry as it is, and only the part that newcomers of this level fill is counted. Programmes are listed that move by a tenth of the largest move at least.",
        ).to_owned());
    }
    if what_if.changes.iter().any(|change| change.kind != ChangeKind::Plant) {
        notes.push(lang.pick(
            "计划按该专业近三年报到率折成入学人数（最高 100%），以后每年相同。毕业届求人倍率为测算期年均需求除以该届在本市就业的人数，不计前几届的积压。需求是全市的，不因本项招生增减而变；同类专业和同专业其他学校只在供给或布点相关时变化。",
            "Seats become entrants by the share that the programme filled in the newest three years (all at most), alike in every year. The ratio of a cohort is mean yearly demand over that cohort's local entrants, without what earlier ones leave over. Demand is of the city and does not follow intake.",
        ).to_owned());
    }
    if what_if.changes.iter().any(|change| change.kind == ChangeKind::Open) {
        notes.push(lang.pick(
            "这里只看供求会怎样，不核对准入；能不能开设，看招生计划建议的“增设候选”和学校的一校一案。",
            "Only the balance is looked at here; whether a school may open a programme is said by the candidates of the seat plan.",
        ).to_owned());
    }
    if what_if.run.is_none() {
        notes.push(
            lang.pick(
                "还没有发布过同一基准年的结果，因此不给出级别。",
                "Nothing of this base year has been published, so that no levels are given.",
            )
            .to_owned(),
        );
    }
    if !what_if.sharing.is_empty() {
        notes.push(sharing_note(what_if, lang));
    }
    notes
}

/// Programmes of other classes that share the main industry.
fn sharing_note(what_if: &WhatIf, lang: Lang) -> String {
    let names: Vec<String> = what_if
        .sharing
        .iter()
        .map(|other| format!("{}（{}）", other.name, other.industry))
        .collect();
    let names = names.join("、");
    match lang {
        Lang::Zh => format!("主要去向为同一行业的其他专业类（数字不变）：{names}。"),
        Lang::En => {
            format!("Programmes of other classes with the same main industry, unchanged: {names}.")
        }
    }
}
