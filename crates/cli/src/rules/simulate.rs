//! `rules simulate`: what published rules would have done in past years, and which levels another policy gives.

use std::path::Path;

use anyhow::Result;
use talent_domain::{Codebook, Lang, RuleRow};
use talent_ingest::{InputFile, Unlikely, check_files};
use talent_outlook::Audience;
use talent_pipeline::{
    Fired, LevelDifference, RuleCourse, RuleQuestion, RuleSimulation, simulate_rules,
};
use talent_report::figures::{or_none, percent, ratio};
use talent_warning::{NotEvaluated, Policy};
use talent_workspace::{Workspace, read_file};

use crate::args::{Args, Format, SimulateRulesArgs};
use crate::table::{aligned, json, line};
use crate::{Outcome, clock, findings};

/// Works out what rules would have done. A file with errors, a policy that cannot be read and a rule that is not there are
/// wrong input.
pub(crate) async fn simulate(args: &Args, request: &SimulateRulesArgs) -> Result<Outcome> {
    let lang = args.lang();
    if args.audience() == Audience::Public {
        tell!(
            "{}",
            lang.pick(
                "规则推演按未取整的人数计算，只供主管部门：请加 --as bureau",
                "rules are held against reported counts, for the bureau alone: add --as bureau"
            )
        );
        return Ok(Outcome::WrongInput);
    }
    let policy = match &request.policy {
        Some(path) => {
            let text = String::from_utf8_lossy(&read_file(path)?).into_owned();
            match Policy::parse_file(&path.display().to_string(), &text) {
                Ok(policy) => Some(policy),
                Err(error) => {
                    tell!("{error}");
                    return Ok(Outcome::WrongInput);
                }
            }
        }
        None => None,
    };
    let rows = match &request.file {
        Some(path) => match rules_of(args, path)? {
            Some(rows) => Some(rows),
            None => return Ok(Outcome::WrongInput),
        },
        None => None,
    };
    let as_if_in_force = request.as_if_in_force;
    let question = RuleQuestion { policy, rule: request.rule.clone(), rows, as_if_in_force };
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let found = simulate_rules(&workspace, &question).await;
    workspace.close().await;
    let found = match found {
        Ok(found) => found,
        Err(error) if error.is_wrong_input() => {
            tell!("{error}");
            return Ok(Outcome::WrongInput);
        }
        Err(error) => return Err(error.into()),
    };
    match args.format {
        _ if request.csv => csv(&found)?,
        Format::Json => json(&found)?,
        Format::Text => text(&found, lang),
    }
    Ok(Outcome::Done)
}

/// The rules of a C6 file; `None`, with its findings printed, where it has errors or no rule.
fn rules_of(args: &Args, path: &Path) -> Result<Option<Vec<RuleRow>>> {
    let (bytes, name) = (read_file(path)?, path.file_name().unwrap_or_default().to_string_lossy());
    let file = InputFile { name: &name, bytes: &bytes };
    let unlikely = Unlikely::Refuse { this_year: clock::this_year()? };
    let checked = check_files(&[file], &Codebook::default(), &[], unlikely);
    if !checked.is_clean() {
        findings::print(args, &checked)?;
        return Ok(None);
    }
    if checked.codebook.rules.is_empty() {
        tell!(
            "{}",
            match args.lang() {
                Lang::Zh => format!("{name} 中没有 C6 预警规则；空白模板：talent template C6"),
                Lang::En =>
                    format!("{name} holds no rules of C6; talent template C6 gives a blank one"),
            }
        );
        return Ok(None);
    }
    Ok(Some(checked.codebook.rules))
}

fn text(found: &RuleSimulation, lang: Lang) {
    if found.rules.is_empty() {
        line(lang.pick("没有导入预警规则（C6）", "no published rules (C6) were taken in"));
    }
    for course in &found.rules {
        one_rule(course, lang);
        line("");
    }
    if let Some(levels) = &found.levels {
        level_table(levels, lang);
    }
}

/// Whether a rule is only not in force here, and could be held against the figures.
fn is_of_force(reason: NotEvaluated) -> bool {
    matches!(
        reason,
        NotEvaluated::NoYear
            | NotEvaluated::NotYetInForce
            | NotEvaluated::PolicyWithoutDate
            | NotEvaluated::NoRegion
            | NotEvaluated::OtherRegion
            | NotEvaluated::NoLevel
            | NotEvaluated::OtherLevel
    )
}

/// A rule with its years, then what fired.
fn one_rule(course: &RuleCourse, lang: Lang) {
    let off = if course.is_off { lang.pick("（现停用）", " (off now)") } else { "" };
    line(&format!("{}{off} {}", course.rule, course.clause));
    if let Some(reason) = course.reason {
        let why = reason.name(lang);
        line(&match lang {
            _ if !is_of_force(reason) => {
                format!("  {}{why}", lang.pick("不能推演：", "not evaluated: "))
            }
            Lang::Zh => format!("  不能推演：{why}；要按在本市有效推演，加 --as-if-in-force"),
            Lang::En => format!("  not evaluated: {why}; --as-if-in-force has it hold here"),
        });
        return;
    }
    if course.lacks_figures {
        line(lang.pick(
            "  本工作区没有这条规则所看的指标：没有一年的数字齐全，不能推演",
            "  no year of this workspace has the figures that the rule looks at",
        ));
        return;
    }
    for year in &course.years {
        let in_city = year.fired.iter().filter(|fired| fired.school.is_none()).count();
        let at_schools = year.fired.len() - in_city;
        let ((known, known_at), at) = (year.known, year.year);
        line(&match lang {
            Lang::Zh => format!(
                "  {at} 年：触发全市专业 {in_city}/{known} 个，专业点 {at_schools}/{known_at} 个（分母为数字齐全、可判断的）"
            ),
            Lang::En => format!(
                "  {at}: {in_city} of {known} programmes, {at_schools} of {known_at} places of which all is known"
            ),
        });
    }
    let fired = course.years.iter().flat_map(|year| {
        year.fired.iter().map(move |fired| cells(year.year.number(), fired, lang))
    });
    let fired: Vec<Vec<String>> = fired.collect();
    if fired.is_empty() {
        return;
    }
    let headings = match lang {
        Lang::Zh => ["年份", "专业", "", "范围", "当年数值", "后两届直接就业率", "其后两年"],
        Lang::En => {
            ["year", "programme", "", "scope", "value", "placement of the next two", "two years on"]
        }
    };
    line(&aligned(&headings, &fired));
}

fn cells(year: i32, fired: &Fired, lang: Lang) -> Vec<String> {
    let placement = fired.placement_after.iter().map(|rate| or_none(*rate, percent));
    vec![
        year.to_string(),
        fired.programme.clone(),
        fired.name.clone(),
        fired.school_name.clone().unwrap_or_else(|| lang.pick("全市", "city").to_owned()),
        ratio(fired.value),
        placement.collect::<Vec<_>>().join(lang.pick("、", ", ")),
        match fired.closed_after {
            Some(true) => lang.pick("没有招生", "no intake"),
            Some(false) => lang.pick("仍招生", "recruited"),
            None => lang.pick("未知", "not known yet"),
        }
        .to_owned(),
    ]
}

/// Levels that another policy gives.
fn level_table(levels: &[LevelDifference], lang: Lang) {
    if levels.is_empty() {
        line(lang.pick(
            "两份政策在各年给出的级别都相同",
            "both policies give the same levels in every year",
        ));
        return;
    }
    line(&match lang {
        Lang::Zh => format!(
            "级别不同的共 {} 处（两份政策都按今天的数据从头推算，与当年公布的级别可能不同）",
            levels.len()
        ),
        Lang::En => format!(
            "{} levels differ (both worked out anew on the data of now; what was published then may differ)",
            levels.len()
        ),
    });
    let headings = match lang {
        Lang::Zh => ["年份", "编号", "专业", "范围", "现政策", "另一政策"],
        Lang::En => ["year", "id", "programme", "scope", "this policy", "the other"],
    };
    let rows = levels.iter().map(|level| {
        vec![
            level.year.to_string(),
            level.id.clone(),
            level.name.clone(),
            level.school_name.clone().unwrap_or_else(|| lang.pick("全市", "city").to_owned()),
            level.before.name(lang).to_owned(),
            level.after.name(lang).to_owned(),
        ]
    });
    line(&aligned(&headings, &rows.collect::<Vec<_>>()));
}

/// What fired, one line each.
fn csv(found: &RuleSimulation) -> Result<()> {
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "rule",
        "year",
        "programme",
        "name",
        "school",
        "school_name",
        "value",
        "placement_1",
        "placement_2",
        "closed",
    ])?;
    let years = found.rules.iter().flat_map(|course| {
        course.years.iter().map(move |year| (course.rule.as_str(), year.year, &year.fired))
    });
    for (rule, year, fired) in years {
        for fired in fired {
            let after = |at: usize| number(fired.placement_after.get(at).copied().flatten());
            writer.write_record([
                rule,
                &year.to_string(),
                &fired.programme,
                &fired.name,
                fired.school.as_deref().unwrap_or_default(),
                fired.school_name.as_deref().unwrap_or_default(),
                &fired.value.to_string(),
                &after(0),
                &after(1),
                &fired.closed_after.map_or_else(String::new, |closed| closed.to_string()),
            ])?;
        }
    }
    line(String::from_utf8_lossy(&writer.into_inner()?).trim_end());
    Ok(())
}
