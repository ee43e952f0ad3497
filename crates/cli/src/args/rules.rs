//! What `rules simulate` takes.

use std::path::PathBuf;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum RulesCommand {
    /// 预警规则推演：一条规则或一份政策启用之前，看它在以往各年会触发哪些专业和专业点，后来怎样；不作记录
    ///
    /// What published rules (C6), also those that are switched off, would have done in every past year, and what came
    /// afterwards; with a policy, which levels it would change now and in past releases. Nothing is recorded. For the bureau.
    #[command(
        after_help = "例 example：\n  talent rules simulate --as bureau\n  talent rules simulate --as bureau --rule MOE-2011 --as-if-in-force\n  talent rules simulate --as bureau --file new-C6.csv\n  talent rules simulate --as bureau --policy policy-2027.toml"
    )]
    Simulate(SimulateRulesArgs),
}

#[derive(Debug, clap::Args)]
pub(crate) struct SimulateRulesArgs {
    /// 另一份政策文件：按它推演，并与本工作区的政策比较各年级别。 Another policy: go by it, and compare the levels of every year.
    #[arg(long)]
    pub(crate) policy: Option<PathBuf>,
    /// 只看这一条规则（C6 编号），停用的也可以。 One rule by its number, also one that is off.
    #[arg(long)]
    pub(crate) rule: Option<String>,
    /// 用这个 C6 文件中的规则，不用已导入的。 The rules of this C6 file in place of those taken in.
    #[arg(long)]
    pub(crate) file: Option<PathBuf>,
    /// 不论规则写明的地区、学校层次和年份，都按在本市有效推演。 Take rules to hold here whatever they say of regions, schools and years.
    #[arg(long)]
    pub(crate) as_if_in_force: bool,
    /// 以 CSV 输出触发的专业和专业点，一行一个。 Where rules fire, as CSV.
    #[arg(long)]
    pub(crate) csv: bool,
}
