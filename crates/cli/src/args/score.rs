//! What `score` takes.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct ScoreArgs {
    /// 训练部分：每行一个数值，或每行一个序列、年份横排。 The training part.
    #[arg(long)]
    pub(crate) train: PathBuf,
    /// 实际值，同样的列。 What came, in the same columns.
    #[arg(long)]
    pub(crate) actual: PathBuf,
    /// 预测：series_id、step、mean、lo80、hi80…，或 unique_id、ds、方法名、方法名-lo-80…。 The forecasts.
    #[arg(long)]
    pub(crate) forecast: PathBuf,
    /// 训练部分只看最近这么多个数值。 Only the newest values of the training part.
    #[arg(long, value_parser = clap::value_parser!(u16).range(2..=1000))]
    pub(crate) last: Option<u16>,
    /// 表中的方法名；不给则用预测文件中的。 What the forecaster is called in the table, if not as its file has it.
    #[arg(long)]
    pub(crate) name: Option<String>,
}
