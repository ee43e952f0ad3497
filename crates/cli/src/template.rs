//! `template`: a form to be filled in, for one school and year.

use std::path::Path;

use anyhow::{Result, anyhow};
use talent_domain::{Codebook, Lang, SchoolCode, TemplateCode, Year};
use talent_ingest::{FormRequest, template_form};
use talent_workspace::{Workspace, write_file};

use crate::args::{Args, Reader, TemplateArgs};
use crate::table::line;
use crate::{Outcome, clock};

/// Why a form cannot be written there; it may be filled in where there is one.
fn unfit(output: &Path, lang: Lang) -> Option<&'static str> {
    if output.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("xlsx")) {
        return Some(lang.pick("输出文件名须以 .xlsx 结尾", "end the output in .xlsx"));
    }
    let said = "exists and was not overwritten; choose another name";
    output.exists().then(|| lang.pick("已存在，没有覆盖；请换个文件名", said))
}

/// Writes a form with the code lists and rows of the newest vintage. An unknown template or school is wrong input.
///
/// The figures of the year before go with it for the bureau, and for the school that the form is for.
pub(crate) async fn template(args: &Args, request: &TemplateArgs) -> Result<Outcome> {
    let lang = args.lang();
    let Some(template) = TemplateCode::from_code(&request.template.to_ascii_uppercase()) else {
        tell!("{}", no_template(&request.template, lang));
        return Ok(Outcome::WrongInput);
    };
    if let Some(said) = unfit(&request.output, lang) {
        tell!("{}：{said}", request.output.display());
        return Ok(Outcome::WrongInput);
    }
    let year = match request.year {
        Some(year) => year,
        None => i64::from(clock::this_year()?),
    };
    let year = Year::new(year).map_err(|error| anyhow!("{error}"))?;
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let latest = workspace.latest_vintage().await;
    workspace.close().await;
    let latest = latest?;
    let none = Codebook::default();
    let codebook = latest.as_ref().map_or(&none, |latest| &latest.lists);
    let known = latest.as_ref().map_or(&[][..], |latest| latest.panel.observations());
    let named = request.school.as_deref();
    let school = named.and_then(|named| school_named(named, codebook));
    if let (Some(named), None) = (named, &school) {
        tell!("{}", no_school(named, codebook, lang));
        return Ok(Outcome::WrongInput);
    }
    let with_earlier = match &args.reader {
        Reader::Bureau => true,
        Reader::School(reader) => school.as_ref() == Some(reader),
        Reader::Public => false,
    };
    let school = school.as_ref();
    let form = template_form(&FormRequest {
        template,
        codebook,
        known,
        school,
        year: Some(year),
        with_earlier,
    })?;
    write_file(&request.output, &form)?;
    line(&request.output.display().to_string());
    if !with_earlier && !template.is_list() {
        tell!(
            "{}",
            lang.pick(
                "没有附上年数字；主管部门加 --as bureau、学校加 --as school:代码 可附",
                "without the figures of the year before: --as bureau, or --as school:CODE of that school, adds them"
            )
        );
    }
    Ok(Outcome::Done)
}

/// The school of this code or name.
pub(crate) fn school_named(named: &str, codebook: &Codebook) -> Option<SchoolCode> {
    let is_it = |(code, school): &(&SchoolCode, &talent_domain::SchoolEntry)| {
        code.as_str() == named || school.name == named
    };
    codebook.schools.iter().find(is_it).map(|(code, _)| code.clone())
}

/// That there is no such school, with those that there are.
pub(crate) fn no_school(named: &str, codebook: &Codebook, lang: Lang) -> String {
    let schools: Vec<String> = codebook
        .schools
        .iter()
        .map(|(code, school)| format!("{} {}", code.as_str(), school.name))
        .collect();
    let known = match (schools.is_empty(), lang) {
        (true, Lang::Zh) => "还没有学校；先导入学校代码表 C1".to_owned(),
        (true, Lang::En) => "there are none yet: take in the schools (C1) first".to_owned(),
        (false, _) => schools.join(lang.pick("、", ", ")),
    };
    match lang {
        Lang::Zh => format!("没有学校“{named}”。可写代码或全称：{known}"),
        Lang::En => format!("no school `{named}`. Known, by code or whole name: {known}"),
    }
}

fn no_template(named: &str, lang: Lang) -> String {
    let known: Vec<String> = TemplateCode::ALL.iter().map(|code| code.title(lang)).collect();
    let known = known.join(lang.pick("、", ", "));
    match lang {
        Lang::Zh => format!("没有模板“{named}”。可用：{known}"),
        Lang::En => format!("no template `{named}`. There are: {known}"),
    }
}
