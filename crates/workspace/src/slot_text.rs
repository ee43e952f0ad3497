//! What people wrote in the blanks of documents. The last text of a blank counts; those before it are kept.

use std::collections::BTreeMap;

use crate::record::SlotTextRecord;
use crate::{Act, Workspace, WorkspaceError};

impl Workspace {
    /// What stands in the blanks of a kind of document for an audience, by their ids. A blank that was emptied again is not
    /// there.
    pub async fn slot_texts(
        &self,
        kind: &str,
        audience: &str,
    ) -> Result<BTreeMap<String, SlotTextRecord>, WorkspaceError> {
        let texts = self.store.slot_texts().await?.into_iter();
        let of_kind = texts.filter(|text| text.kind == kind && text.audience == audience);
        let of_kind = of_kind.map(|text| (text.slot.clone(), text));
        let mut last: BTreeMap<String, SlotTextRecord> = of_kind.collect();
        last.retain(|_, text| !text.text.trim().is_empty());
        Ok(last)
    }

    /// Every text that was ever written, the oldest first.
    pub async fn all_slot_texts(&self) -> Result<Vec<SlotTextRecord>, WorkspaceError> {
        self.store.slot_texts().await
    }

    /// Writes texts in blanks of a kind of document for an audience, all of them or none: for each its id, the text, and the
    /// hash of the cells that it is about. An empty text empties the blank.
    pub async fn write_slots(
        &self,
        (kind, audience): (&str, &str),
        texts: &[(&str, &str, String)],
        act: Act<'_>,
    ) -> Result<(), WorkspaceError> {
        let mut writing = self.store.write().await?;
        for (slot, text, figures) in texts {
            let record = SlotTextRecord {
                kind: kind.to_owned(),
                audience: audience.to_owned(),
                slot: (*slot).to_owned(),
                text: (*text).to_owned(),
                figures: figures.clone(),
                at: act.at.to_owned(),
                actor: act.by.to_owned(),
            };
            writing.add_slot_text(&record).await?;
            writing.add_event(act, "slot", &format!("{kind} {slot}")).await?;
        }
        self.make_stand(writing).await
    }
}
