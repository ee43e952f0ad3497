//! What can go wrong on the way of a document.

use talent_domain::Lang;
use talent_ingest::Finding;
use talent_pipeline::{IngestError, RunFailure};
use talent_print::RenderError;
use talent_report::{BordersError, UnboundNumber};
use talent_workspace::WorkspaceError;

/// What can go wrong on the way of a document.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// The workspace.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// Its run could not be made or read.
    #[error(transparent)]
    Run(#[from] RunFailure),
    /// Files could not be taken in.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// The borders that the workspace was given cannot be read.
    #[error("borders.geojson：{0}")]
    Borders(BordersError),
    /// The document could not be put together.
    #[error(transparent)]
    Unbound(#[from] UnboundNumber),
    /// The document could not be rendered.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// A Word file could not be read.
    #[error(
        "{}：{}；请用 talent bulletin 或 talent report 重新导出 .docx 再填写 (write the Word file anew and fill that in)",
        .0.location.file(), .0.problem.message(Lang::Zh)
    )]
    Word(Box<Finding>),
    /// Blanks have to be filled in, or what stands there has to be looked at, before it is signed.
    #[error("还不能签发：{} (it cannot be signed yet: see the blanks with `talent slot list`)", .0.join("；"))]
    Unfilled(Vec<String>),
    /// No document has such a blank.
    #[error("没有空白 {slot}；可用：{known} (there is no blank {slot}; use one of {known})")]
    NoSlot {
        /// The blank that was asked for.
        slot: String,
        /// Those that there are.
        known: String,
    },
    /// A kind of document that is not issued.
    #[error(
        "没有文种 {0}；可用 bulletin、quality、layout (there is no document {0}; use bulletin, quality or layout)"
    )]
    NoKind(String),
    /// A text that still holds the mark of an empty blank.
    #[error("文字里还有【请填写】，请写完再填 (the text still says 【请填写】: finish it first)")]
    Unfinished,
    /// What was written makes the body of a notice longer than a notice may be.
    #[error(
        "还不能签发：填写的文字使正文达 {pages} 页，通报正文不超过 {limit} 页，请缩短 (the texts make the body {pages} pages long, more than {limit}: shorten them)"
    )]
    Overlong {
        /// Pages of the body.
        pages: usize,
        /// The most.
        limit: usize,
    },
    /// A text that is too long for a blank.
    #[error("文字有 {got} 个字，最多 {limit} 个 ({got} characters, at most {limit})")]
    TooLong {
        /// How many characters it has.
        got: usize,
        /// The most.
        limit: usize,
    },
    /// Somebody has to sign with a name.
    #[error("请写明签发人 (say who signs)")]
    NoSigner,
    /// A correction says its own reference where what it corrects has one.
    #[error(
        "第 {id} 号文稿更正的是 {former}，请写明更正稿自己的文号：--reference 文号；确实没有文号的写 --reference \"\" (say the reference of the correction, or an empty one if it has none)"
    )]
    NoReference {
        /// The issue.
        id: i64,
        /// The reference of what it corrects.
        former: String,
    },
    /// A reference is of one issue.
    #[error(
        "文号 {reference} 已用于第 {other} 号文稿，请核对 (issue {other} was signed with this reference)"
    )]
    ReferenceTaken {
        /// The reference.
        reference: String,
        /// The issue that has it.
        other: i64,
    },
    /// Another run has been published since the issue was drafted.
    #[error(
        "第 {id} 号文稿依据第 {run} 次运行，现在公布的是第 {published} 次：作废后重新起草（talent issue discard {id} --reason 数据已更新，再 talent issue draft），或重新公布原来的运行（talent publish {run}） (issue {id} is of run {run}, and run {published} is published: draft it again, or publish run {run})"
    )]
    Superseded {
        /// The issue.
        id: i64,
        /// Its run.
        run: i64,
        /// The run that is published.
        published: i64,
    },
    /// A reason is wanted.
    #[error("请写明原因 (say why)")]
    NoReason,
    /// The issue has to be signed first.
    #[error("第 {0} 号文稿还没有签发 (issue {0} has not been signed)")]
    NotSigned(i64),
    /// A time that cannot be read.
    #[error(
        "计划 {name} 的时间 {when}：{reason}；应为 分 时 日 月 周，如 0 8 5 1,4,7,10 * (minute, hour, day, month, weekday are wanted)"
    )]
    When {
        /// The schedule.
        name: String,
        /// Its time as it stands in the settings.
        when: String,
        /// What is wrong.
        reason: String,
    },
    /// A text that could not be put together.
    #[error("the message could not be put together: {0}")]
    Text(#[from] askama::Error),
    /// A folder or a file beside the workspace.
    #[error("{}：{reason}", path.display())]
    File {
        /// Which.
        path: std::path::PathBuf,
        /// Why.
        reason: std::io::Error,
    },
}
