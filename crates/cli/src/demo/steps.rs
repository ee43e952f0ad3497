//! The steps of the demonstration and how long each took.

use std::time::{Duration, Instant};

use indicatif::ProgressBar;

use crate::data::progress_bar;
use crate::table::line;

/// How many steps there are.
const STEPS: u64 = 5;

/// How long each step took, by its name.
pub(super) type Took = Vec<(&'static str, Duration)>;

/// The steps done so far.
pub(super) struct Steps {
    /// Drawn on a terminal only.
    bar: ProgressBar,
    /// When the step under way began.
    begun: Instant,
    /// Those that have ended, in their order.
    done: Took,
}

impl Steps {
    /// Begins the first step.
    pub(super) fn begin() -> Self {
        Self { bar: progress_bar(STEPS), begun: Instant::now(), done: Vec::new() }
    }

    /// Ends a step, and begins the next. Without a terminal to draw a bar on, a line says so.
    pub(super) fn end(&mut self, name: &'static str) {
        self.done.push((name, self.begun.elapsed()));
        self.begun = Instant::now();
        self.bar.set_message(name);
        self.bar.inc(1);
        if self.bar.is_hidden() {
            line(&format!("✓ {name}"));
        }
    }

    /// Takes the bar away.
    /// What it returns has one entry per step that ended.
    pub(super) fn finish(self) -> Took {
        self.bar.finish_and_clear();
        self.done
    }
}
