//! What people wrote in the blanks of a Word file: the texts of its content controls, by their tags.

use quick_xml::events::{BytesStart, Event};

use super::MAX_BYTES;
use super::fault::Fault;
use super::xlsx::package::{Package, attribute};
use super::xlsx::xml::push_text;
use crate::budget::Budget;
use crate::finding::Finding;
use crate::problem::FileProblem;

/// A content control that is open.
#[derive(Default)]
struct Control {
    /// Its tag; controls of the word processor's own have none.
    tag: Option<String>,
    text: String,
}

/// The text of every content control with a tag, in order; paragraphs are apart by line breaks. `name` is the file's name
/// without its folder. An error is a finding about the file: of another format, damaged, or too large.
pub fn read_blanks(name: &str, bytes: &[u8]) -> Result<Vec<(String, String)>, Finding> {
    let fail = |problem| Finding::in_file(&name.into(), problem);
    if bytes.len() as u64 > MAX_BYTES {
        let (what, got) = ("字节数", bytes.len() as u64);
        return Err(fail(FileProblem::TooLarge { what, got, limit: MAX_BYTES }));
    }
    let budget = Budget::default();
    budget.begin_file(bytes.len() as u64);
    read(bytes, &budget).map_err(|Fault(problem)| fail(problem))
}

fn read(bytes: &[u8], budget: &Budget) -> Result<Vec<(String, String)>, Fault> {
    let mut package = Package::open(bytes, budget)?;
    let Some(mut xml) = package.part("word/document.xml")? else {
        return Err(Fault::damaged("word/document.xml"));
    };
    let (mut open, mut found) = (Vec::<Control>::new(), Vec::new());
    let mut is_text = false;
    loop {
        let event = xml.next()?;
        match &event {
            Event::Start(element) => begin(element, &mut open, &mut is_text)?,
            Event::Empty(element) => {
                begin(element, &mut open, &mut is_text)?;
                is_text = false;
            }
            Event::End(element) => match element.local_name().as_ref() {
                "t" => is_text = false,
                "p" => open.iter_mut().for_each(|control| control.text.push('\n')),
                "sdt" => {
                    if let Some(Control { tag: Some(tag), text }) = open.pop() {
                        budget.hold((tag.len() + text.len()) as u64)?;
                        found.push((tag, text.trim().to_owned()));
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok(found),
            text if is_text => {
                for control in &mut open {
                    push_text(text, &mut control.text)?;
                }
            }
            _ => {}
        }
    }
}

/// The begin of an element, or one that is empty.
fn begin(
    element: &BytesStart<'_>,
    open: &mut Vec<Control>,
    is_text: &mut bool,
) -> Result<(), Fault> {
    match element.local_name().as_ref() {
        "sdt" => open.push(Control::default()),
        "tag" => {
            if let Some(control) = open.last_mut() {
                control.tag = attribute(element, "val")?;
            }
        }
        "t" => *is_text = true,
        "br" => open.iter_mut().for_each(|control| control.text.push('\n')),
        _ => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn word_file(body: &str) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
        let text = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
        archive.write_all(text.as_bytes()).unwrap();
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn controls_give_their_paragraphs_and_leave_out_what_was_deleted() {
        let file = word_file(
            "<w:p><w:r><w:t>正文</w:t></w:r></w:p>\
             <w:sdt><w:sdtPr><w:docPartObj/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>目录</w:t></w:r></w:p></w:sdtContent></w:sdt>\
             <w:sdt><w:sdtPr><w:tag w:val=\"causes\"/></w:sdtPr><w:sdtContent>\
             <w:p><w:r><w:t>一是焦化</w:t></w:r><w:ins><w:r><w:t xml:space=\"preserve\">减产 &amp; 转型</w:t></w:r></w:ins>\
             <w:del><w:r><w:delText>旧话</w:delText></w:r></w:del></w:p>\
             <w:p><w:r><w:t>二是招生</w:t><w:br/><w:t>偏多</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        );
        let found = read_blanks("a.docx", &file).unwrap();
        let expected = "一是焦化减产 & 转型\n二是招生\n偏多";
        assert_eq!(found, [("causes".to_owned(), expected.to_owned())]);
    }

    #[test]
    fn what_is_no_word_file_is_told() {
        for bytes in [b"".as_slice(), b"PK\x03\x04broken", b"text"] {
            assert_eq!(read_blanks("a.docx", bytes).unwrap_err().problem.code(), "F01");
        }
    }
}
