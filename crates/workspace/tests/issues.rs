//! The record of issues: what may become of one, that its number and files stand, and that nothing is there twice.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests may")]

use std::collections::BTreeMap;
use std::path::Path;

use talent_domain::Codebook;
use talent_workspace::{
    Act, DeliveryState, Issue, IssueState, NewFile, NewIssue, NewRun, NewSigning, NewVintage, Part,
    Workspace, WorkspaceError,
};

const ACT: Act<'static> = Act { at: "2026-01-01T00:00:00Z", by: "王芳" };

/// A workspace with a published run.
async fn made(folder: &Path) -> Workspace {
    let identity: &[(&str, Vec<u8>)] = &[("workspace.id", b"secret".to_vec())];
    let workspace = Workspace::init(folder, identity).await.unwrap();
    let files = &[NewFile { name: "a.csv", bytes: b"one", templates: "T0", rows: 1 }];
    let lists = &Codebook::default();
    let new = NewVintage { parent: None, files, observations: Vec::new(), lists };
    workspace.commit(new, ACT).await.unwrap();
    let run = NewRun {
        vintage: 1,
        policy: "p",
        version: "0",
        fingerprint: "f",
        outlook: b"{}",
        settings: &BTreeMap::new(),
        warnings: &[],
    };
    let run = workspace.record_run(&run, ACT).await.unwrap();
    workspace.publish(&run, ACT).await.unwrap();
    workspace
}

fn bulletin() -> NewIssue<'static> {
    NewIssue {
        kind: "bulletin",
        audience: "public",
        run: 1,
        corrects: None,
        occasion: None,
        note: "",
    }
}

async fn moved(workspace: &Workspace, issue: &Issue, to: IssueState) -> Issue {
    workspace.move_issue(issue.record.id, to, "", ACT).await.unwrap()
}

async fn signed(
    workspace: &Workspace,
    issue: &Issue,
    number: i64,
) -> Result<Issue, WorkspaceError> {
    let files = BTreeMap::from([("document.json".to_owned(), b"{}".to_vec())]);
    let signing =
        NewSigning { year: 2026, number, reference: None, signer: "张三", files: &files };
    workspace.sign_issue(issue.record.id, &signing, ACT).await
}

/// A bulletin that was sent out to one folder.
async fn dispatched(workspace: &Workspace, new: &NewIssue<'_>, number: i64) -> Issue {
    let draft = workspace.draft_issue(new, ACT).await.unwrap();
    let submitted = moved(workspace, &draft, IssueState::Submitted).await;
    let signed = signed(workspace, &submitted, number).await.unwrap();
    let targets = ["folder:out".to_owned()];
    workspace.dispatch_issue(signed.record.id, &targets, ACT).await.unwrap()
}

#[test]
fn a_life_has_one_direction_and_what_was_signed_is_never_open_again() {
    for state in IssueState::ALL {
        assert_eq!(IssueState::by_code(state.code()), Some(state));
        for next in IssueState::ALL {
            let was_signed = !state.is_open() && state != IssueState::Discarded;
            assert!(!(was_signed && next.is_open() && state.may_become(next)), "{state:?}");
        }
    }
    assert!(
        !IssueState::Draft.may_become(IssueState::Signed),
        "nobody signs what was not submitted"
    );
}

#[tokio::test]
async fn an_issue_is_numbered_when_it_is_signed_and_its_files_stand() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = made(folder.path()).await;
    let draft = workspace.draft_issue(&bulletin(), ACT).await.unwrap();
    assert_eq!((draft.state(), draft.number()), (IssueState::Draft, None));
    let refused = signed(&workspace, &draft, 1).await;
    assert!(matches!(refused, Err(WorkspaceError::NotAllowed { .. })));
    let submitted = moved(&workspace, &draft, IssueState::Submitted).await;
    assert!(matches!(signed(&workspace, &submitted, 2).await, Err(WorkspaceError::NotNext)));
    let issue = signed(&workspace, &submitted, 1).await.unwrap();
    assert_eq!(issue.number(), Some((2026, 1)));
    assert_eq!(workspace.issue_file(&issue, "document.json").unwrap().unwrap(), b"{}");
    assert_eq!(workspace.issue_file(&issue, "document.pdf").unwrap(), None);
    assert_eq!(workspace.next_issue_number(("bulletin", "public"), 2026).await.unwrap(), 2);
    assert_eq!(workspace.next_issue_number(("bulletin", "public"), 2027).await.unwrap(), 1);
    assert_eq!(workspace.next_issue_number(("quality", "public"), 2026).await.unwrap(), 1);
    // A file that somebody changed is noticed, and never handed out.
    std::fs::write(folder.path().join("issues/0001/document.json"), "{1}").unwrap();
    assert!(workspace.issue_file(&issue, "document.json").is_err());
    let found = workspace.verify().await.unwrap();
    let wrong: Vec<&Part> =
        found.iter().filter(|finding| finding.wrong.is_some()).map(|f| &f.part).collect();
    assert!(matches!(wrong[..], [Part::Issue(_)]), "{wrong:?}");
}

#[tokio::test]
async fn there_is_one_open_issue_of_a_kind_and_one_issue_for_a_time_of_a_schedule() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = made(folder.path()).await;
    let at = |at| NewIssue { occasion: Some(("quarterly", at)), ..bulletin() };
    let first = workspace.draft_issue(&at("2026-01-05T08:00:00+08:00"), ACT).await.unwrap();
    let again = workspace.draft_issue(&at("2026-01-05T08:00:00+08:00"), ACT).await;
    assert!(matches!(again, Err(WorkspaceError::SameOccasion(1))));
    let other = workspace.draft_issue(&at("2026-04-05T08:00:00+08:00"), ACT).await;
    assert!(matches!(other, Err(WorkspaceError::OpenIssue(1))));
    let of_bureau = NewIssue { audience: "bureau", ..bulletin() };
    workspace.draft_issue(&of_bureau, ACT).await.unwrap();
    moved(&workspace, &first, IssueState::Discarded).await;
    workspace.draft_issue(&at("2026-04-05T08:00:00+08:00"), ACT).await.unwrap();
    // Discarded or not, the first time had its issue.
    let again = workspace.draft_issue(&at("2026-01-05T08:00:00+08:00"), ACT).await;
    assert!(matches!(again, Err(WorkspaceError::SameOccasion(1))));
}

#[tokio::test]
async fn a_correction_takes_the_place_of_what_it_corrects_when_it_is_sent_out() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = made(folder.path()).await;
    let first = dispatched(&workspace, &bulletin(), 1).await;
    assert_eq!(
        (first.state(), first.targets()),
        (IssueState::Dispatched, vec!["folder:out".into()])
    );
    let correction = NewIssue { corrects: Some(1), ..bulletin() };
    let second = dispatched(&workspace, &correction, 2).await;
    let first = workspace.issue(1).await.unwrap();
    assert_eq!((first.state(), second.state()), (IssueState::Corrected, IssueState::Dispatched));
    // What is no longer in force cannot be corrected again.
    assert!(workspace.draft_issue(&correction, ACT).await.is_err());
}

#[tokio::test]
async fn what_has_arrived_never_arrives_again() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = made(folder.path()).await;
    dispatched(&workspace, &bulletin(), 1).await;
    let note =
        async |state| workspace.note_delivery((1, "folder:out"), (state, ""), ACT).await.unwrap();
    assert!(note(DeliveryState::Begun).await);
    assert!(note(DeliveryState::Failed).await);
    assert!(note(DeliveryState::Done).await);
    assert!(!note(DeliveryState::Begun).await && !note(DeliveryState::Done).await);
    assert_eq!(workspace.deliveries().await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_lost_database_is_made_again_with_its_issues_and_texts() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = made(folder.path()).await;
    dispatched(&workspace, &bulletin(), 1).await;
    workspace
        .write_slots(("bulletin", "public"), &[("causes", "一是", "f".into())], ACT)
        .await
        .unwrap();
    workspace
        .write_slots(("bulletin", "public"), &[("causes", "二是", "g".into())], ACT)
        .await
        .unwrap();
    workspace.note_delivery((1, "folder:out"), (DeliveryState::Done, ""), ACT).await.unwrap();
    let known = async |workspace: &Workspace| {
        let issues = workspace.issues().await.unwrap();
        let texts = workspace.all_slot_texts().await.unwrap();
        (issues, texts, workspace.deliveries().await.unwrap())
    };
    let before = known(&workspace).await;
    assert_eq!(workspace.slot_texts("bulletin", "public").await.unwrap()["causes"].text, "二是");
    workspace.close().await;
    std::fs::remove_file(folder.path().join("talent.db")).unwrap();
    assert!(matches!(Workspace::open(folder.path()).await, Err(WorkspaceError::DatabaseLost(_))));
    Workspace::rebuild_database(folder.path()).await.unwrap();
    let workspace = Workspace::open(folder.path()).await.unwrap();
    assert_eq!(known(&workspace).await, before);
}
