//! Tests that need more than one crate, in one binary: a folder or file a subject.

mod city;
mod outlook;
