//! Pixels from the same SVG, by resvg with the machine's own fonts.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use super::picture::Chart;

/// A picture could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PngError {
    /// No font on this machine has Chinese characters.
    #[error(
        "本机没有中文字体，无法输出 PNG；请安装 fonts-noto-cjk（Debian：apt-get install fonts-noto-cjk）(no font with Chinese characters: install fonts-noto-cjk)"
    )]
    NoChineseFont,
    /// The SVG could not be read.
    #[error("the SVG could not be read: {0}")]
    Svg(#[from] resvg::usvg::Error),
    /// The picture would be empty or too large.
    #[error("a picture of {0} × {1} pixels cannot be made")]
    Size(u32, u32),
    /// The picture could not be encoded.
    #[error("the picture could not be encoded: {0}")]
    Encode(String),
}

/// Families of black type with mainland forms of the characters, in order of preference.
pub const CHINESE_FAMILIES: [&str; 7] = [
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
];

/// The machine's fonts, read once, and the first of the families above that is there.
/// The second is `None` where none of them is installed.
fn fonts() -> &'static (Arc<Database>, Option<&'static str>) {
    static FONTS: OnceLock<(Arc<Database>, Option<&'static str>)> = OnceLock::new();
    FONTS.get_or_init(|| {
        let mut database = Database::new();
        database.load_system_fonts();
        let has = |family: &&str| {
            database.faces().any(|face| face.families.iter().any(|(name, _)| name == family))
        };
        let family = CHINESE_FAMILIES.iter().copied().find(|family| has(family));
        (Arc::new(database), family)
    })
}

/// Whether PNG pictures can be made here: whether a font has Chinese characters.
pub fn has_chinese_font() -> bool {
    fonts().1.is_some()
}

impl Chart {
    /// Width and height of the drawing, in its own pixels.
    pub fn size(&self) -> (f64, f64) {
        let read = |name: &str| {
            let (_, rest) = self.svg.split_once(&format!("{name}=\""))?;
            rest.split_once('"')?.0.parse().ok()
        };
        (read("width").unwrap_or(1.0), read("height").unwrap_or(1.0))
    }

    /// The chart as a PNG, `scale` pixels for one of the SVG's.
    ///
    /// Fails where no font has Chinese characters, and where the scale gives a picture that is empty or too large.
    pub fn to_png(&self, scale: f32) -> Result<Vec<u8>, PngError> {
        let (database, family) = fonts();
        let family = family.ok_or(PngError::NoChineseFont)?;
        let options = Options {
            fontdb: Arc::clone(database),
            font_family: family.to_owned(),
            ..Options::default()
        };
        let tree = Tree::from_str(&self.svg, &options)?;
        let size = tree.size();
        let (width, height) =
            ((size.width() * scale).ceil() as u32, (size.height() * scale).ceil() as u32);
        let mut pixels = Pixmap::new(width, height).ok_or(PngError::Size(width, height))?;
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
        pixels.encode_png().map_err(|error| PngError::Encode(error.to_string()))
    }
}
