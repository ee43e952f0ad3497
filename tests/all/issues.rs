//! The life of a document, by hand and on a schedule, with what is sent out and to where.

use std::path::Path;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use serde_json::Value;
use talent_issue::{
    DocumentKind, DraftParts, IssueError, Signature, Standing, Wanted, cap_message, compose,
    correct, deliver, dispatch, document_of, draft, frozen, keep_schedules, keep_slot, read_slots,
    schedule_states, sign, slots_of, undelivered, write_slot,
};
use talent_outlook::{Audience, Outlook};
use talent_pipeline::{publish, published_outlook, run};
use talent_print::DocumentForm;
use talent_report::{Block, Document, LastIssue, RunStamp, beijing_day, compose_bulletin};
use talent_warning::WarningLevel;
use talent_workspace::{Act, Issue, IssueState, Workspace, WorkspaceError};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

use crate::api::{Answer, Client};
use crate::city::{NOW, city};

const KIND: DocumentKind = DocumentKind::Bulletin;
const SIGNATURE: Signature<'static> =
    Signature { signer: "张三", reference: Some("临教职成〔2026〕12号") };

/// Copies the folder of a workspace that others may be reading. What the database keeps beside its file while it is open comes
/// and goes, and holds nothing: nobody writes.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_string_lossy();
        if name.ends_with("-wal") || name.ends_with("-shm") {
            continue;
        }
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// A workspace of the city's own, with further settings.
async fn own_city(settings: &str) -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    copy(&city().await.root(), folder.path());
    let path = folder.path().join("talent.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    // Keys of a section that is there already stand in the template.
    let text = text.split("\n[delivery]").next().unwrap().to_owned();
    std::fs::write(&path, format!("{text}\n{settings}")).unwrap();
    std::fs::create_dir(folder.path().join("inbox")).unwrap();
    let workspace = Workspace::open(folder.path()).await.unwrap();
    (folder, workspace)
}

/// Whether this machine can set documents: what is signed is frozen as PDF too.
fn can_sign() -> bool {
    talent_print::font_report("").roles.iter().all(|role| role.family.is_some())
}

async fn current(workspace: &Workspace) -> Document {
    let public = Audience::Public;
    let (published, outlook) = published_outlook(workspace, public).await.unwrap();
    let parts = DraftParts::of_run(workspace, KIND, public, &published.run).await.unwrap();
    compose(workspace, &parts, (&published.run, &outlook)).await.unwrap()
}

async fn fill(workspace: &Workspace, text: &str) {
    let document = current(workspace).await;
    write_slot(workspace, KIND, &document, ("causes", text), NOW).await.unwrap();
}

async fn submitted(workspace: &Workspace) -> Issue {
    let issue = draft(workspace, KIND, Audience::Public, None, "", NOW).await.unwrap();
    workspace.move_issue(issue.record.id, IssueState::Submitted, "", NOW).await.unwrap()
}

async fn issued(workspace: &Workspace) -> Issue {
    let issue = submitted(workspace).await;
    sign(workspace, issue.record.id, SIGNATURE, NOW).await.unwrap();
    dispatch(workspace, issue.record.id, NOW).await.unwrap()
}

/// The text of an XML element.
fn element<'a>(xml: &'a str, name: &str) -> &'a str {
    let from = xml.split_once(&format!("<{name}>")).unwrap().1;
    from.split_once("</").unwrap().0
}

#[tokio::test]
async fn a_blank_that_has_to_be_filled_in_holds_up_the_signature() {
    let (_folder, workspace) = own_city("").await;
    let issue = submitted(&workspace).await;
    let id = issue.record.id;
    let refused = sign(&workspace, id, SIGNATURE, NOW).await.unwrap_err();
    assert!(matches!(refused, IssueError::Unfilled(_)), "{refused}");
    assert!(refused.to_string().contains("causes"), "{refused}");
    let unsigned = sign(&workspace, id, Signature { signer: " ", reference: None }, NOW).await;
    assert!(matches!(unsigned, Err(IssueError::NoSigner)));
    // A text that was written about other cells has to be looked at.
    let texts = [("causes", "一是焦化减产。", "other cells".to_owned())];
    workspace.write_slots(("bulletin", "public"), &texts, NOW).await.unwrap();
    let refused = sign(&workspace, id, SIGNATURE, NOW).await.unwrap_err();
    assert!(refused.to_string().contains("数据变动"), "{refused}");
    let document = current(&workspace).await;
    let html = DocumentForm::Html.render(&document).unwrap();
    assert!(String::from_utf8(html).unwrap().contains("【数据已变】"));
    assert!(slots_of(&workspace, KIND, &document).await.unwrap()[0].is_stale);
    assert!(keep_slot(&workspace, KIND, &document, "causes", NOW).await.unwrap());
    let document = current(&workspace).await;
    assert!(!slots_of(&workspace, KIND, &document).await.unwrap()[0].is_stale);
    let wrong = write_slot(&workspace, KIND, &document, ("cause", "x"), NOW).await.unwrap_err();
    assert!(wrong.to_string().contains("causes"), "{wrong}");
}

#[tokio::test]
async fn what_is_written_in_a_word_file_is_read_back_with_the_figures_that_stood_there() {
    let (_folder, workspace) = own_city("").await;
    let document = current(&workspace).await;
    if !talent_report::has_chinese_font() {
        return;
    }
    let file = DocumentForm::Docx.render(&document).unwrap();
    let read =
        async |bytes: &[u8]| read_slots(&workspace, KIND, &document, ("a.docx", bytes), NOW).await;
    assert!(read(&file).await.unwrap().is_empty(), "an empty blank was taken for a text");
    let filled = with_text(&file, "一是焦化减产，用工减少。");
    assert_eq!(read(&filled).await.unwrap(), ["causes"]);
    assert!(read(&filled).await.unwrap().is_empty(), "the same text was written twice");
    let slots = slots_of(&workspace, KIND, &document).await.unwrap();
    assert_eq!(slots[0].text.as_deref(), Some("一是焦化减产，用工减少。"));
    assert!(!slots[0].is_stale);
    // The file of a document with other figures is about those.
    let figures = document.figures_of(document.slots().next().unwrap());
    let other = changed(&file, |xml| xml.replace(&figures, "0123456789abcdef"));
    assert_eq!(read(&with_text(&other, "另有原因。")).await.unwrap(), ["causes"]);
    assert!(slots_of(&workspace, KIND, &document).await.unwrap()[0].is_stale);
    assert!(matches!(read(b"text").await, Err(IssueError::Word(_))));
}

/// A Word file with its main part changed.
fn changed(file: &[u8], change: impl Fn(String) -> String) -> Vec<u8> {
    use std::io::{Cursor, Read as _, Write as _};
    let mut from = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            bytes = change(String::from_utf8(bytes).unwrap()).into_bytes();
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(&bytes).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// A Word file with a text in its first blank.
fn with_text(file: &[u8], text: &str) -> Vec<u8> {
    changed(file, |xml| {
        let (before, rest) = xml.split_once("【请填写】").unwrap();
        format!("{before}{text}<{}", rest.split_once('<').unwrap().1)
    })
}

#[tokio::test]
async fn an_issue_is_served_as_it_was_signed_and_corrected_or_withdrawn_by_another() {
    let (folder, workspace) = own_city("[delivery]\nfolder = \"out\"\n").await;
    if !can_sign() {
        return;
    }
    fill(&workspace, "一是焦化减产。").await;
    let first = issued(&workspace).await;
    let pdf = frozen(&workspace, &first, DocumentForm::Pdf).unwrap();
    let json: Value =
        serde_json::from_slice(&frozen(&workspace, &first, DocumentForm::Json).unwrap()).unwrap();
    assert_eq!(json["number"], "临教职成〔2026〕12号");
    assert_eq!(json["date"], "2026年1月1日");
    assert!(json["title"].as_str().unwrap().contains("2026年第1期"), "{}", json["title"]);
    assert!(json.to_string().contains("一是焦化减产。"));
    // Texts that are written later change nothing of it.
    fill(&workspace, "另有原因。").await;
    assert_eq!(frozen(&workspace, &first, DocumentForm::Pdf).unwrap(), pdf);
    let client = Client::of(Workspace::open(folder.path()).await.unwrap(), Audience::Public);
    let latest = client.get("/api/v1/bulletins/latest").await.body;
    assert!(latest.contains("一是焦化减产。") && !latest.contains("送审稿"));
    let listed: Value = serde_json::from_str(&client.get("/api/v1/issues").await.body).unwrap();
    assert_eq!(listed["items"][0]["state"], "dispatched");
    let cap = client.get("/api/v1/issues/1/cap").await.body;
    assert_eq!(element(&cap, "msgType"), "Alert");
    // Sent out once, however often it is asked for.
    assert_eq!(deliver(&workspace, Wanted::All, NOW).await.unwrap().len(), 1);
    assert_eq!(deliver(&workspace, Wanted::All, NOW).await.unwrap(), []);
    let feed = std::fs::read_to_string(folder.path().join("out/feed.xml")).unwrap();
    assert_eq!(feed.matches("<entry>").count(), 1);

    correct(&workspace, 1, "企业用工数有误", NOW).await.unwrap();
    workspace.move_issue(2, IssueState::Submitted, "", NOW).await.unwrap();
    let without = sign(&workspace, 2, Signature { signer: "张三", reference: None }, NOW).await;
    assert!(matches!(without, Err(IssueError::NoReference { id: 2, .. })), "{without:?}");
    let taken = sign(&workspace, 2, SIGNATURE, NOW).await;
    assert!(matches!(taken, Err(IssueError::ReferenceTaken { other: 1, .. })), "{taken:?}");
    let own = Signature { signer: "张三", reference: Some("临教职成〔2026〕13号") };
    sign(&workspace, 2, own, NOW).await.unwrap();
    assert!(client.get("/api/v1/bulletins/latest").await.body.contains("第1期"));
    dispatch(&workspace, 2, NOW).await.unwrap();
    assert_eq!(workspace.issue(1).await.unwrap().state(), IssueState::Corrected);
    let update = client.get("/api/v1/issues/2/cap").await.body;
    assert_eq!(element(&update, "msgType"), "Update");
    let sent = format!("141000,{},{}", element(&cap, "identifier"), element(&cap, "sent"));
    assert_eq!(element(&update, "references"), sent);
    assert_eq!(element(&update, "note"), "企业用工数有误");
    let latest = client.get("/api/v1/bulletins/latest").await.body;
    assert!(latest.contains("另有原因。") && latest.contains("2026年第2期"));
    assert!(latest.contains("本文更正并取代2026年1月1日印发的《"), "it says what it corrects");
    assert!(latest.contains("更正原因：企业用工数有误。"));
    let former = client.get("/api/v1/issues/1/document").await.body;
    assert!(former.contains("role=\"alert\"") && former.contains("本文已被更正"));

    assert_eq!(deliver(&workspace, Wanted::OfIssue(2), NOW).await.unwrap().len(), 1);
    workspace.move_issue(2, IssueState::Withdrawn, "数据有误", NOW).await.unwrap();
    let cancel = client.get("/api/v1/issues/2/cap").await.body;
    assert_eq!(element(&cancel, "msgType"), "Cancel");
    assert_eq!(element(&cancel, "note"), "数据有误");
    assert!(element(&cancel, "headline").starts_with("撤销："), "{cancel}");
    assert!(element(&cancel, "references").contains(element(&update, "identifier")));
    let gone = client.get("/api/v1/issues/2/document").await.body;
    assert!(gone.contains("本文已于2026年1月1日撤销，请停止使用。原因：数据有误。"));
    assert!(client.get("/brief").await.body.contains("已印发的都已撤销"));
    let feed = client.get("/api/v1/issues/feed").await.body;
    assert!(feed.contains("【已撤销】") && feed.contains("【已更正】"), "{feed}");
    // Nothing is in force: what is served says so, and nobody outside is shown a draft in its place.
    let latest = client.get("/api/v1/bulletins/latest").await.body;
    assert!(latest.contains("请停止使用") && !latest.contains("送审稿"));
    let former = client.get("/api/v1/issues/1/document").await.body;
    assert!(former.contains("更正后的文稿也已撤销"));
    // Word of it goes to where the issue went.
    let told = deliver(&workspace, Wanted::All, NOW).await.unwrap();
    assert_eq!(told[0].target, "withdrawn:folder:out");
    let page = client.get("/issues").await;
    assert!(page.body.contains("已撤销") && page.body.contains("临教职成〔2026〕12号"));
    assert!(workspace.verify().await.unwrap().iter().all(|finding| finding.wrong.is_none()));
}

#[tokio::test]
async fn an_issue_of_a_run_in_whose_place_another_is_published_is_not_signed() {
    let (folder, workspace) = own_city("").await;
    if !can_sign() {
        return;
    }
    fill(&workspace, "一是焦化减产。").await;
    let issue = submitted(&workspace).await;
    let (id, first) = (issue.record.id, issue.record.run);
    let assumptions = folder.path().join("assumptions.toml");
    let text = std::fs::read_to_string(&assumptions).unwrap();
    std::fs::write(&assumptions, format!("{text}\n# 已核对\n")).unwrap();
    let second = run(&workspace, NOW, &|_| ()).await.unwrap().record.id;
    assert_ne!(first, second);
    let refused = sign(&workspace, id, SIGNATURE, NOW).await;
    assert!(
        matches!(refused, Err(IssueError::Superseded { published, .. }) if published == second)
    );
    publish(&workspace, first, NOW).await.unwrap();
    sign(&workspace, id, SIGNATURE, NOW).await.unwrap();
}

#[tokio::test]
async fn the_public_is_shown_nothing_that_is_on_its_way_or_for_the_bureau() {
    let (folder, workspace) = own_city("").await;
    draft(&workspace, KIND, Audience::Bureau, None, "", NOW).await.unwrap();
    draft(&workspace, KIND, Audience::Public, None, "", NOW).await.unwrap();
    let open = async || Workspace::open(folder.path()).await.unwrap();
    let public = Client::of(open().await, Audience::Public);
    let bureau = Client::of(open().await, Audience::Bureau);
    let ids = |answer: &Answer| {
        let list: Value = serde_json::from_str(&answer.body).unwrap();
        list["items"].as_array().unwrap().len()
    };
    assert_eq!(ids(&public.get("/api/v1/issues").await), 0);
    assert_eq!(ids(&bureau.get("/api/v1/issues").await), 2);
    for path in ["/api/v1/issues/1", "/api/v1/issues/2/document", "/api/v1/issues/2/cap"] {
        assert_eq!(public.get(path).await.status, 404, "{path}");
    }
    assert!(!public.get("/issues").await.body.contains("草稿"));
    assert!(bureau.get("/issues").await.body.contains("草稿"));
}

#[tokio::test]
async fn what_is_for_the_bureau_goes_to_no_public_place() {
    let (folder, workspace) = own_city("[delivery]\nfolder = \"out\"\n").await;
    if !can_sign() {
        return;
    }
    let bureau = Audience::Bureau;
    let issue = draft(&workspace, KIND, bureau, None, "", NOW).await.unwrap();
    let id = issue.record.id;
    workspace.move_issue(id, IssueState::Submitted, "", NOW).await.unwrap();
    let document = document_of(&workspace, &issue, beijing_day(NOW.at)).await.unwrap();
    write_slot(&workspace, KIND, &document, ("causes", "一是焦化减产。"), NOW).await.unwrap();
    sign(&workspace, id, SIGNATURE, NOW).await.unwrap();
    assert_eq!(dispatch(&workspace, id, NOW).await.unwrap().targets(), Vec::<String>::new());
    assert_eq!(deliver(&workspace, Wanted::All, NOW).await.unwrap(), []);
    assert!(!folder.path().join("out").exists());
}

/// The rows of the table of counts, and those of the table of changes by what became of them.
fn changes_of(document: &Document) -> (Vec<String>, Vec<String>) {
    let table = |id: &str| document.tables().find(|table| table.id == id);
    let counts = table("t1b").unwrap().rows.iter().map(|row| row[1].text.clone()).collect();
    let kinds = table("t3").map(|table| table.rows.iter().map(|row| row[3].text.clone()).collect());
    (counts, kinds.unwrap_or_default())
}

#[tokio::test]
async fn a_bulletin_is_compared_with_the_one_that_was_sent_out_last() {
    let outlook = &city().await.public;
    let stamp = RunStamp::new(2, 1, "2026-04-05");
    let compared = |before: &Outlook| {
        let last = LastIssue { outlook: before, year: 2026, number: 1 };
        compose_bulletin(outlook, stamp, Some(last)).unwrap()
    };
    // The same again: nothing is announced twice.
    let document = compared(outlook);
    let (counts, kinds) = changes_of(&document);
    assert!(counts.iter().all(|count| count == "0") && kinds.is_empty(), "{counts:?}");
    let said: String = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(spans) => Some(spans),
            _ => None,
        })
        .flatten()
        .filter_map(|span| document.text_of(span))
        .collect();
    assert!(said.contains("与2026年第1期相比，没有新增"), "{said}");
    // What was grey is new, what was red is lowered, what was blue is raised, what is gone is lifted.
    let mut before = outlook.clone();
    let warned: Vec<usize> = (0..before.warnings.len())
        .filter(|at| before.warnings[*at].assessment.level.is_warning())
        .collect();
    let level = |at: usize| outlook.warnings[at].assessment.level;
    let blue = warned.iter().copied().find(|at| level(*at) == WarningLevel::Blue).unwrap();
    let orange = warned.iter().copied().find(|at| level(*at) == WarningLevel::Orange).unwrap();
    let other = warned.iter().copied().find(|at| ![blue, orange].contains(at)).unwrap();
    before.warnings[blue].assessment.level = WarningLevel::Red;
    before.warnings[orange].assessment.level = WarningLevel::Blue;
    before.warnings[other].assessment.level = WarningLevel::Grey;
    let mut gone = before.warnings[blue].clone();
    gone.id = "999999".to_owned();
    before.warnings.push(gone);
    let (counts, mut kinds) = changes_of(&compared(&before));
    assert_eq!(counts[..4], ["1", "1", "1", "1"]);
    kinds.sort_unstable();
    assert_eq!(kinds, ["升级", "新增", "解除", "降级"]);
}

const EVERY_QUARTER: &str = "[[schedule]]\nname = \"季度\"\ndocument = \"bulletin\"\nwhen = \"0 8 5 1,4,7,10 *\"\ninbox = \"inbox\"\n";

fn time(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

async fn kept(workspace: &Workspace, at: &str) -> Vec<String> {
    let act = Act { at, by: "schedule" };
    let done = keep_schedules(workspace, time(at), 2026, act).await.unwrap();
    done.into_iter().map(|happening| happening.said).collect()
}

#[tokio::test]
async fn a_schedule_begins_with_its_next_time_and_catches_up_with_one() {
    let (_folder, workspace) = own_city(EVERY_QUARTER).await;
    // Seen for the first time a day after a time of it.
    assert!(kept(&workspace, "2026-01-06T00:00:00Z").await.is_empty());
    assert!(kept(&workspace, "2026-04-04T23:59:59Z").await.is_empty());
    // It was down from April to the end of October: July is nobody's, October is caught up with.
    let said = kept(&workspace, "2026-10-31T00:00:00Z").await;
    assert_eq!(said, ["第1号文稿：送审"]);
    let issue = workspace.issue(1).await.unwrap();
    assert_eq!(issue.record.occasion.as_deref(), Some("2026-10-05T08:00:00+08:00"));
    // Again, and with a clock that was put back: nothing.
    for at in ["2026-10-31T00:01:00Z", "2026-02-01T00:00:00Z", "2026-08-01T00:00:00Z"] {
        let said = kept(&workspace, at).await;
        let issues = workspace.issues().await.unwrap();
        assert_eq!((said.len(), issues.len()), (0, 1), "{at}");
    }
    let states = schedule_states(&workspace, time("2026-10-31T00:02:00Z")).await.unwrap();
    assert_eq!(states[0].standing, Some(Standing::Done("第1号文稿：送审".to_owned())));
    assert_eq!(states[0].next.as_deref(), Some("2027-01-05T08:00:00+08:00"));
    assert_eq!(states[0].issue, Some(1));
}

#[tokio::test]
async fn a_file_that_cannot_be_taken_in_is_told_to_the_signer_and_nothing_goes_out() {
    let settings = format!("{EVERY_QUARTER}issue = true\nsigner = \"张三\"\n");
    let (folder, workspace) = own_city(&settings).await;
    fill(&workspace, "一是焦化减产。").await;
    kept(&workspace, "2026-01-06T00:00:00Z").await;
    let inbox = folder.path().join("inbox");
    let lists = "C4 地区代码表 v1\n地区代码,地区名称\n";
    std::fs::write(inbox.join("坏.csv"), "T4 没有这种表\n1,2\n").unwrap();
    std::fs::write(inbox.join("C4.csv"), format!("{lists}141000,临汾市\n")).unwrap();
    let said = kept(&workspace, "2026-04-06T00:00:00Z").await;
    assert!(said[0].contains("坏.csv") && said[0].contains("不自动签发"), "{said:?}");
    let issue = workspace.issue(1).await.unwrap();
    assert_eq!(issue.state(), IssueState::Submitted);
    assert!(said[0].contains("坏.csv：不是本系统的模板"), "the first error is named: {said:?}");
    assert!(inbox.join("坏.csv").exists(), "nobody may lose what was not taken in");
    assert!(inbox.join("taken/C4.csv").exists() || said[0].contains("C4.csv"));
}

#[tokio::test]
async fn a_time_that_fails_is_tried_again_a_few_times_and_then_left() {
    let (folder, workspace) = own_city(EVERY_QUARTER).await;
    kept(&workspace, "2026-01-06T00:00:00Z").await;
    std::fs::write(folder.path().join("policy.toml"), "wrong").unwrap();
    let mut tried = 0;
    for minute in 0..600 {
        let at = (time("2026-04-06T00:00:00Z") + chrono::TimeDelta::minutes(minute)).to_rfc3339();
        tried += kept(&workspace, &at).await.len();
    }
    assert_eq!(tried, 5);
    let states = schedule_states(&workspace, time("2026-04-07T00:00:00Z")).await.unwrap();
    assert!(matches!(states[0].standing, Some(Standing::GivenUp(_))), "{states:?}");
    let bureau = Client::of(Workspace::open(folder.path()).await.unwrap(), Audience::Bureau);
    let page = bureau.at(|| Some(time("2026-04-07T00:00:00Z"))).get("/issues").await.body;
    assert!(page.contains("多次失败，已停止"), "a failure is seen on the page");
}

/// A mail server that keeps what it is given and refuses the first `refusals` letters.
async fn mail_server(refusals: usize) -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let letters = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&letters);
    tokio::spawn(async move {
        let mut refusals = refusals;
        while let Ok((stream, _)) = listener.accept().await {
            let (read, mut write) = stream.into_split();
            let mut lines = BufReader::new(read).lines();
            write.write_all(b"220 test\r\n").await.unwrap();
            let (mut letter, mut is_data) = (String::new(), false);
            while let Ok(Some(line)) = lines.next_line().await {
                let answer = if is_data {
                    if line != "." {
                        letter.push_str(&line);
                        letter.push('\n');
                        continue;
                    }
                    is_data = false;
                    kept.lock().unwrap().push(std::mem::take(&mut letter));
                    "250 kept"
                } else if line.starts_with("DATA") {
                    is_data = true;
                    "354 go on"
                } else if line.starts_with("MAIL") && refusals > 0 {
                    refusals -= 1;
                    "451 later"
                } else if line.starts_with("QUIT") {
                    "221 bye"
                } else {
                    "250 ok"
                };
                write.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
            }
        }
    });
    (port, letters)
}

#[tokio::test]
async fn an_issue_goes_out_by_mail_once_and_again_only_where_it_did_not_arrive() {
    let (port, letters) = mail_server(1).await;
    let settings = format!(
        "[delivery]\nmail = [\"a@example.org\", \"b@example.org\"]\nsender = \"jyj@example.org\"\nrelay = \"127.0.0.1:{port}\"\n\n{EVERY_QUARTER}issue = true\nsigner = \"张三\"\n"
    );
    let (_folder, workspace) = own_city(&settings).await;
    if !can_sign() {
        return;
    }
    fill(&workspace, "一是焦化减产。").await;
    kept(&workspace, "2026-01-06T00:00:00Z").await;
    assert_eq!(kept(&workspace, "2026-04-06T00:00:00Z").await, ["第1号文稿：印发"]);
    let at = "2026-04-06T00:00:10Z";
    let act = Act { at, by: "schedule" };
    let brought = deliver(&workspace, Wanted::Due(time(at)), act).await.unwrap();
    assert_eq!(brought.iter().filter(|delivered| delivered.failure.is_some()).count(), 1);
    assert_eq!(letters.lock().unwrap().len(), 1);
    // Not before it is time, and then only to where it did not arrive.
    assert_eq!(deliver(&workspace, Wanted::Due(time(at)), act).await.unwrap(), []);
    let missing = undelivered(&workspace).await.unwrap().remove(0);
    assert_eq!((missing.target.as_str(), missing.failed), ("mail:a@example.org", 1));
    let later = time("2026-04-06T00:02:00Z");
    assert_eq!(deliver(&workspace, Wanted::Due(later), act).await.unwrap().len(), 1);
    assert_eq!(deliver(&workspace, Wanted::Due(later), act).await.unwrap(), []);
    let letters = letters.lock().unwrap();
    assert_eq!(letters.len(), 2);
    for (letter, to) in letters.iter().zip(["b@example.org", "a@example.org"]) {
        assert!(letter.contains(&format!("To: {to}")), "{}", &letter[..300]);
        assert!(letter.contains("Content-Type: application/pdf"));
    }
}

#[tokio::test]
async fn word_of_a_withdrawal_goes_only_to_whom_the_issue_went() {
    let (port, letters) = mail_server(1).await;
    let settings = format!(
        "[delivery]\nmail = [\"a@example.org\", \"b@example.org\"]\nsender = \"jyj@example.org\"\nrelay = \"127.0.0.1:{port}\"\n"
    );
    let (folder, workspace) = own_city(&settings).await;
    if !can_sign() {
        return;
    }
    fill(&workspace, "一是焦化减产。").await;
    issued(&workspace).await;
    // One does not get it, the other does.
    deliver(&workspace, Wanted::OfIssue(1), NOW).await.unwrap();
    let targets = async |workspace: &Workspace| {
        let missing = undelivered(workspace).await.unwrap().into_iter();
        missing.map(|missing| missing.target).collect::<Vec<_>>()
    };
    assert_eq!(targets(&workspace).await, ["mail:a@example.org"]);
    // An address that is no longer in the settings is not tried again.
    let path = folder.path().join("talent.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("\"a@example.org\", ", "")).unwrap();
    let changed = Workspace::open(folder.path()).await.unwrap();
    assert_eq!(targets(&changed).await, Vec::<String>::new());
    workspace.move_issue(1, IssueState::Withdrawn, "数据有误", NOW).await.unwrap();
    assert_eq!(targets(&workspace).await, ["withdrawn:mail:b@example.org"]);
    deliver(&workspace, Wanted::All, NOW).await.unwrap();
    assert_eq!(targets(&workspace).await, Vec::<String>::new());
    assert_eq!(letters.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn what_is_written_for_the_bureau_is_not_what_is_written_for_the_public() {
    let (_folder, workspace) = own_city("").await;
    let public = current(&workspace).await;
    let (published, outlook) = published_outlook(&workspace, Audience::Bureau).await.unwrap();
    let bureau = async || {
        let parts = DraftParts::of_run(&workspace, KIND, Audience::Bureau, &published.run).await;
        parts.unwrap().compose(&outlook, &[]).unwrap()
    };
    let state = async |document: &Document| {
        let slot = slots_of(&workspace, KIND, document).await.unwrap().remove(0);
        (slot.text, slot.is_stale)
    };
    write_slot(&workspace, KIND, &public, ("causes", "对外。"), NOW).await.unwrap();
    let internal = bureau().await;
    assert_eq!(state(&internal).await, (None, false));
    write_slot(&workspace, KIND, &internal, ("causes", "对内。"), NOW).await.unwrap();
    assert_eq!(state(&public).await, (Some("对外。".to_owned()), false));
    assert_eq!(state(&bureau().await).await, (Some("对内。".to_owned()), false));
}

#[tokio::test]
async fn blanks_are_about_no_scenario() {
    let (_folder, workspace) = own_city("").await;
    let (published, outlook) = published_outlook(&workspace, Audience::Public).await.unwrap();
    let run = &published.run;
    let layout = DocumentKind::Layout;
    let parts = DraftParts::of_run(&workspace, layout, Audience::Public, run).await.unwrap();
    let whole = compose(&workspace, &parts, (run, &outlook)).await.unwrap();
    let quick = parts.compose(&outlook, &[]).unwrap();
    let figures = |document: &Document| {
        document.slots().map(|slot| (slot.id, document.figures_of(slot))).collect::<Vec<_>>()
    };
    assert_eq!(figures(&whole), figures(&quick));
}

#[tokio::test]
async fn a_text_that_makes_a_notice_too_long_or_is_not_finished_is_refused() {
    let (_folder, workspace) = own_city("").await;
    if !can_sign() {
        return;
    }
    let document = current(&workspace).await;
    let unfinished =
        write_slot(&workspace, KIND, &document, ("causes", "一是【请填写】"), NOW).await;
    assert!(matches!(unfinished, Err(IssueError::Unfinished)));
    fill(&workspace, &"一是焦化企业减产，用工减少。".repeat(300)).await;
    let issue = submitted(&workspace).await;
    let refused = sign(&workspace, issue.record.id, SIGNATURE, NOW).await.unwrap_err();
    assert!(matches!(refused, IssueError::Overlong { limit: 4, .. }), "{refused}");
    fill(&workspace, "一是焦化企业减产，用工减少。").await;
    sign(&workspace, issue.record.id, SIGNATURE, NOW).await.unwrap();
}

#[tokio::test]
async fn a_time_waits_for_an_issue_that_is_not_signed_yet() {
    let (_folder, workspace) = own_city(EVERY_QUARTER).await;
    kept(&workspace, "2026-01-06T00:00:00Z").await;
    let by_hand = draft(&workspace, KIND, Audience::Public, None, "", NOW).await.unwrap();
    let runs = workspace.runs().await.unwrap().len();
    let said = kept(&workspace, "2026-04-06T00:00:00Z").await;
    assert_eq!(said, ["第1号文稿还没有签发，签发或作废后再办"]);
    // It is said once, and nothing is done.
    assert!(kept(&workspace, "2026-04-06T03:00:00Z").await.is_empty());
    assert_eq!(workspace.runs().await.unwrap().len(), runs);
    let states = schedule_states(&workspace, time("2026-04-06T03:00:00Z")).await.unwrap();
    assert_eq!(states[0].standing, Some(Standing::Waiting(1)));
    workspace.move_issue(by_hand.record.id, IssueState::Discarded, "另起", NOW).await.unwrap();
    assert_eq!(kept(&workspace, "2026-04-06T04:00:00Z").await, ["第2号文稿：送审"]);
}

#[tokio::test]
async fn two_that_keep_the_same_schedule_make_one_issue() {
    let (folder, workspace) = own_city(EVERY_QUARTER).await;
    kept(&workspace, "2026-01-06T00:00:00Z").await;
    let other = Workspace::open(folder.path()).await.unwrap();
    let at = "2026-04-06T00:00:00Z";
    tokio::join!(kept(&workspace, at), kept(&other, at));
    assert_eq!(workspace.issues().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_message_is_there_only_of_what_was_sent_out() {
    let (_folder, workspace) = own_city("").await;
    let issue = submitted(&workspace).await;
    let document = document_of(&workspace, &issue, beijing_day(NOW.at)).await.unwrap();
    assert_eq!(document.reference(), Some("送审稿"));
    let message = cap_message(&workspace, &issue, &city().await.public).await;
    assert!(matches!(message, Err(IssueError::NotSigned(1))));
    assert!(matches!(
        correct(&workspace, 1, "企业用工数有误", NOW).await,
        Err(IssueError::Workspace(WorkspaceError::NotAllowed { issue: 1, .. }))
    ));
    let again = draft(&workspace, KIND, Audience::Public, None, "", NOW).await;
    assert!(matches!(again, Err(IssueError::Workspace(WorkspaceError::OpenIssue(1)))));
}
