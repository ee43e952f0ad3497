//! The words that notes and signatures open with.

use crate::folding::half_width;

/// Whether a text opens a note or a signature.
pub(crate) fn opens_note(text: &str) -> bool {
    const OPENINGS: [&str; 15] = [
        "注",
        "填报",
        "填表",
        "审核",
        "说明",
        "制表",
        "负责人",
        "单位负责",
        "联系",
        "资料来源",
        "数据来源",
        "来源",
        "备注",
        "Note",
        "Source",
    ];
    let text = half_width(text);
    let text = text.trim_start().trim_start_matches(['(', '[', '【', '*']);
    OPENINGS.iter().any(|opening| text.starts_with(opening))
}
