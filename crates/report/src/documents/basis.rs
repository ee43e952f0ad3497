//! 编制依据: on what ground documents stand.

use talent_outlook::Outlook;

use crate::document::Span;

/// `根据《…》（…号），`; nothing where the settings name no ground.
pub(super) fn based_on(outlook: &Outlook) -> Vec<Span> {
    let basis = &outlook.meta.notice.basis;
    if basis.is_empty() {
        return Vec::new();
    }
    vec!["根据".into(), Span::Fact(basis.join("、")), "，".into()]
}
