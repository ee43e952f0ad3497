//! `trace`: from a warning or another figure back to the cells that it rests on.
//!
//! The way goes from the run to its vintage, and from there to file, sheet and cell, so that anybody can open the
//! file that was handed in and find the same number.

use anyhow::{Result, ensure};
use talent_domain::{Lang, SchoolCode};
use talent_outlook::{Audience, Outlook, WarningRecord};
use talent_pipeline::{
    ShownRun, Sources, TraceLine, shown_run, trace_of_school, trace_proposal, trace_subject,
};
use talent_report::figures::whole;
use talent_report::{audience_note, explain_entry, held_text, proposal_name};
use talent_workspace::{RunRecord, Workspace};

use crate::Outcome;
use crate::args::{Args, Format, Reader};
use crate::shown::{evidence_line, say_if_simulated};
use crate::table::{line, print};

/// Lists the cells that the subject of this id rests on. An id of nothing is wrong input; a subject that no signal
/// could be read of is an error.
pub(crate) async fn trace(args: &Args, id: &str) -> Result<Outcome> {
    let lang = args.lang();
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let shown = shown_run(&workspace, args.audience()).await?;
    let reported = match &args.reader {
        Reader::School(asked) => {
            // Codes are written in either case.
            let mut known = shown.codes.schools.keys();
            let own = known.find(|code| code.to_string().eq_ignore_ascii_case(&asked.to_string()));
            let Some(school) = own.cloned() else {
                tell_no_school(asked, lang);
                return Ok(Outcome::WrongInput);
            };
            Some((school, shown_run(&workspace, Audience::Bureau).await?))
        }
        Reader::Public | Reader::Bureau => None,
    };
    workspace.close().await;
    let Some((mut says, mut cells)) = find(&shown, id, lang, true) else {
        tell_known(id, lang);
        return Ok(Outcome::WrongInput);
    };
    if let Some((school, reported)) = &reported
        && let Some((own, all)) = find(reported, id, lang, false)
    {
        let warning = reported.outlook.warning(id);
        if warning.is_some_and(|warning| warning.school.as_ref() == Some(school)) {
            says = own;
        }
        cells = trace_of_school(all, cells, school);
    }
    ensure!(
        !cells.is_empty(),
        "{}",
        lang.pick(
            "该对象没有可评估的信号，没有可追溯的数据",
            "no signal could be read; there is nothing to trace"
        )
    );
    if args.format == Format::Text {
        for text in &says {
            line(text);
        }
        line(&way(&shown.run, cells.len(), lang));
        line(&audience_note(shown.outlook.meta.audience, lang));
    }
    print(args, &headings(lang), &cells, row)?;
    say_if_simulated(args, shown.outlook.meta.simulated);
    Ok(Outcome::Done)
}

/// What is said of the subject of this id, a line each, and the cells it rests on.
///
/// The id of a warning goes before that of something proposed, an industry, a group or a category; `None` if it is of none.
/// What is proposed is the bureau's, and left out for others by `with_proposals`.
fn find(
    shown: &ShownRun,
    id: &str,
    lang: Lang,
    with_proposals: bool,
) -> Option<(Vec<String>, Vec<TraceLine>)> {
    let ShownRun { outlook, panel, codes, .. } = shown;
    let origins = Sources { panel, codes, meta: &outlook.meta };
    if let Some(warning) = outlook.warning(id) {
        let mut cells = talent_pipeline::trace(origins, warning, lang);
        let mut says = warning_says(id, warning, lang);
        if with_proposals {
            cells.extend(trace_proposal(origins, outlook, id, lang));
            says.extend(plan_says(outlook, id, lang));
        }
        return Some((says, cells));
    }
    let proposed = trace_proposal(origins, outlook, id, lang);
    if !proposed.is_empty() {
        return Some((vec![proposal_says(outlook, id, lang)], proposed));
    }
    let (title, cells) = trace_subject(origins, outlook, id, lang)?;
    Some((vec![title], cells))
}

/// Says that there is no such school.
fn tell_no_school(asked: &SchoolCode, lang: Lang) {
    match lang {
        Lang::Zh => tell!("学校代码表（C1）中没有 {asked}，请核对 --as school:代码"),
        Lang::En => {
            tell!(
                "there is no school {asked} in the list of schools (C1): see to --as school:CODE"
            );
        }
    }
}

/// Says what ids there are.
fn tell_known(id: &str, lang: Lang) {
    let text = match lang {
        Lang::Zh => format!(
            "没有 {id}；可用：预警编号（talent warnings 列出，专业代码或 专业.学校）、行业门类字母或 total、学校、县（市、区）或专业类代码、专业大类名称、city"
        ),
        Lang::En => format!(
            "no {id}; use the id of a warning (`talent warnings` lists them), a section letter or total, the code of a school, county or class of programmes, the name of a category, or city"
        ),
    };
    tell!("{text}");
}

/// A warning with what its signals say, a line each.
fn warning_says(id: &str, warning: &WarningRecord, lang: Lang) -> Vec<String> {
    let head = format!(
        "{id} {} {}：{}（{}）",
        warning.programme_name,
        warning.scope(lang),
        warning.assessment.level_name(lang),
        warning.assessment.rule.name(lang)
    );
    let signals = warning.evidence.iter().map(|evidence| evidence_line(evidence, lang));
    std::iter::once(head).chain(signals).collect()
}

/// What the plan says of a place.
fn plan_says(outlook: &Outlook, id: &str, lang: Lang) -> Option<String> {
    let place = outlook.plan.as_ref()?.place(id)?;
    let decision = proposal_name(outlook.proposal(place), lang);
    let (now, planned) = (whole(place.now), whole(place.planned));
    let held = place.held.map_or_else(String::new, |held| held_text(held, lang));
    Some(match lang {
        Lang::Zh => {
            format!("  招生计划建议：{decision}，预计入学 {now} 人，方案 {planned} 人。{held}")
        }
        Lang::En => format!("  seat plan: {decision}, expected {now}, planned {planned}. {held}"),
    })
}

/// What is proposed of this id; one that may be opened has no warning.
fn proposal_says(outlook: &Outlook, id: &str, lang: Lang) -> String {
    let mut entries = outlook.adjustments.iter().flat_map(|adjustments| &adjustments.entries);
    let said = entries.find(|entry| entry.id() == id).map(|entry| {
        let (name, school) = (&entry.name, &entry.school_name);
        format!("{id} {name} {school}：{}", explain_entry(entry, lang))
    });
    said.unwrap_or_else(|| id.to_owned())
}

/// From the run to the cells.
fn way(run: &RunRecord, cells: usize, lang: Lang) -> String {
    let (id, vintage) = (run.id, run.vintage);
    match lang {
        Lang::Zh => format!("第 {id} 次运行 → 数据版本 {vintage} → 以下 {cells} 个数字"),
        Lang::En => format!("run {id} → vintage {vintage} → these {cells} figures"),
    }
}

/// One heading per cell of `row`.
fn headings(lang: Lang) -> [&'static str; 10] {
    match lang {
        Lang::Zh => {
            ["用于", "指标", "对象", "年份", "数值", "单位", "文件", "工作表", "单元格", "来源"]
        }
        Lang::En => [
            "used for", "measure", "of", "year", "value", "unit", "file", "sheet", "cell", "source",
        ],
    }
}

/// One cell: what it is used for, what it says as far as it may be shown, and where it stands.
fn row(cell: &TraceLine) -> Vec<String> {
    vec![
        cell.used_for.clone(),
        cell.measure.clone(),
        cell.of.clone(),
        cell.year.to_string(),
        cell.value.to_string(),
        cell.unit.clone(),
        cell.file.clone(),
        cell.sheet.clone().unwrap_or_else(|| "—".to_owned()),
        cell.cell.clone(),
        cell.source.clone(),
    ]
}
