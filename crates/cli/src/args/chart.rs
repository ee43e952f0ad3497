//! What `chart` takes.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct ChartArgs {
    /// fan、gap、quadrant 或 heatmap。
    pub(crate) kind: String,
    /// fan：专业代码。 The programme of a fan chart.
    #[arg(long)]
    pub(crate) programme: Option<String>,
    /// fan：行业门类，total 为全部行业。 The industry of a fan chart.
    #[arg(long, conflicts_with = "programme")]
    pub(crate) industry: Option<String>,
    /// 输出文件，.svg 或 .png。 The output, `.svg` or `.png`.
    #[arg(long, short)]
    pub(crate) output: PathBuf,
    /// PNG 放大倍数。 Scale of a PNG.
    #[arg(long, default_value_t = crate::chart_file::PNG_SCALE)]
    pub(crate) scale: f32,
}
