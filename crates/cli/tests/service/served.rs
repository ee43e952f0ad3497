//! The binary, serving a city of its own.

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use rustix::process::{Pid, Resource, Signal, getrlimit, kill_process, setrlimit};
use tempfile::TempDir;

static TURN: Mutex<()> = Mutex::new(());
static CITY: OnceLock<TempDir> = OnceLock::new();

/// A service on a port of this machine, ended when it is dropped. There is one at a time.
pub(crate) struct Served {
    child: Child,
    output: BufReader<ChildStdout>,
    pub(crate) address: SocketAddr,
    _turn: MutexGuard<'static, ()>,
}

impl Served {
    /// Starts it; `files` limits how many it may have open.
    pub(crate) fn start(files: Option<u32>) -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let city = CITY.get_or_init(city).path().join("city");
        allow_many_files();
        let limit = files.map_or_else(String::new, |files| format!("ulimit -n {files}; "));
        let script = format!("{limit}exec \"$0\" serve --addr 127.0.0.1:0 --workspace \"$1\"");
        let mut child = Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_talent")])
            .arg(&city)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap();
        Self { child, output, address: address.parse().unwrap(), _turn: turn }
    }

    /// Asks it to stop; its exit code and what it printed, once it has.
    pub(crate) fn terminate(&mut self) -> (Option<i32>, String) {
        let id = Pid::from_raw(self.child.id().cast_signed()).unwrap();
        kill_process(id, Signal::TERM).unwrap();
        let mut said = String::new();
        self.output.read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap().code(), said)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A workspace with the embedded figures and a run.
fn city() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    talent(root, &["init", "city"]);
    // Fewer draws than a city has: the same load, sooner over.
    let settings = root.join("city/talent.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, text.replace("draws = 2000", "draws = 500")).unwrap();
    for files in [talent_pipeline::embedded::LINFEN, talent_pipeline::embedded::LINFEN_SIMULATED] {
        for file in files {
            std::fs::write(root.join(file.name), file.bytes).unwrap();
        }
        let mut arguments = vec!["ingest", "--workspace", "city"];
        arguments.extend(files.iter().map(|file| file.name));
        talent(root, &arguments);
    }
    talent(root, &["run", "--workspace", "city"]);
    folder
}

fn talent(folder: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_talent"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// This process holds the other ends of all connections.
fn allow_many_files() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    setrlimit(Resource::Nofile, limit).unwrap();
}
