//! `forecast`: any panel, no workspace needed.
//!
//! The panel is gone through a batch at a time: once to check it, once to learn from a sample of it, once to forecast
//! each series. Rows come out in the order of the panel on any number of threads. The file is there whole or not at
//! all.

mod report;
mod row_file;
mod rows;

use anyhow::Result;
use talent_forecast::{Domain, Learned, PanelRequest};

use self::report::{Refusals, Report};
use self::row_file::RowFile;
use self::rows::RowMaker;
use crate::Outcome;
use crate::args::{Args, ForecastArgs, Format};
use crate::data::progress_bar;
use crate::method_choice::MethodChoice;
use crate::panel_file::Panel;
use crate::table::json;

/// Forecasts every series of a panel and reports on it. A series that cannot be forecast has rows without figures and
/// is named in the report; a file with problems, and a method that there is not, are wrong input.
///
/// Rows go to the file or to standard output; the report goes to standard output as JSON, to standard error as text.
pub(crate) fn forecast(args: &Args, request: &ForecastArgs) -> Result<Outcome> {
    let lang = args.lang();
    let Some(choice) = MethodChoice::named_or_tell(&request.method, lang) else {
        return Ok(Outcome::WrongInput);
    };
    let Some(panel) = Panel::open_or_tell(&request.input, lang)? else {
        return Ok(Outcome::WrongInput);
    };
    let (horizon, contest) = (usize::from(request.horizon), choice.contest());
    let of_panel = PanelRequest { horizon, contest, domain: Domain::FromData };
    let learned = Learned::from_sample(&panel.sample(request.last, lang)?, &of_panel);
    let maker = RowMaker {
        learned: &learned,
        contest,
        horizon,
        levels: &request.levels,
        last: request.last,
        style: panel.style,
    };
    let mut file = RowFile::create(&request.output)?;
    let refusals = write_rows(args, &panel, &maker, &mut file)?;
    file.finish()?;
    let report = Report::new(&panel, &learned, refusals);
    if args.format == Format::Json {
        json(&report)?;
    } else {
        report.tell(panel.style, lang);
    }
    Ok(Outcome::Done)
}

/// Writes the headings and the rows of all series in their order; returns those that were refused.
/// Fails if the panel cannot be read again or the file cannot be written.
fn write_rows(
    args: &Args,
    panel: &Panel,
    maker: &RowMaker<'_>,
    file: &mut RowFile,
) -> Result<Refusals> {
    file.write_all(maker.headings().as_bytes())?;
    let (mut refusals, mut done) = (Refusals::default(), 0);
    let bar = progress_bar(panel.counts.series as u64);
    panel.each_batch(args.lang(), &mut |batch| {
        for rows in maker.batch(done, batch) {
            file.write_all(&rows.text)?;
            refusals.extend(rows.refused);
        }
        done += batch.len();
        bar.set_position(done as u64);
        Ok(())
    })?;
    bar.finish_and_clear();
    Ok(refusals)
}
