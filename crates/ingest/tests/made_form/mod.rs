//! A city of two schools, a form for one of them, and a hand that fills it in.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    dead_code,
    reason = "tests may, and each uses its part"
)]

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use talent_domain::{Codebook, Level, Measure, Observation, SchoolCode, TemplateCode, Year};
use talent_ingest::{FormRequest, InputFile, Unlikely, check_files};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const FILES: [(&str, &str); 6] = [
    ("C4.csv", "C4 地区代码表 v1\n地区代码,地区名称\n141000,临汾市\n141002,尧都区\n"),
    ("C3.csv", "C3 行业代码表 v1\n行业代码,行业名称\nB,采矿业\nC,制造业\n"),
    (
        "C2.csv",
        "C2 专业代码表 v1\n专业代码,专业名称,专业类名称,专业大类名称\n\
         720201,护理,护理类,医药卫生大类\n660103,数控,机械设计制造类,装备制造大类\n\
         710201,计算机应用,计算机类,电子与信息大类\n",
    ),
    (
        "C1.csv",
        "C1 学校代码表 v1\n学校代码,学校名称,学校类型,地区代码\n\
         LF-S01,甲校,中职,141002\nLF-S02,乙校,中职,141002\n",
    ),
    (
        "T2.csv",
        "T2 招生与在校生 v1\n学校代码,专业代码,学年,计划招生,在校生(一年级),在校生(二年级),在校生(三年级)\n\
         LF-S01,720201,2024,70,70,66,60\nLF-S01,720201,2025,90,88,69,65\nLF-S01,660103,2025,80,81,70,66\n\
         LF-S02,720201,2025,50,48,45,44\n",
    ),
    ("T4.csv", "T4 产业产出与用工 v1\n地区代码,行业代码,年份,从业人员(人)\n141000,B,2025,61200\n"),
];

/// The lists and figures in force.
pub(crate) fn city() -> (Codebook, Vec<Observation>) {
    let files: Vec<InputFile<'_>> =
        FILES.iter().map(|(name, text)| InputFile { name, bytes: text.as_bytes() }).collect();
    let checked = check_files(&files, &Codebook::default(), &[], Unlikely::Confirmed);
    assert!(checked.is_clean(), "{:?}", &checked.findings[..]);
    (checked.codebook, checked.observations)
}

/// T2 of 2026 for LF-S01.
pub(crate) fn request<'a>(codebook: &'a Codebook, known: &'a [Observation]) -> FormRequest<'a> {
    // A test has no end before which this would have to go.
    let school = Box::leak(Box::new(SchoolCode::new("LF-S01").unwrap()));
    FormRequest {
        template: TemplateCode::T2,
        codebook,
        known,
        school: Some(school),
        year: Some(Year::new(2026).unwrap()),
        with_earlier: true,
    }
}

const GRADES: [(char, Measure); 3] = [
    ('I', Measure::EnrolledGrade1),
    ('J', Measure::EnrolledGrade2),
    ('K', Measure::EnrolledGrade3),
];

/// What somebody fills in: students by grade of the two rows that the form has, and of the first grade of a row added.
pub(crate) struct Filled<'a> {
    pub(crate) rows: [&'a [Option<u32>]; 2],
    pub(crate) added: Option<u32>,
}

impl Filled<'_> {
    /// The same by programme and measure.
    pub(crate) fn figures(&self) -> BTreeMap<(String, Measure), u32> {
        let mut figures = BTreeMap::new();
        for (programme, row) in ["660103", "720201"].iter().zip(self.rows) {
            for ((_, measure), figure) in GRADES.iter().zip(row) {
                if let Some(figure) = figure {
                    figures.insert(((*programme).to_owned(), *measure), *figure);
                }
            }
        }
        if let Some(figure) = self.added {
            figures.insert(("710201".to_owned(), Measure::EnrolledGrade1), figure);
        }
        figures
    }
}

/// Figures by programme and measure.
pub(crate) fn figures_of(observations: &[Observation]) -> BTreeMap<(String, Measure), u32> {
    let figure = |o: &Observation| {
        let Level::Code(programme) = &o.key.programme else { panic!("{o:?}") };
        ((programme.as_str().to_owned(), o.measure), o.value as u32)
    };
    observations.iter().map(figure).collect()
}

/// The form with figures in its cells, as a spreadsheet program would save it.
pub(crate) fn fill(form: &[u8], filled: &Filled<'_>) -> Vec<u8> {
    let mut cells: Vec<(String, String)> = Vec::new();
    for (row, figures) in (4..).zip(filled.rows) {
        for ((column, _), figure) in GRADES.iter().zip(figures) {
            cells.extend(figure.map(|figure| (format!("{column}{row}"), figure.to_string())));
        }
    }
    let mut texts = Vec::new();
    if let Some(figure) = filled.added {
        texts = vec![("A6".to_owned(), "LF-S01"), ("D6".to_owned(), "计算机应用")];
        cells.push(("E6".to_owned(), "2026".to_owned()));
        cells.push(("I6".to_owned(), figure.to_string()));
    }
    edit_sheet(form, "xl/worksheets/sheet1.xml", |mut xml| {
        for (address, figure) in &cells {
            xml = set(&xml, address, "", &format!("<v>{figure}</v>"));
        }
        for (address, text) in &texts {
            xml = set(&xml, address, " t=\"inlineStr\"", &format!("<is><t>{text}</t></is>"));
        }
        xml
    })
}

/// Puts content into a cell that is there, empty, with its format.
fn set(xml: &str, address: &str, kind: &str, content: &str) -> String {
    let begins = format!("<c r=\"{address}\" s=\"");
    let at = xml.find(&begins).unwrap_or_else(|| panic!("{address} is not there")) + begins.len();
    let end = at + xml[at..].find("\"/>").unwrap();
    let style = &xml[at..end];
    assert!(style.parse::<u32>().is_ok(), "{address} is not empty");
    format!("{}{begins}{style}\"{kind}>{content}</c>{}", &xml[..at - begins.len()], &xml[end + 3..])
}

/// The workbook with one part changed.
pub(crate) fn edit_sheet(workbook: &[u8], part: &str, edit: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if name == part {
            content = edit(String::from_utf8(content).unwrap()).into_bytes();
        }
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The text of a part.
pub(crate) fn part(workbook: &[u8], name: &str) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut content = Vec::new();
    archive.by_name(name).ok()?.read_to_end(&mut content).unwrap();
    Some(content)
}

/// The names of all parts.
pub(crate) fn parts(workbook: &[u8]) -> Vec<String> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    (0..archive.len())
        .map(|index| archive.by_index(index).unwrap().name().unwrap().into_owned())
        .collect()
}

/// The workbook with other content in cells that are there, as somebody types it into the first sheet.
pub(crate) fn typed(workbook: &[u8], cells: &[(&str, &str)]) -> Vec<u8> {
    edit_sheet(workbook, "xl/worksheets/sheet1.xml", |mut xml| {
        for (address, text) in cells {
            let start = xml.find(&format!("<c r=\"{address}\"")).unwrap();
            let tag = start + xml[start..].find('>').unwrap();
            let end = if xml[..tag].ends_with('/') {
                tag + 1
            } else {
                start + xml[start..].find("</c>").unwrap() + 4
            };
            let style = xml[start..tag].find("s=\"").map_or("0", |at| {
                let style = &xml[start + at + 3..tag];
                &style[..style.find('"').unwrap()]
            });
            let cell = match text.parse::<f64>() {
                Ok(_) => format!("<c r=\"{address}\" s=\"{style}\"><v>{text}</v></c>"),
                Err(_) => format!(
                    "<c r=\"{address}\" s=\"{style}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"
                ),
            };
            xml.replace_range(start..end, &cell);
        }
        xml
    })
}
