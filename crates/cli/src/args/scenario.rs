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
    /// 单项变更，可重复，也可用逗号连写：seats:学校:专业:40（-40 为减少）、stop:学校:专业、open:学校:专业:40、plant:行业门类:800:2027。仅供主管部门（--as bureau）。
    /// A single change, repeated or with commas: seats:SCHOOL:PROGRAMME:40, stop:SCHOOL:PROGRAMME,
    /// open:SCHOOL:PROGRAMME:40, plant:SECTION:800:2027. For the bureau.
    #[arg(long = "change", value_name = "CHANGE", allow_hyphen_values = true)]
    pub(crate) changes: Vec<String>,
    /// 测算后以此名称保存，以后可用 --name 重算；同名的以后一次为准。 Save it under this name, to be worked out again by --name.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["list", "saved"])]
    pub(crate) save: Option<String>,
    /// 按已保存的情景重算（用现在的数据）；其余参数在它之上修改。 Work a saved scenario out again, on the data of now.
    #[arg(long = "name", value_name = "NAME", conflicts_with_all = ["name", "list"])]
    pub(crate) saved: Option<String>,
    /// 列出已保存的情景：名称、内容、谁、何时。 List what was saved, by whom and when.
    #[arg(long, conflicts_with = "name")]
    pub(crate) list: bool,
}
