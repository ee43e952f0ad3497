//! The first paragraph: on what ground, of what, and that the findings follow.

use talent_domain::Lang;
use talent_outlook::Outlook;

use crate::document::{Block, Span, bound_text};
use crate::documents::basis::based_on;

/// The ground, the schools and programmes, and the period; numbers are those of the table `issue`.
pub(super) fn opening(outlook: &Outlook) -> Block {
    let mut text = based_on(outlook);
    text.extend(bound_text("按照市场供求比和就业质量两项依据，对{issue:5:1}学校开设的{issue:6:1}"));
    text.push(Span::Text(format!("{}专业", outlook.meta.level.name(Lang::Zh))));
    text.extend(bound_text(
        "在{issue:4:1}的岗位需求和毕业生供给进行了测算，现将预警情况通报如下。",
    ));
    Block::Paragraph(text)
}
