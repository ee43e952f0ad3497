//! The name that a misspelt one was probably meant to be.

/// No longer text is a misspelt name.
const LONGEST: usize = 60;

/// The name nearest to `wanted` among `names`, if one is near at all: at most a third of its
/// characters differ.
pub fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let characters = wanted.chars().take(LONGEST + 1).count();
    if characters > LONGEST {
        return None;
    }
    let limit = characters.div_ceil(3);
    names
        .map(|name| (edit_distance(wanted, name), name))
        .min()
        .filter(|(distance, _)| *distance <= limit)
        .map(|(_, name)| name.to_owned())
}

/// Levenshtein's distance in characters.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_offered_and_a_far_one_is_not() {
        let offered = |wanted: &str| nearest(wanted, ["专业代马", "学校代码"].into_iter());
        assert_eq!(offered("专业代码").as_deref(), Some("专业代马"));
        assert_eq!(offered("年份"), None);
    }
}
