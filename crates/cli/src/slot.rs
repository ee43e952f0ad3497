//! `slot`: what people write in the blanks of documents.

use std::path::Path;

use anyhow::{Context as _, Result};
use talent_domain::Lang;
use talent_ingest::MAX_BYTES;
use talent_issue::{
    DocumentKind, DraftParts, IssueError, SlotState, keep_slot, read_slots, slots_of, write_slot,
};
use talent_pipeline::published_outlook;
use talent_report::{Document, beijing_minute};
use talent_workspace::{Workspace, read_file_within};

use crate::Outcome;
use crate::args::{Args, SlotCommand};
use crate::caller::Caller;
use crate::issue::refused;
use crate::table::{line, print};
use crate::writing::open_to_write;

pub(crate) async fn slot(args: &Args, command: &SlotCommand) -> Result<Outcome> {
    match command {
        SlotCommand::List { kind } => {
            let kinds = kind.map_or(DocumentKind::ALL.to_vec(), |kind| vec![kind.kind()]);
            list(args, &kinds).await
        }
        SlotCommand::Write { kind, slot, text, file } => {
            let text = match (text, file) {
                (Some(text), _) => text.clone(),
                (None, Some(file)) => text_of(file)?,
                (None, None) => String::new(),
            };
            write(args, kind.kind(), slot, &text).await
        }
        SlotCommand::Keep { kind, slot } => keep(args, kind.kind(), slot).await,
        SlotCommand::Read { kind, file } => read(args, kind.kind(), file).await,
    }
}

fn text_of(path: &Path) -> Result<String> {
    let bytes = read_file_within(path, MAX_BYTES)?;
    String::from_utf8(bytes)
        .with_context(|| format!("{}：不是 UTF-8 文本 (it is no text in UTF-8)", path.display()))
}

/// A document of the run that is shown, as it stands now, without its scenarios: no blank is about those.
async fn current(
    args: &Args,
    workspace: &Workspace,
    kind: DocumentKind,
) -> Result<Document, IssueError> {
    let (published, outlook) = published_outlook(workspace, args.audience()).await?;
    let run = &published.run;
    let parts = DraftParts::of_run(workspace, kind, args.audience(), run).await?;
    Ok(parts.compose(&outlook, &[])?)
}

async fn list(args: &Args, kinds: &[DocumentKind]) -> Result<Outcome> {
    let lang = args.lang();
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let mut slots: Vec<SlotState> = Vec::new();
    for kind in kinds {
        let document = current(args, &workspace, *kind).await?;
        slots.extend(slots_of(&workspace, *kind, &document).await?);
    }
    workspace.close().await;
    let headings = match lang {
        Lang::Zh => ["文种", "哪一处", "必填", "状态", "填写人", "时间", "要写什么"],
        Lang::En => ["document", "blank", "has to be", "state", "by", "at", "what is asked for"],
    };
    print(args, &headings, &slots, |slot| {
        let state = match (&slot.text, slot.is_stale) {
            (None, _) => lang.pick("未填", "empty"),
            (Some(_), true) => lang.pick("数据已变", "out of date"),
            (Some(_), false) => lang.pick("已填", "written"),
        };
        let yes = if slot.is_forced { lang.pick("是", "yes") } else { "" };
        vec![
            DocumentKind::by_code(slot.kind)
                .map_or(slot.kind, |kind| lang.pick(kind.chinese(), kind.code()))
                .to_owned(),
            slot.id.clone(),
            yes.to_owned(),
            state.to_owned(),
            slot.author.clone().unwrap_or_default(),
            slot.at.as_deref().map(beijing_minute).unwrap_or_default(),
            slot.prompt.clone(),
        ]
    })?;
    Ok(Outcome::Done)
}

async fn write(args: &Args, kind: DocumentKind, slot: &str, text: &str) -> Result<Outcome> {
    let lang = args.lang();
    let caller = Caller::now()?;
    let workspace = open_to_write(args).await?;
    let document = current(args, &workspace, kind).await?;
    let written = write_slot(&workspace, kind, &document, (slot, text), caller.act()).await;
    workspace.close().await;
    if let Err(error) = written {
        return refused(error);
    }
    line(&match (text.trim().is_empty(), lang) {
        (true, Lang::Zh) => format!("{slot} 已清空"),
        (true, Lang::En) => format!("{slot} is empty now"),
        (false, Lang::Zh) => format!("{slot} 已填写"),
        (false, Lang::En) => format!("{slot} is written"),
    });
    Ok(Outcome::Done)
}

async fn keep(args: &Args, kind: DocumentKind, slot: &str) -> Result<Outcome> {
    let lang = args.lang();
    let caller = Caller::now()?;
    let workspace = open_to_write(args).await?;
    let document = current(args, &workspace, kind).await?;
    let kept = keep_slot(&workspace, kind, &document, slot, caller.act()).await;
    workspace.close().await;
    match kept {
        Err(error) => refused(error),
        Ok(true) => {
            line(&match lang {
                Lang::Zh => format!("{slot} 已确认，与现有数据相符"),
                Lang::En => format!("{slot} holds with the figures as they are now"),
            });
            Ok(Outcome::Done)
        }
        Ok(false) => {
            tell!("{slot}：{}", lang.pick("还没有填写", "nothing is written there yet"));
            Ok(Outcome::WrongInput)
        }
    }
}

async fn read(args: &Args, kind: DocumentKind, file: &Path) -> Result<Outcome> {
    let lang = args.lang();
    let caller = Caller::now()?;
    let bytes = read_file_within(file, MAX_BYTES)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let workspace = open_to_write(args).await?;
    let document = current(args, &workspace, kind).await?;
    let read = read_slots(&workspace, kind, &document, (&name, &bytes), caller.act()).await;
    workspace.close().await;
    let read = match read {
        Ok(read) => read,
        Err(error) => return refused(error),
    };
    let slots = read.join(lang.pick("、", ", "));
    line(&match (read.is_empty(), lang) {
        (true, Lang::Zh) => "文件中没有新填写的内容".to_owned(),
        (true, Lang::En) => "nothing new is written in the file".to_owned(),
        (false, Lang::Zh) => format!("已读回：{slots}"),
        (false, Lang::En) => format!("taken from the file: {slots}"),
    });
    Ok(Outcome::Done)
}
