//! What it costs to refuse a file: memory that follows the size of the file, whatever the file says of itself.

#![allow(clippy::format_collect, reason = "tests may")]
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests may")]

mod made;

use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use made::{Book, compound_file, csv, joined, record};
use peak_alloc::PeakAlloc;
use proptest::prelude::*;
use talent_domain::Codebook;
use talent_ingest::{InputFile, Unlikely, check_files};

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

/// What is allocated is the whole program's: only one test at a time may make files and look.
static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The lists that the files refer to.
static LISTS: LazyLock<Codebook> = LazyLock::new(|| {
    let lists = [
        ("C4.csv", "C4 地区代码表 v1\n地区代码,地区名称\n141000,临汾市\n"),
        ("C3.csv", "C3 行业代码表 v1\n行业代码,行业名称\nB,采矿业\nC,制造业\n"),
    ]
    .map(|(name, text)| InputFile { name, bytes: text.as_bytes() });
    check_files(&lists, &Codebook::default(), &[], Unlikely::Confirmed).codebook
});

/// Checks a file. Returns whether it is refused, and what was allocated at most.
fn cost(name: &str, bytes: &[u8]) -> (bool, usize) {
    let lists = &*LISTS;
    let before = ALLOCATED.current_usage();
    ALLOCATED.reset_peak_usage();
    let file = InputFile { name, bytes };
    let checked = check_files(&[file], lists, &[], Unlikely::Refuse { this_year: 2026 });
    for file in &checked.files {
        assert!(file.rows.add_up(), "{:?}", file.rows);
    }
    (!checked.is_clean(), ALLOCATED.peak_usage() - before)
}

/// A file that is refused takes, with itself, less than ten times its size and 50 MB. The program beside it takes ten.
fn assert_within(what: &str, name: &str, bytes: &[u8]) -> bool {
    let (refused, peak) = cost(name, bytes);
    let bound = 9 * bytes.len() + 40_000_000;
    eprintln!(
        "{what}: {} bytes, peak {peak} ({}% of the bound), refused {refused}",
        bytes.len(),
        100 * peak / bound
    );
    assert!(!refused || peak < bound, "{what}: {} bytes took {peak}, bound {bound}", bytes.len());
    refused
}

/// As [`assert_within`], of a file that has to be refused.
#[track_caller]
fn assert_refused(what: &str, name: &str, bytes: &[u8]) {
    assert!(assert_within(what, name, bytes), "{what} was taken in");
}

#[test]
fn a_number_far_away_in_each_row_costs_no_more_than_any_other() {
    let _alone = alone();
    let rows = joined(
        (1..60_000).map(|row| format!("<row r=\"{row}\"><c r=\"XFD{row}\"><v>1</v></c></row>")),
    );
    assert_refused("far columns", "a.xlsx", &Book::of(&rows).bytes());
    let row = |row: usize| {
        let cells = joined(
            (0..2_000).rev().map(|k| format!("<c r=\"{}{row}\"><v>1</v></c>", made::letters(k))),
        );
        format!("<row>{cells}</row>")
    };
    assert_refused("backwards", "a.xlsx", &Book::of(&joined((1..400).map(row))).bytes());
}

#[test]
fn what_unpacks_to_far_more_than_it_is_is_refused_on_the_way() {
    let _alone = alone();
    let million = 1_000_000;
    let bombs = [
        ("blank cells", Book::of(&format!("<row>{}</row>", "<c/>".repeat(7 * million)))),
        (
            "one endless text",
            Book::of(&format!("<row><c t=\"str\"><v>{}", "1".repeat(8 * million))),
        ),
        ("one endless tag", Book::of(&format!("<row><c x=\"{}", "<".repeat(8 * million)))),
        ("one endless comment", Book::of(&format!("<!--{}", "<a>".repeat(3 * million)))),
        ("elements in elements", Book::of(&"<row>".repeat(million))),
        (
            "the same number",
            Book::of(&format!("<row>{}</row>", "<c><v>1</v></c>".repeat(16_000)).repeat(120)),
        ),
        ("shared texts of nothing", Book::of("").with_strings(&"<si/>".repeat(4 * million))),
        (
            "shared texts",
            Book::of("").with_strings(&"<si><t>采矿业</t></si>".repeat(million + 500_000)),
        ),
        ("styles", Book::of("").with_styles(&"<xf/>".repeat(4 * million))),
        (
            "merged cells",
            Book::of("").with_end(&joined(
                (1..620_000).map(|k| format!("<mergeCell ref=\"A{k}:A{}\"/>", k + 1)),
            )),
        ),
        (
            "sheets of one part",
            Book::of(&"<row><c r=\"A1\"><v>1</v></c></row>".repeat(100_000)).with_sheets(600),
        ),
        ("sheets", Book::of("<row><c r=\"XFD150000\"><v>1</v></c></row>").with_sheets(600)),
    ];
    for (what, book) in bombs {
        assert_refused(what, "a.xlsx", &book.bytes());
    }
}

#[test]
fn one_long_text_that_many_cells_show_is_not_held_for_each() {
    let _alone = alone();
    let text = "采".repeat(32_000);
    let cells =
        joined((1..150_000).map(|row| format!("<row><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>")));
    let book = Book::of(&cells).with_strings(&format!("<si><t>{text}</t></si>"));
    assert_refused("a shared text", "a.xlsx", &book.bytes());
    let head = "<row><c t=\"str\"><v>地区代码</v></c><c t=\"str\"><v>行业代码</v></c><c t=\"str\"><v>年份</v></c><c t=\"str\"><v>从业人员(人)</v></c></row>";
    let rows = joined((2..100_000).map(|row| {
        format!(
            "<row><c r=\"B{row}\" t=\"str\"><v>B</v></c><c><v>2019</v></c><c><v>5</v></c></row>"
        )
    }));
    let long = format!("<row><c r=\"A2\" t=\"str\"><v>{}</v></c></row>", "9".repeat(200_000));
    let book = Book::of(&(head.to_owned() + &long + &rows))
        .with_end("<mergeCells><mergeCell ref=\"A2:A100000\"/></mergeCells>");
    assert_refused("a merged text", "a.xlsx", &book.bytes());
    // Shared by records of the old format, too.
    let mut strings = vec![1, 0, 0, 0, 1, 0, 0, 0, 0x00, 0x7D, 0];
    strings.extend(vec![b'x'; 8_000]);
    let cells: Vec<u8> = (0..60_000_u16)
        .flat_map(|row| record(0x00FD, &[&row.to_le_bytes()[..], &[0; 8]].concat()))
        .collect();
    assert_refused(
        "a shared text, old",
        "a.xls",
        &made::old_book(&[record(0x00FC, &strings)].concat(), &cells),
    );
}

#[test]
fn text_files_cost_what_they_hold() {
    let _alone = alone();
    let head = "地区代码,行业代码,年份,从业人员(人)\n";
    let row = "141000,B,2019,5\n";
    let long_row = "1,".repeat(15_000) + "\n";
    let years = (1960..2020).map(|year| format!("{year}年")).collect::<Vec<_>>().join(",");
    let wide = format!("从业人员（人）\n地区代码：141000\n行业代码,{years}\n");
    let files = [
        ("commas", ",".repeat(8_000_000)),
        ("lines", "\n".repeat(8_000_000)),
        ("commas in lines", ",,,,,,\n".repeat(1_000_000)),
        ("short cells", "1,2,3,4,5,6,7,8,9,0\n".repeat(190_000)),
        ("long rows", long_row.repeat(300)),
        ("one text", "采".repeat(6_000_000)),
        ("quotes", "\"\"\"\",".repeat(1_000_000)),
        ("the same figure", head.to_owned() + &row.repeat(120_000)),
        ("a slip at the end", head.to_owned() + &csv::figures(120_000) + "141000,B,2019,x\n"),
        ("nothing but slips", head.to_owned() + &"x,y,z,w\n".repeat(20_000)),
        ("years side by side", wide.clone() + &format!("B{}\n", ",1".repeat(60)).repeat(20_000)),
        ("slips side by side", wide + &format!("B{}\n", ",x".repeat(60)).repeat(20_000)),
        (
            "a list",
            "C1 学校代码表 v1\n学校代码,学校名称,学校类型,地区代码\n".to_owned()
                + &csv::schools(80_000)
                + "x,y,z,w\n",
        ),
    ];
    for (what, text) in files {
        assert_refused(what, "a.csv", text.as_bytes());
    }
    let (unicode, _, _) = encoding_rs::GB18030.encode("地区代码,行业代码\n");
    assert_refused("Chinese letters of two bytes", "a.csv", &unicode.repeat(150_000));
}

#[test]
fn headers_that_speak_of_more_than_there_is_are_not_believed() {
    let _alone = alone();
    // A sheet that says it has 4,294,967,295 rows of 65,535 columns.
    let dimensions = [&[0; 4][..], &[0xFF; 4], &[0; 2], &[0xFF; 4]].concat();
    assert_refused("dimensions", "a.xls", &made::old_book(&[], &record(0x0200, &dimensions)));
    let strings = [0xFF; 12];
    assert_refused("strings", "a.xls", &made::old_book(&record(0x00FC, &strings), &[]));
    let corner: Vec<u8> = [(0_u16, 0_u16), (65_535, 255)]
        .into_iter()
        .flat_map(|(row, column)| {
            record(0x0203, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat())
        })
        .collect();
    assert_refused("corners", "a.xls", &made::old_book(&[], &corner));
    let mut archive = Book::of("").bytes();
    let sizes = archive.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap() + 20;
    archive[sizes..sizes + 8].fill(0xFE);
    assert_within("sizes in the archive", "a.xlsx", &archive);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_damaged_old_workbook_is_refused_within_bounds(
        at in prop::collection::vec((0..5632_usize, any::<u8>()), 1..40),
        cut in prop::option::of(0..5632_usize),
    ) {
        let _alone = alone();
        let mut bytes = include_bytes!("fixtures/employment.xls").to_vec();
        for (at, byte) in at {
            bytes[at] = byte;
        }
        bytes.truncate(cut.unwrap_or(bytes.len()));
        assert_within("damaged", "a.xls", &bytes);
    }

    #[test]
    fn damaged_records_are_refused_within_bounds(
        records in prop::collection::vec(
            (prop::sample::select(vec![0x0006_u16, 0x000A, 0x0042, 0x0085, 0x00BD, 0x00BE, 0x00E0, 0x00E5, 0x00FC, 0x00FD, 0x0200, 0x0203, 0x0204, 0x0205, 0x0207, 0x027E, 0x041E, 0x0809, 0x003C]),
             prop::collection::vec(prop_oneof![Just(0), Just(0xFF), any::<u8>()], 0..40)),
            0..60,
        ),
    ) {
        let _alone = alone();
        let records: Vec<u8> = records.iter().flat_map(|(kind, data)| record(*kind, data)).collect();
        assert_within("records", "a.xls", &made::old_book(&records, &records));
        assert_within("stream", "a.xls", &compound_file(&records));
    }

    #[test]
    fn a_damaged_workbook_is_refused_within_bounds(
        at in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        cut in prop::option::of(any::<prop::sample::Index>()),
        stored in any::<bool>(),
    ) {
        let _alone = alone();
        let rows = joined((1..40).map(|row| format!("<row r=\"{row}\"><c r=\"C{row}\" s=\"1\"><v>1</v></c><c t=\"s\"><v>0</v></c></row>")));
        let book = Book::of(&rows).with_strings("<si><t>采矿业</t></si>").with_styles("<xf/><xf numFmtId=\"14\"/>");
        let mut bytes = if stored { book.stored() } else { book.bytes() };
        for (at, byte) in at {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        assert_within("damaged", "a.xlsx", &bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn any_table_is_refused_within_bounds(
        cell in prop::sample::select(vec!["", "1", "x", "\"\"", "2019", "合计", "141000"]),
        columns in 1..600_usize,
        rows in 1..20_000_usize,
        marked in any::<bool>(),
    ) {
        let _alone = alone();
        let head = if marked { "T4 产业产出与用工 v1\n地区代码,行业代码,年份,从业人员(人)\n" } else { "" };
        let rows = rows.min(300_000 / columns / (cell.len() + 1)).max(1);
        let row = vec![cell; columns].join(",") + "\n";
        assert_within("table", "a.csv", (head.to_owned() + &row.repeat(rows)).as_bytes());
    }
}
