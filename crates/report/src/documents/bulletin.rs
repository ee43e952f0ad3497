//! 《关于YYYY年第N期职业教育专业供需预警情况的通报》
//!
//! A notice to counties and schools, without a cover: seven sections and annexes, in the order of the list in
//! [`compose_bulletin`]. Ids of tables are `t1`… by section and `a1`… in the annexes.

mod actions;
mod annexes;
mod causes;
mod changes;
mod extract;
mod gravest;
mod late;
mod moved;
mod opening;
mod overview;
mod plan;
mod review;
mod shortages;

use talent_outlook::{Audience, NoticeTexts, Outlook};

use super::stamp::RunStamp;
use crate::document::{Document, Notice, Span, Standing, UnboundNumber, bound_text};
use changes::Changes;

pub use changes::LastIssue;
pub use extract::compose_bulletin_extract;

/// Composes the bulletin of a run, as a draft. An error would be a number in its text that no table holds.
///
/// Warnings are compared with those of the issue that was sent out last; without one with those of the release before,
/// which the outlook carries. Texts are Chinese.
pub fn compose_bulletin(
    outlook: &Outlook,
    stamp: RunStamp,
    last: Option<LastIssue<'_>>,
) -> Result<Document, UnboundNumber> {
    let changes = Changes::new(outlook, last);
    let blocks = [
        vec![opening::opening(outlook)],
        overview::overview(outlook),
        moved::moved_warnings(outlook, &changes),
        gravest::gravest(&changes),
        shortages::shortages(outlook),
        causes::causes(outlook),
        actions::actions(outlook, &changes),
        plan::planned(outlook).into_iter().collect(),
        review::review(),
        annexes::annexes(outlook, &changes, stamp),
    ]
    .concat();
    let publisher = &outlook.meta.publisher;
    let document = Document {
        issuer: publisher.clone(),
        title: title(publisher),
        day: stamp.date(),
        standing: Standing::Draft,
        cover: None,
        notice: Some(Notice {
            addressee: outlook.meta.notice.addressee.clone(),
            disclosure: match outlook.meta.audience {
                Audience::Public => "此件公开发布",
                Audience::Bureau => "此件不予公开",
            },
        }),
        simulated: outlook.meta.simulated,
        internal: outlook.meta.audience == Audience::Bureau,
        wide: false,
        blocks,
        imprint: imprint(&outlook.meta.notice),
    }
    .numbered();
    document.check()?;
    Ok(document)
}

/// Who issues it, which issue it is, and what of; the number is that of table `issue` in the last annex.
fn title(publisher: &str) -> Vec<Span> {
    let mut title = vec![Span::Name(publisher.to_owned())];
    title.extend(bound_text("\n关于{issue:0:1}职业教育专业\n供需预警情况的通报"));
    title
}

/// 版记: whom copies go to, and the office.
fn imprint(texts: &NoticeTexts) -> Vec<String> {
    let copies = (!texts.copies.is_empty()).then(|| format!("抄送：{}。", texts.copies.join("，")));
    let office = (!texts.office.is_empty()).then(|| texts.office.clone());
    copies.into_iter().chain(office).collect()
}
