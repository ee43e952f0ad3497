//! The numbers of tables and figures.

use std::collections::BTreeMap;

use super::{Block, Document};

impl Document {
    /// The same with its tables and figures numbered one after another within their chapter or annex, as they stand: what
    /// may be left out would leave gaps.
    ///
    /// A caption brings its kind and its chapter, `表2-1　…`; of annexes (`附表2-1　…`) the chapter is the number of the annex.
    /// Captions without a number keep none.
    pub(crate) fn numbered(mut self) -> Self {
        let mut annex = 0;
        let mut counted: BTreeMap<(String, String), usize> = BTreeMap::new();
        for block in &mut self.blocks {
            let caption = match block {
                Block::Annex(_) => {
                    annex += 1;
                    continue;
                }
                Block::Table(table) => &mut table.caption,
                Block::Figure { caption, .. } => caption,
                _ => continue,
            };
            let Some((kind, chapter, title)) = parts_of(caption) else { continue };
            let chapter = match chapter {
                Some(_) if kind.starts_with('附') && annex > 0 => format!("{annex}-"),
                Some(chapter) => format!("{chapter}-"),
                None => String::new(),
            };
            let number = counted.entry((kind.to_owned(), chapter.clone())).or_default();
            *number += 1;
            *caption = format!("{kind}{chapter}{number}　{title}");
        }
        self
    }
}

/// Kind, chapter and title of a caption; none of one without a number.
fn parts_of(caption: &str) -> Option<(&str, Option<&str>, &str)> {
    let (mark, title) = caption.split_once('　')?;
    let kind = mark.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    let number = &mark[kind.len()..];
    let chapter = number.split_once('-').map(|(chapter, _)| chapter);
    (!number.is_empty()).then_some((kind, chapter, title))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Chart;
    use crate::document::Table;

    #[test]
    fn captions_count_within_their_chapter_or_annex() {
        let table = |caption: &str| Block::from(Table::new("t", caption));
        let figure = |caption: &str| Block::Figure {
            caption: caption.to_owned(),
            chart: Chart { title: String::new(), svg: String::new() },
        };
        let blocks = vec![
            table("摘要表　甲"),
            table("表2-1　乙"),
            figure("图2-1　丙"),
            table("表2-4　丁"),
            table("表3-9　戊"),
            table("编制信息"),
            Block::Annex("一".to_owned()),
            Block::Annex("二".to_owned()),
            table("附表4-1　己"),
            table("附表4-7　庚"),
        ];
        let numbered = Document { blocks, ..Document::default() }.numbered();
        let captions = numbered.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table.caption.as_str()),
            Block::Figure { caption, .. } => Some(caption.as_str()),
            _ => None,
        });
        assert_eq!(
            captions.collect::<Vec<_>>(),
            [
                "摘要表　甲",
                "表2-1　乙",
                "图2-1　丙",
                "表2-2　丁",
                "表3-1　戊",
                "编制信息",
                "附表2-1　己",
                "附表2-2　庚",
            ]
        );
    }
}
