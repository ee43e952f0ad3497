//! A chart as a file: SVG, or PNG by the ending of its name.

use std::path::Path;

use anyhow::Result;
use talent_domain::Lang;
use talent_report::Chart;
use talent_workspace::write_file;

/// How many pixels of a picture stand for one of its chart, where nobody asks for another scale.
pub(crate) const PNG_SCALE: f32 = 2.0;

/// Whether a file's name ends as a chart's does; says so if not.
pub(crate) fn can_draw(path: &Path, lang: Lang) -> bool {
    let known = matches!(path.extension().and_then(|e| e.to_str()), Some("svg" | "png"));
    if !known {
        let text = lang
            .pick("图的文件名须以 .svg 或 .png 结尾", "the file of a chart ends in .svg or .png");
        tell!("{}：{text}", path.display());
    }
    known
}

/// Writes a chart as the name of its file asks, a PNG at this scale; returns the title of the chart.
///
/// Fails if the file cannot be written, or if no font of the machine can draw a PNG's Chinese characters.
pub(crate) fn save_chart(chart: Chart, path: &Path, scale: f32) -> Result<String> {
    let png = path.extension().is_some_and(|e| e == "png");
    let bytes = if png { chart.to_png(scale)? } else { chart.svg.into_bytes() };
    write_file(path, &bytes)?;
    Ok(chart.title)
}
