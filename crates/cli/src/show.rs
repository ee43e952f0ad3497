//! `show`: one programme, industry or school of the run that is shown.
//!
//! As JSON it is the record of the outlook; as text, what a reader asks first, in the words of the pages.

mod industry;
mod programme;
mod school;

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{IndustryOutlook, Outlook};

use crate::Outcome;
use crate::args::{Args, Format, ShowArgs, What};
use crate::shown::{say_if_simulated, shown_outlook};
use crate::table::json;

/// Shows what the code stands for. A code that there is not is wrong input, and those that there are get named.
pub(crate) async fn show(args: &Args, request: &ShowArgs) -> Result<Outcome> {
    let outlook = shown_outlook(args).await?;
    let code = request.code.as_str();
    let found = match request.what {
        What::Programme => show_found(args, &outlook, outlook.programme(code), programme::print),
        What::Industry => show_found(args, &outlook, outlook.industry(code), industry::print),
        What::School => show_found(args, &outlook, outlook.school(code), school::print),
    }?;
    if !found {
        tell_known(request, &outlook, args.lang());
        return Ok(Outcome::WrongInput);
    }
    say_if_simulated(args, outlook.meta.simulated);
    Ok(Outcome::Done)
}

/// Shows what was found, as JSON or as text by `print`; whether anything was.
fn show_found<T: Serialize>(
    args: &Args,
    outlook: &Outlook,
    found: Option<&T>,
    print: fn(&Outlook, &T, Lang),
) -> Result<bool> {
    let Some(subject) = found else { return Ok(false) };
    match args.format {
        Format::Json => json(subject)?,
        Format::Text => print(outlook, subject, args.lang()),
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
    tell!(
        "{}{what} {}；{}：{}",
        lang.pick("没有", "no such "),
        request.code,
        lang.pick("已有", "there are"),
        known.join(" ")
    );
}
