//! The command as a script sees it: output, files and exit codes.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::panic, reason = "tests may")]

mod said;

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use said::{check, run};
use talent_domain::{Breakdown, Lang, Measure};

#[test]
fn a_wrong_file_is_located_and_leaves_the_store_alone() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    check(&run(root, &["init", "city"]), 0, "templates/");
    check(&run(root, &["init", "city"]), 1, "city");
    let city = root.join("city");
    let lists = "C4 地区代码表 v1\n地区代码,地区名称\n141000,临汾市\n";
    std::fs::write(city.join("C4.csv"), lists).unwrap();
    let good = "C3 行业代码表 v1\n行业代码,行业名称\nB,采矿业\n";
    std::fs::write(city.join("C3.csv"), good).unwrap();
    check(&run(&city, &["ingest", "C4.csv", "C3.csv"]), 0, "talent run");
    check(&run(root, &["demo", "-w", "city"]), 2, "talent demo -w");
    let bad = "地区代码,行业代码,年份,从业人员(万元)\n141000,B,2019,6.1\n";
    std::fs::write(city.join("unit.csv"), bad).unwrap();
    let cell = "地区代码,行业代码,年份,从业人员(人)\n141000,B,2019,12a0\n141000,Q,2019,5\n";
    std::fs::write(city.join("cell.csv"), cell).unwrap();
    std::fs::write(city.join("picture.xlsx"), b"\x89PNG\r\n\x1a\n").unwrap();
    std::fs::write(city.join("empty.csv"), "").unwrap();
    let quote = "地区代码,行业代码,年份,从业人员(人)\n141000,\"B,2019,5\n141000,B,2020,6\n";
    std::fs::write(city.join("quote.csv"), quote).unwrap();
    std::fs::write(city.join("bytes.csv"), b"\xb5\xd8\xff,\n").unwrap();
    for (file, said) in [
        ("unit.csv", "H04 unit.csv D1"),
        ("cell.csv", "C01 cell.csv D2"),
        ("cell.csv", "C06 cell.csv B3"),
        ("picture.xlsx", "F02 picture.xlsx"),
        ("empty.csv", "F10 empty.csv"),
        ("quote.csv", "F14 quote.csv：第 2 行"),
        ("bytes.csv", "F06 bytes.csv"),
    ] {
        let output = run(&city, &["ingest", file]);
        check(&output, 2, said);
        check(&output, 2, "改法");
        check(&run(&city, &["ingest", "--dry-run", file]), 2, said);
    }
    check(&run(&city, &["ingest", "cell.csv", "--findings", "list.xlsx"]), 2, "list.xlsx");
    assert!(std::fs::read(city.join("list.xlsx")).unwrap().starts_with(b"PK"));
    check(&run(&city, &["ingest", "cell.csv", "--findings", "list.html"]), 2, "list.html");
    let list = std::fs::read_to_string(city.join("list.html")).unwrap();
    assert!(list.contains("C06") && list.contains("cell.csv") && list.contains("改法"));
    check(&run(&city, &["ingest", "cell.csv", "--findings", "list.doc"]), 2, ".xlsx");
    // One vintage, as before.
    check(&run(&city, &["doctor"]), 1, "1（0）");
    check(&run(&city, &["run"]), 1, "T2");
}

#[test]
fn the_demo_walks_the_whole_way_twice() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("city");
    let arguments = ["demo", "--workspace", root.to_str().unwrap()];
    let first = run(folder.path(), &arguments);
    for said in [
        "最紧",
        "最松",
        "产业用工",
        "预警等级",
        "预警情况的通报-0001.html",
        "用时",
        "serve --workspace",
        "模拟数据",
    ] {
        check(&first, 0, said);
    }
    check(&run(folder.path(), &arguments), 0, "没有变化");
    the_findings_can_be_read_and_traced(&root);
    check(&run(&root, &["run"]), 0, "沿用第 1 次运行");
    let slip = "地区代码,行业代码,年份,从业人员(人)\n141000,B,2019,60000\n";
    std::fs::write(folder.path().join("slip.csv"), slip).unwrap();
    check(&run(&root, &["ingest", "../slip.csv"]), 0, "数据版本 3");
    check(&run(&root, &["history"]), 0, "slip.csv");
    check(&run(&root, &["undo"]), 0, "回到第 1 次运行");
    check(&run(&root, &["history"]), 0, "已撤回");
    check(&run(&root, &["doctor"]), i32::from(!talent_report::has_chinese_font()), "✓");
    check(&run(&root, &["doctor"]), i32::from(!talent_report::has_chinese_font()), "哪张表最有用");
    a_run_is_published_apart(&root);
    a_trace_shows_everybody_what_is_theirs(&root);
    what_is_lost_is_made_again(&root);
}

/// On a workspace whose first run is published.
fn a_run_is_published_apart(root: &Path) {
    let policy = root.join("policy.toml");
    let text = std::fs::read_to_string(&policy).unwrap();
    std::fs::write(&policy, text.replace("below = 0.40", "below = 0.90")).unwrap();
    let computing = Command::new(env!("CARGO_BIN_EXE_talent"))
        .current_dir(root)
        .env("USER", "王芳")
        .args(["run", "--no-publish"])
        .output();
    check(&computing.unwrap(), 0, "talent publish 2");
    check(&run(root, &["history"]), 0, "2（王芳，未公布）");
    let out = tempfile::tempdir().unwrap();
    let html = out.path().join("bulletin.html");
    let bulletin = || {
        check(&run(root, &["bulletin", "-o", html.to_str().unwrap()]), 0, "bulletin.html");
        std::fs::read_to_string(&html).unwrap()
    };
    assert!(bulletin().contains("第1次运行"));
    check(&run(root, &["publish", "9"]), 2, "talent history");
    check(&run(root, &["publish", "2"]), 0, "第 2 次公布");
    check(&run(root, &["publish", "2"]), 0, "没有变化");
    check(&run(root, &["publish", "1"]), 0, "第 3 次公布");
    let shown = bulletin();
    assert!(shown.contains("第1次运行") && shown.contains("年第1期") && shown.contains("送审稿"));
    check(&run(root, &["bulletin"]), 0, "预警情况的通报-0003.html");
    let history = run(root, &["--format", "json", "history"]);
    let rows: serde_json::Value = serde_json::from_slice(&history.stdout).unwrap();
    let row = &rows.as_array().unwrap()[1];
    assert_eq!(row["runs"], serde_json::json!([1, 2]));
    assert_eq!(row["run_details"][0]["publications"], serde_json::json!([1, 3]));
}

/// On a workspace with a run.
fn the_findings_can_be_read_and_traced(root: &Path) {
    check(&run(root, &["warnings"]), 0, "橙色");
    check(&run(root, &["--lang", "en", "warnings", "--city"]), 0, "orange");
    check(&run(root, &["warnings", "--level", "purple"]), 2, "orange");
    check(&run(root, &["show", "programme", "720201"]), 0, "缺口区间的宽窄主要取决于");
    let backtest = ["backtest", "--stage", "output", "-H", "3", "--method", "auto,line"];
    check(&run(root, &backtest), 0, "line");
    check(&run(root, &["backtest", "-H", "3"]), 0, "employment-known");
    check(&run(root, &["backtest", "-H", "30"]), 2, "--horizon");
    let out = tempfile::tempdir().unwrap();
    let file = |name: &str| out.path().join(name).to_str().unwrap().to_owned();
    let (picture, cases) = (file("backtest.svg"), file("cases.csv"));
    let checked =
        ["backtest", "--stage", "supply", "-H", "3", "--chart", &picture, "--cases", &cases];
    check(&run(root, &checked), 0, "回测");
    assert!(std::fs::read_to_string(&picture).unwrap().contains("模拟数据"));
    let written = std::fs::read_to_string(&cases).unwrap();
    assert!(written.starts_with("stage,id,origin,year,") && written.contains(",ours,"));
    // What came is rounded for the public, and not for the bureau.
    let rounded = |written: &str| {
        let place = written.lines().next().unwrap().split(',').position(|name| name == "actual");
        let actual = written.lines().skip(1).map(|line| line.split(',').nth(place.unwrap()));
        actual.map(|actual| actual.unwrap().parse::<f64>().unwrap()).all(|n| n % 5.0 == 0.0)
    };
    assert!(rounded(&written));
    let checked = [checked.as_slice(), &["--as", "bureau"]].concat();
    check(&run(root, &checked), 0, "回测");
    assert!(!rounded(&std::fs::read_to_string(&cases).unwrap()));
    let json = run(root, &[["--format", "json"].as_slice(), &checked].concat());
    assert!(serde_json::from_slice::<serde_json::Value>(&json.stdout).is_ok());
    check(&run(root, &["backtest", "--stage", "supply", "--chart", "a.pdf"]), 2, ".svg");
    check(&run(root, &["backtest", "--stage", "output", "--cases", "a.csv"]), 2, "--cases");
    check(&run(root, &["scenario", "low", "--retention", "-5"]), 0, "情景");
    check(&run(root, &["scenario", "--exits", "9"]), 2, "exits");
    let nursing = ["scenario", "--as", "bureau", "--change", "seats:LF-S04:720201:40"];
    check(&run(root, &nursing), 0, "毕业届求人倍率");
    check(&run(root, &["scenario", "--change", "stop:LF-S04:720201"]), 2, "--as bureau");
    check(
        &run(root, &["scenario", "--as", "bureau", "--change", "stop:LF-S4:720201"]),
        2,
        "LF-S04",
    );
    check(&run(root, &["scenario", "--as", "bureau", "--name", "护理"]), 2, "还没有");
    check(&run(root, &[nursing.as_slice(), &["--save", "护理"]].concat()), 0, "--name 护理");
    check(&run(root, &["scenario", "--as", "bureau", "--list"]), 0, "seats:LF-S04:720201:40");
    check(&run(root, &["scenario", "--as", "bureau", "--name", "护理"]), 0, "增加 40 个招生计划");
    let tried = ["rules", "simulate", "--as", "bureau", "--as-if-in-force", "--rule"];
    check(&run(root, &[tried.as_slice(), &["FJ-2023-3"]].concat()), 0, "计算机应用");
    check(&run(root, &[tried.as_slice(), &["FJ-2023-33"]].concat()), 2, "FJ-2023-3");
    check(&run(root, &["show", "programme", "1"]), 2, "720201");
    check(&run(root, &["show", "industry", "B"]), 0, "就业对产出的弹性");
    check(&run(root, &["trace", "710201"]), 0, "T1-destinations.csv");
    check(&run(root, &["trace", "710201"]), 0, "P2-retirement.csv");
    check(&run(root, &["trace", "nothing"]), 2, "talent warnings");
    let json = run(root, &["--format", "json", "trace", "710201"]);
    let lines: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert!(lines.as_array().unwrap().iter().all(|line| line["cell"].as_str().unwrap().len() >= 2));
    check(&run(root, &["trace", "LF-S01"]), 0, "毕业生数");
    let (report, workbook) = (file("quality.html"), file("layout.xlsx"));
    check(&run(root, &["report", "quality", "-o", &report]), 0, "quality.html");
    assert!(std::fs::read_to_string(&report).unwrap().contains("就业质量年度报告"));
    check(&run(root, &["report", "layout", "-o", &workbook]), 0, "layout.xlsx");
    assert!(std::fs::read(&workbook).unwrap().starts_with(b"PK"));
    check(&run(root, &["report", "layout", "-o", "layout.odt"]), 2, ".docx");
    check(&run(root, &["bulletin", "--school", "无此学校"]), 2, "LF-S01");
    check(&run(root, &["report", "papers"]), 2, "--as bureau");
    let pdf = file("extract.pdf");
    let printed = run(root, &["bulletin", "--school", "LF-S01", "-o", &pdf]);
    if talent_print::font_report("").roles.iter().all(|role| role.family.is_some()) {
        check(&printed, 0, "extract.pdf");
        assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF"));
    } else {
        check(&printed, 1, "fonts-noto-cjk");
    }
    let svg = out.path().join("gap.svg");
    check(&run(root, &["chart", "gap", "-o", svg.to_str().unwrap()]), 0, "供需缺口");
    assert!(std::fs::read_to_string(&svg).unwrap().starts_with("<svg"));
    check(&run(root, &["chart", "pie", "-o", svg.to_str().unwrap()]), 2, "heatmap");
    let html = out.path().join("bulletin.html");
    check(&run(root, &["bulletin", "-o", html.to_str().unwrap()]), 0, "bulletin.html");
    assert!(std::fs::read_to_string(&html).unwrap().contains("供需预警情况的通报"));
}

/// On a workspace with runs: figures and runs that are lost are made again, a damaged original is put back by the same file.
fn what_is_lost_is_made_again(root: &Path) {
    check(&run(root, &["verify"]), 0, "全部完好");
    std::fs::remove_file(root.join("vintages/0002/observations.parquet")).unwrap();
    std::fs::write(root.join("vintages/0002/lists.json"), "{}").unwrap();
    std::fs::remove_file(root.join("runs/0001/outlook.json")).unwrap();
    check(&run(root, &["warnings"]), 1, "talent verify --repair");
    check(&run(root, &["doctor"]), 1, "talent verify --repair");
    let verified = run(root, &["verify"]);
    check(&verified, 1, "第 1 次运行");
    check(&verified, 1, "数据版本 2 的代码表");
    check(&run(root, &["verify", "--repair"]), 0, "与原来完全相同");
    check(&run(root, &["verify"]), 0, "全部完好");
    check(&run(root, &["warnings"]), 0, "橙色");
    let manifest = std::fs::read(root.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    let files = manifest["files"].as_array().unwrap();
    let taken_in = files.iter().find(|file| file["name"] == "T1-destinations.csv").unwrap();
    let original = root.join("originals").join(taken_in["hash"].as_str().unwrap());
    let whole = std::fs::read(&original).unwrap();
    let again = tempfile::tempdir().unwrap();
    let again = again.path().join("T1-destinations.csv");
    std::fs::write(&again, &whole).unwrap();
    std::fs::write(&original, "damaged").unwrap();
    check(&run(root, &["verify", "--repair"]), 1, "T1-destinations.csv");
    let ingest = ["ingest", "--confirm-jumps", again.to_str().unwrap()];
    check(&run(root, &ingest), 0, "已补回");
    assert_eq!(std::fs::read(&original).unwrap(), whole);
    check(&run(root, &ingest), 0, "没有变化");
    check(&run(root, &["verify"]), 0, "全部完好");
}

/// On a workspace with a run: a school sees its own figures, the bureau all, and everybody else rounded ones.
fn a_trace_shows_everybody_what_is_theirs(root: &Path) {
    let values = |reader: &str, id: &str| -> Vec<(String, f64)> {
        let output = run(root, &["--format", "json", "trace", id, "--as", reader]);
        let lines: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let lines = lines.as_array().unwrap().iter();
        let counts =
            lines.filter(|line| line["unit"] == "人" && line["file"] != "P2-retirement.csv");
        // Breakdowns of places are in nothing that the public is shown.
        let is_broken_down = |name: &str| {
            let mut measures = Measure::ALL.iter().filter(|m| Breakdown::of(**m).is_some());
            measures.any(|measure| measure.name(Lang::Zh) == name)
        };
        let own = counts.filter(|line| line["file"].as_str().unwrap().starts_with("T1-"));
        let own = own.filter(|line| !is_broken_down(line["measure"].as_str().unwrap()));
        own.map(|line| (line["of"].as_str().unwrap().to_owned(), line["value"].as_f64().unwrap()))
            .collect()
    };
    let [public, bureau] = ["public", "bureau"].map(|reader| values(reader, "LF-S06"));
    assert!(public.len() > 100 && public.len() == bureau.len());
    assert!(public.iter().all(|(_, value)| value % 5.0 == 0.0));
    assert!(bureau.iter().any(|(_, value)| value % 5.0 != 0.0));
    assert_eq!(values("school:LF-S06", "LF-S06"), bureau);
    assert_eq!(values("school:LF-S01", "LF-S06"), public);
    let city = values("school:LF-S06", "city");
    for ((shown, reported), public) in
        city.iter().zip(values("bureau", "city")).zip(values("public", "city"))
    {
        let expected = if shown.0.starts_with("LF-S06") { reported } else { public };
        assert_eq!(*shown, expected);
    }
    check(&run(root, &["trace", "LF-S06", "--as", "mayor"]), 2, "school:");
    check(&run(root, &["show", "school", "LF-S06", "--as", "school:LF-S06"]), 2, "trace");
    check(&run(root, &["serve", "--view", "bureau", "--addr", "0.0.0.0:1"]), 2, "127.0.0.1");
}

#[test]
fn forecasts_are_scored_backtested_and_explained() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let rows = |years: std::ops::Range<i32>| {
        let mut panel = String::from("series_id,year,value\n");
        for series in 0..15 {
            for year in years.clone() {
                let value =
                    200 + 9 * series + (year - 2000) * (series % 4) + (year * 11 + series) % 6;
                let _ = writeln!(panel, "s{series},{year},{value}");
            }
        }
        panel
    };
    std::fs::write(root.join("train.csv"), rows(2000..2014)).unwrap();
    std::fs::write(root.join("test.csv"), rows(2014..2017)).unwrap();
    std::fs::write(root.join("all.csv"), rows(2000..2017)).unwrap();
    check(&run(root, &["forecast", "-i", "train.csv", "-H", "3", "-o", "out.csv"]), 0, "15");
    let score = ["score", "--train", "train.csv", "--actual", "test.csv", "--forecast", "out.csv"];
    check(&run(root, &score), 0, "naive");
    let scored = run(root, &[&["--format", "json"], score.as_slice()].concat());
    let scored: serde_json::Value = serde_json::from_slice(&scored.stdout).unwrap();
    let backtest = ["--format", "json", "backtest", "-i", "all.csv", "-H", "3"];
    let tested: serde_json::Value = serde_json::from_slice(&run(root, &backtest).stdout).unwrap();
    // The same training part, the same outcomes: the same scores, however they are come by.
    for (row, name) in [(2, "forecast"), (0, "naive"), (1, "drift")] {
        assert_eq!(scored[row]["method"], name);
        let (a, b) = (scored[row]["owa"].as_f64().unwrap(), tested[row]["owa"].as_f64().unwrap());
        assert!((a - b).abs() < 1e-8, "{name} {a} {b}");
    }
    check(
        &run(root, &["backtest", "-i", "all.csv", "-H", "2", "--origins", "3", "--calendar"]),
        0,
        "2014",
    );
    let mut constant = String::from("series_id,year,value\n");
    for year in 0..8 {
        let _ = write!(constant, "a,{year},5\nb,{year},5\n");
    }
    std::fs::write(root.join("constant.csv"), constant).unwrap();
    let unscaled = run(root, &["backtest", "-i", "constant.csv", "-H", "2"]);
    check(&unscaled, 0, "—");
    assert!(!String::from_utf8_lossy(&unscaled.stdout).contains("NaN"));
    check(&run(root, &["backtest", "-i", "all.csv", "-H", "40"]), 2, "40");
    check(&run(root, &["backtest", "-i", "all.csv", "-H", "2", "--method", "best"]), 2, "damped");
    check(
        &run(
            root,
            &["score", "--train", "train.csv", "--actual", "test.csv", "--forecast", "no.csv"],
        ),
        2,
        "no.csv",
    );
    std::fs::write(root.join("turned.csv"), "series_id,step,mean,lo80,hi80\ns0,1,1,3,2\n").unwrap();
    let turned = [&score[..6], &["turned.csv"]].concat();
    check(&run(root, &turned), 2, "第 2 行：80% 区间");
    let explain = ["explain", "-i", "all.csv", "-s", "s3", "-H", "3", "--chart", "s3.svg"];
    check(&run(root, &explain), 0, "残差");
    assert!(std::fs::read_to_string(root.join("s3.svg")).unwrap().contains("残差"));
    check(&run(root, &["explain", "-i", "all.csv", "-s", "x", "-H", "3"]), 2, "s0");
}

/// What cannot be printed is not done, whatever the command.
#[test]
#[cfg(target_os = "linux")]
fn output_that_cannot_be_written_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    check(&run(root, &["init", "city"]), 0, "templates/");
    std::fs::write(root.join("panel.csv"), "series_id,year,value\na,2001,1\na,2002,3\na,2003,4\n")
        .unwrap();
    let city = root.join("city");
    for arguments in [
        &["history"][..],
        &["doctor"],
        &["--format", "json", "history"],
        &["explain", "-i", "../panel.csv", "-s", "a", "-H", "1"],
        &["backtest", "-i", "../panel.csv", "-H", "1"],
        &["forecast", "-i", "../panel.csv", "-H", "1", "-o", "-"],
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_talent"));
        let output = command.current_dir(&city).args(arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn any_panel_can_be_forecast() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let mut panel = String::from("series_id,year,value\n");
    for series in 0..12 {
        for year in 0..14 {
            let _ = writeln!(
                panel,
                "s{series},{},{}",
                2000 + year,
                100 + 7 * series + year * (series % 5) + (year * 13 + series) % 7
            );
        }
    }
    panel += "short,2000,5\nbroken,2000,inf\n";
    std::fs::write(root.join("panel.csv"), panel).unwrap();
    let arguments = ["forecast", "--input", "panel.csv", "--horizon", "3", "--output", "out.csv"];
    check(&run(root, &arguments), 0, "broken");
    let out = std::fs::read_to_string(root.join("out.csv")).unwrap();
    let mut lines = out.lines();
    assert_eq!(lines.next(), Some("series_id,step,mean,lo80,hi80,lo95,hi95,year"));
    assert_eq!(lines.clone().count(), 14 * 3);
    assert!(lines.clone().any(|line| line == "broken,1,,,,,,2001"));
    for line in lines.filter(|line| !line.starts_with("broken")) {
        let figures: Vec<f64> = line.split(',').skip(2).map(|cell| cell.parse().unwrap()).collect();
        let [mean, lo80, hi80, lo95, hi95, _] = figures[..] else { panic!("{line}") };
        assert!(lo95 <= lo80 && lo80 <= mean && mean <= hi80 && hi80 <= hi95, "{line}");
    }
    std::fs::write(root.join("bad.csv"), "series_id,step,value\na,1,x\na,y,2\n").unwrap();
    let bad = run(root, &["forecast", "-i", "bad.csv", "-H", "2", "-o", "o.csv"]);
    check(&bad, 2, "第 2 行");
    check(&bad, 2, "第 3 行");
    assert!(!root.join("o.csv").exists());
    check(
        &run(
            root,
            &["forecast", "-i", "panel.csv", "-H", "2", "-o", "o.csv", "--method", "oracle"],
        ),
        2,
        "theta",
    );
}

#[test]
fn every_command_shows_an_example() {
    for command in [
        "demo", "init", "ingest", "run", "publish", "forecast", "warnings", "show", "trace",
        "chart", "bulletin", "serve", "doctor", "simulate", "backtest",
    ] {
        check(&run(Path::new("."), &[command, "--help"]), 0, "example");
    }
}

#[test]
fn serving_to_other_machines_must_be_meant() {
    let folder = tempfile::tempdir().unwrap();
    check(&run(folder.path(), &["init", "city"]), 0, "");
    let city = folder.path().join("city");
    check(&run(&city, &["serve", "--addr", "0.0.0.0:0"]), 1, "--allow-remote-without-login");
}

#[test]
fn a_kill_at_any_moment_leaves_the_last_good_state() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    check(&run(root, &["init", "city"]), 0, "");
    for file in talent_pipeline::embedded::LINFEN {
        std::fs::write(root.join(file.name), file.bytes).unwrap();
    }
    let mut arguments = vec!["ingest", "--workspace", "city"];
    arguments.extend(talent_pipeline::embedded::LINFEN.iter().map(|file| file.name));
    for wait_ms in [5, 20, 60, 120, 200, 350, 600, 1000] {
        let mut ingesting = Command::new(env!("CARGO_BIN_EXE_talent"))
            .current_dir(root)
            .args(&arguments)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(wait_ms));
        ingesting.kill().unwrap();
        ingesting.wait().unwrap();
        // Nothing or everything: a vintage that is listed is whole.
        let doctor = run(root, &["doctor", "--workspace", "city", "--format", "json"]);
        let checks: serde_json::Value = serde_json::from_slice(&doctor.stdout).unwrap();
        let vintage = checks["checks"]
            .as_array()
            .unwrap()
            .iter()
            .find(|c| c["what"] == "数据版本完好")
            .unwrap();
        let found = vintage["found"].as_str().unwrap();
        assert!(found.starts_with("1（") || found.contains("talent ingest"), "{found}");
    }
    check(&run(root, &arguments), 0, "");
    check(&run(root, &["doctor", "--workspace", "city"]), 1, "1（");
}

#[test]
fn a_simulated_city_is_written_where_nothing_else_is() {
    let folder = tempfile::tempdir().unwrap();
    let simulate = |seed: &str, dir: &str| run(folder.path(), &["simulate", "--seed", seed, dir]);
    let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    check(&simulate("3", "a"), 0, "truth.csv");
    check(&simulate("3", "b"), 0, "truth.csv");
    assert_eq!(read("a/T1-destinations.csv"), read("b/T1-destinations.csv"));
    // A folder of its own is written anew, and what the new city does not have goes away.
    let names = |dir: &str| -> Vec<_> {
        let entries = std::fs::read_dir(folder.path().join(dir)).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    check(&simulate("4", "a"), 0, "truth.csv");
    check(&simulate("4", "c"), 0, "truth.csv");
    assert_ne!(read("a/T1-destinations.csv"), read("b/T1-destinations.csv"));
    assert_eq!(names("a"), names("c"));
    std::fs::write(folder.path().join("b/notes.txt"), "mine").unwrap();
    check(&simulate("4", "b"), 2, "什么也没写");
    assert_ne!(read("b/truth.csv"), read("a/truth.csv"));
}
