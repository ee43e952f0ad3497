//! Everything that is said in public of counts of students and graduates.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use talent_domain::{Lang, Measure};

use crate::city::{City, Place, talent};
use crate::picture::check_picture;

/// That a sum is published as this: over the measures and over the places that match.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
pub(crate) struct Published {
    pub(crate) of: Group,
    pub(crate) measures: Vec<Measure>,
    pub(crate) year: i32,
    pub(crate) value: f64,
}

/// Places that a figure is the sum of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    Place(String, String),
    School(String),
    Programme(String),
    Class(String),
    Category(String),
    County(String),
    City,
}

const STUDENTS: [Measure; 3] =
    [Measure::EnrolledGrade1, Measure::EnrolledGrade2, Measure::EnrolledGrade3];

/// A running service, ended when it goes.
struct Service {
    child: Child,
    address: String,
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Service {
    fn start(city: &City) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_talent"))
            .args(["serve", "--addr", "127.0.0.1:0", "-w"])
            .arg(city.root())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut said).unwrap();
        let address = said.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
        Self { child, address }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let host = &self.address;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200"), "{path}: {head}");
        body.to_owned()
    }

    fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.get(path)).unwrap()
    }

    /// Every row of a list.
    fn list(&self, path: &str) -> Vec<Value> {
        let sign = if path.contains('?') { '&' } else { '?' };
        let (mut rows, mut next) = (Vec::new(), String::new());
        loop {
            let page = self.json(&format!("{path}{sign}limit=1000{next}"));
            rows.extend(page["items"].as_array().unwrap().iter().cloned());
            match page["next"].as_str() {
                Some(cursor) => next = format!("&cursor={cursor}"),
                None => return rows,
            }
        }
    }
}

/// Gathers all of it, each statement once.
pub(crate) fn harvest(city: &City) -> Vec<Published> {
    let service = Service::start(city);
    let mut found = Found { city, all: Vec::new() };
    for row in service.list("/api/v1/enrolment") {
        found.series_row(&row);
    }
    for row in service.list("/api/v1/forecasts") {
        found.series_row(&row);
    }
    let base = service.json("/api/v1/meta")["base_year"].as_i64().unwrap() as i32;
    for programme in service.list("/api/v1/programmes") {
        let code = text(&programme["code"]);
        let detail = service.json(&format!("/api/v1/programmes/{code}"));
        detail["series"].as_array().unwrap().iter().for_each(|row| found.series_row(row));
        for site in detail["sites"].as_array().unwrap() {
            found.site(&code, &text(&site["school"]), site, base);
        }
        check_picture(&service.get(&format!("/programmes/{code}")), &detail["series"]);
        found.shown("programme", &code, base);
    }
    for school in service.list("/api/v1/schools") {
        let code = text(&school["code"]);
        let detail = service.json(&format!("/api/v1/schools/{code}"));
        detail["series"].as_array().unwrap().iter().for_each(|row| found.series_row(row));
        for programme in detail["offered"].as_array().unwrap() {
            found.site(&text(&programme["code"]), &code, programme, base);
        }
        check_picture(&service.get(&format!("/schools/{code}")), &detail["series"]);
        found.shown("school", &code, base);
        found.traced(&cli_json(city, &["trace", &code]));
    }
    for warning in service.list("/api/v1/warnings") {
        let detail = service.json(&format!("/api/v1/warnings/{}", text(&warning["id"])));
        found.traced(&detail["trace"]);
    }
    found.traced(&cli_json(city, &["trace", "city"]));
    found.report(&service.get("/api/v1/reports/quality"));
    let mut all = found.all;
    all.sort_by(|a, b| a.partial_cmp(b).unwrap());
    all.dedup();
    all
}

struct Found<'a> {
    city: &'a City,
    all: Vec<Published>,
}

impl Found<'_> {
    fn add(&mut self, of: Group, measures: &[Measure], year: i32, value: &Value) {
        if let Some(value) = value.as_f64() {
            self.all.push(Published { of, measures: measures.to_vec(), year, value });
        }
    }

    /// A row of a series.
    fn series_row(&mut self, row: &Value) {
        if row["status"] != "observed" {
            return;
        }
        let code = text(&row["code"]);
        let of = match row["subject"].as_str().unwrap() {
            "city" => Group::City,
            "school" => Group::School(code),
            "county" => Group::County(code),
            "class" => Group::Class(code),
            "programme" => Group::Programme(code),
            _ => return,
        };
        let year = row["year"].as_i64().unwrap() as i32;
        self.add(of, measures(row["measure"].as_str().unwrap()), year, &row["value"]);
    }

    /// A programme at a school.
    fn site(&mut self, programme: &str, school: &str, site: &Value, base: i32) {
        let of = || Group::Place(school.to_owned(), programme.to_owned());
        self.add(of(), &STUDENTS, base, &site["students"]);
        self.add(of(), &[Measure::Registered], base, &site["entrants"]);
    }

    /// What `show` prints as JSON.
    fn shown(&mut self, what: &str, code: &str, base: i32) {
        let shown = cli_json(self.city, &["show", what, code]);
        let of = || match what {
            "school" => Group::School(code.to_owned()),
            _ => Group::Programme(code.to_owned()),
        };
        for name in ["students", "entrants", "graduates"] {
            for point in shown[name].as_array().unwrap() {
                let year = point["year"].as_i64().unwrap() as i32;
                self.add(of(), measures(name), year, &point["value"]);
            }
        }
        for site in shown["sites"].as_array().into_iter().flatten() {
            self.site(code, &text(&site["school"]), site, base);
        }
    }

    /// Lines of a trace.
    fn traced(&mut self, lines: &Value) {
        for line in lines.as_array().unwrap() {
            let name = line["measure"].as_str().unwrap();
            let measure = Measure::ALL.iter().find(|measure| measure.name(Lang::Zh) == name);
            let of = line["of"].as_str().unwrap();
            let Some((school, programme)) = of.split_once(' ') else { continue };
            if !self.city.schools.contains_key(school) {
                continue;
            }
            if let Some(&measure) = measure.filter(|m| talent_disclosure::is_protected(**m)) {
                let place = Group::Place(school.to_owned(), programme.to_owned());
                let year = line["year"].as_i64().unwrap() as i32;
                self.add(place, &[measure], year, &line["value"]);
            }
        }
    }

    /// Tables of the report on the quality of employment.
    fn report(&mut self, html: &str) {
        use Measure::{Army, DirectJobs, FurtherStudy, Graduates, NotSeeking, Seeking};
        let city = table(html, "q3");
        let newest: i32 = city[0][0].trim_end_matches('届').parse().unwrap();
        for row in &city {
            let year = row[0].trim_end_matches('届').parse().unwrap();
            let columns = [Graduates, DirectJobs, FurtherStudy, Army, Seeking, NotSeeking];
            for (measure, cell) in columns.into_iter().zip(&row[1..]) {
                self.add(Group::City, &[measure], year, &number(cell));
            }
        }
        let schools: BTreeMap<String, String> =
            self.city.schools.iter().map(|(code, name)| (name.clone(), code.clone())).collect();
        for (id, columns) in [
            ("q1", vec![Graduates]),
            ("q4", vec![Graduates, DirectJobs, FurtherStudy]),
            ("q7", vec![Measure::MatchSurveyed]),
            ("q2", vec![Graduates]),
            ("q5", vec![Graduates, DirectJobs, FurtherStudy]),
            ("q6", vec![Measure::MatchSurveyed]),
        ] {
            for row in table(html, id) {
                let of = match schools.get(&row[0]) {
                    Some(code) => Group::School(code.clone()),
                    None if row[0] == "合计" => Group::City,
                    None => Group::Category(row[0].clone()),
                };
                for (measure, cell) in columns.iter().zip(&row[1..]) {
                    self.add(of.clone(), &[*measure], newest, &number(cell));
                }
            }
        }
    }
}

fn cli_json(city: &City, arguments: &[&str]) -> Value {
    let said = talent(&city.root(), &[["--format", "json"].as_slice(), arguments].concat());
    serde_json::from_str(&said).unwrap()
}

fn measures(name: &str) -> &'static [Measure] {
    match name {
        "students" => &STUDENTS,
        "entrants" => &[Measure::Registered],
        "graduates" => &[Measure::Graduates],
        _ => &[],
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// A number as tables write it.
fn number(cell: &str) -> Value {
    cell.replace(',', "").parse::<f64>().map_or(Value::Null, Value::from)
}

/// The cells of a table of a document, row by row.
fn table(html: &str, id: &str) -> Vec<Vec<String>> {
    let body = html.split(&format!("<table id=\"{id}\"")).nth(1).unwrap();
    let body = body.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
    let cells = |row: &str| -> Vec<String> {
        let cells = row.split("<td").skip(1);
        cells
            .map(|cell| cell.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned())
            .collect()
    };
    body.split("<tr>").skip(1).map(cells).collect()
}

impl Group {
    /// Whether a place belongs to it.
    pub(crate) fn has(&self, (school, programme, _): &Place, city: &Lists) -> bool {
        match self {
            Self::City => true,
            Self::Place(of, what) => of == school && what == programme,
            Self::School(of) => of == school,
            Self::Programme(what) => what == programme,
            Self::Class(class) => programme.starts_with(class.as_str()),
            Self::Category(name) => city.categories.get(programme) == Some(name),
            Self::County(county) => city.counties.get(school) == Some(county),
        }
    }
}

/// Lists that everybody has.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    pub(crate) categories: BTreeMap<String, String>,
    pub(crate) counties: BTreeMap<String, String>,
}

impl Lists {
    pub(crate) fn new(city: &City) -> Self {
        Self { categories: city.categories.clone(), counties: city.counties.clone() }
    }
}
