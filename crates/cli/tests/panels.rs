//! Panels as offices, libraries and spreadsheets write them: what is read of each, and what is said.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::panic, reason = "tests may")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use encoding_rs::GB18030;
use rust_xlsxwriter::{Format, Workbook};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_talent")).current_dir(folder).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// A folder with one file.
fn folder_with(name: &str, content: impl AsRef<[u8]>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), content).unwrap();
    folder
}

/// The first time and the values of a series, as they were read.
fn past(folder: &Path, file: &str, series: &str) -> (i64, Vec<f64>) {
    let output = run(folder, &["explain", "-i", file, "-s", series, "-H", "1", "--format", "json"]);
    assert!(output.status.success(), "{}", said(&output));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let past = json["past"].as_array().unwrap();
    let values = past.iter().map(|row| row["value"].as_f64().unwrap());
    (past[0]["time"].as_i64().unwrap(), values.collect())
}

#[track_caller]
fn check(name: &str, content: impl AsRef<[u8]>, series: &str, first: i64, values: &[f64]) {
    let folder = folder_with(name, content);
    assert_eq!(past(folder.path(), name, series), (first, values.to_vec()));
}

/// That a file is refused with one message that says this.
#[track_caller]
fn refused(content: impl AsRef<[u8]>, wanted: &[&str]) {
    let folder = folder_with("a.csv", content);
    let output = run(folder.path(), &["forecast", "-i", "a.csv", "-H", "2", "-o", "o.csv"]);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    for wanted in wanted {
        assert!(text.contains(wanted), "{text}");
    }
    assert!(!folder.path().join("o.csv").exists());
}

/// The years of the output, and what was said.
fn forecast(name: &str, content: impl AsRef<[u8]>) -> (Vec<String>, String) {
    let folder = folder_with(name, content);
    let output = run(folder.path(), &["forecast", "-i", name, "-H", "2", "-o", "o.csv"]);
    assert!(output.status.success(), "{}", said(&output));
    let rows = std::fs::read_to_string(folder.path().join("o.csv")).unwrap();
    let years = rows.lines().skip(1).map(|row| row.rsplit(',').next().unwrap().to_owned());
    (years.collect(), said(&output))
}

const WIDE: &str =
    "行业,2019年,2020年,2021年\n采矿业,59720,59010,58800\n制造业,38990,38120,38800\n";

#[test]
fn text_in_any_encoding_is_read() {
    let mining = [59_720.0, 59_010.0, 58_800.0];
    check("a.csv", WIDE, "采矿业", 2019, &mining);
    check("a.csv", GB18030.encode(WIDE).0, "采矿业", 2019, &mining);
    let units = || WIDE.encode_utf16();
    let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
    check("a.csv", [&[0xff, 0xfe][..], &little].concat(), "采矿业", 2019, &mining);
    let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
    check("a.csv", [&[0xfe, 0xff][..], &big].concat(), "采矿业", 2019, &mining);
    // Letters of the alphabet alone tell UTF-16 without a mark.
    let plain: Vec<u8> =
        "name,2019,2020\na,1,2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check("a.csv", plain, "a", 2019, &[1.0, 2.0]);
    // GBK that begins where the first lines are long past.
    let mut late = String::from("series_id,year,value\n");
    for series in 0..6_000 {
        let _ = write!(late, "s{series},2001,1\ns{series},2002,2\n");
    }
    late += "护理,2001,3\n护理,2002,4\n";
    check("a.csv", GB18030.encode(&late).0, "护理", 2001, &[3.0, 4.0]);
}

#[test]
fn workbooks_are_read_as_text_is() {
    let mut workbook = Workbook::new();
    let cover = workbook.add_worksheet();
    cover.set_name("说明").unwrap().write(0, 0, "各行业就业人员").unwrap();
    let sheet = workbook.add_worksheet();
    sheet.set_name("数据").unwrap().write(0, 0, "指标：就业人员").unwrap();
    for (column, year) in [2021, 2022, 2023].into_iter().enumerate() {
        sheet.write(1, column as u16 + 1, year).unwrap();
        sheet.write(2, column as u16 + 1, 100.5 + f64::from(year - 2021)).unwrap();
    }
    sheet.write(1, 0, "行业").unwrap();
    sheet.write(2, 0, "采矿业").unwrap();
    sheet.write(4, 0, "数据来源：统计局").unwrap();
    let copy = workbook.add_worksheet();
    copy.set_name("副本").unwrap();
    for (column, text) in ["行业", "2021", "2022"].into_iter().enumerate() {
        copy.write(0, column as u16, text).unwrap();
        copy.write(1, column as u16, "7").unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    check("a.xlsx", &bytes, "采矿业", 2021, &[100.5, 101.5, 102.5]);
    let (years, text) = forecast("a.xlsx", &bytes);
    assert_eq!(years, ["2024", "2025"]);
    for wanted in
        ["只读了工作表“数据”；没有读：副本", "表头之上的 1 行", "第 5 行“数据来源：统计局”"]
    {
        assert!(text.contains(wanted), "{text}");
    }
    // A percentage is what its cell shows; among plain ones it would be a hundredth.
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let percent = Format::new().set_num_format("0.00%");
    for (column, (year, value)) in
        [(2021, 47.32), (2022, 45.67), (2023, 0.0701)].into_iter().enumerate()
    {
        let column = column as u16 + 1;
        sheet.write(0, column, year).unwrap();
        if value < 1.0 {
            sheet.write_with_format(1, column, value, &percent).unwrap();
        } else {
            sheet.write(1, column, value).unwrap();
        }
    }
    sheet.write(1, 0, "B").unwrap();
    let shares = workbook.save_to_buffer().unwrap();
    check("a.xlsx", &shares, "B", 2021, &[47.32, 45.67, 7.01]);
    assert!(forecast("a.xlsx", &shares).1.contains("1 格是百分比格式"));
    let folder = folder_with("a.csv", &bytes);
    let output = run(folder.path(), &["forecast", "-i", "a.csv", "-H", "2", "-o", "o.csv"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("F02"), "{}", said(&output));
}

#[test]
fn what_stands_above_and_below_a_table_is_passed_over_with_a_word() {
    let table = "数据库：分省年度数据\n指标：就业人员(万人)\n\n地区,2023年,2022年,2021年\n山西省,430.1,431.5,433.0\n\
                 数据来源：国家统计局\n注：1,含私营,个体\n";
    check("a.csv", table, "山西省", 2021, &[433.0, 431.5, 430.1]);
    let (_, text) = forecast("a.csv", table);
    assert!(
        text.contains("表头之上的 2 行") && text.contains("2 行没有数值，跳过：第 6 行"),
        "{text}"
    );
    let long = "Title\nseries_id,year,value\na,2001,1\na,2002,2\nSource: office\n";
    check("a.csv", long, "a", 2001, &[1.0, 2.0]);
    // Two files one after the other have the headings twice.
    let twice = "name,2018,2019\na,1,2\nname,2018,2019\nb,3,4\n";
    check("a.csv", twice, "b", 2018, &[3.0, 4.0]);
    let (years, text) = forecast("a.csv", twice);
    assert_eq!(years.len(), 4);
    assert!(text.contains("第 3 行“name”"), "{text}");
}

#[test]
fn columns_before_the_years_name_the_series() {
    let two =
        "Country Name,Country Code,2017,2018,2019,\nXland,XLD,1.5,2.5,3.5,\nYland,YLD,4,5,6,\n";
    check("a.csv", two, "Xland/XLD", 2017, &[1.5, 2.5, 3.5]);
    let long = "地区,指标,年份,数值,单位\n甲,招生,2018,1,人\n甲,招生,2019,2,人\n甲,毕业,2018,3,人\n甲,毕业,2019,4,人\n";
    check("a.csv", long, "甲/毕业", 2018, &[3.0, 4.0]);
    // One column of numbers beside names and years holds the figures, whatever it is called.
    let named = "专业,年份,招生人数\n护理,2018,30\n护理,2019,31\n";
    check("a.csv", named, "护理", 2018, &[30.0, 31.0]);
    let codes = "地区代码,行业代码,年份,从业人员(人)\n141000,B,2018,30\n141000,B,2019,31\n";
    check("a.csv", codes, "141000/B", 2018, &[30.0, 31.0]);
    let sdmx = "DATAFLOW,LAST UPDATE,freq,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nX,1/2/24,A,AT,2018,1.5,\nX,1/2/24,A,AT,2019,2.5,b\n";
    check("a.csv", sdmx, "A/AT", 2018, &[1.5, 2.5]);
    let behind = "name,2018,2019,备注\na,1,2,估计\n";
    check("a.csv", behind, "a", 2018, &[1.0, 2.0]);
    assert!(forecast("a.csv", behind).1.contains("没有读：备注"));
}

#[test]
fn years_are_read_as_people_write_them_and_come_out_as_they_went_in() {
    for (years, next) in [
        (["201920", "202021", "202122"], "202223"),
        (["2019/20", "2020/21", "2021/22"], "2022/23"),
        (["2019-2020", "2020-2021", "2021-2022"], "2022-2023"),
        (["2009/10", "2010/11", "2011/12"], "2012/13"),
        (["2019年", "2020年", "2021年①"], "2022"),
        (["2019-12-31", "2020-12-31", "2021-12-31"], "2022"),
        (["2019.0", "2020.0", "2021.0"], "2022"),
        (["2019", "2020", "2021p"], "2022"),
    ] {
        let [first, second, third] = years;
        let long = format!("series_id,year,value\na,{first},5\na,{second},6\na,{third},8\n");
        let wide = format!("name,{first},{second},{third}\na,5,6,8\n");
        for table in [long, wide] {
            assert_eq!(forecast("a.csv", &table).0[0], next, "{table}");
            let first = first[..4].parse().unwrap();
            check("a.csv", &table, "a", first, &[5.0, 6.0, 8.0]);
        }
    }
    let dates =
        "unique_id,ds,y\na,2014-12-31,1\na,2015-12-31,2\na,2016-12-31,NaN\na,2017-12-31,4\n";
    check("a.csv", dates, "a", 2014, &[1.0, 2.0, 3.0, 4.0]);
    let (years, text) = forecast("a.csv", dates);
    assert_eq!(years, ["2018", "2019"]);
    assert!(text.contains("NaN×1"), "{text}");
    // Steps are no years, under `ds` either.
    let steps = "unique_id,ds,y\na,1,1\na,2,2\na,3,4\n";
    assert!(!forecast("a.csv", steps).0.contains(&"4".to_owned()));
    refused("series_id,year,value\na,2019/20,1\na,2020,2\n", &["2019/20", "2020", "统一写法"]);
    refused("series_id,year,value\na,2019,1\na,2020Q1,2\n", &["2019", "2020Q1", "统一写法"]);
    refused("name,2018,2019,2018,2019\na,1,2,3,4\nb,1,2,3,4\n", &["2018 出现两次", "男、女"]);
}

#[test]
fn years_downwards_are_read() {
    let table = "year,mining,Manufacturing\n2015,63789,42079\n2016,63120,\n2017,61250,40120\n";
    check("a.csv", table, "mining", 2015, &[63_789.0, 63_120.0, 61_250.0]);
    check("a.csv", table, "Manufacturing", 2015, &[42_079.0, 41_099.5, 40_120.0]);
    let note = "年份,采矿业(万人),制造业(万人)\n2019,1.5,2.5\n2020,1.6,2.4\n注：1. 统计局,，\n";
    check("a.csv", note, "采矿业(万人)", 2019, &[1.5, 1.6]);
    let remark = "year,mining,flag\n2019,5,e\n2020,6,e\n2021,7,p\n";
    check("a.csv", remark, "mining", 2019, &[5.0, 6.0, 7.0]);
    assert!(forecast("a.csv", remark).1.contains("没有读：flag"));
    refused("year,mining\n2019,5\n2020,x\n2021,7\n", &["第 3 行", "“x”不是数字"]);
    let unnamed = ",采矿业,制造业\n2015年,1,2\n2016年,3,4\n";
    check("a.csv", unnamed, "制造业", 2015, &[2.0, 4.0]);
    check("a.csv", "年份,招生数\n2015,1\n2016,3\n", "招生数", 2015, &[1.0, 3.0]);
}

#[test]
fn tables_of_statistical_offices_are_read_without_their_flags() {
    let tsv = "freq,sex,geo\\TIME_PERIOD\t2017 \t2018 \t2019 \nA,T,AT\t4260.4 \t4319.5 b\t4355.0 e\nA,T,XX\t: c\t310.2 bp\t: \n";
    check("a.tsv", tsv, "A,T,AT", 2017, &[4260.4, 4319.5, 4355.0]);
    let (years, text) = forecast("a.tsv", tsv);
    assert_eq!(years, ["2020", "2021", "2019", "2020"]);
    for wanted in [":×2", "b×1、bp×1、e×1", "2018：A,T,XX（1）"] {
        assert!(text.contains(wanted), "{text}");
    }
}

#[test]
fn thousands_and_decimals_are_told_apart_or_refused() {
    let spaces = "name;2019;2020;2021\nA;61 250;60\u{a0}310;59\u{202f}720\nB;1 020;1 050;980\n";
    check("a.csv", spaces, "A", 2019, &[61_250.0, 60_310.0, 59_720.0]);
    let commas = "name;2019;2020;2021\nA;61,253;60,310;59,724\n";
    check("a.csv", commas, "A", 2019, &[61.253, 60.31, 59.724]);
    assert!(forecast("a.csv", commas).1.contains("“61,253”读作 61.253"));
    let quoted = "name,2019,2020,2021\nA,\"61,253\",\"60,31\",\"59,7\"\n";
    check("a.csv", quoted, "A", 2019, &[61.253, 60.31, 59.7]);
    let thousands = "name,2019,2020\nA,\"61,253\",\"1,060,310\"\nB,980,\"1,020\"\n";
    check("a.csv", thousands, "A", 2019, &[61_253.0, 1_060_310.0]);
    refused("name,2019,2020\nA,\"61,253\",\"60,310\"\n", &["第 2 行", "61253", "61.253", "2 个"]);
    refused("name\t2019\t2020\nA\t61,253\t60,310\n", &["61253", "61.253"]);
    refused("name,2019,2020,2021\nA,\"12,34\",980,1100\n", &["第 2 行", "12,34"]);
}

#[test]
fn what_is_not_annual_is_said_once() {
    let mut quarters = String::from("unique_id,ds,y\n");
    let mut months = String::from("series_id,year,value\n");
    for year in 2019..2024 {
        for quarter in 0..4 {
            let _ = writeln!(quarters, "A,{year}-{:02}-01,{}", 3 * quarter + 1, 100 + quarter);
        }
        for month in 1..=12 {
            let _ = write!(months, "A,{year}{month:02},{month}\nB,{year}{month:02},{month}\n");
        }
    }
    refused(&quarters, &["一年有 4 个数值", "A", "2019"]);
    refused(&months, &["一年有 12 个数值"]);
    refused("name,2019Q1,2019Q2,2019Q3,2019Q4\nA,1,2,3,4\nB,1,2,3,4\n", &["一年有 4 个数值"]);
    // One month of every year is annual.
    check("a.csv", "series_id,year,value\nA,201912,1\nA,202012,2\n", "A", 2019, &[1.0, 2.0]);
}

#[test]
fn series_that_end_early_or_come_to_nothing_are_named() {
    let table = "name,2019,2020,2021,2022\na,5,6,7,8\nb,5,6,,\nc,9,4,0,0\nd,1,2,3,4\n";
    let (years, text) = forecast("a.csv", table);
    assert_eq!(years, ["2023", "2024", "2021", "2022", "2023", "2024", "2023", "2024"]);
    assert!(text.contains("2020：b（1）") && text.contains("2021：c（1）"), "{text}");
}

#[test]
fn forecasts_of_other_libraries_are_scored() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let write = |name: &str, text: &str| std::fs::write(root.join(name), text).unwrap();
    let (mut train, mut actual) = ("unique_id,ds,y\n".to_owned(), "unique_id,ds,y\n".to_owned());
    for year in 2014..2024 {
        let part = if year < 2021 { &mut train } else { &mut actual };
        let (up, down) = (100 + 3 * (year - 2014), 50 - year + 2014);
        let _ = write!(part, "a,{year}-12-31,{up}\nb,{year}-12-31,{down}\n");
    }
    write("train.csv", &train);
    write("actual.csv", &actual);
    let mut forecast = ",unique_id,ds,AutoETS,AutoETS-lo-95,AutoETS-hi-95,Naive\n".to_owned();
    for year in 2021..2024 {
        let (up, down) = (101 + 3 * (year - 2014), 49 - year + 2014);
        let _ = writeln!(forecast, "0,a,{year}-12-31,{up},{},{},118", up - 11, up + 11);
        let _ = writeln!(forecast, "1,b,{year}-12-31,{down},{},{},44", down - 9, down + 9);
    }
    write("nixtla.csv", &forecast);
    let score = |file: &str| {
        let arguments = ["--format", "json", "score", "--train", "train.csv"];
        let files = ["--actual", "actual.csv", "--forecast", file];
        let output = run(root, &[&arguments[..], &files].concat());
        assert!(output.status.success(), "{}", said(&output));
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()
    };
    let rows = score("nixtla.csv");
    let methods: Vec<&str> =
        rows.as_array().unwrap().iter().map(|row| row["method"].as_str().unwrap()).collect();
    assert_eq!(methods, ["naive", "drift", "AutoETS", "Naive"]);
    // Each forecast is one off.
    let wape = rows[2]["wape"].as_f64().unwrap();
    assert!((wape - 6.0 / (121.0 + 124.0 + 127.0 + 43.0 + 42.0 + 41.0)).abs() < 1e-12, "{wape}");
    assert_eq!(rows[2]["series"], 2);
    assert_eq!(rows[2]["intervals"][0]["inside"], 1.0);
    assert_eq!(rows[3]["owa"], rows[0]["owa"]);
    // What `forecast` writes, and the same without steps or with the years of a school year's file.
    let output = run(root, &["forecast", "-i", "train.csv", "-H", "3", "-o", "own.csv"]);
    assert!(output.status.success());
    let own = score("own.csv");
    let written = std::fs::read_to_string(root.join("own.csv")).unwrap();
    assert!(written.starts_with("series_id,step,mean,lo80,hi80,lo95,hi95,year\na,1,"), "{written}");
    let stepless: String = written
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            [&cells[..1], &cells[2..]].concat().join(",") + "\n"
        })
        .collect();
    write("stepless.csv", &stepless);
    assert_eq!(score("stepless.csv"), own);
    // A forecast that leaves a year out is told by its line.
    let gap: String =
        forecast.lines().filter(|line| !line.contains("a,2022")).collect::<Vec<_>>().join("\n");
    write("gap.csv", &gap);
    let files = ["--actual", "actual.csv", "--forecast", "gap.csv"];
    let output = run(root, &[&["score", "--train", "train.csv"][..], &files].concat());
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("2022") && said(&output).contains("2023"), "{}", said(&output));
}

/// Every command that takes a panel reads the same.
#[test]
fn every_command_reads_the_same() {
    let folder = folder_with("a.csv", GB18030.encode(WIDE).0);
    let root = folder.path();
    for arguments in [
        &["forecast", "-i", "a.csv", "-H", "1", "-o", "-"][..],
        &["explain", "-i", "a.csv", "-s", "制造业", "-H", "1"],
        &["backtest", "-i", "a.csv", "-H", "1"],
    ] {
        let output = run(root, arguments);
        assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    }
    let output =
        run(root, &["score", "--train", "a.csv", "--actual", "a.csv", "--forecast", "a.csv"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("缺少列"), "{}", said(&output));
}
