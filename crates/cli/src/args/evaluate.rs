//! What `evaluate` takes.

#[derive(Debug, clap::Args)]
pub(crate) struct EvaluateArgs {
    /// 在这么多个模拟城市上评价，与真实结果比较，不需要数据；不写则评价工作区自己的历史。 On so many cities that are made up,
    /// against what is true of them; the workspace's own history if it is not given.
    #[arg(long, value_name = "CITIES", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) simulated: Option<u16>,
    /// 模拟城市：各跟踪多少年。 Of simulated cities: years that each is followed for.
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u16).range(4..=15), requires = "simulated")]
    pub(crate) years: u16,
    /// 模拟城市：第一个的种子，其余依次加一。 Of simulated cities: the seed of the first; each other has the next.
    #[arg(long, default_value_t = 1, requires = "simulated")]
    pub(crate) seed: u64,
    /// 模拟城市：不评价，只由这些城市的往届推算 F1D 回归的系数（程序中先验的中心即由此而来）。 Of simulated cities: no
    /// scores, but the coefficients of F1D that their pasts give: where the centre of its prior comes from.
    #[arg(long, requires = "simulated")]
    pub(crate) foresight: bool,
}
