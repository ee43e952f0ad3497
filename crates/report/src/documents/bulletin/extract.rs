//! One page for one school: what of the bulletin is about it, and what it is asked for by when.

use talent_domain::Lang;
use talent_outlook::{Audience, Outlook, WarningRecord};
use talent_warning::WarningLevel;

use super::actions::{PLAN_GOES_BEFORE, requirement};
use super::review::TERM;
use crate::document::cells::cells;
use crate::document::{Block, Document, Span, Standing, Table, UnboundNumber};
use crate::documents::stamp::RunStamp;
use crate::wording::warning::{current_level, first_trigger, level_name};

/// Composes the extract of the bulletin for a school, by its code or its name; none where no such school is assessed.
///
/// # Errors
///
/// A number in running text that no cell stands behind.
pub fn compose_bulletin_extract(
    outlook: &Outlook,
    stamp: RunStamp,
    school: &str,
) -> Result<Option<Document>, UnboundNumber> {
    let own: Vec<&WarningRecord> = outlook.warnings.iter().filter(|w| is_of(w, school)).collect();
    let Some(name) = own.first().and_then(|warning| warning.school_name.clone()) else {
        return Ok(None);
    };
    let listed: Vec<&WarningRecord> = own.iter().copied().filter(|w| w.is_listed()).collect();
    let publisher = outlook.meta.publisher.clone();
    let issue = Span::Fact(format!("{}年第{}期", stamp.year(), stamp.issue));
    let title = vec![
        issue.clone(),
        "职业教育专业供需预警情况\n（".into(),
        Span::Name(name),
        "节录）".into(),
    ];
    let text = vec![
        "现将".into(),
        issue,
        "预警通报中涉及贵校的部分摘录如下（全部依据见通报所附预警清单），请按后表期限（自印发之日起算）报送材料；有异议的，可在"
            .into(),
        Span::Fact(TERM.to_owned()),
        "内书面申请复核。".into(),
    ];
    let mut blocks = vec![Block::Paragraph(text), listed_table(&listed).into()];
    blocks.extend(asked_table(&listed).map(Block::from));
    let document = Document {
        issuer: publisher,
        title,
        day: stamp.date(),
        standing: Standing::Unsigned,
        cover: None,
        notice: None,
        simulated: outlook.meta.simulated,
        internal: outlook.meta.audience == Audience::Bureau,
        wide: false,
        blocks,
        imprint: Vec::new(),
    };
    document.check()?;
    Ok(Some(document))
}

/// Whether a warning is of a school, by its code or its name.
fn is_of(warning: &WarningRecord, school: &str) -> bool {
    warning.school.as_ref().is_some_and(|code| code.as_str() == school)
        || warning.school_name.as_deref() == Some(school)
}

/// The warnings of the school with what set them off.
fn listed_table(listed: &[&WarningRecord]) -> Table {
    let row = |warning: &&WarningRecord| {
        cells![
            warning.programme_name.clone(),
            current_level(warning, Lang::Zh),
            first_trigger(warning),
        ]
    };
    let table = Table::new("x1", "表1　本校列入预警的专业点")
        .words(["专业名称"])
        .marks(["等级"])
        .words(["依据"])
        .rows(listed.iter().map(row));
    if listed.is_empty() { table.note("本校没有列入预警的专业点。") } else { table }
}

/// What each of the levels asks of the school by when; none without warnings.
fn asked_table(listed: &[&WarningRecord]) -> Option<Table> {
    let levels = WarningLevel::ALL
        .into_iter()
        .filter(|level| listed.iter().any(|warning| warning.assessment.level == *level));
    let row = |level: WarningLevel| {
        let (days, papers) = requirement(level).unwrap_or(("—", "—"));
        cells![level_name(level), level.proposal(Lang::Zh), days, papers]
    };
    let table = Table::new("x2", "表2　措施、期限和须提交的材料")
        .marks(["等级"])
        .words(["措施"])
        .marks(["期限"])
        .words(["须提交的材料"])
        .rows(levels.map(row))
        .note(PLAN_GOES_BEFORE);
    (!listed.is_empty()).then_some(table)
}
