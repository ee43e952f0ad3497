//! `cargo xtask notebooks`: the notebooks of `notebooks/`, executed on a demo workspace.
//!
//! Everything that it makes is under `target/notebooks`: a virtual environment with what
//! `notebooks/requirements.txt` names, a workspace, and copies of the notebooks with their outputs.
//! What stands in the repository has no outputs; a notebook fails where its checks do.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};

/// The longest that one notebook may take, in seconds.
const TIME_OUT: &str = "300";

/// Executes every notebook and prints its seconds; all are tried before an error names those that
/// failed. `arguments` are those after the name of the task.
pub(crate) fn run(root: &Path, arguments: &[String]) -> Result<()> {
    let talent = binary(root, arguments)?;
    let made = root.join("target/notebooks");
    fs::create_dir_all(&made)?;
    let python = environment(root, &made)?;
    let workspace = workspace(&talent, &made)?;
    let service = Service::start(&talent, &workspace)?;
    let mut failed = Vec::new();
    for notebook in notebooks(root)? {
        let name = notebook.file_name().context("a notebook's name")?.to_string_lossy();
        let begun = Instant::now();
        let output = Command::new(&python)
            .arg(root.join("notebooks/execute.py"))
            .args([&notebook, &made.join("executed").join(&*name)])
            .arg(TIME_OUT)
            .env("TALENT_BIN", &talent)
            .env("TALENT_WORKSPACE", &workspace)
            .env("TALENT_API", &service.address)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .output()
            .context("starting Python")?;
        let seconds = begun.elapsed().as_secs_f64();
        let outcome = if output.status.success() { "" } else { ", FAILED" };
        println!("{name}: {seconds:.0} s{outcome}");
        if !output.status.success() {
            // The script prints what went wrong in a notebook; where it could not, Python says why.
            let said = if output.stdout.is_empty() { output.stderr } else { output.stdout };
            failed.push(format!("{name}: {}", String::from_utf8_lossy(&said).trim()));
        }
    }
    ensure!(failed.is_empty(), "{}", failed.join("\n"));
    Ok(())
}

/// The program to run: what `--talent PATH` says, else the release build, else the debug build.
fn binary(root: &Path, arguments: &[String]) -> Result<PathBuf> {
    let path = match arguments {
        [] => ["release", "debug"]
            .map(|profile| root.join("target").join(profile).join("talent"))
            .into_iter()
            .find(|path| path.is_file())
            .context("there is no talent to run; build it: cargo build --release")?,
        [flag, path] if flag == "--talent" => PathBuf::from(path),
        _ => bail!("usage: cargo xtask notebooks [--talent PATH]"),
    };
    fs::canonicalize(&path)
        .with_context(|| format!("{}; build it: cargo build --release", path.display()))
}

/// The Python of the virtual environment, which is made anew when the requirements are not those
/// that it was made from; a stamp beside it keeps them.
fn environment(root: &Path, made: &Path) -> Result<PathBuf> {
    let requirements = root.join("notebooks/requirements.txt");
    let wanted = fs::read_to_string(&requirements)?;
    let (venv, stamp) = (made.join("venv"), made.join("requirements.stamp"));
    let python = venv.join("bin/python");
    if python.is_file() && fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    succeed("python3 -m venv", Command::new("python3").args(["-m", "venv", "--clear"]).arg(&venv))?;
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
    succeed("pip install", Command::new(&python).args(install).arg(&requirements))?;
    fs::write(&stamp, wanted)?;
    Ok(python)
}

/// A new demo workspace.
fn workspace(talent: &Path, made: &Path) -> Result<PathBuf> {
    let folder = made.join("workspace");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    succeed("talent demo", Command::new(talent).args(["demo", "-w"]).arg(&folder))?;
    Ok(folder)
}

/// Runs a command to its end; what it says is shown only where it fails.
fn succeed(name: &str, command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("starting {name}"))?;
    ensure!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(())
}

/// The notebooks in order of their names.
fn notebooks(root: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(root.join("notebooks"))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "ipynb"));
    paths.sort();
    ensure!(!paths.is_empty(), "there are no notebooks");
    Ok(paths)
}

/// A running `talent serve`, stopped when dropped.
struct Service {
    child: Child,
    /// Kept open: the program must not write to a pipe that nobody holds.
    output: BufReader<ChildStdout>,
    /// The base URL, without a slash at its end.
    address: String,
}

impl Service {
    /// Serves a workspace on a free port, with the figures of the bureau.
    fn start(talent: &Path, workspace: &Path) -> Result<Self> {
        let mut child = Command::new(talent)
            .arg("serve")
            .arg("-w")
            .arg(workspace)
            .args(["--addr", "127.0.0.1:0", "--view", "bureau"])
            .stdout(Stdio::piped())
            .spawn()
            .context("starting talent serve")?;
        let output = child.stdout.take().context("the output of talent serve")?;
        let mut service = Self { child, output: BufReader::new(output), address: String::new() };
        let mut line = String::new();
        service.output.read_line(&mut line)?;
        service.address =
            address(&line).with_context(|| format!("no address from talent serve: {line:?}"))?;
        Ok(service)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended by itself, and then there is nothing to stop.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The base URL in the line that `talent serve` prints first.
fn address(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("http://")?;
    let (host, _) = rest.split_once('/')?;
    Some(format!("http://{host}"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    /// Modules of Python's standard library that the notebooks may import.
    const STANDARD: [&str; 17] = [
        "asyncio",
        "contextlib",
        "csv",
        "hashlib",
        "json",
        "math",
        "os",
        "pathlib",
        "re",
        "shutil",
        "subprocess",
        "sys",
        "tempfile",
        "time",
        "tomllib",
        "urllib",
        "warnings",
    ];

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap()
    }

    /// The top-level names that a piece of Python imports.
    fn imports(code: &str) -> BTreeSet<String> {
        let first = |name: &str| {
            let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
            name[..end].to_owned()
        };
        let mut names = BTreeSet::new();
        for line in code.lines().map(str::trim_start) {
            if let Some(list) = line.strip_prefix("import ") {
                names.extend(list.split(',').map(|name| first(name.trim_start())));
            } else if let Some(name) = line.strip_prefix("from ")
                && name.contains(" import ")
            {
                names.insert(first(name));
            }
        }
        names
    }

    /// The text of a notebook's code cells, which must be as the repository keeps them.
    fn code(notebook: &Path) -> String {
        let name = notebook.display();
        let text = fs::read_to_string(notebook).unwrap();
        let content: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(content["nbformat"], 4, "{name}");
        let cells = content["cells"].as_array().unwrap();
        let mut code = String::new();
        for cell in cells.iter().filter(|cell| cell["cell_type"] == "code") {
            assert_eq!(cell["outputs"], Value::Array(Vec::new()), "{name} has outputs");
            assert_eq!(cell["execution_count"], Value::Null, "{name} has execution counts");
            match &cell["source"] {
                Value::String(text) => code.push_str(text),
                lines => lines.as_array().unwrap().iter().for_each(|line| {
                    code.push_str(line.as_str().unwrap());
                }),
            }
            code.push('\n');
        }
        code
    }

    #[track_caller]
    fn imports_are_known(name: &Path, code: &str) {
        let requirements = fs::read_to_string(root().join("notebooks/requirements.txt")).unwrap();
        let required: BTreeSet<&str> =
            requirements.lines().map(|line| line.split_once("==").expect(line).0).collect();
        for import in imports(code) {
            let beside = root().join("notebooks").join(&import).with_extension("py").is_file();
            let known = STANDARD.contains(&&*import) || required.contains(&*import) || beside;
            assert!(known, "{} imports {import}, not in requirements.txt", name.display());
        }
    }

    #[test]
    fn notebooks_are_stripped_check_something_and_import_what_is_required() {
        for notebook in notebooks(root()).unwrap() {
            let code = code(&notebook);
            let checks = code.lines().any(|line| line.trim_start().starts_with("assert "));
            assert!(checks, "{} checks nothing", notebook.display());
            imports_are_known(&notebook, &code);
        }
    }

    #[test]
    fn modules_beside_the_notebooks_import_what_is_required() {
        for name in ["tools.py", "execute.py"] {
            let path = root().join("notebooks").join(name);
            imports_are_known(&path, &fs::read_to_string(&path).unwrap());
        }
    }

    #[test]
    fn imports_are_read_from_python() {
        let code =
            "import a.b as c, d\nfrom e.f import g\n    import h  # later\nfrom = 1\nx = 'import'";
        assert_eq!(imports(code).into_iter().collect::<Vec<_>>(), ["a", "d", "e", "h"]);
    }

    #[test]
    fn the_address_is_read_from_the_first_line() {
        let line = "网页 http://127.0.0.1:4321/　接口 http://127.0.0.1:4321/docs";
        assert_eq!(address(line).unwrap(), "http://127.0.0.1:4321");
        assert_eq!(address("error"), None);
    }

    #[test]
    fn other_arguments_are_refused() {
        let arguments = ["--talents".to_owned(), "x".to_owned()];
        assert!(binary(root(), &arguments).unwrap_err().to_string().contains("usage"));
        let arguments = ["--talent".to_owned(), "/nowhere/talent".to_owned()];
        assert!(binary(root(), &arguments).unwrap_err().to_string().contains("cargo build"));
    }
}
