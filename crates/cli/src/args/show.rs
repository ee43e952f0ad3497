//! What `show` takes.

use clap::ValueEnum;

#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    /// 专业、行业或学校。 A programme, an industry or a school.
    #[arg(value_enum)]
    pub(crate) what: What,
    /// 专业代码、行业门类或学校代码。 Its code.
    pub(crate) code: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum What {
    /// 专业
    Programme,
    /// 行业
    Industry,
    /// 学校
    School,
}
