//! The form of changes: what it sent, as the one text of changes, and the rows that it shows.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::state::Published;

/// What the address or the form says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Asked {
    /// The changes in their text form.
    pub(super) changes: String,
    /// Whether one more row is wanted.
    more: String,
    /// What the first empty row begins with.
    school: String,
    programme: String,
    /// Fields of the form: `kind1`, `school1` and so on.
    #[serde(flatten)]
    fields: BTreeMap<String, String>,
}

/// A row of the form.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct FormRow {
    /// Its number, from 1.
    pub(super) number: usize,
    pub(super) kind: String,
    pub(super) school: String,
    pub(super) programme: String,
    pub(super) industry: String,
    /// Seats or jobs, without a sign.
    pub(super) count: String,
    pub(super) year: String,
}

/// What can be chosen.
pub(super) struct Choices {
    pub(super) schools: Vec<(String, String)>,
    /// Programmes that are offered in the city, then the others of the catalogue.
    pub(super) programmes: [(&'static str, Vec<(String, String)>); 2],
    pub(super) industries: Vec<(String, String)>,
    pub(super) years: Vec<i32>,
}

/// What a row can change: its word in the form and what it is called.
const KINDS: [(&str, &str); 6] = [
    ("seats", "增加招生计划"),
    ("cut", "减少招生计划"),
    ("stop", "停止招生"),
    ("open", "新开设专业"),
    ("plant", "新上项目（增加岗位）"),
    ("close", "关停减产（减少岗位）"),
];

/// Rows of a form that are read at most.
const ROWS: usize = 20;

impl Asked {
    /// The address that asks what the form sent; `None` where no form sent anything.
    pub(super) fn address(&self) -> Option<String> {
        self.fields.keys().any(|key| key.starts_with("kind")).then(|| {
            let rows = (1..=ROWS).filter_map(|number| self.sent(number));
            let changes: Vec<String> = rows.map(|row| row.change()).collect();
            let more = if self.more.is_empty() { "" } else { "&more=1" };
            format!("{}{more}", address_of(&changes.join(",")))
        })
    }

    /// A row that the form sent with something chosen.
    fn sent(&self, number: usize) -> Option<FormRow> {
        let field = |name: &str| {
            let value = self.fields.get(&format!("{name}{number}"));
            // Marks that part changes are no part of any code or number.
            value.map_or_else(String::new, |v| v.trim().replace([',', ':', '，', '：'], " "))
        };
        let row = FormRow {
            number,
            kind: field("kind"),
            school: field("school"),
            programme: field("programme"),
            industry: field("industry"),
            count: field("count"),
            year: field("year"),
        };
        (!row.kind.is_empty()).then_some(row)
    }

    /// The rows to show: those of the changes, and an empty one where none is or one more is wanted.
    pub(super) fn rows(&self) -> Vec<FormRow> {
        let written = self.changes.split([',', '，']).map(str::trim).filter(|one| !one.is_empty());
        let mut rows: Vec<FormRow> =
            written.zip(1..).map(|(text, number)| FormRow::of(text, number)).collect();
        if rows.is_empty() || !self.more.is_empty() {
            let number = rows.len() + 1;
            let (school, programme) = (self.school.clone(), self.programme.clone());
            rows.push(FormRow { number, school, programme, ..FormRow::default() });
        }
        rows
    }
}

impl FormRow {
    /// The row of a change, as far as its text can be told.
    fn of(text: &str, number: usize) -> Self {
        let mut parts = text.split([':', '：']).map(str::trim);
        let mut next = || parts.next().unwrap_or_default().to_owned();
        let kind = next();
        let mut row = Self { number, ..Self::default() };
        if kind == "plant" {
            (row.industry, row.count, row.year) = (next(), next(), next());
        } else {
            (row.school, row.programme, row.count) = (next(), next(), next());
        }
        let is_less = row.count.starts_with('-');
        row.count = row.count.trim_start_matches(['-', '+']).to_owned();
        row.kind = match (kind.as_str(), is_less) {
            ("seats", true) => "cut".to_owned(),
            ("plant", true) => "close".to_owned(),
            _ => kind,
        };
        row
    }

    /// The text of the change that the row asks for.
    fn change(&self) -> String {
        let Self { school, programme, industry, count, year, .. } = self;
        match self.kind.as_str() {
            "stop" => format!("stop:{school}:{programme}"),
            "cut" => format!("seats:{school}:{programme}:-{count}"),
            "plant" => format!("plant:{industry}:{count}:{year}"),
            "close" => format!("plant:{industry}:-{count}:{year}"),
            kind => format!("{kind}:{school}:{programme}:{count}"),
        }
    }

    /// The kinds to choose from, with the one that is chosen.
    pub(super) fn kinds(&self) -> Vec<(&'static str, &'static str, bool)> {
        KINDS.into_iter().map(|(word, name)| (word, name, word == self.kind)).collect()
    }
}

impl Choices {
    pub(super) fn new(published: &Published) -> Self {
        let (outlook, codes) = (&published.outlook, &published.codes);
        let meta = &outlook.meta;
        let offered: Vec<(String, String)> =
            outlook.programmes.iter().map(|p| (p.code.to_string(), p.name.clone())).collect();
        let others = codes.programmes.iter().filter(|(code, _)| {
            code.education_level() == meta.level && outlook.programme(code.as_str()).is_none()
        });
        let others = others.map(|(code, entry)| (code.to_string(), entry.name.clone()));
        let base = meta.base_year.number();
        Self {
            schools: codes
                .schools
                .iter()
                .map(|(code, entry)| (code.to_string(), entry.name.clone()))
                .collect(),
            programmes: [("本市已开设", offered), ("专业目录中的其他专业", others.collect())],
            industries: outlook
                .industries
                .iter()
                .filter_map(|industry| {
                    Some((industry.code.as_ref()?.to_string(), industry.name.clone()))
                })
                .collect(),
            years: (base + 1..=base + i32::from(meta.horizon)).collect(),
        }
    }
}

/// The address that asks for changes.
pub(super) fn address_of(changes: &str) -> String {
    let encoded = changes.bytes().map(|byte| {
        if byte.is_ascii_alphanumeric() || b"-_.:,".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    });
    format!("/what-if?changes={}", encoded.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(fields: &[(&str, &str)], more: &str) -> Asked {
        let fields = fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Asked { fields, more: more.to_owned(), ..Asked::default() }
    }

    #[test]
    fn what_a_form_sends_is_one_address_and_its_rows_come_back() {
        let form = sent(
            &[
                ("kind1", "cut"),
                ("school1", "LF-S01"),
                ("programme1", "720201"),
                ("count1", "40"),
                ("kind2", ""),
                ("kind3", "plant"),
                ("industry3", "C"),
                ("count3", "800"),
                ("year3", "2027"),
            ],
            "1",
        );
        let address = form.address().unwrap();
        assert_eq!(address, "/what-if?changes=seats:LF-S01:720201:-40,plant:C:800:2027&more=1");
        let changes = "seats:LF-S01:720201:-40,plant:C:800:2027".to_owned();
        let again = Asked { changes: changes.clone(), ..Asked::default() };
        assert_eq!(again.address(), None);
        let rows = again.rows();
        let texts: Vec<String> = rows.iter().map(FormRow::change).collect();
        assert_eq!((texts.join(","), rows[0].kind.as_str()), (changes, "cut"));
    }

    #[test]
    fn what_was_typed_wrong_stays_in_its_row() {
        let form = sent(&[("kind1", "seats"), ("count1", "四十&x,y:z")], "");
        let address = form.address().unwrap();
        assert_eq!(address, "/what-if?changes=seats:::%E5%9B%9B%E5%8D%81%26x%20y%20z");
        let row = FormRow::of("seats:::四十", 1);
        assert_eq!((row.kind.as_str(), row.count.as_str()), ("seats", "四十"));
    }
}
