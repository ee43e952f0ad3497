//! What people write in the blanks of documents.
//!
//! A text is kept from run to run with the cells that its blank is about, as they were when it was written. Where they have
//! changed it is printed with 数据已变, and the document is not signed before somebody has looked at it. What is written for
//! the bureau is not what is written for the public: each has its own texts.

use std::collections::BTreeMap;

use talent_ingest::read_blanks;
use talent_outlook::Audience;
use talent_report::{Document, Slot, Written, beijing_day};
use talent_workspace::{Act, SlotTextRecord, Workspace};

use crate::kind::audience_code;
use crate::{DocumentKind, IssueError};

/// A blank with what stands in it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SlotState {
    /// The document.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// What is asked for.
    pub prompt: String,
    /// Whether the document cannot be signed without it.
    pub is_forced: bool,
    /// What stands there; none where it is empty.
    pub text: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When (RFC 3339, UTC).
    pub at: Option<String>,
    /// Whether the figures that it is about have changed since.
    pub is_stale: bool,
}

/// Puts what people wrote into the blanks of a document.
pub(crate) fn fill(document: &mut Document, texts: &BTreeMap<String, SlotTextRecord>) {
    document.write_slots(|slot, figures| {
        let SlotTextRecord { text, figures: before, at, actor, .. } = texts.get(slot.id)?;
        Some(Written {
            text: text.clone(),
            author: actor.clone(),
            at: beijing_day(at).to_string(),
            is_stale: before != figures,
        })
    });
}

/// What stands in the blanks of a kind of document for an audience, by their ids.
pub(crate) async fn texts_of(
    workspace: &Workspace,
    kind: DocumentKind,
    audience: Audience,
) -> Result<BTreeMap<String, SlotTextRecord>, IssueError> {
    Ok(workspace.slot_texts(kind.code(), audience_code(audience)).await?)
}

/// The blanks of a document.
pub async fn slots_of(
    workspace: &Workspace,
    kind: DocumentKind,
    document: &Document,
) -> Result<Vec<SlotState>, IssueError> {
    let texts = texts_of(workspace, kind, audience_for(document)).await?;
    let states = document.slots().map(|slot| {
        let text = texts.get(slot.id);
        SlotState {
            kind: kind.code(),
            id: slot.id.to_owned(),
            prompt: slot.prompt.to_owned(),
            is_forced: slot.is_forced,
            text: text.map(|text| text.text.clone()),
            author: text.map(|text| text.actor.clone()),
            at: text.map(|text| text.at.clone()),
            is_stale: text.is_some_and(|text| text.figures != document.figures_of(slot)),
        }
    });
    Ok(states.collect())
}

/// Writes a text in a blank of a document, about its cells as they are now. An empty text empties it.
pub async fn write_slot(
    workspace: &Workspace,
    kind: DocumentKind,
    document: &Document,
    (id, text): (&str, &str),
    act: Act<'_>,
) -> Result<(), IssueError> {
    let slot = document.slots().find(|slot| slot.id == id).ok_or_else(|| no_slot(document, id))?;
    let text = finished(text)?;
    let texts = [(id, text.as_str(), document.figures_of(slot))];
    let audience = audience_code(audience_for(document));
    Ok(workspace.write_slots((kind.code(), audience), &texts, act).await?)
}

/// Says that what stands in a blank still holds with the figures as they are now. Whether anything stands there.
pub async fn keep_slot(
    workspace: &Workspace,
    kind: DocumentKind,
    document: &Document,
    id: &str,
    act: Act<'_>,
) -> Result<bool, IssueError> {
    let texts = texts_of(workspace, kind, audience_for(document)).await?;
    let Some(text) = texts.get(id) else {
        document.slots().find(|slot| slot.id == id).ok_or_else(|| no_slot(document, id))?;
        return Ok(false);
    };
    write_slot(workspace, kind, document, (id, &text.text), act).await?;
    Ok(true)
}

/// Takes what was written in the blanks of a Word file that was written from `document`, and returns the ids of those that
/// have another text now. What was left empty is left as it is. A text is about the figures that stood in the file.
pub async fn read_slots(
    workspace: &Workspace,
    kind: DocumentKind,
    document: &Document,
    (name, bytes): (&str, &[u8]),
    act: Act<'_>,
) -> Result<Vec<String>, IssueError> {
    let blanks = read_blanks(name, bytes).map_err(|finding| IssueError::Word(Box::new(finding)))?;
    let audience = audience_for(document);
    let known = texts_of(workspace, kind, audience).await?;
    let mut texts = BTreeMap::new();
    for (tag, text) in &blanks {
        // The tag is the id with the figures that stood in the file.
        let Some((id, figures)) = tag.split_once('.') else { continue };
        let slot =
            document.slots().find(|slot| slot.id == id).ok_or_else(|| no_slot(document, id))?;
        let text = finished(slot.answer(text))?;
        let stands = known.get(id).is_some_and(|known| same_words(&known.text, &text));
        if !text.is_empty() && !stands {
            texts.insert(slot.id, (text, figures.to_owned()));
        }
    }
    if blanks.iter().all(|(tag, _)| !tag.contains('.')) {
        return Err(no_slot(document, name));
    }
    let texts: Vec<(&str, &str, String)> =
        texts.iter().map(|(id, (text, figures))| (*id, text.as_str(), figures.clone())).collect();
    if !texts.is_empty() {
        workspace.write_slots((kind.code(), audience_code(audience)), &texts, act).await?;
    }
    Ok(texts.into_iter().map(|(id, ..)| id.to_owned()).collect())
}

/// For whom a document is.
fn audience_for(document: &Document) -> Audience {
    if document.internal { Audience::Bureau } else { Audience::Public }
}

/// A text that can stand in a blank: printable, and without the mark of an empty one.
pub(crate) fn finished(text: &str) -> Result<String, IssueError> {
    let text = printable(text)?;
    if Slot::is_unfinished(&text) { Err(IssueError::Unfinished) } else { Ok(text) }
}

/// A blank holds no more characters.
const LONGEST: usize = 20_000;

/// A text without characters that no document can print: controls other than line breaks, and marks that turn the direction
/// of what follows. One that is too long is refused.
pub fn printable(text: &str) -> Result<String, IssueError> {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let text: String = text
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| (!c.is_control() || *c == '\n') && !turns(*c))
        .collect();
    let text = text.trim().to_owned();
    let got = text.chars().count();
    if got > LONGEST { Err(IssueError::TooLong { got, limit: LONGEST }) } else { Ok(text) }
}

/// Whether two texts say the same, apart from blanks at the ends of lines and empty lines.
fn same_words(one: &str, other: &str) -> bool {
    let lines = |text: &str| {
        let lines = text.lines().map(|line| line.trim().to_owned());
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>()
    };
    lines(one) == lines(other)
}

fn no_slot(document: &Document, slot: &str) -> IssueError {
    let known: Vec<&str> = document.slots().map(|slot| slot.id).collect();
    IssueError::NoSlot { slot: slot.to_owned(), known: known.join("、") }
}

/// What is asked for in a blank, with its id.
fn named(slot: &Slot) -> String {
    format!("“{}”（{}）", slot.prompt.trim_end_matches('。'), slot.id)
}

/// What has to be done about the blanks before the document is signed; empty if nothing.
pub(crate) fn unfilled(document: &Document) -> Vec<String> {
    let open = document.slots().filter_map(|slot| match &slot.written {
        Some(written) if written.is_stale => {
            Some(format!("{}写于数据变动之前，请核对后重写或确认（slot keep）", named(slot)))
        }
        Some(_) => None,
        None => slot.is_forced.then(|| format!("{}还没有填写", named(slot))),
    });
    open.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_printed_is_left_out_and_what_is_too_long_refused() {
        assert_eq!(printable(" 一\u{0}是\u{1b}\r\n二\t是\u{202e} ").unwrap(), "一是\n二 是");
        assert_eq!(printable("<b>{t1:0:1}&").unwrap(), "<b>{t1:0:1}&");
        assert!(matches!(printable(&"字".repeat(20_001)), Err(IssueError::TooLong { .. })));
        assert!(matches!(finished("一是【请填写】"), Err(IssueError::Unfinished)));
    }
}
