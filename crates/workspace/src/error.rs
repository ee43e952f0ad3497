use std::path::PathBuf;

/// What can go wrong with a workspace.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// The folder is no workspace.
    #[error("{} is no workspace: it has no talent.toml; make one with `talent init {}`", .0.display(), .0.display())]
    NotAWorkspace(PathBuf),
    /// The folder holds something already.
    #[error("{} exists and is not empty; choose another folder", .0.display())]
    NotEmpty(PathBuf),
    /// A file could not be read or written.
    #[error("{}: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: std::io::Error,
    },
    /// A settings file that cannot be understood.
    #[error("{}: {message}", path.display())]
    Config {
        /// The file.
        path: PathBuf,
        /// Line and reason.
        message: String,
    },
    /// The database failed.
    #[error("talent.db: {0}")]
    Database(#[from] sqlx::Error),
    /// The database could not be brought to this version's form.
    #[error("talent.db could not be migrated: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A panel could not be written or read.
    #[error(transparent)]
    Panel(#[from] talent_panel::PanelError),
    /// Nothing has been taken in.
    #[error("the workspace holds no data yet; take some in with `talent ingest FILE…`")]
    NoVintage,
    /// No run has been made.
    #[error("there is no run yet; make one with `talent run`")]
    NoRun,
    /// A run or vintage that does not exist.
    #[error("there is no {what} {id}")]
    Missing {
        /// Run or vintage.
        what: &'static str,
        /// Its number.
        id: i64,
    },
    /// A stored file whose content is not what was written.
    #[error("{} has been changed since it was stored", .0.display())]
    Corrupt(PathBuf),
}
