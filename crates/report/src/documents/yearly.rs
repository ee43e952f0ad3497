//! What the yearly reports have in common: a cover, the city's name in the title, and a preparation note.

use talent_outlook::{Audience, Outlook};

use super::stamp::RunStamp;
use crate::document::{Block, Cover, Document, Span, Standing, UnboundNumber};

/// A yearly report with its cover, named after the city; its text is checked. `year` is the year or the cohort that it
/// is about, as people read it.
///
/// An error is a number in running text that no cell stands behind.
pub(super) fn yearly_report(
    outlook: &Outlook,
    stamp: RunStamp,
    name: &str,
    year: String,
    blocks: Vec<Block>,
) -> Result<Document, UnboundNumber> {
    let meta = &outlook.meta;
    let document = Document {
        issuer: meta.publisher.clone(),
        title: vec![Span::Name(meta.city.clone()), format!("\n{name}").as_str().into()],
        day: stamp.date(),
        standing: Standing::Draft,
        cover: Some(Cover { year }),
        notice: None,
        simulated: meta.simulated,
        internal: meta.audience == Audience::Bureau,
        wide: false,
        blocks,
        imprint: Vec::new(),
    }
    .numbered();
    document.check()?;
    Ok(document)
}
