//! Comments on the cells of a sheet. Those of the sender stay; to a cell that has one, ours is added below it.

use std::fmt::Write as _;

use super::markup::{
    Edit, Element, Unchangeable, child, children, descendants, edited, escaped, root, text_of,
};
use super::styles::namespace;

/// Who comments.
const AUTHOR: &str = "talent 校验";
/// What each of our comments begins with.
pub(super) const BEGINS: &str = "【校验】";

/// The comments of a sheet without ours, and the cells whose comments are gone.
pub(super) struct Cleared {
    pub(super) xml: String,
    pub(super) gone: Vec<String>,
}

/// Takes our earlier comments away.
pub(super) fn cleared(xml: &str) -> Result<Cleared, Unchangeable> {
    let root = root(xml)?;
    let Some(list) = child(xml, &root, "commentList")? else { return Err(Unchangeable) };
    let (mut edits, mut gone): (Vec<Edit>, Vec<String>) = (Vec::new(), Vec::new());
    for comment in children(xml, &list)? {
        let text = text_of(xml, &comment)?;
        if text.trim_start().starts_with(BEGINS) {
            edits.push((comment.whole.clone(), String::new()));
            gone.extend(comment.attribute(xml, "ref"));
        } else if text.contains(BEGINS) {
            edits.extend(cut(xml, &comment)?);
        }
    }
    Ok(Cleared { xml: edited(xml, edits), gone })
}

/// The edits that take our text from the end of a comment of the sender's.
fn cut(xml: &str, comment: &Element) -> Result<Vec<Edit>, Unchangeable> {
    let mut is_ours = false;
    let mut edits = Vec::new();
    for element in descendants(xml, comment, "t")? {
        let text = text_of(xml, &element)?;
        let kept =
            if is_ours { Some("") } else { text.split_once(BEGINS).map(|(own, _)| own.trim_end()) };
        if let Some(kept) = kept {
            is_ours = true;
            if !element.is_empty_tag() {
                edits.push((element.inner.clone(), escaped(kept)));
            }
        }
    }
    Ok(edits)
}

/// The comments of a sheet with ours added: to each cell, by its address, what is said of it. Returns too the cells that
/// had no comment before. `None` is a sheet without comments.
pub(super) fn with_ours(
    xml: Option<&str>,
    said: &[(String, String)],
    space: &str,
) -> Result<(String, Vec<String>), Unchangeable> {
    let none = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{space}\"><authors></authors><commentList></commentList></comments>"
    );
    let xml = xml.unwrap_or(&none);
    let root = root(xml)?;
    let space = namespace(xml, &root)?;
    let list = child(xml, &root, "commentList")?.ok_or(Unchangeable)?;
    let authors = child(xml, &root, "authors")?.ok_or(Unchangeable)?;
    let known = children(xml, &authors)?;
    let mut edits = Vec::new();
    let ours =
        known.iter().position(|author| text_of(xml, author).is_ok_and(|name| name == AUTHOR));
    let author = ours.unwrap_or(known.len());
    if ours.is_none() {
        edits.push(authors.appended(&format!("<author xmlns=\"{space}\">{AUTHOR}</author>")));
    }
    let own: Vec<(Option<String>, Element)> = children(xml, &list)?
        .into_iter()
        .map(|comment| (comment.attribute(xml, "ref"), comment))
        .collect();
    let (mut content, mut new) = (String::new(), Vec::new());
    for (address, text) in said {
        let run = |before: &str| {
            format!("<r><t xml:space=\"preserve\">{before}{BEGINS}{}</t></r>", escaped(text))
        };
        let sender = own.iter().find(|(at, _)| at.as_deref() == Some(address.as_str()));
        if let Some((_, comment)) = sender {
            let Some(text) = child(xml, comment, "text")? else { continue };
            let begins = format!("<r xmlns=\"{space}\">");
            edits.push(text.appended(&run("\n").replacen("<r>", &begins, 1)));
        } else {
            let _ = write!(
                content,
                "<comment xmlns=\"{space}\" ref=\"{address}\" authorId=\"{author}\"><text>{}</text></comment>",
                run("")
            );
            new.push(address.clone());
        }
    }
    edits.push(list.appended(&content));
    Ok((edited(xml, edits), new))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPACE: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    #[test]
    fn what_was_added_is_taken_away_again() {
        let sender = format!(
            "<comments xmlns=\"{SPACE}\"><authors><author>王芳</author></authors><commentList><comment ref=\"B2\" authorId=\"0\"><text><t>含转入 &lt;3</t></text></comment></commentList></comments>"
        );
        let said =
            [("B2".to_owned(), "是去年的 10 倍".to_owned()), ("C3".to_owned(), "a<b".to_owned())];
        let (with, new) = with_ours(Some(&sender), &said, SPACE).unwrap();
        assert_eq!(new, ["C3"]);
        assert!(with.contains("含转入 &lt;3") && with.contains("【校验】a&lt;b"), "{with}");
        let cleared = cleared(&with).unwrap();
        assert_eq!(cleared.gone, ["C3"]);
        assert!(
            !cleared.xml.contains(BEGINS) && cleared.xml.contains("含转入 &lt;3"),
            "{}",
            cleared.xml
        );
        let (again, _) = with_ours(Some(&cleared.xml), &said, SPACE).unwrap();
        assert_eq!(again.matches(BEGINS).count(), 2);
        assert_eq!(again.matches(AUTHOR).count(), 1);
    }
}
