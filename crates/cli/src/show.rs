//! `warnings`, `show` and `trace`.

use anyhow::{Context as _, Result, bail};
use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{
    EnrolmentOutlook, ExpectedPoint, IndustryOutlook, Outlook, ProgrammeOutlook, Range,
    WarningRecord,
};
use talent_pipeline::{Origins, codebook, latest_outlook, trace_subject};
use talent_report::disclosure::{Shown, mean, sizes_of_groups, sizes_of_programmes};
use talent_report::figures::{
    expected, interval, or_none, percent, probability, ratio, rough, shown, whole, with_interval,
};
use talent_report::{
    explain_drivers, explain_evidence, explain_industry, explain_programme, explain_structure,
};
use talent_server::TraceView;
use talent_warning::WarningLevel;
use talent_workspace::Workspace;

use crate::Outcome;
use crate::args::{Args, Format, ShowArgs, WarningArgs, What};
use crate::disclosed::{group_json, programme_json};
use crate::table::{aligned, line, print};

#[derive(Serialize)]
struct WarningRow {
    id: String,
    level: &'static str,
    level_name: &'static str,
    programme: String,
    programme_name: String,
    school: Option<String>,
    rule: &'static str,
    signals: Vec<String>,
}

impl WarningRow {
    fn new(warning: &WarningRecord, lang: Lang) -> Self {
        let adverse = warning.evidence.iter().filter(|e| e.reading.standing.is_adverse());
        Self {
            id: warning.id.clone(),
            level: warning.assessment.level.code(),
            level_name: warning.assessment.level.name(lang),
            programme: warning.programme.to_string(),
            programme_name: warning.programme_name.clone(),
            school: warning.school_name.clone(),
            rule: warning.assessment.rule.name(lang),
            signals: adverse.map(|e| explain_evidence(e, lang)).collect(),
        }
    }
}

pub(crate) async fn warnings(args: &Args, query: &WarningArgs) -> Result<Outcome> {
    let lang = args.lang();
    let level = match query.level.as_deref() {
        None => None,
        Some(code) => {
            if let Some(level) = WarningLevel::from_code(code) {
                Some(level)
            } else {
                let codes = WarningLevel::ALL.map(WarningLevel::code).join("、");
                eprintln!("--level {code}：{} {codes}", lang.pick("可用", "use one of"));
                return Ok(Outcome::WrongInput);
            }
        }
    };
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let (_, outlook) = latest_outlook(&workspace).await?;
    workspace.close().await;
    let rows: Vec<WarningRow> = outlook
        .warnings
        .iter()
        .filter(|w| {
            level.map_or(w.assessment.level.is_warning(), |level| w.assessment.level == level)
        })
        .filter(|w| !query.city || w.school.is_none())
        .map(|w| WarningRow::new(w, lang))
        .collect();
    let headings = match lang {
        Lang::Zh => ["等级", "编号", "专业", "范围", "规则"],
        Lang::En => ["level", "id", "programme", "scope", "rule"],
    };
    print(args, &headings, &rows, |row| {
        vec![
            row.level_name.to_owned(),
            row.id.clone(),
            row.programme_name.clone(),
            row.school.clone().unwrap_or_else(|| lang.pick("全市", "city").to_owned()),
            row.rule.to_owned(),
        ]
    })?;
    simulated(args, &outlook);
    Ok(Outcome::Done)
}

/// Says so where figures are simulated.
pub(crate) fn simulated(args: &Args, outlook: &Outlook) {
    if outlook.meta.simulated && args.format == Format::Text {
        line(args.lang().pick(
            "【模拟数据】学校分专业数据为模拟，仅供演示。",
            "SIMULATED: figures of schools by programme are made up for demonstration.",
        ));
    }
}

pub(crate) async fn show(args: &Args, what: &ShowArgs) -> Result<Outcome> {
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let (_, outlook) = latest_outlook(&workspace).await?;
    workspace.close().await;
    match what.what {
        What::Programme => {
            let Some(programme) = outlook.programme(&what.code) else {
                return Ok(unknown(
                    args,
                    "专业",
                    &what.code,
                    outlook.programmes.iter().map(|p| p.code.as_str()),
                ));
            };
            show_programme(args, &outlook, programme)?;
        }
        What::Industry => {
            let Some(industry) = outlook.industry(&what.code) else {
                let codes = outlook.industries.iter().map(IndustryOutlook::code_or_total);
                return Ok(unknown(args, "行业", &what.code, codes));
            };
            show_industry(args, industry)?;
            let structure = outlook.structure.as_ref().filter(|_| industry.code.is_none());
            if let Some(structure) = structure.filter(|_| args.format == Format::Text) {
                line(&explain_structure(structure, args.lang()));
            }
        }
        What::School => {
            let Some(school) = outlook.school(&what.code) else {
                let codes = outlook.schools().map(|school| school.of.code());
                return Ok(unknown(args, "学校", &what.code, codes));
            };
            show_school(args, &outlook, school)?;
        }
    }
    simulated(args, &outlook);
    Ok(Outcome::Done)
}

fn unknown<'a>(
    args: &Args,
    what: &str,
    code: &str,
    known: impl Iterator<Item = &'a str>,
) -> Outcome {
    let known: Vec<&str> = known.collect();
    eprintln!(
        "{}{what} {code}；{}：{}",
        args.lang().pick("没有", "no such "),
        args.lang().pick("已有", "there are"),
        known.join(" ")
    );
    Outcome::WrongInput
}

fn show_programme(args: &Args, outlook: &Outlook, p: &ProgrammeOutlook) -> Result<()> {
    if args.format == Format::Json {
        line(&serde_json::to_string_pretty(&programme_json(outlook, p)?)?);
        return Ok(());
    }
    let lang = args.lang();
    let b = &p.balance;
    let warning = outlook.city_warning(&p.code);
    let level = warning.map_or(WarningLevel::Grey, |w| w.assessment.level);
    line(&format!("{} {}（{}）  {}", p.code, p.name, p.category_name, level.name(lang)));
    let row = |zh: &str, en: &str, range: &Range, form: fn(f64) -> String| {
        vec![
            lang.pick(zh, en).to_owned(),
            or_none(range.median, form),
            interval(range.p80, form),
            interval(range.p95, form),
        ]
    };
    let heading = format!("{}—{}", b.from, b.to);
    let headings = [heading.as_str(), lang.pick("中位数", "median"), "80%", "95%"];
    line(&aligned(
        &headings,
        &[
            row("岗位需求（人）", "demand (persons)", &b.demand, rough),
            row("本地供给（人）", "supply (persons)", &b.supply, rough),
            row("缺口（人）", "gap (persons)", &b.gap, rough),
            row("供求比", "demand per entrant", &b.sdr, ratio),
            row("ITA", "ITA", &p.ita(), ratio),
        ],
    ));
    line(&format!(
        "{} {}，{} {}；P(ITA>1.05) {}，P(ITA≤0.85) {}",
        lang.pick("判断", "class"),
        b.band.name(lang),
        lang.pick("把握", "certainty"),
        b.certainty.name(lang),
        probability(b.probabilities.surplus),
        probability(b.probabilities.shortage)
    ));
    line(&format!(
        "{}：{}",
        lang.pick("需求按成因（人）", "demand by cause (persons)"),
        listed(
            b.causes
                .parts(lang)
                .iter()
                .map(|(name, persons)| format!("{name} {}", rough(*persons)))
        )
    ));
    line(&format!("{}：{}", lang.pick("可靠程度", "reliability"), b.grade.meaning(lang)));
    line(&explain_drivers(&b.drivers, lang));
    line(&explain_programme(p, lang));
    let q = &p.quality;
    line(&format!(
        "{} {}，{} {}，{} {}，{} {}",
        lang.pick("直接就业率", "placement"),
        or_none(q.placement, percent),
        lang.pick("对口率", "matched"),
        or_none(q.matched, percent),
        lang.pick("本市就业率", "local"),
        or_none(q.local, percent),
        lang.pick("起薪（元/月）", "pay (yuan a month)"),
        shown(mean(q.starting_pay, q.pay_answers), whole)
    ));
    for evidence in warning.iter().flat_map(|w| &w.evidence) {
        line(&format!(
            "  {} {}：{}",
            evidence.reading.signal.code(),
            evidence.reading.standing.name(lang),
            explain_evidence(evidence, lang)
        ));
    }
    Ok(())
}

fn listed(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<String>>().join("，")
}

/// Projects, estimates of industry bodies and models to compare with, as far as there are any.
fn beside(industry: &IndustryOutlook, lang: Lang) {
    for event in &industry.events {
        line(&format!(
            "{} {} {}：{}{}，{} {}（{}）",
            lang.pick("项目", "project"),
            event.year,
            event.name,
            if event.posts > 0.0 { "+" } else { "" },
            whole(event.posts),
            lang.pick("概率", "probability"),
            percent(event.probability),
            event.cell
        ));
    }
    for estimate in &industry.body_estimates {
        let of = estimate.occupation.as_deref().unwrap_or(lang.pick("全部岗位", "all posts"));
        let ours = estimate.ours.map_or_else(String::new, |ours| {
            format!("；{} {}", lang.pick("本系统年均", "ours a year"), with_interval(&ours, rough))
        });
        line(&format!(
            "{} {} {of}：{}（{}）{ours}",
            lang.pick("行业组织", "industry body"),
            estimate.year,
            whole(estimate.demand),
            interval((estimate.low, estimate.high), whole)
        ));
    }
    for comparison in &industry.comparisons {
        let end = comparison.path.last().map(|p| format!("{} {}", p.year, rough(p.value)));
        line(&format!(
            "{} {}：{}；{}",
            lang.pick("对照", "to compare"),
            comparison.name.get(lang),
            end.unwrap_or_default(),
            comparison.note.get(lang)
        ));
    }
}

fn show_industry(args: &Args, industry: &IndustryOutlook) -> Result<()> {
    if args.format == Format::Json {
        line(&serde_json::to_string_pretty(industry)?);
        return Ok(());
    }
    let lang = args.lang();
    line(&industry.name);
    line(&explain_industry(industry, lang));
    let rows: Vec<Vec<String>> = industry
        .forecast
        .iter()
        .map(|p| {
            vec![
                p.year.to_string(),
                or_none(p.range.median, rough),
                interval(p.range.p80, rough),
                interval(p.range.p95, rough),
            ]
        })
        .collect();
    line(&aligned(
        &[lang.pick("年份", "year"), lang.pick("从业人员", "employment"), "80%", "95%"],
        &rows,
    ));
    for (zh, en, range) in [
        ("就业增长", "expansion", industry.expansion),
        ("退出补充", "replacement", industry.replacement),
        ("岗位空缺", "openings", industry.openings),
    ] {
        if let Some(range) = range {
            line(&format!("{} {}", lang.pick(zh, en), with_interval(&range, rough)));
        }
    }
    beside(industry, lang);
    Ok(())
}

/// Students of a school and what is to come, then its programmes.
fn show_school(args: &Args, outlook: &Outlook, school: &EnrolmentOutlook) -> Result<()> {
    if args.format == Format::Json {
        line(&serde_json::to_string_pretty(&group_json(outlook, school)?)?);
        return Ok(());
    }
    let lang = args.lang();
    let code = school.of.code();
    line(&format!("{code} {}", school.name));
    let schools: Vec<&EnrolmentOutlook> = outlook.schools().collect();
    let [students, entrants] = schools
        .iter()
        .zip(sizes_of_groups(&schools, outlook.meta.base_year))
        .find(|(other, _)| other.of == school.of)
        .map_or([Shown::Withheld; 2], |(_, sizes)| sizes);
    let next = |points: &[ExpectedPoint]| or_none(points.first(), expected);
    let (base, coming) = (outlook.meta.base_year, outlook.meta.base_year + 1);
    let headings = match lang {
        Lang::Zh => [
            "专业".to_owned(),
            format!("{base} 年在校生"),
            format!("{base} 年报到"),
            format!("{coming} 年报到预测（80%区间）"),
            format!("{coming} 年毕业预测（80%区间）"),
        ],
        Lang::En => [
            "programme".to_owned(),
            format!("students {base}"),
            format!("entrants {base}"),
            format!("entrants {coming} (80 %)"),
            format!("graduates {coming} (80 %)"),
        ],
    };
    let mut rows: Vec<Vec<String>> = sizes_of_programmes(outlook, code)
        .into_iter()
        .map(|(programme, site, [students, entrants])| {
            vec![
                format!("{} {}", programme.code, programme.name),
                shown(students, whole),
                shown(entrants, whole),
                next(&site.entrants_forecast),
                next(&site.graduates_forecast),
            ]
        })
        .collect();
    rows.push(vec![
        lang.pick("合计", "all").to_owned(),
        shown(students, whole),
        shown(entrants, whole),
        next(&school.entrants_forecast),
        next(&school.graduates_forecast),
    ]);
    line(&aligned(&headings.each_ref().map(String::as_str), &rows));
    Ok(())
}

pub(crate) async fn trace(args: &Args, id: &str) -> Result<Outcome> {
    let lang = args.lang();
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let (run, outlook) = latest_outlook(&workspace).await?;
    let vintage = workspace.vintage(run.vintage).await.context("the vintage of the run")?;
    let codes = codebook(&workspace, run.vintage).await?;
    workspace.close().await;
    let origins = Origins { panel: &vintage.panel, codes: &codes, meta: &outlook.meta };
    let (says, lines) = if let Some(warning) = outlook.warning(id) {
        (warning_says(id, warning, lang), talent_pipeline::trace(origins, warning, lang))
    } else if let Some((title, lines)) = trace_subject(origins, &outlook, id, lang) {
        (vec![title], lines)
    } else {
        eprintln!(
            "{}",
            match lang {
                Lang::Zh => format!(
                    "没有 {id}；可用：预警编号（talent warnings 列出）、行业门类字母或 total、学校、县（市、区）或专业类代码、专业大类名称、city"
                ),
                Lang::En => format!(
                    "no {id}; use the id of a warning (`talent warnings` lists them), a section letter or total, the code of a school, county or class of programmes, the name of a category, or city"
                ),
            }
        );
        return Ok(Outcome::WrongInput);
    };
    if lines.is_empty() {
        bail!(
            "{}",
            lang.pick(
                "该对象没有可评估的信号，没有可追溯的数据",
                "no signal could be read; there is nothing to trace"
            )
        );
    }
    if args.format == Format::Text {
        for text in says {
            line(&text);
        }
        line(&match lang {
            Lang::Zh => format!(
                "第 {} 次运行 → 数据版本 {} → 以下 {} 个数字",
                run.id,
                run.vintage,
                lines.len()
            ),
            Lang::En => {
                format!("run {} → vintage {} → these {} figures", run.id, run.vintage, lines.len())
            }
        });
    }
    let headings = match lang {
        Lang::Zh => {
            ["用于", "指标", "对象", "年份", "数值", "单位", "文件", "工作表", "单元格", "来源"]
        }
        Lang::En => [
            "used for", "measure", "of", "year", "value", "unit", "file", "sheet", "cell", "source",
        ],
    };
    print(args, &headings, &TraceView::all(lines), |l| {
        vec![
            l.used_for.clone(),
            l.measure.clone(),
            l.of.clone(),
            l.year.to_string(),
            l.written.clone(),
            l.unit.clone(),
            l.file.clone(),
            l.sheet.clone().unwrap_or_else(|| "—".to_owned()),
            l.cell.clone(),
            l.source.clone(),
        ]
    })?;
    simulated(args, &outlook);
    Ok(Outcome::Done)
}

/// A warning with what its signals say, a line each.
fn warning_says(id: &str, warning: &WarningRecord, lang: Lang) -> Vec<String> {
    let head = format!(
        "{id} {} {}：{}（{}）",
        warning.programme_name,
        warning.scope(lang),
        warning.assessment.level.name(lang),
        warning.assessment.rule.name(lang)
    );
    let signals = warning.evidence.iter().map(|evidence| {
        format!(
            "  {} {}：{}",
            evidence.reading.signal.code(),
            evidence.reading.standing.name(lang),
            explain_evidence(evidence, lang)
        )
    });
    std::iter::once(head).chain(signals).collect()
}
