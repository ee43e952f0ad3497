//! What `backtest` takes.

use std::path::PathBuf;

use clap::ValueEnum;

#[derive(Debug, clap::Args)]
pub(crate) struct BacktestArgs {
    /// 输入：每行一个数值（series_id、step 或 year、value），或每行一个序列、年份横排。 The panel.
    #[arg(long, short)]
    pub(crate) input: Option<PathBuf>,
    /// 不用文件，回测工作区的一个环节；不写则回测产业、供给、需求、平衡四个环节。 A stage of the workspace instead
    /// of a file; industry, supply, demand and balance if none is named.
    #[arg(long, value_enum, conflicts_with = "input")]
    pub(crate) stage: Option<StageArg>,
    /// 预测步数，默认 6。 Steps ahead, 6 by default.
    #[arg(long, short = 'H', value_parser = clap::value_parser!(u16).range(1..=50))]
    pub(crate) horizon: Option<u16>,
    /// 起点个数，每个早一年；文件默认 1，工作区默认 4。 Origins, each a year before the other; by default one for
    /// a file and four for a workspace.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=50))]
    pub(crate) origins: Option<u16>,
    /// 方法，可多个。 The methods, `auto` by default.
    #[arg(long, value_delimiter = ',', default_value = "auto")]
    pub(crate) method: Vec<String>,
    /// 起点之前只看最近这么多个数值。 Only the newest values before an origin.
    #[arg(long, value_parser = clap::value_parser!(u16).range(2..=1000))]
    pub(crate) last: Option<u16>,
    /// 所有序列从同一年预测，而不是各自的末年；工作区总是这样。 All series are cut at the same year
    /// rather than each before its own end; those of a workspace always are.
    #[arg(long)]
    pub(crate) calendar: bool,
    /// 工作区：把每个起点、每个单元的预测与实际写成 CSV。 Of a workspace: every forecast beside what came, as CSV.
    #[arg(long, value_name = "FILE", conflicts_with = "input")]
    pub(crate) cases: Option<PathBuf>,
    /// 工作区：把误差和区间命中率画成图，.svg 或 .png。 Of a workspace: errors and coverage as a chart.
    #[arg(long, value_name = "FILE", conflicts_with = "input")]
    pub(crate) chart: Option<PathBuf>,
    /// 在这么多个模拟城市上计算，等级与真实情况比较，不需要数据。 Run on so many cities that are made up, and hold the
    /// classes of programmes against what is true of them.
    #[arg(long, value_name = "CITIES", value_parser = clap::value_parser!(u16).range(1..=1000), conflicts_with_all = ["input", "stage", "cases", "chart"])]
    pub(crate) simulated: Option<u16>,
    /// 模拟城市：第一个的种子，其余依次加一。 Of simulated cities: the seed of the first; each other has the next.
    #[arg(long, default_value_t = 1, requires = "simulated")]
    pub(crate) seed: u64,
}

/// Stages of a workspace, and series of it that are forecast from their own past.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StageArg {
    /// 分行业从业人员，按正式计算的全程 employment by section, the whole way of a run
    Industry,
    /// 分专业毕业生，在校生推算接自身趋势 graduates by programme
    Supply,
    /// 分专业新增需求累计 openings for newcomers by programme
    Demand,
    /// 分专业供需缺口累计 gap by programme
    Balance,
    /// 三次产业增加值（现价） value added by sector
    Output,
    /// 分专业报到新生 entrants by programme
    Intake,
}
