//! C10: programmes of former catalogues, and what became of them.

use talent_domain::{CodeList, Codebook, FormerRow, Level, ProgrammeCode};

use super::entry::{Entry, YEARS};
use super::list::List;
use super::shares::scale_to_one;
use crate::findings::Findings;

pub(super) const LIST: List = List {
    defines: Some(CodeList::Programme),
    ..List::new(|codebook| codebook.former_programmes.clear(), take).checked_by(scale_shares)
};

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    let Some(Level::Code(programme)) = entry.row.programme.clone() else { return false };
    let (edition, until) = (entry.number("目录版次"), entry.number("停用年份"));
    let is_edition = entry.is_year("目录版次", edition);
    let ends_later = entry.is_within("停用年份", until, (edition, YEARS.1), "目录版次之后");
    let code = entry.text("原代码");
    let Ok(former) = ProgrammeCode::former(edition as i32, &code) else {
        // A year that is wrong has been reported, and the code has the year in it.
        if is_edition && ends_later {
            entry.refuse(&code, "专业");
        }
        return false;
    };
    let mut rows = codebook.former_programmes.iter();
    let twice = rows.any(|old| old.former == former && old.programme == programme);
    codebook.former_programmes.push(FormerRow {
        former,
        name: entry.text("原名称"),
        until: until as i32,
        programme,
        share: entry.number("权重"),
        cell: entry.cell.clone(),
    });
    twice
}

/// The shares of a former programme add up to one.
fn scale_shares(codebook: &mut Codebook, findings: &mut Findings) {
    let rows = codebook.former_programmes.iter_mut();
    let parts = rows.map(|row| (format!("原专业 {}", row.former), &row.cell, &mut row.share));
    scale_to_one(parts.collect(), findings);
}
