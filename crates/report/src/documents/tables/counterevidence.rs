//! What speaks against calling classes and programmes a surplus.

use talent_domain::Lang;
use talent_outlook::{CounterEvidence, Outlook};

use crate::document::Table;
use crate::document::cells::cells;
use crate::wording::explain_counterevidence;

/// Classes and programmes in surplus with what speaks against it; none where nothing does.
pub(in crate::documents) fn counterevidence_table(
    outlook: &Outlook,
    id: &'static str,
    caption: &str,
) -> Option<Table> {
    let row = |code: String, name: &str, found: &[CounterEvidence]| {
        let told = explain_counterevidence(found, Lang::Zh).concat();
        (!told.is_empty()).then(|| cells![code, name, told])
    };
    let classes = outlook.classes.iter();
    let classes = classes.filter_map(|c| row(c.code.to_string(), &c.name, &c.counterevidence));
    let programmes = outlook.programmes.iter();
    let programmes =
        programmes.filter_map(|p| row(p.code.to_string(), &p.name, &p.balance.counterevidence));
    let rows: Vec<_> = classes.chain(programmes).collect();
    let table = Table::new(id, caption)
        .marks(["代码"])
        .words(["专业类、专业", "须先核实的情况"])
        .note("这些情况与过剩的判断相反，不改变测算和等级，压缩招生前须先核实。");
    (!rows.is_empty()).then(|| table.rows(rows))
}
