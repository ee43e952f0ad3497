//! Borders of regions, as a map service gives them (GeoJSON, RFC 7946).

use serde_json::Value;
use talent_domain::Group;
use talent_outlook::{EnrolmentOutlook, Outlook};

/// More points than any map of a city needs.
const MOST_POINTS: usize = 500_000;

/// Borders of regions. Where they come from, and that they may be shown, is for whoever gives them to see to.
#[derive(Debug, Clone, PartialEq)]
pub struct Borders {
    pub(super) regions: Vec<RegionBorder>,
}

/// The border of one region.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RegionBorder {
    /// Its code; empty where the file has none.
    pub(super) code: String,
    /// Its name; empty where the file has none.
    pub(super) name: String,
    /// Rings of longitude and latitude in degrees: outer borders and holes alike.
    pub(super) rings: Vec<Vec<(f64, f64)>>,
}

impl RegionBorder {
    /// Whether it is the border of a county, by its code or by its name.
    pub(super) fn is_of(&self, group: &EnrolmentOutlook) -> bool {
        let Group::County(code) = &group.of else { return false };
        code.as_str() == self.code || group.name == self.name
    }
}

/// What is wrong with a file of borders.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BordersError {
    /// It is no JSON.
    #[error("不是 JSON：{0} (it is no JSON)")]
    NoJson(String),
    /// It holds no regions.
    #[error(
        "应为 GeoJSON 的 FeatureCollection，每个县（市、区）一个 Feature (a FeatureCollection of GeoJSON is wanted, a Feature for each county)"
    )]
    NoRegions,
    /// A region cannot be read.
    #[error("第 {feature} 个 Feature：{what} (feature {feature} cannot be read)")]
    Region {
        /// Which, counted from 1.
        feature: usize,
        /// What is wrong.
        what: &'static str,
    },
    /// It is too detailed.
    #[error(
        "边界点超过 {MOST_POINTS} 个，请先简化 (more than {MOST_POINTS} points: simplify them first)"
    )]
    TooMany,
}

impl Borders {
    /// Counties of the city with schools that have no border here, and those that have several.
    pub fn compared(&self, outlook: &Outlook) -> (Vec<String>, Vec<String>) {
        let counties = outlook.enrolment.iter().filter(|g| matches!(g.of, Group::County(_)));
        let (mut missing, mut several) = (Vec::new(), Vec::new());
        for county in counties {
            match self.regions.iter().filter(|region| region.is_of(county)).count() {
                0 => missing.push(county.name.clone()),
                1 => {}
                _ => several.push(county.name.clone()),
            }
        }
        (missing, several)
    }

    /// Reads borders: Features of Polygons and MultiPolygons, each with its code (`code` or `adcode`) or its name (`name`).
    ///
    /// # Errors
    ///
    /// The first Feature that cannot be read.
    pub fn parse(text: &str) -> Result<Self, BordersError> {
        let text = text.trim_start_matches('\u{feff}');
        let whole: Value =
            serde_json::from_str(text).map_err(|error| BordersError::NoJson(error.to_string()))?;
        let features = whole.get("features").and_then(Value::as_array);
        let features = features.filter(|features| !features.is_empty());
        let features = features.ok_or(BordersError::NoRegions)?;
        let regions = features.iter().enumerate().map(|(at, feature)| {
            region(feature).map_err(|what| BordersError::Region { feature: at + 1, what })
        });
        let regions: Vec<RegionBorder> = regions.collect::<Result<_, _>>()?;
        let points = regions.iter().flat_map(|region| &region.rings).map(Vec::len).sum::<usize>();
        if points > MOST_POINTS { Err(BordersError::TooMany) } else { Ok(Self { regions }) }
    }
}

fn region(feature: &Value) -> Result<RegionBorder, &'static str> {
    let property = |names: &[&str]| {
        let found = names.iter().find_map(|name| feature.get("properties")?.get(*name));
        match found {
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        }
    };
    let (code, name) = (property(&["code", "adcode"]), property(&["name"]));
    if code.is_empty() && name.is_empty() {
        return Err("没有 code、adcode 或 name 属性");
    }
    let geometry = feature.get("geometry").ok_or("没有 geometry")?;
    let kind = geometry.get("type").and_then(Value::as_str);
    let parts = geometry.get("coordinates").and_then(Value::as_array).ok_or("没有 coordinates")?;
    let rings = match kind {
        Some("Polygon") => rings(parts)?,
        Some("MultiPolygon") => {
            let mut all = Vec::new();
            for polygon in parts {
                all.extend(rings(polygon.as_array().ok_or("坐标的层次不对")?)?);
            }
            all
        }
        _ => return Err("geometry 应为 Polygon 或 MultiPolygon"),
    };
    if rings.is_empty() { Err("没有边界线") } else { Ok(RegionBorder { code, name, rings }) }
}

fn rings(polygon: &[Value]) -> Result<Vec<Vec<(f64, f64)>>, &'static str> {
    let ring = |ring: &Value| {
        let points = ring.as_array().ok_or("坐标的层次不对")?.iter().map(point);
        let points: Vec<(f64, f64)> = points.collect::<Result<_, _>>()?;
        if points.len() < 4 { Err("一条边界线至少要有 4 个点") } else { Ok(points) }
    };
    polygon.iter().map(ring).collect()
}

fn point(point: &Value) -> Result<(f64, f64), &'static str> {
    let at = |index: usize| point.get(index).and_then(Value::as_f64);
    let (longitude, latitude) = at(0).zip(at(1)).ok_or("坐标应为 [经度, 纬度]")?;
    let is_place = (-180.0..=180.0).contains(&longitude) && (-85.0..=85.0).contains(&latitude);
    if is_place {
        Ok((longitude, latitude))
    } else {
        Err("坐标不是经纬度（单位为度）")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(geometry: &str) -> Result<Borders, BordersError> {
        Borders::parse(&format!(
            r#"{{"type":"FeatureCollection","features":[{{"properties":{{"adcode":141002,"name":"尧都区"}},"geometry":{geometry}}}]}}"#
        ))
    }

    #[test]
    fn polygons_and_several_of_them_are_read() {
        let one = of(r#"{"type":"Polygon","coordinates":[[[111,36],[112,36],[112,37],[111,36]]]}"#);
        let region = one.unwrap().regions.remove(0);
        assert_eq!((region.code.as_str(), region.name.as_str()), ("141002", "尧都区"));
        assert_eq!(region.rings[0][1], (112.0, 36.0));
        let two = of(
            r#"{"type":"MultiPolygon","coordinates":[[[[1,2],[3,2],[3,4],[1,2]]],[[[5,6],[7,6],[7,8],[5,6]]]]}"#,
        );
        assert_eq!(two.unwrap().regions[0].rings.len(), 2);
    }

    #[test]
    fn what_is_no_border_is_told_by_its_feature() {
        for wrong in [
            r#"{"type":"Point","coordinates":[1,2]}"#,
            r#"{"type":"Polygon","coordinates":[[[111,36],[112,36]]]}"#,
            r#"{"type":"Polygon","coordinates":[[[37000000,36],[112,36],[112,37],[111,36]]]}"#,
            r#"{"type":"Polygon","coordinates":[7]}"#,
            r#"{"type":"MultiPolygon","coordinates":[[]]}"#,
        ] {
            let error = of(wrong).unwrap_err();
            assert!(matches!(error, BordersError::Region { feature: 1, .. }), "{wrong}: {error}");
        }
        assert!(matches!(Borders::parse("{"), Err(BordersError::NoJson(_))));
        assert_eq!(Borders::parse("{}"), Err(BordersError::NoRegions));
    }
}
