//! Charts: each drawn once, and kept for those who ask again.

use axum::body::Bytes;
use talent_domain::Lang;
use talent_report::ChartKind;

use super::kept::Kept;
use super::workers::Workers;
use crate::problem::Problem;
use crate::tag::EntityTag;

/// All that a picture depends on: equal recipes give equal pictures.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Recipe {
    /// The run, by number, and by whom it is shown to and a hash of everything it was made from.
    pub(crate) run: (i64, String),
    pub(crate) kind: ChartKind,
    /// Of what a fan chart is, such as `programme=720201`; empty for other kinds.
    pub(crate) subject: String,
    pub(crate) lang: Lang,
    /// Scale of a PNG; none for an SVG.
    pub(crate) scale: Option<f32>,
}

impl Recipe {
    /// Its entity tag, known before anything is drawn.
    pub(crate) fn tag(&self) -> EntityTag {
        let version = env!("CARGO_PKG_VERSION");
        EntityTag::of_recipe(&[&format!("{version} {self:?}")])
    }
}

/// The drawing of charts.
#[derive(Debug)]
pub(crate) struct Pictures {
    workers: Workers,
    drawn: Kept<Recipe, Bytes>,
}

impl Pictures {
    /// `waiting` may wait for a picture.
    pub(crate) fn new(waiting: usize) -> Self {
        Self { workers: Workers::new(2, 30), drawn: Kept::new(48, waiting) }
    }

    /// The picture of a recipe, drawn by `draw` unless it is there.
    pub(crate) async fn get_or_draw(
        &self,
        recipe: Recipe,
        draw: impl FnOnce() -> Result<Vec<u8>, Problem> + Send + 'static,
    ) -> Result<Bytes, Problem> {
        let workers = self.workers.clone();
        let make = move || async move { workers.run(draw).await?.map(Bytes::from) };
        self.drawn.get_or_make(recipe, make).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recipe(scale: Option<f32>) -> Recipe {
        let (kind, lang) = (ChartKind::Gap, Lang::Zh);
        Recipe { run: (1, "f".to_owned()), kind, subject: String::new(), lang, scale }
    }

    #[tokio::test]
    async fn a_picture_is_drawn_once() {
        let pictures = Pictures::new(8);
        let drawn = pictures.get_or_draw(recipe(Some(2.0)), || Ok(vec![1, 2])).await.unwrap();
        let again = pictures.get_or_draw(recipe(Some(2.0)), || Err(Problem::busy())).await.unwrap();
        assert_eq!(drawn, again);
        assert!(pictures.get_or_draw(recipe(Some(3.0)), || Err(Problem::busy())).await.is_err());
    }

    #[test]
    fn every_part_of_a_recipe_is_in_its_tag() {
        let base = recipe(None);
        let others = [
            recipe(Some(2.0)),
            Recipe { run: (2, "f".to_owned()), ..base.clone() },
            Recipe { run: (1, "g".to_owned()), ..base.clone() },
            Recipe { kind: ChartKind::Heatmap, ..base.clone() },
            Recipe { subject: "industry=B".to_owned(), ..base.clone() },
            Recipe { lang: Lang::En, ..base.clone() },
        ];
        assert!(others.iter().all(|other| other.tag() != base.tag()));
        assert_eq!(base.tag(), recipe(None).tag());
    }
}
