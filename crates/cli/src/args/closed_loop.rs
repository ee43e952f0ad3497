//! What `closed-loop` takes.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct ClosedLoopArgs {
    /// 模拟城市数。 Cities.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) cities: u16,
    /// 每个城市定多少年的招生计划。 Years in which the intake of each is set.
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u16).range(1..=15))]
    pub(crate) years: u16,
    /// 第一个城市的种子，其余依次加一。 The seed of the first city; each other has the next.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// 把各办法历年的缺口画成图，.svg 或 .png。 The gaps of all ways over the years as a chart.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
