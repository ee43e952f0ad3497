//! Issues for programs: a feed of all of them (Atom, RFC 4287), and each as a message of the Common Alerting Protocol
//! (OASIS CAP 1.2), with Update and Cancel that refer to the message before.

use askama::Template;
use serde::Deserialize;
use talent_domain::Lang;
use talent_outlook::{Audience, Outlook, WarningRecord};
use talent_print::DocumentForm;
use talent_report::{beijing_day, beijing_time, chinese_date};
use talent_warning::WarningLevel;
use talent_workspace::{Issue, IssueState, Workspace, WorkspaceError, hash};

use crate::frozen::frozen;
use crate::kind::{audience_code, audience_of};
use crate::{DocumentKind, IssueError};

#[derive(Template)]
#[template(path = "atom.xml")]
struct Atom {
    id: String,
    own: Option<String>,
    title: String,
    updated: String,
    author: String,
    entries: Vec<Entry>,
}

struct Entry {
    id: String,
    title: String,
    published: String,
    updated: String,
    kind: &'static str,
    kind_name: &'static str,
    state: &'static str,
    links: Vec<Link>,
    corrects: Option<String>,
    summary: String,
}

struct Link {
    rel: &'static str,
    media_type: &'static str,
    href: String,
}

#[derive(Template)]
#[template(path = "cap.xml")]
struct Cap {
    identifier: String,
    sender: String,
    sent: String,
    status: &'static str,
    message: &'static str,
    scope: &'static str,
    restriction: Option<&'static str>,
    note: Option<String>,
    references: Option<String>,
    infos: Vec<Info>,
    sender_name: String,
    area: String,
    region: String,
}

struct Info {
    event: &'static str,
    severity: &'static str,
    certainty: &'static str,
    headline: String,
    description: String,
    level: Option<String>,
}

/// What of a frozen document in JSON is read again.
#[derive(Deserialize)]
struct Frozen {
    title: String,
    blocks: Vec<FrozenBlock>,
}

#[derive(Deserialize)]
struct FrozenBlock {
    kind: String,
    #[serde(default)]
    text: String,
}

/// Title and summary of an issue as it was signed: the summary is its first paragraph below a heading, else its first.
pub(crate) fn title_and_summary(
    workspace: &Workspace,
    issue: &Issue,
) -> Result<(String, String), IssueError> {
    let bytes = frozen(workspace, issue, DocumentForm::Json)?;
    let document: Frozen = serde_json::from_slice(&bytes).map_err(WorkspaceError::from)?;
    let paragraph = |block: &&FrozenBlock| block.kind == "paragraph";
    let below = document.blocks.iter().skip_while(|block| block.kind != "heading");
    let summary = below.clone().find(paragraph).or_else(|| document.blocks.iter().find(paragraph));
    Ok((document.title, summary.map(|block| block.text.clone()).unwrap_or_default()))
}

/// That an issue was withdrawn, when and why; none where it was not.
pub fn withdrawal(issue: &Issue) -> Option<String> {
    let act = issue.act_of(IssueState::Withdrawn)?;
    let day = chinese_date(beijing_day(&act.at));
    let why = act.note.trim_end_matches('。');
    Some(format!("已于{day}撤销，请停止使用。原因：{why}。"))
}

/// The ending of a CAP message.
pub const CAP: &str = "cap.xml";

/// Where a file of an issue is found, by its ending: that of a form, or [`CAP`].
pub type Href<'a> = dyn Fn(&Issue, &str) -> Result<String, IssueError> + Sync + 'a;

/// The feed of what was sent out to an audience, for the bureau to everybody, the newest first; what was withdrawn stays in
/// it and says so. `own` is where the feed itself is found, where that is known.
pub async fn atom_feed(
    workspace: &Workspace,
    audience: Audience,
    own: Option<&str>,
    href: &Href<'_>,
) -> Result<String, IssueError> {
    let city = &workspace.config().city;
    let issues = workspace.issues().await?;
    let is_for = |issue: &Issue| {
        audience == Audience::Bureau || issue.record.audience == audience_code(Audience::Public)
    };
    let sent = issues.iter().rev().filter(|issue| is_for(issue) && issue.dispatched_at().is_some());
    let entries = sent.map(|issue| entry(workspace, &issues, issue, href));
    let entries: Vec<Entry> = entries.collect::<Result<_, IssueError>>()?;
    let newest = entries.iter().map(|entry| entry.updated.clone()).max();
    let feed = Atom {
        own: own.map(str::to_owned),
        id: urn(&format!("{} {}", city.region, audience_code(audience))),
        title: format!("{} · 职业教育专业供需预警与报告", city.publisher),
        updated: newest.unwrap_or_else(|| "1970-01-01T00:00:00+08:00".to_owned()),
        author: city.publisher.clone(),
        entries,
    };
    Ok(feed.render()?)
}

fn entry(
    workspace: &Workspace,
    issues: &[Issue],
    issue: &Issue,
    href: &Href<'_>,
) -> Result<Entry, IssueError> {
    let kind = DocumentKind::by_code(&issue.record.kind)?;
    let (title, summary) = title_and_summary(workspace, issue)?;
    let mark = match issue.state() {
        IssueState::Withdrawn => "【已撤销】",
        IssueState::Corrected => "【已更正】",
        _ => "",
    };
    let link = |form: DocumentForm| {
        let rel = if form == DocumentForm::Html { "alternate" } else { "enclosure" };
        Ok(Link { rel, media_type: form.media_type(), href: href(issue, form.name())? })
    };
    let corrected = issue.record.corrects;
    let corrected = corrected.and_then(|id| issues.iter().find(|issue| issue.record.id == id));
    let last = issue.acts.last().map_or("", |act| act.at.as_str());
    let cap = Link { rel: "alternate", media_type: "application/cap+xml", href: href(issue, CAP)? };
    let forms = DocumentForm::ALL.into_iter().map(link);
    Ok(Entry {
        id: urn(&identifier(workspace, issue)),
        title: format!("{mark}{title}"),
        published: beijing_time(issue.dispatched_at().unwrap_or_default()),
        updated: beijing_time(last),
        kind: kind.code(),
        kind_name: kind.chinese(),
        state: issue.state().code(),
        links: forms.chain([Ok(cap)]).collect::<Result<_, IssueError>>()?,
        corrects: corrected.map(|issue| urn(&identifier(workspace, issue))),
        summary: withdrawal(issue).unwrap_or(summary),
    })
}

/// An issue that was sent out as a CAP 1.2 message: Alert, Update where it takes the place of another, Cancel once it is
/// withdrawn. A bulletin has a part for each level. Made-up figures make it an exercise.
///
/// [`IssueError::NotSigned`] before it is sent out.
pub async fn cap_message(
    workspace: &Workspace,
    issue: &Issue,
    outlook: &Outlook,
) -> Result<String, IssueError> {
    let Some(dispatched) = issue.dispatched_at() else {
        return Err(IssueError::NotSigned(issue.record.id));
    };
    let kind = DocumentKind::by_code(&issue.record.kind)?;
    let city = &workspace.config().city;
    let (title, summary) = title_and_summary(workspace, issue)?;
    let own = identifier(workspace, issue);
    let sender = city.region.to_string();
    let refers =
        |identifier: &str, sent: &str| format!("{sender},{identifier},{}", beijing_time(sent));
    let withdrawn = issue.act_of(IssueState::Withdrawn);
    let (message, identifier, sent, references) = match (withdrawn, issue.record.corrects) {
        (Some(act), _) => {
            ("Cancel", format!("{own}-cancel"), act.at.as_str(), Some(refers(&own, dispatched)))
        }
        (None, Some(former)) => {
            let former = workspace.issue(former).await?;
            let at = former.dispatched_at().unwrap_or_default();
            let references = refers(&self::identifier(workspace, &former), at);
            ("Update", own, dispatched, Some(references))
        }
        (None, None) => ("Alert", own, dispatched, None),
    };
    let corrected = issue.record.corrects.and_then(|_| issue.act_of(IssueState::Draft));
    let is_public = issue.record.audience == audience_code(Audience::Public);
    let whole = || Info {
        event: kind.chinese(),
        severity: "Unknown",
        certainty: "Unknown",
        headline: if withdrawn.is_some() { format!("撤销：{title}") } else { title.clone() },
        description: withdrawal(issue).unwrap_or_else(|| summary.clone()),
        level: None,
    };
    let infos = match kind {
        DocumentKind::Bulletin if withdrawn.is_none() => infos_of(outlook),
        _ => vec![whole()],
    };
    let message = Cap {
        identifier,
        sent: beijing_time(sent),
        status: if outlook.meta.simulated { "Exercise" } else { "Actual" },
        message,
        scope: if is_public { "Public" } else { "Restricted" },
        restriction: (!is_public).then_some("教育主管部门内部，含小规模人数"),
        // Why it was withdrawn, or what it corrects.
        note: withdrawn.or(corrected).map(|act| act.note.clone()).filter(|note| !note.is_empty()),
        references,
        infos: if infos.is_empty() { vec![whole()] } else { infos },
        sender_name: city.publisher.clone(),
        area: city.name.clone(),
        region: city.region.to_string(),
        sender,
    };
    Ok(message.render()?)
}

/// A part for each level with what is warned of in the city as a whole, and how many programmes at schools.
fn infos_of(outlook: &Outlook) -> Vec<Info> {
    let levels = WarningLevel::ALL.into_iter().filter(|level| level.is_warning());
    let infos = levels.filter_map(|level| {
        let of_level = outlook.warnings.iter().filter(|w| w.assessment.level == level);
        let (city, places): (Vec<&WarningRecord>, Vec<&WarningRecord>) =
            of_level.partition(|warning| warning.school.is_none());
        let names: Vec<&str> = city.iter().map(|w| w.programme_name.as_str()).collect();
        let name = level.name(Lang::Zh);
        let severity = match level {
            WarningLevel::Red => "Severe",
            WarningLevel::Orange => "Moderate",
            _ => "Minor",
        };
        let listed = if names.is_empty() { "无".to_owned() } else { names.join("、") };
        (!city.is_empty() || !places.is_empty()).then(|| Info {
            event: "职业教育专业供需预警",
            severity,
            certainty: "Possible",
            headline: format!(
                "{name}预警：全市专业 {} 个，学校专业点 {} 个",
                city.len(),
                places.len()
            ),
            description: format!(
                "全市专业：{listed}。学校专业点 {} 个，名单见通报附件。",
                places.len()
            ),
            level: Some(level.code().to_owned()),
        })
    });
    infos.collect()
}

/// What tells an issue from all others: region, document, audience, year and number.
fn identifier(workspace: &Workspace, issue: &Issue) -> String {
    let region = &workspace.config().city.region;
    let (year, number) = issue.number().unwrap_or_default();
    let internal = match audience_of(&issue.record.audience) {
        Audience::Bureau => "-internal",
        Audience::Public => "",
    };
    format!("{region}-{}-{year}-{number}{internal}", issue.record.kind)
}

/// An identifier as a UUID of version 8 made from its hash, which stays the same wherever the feed is read.
fn urn(identifier: &str) -> String {
    let hash = hash(identifier.as_bytes());
    let part = |from: usize, to: usize| hash.get(from..to).unwrap_or_default();
    format!(
        "urn:uuid:{}-{}-8{}-a{}-{}",
        part(0, 8),
        part(8, 12),
        part(13, 16),
        part(17, 20),
        part(20, 32)
    )
}
