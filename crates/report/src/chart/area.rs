//! What charts are drawn on.

use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, SVGBackend};

/// A part of the picture, with pixels counted from its upper left corner.
pub(super) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Drawing into a text cannot fail; plotters says it could.
pub(super) type Drawn = Result<(), Box<dyn std::error::Error>>;
