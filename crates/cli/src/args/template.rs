//! What `template` takes.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct TemplateArgs {
    /// 模板代码，如 T1、T2、T3、T4。 The code of the template.
    #[arg(value_name = "CODE")]
    pub(crate) template: String,
    /// 给哪所学校：代码或全称，只列该校的专业。 For one school, by its code or whole name.
    #[arg(long)]
    pub(crate) school: Option<String>,
    /// 填报哪一年，默认今年；上一次报过的行预先列出。 The year to be filled in, this one by default; the rows that
    /// were reported last are there already.
    #[arg(long, value_parser = clap::value_parser!(i64).range(1950..=2100))]
    pub(crate) year: Option<i64>,
    /// 输出文件，.xlsx。 The output, `.xlsx`.
    #[arg(long, short)]
    pub(crate) output: PathBuf,
}
