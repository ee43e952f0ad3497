//! 五、产业与专业对接

use talent_domain::Lang;
use talent_outlook::{Outlook, ProgrammeOutlook, StructureOutlook};

use super::leading::leading;
use crate::chart::heat_map;
use crate::document::cells::{cells, percent};
use crate::document::{Block, Cell, Form, Table};
use crate::documents::tables::structure_table;

/// Industries that are named for each programme.
const NAMED: usize = 3;

/// The two structures (`l10`), the heat map of openings, industries without graduates (`l11`), and the industries that
/// each programme serves (`l12`), and the leading industries (`l41`…); a sentence where the structures cannot be compared.
///
/// `l11` is left out where every industry has graduates.
pub(super) fn matching(outlook: &Outlook) -> Vec<Block> {
    let heading = Block::heading("五、产业与专业对接");
    let Some(structure) = &outlook.structure else {
        return vec![heading, Block::say("没有毕业生或分行业就业数据，不能比较两者的结构。")];
    };
    let mut blocks = vec![
        heading,
        structure_table(structure, "l10", "表5-1　就业结构与毕业生结构").into(),
        Block::figure("图5-1", heat_map(outlook, Lang::Zh)),
    ];
    blocks.extend(unserved_table(outlook, structure).map(Block::from));
    blocks.push(served_table(outlook).into());
    blocks.extend(leading(outlook));
    blocks
}

/// Industries with employment for which no programme has graduates; none if each has some.
/// Shares of employment are fractions of all sections together.
fn unserved_table(outlook: &Outlook, structure: &StructureOutlook) -> Option<Table> {
    let rows: Vec<[Cell; 2]> = structure
        .sections
        .iter()
        .filter(|(_, _, employed, graduates, _)| *employed > 0.0 && *graduates <= 0.0)
        .map(|(code, name, employed, ..)| cells![format!("{code} {name}"), percent(*employed)])
        .collect();
    let table = Table::new("l11", "表5-2　有就业而没有对应专业毕业生的行业")
        .words(["行业"])
        .figures(["占从业人员"])
        .note(format!(
            "多为以其他层次毕业生为主或没有{}专业对应的行业，是否开设由主管部门研究。",
            outlook.meta.level.name(Lang::Zh)
        ));
    (!rows.is_empty()).then(|| table.rows(rows))
}

/// The industries that each programme's demand comes from, with their shares. Shares are fractions of the programme's
/// demand; at most `NAMED` industries are given.
fn served_table(outlook: &Outlook) -> Table {
    let row = |p: &ProgrammeOutlook| [p.code.to_string(), p.name.clone(), served(p)];
    Table::new("l12", "表5-3　各专业的需求来自哪些行业（前三）")
        .marks(["专业代码"])
        .words(["专业名称", "行业及占比"])
        .rows(outlook.programmes.iter().map(row))
        .note("专业与行业的对应见代码表C5、C8、C9；标为建议的请以本市调查替换。")
}

/// Industries with their shares of the demand, the largest first.
fn served(programme: &ProgrammeOutlook) -> String {
    let industries = programme.industries.iter().take(NAMED);
    let named: Vec<String> = industries
        .map(|(_, name, share)| format!("{name} {}", Form::Percent.text(*share)))
        .collect();
    if named.is_empty() { "没有对应行业".to_owned() } else { named.join("；") }
}
