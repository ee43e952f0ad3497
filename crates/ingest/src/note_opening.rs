//! The words that notes and signatures open with.

use crate::folding::half_width;

/// Letters that tell a note.
const LOOKED_AT: usize = 16;

/// Whether a text opens a note or a signature.
pub(crate) fn opens_note(text: &str) -> bool {
    const OPENINGS: [&str; 19] = [
        "注",
        "填报",
        "填表",
        "审核",
        "说明",
        "制表",
        "负责人",
        "单位负责",
        "联系",
        "经办",
        "校长",
        "日期",
        "填写",
        "资料来源",
        "数据来源",
        "来源",
        "备注",
        "Note",
        "Source",
    ];
    // What stands behind the first letters does not matter.
    let opening: String = text.trim_start().chars().take(LOOKED_AT).collect();
    let text = half_width(&opening);
    let text = text.trim_start().trim_start_matches(['(', '[', '【', '*']);
    OPENINGS.iter().any(|opening| text.starts_with(opening))
}
