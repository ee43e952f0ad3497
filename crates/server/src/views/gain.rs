//! What a table would bring.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{Block, TableGain};
use talent_report::{block_name, table_behind};
use utoipa::ToSchema;

/// What the table behind one step of the balance would bring if the city delivered it, means over programmes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TableGainView {
    /// The step of the balance that it settles, as a code.
    #[schema(value_type = String, example = "employment")]
    pub(crate) code: Block,
    /// The table to deliver.
    #[schema(example = "T4 分行业从业人员（2020 年以来各年）")]
    pub(crate) table: String,
    /// That step in words.
    pub(crate) block: String,
    /// Width of the 80 % interval of the logarithm of demand per entrant, now.
    pub(crate) width_before: f64,
    /// The same with the table.
    pub(crate) width_after: f64,
    /// By what fraction the width falls.
    pub(crate) width_fall: f64,
    /// Expected loss of the best course, in bands, now.
    pub(crate) loss_before: f64,
    /// The same with the table.
    pub(crate) loss_after: f64,
    /// By what fraction the loss falls.
    pub(crate) loss_fall: f64,
}

impl TableGainView {
    pub(crate) fn new(gain: &TableGain, lang: Lang) -> Self {
        Self {
            code: gain.block,
            table: table_behind(gain.block, lang).to_owned(),
            block: block_name(gain.block, lang).to_owned(),
            width_before: gain.width_before,
            width_after: gain.width_after,
            width_fall: gain.width_fall(),
            loss_before: gain.loss_before,
            loss_after: gain.loss_after,
            loss_fall: gain.loss_fall(),
        }
    }
}
