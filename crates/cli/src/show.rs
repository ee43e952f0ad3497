//! `show`: one programme, industry or school of the run that is shown.

mod industry;
mod programme;
mod school;

use anyhow::Result;
use talent_domain::Lang;
use talent_outlook::{IndustryOutlook, Outlook};

use crate::Outcome;
use crate::args::{Args, Format, ShowArgs, What};
use crate::shown::{say_if_simulated, shown_outlook};
use crate::table::json;

/// Shows what the code stands for; names the codes there are if there is no such one.
pub(crate) async fn show(args: &Args, request: &ShowArgs) -> Result<Outcome> {
    let outlook = shown_outlook(args).await?;
    let found = match request.what {
        What::Programme => show_programme(args, &outlook, &request.code)?,
        What::Industry => show_industry(args, &outlook, &request.code)?,
        What::School => show_school(args, &outlook, &request.code)?,
    };
    if !found {
        tell_known(request, &outlook, args.lang());
        return Ok(Outcome::WrongInput);
    }
    say_if_simulated(args, &outlook);
    Ok(Outcome::Done)
}

/// Shows a programme; whether there is one of this code.
fn show_programme(args: &Args, outlook: &Outlook, code: &str) -> Result<bool> {
    let Some(programme) = outlook.programme(code) else { return Ok(false) };
    match args.format {
        Format::Json => json(programme)?,
        Format::Text => programme::print(outlook, programme, args.lang()),
    }
    Ok(true)
}

/// Shows an industry; whether there is one of this code.
fn show_industry(args: &Args, outlook: &Outlook, code: &str) -> Result<bool> {
    let Some(industry) = outlook.industry(code) else { return Ok(false) };
    match args.format {
        Format::Json => json(industry)?,
        Format::Text => industry::print(outlook, industry, args.lang()),
    }
    Ok(true)
}

/// Shows a school; whether there is one of this code.
fn show_school(args: &Args, outlook: &Outlook, code: &str) -> Result<bool> {
    let Some(school) = outlook.school(code) else { return Ok(false) };
    match args.format {
        Format::Json => json(school)?,
        Format::Text => school::print(outlook, school, args.lang()),
    }
    Ok(true)
}

/// Tells which codes there are in place of one that there is not.
fn tell_known(request: &ShowArgs, outlook: &Outlook, lang: Lang) {
    let (what, known): (&str, Vec<&str>) = match request.what {
        What::Programme => {
            ("专业", outlook.programmes.iter().map(|programme| programme.code.as_str()).collect())
        }
        What::Industry => {
            ("行业", outlook.industries.iter().map(IndustryOutlook::code_or_total).collect())
        }
        What::School => ("学校", outlook.schools().map(|school| school.of.code()).collect()),
    };
    eprintln!(
        "{}{what} {}；{}：{}",
        lang.pick("没有", "no such "),
        request.code,
        lang.pick("已有", "there are"),
        known.join(" ")
    );
}
