//! What `simulate` takes.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct SimulateArgs {
    /// 种子：同一种子，文件逐字节相同。 The seed: the same one gives the same files, to the last byte.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// 文件夹，须为空、不存在，或是本命令写的。 A folder that is empty, new, or was written by this command.
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
}
