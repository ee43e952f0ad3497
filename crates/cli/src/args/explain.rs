//! What `explain` takes.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct ExplainArgs {
    /// 输入：每行一个数值（series_id、step 或 year、value），或每行一个序列、年份横排。 The panel.
    #[arg(long, short)]
    pub(crate) input: PathBuf,
    /// 序列编号。 The series, by its id.
    #[arg(long, short)]
    pub(crate) series: String,
    /// 预测步数。 Steps ahead.
    #[arg(long, short = 'H', value_parser = clap::value_parser!(u16).range(1..=50))]
    pub(crate) horizon: u16,
    /// 诊断图，.svg 或 .png。 A diagnostic chart, `.svg` or `.png`.
    #[arg(long)]
    pub(crate) chart: Option<PathBuf>,
}
