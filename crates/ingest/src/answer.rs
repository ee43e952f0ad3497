//! What somebody says of one finding.

/// What is said of a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// Whether what would stop the files was confirmed.
    pub is_confirmed: bool,
    /// Why it is so; none if nobody has said.
    pub explanation: Option<String>,
    /// Whether the sender gave the explanation, in a workbook that went back.
    pub is_senders: bool,
}

/// Whether a text gives a reason why a figure is right: more than a mark, and neither that somebody does not know nor that it
/// is wrong.
pub fn is_reason(text: &str) -> bool {
    const NO_REASON: [&str; 14] = [
        "同上",
        "不清楚",
        "不知道",
        "不详",
        "无",
        "没有",
        "略",
        "是",
        "对",
        "正确",
        "属实",
        "已核对",
        "已核实",
        "ok",
    ];
    const WRONG: [&str; 8] = ["填错", "写错", "录错", "输错", "应为", "应改", "有误", "改为"];
    let bare: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    !bare.is_empty()
        && !NO_REASON.contains(&bare.to_lowercase().as_str())
        && !WRONG.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_gives_no_reason_is_none() {
        for text in ["", "。", "同上", "不清楚", "填错了，应为102", "OK", " - "] {
            assert!(!is_reason(text), "{text}");
        }
        for text in ["并校", "新校区合并，已核对", "2024 年停招一年"] {
            assert!(is_reason(text), "{text}");
        }
    }
}
