//! What the command says when the machine, the workspace or a file is in trouble: what is wrong and what to do.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::panic, reason = "tests may")]

use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const TALENT: &str = env!("CARGO_BIN_EXE_talent");

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(TALENT).current_dir(folder).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    format!("{out}{err}")
}

#[track_caller]
fn check(output: &Output, code: i32, wanted: &[&str]) {
    let text = said(output);
    assert_eq!(output.status.code(), Some(code), "{text}");
    for wanted in wanted {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
}

fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) {
    std::fs::write(folder.join(name), content).unwrap();
}

/// A workspace `city` with the embedded figures; few draws, so that a run is short.
fn city(folder: &Path) {
    check(&run(folder, &["init", "city"]), 0, &[]);
    let settings = folder.join("city/talent.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, text.replace("draws = 2000", "draws = 200")).unwrap();
    for files in [talent_pipeline::embedded::LINFEN, talent_pipeline::embedded::LINFEN_SIMULATED] {
        let mut arguments = vec!["ingest", "--workspace", "city"];
        for file in files {
            write(folder, file.name, file.bytes);
            arguments.push(file.name);
        }
        check(&run(folder, &arguments), 0, &[]);
    }
}

#[test]
fn two_equal_runs_make_one_and_say_so() {
    let folder = tempfile::tempdir().unwrap();
    city(folder.path());
    let root = folder.path().join("city");
    let start = |_| {
        let mut command = Command::new(TALENT);
        command.current_dir(&root).arg("run").stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let running: Vec<_> = (0..2).map(start).collect();
    let ended: Vec<Output> =
        running.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
    for output in &ended {
        check(output, 0, &["已公布（第 1 次公布）"]);
    }
    let recorded = ended.iter().filter(|output| said(output).contains("第 1 次运行已记录"));
    let stands = ended.iter().filter(|output| said(output).contains("沿用第 1 次运行"));
    assert_eq!((recorded.count(), stands.count()), (1, 1));
    let history = run(&root, &["history", "--format", "json"]);
    let rows: serde_json::Value = serde_json::from_slice(&history.stdout).unwrap();
    assert_eq!(rows[1]["run_details"][0]["publications"], serde_json::json!([1]));
    a_region_without_a_code_is_blamed_on_the_list_or_the_settings(&root);
    a_folder_that_cannot_be_written_can_be_read(folder.path());
}

/// On a workspace with a run.
fn a_folder_that_cannot_be_written_can_be_read(folder: &Path) {
    let stranger = Stranger::of(folder);
    let root = folder.join("city");
    for (arguments, wanted) in [
        (&["history"][..], "在用"),
        (&["warnings"], "黄色"),
        (&["show", "programme", "720201"], "720201"),
        (&["trace", "720201"], "T1-destinations.csv"),
        (&["ingest", "--dry-run", "../slip.csv"], "--dry-run"),
    ] {
        write(folder, "slip.csv", "地区代码,行业代码,年份,从业人员(人)\n141000,B,2019,60000\n");
        check(&stranger.run(&root, arguments), 0, &[wanted]);
    }
    for arguments in [&["ingest", "../slip.csv"][..], &["undo"], &["run"], &["publish", "1"]] {
        check(&stranger.run(&root, arguments), 1, &["只能读、不能写", "chmod", "read-only"]);
    }
    check(&stranger.run(&root, &["bulletin"]), 1, &["没有权限", "no permission"]);
    check(&stranger.run(&root, &["doctor"]), 1, &["没有权限", "✓ 正常"]);
}

/// Somebody who may read a folder and not write it.
struct Stranger {
    talent: std::path::PathBuf,
}

impl Stranger {
    /// Somebody who may read this folder.
    fn of(folder: &Path) -> Self {
        // Nobody else may be able to reach the folder that the binary was built in.
        let talent = folder.join("talent");
        std::fs::copy(TALENT, &talent).unwrap();
        let allow = |path: &Path, mode| {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        };
        allow(folder, 0o755);
        if !rustix::process::geteuid().is_root() {
            for path in ["city", "city/output", "city/vintages", "city/runs"] {
                allow(&folder.join(path), 0o555);
            }
        }
        Self { talent }
    }

    fn run(&self, folder: &Path, arguments: &[&str]) -> Output {
        let mut command = Command::new(&self.talent);
        if rustix::process::geteuid().is_root() {
            // Nobody, who owns nothing.
            command.uid(65534).gid(65534);
        }
        command.current_dir(folder).args(arguments).output().unwrap()
    }
}

/// On a workspace whose C4 has 141000.
fn a_region_without_a_code_is_blamed_on_the_list_or_the_settings(root: &Path) {
    let settings = root.join("talent.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, text.replace("\"141000\"", "\"140100\"")).unwrap();
    let output = run(root, &["run"]);
    check(&output, 1, &["talent.toml 的 region 140100 不在地区代码表 C4 中", "141000"]);
    assert!(!said(&output).contains("T2"), "{}", said(&output));
    std::fs::write(&settings, text).unwrap();
}

#[test]
fn panels_that_are_no_text_or_cut_are_wrong_input() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let good = "series_id,year,value\na,2001,1\na,2002,3\na,2003,4\na,2004,6\n";
    // Neither UTF-8 nor GBK.
    let no_headings = b"series\xff_id,year,value\na,2001,1\n";
    let no_names = b"series_id,year,value\n\xff\xa4,2001,1\n";
    let late = [&b"series_id,year,value\n"[..], &b"a,2001,1\n".repeat(9_000), b"\xff,2001,1\n"];
    let late = late.concat();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(b"series_id,year,value\n").unwrap();
    for year in 0..9_000 {
        writeln!(packer, "a{},{},{}", year % 977, year, (year * 7919) % 10_007).unwrap();
    }
    let packed = packer.finish().unwrap();
    write(root, "good.csv", good);
    for (name, content, wanted) in [
        ("no-headings.csv", &no_headings[..], "第 1 行：不是文本"),
        ("no-names.csv", no_names, "第 2 行：不是文本"),
        ("late.csv", &late, "第 9002 行：不是文本"),
        ("cut.csv.gz", &packed[..packed.len() / 2], "不完整"),
        ("cut-early.csv.gz", &packed[..5], "不完整"),
        ("bare.csv", b"a,1,2\na,2,3\na,3,5\n", "不是表头"),
        ("bare-years.csv", b"a,2001,1850\na,2002,1900\n", "series_id,year,value"),
        ("bare-more.csv", b"a,1.5,2,7\nb,2,3,4\n", "不是表头"),
    ] {
        write(root, name, content);
        for arguments in [
            &["forecast", "-i", name, "-H", "1", "-o", "out.csv"][..],
            &["backtest", "-i", name, "-H", "1"],
            &["explain", "-i", name, "-s", "a", "-H", "1"],
            &["score", "--train", name, "--actual", "good.csv", "--forecast", "good.csv"],
        ] {
            check(&run(root, arguments), 2, &[wanted, name]);
        }
        assert!(!root.join("out.csv").exists());
    }
    for (name, content) in [("headings.csv", &no_headings[..]), ("late.csv", &late)] {
        write(root, name, content);
        let score = ["score", "--train", "good.csv", "--actual", "good.csv", "--forecast", name];
        check(&run(root, &score), 2, &["第 1 行", name]);
    }
    // With headings, two years or steps are a table.
    write(root, "wide.csv", "name,1,2\na,3,5\nb,4,5\n");
    check(&run(root, &["forecast", "-i", "wide.csv", "-H", "1", "-o", "out.csv"]), 0, &[]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_newer_workspace_is_told_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    check(&run(root, &["init", "city"]), 0, &[]);
    let sql = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
               VALUES (99, 'later', 1, x'00', 0)";
    // Python stands for the newer version.
    let script = format!(
        "import sqlite3; c = sqlite3.connect('city/talent.db'); c.execute(\"{sql}\"); c.commit()"
    );
    let Ok(python) = Command::new("python3").current_dir(root).args(["-c", &script]).output()
    else {
        return println!("skipped: there is no python3 to write the database of a newer version");
    };
    assert!(python.status.success(), "{}", said(&python));
    let city = root.join("city");
    for arguments in [&["history"][..], &["run"], &["warnings"], &["undo"]] {
        check(&run(&city, arguments), 1, &["更新版本的 talent", "newer version", "第 99 版"]);
    }
    let doctor = run(&city, &["doctor"]);
    check(&doctor, 1, &["换用新版 talent"]);
    assert!(!said(&doctor).contains("talent init"), "{}", said(&doctor));
}

/// Commands that are killed leave files; the next one that writes takes them away.
#[test]
#[cfg(target_os = "linux")]
fn what_killed_commands_left_is_swept_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let mut gone = Command::new(TALENT).arg("--version").stdout(Stdio::null()).spawn().unwrap();
    gone.wait().unwrap();
    let pid = gone.id();
    let age = |path: &Path| {
        let old = std::time::SystemTime::now() - std::time::Duration::from_hours(1);
        std::fs::File::open(path).unwrap().set_modified(old).unwrap();
    };
    let half_made = root.join(format!("city.{pid}.tmp"));
    std::fs::create_dir(&half_made).unwrap();
    write(&half_made, "policy.toml", "half");
    age(&half_made);
    check(&run(root, &["init", "city"]), 0, &[]);
    assert!(!half_made.exists());
    let city = root.join("city");
    std::fs::create_dir(city.join("output")).unwrap();
    let names = |pid: u32| [format!("output/gap.svg.{pid}.tmp"), format!("a.html.{pid}.tmp")];
    let [litter, alive] = [pid, std::process::id()].map(names);
    for name in litter.iter().chain(&alive) {
        write(&city, name, "half");
        age(&city.join(name));
    }
    // One that only reads leaves everything.
    check(&run(&city, &["history"]), 0, &[]);
    assert!(litter.iter().all(|name| city.join(name).exists()));
    write(&city, "C4.csv", "C4 地区代码表 v1\n地区代码,地区名称\n141000,临汾市\n");
    check(&run(&city, &["ingest", "C4.csv"]), 0, &[]);
    assert!(!litter.iter().any(|name| city.join(name).exists()));
    assert!(alive.iter().all(|name| city.join(name).exists()));
    // What was marked while it was stored is marked no more.
    let stored: Vec<_> = std::fs::read_dir(city.join("vintages/0001")).unwrap().collect();
    assert_eq!(stored.len(), 2, "{stored:?}");
}

/// What is done on a disk of six megabytes, which is in memory and seen by nobody else. Every command is followed by
/// its exit code.
const ON_A_SMALL_DISK: &str = r#"
mount -t tmpfs -o size=6m tmpfs "$1" || exit 77
cd "$1" || exit 77
talent() { "$TALENT" "$@"; echo "exit $?"; }
talent init city > /dev/null
cp ../C4.csv ../C3.csv city; cd city
talent ingest C4.csv C3.csv
cat /dev/zero > ../rest 2> /dev/null
echo FULL
talent history
echo INGEST
talent ingest ../../more.csv
echo INIT
talent init ../other
rm ../rest
echo ROOM
talent ingest ../../more.csv
"#;

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    std::fs::create_dir(root.join("disk")).unwrap();
    write(root, "C4.csv", "C4 地区代码表 v1\n地区代码,地区名称\n141000,临汾市\n");
    write(root, "C3.csv", "C3 行业代码表 v1\n行业代码,行业名称\nB,采矿业\n");
    write(root, "more.csv", "地区代码,行业代码,年份,从业人员(人)\n141000,B,2019,60000\n");
    let output = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", &format!("exec 2>&1; {ON_A_SMALL_DISK}")])
        .arg("sh")
        .arg(root.join("disk"))
        .env("TALENT", TALENT)
        .output();
    let Some(output) = output.ok().filter(|output| output.status.code() == Some(0)) else {
        return println!("skipped: no disk can be mounted here");
    };
    let text = said(&output);
    let part = |from: &str, to: &str| {
        text.split(from).nth(1).unwrap().split(to).next().unwrap().to_owned()
    };
    let history = part("FULL", "INGEST");
    assert!(history.contains("C4.csv") && history.contains("exit 0"), "{text}");
    for refused in [part("INGEST", "INIT"), part("INIT", "ROOM")] {
        assert!(refused.contains("满") && refused.contains("full"), "{text}");
        assert!(refused.contains("exit 1"), "{text}");
    }
    assert!(part("ROOM", "END").contains("数据版本 2"), "{text}");
}
