//! The styles of a Word file: each has a font for Chinese and one for Latin letters and digits.

use docx_rs::{
    AlignmentType, Docx, LineSpacing, LineSpacingType, RunFonts, SpecialIndentType, Style,
    StyleType,
};

/// Pitch of the lines of running text, in twentieths of a point: 22 lines a page.
pub(super) const LINE: i32 = 579;
/// Size of running text, in half points: 三号, set a quarter of a point closer so that a line has 28 characters.
const BODY: usize = 32;
/// Width of a character of running text, in twentieths of a point.
pub(super) const CHARACTER: i32 = 315;

/// Type by its role in official documents. Offices have these faces or others of their kind.
#[derive(Debug, Clone, Copy)]
enum Face {
    Fangsong,
    Xiaobiaosong,
    Heiti,
    Songti,
    Kaiti,
}

impl Face {
    fn fonts(self) -> RunFonts {
        let east_asian = match self {
            Self::Fangsong => "仿宋",
            Self::Xiaobiaosong => "方正小标宋简体",
            Self::Heiti => "黑体",
            Self::Kaiti => "楷体",
            Self::Songti => "宋体",
        };
        let latin = "Times New Roman";
        RunFonts::new().ascii(latin).hi_ansi(latin).cs(latin).east_asia(east_asian)
    }
}

/// A style of paragraphs; sizes are half points, lines twentieths of a point.
fn style(id: &str, name: &str, face: Face, size: usize, line: i32) -> Style {
    let exact = LineSpacing::new().line_rule(LineSpacingType::Exact).line(line);
    Style::new(id, StyleType::Paragraph)
        .name(name)
        .fonts(face.fonts())
        .size(size)
        .line_spacing(exact)
}

/// A style of which lines are as high as their type asks for.
fn loose(id: &str, name: &str, face: Face, size: usize) -> Style {
    let auto = LineSpacing::new().line_rule(LineSpacingType::Auto).line(260);
    Style::new(id, StyleType::Paragraph)
        .name(name)
        .fonts(face.fonts())
        .size(size)
        .line_spacing(auto)
}

/// The indent of a paragraph: two characters.
fn indented(style: Style) -> Style {
    style.indent(None, Some(SpecialIndentType::FirstLine(2 * CHARACTER)), None, None)
}

/// The document with all styles that its blocks name.
pub(super) fn with_styles(docx: Docx) -> Docx {
    let styles = vec![
        style("Normal", "Normal", Face::Fangsong, BODY, LINE),
        indented(style("Body", "正文段落", Face::Fangsong, BODY, LINE)).align(AlignmentType::Both),
        style("To", "主送", Face::Fangsong, BODY, LINE),
        indented(style("Heading1", "heading 1", Face::Heiti, BODY, LINE))
            .outline_lvl(0)
            .q_format(true),
        indented(style("Heading2", "heading 2", Face::Kaiti, BODY, LINE))
            .outline_lvl(1)
            .q_format(true),
        style("Title", "Title", Face::Xiaobiaosong, 44, 680).align(AlignmentType::Center),
        style("Issuer", "发文机关标志", Face::Xiaobiaosong, 64, 1000)
            .align(AlignmentType::Center)
            .color("CC0000"),
        style("Number", "发文字号", Face::Fangsong, BODY, LINE).align(AlignmentType::Center),
        style("Annex", "附件序号", Face::Heiti, BODY, LINE),
        style("AnnexTitle", "附件标题", Face::Xiaobiaosong, 44, 680)
            .align(AlignmentType::Center)
            .outline_lvl(0),
        indented(style("AnnexList", "附件说明", Face::Fangsong, BODY, LINE)),
        style("Sign", "落款", Face::Fangsong, BODY, LINE).align(AlignmentType::Right).indent(
            None,
            None,
            Some(4 * CHARACTER),
            None,
        ),
        style("Caption", "caption", Face::Heiti, 24, 480).align(AlignmentType::Center),
        loose("Cell", "表格文字", Face::Songti, 21),
        loose("Head", "表头", Face::Heiti, 21).align(AlignmentType::Center),
        loose("Note", "表注", Face::Songti, 21),
        loose("Picture", "图", Face::Songti, 21).align(AlignmentType::Center),
        indented(style("Slot", "待填写", Face::Fangsong, BODY, LINE)).color("7F7F7F"),
        loose("Mark", "标记", Face::Heiti, 21).align(AlignmentType::Center).color("B04A00"),
        loose("Page", "页码", Face::Songti, 28),
        style("Imprint", "版记", Face::Fangsong, 28, 560).indent(
            Some(CHARACTER),
            None,
            Some(CHARACTER),
            None,
        ),
        style("Cover", "封面", Face::Fangsong, BODY, 720).align(AlignmentType::Center),
        style("ContentsTitle", "目录标题", Face::Heiti, BODY, LINE).align(AlignmentType::Center),
        style("ToC1", "toc 1", Face::Fangsong, BODY, LINE),
    ];
    let docx = docx.default_fonts(Face::Fangsong.fonts()).default_size(BODY).default_spacing(-5);
    styles.into_iter().fold(docx, Docx::add_style)
}
