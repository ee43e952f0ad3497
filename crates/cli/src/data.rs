//! `init` and `ingest`: making a workspace and taking files in.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use indicatif::{ProgressBar, ProgressStyle};
use talent_domain::Lang;
use talent_ingest::{
    Answers, Checked, Finding, InputFile, MAX_BYTES, Severity, Unlikely, is_reason,
};
use talent_pipeline::{IngestError, Ingested, Ingestion, starter_files};
use talent_print::DocumentForm;
use talent_workspace::{Workspace, hash, read_file_within, sweep_unmade, write_file};

use crate::args::{Args, IngestArgs};
use crate::caller::Caller;
use crate::form::wanted_form;
use crate::table::line;
use crate::writing::open_to_write;
use crate::{Outcome, clock, findings, returning};

/// Makes a workspace with its starter files.
///
/// They are the settings, the warning policy, the assumptions and the blank templates.
pub(crate) async fn make_workspace(dir: &Path) -> Result<Workspace> {
    sweep_unmade(dir, clock::system_time());
    let files = starter_files(&identity()?)?;
    let extras: Vec<(&str, Vec<u8>)> =
        files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())).collect();
    Ok(Workspace::init(dir, &extras).await?)
}

/// A text that nobody can guess, for a new workspace.
pub(crate) fn identity() -> Result<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| anyhow!("no randomness to be had: {error}"))?;
    Ok(hash(&bytes))
}

/// Makes a workspace and says what its files are for.
pub(crate) async fn init(args: &Args, dir: &Path) -> Result<Outcome> {
    let workspace = make_workspace(dir).await?;
    workspace.close().await;
    let shown = dir.display();
    line(&match args.lang() {
        Lang::Zh => format!(
            "已建工作区 {shown}\n  talent.toml       设置：城市、预测年数、抽样次数\n  policy.toml       预警政策：全部阈值\n  assumptions.toml  平衡假设：退出率等，均为建议值\n  rules.toml        校验规则的改动（规则见 talent rules）\n  templates/        空白模板，填好后：talent ingest --workspace {shown} 文件…"
        ),
        Lang::En => format!(
            "made workspace {shown}\n  talent.toml       settings: city, horizon, draws\n  policy.toml       warning policy: every threshold\n  assumptions.toml  assumptions of the balance, all proposals\n  rules.toml        changes to the rules of checking (see talent rules)\n  templates/        blank templates; once filled in: talent ingest --workspace {shown} FILE…"
        ),
    });
    Ok(Outcome::Done)
}

/// Checks files and stores them as one vintage: all of them, or none if any has an error, which is wrong input.
///
/// The findings are printed in either case, and written as a document where that is asked for.
pub(crate) async fn ingest(args: &Args, request: &IngestArgs) -> Result<Outcome> {
    let lang = args.lang();
    let form = request.findings.as_deref().map(DocumentForm::of);
    if form == Some(None) {
        tell!("--findings：{}", wanted_form(lang));
        return Ok(Outcome::WrongInput);
    }
    let Some(targets) = targets(request, lang) else { return Ok(Outcome::WrongInput) };
    let answers = match answers(request) {
        Ok(answers) => answers,
        Err(problems) => {
            tell!("{}", problems.join("\n"));
            return Ok(Outcome::WrongInput);
        }
    };
    if tell_alike(&request.files, lang) {
        return Ok(Outcome::WrongInput);
    }
    let workspace = if request.dry_run {
        Workspace::open(&args.workspace_or(".")).await?
    } else {
        open_to_write(args).await?
    };
    let (contents, unreadable) = read_all(&request.files);
    if !unreadable.is_empty() {
        workspace.close().await;
        tell!("{}：\n{}", lang.pick("读不到文件", "cannot read"), unreadable.join("\n"));
        return Ok(Outcome::WrongInput);
    }
    let (caller, this_year) = (Caller::now()?, clock::this_year()?);
    let ingested = take_in(&workspace, request, &answers, &contents, (&caller, this_year)).await;
    workspace.close().await;
    let ingested = match ingested {
        Err(IngestError::Rules(error)) => {
            tell!("{error}");
            return Ok(Outcome::WrongInput);
        }
        ingested => ingested?,
    };
    findings::print(args, &ingested.checked)?;
    tell_unused(&answers, request, &ingested, lang);
    if let (Some(path), Some(form)) = (&request.findings, form.flatten()) {
        write_file(path, &form.render(&findings::document(&ingested.checked, lang))?)?;
        line(&path.display().to_string());
    }
    returning::send_back(args, &contents, &ingested.checked, &targets)?;
    returning::tell_of(&ingested.checked, &ingested.arrivals, lang);
    if !ingested.checked.is_clean() {
        tell!("{}", lang.pick("校验未通过，数据未入库", "errors found; nothing was stored"));
        tell_explained(&ingested.checked, lang);
        return Ok(Outcome::WrongInput);
    }
    tell!("{}", what_came_of(&ingested, lang));
    tell_unexplained(&ingested, lang);
    Ok(Outcome::Done)
}

/// Where workbooks go back to, none if that is not asked for. `None` where that or the reason of a correction cannot be
/// what it should, which is said.
fn targets(request: &IngestArgs, lang: Lang) -> Option<Vec<PathBuf>> {
    if request.correction.as_deref().is_some_and(|reason| !is_reason(reason)) {
        tell!("{}", lang.pick("--correction：请写明原因", "--correction: say why"));
        return None;
    }
    let Some(to) = &request.return_to else { return Some(Vec::new()) };
    let Some(targets) = returning::targets(to, &request.files) else {
        tell!("{}", returning::wanted(lang));
        return None;
    };
    let taken: Vec<String> = targets
        .iter()
        .filter(|target| returning::is_taken(target, &request.files))
        .map(|target| target.display().to_string())
        .collect();
    if !taken.is_empty() {
        let said = lang.pick(
            "已存在，没有覆盖；请换个文件名",
            "exists and was not overwritten; choose another name",
        );
        tell!("--return {}：{said}", taken.join("、"));
        return None;
    }
    Some(targets)
}

/// Says what was confirmed or explained without there being such a finding.
fn tell_unused(answers: &Answers, request: &IngestArgs, ingested: &Ingested, lang: Lang) {
    let unused = answers.unused(&ingested.checked.findings);
    if !unused.is_empty() && !request.confirm_jumps {
        let said = lang.pick("没有对应的问题，未起作用", "there is no such finding");
        tell!("--confirm、--explain {}：{said}", unused.join("、"));
    }
}

/// Says how many errors their senders have explained, and how to take the files in where that is right.
fn tell_explained(checked: &Checked, lang: Lang) {
    let is_explained = |finding: &&Finding| {
        finding.severity() == Severity::Error
            && finding.may_be_confirmed()
            && finding.senders_explanation().is_some()
    };
    let explained = checked.findings.iter().filter(is_explained).count();
    if explained > 0 {
        tell!(
            "{}",
            match lang {
                Lang::Zh => format!(
                    "其中 {explained} 条报送人已写明原因；核实无误的，加 --confirm explained 再导入一次"
                ),
                Lang::En => format!(
                    "the senders have explained {explained} of them; where they are right, take the files in again with --confirm explained"
                ),
            }
        );
    }
}

/// Says how many cautions were stored that nobody has explained, and how to make up for that.
fn tell_unexplained(ingested: &Ingested, lang: Lang) {
    let findings = ingested.checked.findings.iter();
    let unexplained = findings.filter(|finding| finding.is_unexplained()).count();
    if unexplained == 0 || ingested.vintage.is_none() {
        return;
    }
    tell!(
        "{}",
        match lang {
            Lang::Zh => format!(
                "注意：有 {unexplained} 条提醒没有说明原因，已记为“未说明”；核对后用 --explain 代码=原因 再导入一次同样的文件，即可补上"
            ),
            Lang::En => format!(
                "note: {unexplained} cautions are unexplained and kept as such; check them and take the same files in again with --explain CODE=TEXT"
            ),
        }
    );
}

/// What was said of findings; everything that cannot be understood at once.
fn answers(request: &IngestArgs) -> std::result::Result<Answers, Vec<String>> {
    const FORMERLY: [&str; 4] = ["T04", "T08", "T09", "J04"];
    let mut answers = Answers::default();
    let formerly = FORMERLY.into_iter().filter(|_| request.confirm_jumps);
    let confirmed = request.confirm.iter().map(String::as_str).chain(formerly);
    let confirmed: Vec<_> = confirmed.map(|text| answers.confirm(text)).collect();
    let explained: Vec<_> = request.explain.iter().map(|text| answers.explain(text)).collect();
    let problems: Vec<String> = confirmed
        .into_iter()
        .chain(explained)
        .filter_map(std::result::Result::err)
        .map(|error| error.to_string())
        .collect();
    if problems.is_empty() { Ok(answers) } else { Err(problems) }
}

/// Says which names several of the files have; whether there are any.
fn tell_alike(files: &[PathBuf], lang: Lang) -> bool {
    let mut names: Vec<_> = files.iter().filter_map(|file| file.file_name()).collect();
    names.sort_unstable();
    let alike = names.chunk_by(|a, b| a == b).filter(|alike| alike.len() > 1);
    let alike: Vec<String> = alike.map(|alike| alike[0].to_string_lossy().into_owned()).collect();
    if !alike.is_empty() {
        tell!(
            "{}：{}",
            alike.join("、"),
            lang.pick(
                "同名的文件不能一次导入，问题会分不清是哪一个；请分次导入，或改名",
                "files of one name cannot be taken in together, since findings would not tell them apart; take them in one by one or rename them"
            )
        );
    }
    !alike.is_empty()
}

/// Files by name, and what is said of those that cannot be read.
type Contents = (Vec<(String, Vec<u8>)>, Vec<String>);

/// Reads each file whole, under its bare name, once it is known to be a regular one and not too large. A file that cannot be
/// read is told of with the others.
fn read_all(paths: &[PathBuf]) -> Contents {
    let (mut contents, mut unreadable) = (Vec::new(), Vec::new());
    for path in paths {
        let Some(name) = path.file_name() else {
            unreadable.push(format!("{}：不是文件 (not a file)", path.display()));
            continue;
        };
        match read_file_within(path, MAX_BYTES) {
            Ok(bytes) => contents.push((name.to_string_lossy().into_owned(), bytes)),
            Err(error) => unreadable.push(error.to_string()),
        }
    }
    (contents, unreadable)
}

/// Hands the files to the pipeline, with what is said of findings; a dry run stores nothing.
async fn take_in(
    workspace: &Workspace,
    request: &IngestArgs,
    answers: &Answers,
    contents: &[(String, Vec<u8>)],
    (caller, this_year): (&Caller, i32),
) -> std::result::Result<Ingested, IngestError> {
    let inputs: Vec<InputFile<'_>> =
        contents.iter().map(|(name, bytes)| InputFile { name, bytes }).collect();
    let unlikely = Unlikely::Refuse { this_year };
    let correction = request.correction.as_deref().map(str::trim);
    let ingestion = Ingestion { unlikely, answers, correction, dry_run: request.dry_run };
    talent_pipeline::ingest_with(workspace, &inputs, ingestion, caller.act()).await
}

/// In one line: the vintage with its figures, or why there is none.
fn what_came_of(ingested: &Ingested, lang: Lang) -> String {
    match (&ingested.vintage, ingested.unchanged, lang) {
        (Some(v), _, Lang::Zh) => format!(
            "已入库：数据版本 {}，共 {} 个数字，其中修订 {} 个；接着执行 talent run",
            v.id, v.observations, v.revised
        ),
        (Some(v), _, Lang::En) => format!(
            "stored as vintage {}: {} figures, {} of them revised; next: talent run",
            v.id, v.observations, v.revised
        ),
        (None, true, Lang::Zh) if ingested.put_back > 0 => {
            format!("这些文件已经入过库；其中 {} 个的原件损坏或丢失，已补回", ingested.put_back)
        }
        (None, true, Lang::En) if ingested.put_back > 0 => format!(
            "these files are in the store already; {} damaged or lost originals were put back",
            ingested.put_back
        ),
        (None, true, Lang::Zh) if ingested.remarked => {
            "这些文件已经入过库；说明和确认已补记".to_owned()
        }
        (None, true, Lang::En) if ingested.remarked => {
            "these files are in the store already; what was said of them was kept".to_owned()
        }
        (None, true, Lang::Zh) => "这些文件已经入过库，没有变化".to_owned(),
        (None, true, Lang::En) => {
            "these files are in the store already; nothing changed".to_owned()
        }
        (None, false, Lang::Zh) => "检查通过，没有入库（--dry-run）".to_owned(),
        (None, false, Lang::En) => "checked, not stored (--dry-run)".to_owned(),
    }
}

/// A bar on a terminal, nothing elsewhere.
/// It is drawn on standard error and counts `steps` in all.
pub(crate) fn progress_bar(steps: u64) -> ProgressBar {
    let bar = ProgressBar::new(steps);
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    bar
}
