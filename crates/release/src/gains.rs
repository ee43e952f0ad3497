//! Which table would help most: the first draws with one block of uncertainty settled, against the free ones.

use talent_market::{BandEdges, Block, DrawOutcome, Sides, TableGain};

/// What the table behind each block would bring over the `programmes` (positions), the greatest fall of the width
/// first. `held` is by block, draw and programme, in the order of [`Block::ALL`], of the first draws in `outcomes`.
///
/// Blocks that no table settles are left out, and so is everything where there is no such programme or draw.
pub(crate) fn table_gains(
    outcomes: &[DrawOutcome],
    held: &[Vec<Vec<Sides>>],
    programmes: &[usize],
    edges: BandEdges,
) -> Vec<TableGain> {
    let few = held.first().map_or(0, Vec::len);
    if few == 0 || programmes.is_empty() {
        return Vec::new();
    }
    let by_programme = |read: &dyn Fn(usize, usize) -> Sides| -> Vec<Vec<Sides>> {
        programmes.iter().map(|&p| (0..few).map(|draw| read(draw, p)).collect()).collect()
    };
    let free = by_programme(&|draw, p| {
        let balance = &outcomes[draw].balances[p];
        (balance.demand, balance.supply)
    });
    let gain = |(block, draws): (Block, &Vec<Vec<Sides>>)| {
        let held = by_programme(&|draw, p| draws[draw][p]);
        block.has_table().then(|| TableGain::of(block, &free, &held, edges))
    };
    let mut gains: Vec<TableGain> = Block::ALL.into_iter().zip(held).filter_map(gain).collect();
    gains.sort_by(|a, b| b.width_fall().total_cmp(&a.width_fall()));
    gains
}
