//! `doctor`: what this machine lacks, and the command that mends it; and which table would help the newest run most.
//!
//! The newest vintage and run are read whole and checked against their hashes, so that damage is found here first.

use std::path::Path;

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_issue::next_times;
use talent_outlook::Audience;
use talent_outlook::{Outlook, TableGain};
use talent_pipeline::{RunFailure, published_outlook};
use talent_print::RoleReport;
use talent_report::{GainText, beijing_minute, gain_headings, gain_note, useful_gains};
use talent_workspace::{ScheduleConfig, Workspace, WorkspaceError, write_file};

use crate::Outcome;
use crate::args::{Args, Format};
use crate::clock;
use crate::table::{aligned, json, line};

/// One thing that was looked at.
#[derive(Serialize)]
struct Check {
    /// Whether nothing is amiss.
    ok: bool,
    /// What was looked at.
    what: String,
    /// How it is, or what is amiss.
    found: String,
    /// How to mend it; empty if nothing is amiss.
    fix: String,
}

impl Check {
    /// `Err` is what is amiss.
    /// `found` is how it is, and `fix` the command that mends it, which is dropped where nothing is amiss.
    fn new(what: &str, found: Result<String, String>, fix: &str) -> Self {
        let ok = found.is_ok();
        Self {
            ok,
            what: what.to_owned(),
            found: found.unwrap_or_else(|amiss| amiss),
            fix: if ok { String::new() } else { fix.to_owned() },
        }
    }
}

/// Checks the machine and the workspace; fails if anything is amiss.
///
/// All checks are made and listed even if the first of them fails.
pub(crate) async fn doctor(args: &Args) -> Result<Outcome> {
    let lang = args.lang();
    let folder = args.workspace_or(".");
    let mut checks = machine_checks(&folder, lang);
    let (of_workspace, tables) = workspace_checks(&folder, lang).await;
    checks.extend(of_workspace);
    let sound = checks.iter().all(|check| check.ok);
    match args.format {
        Format::Json => json(&Findings { checks, tables })?,
        Format::Text => print_findings(&checks, &tables, lang),
    }
    Ok(if sound { Outcome::Done } else { Outcome::Failed })
}

/// Everything that was found, as JSON has it.
#[derive(Serialize)]
struct Findings {
    /// What was looked at.
    checks: Vec<Check>,
    /// What each table would bring to the newest run; widths are of the logarithm of demand per entrant.
    tables: Vec<TableGain>,
}

/// Prints the checks, and below them the tables that would help.
fn print_findings(checks: &[Check], tables: &[TableGain], lang: Lang) {
    let headings = match lang {
        Lang::Zh => ["结果", "检查", "情况", "怎样补上"],
        Lang::En => ["result", "check", "found", "mend with"],
    };
    let row = |check: &Check| {
        let result = if check.ok {
            lang.pick("✓ 正常", "✓ ok")
        } else {
            lang.pick("✗ 缺", "✗ lacks")
        };
        vec![result.to_owned(), check.what.clone(), check.found.clone(), check.fix.clone()]
    };
    line(&aligned(&headings, &checks.iter().map(row).collect::<Vec<_>>()));
    let gains = useful_gains(tables, lang).into_iter().map(GainText::cells);
    let gains: Vec<Vec<String>> = gains.map(Vec::from).collect();
    if !gains.is_empty() {
        line("");
        line(lang.pick("哪张表最有用", "which table would help most"));
        line(&aligned(&gain_headings(lang), &gains));
        line(gain_note(lang));
    }
}

/// Processors, fonts, and whether the folder can be written.
fn machine_checks(folder: &Path, lang: Lang) -> Vec<Check> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let font = if talent_report::has_chinese_font() {
        Ok(lang.pick("有", "yes").to_owned())
    } else {
        Err(lang.pick("没有", "no").to_owned())
    };
    let report = talent_print::font_report("");
    let fonts = report.roles.iter().map(|role| font_check(role, lang));
    let shown = folder.display().to_string();
    let writable = can_write(folder).map(|()| shown.clone()).map_err(|error| error.to_string());
    let mut checks = vec![
        Check::new(lang.pick("处理器核数", "cores"), Ok(cores.to_string()), ""),
        Check::new(
            lang.pick("中文字体（PNG 需要）", "Chinese font (for PNG)"),
            font,
            "apt-get install fonts-noto-cjk",
        ),
        Check::new(
            lang.pick("文件夹可写", "folder can be written"),
            writable,
            &format!("chmod u+w {shown}"),
        ),
    ];
    checks.extend(fonts);
    checks
}

/// How a kind of type of official documents is met; that another stands in for it is told, and is nothing amiss.
fn font_check(role: &RoleReport, lang: Lang) -> Check {
    let what = match lang {
        Lang::Zh => format!("{}字体（PDF 需要）", role.role),
        Lang::En => format!("font for {} (for PDF)", role.role),
    };
    let found = match (role.family, role.is_substitute) {
        (None, _) => Err(lang.pick("没有", "none").to_owned()),
        (Some(family), false) => Ok(family.to_owned()),
        (Some(family), true) => Ok(match lang {
            Lang::Zh => format!("以 {family} 代替；可把单位的字体放进文件夹并以 TALENT_FONTS 指定"),
            Lang::En => {
                format!("{family} stands in; name a folder with the office's fonts in TALENT_FONTS")
            }
        }),
    };
    Check::new(&what, found, "apt-get install fonts-noto-cjk")
}

/// Writes a file into the folder and takes it away again.
/// The file is empty, and its name is none that a workspace uses.
fn can_write(folder: &Path) -> Result<(), WorkspaceError> {
    // A folder that does not exist yet is tried by its parent.
    let folder = if folder.exists() { folder } else { folder.parent().unwrap_or(folder) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let probe = folder.join(".talent-doctor");
    write_file(&probe, b"")?;
    std::fs::remove_file(&probe).map_err(|reason| WorkspaceError::File { path: probe, reason })
}

/// What mends a workspace that does not open.
fn fix_of(error: &WorkspaceError, folder: &Path, lang: Lang) -> String {
    let shown = folder.display();
    match error {
        WorkspaceError::NotAWorkspace(_) => format!("talent init {shown}"),
        WorkspaceError::ConfigLost(_) => {
            lang.pick("从备份中取回 talent.toml", "take talent.toml from a backup").to_owned()
        }
        WorkspaceError::DatabaseLost(_)
        | WorkspaceError::OlderDatabase(_)
        | WorkspaceError::Damaged(_) => format!("talent verify --repair --workspace {shown}"),
        WorkspaceError::Newer { .. } => {
            lang.pick("换用新版 talent", "use the newer version of talent").to_owned()
        }
        WorkspaceError::ReadOnly => format!("chmod -R u+w {shown}"),
        WorkspaceError::Full => lang.pick("腾出磁盘空间", "make room on the disk").to_owned(),
        WorkspaceError::Busy => {
            lang.pick("等另一条命令结束", "wait for the other command").to_owned()
        }
        WorkspaceError::Settings(_) => lang.pick("改正 talent.toml", "mend talent.toml").to_owned(),
        WorkspaceError::Config { path, .. } | WorkspaceError::File { path, .. } => match lang {
            Lang::Zh => format!("改正 {}", path.display()),
            Lang::En => format!("mend {}", path.display()),
        },
        _ => lang.pick("从备份中取回工作区", "take the workspace from a backup").to_owned(),
    }
}

/// One check of the files of settings, or one for every fault of them.
fn settings_checks(workspace: &Workspace, lang: Lang) -> Vec<Check> {
    let faults = talent_pipeline::faulty_settings(workspace);
    if faults.is_empty() {
        let what = lang.pick("设置、政策和假设", "settings, policy, assumptions");
        return vec![Check::new(what, Ok(talent_pipeline::SETTINGS.join("、")), "")];
    }
    let check = |(name, wrong): (&str, String)| {
        let fix = match lang {
            Lang::Zh => format!("改正 {name}"),
            Lang::En => format!("mend {name}"),
        };
        Check::new(name, Err(wrong), &fix)
    };
    faults.into_iter().map(check).collect()
}

/// A check of the borders of counties, where there are any.
fn borders_check(workspace: &Workspace, outlook: Option<&Outlook>, lang: Lang) -> Option<Check> {
    let found = match talent_issue::borders(workspace) {
        Ok(None) => return None,
        Ok(Some(borders)) => match outlook.map(|outlook| borders.compared(outlook)) {
            Some((missing, several)) if !missing.is_empty() || !several.is_empty() => {
                let listed = |what: &str, names: &[String]| {
                    let names = names.join(lang.pick("、", ", "));
                    (!names.is_empty()).then(|| format!("{what}{names}"))
                };
                let missing = listed(lang.pick("缺边界：", "no border: "), &missing);
                let several = listed(lang.pick("边界重复：", "several borders: "), &several);
                Err(missing.into_iter().chain(several).collect::<Vec<_>>().join("；"))
            }
            _ => Ok("borders.geojson".to_owned()),
        },
        Err(error) => Err(error.to_string()),
    };
    let what = lang.pick("县（市、区）边界（地图用）", "borders of counties (for the map)");
    Some(Check::new(what, found, lang.pick("改正 borders.geojson", "mend borders.geojson")))
}

/// A check of each schedule: when it is due next, and whether its inbox is there.
fn schedule_checks(workspace: &Workspace, lang: Lang) -> Vec<Check> {
    let check = |schedule: &ScheduleConfig| {
        let what = format!("{} {}", lang.pick("定时任务", "schedule"), schedule.name);
        let inbox = workspace.root().join(&schedule.inbox);
        if !schedule.inbox.is_empty() && !inbox.is_dir() {
            let inbox = inbox.display();
            let amiss = format!("{} {inbox}", lang.pick("没有收件夹", "there is no inbox"));
            return Check::new(&what, Err(amiss), &format!("mkdir -p {inbox}"));
        }
        let next = clock::now().and_then(|now| Ok(next_times(schedule, now, 1)?));
        let found = match next {
            Ok(times) => Ok(times.first().map_or_else(
                || lang.pick("不再有下一次", "is never due again").to_owned(),
                |time| {
                    let time = beijing_minute(&time.to_rfc3339());
                    format!("{} {time}", lang.pick("下一次", "due next"))
                },
            )),
            Err(error) => Err(error.to_string()),
        };
        Check::new(&what, found, lang.pick("改正 talent.toml", "mend talent.toml"))
    };
    workspace.config().schedule.iter().map(check).collect()
}

/// Whether the workspace opens, and its newest vintage and run are whole.
/// One check where it does not open, otherwise three and one of each fault of its settings. A workspace without a vintage or
/// a run fails that check. With the gains of that run.
async fn workspace_checks(folder: &Path, lang: Lang) -> (Vec<Check>, Vec<TableGain>) {
    let what = lang.pick("工作区", "workspace");
    let shown = folder.display();
    let workspace = match Workspace::open(folder).await {
        Ok(workspace) => workspace,
        Err(error) => {
            let fix = fix_of(&error, folder, lang);
            return (vec![Check::new(what, Err(error.to_string()), &fix)], Vec::new());
        }
    };
    let vintage = match workspace.latest_vintage().await {
        Ok(Some(vintage)) => {
            Ok(format!("{}（{}）", vintage.record.id, vintage.record.observations))
        }
        Ok(None) => Err(WorkspaceError::NoVintage.to_string()),
        Err(error) => Err(error.to_string()),
    };
    let mut is_damaged = false;
    let mut outlook = None;
    let (run, gains) = match published_outlook(&workspace, Audience::Public).await {
        Ok((published, found)) => {
            let (run, gains) = (published.run, found.gains.clone());
            outlook = Some(found);
            (Ok(format!("{}（{}）", run.id, beijing_minute(&run.created_at))), gains)
        }
        Err(error) => {
            is_damaged = matches!(error, RunFailure::Workspace(WorkspaceError::Corrupt(_)));
            (Err(error.to_string()), Vec::new())
        }
    };
    let mut settings = settings_checks(&workspace, lang);
    settings.extend(schedule_checks(&workspace, lang));
    settings.extend(borders_check(&workspace, outlook.as_ref(), lang));
    workspace.close().await;
    let ingest = format!("talent ingest --workspace {shown} FILE…");
    let mend = format!("talent verify --repair --workspace {shown}");
    let again = format!("talent run --workspace {shown}");
    let mut checks = vec![Check::new(what, Ok(shown.to_string()), "")];
    checks.extend(settings);
    checks.extend([
        Check::new(lang.pick("数据版本完好", "vintage intact"), vintage, &ingest),
        Check::new(
            lang.pick("运行结果完好", "run intact"),
            run,
            if is_damaged { &mend } else { &again },
        ),
    ]);
    (checks, gains)
}
