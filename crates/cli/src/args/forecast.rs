//! What `forecast` takes.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct ForecastArgs {
    /// 输入：每行一个数值（series_id、step 或 year、value），或每行一个序列、年份横排，或每行一年。 The panel.
    #[arg(long, short)]
    pub(crate) input: PathBuf,
    /// 预测步数。 Steps ahead.
    #[arg(long, short = 'H', value_parser = clap::value_parser!(u16).range(1..=50))]
    pub(crate) horizon: u16,
    /// 输出文件；- 为标准输出。 The output; `-` is standard output.
    #[arg(long, short)]
    pub(crate) output: PathBuf,
    /// 区间水平，百分数。 Coverage of the intervals, per cent.
    #[arg(long, value_delimiter = ',', default_value = "80,95", value_parser = clap::value_parser!(u8).range(1..=99))]
    pub(crate) levels: Vec<u8>,
    /// auto，或一种方法。 `auto`, or one method; a wrong name lists them.
    #[arg(long, default_value = "auto")]
    pub(crate) method: String,
    /// 每个序列只看最近这么多个数值。 Only the newest values of each series.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) last: Option<u16>,
}
