//! Tests that need more than one crate, in one binary: a file a subject.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::panic, reason = "tests may")]

mod api;
mod balance;
mod charts;
mod city;
mod datasets;
mod disclosure;
mod documents;
mod enrolment;
mod forms;
mod ingest;
mod issues;
mod levels;
mod outlook;
mod plan;
mod simulated;
mod store;
mod trace;
