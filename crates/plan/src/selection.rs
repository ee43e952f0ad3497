//! Choosing the best of items that belong to a group and a kind each, at most so many of each and of all, so that every
//! theme that can be served is served.
//!
//! Without themes the choice is a flow of the greatest gain from groups to kinds, an item being an edge between its group and
//! its kind: each path of the greatest gain that is added keeps the flow the best of its size (Ahuja, Magnanti and Orlin,
//! *Network Flows*, 1993, 9.7). Themes are met by branch and bound over the items that are held in: a choice without a theme
//! is an upper bound of every choice with it, so that the first one found best with all themes is exact.

/// An item to choose.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The group that it belongs to, such as a school.
    pub group: usize,
    /// Its kind, such as a programme.
    pub kind: usize,
    /// What it is worth; not negative.
    pub score: f64,
    /// The themes that it serves.
    pub themes: Vec<usize>,
}

/// How many may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SelectionRules {
    /// Of a group, at most.
    pub per_group: usize,
    /// Of a kind, at most.
    pub per_kind: usize,
    /// Of all, at most.
    pub most: usize,
    /// Themes, counted from 0.
    pub themes: usize,
}

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The items, by position, in order.
    pub chosen: Vec<usize>,
    /// Themes that no choice serves beside the others.
    pub unserved: Vec<usize>,
}

/// The items of the greatest total score within the rules; of all choices those that leave the fewest themes unserved.
pub fn choose(items: &[Item], rules: SelectionRules) -> Selection {
    let mut search = Search { items, rules, best: None };
    let serves = |theme: &usize| items.iter().any(|item| item.themes.contains(theme));
    let unserved: Vec<usize> = (0..rules.themes).filter(|theme| !serves(theme)).collect();
    search.branch(&mut Vec::new(), &unserved);
    let Best { chosen, unserved, .. } = search.best.unwrap_or_default();
    Selection { chosen, unserved }
}

/// The best choice that was found so far.
#[derive(Default)]
struct Best {
    chosen: Vec<usize>,
    unserved: Vec<usize>,
    score: f64,
}

struct Search<'a> {
    items: &'a [Item],
    rules: SelectionRules,
    best: Option<Best>,
}

impl Search<'_> {
    /// Looks at the choices in which the items of `held` are, with the themes of `given_up` left out of account.
    fn branch(&mut self, held: &mut Vec<usize>, given_up: &[usize]) {
        let chosen = flow(self.items, self.rules, held);
        if !held.iter().all(|item| chosen.contains(item)) {
            return;
        }
        let score: f64 = chosen.iter().map(|item| self.items[*item].score).sum();
        if self.best.as_ref().is_some_and(|best| {
            (given_up.len(), best.score) >= (best.unserved.len(), score + 1e-12)
        }) {
            return;
        }
        let is_open = |theme: &usize| {
            !given_up.contains(theme)
                && !chosen.iter().any(|item| self.items[*item].themes.contains(theme))
        };
        let Some(theme) = (0..self.rules.themes).find(is_open) else {
            self.best = Some(Best { chosen, unserved: given_up.to_vec(), score });
            return;
        };
        let serving: Vec<usize> = self.by_score(theme).collect();
        for item in serving {
            held.push(item);
            self.branch(held, given_up);
            held.pop();
        }
        let mut without = given_up.to_vec();
        without.push(theme);
        without.sort_unstable();
        self.branch(held, &without);
    }

    /// The items that serve a theme, the best first.
    fn by_score(&self, theme: usize) -> impl Iterator<Item = usize> + use<> {
        let mut serving: Vec<usize> = (0..self.items.len())
            .filter(|item| self.items[*item].themes.contains(&theme))
            .collect();
        serving.sort_by(|a, b| self.items[*b].score.total_cmp(&self.items[*a].score));
        serving.into_iter()
    }
}

/// An edge of the residual network.
struct Edge {
    from: usize,
    to: usize,
    room: usize,
    gain: f64,
}

/// The best choice with the items of `held` worth more than all others together, themes left out of account.
fn flow(items: &[Item], rules: SelectionRules, held: &[usize]) -> Vec<usize> {
    let groups = items.iter().map(|item| item.group + 1).max().unwrap_or(0);
    let kinds = items.iter().map(|item| item.kind + 1).max().unwrap_or(0);
    let (source, sink) = (groups + kinds, groups + kinds + 1);
    let bonus: f64 = 1.0 + items.iter().map(|item| item.score).sum::<f64>();
    let mut edges: Vec<Edge> = Vec::with_capacity(2 * (items.len() + groups + kinds));
    let mut put = |from, to, room, gain: f64| {
        edges.push(Edge { from, to, room, gain });
        edges.push(Edge { from: to, to: from, room: 0, gain: -gain });
    };
    for (position, item) in items.iter().enumerate() {
        let gain = item.score + if held.contains(&position) { bonus } else { 0.0 };
        put(item.group, groups + item.kind, 1, gain);
    }
    (0..groups).for_each(|group| put(source, group, rules.per_group, 0.0));
    (0..kinds).for_each(|kind| put(groups + kind, sink, rules.per_kind, 0.0));
    for _ in 0..rules.most {
        let Some(path) = best_path(&edges, source, sink) else { break };
        for edge in path {
            edges[edge].room -= 1;
            edges[edge ^ 1].room += 1;
        }
    }
    (0..items.len()).filter(|item| edges[2 * item].room == 0).collect()
}

/// The path of the greatest gain with room on every edge; none without a gain.
fn best_path(edges: &[Edge], source: usize, sink: usize) -> Option<Vec<usize>> {
    let mut gains = vec![f64::NEG_INFINITY; sink + 1];
    let mut through: Vec<Option<usize>> = vec![None; sink + 1];
    gains[source] = 0.0;
    // No path is longer than there are nodes, and a flow that is best of its size has no circle that gains.
    for _ in 0..=sink {
        let mut is_settled = true;
        for (position, edge) in edges.iter().enumerate() {
            let gain = gains[edge.from] + edge.gain;
            if edge.room > 0 && gain > gains[edge.to] + 1e-9 {
                (gains[edge.to], through[edge.to]) = (gain, Some(position));
                is_settled = false;
            }
        }
        if is_settled {
            break;
        }
    }
    if gains[sink] <= 0.0 {
        return None;
    }
    let (mut path, mut node) = (Vec::new(), sink);
    while node != source {
        let edge = through[node]?;
        path.push(edge);
        node = edges[edge].from;
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn item(group: usize, kind: usize, score: f64, themes: &[usize]) -> Item {
        Item { group, kind, score, themes: themes.to_vec() }
    }

    #[test]
    fn greed_alone_would_lose() {
        // The best item takes the kind of the only item of the other group.
        let items = [item(0, 0, 5.0, &[]), item(0, 1, 4.0, &[]), item(1, 0, 4.0, &[])];
        let rules = SelectionRules { per_group: 1, per_kind: 1, most: 2, themes: 0 };
        assert_eq!(choose(&items, rules).chosen, [1, 2]);
    }

    #[test]
    fn a_theme_is_served_at_the_least_cost_or_said_to_be_unserved() {
        let items = [item(0, 0, 9.0, &[]), item(1, 1, 8.0, &[]), item(2, 2, 1.0, &[0])];
        let rules = SelectionRules { per_group: 1, per_kind: 1, most: 2, themes: 2 };
        let Selection { chosen, unserved } = choose(&items, rules);
        assert_eq!((chosen, unserved), (vec![0, 2], vec![1]));
    }

    /// The best of all subsets: the fewest unserved themes, then the greatest score.
    fn by_trying_all(items: &[Item], rules: SelectionRules) -> (usize, f64) {
        let mut best = (usize::MAX, 0.0);
        for mask in 0..1_u32 << items.len() {
            let of = |i: &usize| mask >> i & 1 == 1;
            let chosen: Vec<&Item> = (0..items.len()).filter(of).map(|i| &items[i]).collect();
            let most = |of: fn(&Item) -> usize| {
                (0..8).map(|n| chosen.iter().filter(|i| of(i) == n).count()).max().unwrap_or(0)
            };
            let is_allowed = chosen.len() <= rules.most
                && most(|i| i.group) <= rules.per_group
                && most(|i| i.kind) <= rules.per_kind;
            let serves = |theme: &usize| chosen.iter().any(|item| item.themes.contains(theme));
            let unserved = rules.themes - (0..rules.themes).filter(serves).count();
            let score: f64 = chosen.iter().map(|item| item.score).sum();
            if is_allowed && (unserved < best.0 || unserved == best.0 && score > best.1) {
                best = (unserved, score);
            }
        }
        best
    }

    proptest! {
        #[test]
        fn it_is_the_best_of_all_choices(
            drawn in prop::collection::vec((0..4_usize, 0..4_usize, 0.01..1.0_f64, 0..8_usize), 0..11),
            per_group in 1..3_usize,
            per_kind in 1..3_usize,
            most in 1..6_usize,
        ) {
            let of = |(group, kind, score, bits): (usize, usize, f64, usize)| {
                let themes: Vec<usize> = (0..3).filter(|theme| bits >> theme & 1 == 1).collect();
                item(group, kind, score, &themes)
            };
            let items: Vec<Item> = drawn.into_iter().map(of).collect();
            let rules = SelectionRules { per_group, per_kind, most, themes: 3 };
            let Selection { chosen, unserved } = choose(&items, rules);
            let (fewest, greatest) = by_trying_all(&items, rules);
            let score: f64 = chosen.iter().map(|i| items[*i].score).sum();
            prop_assert_eq!(unserved.len(), fewest);
            prop_assert!((score - greatest).abs() < 1e-6, "{} {}", score, greatest);
        }
    }
}
