//! Rows of a manifest, put into an empty database with the numbers that they have.

use sqlx::{SqliteConnection, query};

use super::failure::failed;
use crate::WorkspaceError;
use crate::manifest::Manifest;
use crate::record::{FileRecord, RunRecord, VintageRecord};

type Written = Result<(), WorkspaceError>;

pub(super) async fn add_manifest(on: &mut SqliteConnection, manifest: &Manifest) -> Written {
    for vintage in &manifest.vintages {
        add_vintage(on, vintage).await?;
    }
    let mut ordinal = (0, 0);
    for file in &manifest.files {
        let next = if ordinal.0 == file.vintage { ordinal.1 + 1 } else { 0 };
        ordinal = (file.vintage, next);
        add_file(on, file, next).await?;
    }
    for run in &manifest.runs {
        add_run(on, run).await?;
    }
    for publication in &manifest.publications {
        let sql = "INSERT INTO publications (id, run, at, actor) VALUES (?, ?, ?, ?)";
        let statement = query(sql)
            .bind(publication.id)
            .bind(publication.run)
            .bind(&publication.at)
            .bind(&publication.actor);
        statement.execute(&mut *on).await.map_err(failed)?;
    }
    for event in &manifest.events {
        let sql = "INSERT INTO events (at, actor, kind, detail) VALUES (?, ?, ?, ?)";
        let statement =
            query(sql).bind(&event.at).bind(&event.actor).bind(&event.kind).bind(&event.detail);
        statement.execute(&mut *on).await.map_err(failed)?;
    }
    Ok(())
}

async fn add_vintage(on: &mut SqliteConnection, vintage: &VintageRecord) -> Written {
    let statement = query(
        "INSERT INTO vintages (id, created_at, actor, observations, revised, parquet_hash, \
         lists_hash, parent, withdrawn_at, withdrawn_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(vintage.id)
    .bind(&vintage.created_at)
    .bind(&vintage.actor)
    .bind(vintage.observations)
    .bind(vintage.revised)
    .bind(&vintage.parquet_hash)
    .bind(&vintage.lists_hash)
    .bind(vintage.parent)
    .bind(&vintage.withdrawn_at)
    .bind(&vintage.withdrawn_by);
    statement.execute(on).await.map_err(failed)?;
    Ok(())
}

async fn add_file(on: &mut SqliteConnection, file: &FileRecord, ordinal: i64) -> Written {
    let sql = "INSERT INTO files (vintage, ordinal, name, hash, templates, rows, actor) \
               VALUES (?, ?, ?, ?, ?, ?, ?)";
    let statement = query(sql)
        .bind(file.vintage)
        .bind(ordinal)
        .bind(&file.name)
        .bind(&file.hash)
        .bind(&file.templates)
        .bind(file.rows)
        .bind(&file.actor);
    statement.execute(on).await.map_err(failed)?;
    Ok(())
}

async fn add_run(on: &mut SqliteConnection, run: &RunRecord) -> Written {
    let statement = query(
        "INSERT INTO runs (id, created_at, actor, vintage, seed, draws, horizon, version, policy, \
         fingerprint, outlook_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(run.id)
    .bind(&run.created_at)
    .bind(&run.actor)
    .bind(run.vintage)
    .bind(run.seed)
    .bind(run.draws)
    .bind(run.horizon)
    .bind(&run.version)
    .bind(&run.policy)
    .bind(&run.fingerprint)
    .bind(&run.outlook_hash);
    statement.execute(on).await.map_err(failed)?;
    Ok(())
}
