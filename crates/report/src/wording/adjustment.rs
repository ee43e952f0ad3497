//! Opening and withdrawing programmes, and key programmes, in words.

use talent_domain::Lang;
use talent_outlook::{
    CriterionRead, EntryCandidate, ExitCandidate, KeyCandidate, KeyLevel, Proposal,
};
use talent_warning::{Criterion, CriterionOutcome, ExitVerdict};

use super::figures::{NONE, percent, probability, ratio, whole};

/// What a proposal is called.
pub fn proposal_name(proposal: Proposal, lang: Lang) -> &'static str {
    match proposal {
        Proposal::Open => lang.pick("增设", "open"),
        Proposal::Grow => lang.pick("扩招", "grow"),
        Proposal::Keep => lang.pick("稳定", "keep"),
        Proposal::Shrink => lang.pick("缩减", "shrink"),
        Proposal::Stop => lang.pick("暂停", "stop intake"),
        Proposal::Withdraw => lang.pick("撤销", "withdraw"),
        Proposal::Undecided => lang.pick("暂不能定", "not decidable now"),
    }
}

/// A figure of a criterion in its unit.
fn figure(criterion: Criterion, value: f64) -> String {
    match criterion {
        Criterion::Shortage | Criterion::NotWanted => probability(value),
        Criterion::ShareOfSchools => percent(value),
        Criterion::Teachers => ratio(value),
        _ => whole(value),
    }
}

/// What a criterion saw; a dash if that is not known.
pub fn criterion_value(read: &CriterionRead, lang: Lang) -> String {
    let is_flag = matches!(read.criterion, Criterion::Administrative | Criterion::NotExempt);
    match read.value {
        Some(value) if is_flag => {
            if value > 0.5 { lang.pick("是", "yes") } else { lang.pick("否", "no") }.to_owned()
        }
        Some(value) => figure(read.criterion, value),
        None => NONE.to_owned(),
    }
}

/// What a criterion asks for.
pub fn criterion_wanted(read: &CriterionRead, lang: Lang) -> String {
    let threshold = figure(read.criterion, read.threshold);
    match read.criterion {
        Criterion::Shortage
        | Criterion::Beds
        | Criterion::Teachers
        | Criterion::DualQualified
        | Criterion::Employers
        | Criterion::RedReleases => format!("≥{threshold}"),
        Criterion::ShareOfSchools | Criterion::NewAtSchool => format!("≤{threshold}"),
        Criterion::ProgrammesAtSchool => match lang {
            Lang::Zh => format!("<{threshold}，否则有撤有增"),
            Lang::En => format!("<{threshold}, else one for one"),
        },
        Criterion::Scenarios | Criterion::ControlList | Criterion::LevelElsewhere => {
            format!("={threshold}")
        }
        Criterion::Administrative => lang.pick("是", "yes").to_owned(),
        Criterion::NotExempt => lang.pick("否", "no").to_owned(),
        Criterion::NotWanted => format!("<{threshold}"),
    }
}

/// Where a criterion came from: its ground, and under which key of the policy its threshold is.
pub fn criterion_source(read: &CriterionRead, lang: Lang) -> String {
    let (ground, key) = (criterion_ground(read, lang), read.criterion.policy_key());
    if ground.is_empty() {
        return key.to_owned();
    }
    format!("{ground}{}{key}", lang.pick("；", "; "))
}

/// How many cells and rows stand behind the figure of a criterion, or what would tell where it is not known; nothing where the
/// policy alone decides.
pub(crate) fn criterion_ground(read: &CriterionRead, lang: Lang) -> String {
    match (read.outcome, read.criterion.table(), read.origins.len()) {
        (CriterionOutcome::Unknown, None, _) => {
            lang.pick("由学校提交材料", "the school brings evidence").to_owned()
        }
        (CriterionOutcome::Unknown, Some(table), _) => match lang {
            Lang::Zh => format!("补 {} 后可定", table.title(lang)),
            Lang::En => format!("{} would tell", table.code()),
        },
        (_, _, 0) => String::new(),
        (_, _, cells) => match lang {
            Lang::Zh => format!("{cells} 个单元格"),
            Lang::En => format!("{cells} cells"),
        },
    }
}

/// A criterion in a sentence: what it saw, what is asked for, how it came out.
pub fn criterion_text(read: &CriterionRead, lang: Lang) -> String {
    let (name, value) = (read.criterion.name(lang), criterion_value(read, lang));
    let (wanted, outcome) = (criterion_wanted(read, lang), read.outcome.name(lang));
    match lang {
        Lang::Zh => format!("{name} {value}（要求 {wanted}）：{outcome}"),
        Lang::En => format!("{name}: {value} (asked for {wanted}): {outcome}"),
    }
}

/// Why a programme may or may not be opened: what is not met, or what is owed and not known.
pub fn explain_entry(entry: &EntryCandidate, lang: Lang) -> String {
    let of = |outcome: CriterionOutcome| {
        let own = entry.criteria.iter().filter(move |read| read.outcome == outcome);
        own.map(|read| unmet_text(entry, read, lang)).collect::<Vec<_>>()
    };
    let (unmet, unknown) = (of(CriterionOutcome::NotMet), of(CriterionOutcome::Unknown));
    let reasons = if unmet.is_empty() { unknown } else { unmet };
    let reasons = reasons.join(lang.pick("；", "; "));
    let verdict = entry.verdict.name(lang);
    let until = entry.until;
    match (lang, entry.verdict.is_proposed()) {
        (Lang::Zh, true) => format!(
            "{verdict}：先开一个班 {} 人，到 {until} 年首届毕业时复核。{reasons}",
            whole(entry.seats)
        ),
        (Lang::En, true) => format!(
            "{verdict}: one class of {}, looked at again when it leaves in {until}. {reasons}",
            whole(entry.seats)
        ),
        (Lang::Zh, false) => format!("{verdict}：{reasons}"),
        (Lang::En, false) => format!("{verdict}: {reasons}"),
    }
}

/// A criterion in a sentence, and why a probability that is high enough does not settle it.
fn unmet_text(entry: &EntryCandidate, read: &CriterionRead, lang: Lang) -> String {
    let is_open =
        read.criterion == Criterion::Shortage && read.outcome == CriterionOutcome::Unknown;
    match read.value {
        Some(_) if !is_open => criterion_text(read, lang),
        Some(value) => {
            let value = figure(read.criterion, value);
            match (lang, entry.is_first) {
                (Lang::Zh, true) => format!(
                    "所属专业类缺一个班以上的概率 {value}，但全市没有学校开设，类内份额未知，须有用人单位的岗位需求"
                ),
                (Lang::En, true) => format!(
                    "its class lacks a class of students with a probability of {value}, but no school has it and its share is not known: employers have to say"
                ),
                (Lang::Zh, false) => format!(
                    "缺一个班以上的概率 {value}，但供过于求的可能也不小，招生计划建议对该专业暂不能定"
                ),
                (Lang::En, false) => format!(
                    "a class is lacking with a probability of {value}, but too many are likely as well, and the seat plan leaves it open"
                ),
            }
        }
        None => match lang {
            Lang::Zh => {
                format!("{}未知：{}", read.criterion.name(lang), criterion_source(read, lang))
            }
            Lang::En => {
                format!("{} not known: {}", read.criterion.name(lang), criterion_source(read, lang))
            }
        },
    }
}

/// Students who are still to be taught, by year.
pub fn teach_out_text(exit: &ExitCandidate, lang: Lang) -> String {
    let years = exit.teach_out.iter().map(|of| match lang {
        Lang::Zh => format!("{} 年 {} 人", of.year, whole(of.students)),
        Lang::En => format!("{}: {}", of.year, whole(of.students)),
    });
    years.collect::<Vec<_>>().join(lang.pick("、", ", "))
}

/// Why a programme is withdrawn or not, and what has to be done for it.
pub fn explain_exit(exit: &ExitCandidate, lang: Lang) -> String {
    let criteria: Vec<String> =
        exit.criteria.iter().map(|read| criterion_text(read, lang)).collect();
    let criteria = criteria.join(lang.pick("；", "; "));
    let teachers = match (exit.teachers, lang) {
        (Some(count), Lang::Zh) => format!("专任教师 {} 人另行安排", whole(count)),
        (Some(count), Lang::En) => format!("{} full-time teachers to be reassigned", whole(count)),
        (None, Lang::Zh) => "专任教师数未知（补 T3）".to_owned(),
        (None, Lang::En) => "its teachers are not known (T3)".to_owned(),
    };
    let last = exit.last_year().map(|year| year.number() + 1);
    let (verdict, students, review) =
        (exit.verdict.name(lang), teach_out_text(exit, lang), exit.review);
    let statutory = match (exit.statutory.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("；另符合法定规则 {}", exit.statutory.join("、")),
        (false, Lang::En) => format!("; rules met besides: {}", exit.statutory.join(", ")),
    };
    let until = match (last, lang) {
        (Some(year), Lang::Zh) => format!("，到 {year} 年全部毕业"),
        (Some(year), Lang::En) => format!(", the last of whom leave in {year}"),
        (None, _) => String::new(),
    };
    match lang {
        Lang::Zh if exit.verdict == ExitVerdict::Repair => format!(
            "{verdict}：整改到 {review} 年复核，其间不增加招生，不足一个班的可与同专业的学校合并办班。{criteria}{statutory}"
        ),
        Lang::En if exit.verdict == ExitVerdict::Repair => format!(
            "{verdict}: until the review of {review}; less than a class may be taught together with another school. {criteria}{statutory}"
        ),
        Lang::Zh => format!(
            "{verdict}：先听证，整改到 {review} 年复核，其间不招生；在校生逐级培养，{students}{until}；{teachers}。{criteria}{statutory}"
        ),
        Lang::En => format!(
            "{verdict}: a hearing, then repair until the review of {review} without intake; students to be taught: {students}{until}; {teachers}. {criteria}{statutory}"
        ),
    }
}

/// What is proposed for a candidate for a key programme, in a word or two.
pub(crate) fn key_proposal(key: &KeyCandidate, lang: Lang) -> String {
    format!("{}{}", proposed_level(key, lang), panel_text(key, lang))
}

fn proposed_level(key: &KeyCandidate, lang: Lang) -> &'static str {
    match (key.provincial, key.city) {
        (true, _) => lang.pick("建议省级", "provincial"),
        (false, true) => lang.pick("建议市级", "city level"),
        (false, false) => lang.pick("不建议", "not proposed"),
    }
}

/// That another candidate is too near.
fn panel_text(key: &KeyCandidate, lang: Lang) -> &'static str {
    if key.panel {
        lang.pick("，分差不足一个标准差，交专家组定", ", too near another: the panel decides")
    } else {
        ""
    }
}

/// What is proposed of a key programme, with its score.
pub fn explain_key(key: &KeyCandidate, current: Option<KeyLevel>, lang: Lang) -> String {
    let (proposed, panel) = (proposed_level(key, lang), panel_text(key, lang));
    let now = match (current, lang) {
        (None, _) => String::new(),
        (Some(level), Lang::Zh) => format!("；现为{}", level.name(lang)),
        (Some(level), Lang::En) => format!("; now {}", level.name(lang)),
    };
    match lang {
        Lang::Zh => format!("{proposed}（{:.1} 分，标准差 {:.1}{panel}）{now}", key.score, key.sd),
        Lang::En => format!("{proposed} (score {:.1}, sd {:.1}{panel}){now}", key.score, key.sd),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(criterion: Criterion, value: Option<f64>, outcome: CriterionOutcome) -> CriterionRead {
        let origins = talent_domain::Origins::of_figures([3, 4]);
        CriterionRead { criterion, value, threshold: 0.6, outcome, origins }
    }

    #[test]
    fn a_criterion_says_what_it_saw_and_where_that_is_from() {
        let met = read(Criterion::Shortage, Some(0.71), CriterionOutcome::Met);
        assert_eq!(
            criterion_text(&met, Lang::Zh),
            "毕业当年缺一个班以上的概率 71%（要求 ≥60%）：符合"
        );
        assert_eq!(criterion_source(&met, Lang::Zh), "2 个单元格；entry.shortage_probability");
        let owed = read(Criterion::Employers, None, CriterionOutcome::Unknown);
        assert_eq!(criterion_source(&owed, Lang::Zh), "由学校提交材料；entry.employers");
        let teachers = read(Criterion::Teachers, None, CriterionOutcome::Unknown);
        assert!(criterion_source(&teachers, Lang::En).starts_with("T3 would tell"));
    }
}
