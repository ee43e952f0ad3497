//! Tables as yearbooks, databases and schools write them: their words, their structure, and the kinds of files that they
//! come in. Each test makes a file and says what is read of it.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests may")]

mod any;
mod lists;
mod tables;
mod words;
mod workbooks;
