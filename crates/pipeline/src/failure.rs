//! Why a run or a scenario failed, or could not be shown.

use talent_release::{ChangeFaults, ReleaseError, ScenarioError};
use talent_settings::SettingsError;
use talent_workspace::WorkspaceError;

/// A run failed.
#[derive(Debug, thiserror::Error)]
pub enum RunFailure {
    /// The workspace failed.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// Policy, assumptions or settings are wrong.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// A scenario of numbers that make no sense.
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
    /// A scenario that is not in the assumptions.
    #[error("assumptions.toml 中没有情景“{name}”，可用：base、{known} (no scenario of this name)")]
    NoSuchScenario {
        /// The name.
        name: String,
        /// Those that are there.
        known: String,
    },
    /// A rule that is not in the list.
    #[error(
        "规则列表 C6 中没有“{rule}”{}；有：{known} (no such rule among {known})",
        .nearest.as_ref().map_or_else(String::new, |near| format!("，是不是 {near}？"))
    )]
    NoSuchRule {
        /// The number that was asked for.
        rule: String,
        /// The nearest.
        nearest: Option<String>,
        /// Those that are there.
        known: String,
    },
    /// Changes of a scenario that cannot be made.
    #[error(transparent)]
    Changes(#[from] ChangeFaults),
    /// Changes of single places asked for by the public.
    #[error(
        "针对学校、专业和项目的情景只供主管部门内部测算：命令行加 --as bureau，网页服务加 --view bureau (changes of single places are for the bureau: use --as bureau, --view bureau for the service)"
    )]
    ChangesForBureau,
    /// The city is not in the code list of regions, so that no figure can be of it.
    #[error(
        "talent.toml 的 region {region} 不在地区代码表 C4 中（C4 有 {known}）：请改 talent.toml，或导入含它的 C4 (region {region} of talent.toml is not in code list C4: change talent.toml, or ingest a C4 that has it)"
    )]
    UnknownRegion {
        /// The code in `talent.toml`.
        region: String,
        /// Codes that are in the list.
        known: String,
    },
    /// No outlook can be made of the data.
    #[error(transparent)]
    Run(#[from] ReleaseError),
    /// There is nothing of a run that the public may be shown.
    #[error(
        "第 {run} 次运行没有可公开的结果：或由旧版程序生成（请重新运行 talent run），或去掉可能识别个人的数字后所剩过少（内部使用请加 --as bureau；网页服务请加 --view bureau） (nothing of run {run} may be shown to the public: make it anew with `talent run`, or use --as bureau, --view bureau for the service)"
    )]
    NothingPublic {
        /// Its number.
        run: i64,
    },
    /// An outlook that cannot be written or read.
    #[error("the outlook could not be written or read: {0}")]
    Outlook(#[from] serde_json::Error),
}

impl RunFailure {
    /// Whether what was asked for is wrong, rather than the machine or the workspace.
    pub fn is_wrong_input(&self) -> bool {
        matches!(
            self,
            Self::Scenario(_)
                | Self::NoSuchScenario { .. }
                | Self::NoSuchRule { .. }
                | Self::Changes(_)
                | Self::ChangesForBureau
        )
    }
}
