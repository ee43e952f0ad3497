//! `warnings`: the warnings of the run that is shown, the gravest first.
//!
//! A programme of the city has one row, and so has each of its places (a programme at a school). Without a level, those
//! that are calm or could not be assessed are left out.

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::WarningRecord;
use talent_report::{
    current_level, explain_counterevidence, explain_evidence, explain_statutory, revised_text,
};
use talent_warning::WarningLevel;

use crate::Outcome;
use crate::args::{Args, WarningArgs};
use crate::shown::{say_if_simulated, shown_outlook};
use crate::table::print;

/// One warning as JSON shows it.
#[derive(Serialize)]
struct WarningRow {
    /// What `trace` finds it by: the programme, or programme and school.
    id: String,
    /// As `--level` takes it.
    level: &'static str,
    /// In the language of the output.
    level_name: String,
    /// The same with what revised figures would give, for the table.
    #[serde(skip)]
    current_level: String,
    /// 未报: the level before is held because a report is missing.
    unreported: bool,
    /// What revised figures would give, in a few words; `None` if the same.
    revised: Option<String>,
    /// The code of the programme.
    programme: String,
    /// The name of the programme, as the catalogue has it.
    programme_name: String,
    /// The name of the school; `None` if the warning is of the city.
    school: Option<String>,
    /// The rule of the policy that the level comes from.
    rule: &'static str,
    /// What each adverse signal says, in a sentence.
    signals: Vec<String>,
    /// 法定: published rules in force that are met, each in a sentence.
    statutory: Vec<String>,
    /// What speaks against a surplus, each in a sentence.
    counterevidence: Vec<String>,
}

impl WarningRow {
    /// Names and sentences are in `lang`, codes are not.
    fn new(warning: &WarningRecord, lang: Lang) -> Self {
        let adverse = warning.evidence.iter().filter(|e| e.reading.standing.is_adverse());
        Self {
            id: warning.id.clone(),
            level: warning.assessment.level.code(),
            level_name: warning.assessment.level_name(lang),
            current_level: current_level(warning, lang),
            unreported: warning.assessment.unreported,
            revised: revised_text(warning, lang),
            programme: warning.programme.to_string(),
            programme_name: warning.programme_name.clone(),
            school: warning.school_name.clone(),
            rule: warning.assessment.rule.name(lang),
            signals: adverse.map(|e| explain_evidence(e, lang)).collect(),
            statutory: explain_statutory(&warning.statutory, lang),
            counterevidence: explain_counterevidence(&warning.counterevidence, lang),
        }
    }
}

/// Lists the warnings of a level, or all from blue with those that a published rule names. A level that there is not is wrong input.
pub(crate) async fn warnings(args: &Args, query: &WarningArgs) -> Result<Outcome> {
    let lang = args.lang();
    let level = query.level.as_deref().map(WarningLevel::from_code);
    if let (Some(code), Some(None)) = (&query.level, level) {
        let codes = WarningLevel::ALL.map(WarningLevel::code).join("、");
        tell!("--level {code}：{} {codes}", lang.pick("可用", "use one of"));
        return Ok(Outcome::WrongInput);
    }
    let outlook = shown_outlook(args).await?;
    let is_wanted = |warning: &&WarningRecord| {
        let found = warning.assessment.level;
        let of_level = level.flatten().map_or(warning.is_listed(), |level| found == level);
        of_level && (!query.city || warning.school.is_none())
    };
    let wanted = outlook.warnings.iter().filter(is_wanted);
    let rows: Vec<WarningRow> = wanted.map(|warning| WarningRow::new(warning, lang)).collect();
    let headings = match lang {
        Lang::Zh => ["等级", "编号", "专业", "范围", "规则", "法定"],
        Lang::En => ["level", "id", "programme", "scope", "rule", "statutory"],
    };
    print(args, &headings, &rows, |row| {
        vec![
            row.current_level.clone(),
            row.id.clone(),
            row.programme_name.clone(),
            row.school.clone().unwrap_or_else(|| lang.pick("全市", "city").to_owned()),
            row.rule.to_owned(),
            row.statutory.join(lang.pick("；", "; ")),
        ]
    })?;
    say_if_simulated(args, outlook.meta.simulated);
    Ok(Outcome::Done)
}
