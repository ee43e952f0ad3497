//! What can go wrong with a workspace.

use std::io::ErrorKind;
use std::path::PathBuf;

use talent_settings::SettingsError;

use crate::IssueState;

/// What can go wrong with a workspace.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// The folder is no workspace.
    #[error(
        "{} 不是工作区（没有 talent.toml），可用 talent init {} 建立 (it is no workspace: it has no talent.toml; make one with `talent init {}`)",
        .0.display(), .0.display(), .0.display()
    )]
    NotAWorkspace(PathBuf),
    /// The settings of a workspace are not there.
    #[error(
        "{} 不见了，而工作区里存有数据，没有改动任何内容；请从备份中取回该文件 (the settings are missing, though the workspace holds data; nothing was changed. Take the file from a backup)",
        .0.display()
    )]
    ConfigLost(PathBuf),
    /// The folder lies in a workspace.
    #[error(
        "{} 在另一个工作区里面，请换一个文件夹 (it lies inside another workspace; choose another folder)",
        .0.display()
    )]
    InWorkspace(PathBuf),
    /// The folder holds something already.
    #[error(
        "{} 已存在且不是空文件夹，没有改动；请换一个 (it exists and is no empty folder; nothing was changed, choose another)",
        .0.display()
    )]
    NotEmpty(PathBuf),
    /// A file could not be read or written.
    #[error("{}：{}", path.display(), in_words(reason))]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: std::io::Error,
    },
    /// Settings that cannot be followed.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// A settings file that is no text.
    #[error("{}: {message}", path.display())]
    Config {
        /// The file.
        path: PathBuf,
        /// Line and reason.
        message: String,
    },
    /// The database failed.
    #[error("talent.db: {0}")]
    Database(StoreError),
    /// The workspace is of a version of this program that is newer than this one.
    #[error(
        "工作区由更新版本的 talent 建立或升级（数据库第 {found} 版，本程序到第 {known} 版），什么也没改：请换用新版 talent (the workspace is of a newer version of talent, database {found} of {known}: use that version; nothing was changed)"
    )]
    Newer {
        /// The form of the database.
        found: i64,
        /// The newest form that this program knows.
        known: i64,
    },
    /// The workspace cannot be written.
    #[error(
        "工作区只能读、不能写，什么也没改：请检查文件夹的写权限（chmod u+w）、磁盘是否只读或已满 (the workspace can be read but not written, nothing was changed: see to the permissions of its folder, and to the disk, which may be read-only or full)"
    )]
    ReadOnly,
    /// The disk is full.
    #[error(
        "磁盘已满，什么也没改：请腾出空间后再试 (the disk is full, nothing was changed: make room and try again)"
    )]
    Full,
    /// Somebody else has been writing for long.
    #[error(
        "另一条命令正在写这个工作区，什么也没改：请等它结束后再试 (another command is writing this workspace, nothing was changed: try again once it has ended)"
    )]
    Busy,
    /// The database could not be brought to this version's form.
    #[error("talent.db could not be migrated: {0}")]
    Migration(StoreError),
    /// A panel could not be written or read.
    #[error(transparent)]
    Panel(#[from] talent_panel::PanelError),
    /// The lists of a vintage could not be written or read.
    #[error("the lists of a vintage could not be written or read: {0}")]
    Lists(#[from] serde_json::Error),
    /// The lists of a vintage of an older store have not been stored with it.
    #[error("the lists of vintage {0} have not been read from its originals")]
    NoLists(i64),
    /// The file that tells the workspace from others is not there.
    #[error(
        "{} 不见了，或不是本工作区原来的：它是建工作区时生成的，公开数字按它取整，请从备份中取回 (it is missing, or not that of this workspace: it was made with the workspace, and public figures are rounded by it; take it from a backup)",
        .0.display()
    )]
    NoIdentity(PathBuf),
    /// The database is not there, though the workspace had one.
    #[error(
        "{} 的数据库 talent.db 不见了或是空的，而工作区里存有数据，没有改动任何内容；用 talent verify --repair 按清单重建，或用 talent restore 从备份取回 (the database is missing or empty, though the workspace holds data; nothing was changed. Make it again with `talent verify --repair`, or restore a backup)",
        .0.display()
    )]
    DatabaseLost(PathBuf),
    /// The database lacks something that the workspace held.
    #[error(
        "{} 的数据库 talent.db 比工作区的清单旧，或属于另一个工作区（复制时可能漏了 talent.db-wal），没有改动任何内容；用 talent verify --repair 按清单重建，或重新复制 (the database is older than the manifest of the workspace, or of another one; nothing was changed. Make it again with `talent verify --repair`, or copy it anew)",
        .0.display()
    )]
    OlderDatabase(PathBuf),
    /// The database says that it is damaged.
    #[error(
        "talent.db 已损坏；用 talent verify --repair 按清单重建 (the database is damaged; make it again with `talent verify --repair`): {0}"
    )]
    Damaged(String),
    /// There is nothing to make the database again from.
    #[error(
        "{} 里没有清单 manifest.json，不能重建数据库；请用 talent restore 从备份取回 (there is no manifest to make the database from; restore a backup)",
        .0.display()
    )]
    NoManifest(PathBuf),
    /// The manifest is that of another workspace.
    #[error(
        "{} 里的清单 manifest.json 不属于这个工作区，没有改动任何内容；请从备份中取回清单或工作区 (the manifest is that of another workspace; nothing was changed. Take it, or the workspace, from a backup)",
        .0.display()
    )]
    ForeignManifest(PathBuf),
    /// A file that is to be restored is no backup, or a damaged one.
    #[error("{}：{what}", path.display())]
    Backup {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// Nothing has been taken in.
    #[error(
        "工作区还没有数据，请先执行 talent ingest 文件… (the workspace holds no data yet; take some in with `talent ingest FILE…`)"
    )]
    NoVintage,
    /// No run is shown.
    #[error(
        "还没有公布的运行，请先执行 talent run (there is no published run yet; make one with `talent run`)"
    )]
    NoRun,
    /// An issue of the same kind for the same audience is open.
    #[error(
        "第 {0} 号文稿还没有签发，不能另起一稿；请先办完，或 talent issue discard {0} --reason 原因 作废 (issue {0} has not been signed yet; see it through, or discard it)"
    )]
    OpenIssue(i64),
    /// An issue was made for a time of a schedule already.
    #[error(
        "这一次计划已经有第 {0} 号文稿 (issue {0} was made for this time of the schedule already)"
    )]
    SameOccasion(i64),
    /// Another issue was signed under the number meanwhile.
    #[error("期号已被另一份文稿用去，请再试一次 (another issue took the number; try again)")]
    NotNext,
    /// The state of an issue does not lead to another.
    #[error(
        "第 {issue} 号文稿的状态是“{}”，不能{}；{} (issue {issue} is {}, which does not lead to {})",
        is.chinese(), to.act(), is.ways_on(), is.code(), to.code()
    )]
    NotAllowed {
        /// The issue.
        issue: i64,
        /// Its state.
        is: IssueState,
        /// What it was to become.
        to: IssueState,
    },
    /// A run, a vintage or an issue that does not exist.
    #[error("没有{} {id} (there is no {what} {id})", match *what { "run" => "运行", "issue" => "文稿", _ => "数据版本" })]
    Missing {
        /// Run or vintage.
        what: &'static str,
        /// Its number.
        id: i64,
    },
    /// Somebody else stored a vintage while this one was prepared on top of an earlier one.
    #[error(
        "其间另有数据入库，请重新导入 (another vintage came into force meanwhile; take the files in again)"
    )]
    Overtaken,
    /// A run on the same inputs is there already.
    #[error("第 {0} 次运行所用的数据和设置与此相同 (run {0} was made from the same inputs)")]
    SameInputs(i64),
    /// A run whose data have been withdrawn is not published.
    #[error(
        "第 {run} 次运行所用的数据版本 {vintage} 已撤回，不能公布 (run {run} rests on vintage {vintage}, which has been withdrawn, and cannot be published)"
    )]
    Withdrawn {
        /// The run.
        run: i64,
        /// Its vintage.
        vintage: i64,
    },
    /// A stored file whose content is not what was written.
    #[error(
        "{} 已损坏、丢失或在入库后被改动；用 talent verify --repair 检查和修复 (it was damaged, lost or changed since it was stored; `talent verify --repair` looks at it)",
        .0.display()
    )]
    Corrupt(PathBuf),
}

/// What the system said of a file, with what to do about it where that is known.
fn in_words(reason: &std::io::Error) -> String {
    let words = match reason.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "磁盘已满或超出配额，请腾出空间后再试 (the disk is full: make room and try again)"
        }
        ErrorKind::ReadOnlyFilesystem => {
            "磁盘是只读的，请换一个位置或重新挂载 (the disk is read-only: choose another place or mount it anew)"
        }
        ErrorKind::NotFound => "没有这个文件或文件夹 (there is no such file or folder)",
        ErrorKind::PermissionDenied => {
            "没有权限，请检查文件和所在文件夹的权限 (no permission: see to that of the file and its folder)"
        }
        _ => return reason.to_string(),
    };
    format!("{words} [{reason}]")
}

/// What the database said, whichever database it is.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct StoreError(Box<dyn std::error::Error + Send + Sync>);

impl StoreError {
    pub(crate) fn new(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self(Box::new(error))
    }
}
