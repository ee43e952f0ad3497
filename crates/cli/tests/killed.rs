//! Commands that are killed at any moment: what was there stands, or what was asked for is there whole.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::panic, reason = "tests may")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use talent_pipeline::embedded::{LINFEN, LINFEN_SIMULATED};

/// Moments at which each command is killed.
const MOMENTS: u64 = 60;

fn talent(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_talent")).current_dir(folder).args(arguments).output().unwrap()
}

#[track_caller]
fn goes_well(folder: &Path, arguments: &[&str]) -> String {
    let output = talent(folder, arguments);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{arguments:?}: {said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    said
}

/// Starts a command and kills it after so many microseconds.
fn kill_after(folder: &Path, arguments: &[&str], micros: u64) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_talent"))
        .current_dir(folder)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_micros(micros));
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Moments from the start of a command to beyond its usual end, the last so late that it ends on a busy machine too.
fn moments(folder: &Path, arguments: &[&str]) -> impl Iterator<Item = u64> {
    let start = std::time::Instant::now();
    goes_well(folder, arguments);
    let usual = start.elapsed().as_micros() as u64;
    (0..MOMENTS).map(move |moment| usual * 5 / 4 * moment / MOMENTS).chain([10 * usual])
}

fn copy(from: &Path, to: &Path) {
    let _ = std::fs::remove_dir_all(to);
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// A folder with a workspace `city` of two vintages.
fn city() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    goes_well(root, &["init", "city"]);
    let lists = "C4 地区代码表 v1\n地区代码,地区名称\n141000,临汾市\n";
    std::fs::write(root.join("C4.csv"), lists).unwrap();
    let industries = "C3 行业代码表 v1\n行业代码,行业名称\nB,采矿业\n";
    std::fs::write(root.join("C3.csv"), industries).unwrap();
    goes_well(root, &["ingest", "-w", "city", "C4.csv", "C3.csv"]);
    let workers = "地区代码,行业代码,年份,从业人员(人)\n141000,B,2019,60000\n";
    std::fs::write(root.join("T4.csv"), workers).unwrap();
    goes_well(root, &["ingest", "-w", "city", "T4.csv"]);
    folder
}

fn history(root: &Path, workspace: &str) -> String {
    goes_well(root, &["history", "-w", workspace, "--format", "json"])
}

#[test]
fn an_undo_is_done_or_not() {
    let folder = city();
    let root = folder.path();
    let before = history(root, "city");
    copy(&root.join("city"), &root.join("model"));
    let undo = ["undo", "-w", "city"];
    for moment in moments(root, &undo) {
        copy(&root.join("model"), &root.join("city"));
        kill_after(root, &undo, moment);
        let after = history(root, "city");
        assert!(after == before || after.contains("withdrawn_at\": \"2"), "{after}");
        goes_well(root, &["verify", "-w", "city"]);
    }
}

#[test]
fn a_backup_is_whole_or_not_there() {
    let folder = city();
    let root = folder.path();
    let before = history(root, "city");
    let backup = ["backup", "-w", "city", "city.zip"];
    let mut whole = 0;
    for moment in moments(root, &backup) {
        let _ = std::fs::remove_file(root.join("city.zip"));
        kill_after(root, &backup, moment);
        if root.join("city.zip").exists() {
            whole += 1;
            let _ = std::fs::remove_dir_all(root.join("again"));
            goes_well(root, &["restore", "city.zip", "-w", "again"]);
            assert_eq!(history(root, "again"), before);
        }
        goes_well(root, &["verify", "-w", "city"]);
    }
    assert!(whole > 0, "none was written");
}

#[test]
fn a_restored_workspace_is_whole_or_not_there() {
    let folder = city();
    let root = folder.path();
    let before = history(root, "city");
    goes_well(root, &["backup", "-w", "city", "city.zip"]);
    let restore = ["restore", "city.zip", "-w", "again"];
    for moment in moments(root, &restore) {
        let _ = std::fs::remove_dir_all(root.join("again"));
        kill_after(root, &restore, moment);
        if root.join("again").exists() {
            assert_eq!(history(root, "again"), before);
            goes_well(root, &["verify", "-w", "again"]);
        }
    }
}

#[test]
fn a_repair_that_was_killed_can_be_done_again() {
    let folder = city();
    let root = folder.path();
    let before = history(root, "city");
    copy(&root.join("city"), &root.join("model"));
    std::fs::remove_file(root.join("model/talent.db")).unwrap();
    copy(&root.join("model"), &root.join("city"));
    let verify = ["verify", "--repair", "-w", "city"];
    for moment in moments(root, &verify) {
        copy(&root.join("model"), &root.join("city"));
        kill_after(root, &verify, moment);
        goes_well(root, &verify);
        assert_eq!(history(root, "city"), before);
    }
}

/// A mail server that keeps the ids of the letters that it is given, each time it is given one.
fn mail_server() -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let ids = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&ids);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let (mut id, mut is_data) = (String::new(), false);
            // Whoever is killed while it sends is gone, and its letter was not taken.
            let mut say = |text: &str| stream.write_all(format!("{text}\r\n").as_bytes());
            let _ = say("220 test");
            for line in lines.map_while(Result::ok) {
                let answer = match (is_data, line.as_str()) {
                    (true, ".") => {
                        is_data = false;
                        kept.lock().unwrap().push(std::mem::take(&mut id));
                        "250 kept"
                    }
                    (true, line) => {
                        id = line.strip_prefix("Message-ID: ").map_or(id, str::to_owned);
                        continue;
                    }
                    (false, "DATA") => {
                        is_data = true;
                        "354 go on"
                    }
                    (false, _) => "250 ok",
                };
                if say(answer).is_err() {
                    break;
                }
            }
        }
    });
    (port, ids)
}

/// A workspace `city` of two schools with a published run, and a schedule that issues to a folder and by mail.
fn scheduled_city(root: &Path, port: u16) {
    goes_well(root, &["init", "city"]);
    let mut arguments = vec!["ingest".to_owned(), "-w".to_owned(), "city".to_owned()];
    for file in LINFEN.iter().chain(LINFEN_SIMULATED) {
        let text = String::from_utf8(file.bytes.to_vec()).unwrap();
        let is_kept = |(at, line): &(usize, &str)| {
            *at < 2 || !line.starts_with("LF-S") || line.starts_with("LF-S01,")
        };
        let is_of_schools = ["T1-", "T2-", "T3-"].iter().any(|table| file.name.starts_with(table));
        let kept = text.lines().enumerate().filter(|line| !is_of_schools || is_kept(line));
        let kept: Vec<&str> = kept.map(|(_, line)| line).collect();
        std::fs::write(root.join(file.name), kept.join("\n")).unwrap();
        arguments.push(file.name.to_owned());
    }
    let settings = std::fs::read_to_string(root.join("city/talent.toml")).unwrap();
    let mut settings = settings.split("\n[delivery]").next().unwrap().to_owned();
    settings = settings.replace("draws = 2000", "draws = 100");
    write!(
        settings,
        "\n[delivery]\nfolder = \"out\"\nmail = [\"a@example.org\"]\nsender = \"jyj@example.org\"\n\
         relay = \"127.0.0.1:{port}\"\n\n[[schedule]]\nname = \"季度\"\ndocument = \"bulletin\"\n\
         when = \"0 8 5 1,4,7,10 *\"\nissue = true\nsigner = \"张三\"\n"
    )
    .unwrap();
    std::fs::write(root.join("city/talent.toml"), settings).unwrap();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    goes_well(root, &arguments);
    goes_well(root, &["run", "-w", "city"]);
    goes_well(root, &["slot", "write", "bulletin", "causes", "--text", "一是", "-w", "city"]);
    goes_well(root, &["schedule", "run", "-w", "city"]);
}

/// Kills the keeping of a schedule at so many moments by chance, a few for each time of it, and lets it end then: every time
/// has one issue, in the order of the times, that arrived everywhere, and nothing is there twice.
fn a_schedule_survives(kills: usize) {
    let has_fonts = talent_print::font_report("").roles.iter().all(|role| role.family.is_some());
    if !has_fonts {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let (port, letters) = mail_server();
    scheduled_city(root, port);
    let times: Vec<String> = (2027..)
        .flat_map(|year| [1, 4, 7, 10].map(|month| format!("{year}-{month:02}-05T08:01:00+08:00")))
        .take(1 + kills.div_ceil(4))
        .collect();
    let keep = |time: &str| ["schedule", "run", "-w", "city", "--at", time].map(str::to_owned);
    let mut usual = 0;
    let mut chance = 20_260_101_u64;
    for (at, time) in times.iter().enumerate() {
        let arguments = keep(time);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        if at > 0 {
            for _ in 0..4.min(kills - 4 * (at - 1)) {
                // Knuth's multiplier; the upper bits are as good as chance.
                chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                kill_after(root, &arguments, (chance >> 33) % usual);
            }
        }
        let start = std::time::Instant::now();
        goes_well(root, &arguments);
        if at == 0 {
            usual = start.elapsed().as_micros() as u64;
        }
        goes_well(root, &["verify", "-w", "city"]);
    }
    let issues = goes_well(root, &["issue", "list", "-w", "city", "--format", "json"]);
    let issues: serde_json::Value = serde_json::from_str(&issues).unwrap();
    let issues = issues.as_array().unwrap();
    assert_eq!(issues.len(), times.len());
    for (issue, time) in issues.iter().zip(&times) {
        let occasion = issue["occasion"].as_str().unwrap();
        assert_eq!(occasion[..13], time[..13], "{issue}");
        let states: Vec<&str> = issue["acts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|act| act["state"].as_str().unwrap())
            .collect();
        assert_eq!(states, ["draft", "submitted", "signed", "dispatched"], "{issue}");
    }
    // A letter that was on its way when the process was killed may come again: under the same id.
    let letters = letters.lock().unwrap();
    let ids: BTreeSet<&str> = letters.iter().map(String::as_str).collect();
    assert_eq!(ids.len(), times.len(), "{letters:?}");
    let files = std::fs::read_dir(root.join("city/out")).unwrap().count();
    assert_eq!(files, 7 * times.len() + 1);
    let feed = std::fs::read_to_string(root.join("city/out/feed.xml")).unwrap();
    assert_eq!(feed.matches("<entry>").count(), times.len());
    eprintln!("{kills} kills, {} issues, {} letters", times.len(), letters.len());
}

#[test]
fn a_schedule_that_is_killed_loses_and_doubles_nothing() {
    a_schedule_survives(4);
}

/// The same at fifty moments: `cargo test -p talent-cli --test killed -- --ignored --nocapture`.
#[test]
#[ignore = "it takes eight minutes"]
fn a_schedule_that_is_killed_at_fifty_moments_loses_and_doubles_nothing() {
    a_schedule_survives(50);
}
