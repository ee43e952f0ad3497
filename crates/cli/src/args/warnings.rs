//! What `warnings` takes.

#[derive(Debug, clap::Args)]
pub(crate) struct WarningArgs {
    /// 只列这一等级；默认蓝色及以上。 Only this level; by default blue and above.
    #[arg(long)]
    pub(crate) level: Option<String>,
    /// 只列全市专业，不列学校。 Only programmes of the city as a whole.
    #[arg(long)]
    pub(crate) city: bool,
}
