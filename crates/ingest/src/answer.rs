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
