//! What `scenario` takes.

#[derive(Debug, clap::Args)]
pub(crate) struct ScenarioArgs {
    /// assumptions.toml 中的情景名，如 low、high；其余参数在它之上修改。 A scenario of `assumptions.toml`; the
    /// numbers below change it further.
    pub(crate) name: Option<String>,
    /// 产出年增速加减的百分点。 Percentage points added to the growth of output.
    #[arg(long, allow_negative_numbers = true)]
    pub(crate) output_growth: Option<f64>,
    /// 今后招生的倍数。 What entrants to come are multiplied by.
    #[arg(long)]
    pub(crate) intake: Option<f64>,
    /// 本市留存率加减的百分点。 Percentage points added to local retention.
    #[arg(long, allow_negative_numbers = true)]
    pub(crate) retention: Option<f64>,
    /// 退出率的倍数。 What exits are multiplied by.
    #[arg(long)]
    pub(crate) exits: Option<f64>,
    /// 产业增长按预测全额计入需求，不按历史检验的权重折减。 Growth goes into demand at full weight.
    #[arg(long)]
    pub(crate) full_growth: Option<bool>,
}
