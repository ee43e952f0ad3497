//! Counties on a map, shaded by how many students their schools have.

use plotters::prelude::{BLACK, PathElement, Polygon, RGBColor, Rectangle, Text, WHITE};
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};
use talent_domain::Lang;
use talent_outlook::{EnrolmentOutlook, Outlook};

use super::area::{Area, Drawn};
use super::borders::{Borders, RegionBorder};
use super::colour::GREY;
use super::frame::{EDGE, Frame};
use super::label::{label, label_at};
use super::look::Look;
use super::picture::Chart;
use crate::wording::figures::whole;

/// From few students to many.
const SHADES: [RGBColor; 4] = [
    RGBColor(222, 235, 247),
    RGBColor(158, 202, 225),
    RGBColor(66, 146, 198),
    RGBColor(8, 81, 156),
];
/// Of counties without a school that reports.
const NONE: RGBColor = RGBColor(246, 246, 246);
/// Height of the key below the map, pixels.
const KEY: i32 = 30;

/// Students by county on the given borders, in four shades of a quarter of the counties each. Regions of the borders that are
/// no county of the city are left out; `None` where none is one.
pub fn county_map(outlook: &Outlook, borders: &Borders, look: impl Into<Look>) -> Option<Chart> {
    let look = look.into();
    let counties: Vec<(&RegionBorder, Option<f64>, &str)> = borders
        .regions
        .iter()
        .filter_map(|region| {
            let found = outlook.enrolment.iter().find(|group| region.is_of(group));
            let students = found.and_then(|group| Some(group.students.last()?.value));
            // A county of the city has its code below the city's; names alone are known by their schools.
            let city = outlook.meta.region.as_str().trim_end_matches('0');
            let is_own = !region.code.is_empty() && region.code.starts_with(city);
            (found.is_some() || is_own).then_some((region, students, name_of(region, found)))
        })
        .collect();
    let map = Map::around(counties.iter().map(|(region, ..)| *region), look)?;
    let lang = look.lang;
    let title = match lang {
        Lang::Zh => format!("{}各县（市、区）职业学校在校生", outlook.meta.city),
        Lang::En => format!("{}: students by county", outlook.meta.city),
    };
    let legend = lang.pick(
        "按学校所在地；颜色越深，在校生越多；浅灰：没有报送数据的学校",
        "by where schools are; the darker, the more students; pale grey: no school reports",
    );
    let frame = Frame::of_outlook(outlook, title, legend, map.height + KEY, look);
    let edges = edges(counties.iter().filter_map(|(_, students, _)| *students));
    Some(frame.draw_marked(|area, marks| {
        for (region, students, _) in &counties {
            map.draw(area, region, shade(*students, &edges))?;
        }
        for (region, students, name) in &counties {
            let at = map.label_of(region);
            let dark = shade(*students, &edges).0 < 100;
            let colour = if dark { WHITE } else { BLACK };
            let text = |size, down| label_at(size, colour, HPos::Center, down);
            area.draw(&Text::new((*name).to_owned(), at, text(13, VPos::Bottom)))?;
            let number = students.map_or_else(String::new, whole);
            area.draw(&Text::new(number.clone(), (at.0, at.1 + 2), text(12, VPos::Top)))?;
            let told = students.map_or_else(
                || format!("{name}：{}", lang.pick("没有数据", "no figures")),
                |_| format!("{name}：{number}"),
            );
            marks.add(area, [(at.0 - 30, at.1 - 16), (at.0 + 30, at.1 + 18)], told);
        }
        draw_key(area, map.height, &edges)
    }))
}

/// The name that is written: that of the file, else of the list.
fn name_of<'a>(region: &'a RegionBorder, group: Option<&'a EnrolmentOutlook>) -> &'a str {
    if region.name.is_empty() { group.map_or("", |group| &group.name) } else { &region.name }
}

/// The numbers that the shades reach: a quarter of the counties with students each.
fn edges(counties: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut students: Vec<f64> = counties.filter(|students| *students > 0.0).collect();
    students.sort_by(f64::total_cmp);
    let count = students.len();
    let at = |quarter: usize| students.get((quarter * count).div_ceil(SHADES.len()).max(1) - 1);
    let mut edges: Vec<f64> = (1..=SHADES.len()).filter_map(at).copied().collect();
    edges.dedup();
    edges
}

fn shade(students: Option<f64>, edges: &[f64]) -> RGBColor {
    let Some(students) = students.filter(|students| *students > 0.0) else { return NONE };
    let step = edges.iter().position(|edge| students <= *edge).unwrap_or_default();
    // The last edge is always the darkest.
    SHADES.get(step + SHADES.len() - edges.len()).copied().unwrap_or(SHADES[SHADES.len() - 1])
}

/// The shades with the numbers that they reach.
fn draw_key(area: &Area<'_>, top: i32, edges: &[f64]) -> Drawn {
    for (at, edge) in edges.iter().enumerate() {
        let left = 120 * at as i32;
        let colour = shade(Some(*edge), edges);
        area.draw(&Rectangle::new([(left, top + 8), (left + 22, top + 22)], colour.filled()))?;
        let text = format!("≤ {}", whole(*edge));
        area.draw(&Text::new(text, (left + 28, top + 8), label(13, GREY)))?;
    }
    Ok(())
}

/// From degrees to pixels: lengths from west to east are shortened by the cosine of the middle latitude.
struct Map {
    west: f64,
    north: f64,
    /// Pixels of a degree of longitude and of latitude.
    scale: (f64, f64),
    /// Pixels left of the map, so that it stands in the middle.
    left: f64,
    height: i32,
}

impl Map {
    fn around<'a>(regions: impl Iterator<Item = &'a RegionBorder>, look: Look) -> Option<Self> {
        let points: Vec<(f64, f64)> =
            regions.flat_map(|r| r.rings.iter().flatten()).copied().collect();
        let ends = |of: fn(&(f64, f64)) -> f64| {
            let values = points.iter().map(of);
            let low = values.clone().fold(f64::INFINITY, f64::min);
            (low, values.fold(f64::NEG_INFINITY, f64::max))
        };
        let ((west, east), (south, north)) = (ends(|p| p.0), ends(|p| p.1));
        let narrowing = south.midpoint(north).to_radians().cos();
        let (wide, high) = ((east - west) * narrowing, north - south);
        if !(wide > 0.0 && high > 0.0) {
            return None;
        }
        let room = f64::from(look.width) - 2.0 * f64::from(EDGE);
        let most = if look.is_narrow() { 360.0 } else { 480.0 };
        let pixels = (room / wide).min(most / high);
        Some(Self {
            west,
            north,
            scale: (pixels * narrowing, pixels),
            left: (room - wide * pixels) / 2.0,
            height: (high * pixels).ceil() as i32,
        })
    }

    fn pixel(&self, (longitude, latitude): (f64, f64)) -> (i32, i32) {
        let x = self.left + (longitude - self.west) * self.scale.0;
        let y = (self.north - latitude) * self.scale.1;
        (x.round() as i32, y.round() as i32)
    }

    fn draw(&self, area: &Area<'_>, region: &RegionBorder, colour: RGBColor) -> Drawn {
        for ring in &region.rings {
            let points: Vec<(i32, i32)> = ring.iter().map(|point| self.pixel(*point)).collect();
            area.draw(&Polygon::new(points.clone(), colour.filled()))?;
            area.draw(&PathElement::new(points, GREY.stroke_width(1)))?;
        }
        Ok(())
    }

    /// The middle of the largest part of a region.
    fn label_of(&self, region: &RegionBorder) -> (i32, i32) {
        let middles = region.rings.iter().map(|ring| middle(ring));
        let largest = middles.max_by(|a, b| a.1.total_cmp(&b.1));
        largest.map_or((0, 0), |(point, _)| self.pixel(point))
    }
}

/// Centroid and area of a ring; the mean of its points where it has no area.
fn middle(ring: &[(f64, f64)]) -> ((f64, f64), f64) {
    let next = ring.iter().skip(1).chain(ring.first());
    let (mut twice, mut x, mut y) = (0.0, 0.0, 0.0);
    for ((x0, y0), (x1, y1)) in ring.iter().zip(next) {
        let cross = x0 * y1 - x1 * y0;
        twice += cross;
        x += (x0 + x1) * cross;
        y += (y0 + y1) * cross;
    }
    if twice.abs() < 1e-12 {
        let n = ring.len().max(1) as f64;
        let sum = ring.iter().fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
        return ((sum.0 / n, sum.1 / n), 0.0);
    }
    ((x / (3.0 * twice), y / (3.0 * twice)), twice.abs() / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_square_is_its_middle() {
        let square = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0)];
        let (point, area) = middle(&square);
        assert!((point.0 - 1.0).abs() < 1e-9 && (point.1 - 1.0).abs() < 1e-9);
        assert!((area - 4.0).abs() < 1e-9);
    }

    #[test]
    fn a_quarter_of_the_counties_has_each_shade_and_nobody_is_pale() {
        let edges =
            edges([1.0, 95.0, 200.0, 535.0, 0.0, 850.0, 2815.0, 5840.0, 12455.0].into_iter());
        assert_eq!(edges, [95.0, 535.0, 2815.0, 12455.0]);
        assert_eq!(shade(Some(12455.0), &edges), SHADES[3]);
        assert_eq!(shade(Some(200.0), &edges), SHADES[1]);
        assert_eq!(shade(Some(0.0), &edges), NONE);
        assert_eq!(shade(None, &edges), NONE);
        let few = super::edges([7.0].into_iter());
        assert_eq!(shade(Some(7.0), &few), SHADES[3]);
    }
}
