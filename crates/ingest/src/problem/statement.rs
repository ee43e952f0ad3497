//! What a rule says of one problem, in one language.

use std::fmt::Display;

use talent_domain::Lang;

use crate::severity::Severity;

/// What a rule says of a problem.
pub(super) struct Statement {
    /// The rule's code in the rule catalogue.
    pub(super) code: &'static str,
    pub(super) severity: Severity,
    /// What is wrong.
    pub(super) message: String,
    /// What to do about it.
    pub(super) fix: &'static str,
    lang: Lang,
}

/// The statement of a rule that stops the files.
pub(super) fn error(code: &'static str, lang: Lang) -> Statement {
    Statement { code, severity: Severity::Error, message: String::new(), fix: "", lang }
}

/// The statement of a rule that asks somebody to look.
pub(super) fn caution(code: &'static str, lang: Lang) -> Statement {
    Statement { severity: Severity::Caution, ..error(code, lang) }
}

/// The statement of a rule that informs.
pub(super) fn note(code: &'static str, lang: Lang) -> Statement {
    Statement { severity: Severity::Note, ..error(code, lang) }
}

impl Statement {
    /// Message and fix in Chinese; passed over if the statement is in English.
    pub(super) fn zh(self, message: impl Display, fix: &'static str) -> Self {
        self.say(Lang::Zh, message, fix)
    }

    /// Message and fix in English; passed over if the statement is in Chinese.
    pub(super) fn en(self, message: impl Display, fix: &'static str) -> Self {
        self.say(Lang::En, message, fix)
    }

    fn say(self, lang: Lang, message: impl Display, fix: &'static str) -> Self {
        if lang == self.lang { Self { message: message.to_string(), fix, ..self } } else { self }
    }
}

/// The part of a message that offers a name which is near, between two texts; empty if none is near.
pub(super) fn offer(before: &str, near: Option<&(impl Display + ?Sized)>, after: &str) -> String {
    near.map_or_else(String::new, |near| format!("{before}{near}{after}"))
}

/// The first few of many texts.
pub(super) fn shortened(texts: &[String]) -> String {
    const SHOWN: usize = 6;
    let mut first = texts[..texts.len().min(SHOWN)].join("、");
    if texts.len() > SHOWN {
        first.push_str(" 等");
    }
    first
}
