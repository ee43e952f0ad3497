//! What may become of an issue.

use serde::{Deserialize, Serialize};

/// What became of an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssueState {
    /// 草稿: composed anew from its run whenever it is looked at.
    Draft,
    /// 送审: waits for whoever signs.
    Submitted,
    /// 退回: back with the author, with a reason.
    Returned,
    /// 签发: numbered and frozen.
    Signed,
    /// 印发: sent out.
    Dispatched,
    /// 更正: another one stands in its place.
    Corrected,
    /// 撤销: no longer in force, with a reason.
    Withdrawn,
    /// 作废: given up before it was signed.
    Discarded,
}

impl IssueState {
    /// Every state, in the order of a life.
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::Submitted,
        Self::Returned,
        Self::Signed,
        Self::Dispatched,
        Self::Corrected,
        Self::Withdrawn,
        Self::Discarded,
    ];

    /// The name in the database, on the command line and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Signed => "signed",
            Self::Dispatched => "dispatched",
            Self::Corrected => "corrected",
            Self::Withdrawn => "withdrawn",
            Self::Discarded => "discarded",
        }
    }

    /// The state with a code.
    pub fn by_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// What offices call it.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Submitted => "送审",
            Self::Returned => "退回",
            Self::Signed => "签发",
            Self::Dispatched => "印发",
            Self::Corrected => "已更正",
            Self::Withdrawn => "已撤销",
            Self::Discarded => "作废",
        }
    }

    /// What is done to bring an issue into it.
    pub fn act(self) -> &'static str {
        match self {
            Self::Draft => "起草",
            Self::Submitted => "送审",
            Self::Returned => "退回",
            Self::Signed => "签发",
            Self::Dispatched => "印发",
            Self::Corrected => "更正",
            Self::Withdrawn => "撤销",
            Self::Discarded => "作废",
        }
    }

    /// What may be done with an issue in this state, in words.
    pub fn ways_on(self) -> String {
        let next = Self::ALL.into_iter().filter(|next| self.may_become(*next));
        let acts: Vec<&str> = next.map(Self::act).collect();
        if acts.is_empty() {
            "已经办结".to_owned()
        } else {
            format!("可以{}", acts.join("、"))
        }
    }

    /// Whether an issue in this state may come to be in another.
    pub fn may_become(self, next: Self) -> bool {
        use IssueState::{
            Corrected, Discarded, Dispatched, Draft, Returned, Signed, Submitted, Withdrawn,
        };
        match self {
            Draft | Returned => matches!(next, Submitted | Discarded),
            Submitted => matches!(next, Returned | Signed | Discarded),
            Signed => matches!(next, Dispatched | Withdrawn),
            Dispatched => matches!(next, Corrected | Withdrawn),
            Corrected | Withdrawn | Discarded => false,
        }
    }

    /// Whether it has not been signed and may still be.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Submitted | Self::Returned)
    }
}
