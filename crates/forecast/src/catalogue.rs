//! The names of all methods of the kernel, found by the name that records keep.

use crate::auto::members::MEMBERS;
use crate::method::Method;
use crate::name::MethodName;

/// The names of the members of [`Contest::Auto`](crate::Contest::Auto), then those of every
/// [`Method`].
fn names() -> impl Iterator<Item = MethodName> {
    MEMBERS.iter().map(|member| member.name).chain(Method::ALL.map(Method::names))
}

/// The Chinese and English name of the method that records call `name`: a member of the weighted
/// mean or a [`Method`]. `None` for candidates that the kernel does not know.
///
/// ```
/// assert_eq!(talent_forecast::method_name("global").map(|name| name.zh), Some("跨序列学习"));
/// assert_eq!(talent_forecast::method_name("oracle"), None);
/// ```
pub fn method_name(name: &str) -> Option<MethodName> {
    names().find(|known| known.en == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_method_goes_without_a_name_in_either_language() {
        for name in names() {
            assert!(!name.en.is_empty() && !name.zh.is_empty(), "{name:?}");
            assert!(!name.en.is_ascii() || name.en == name.en.to_lowercase(), "{name:?}");
            // A name means one method only, also where it stands in both tables.
            assert_eq!(method_name(name.en), Some(name));
        }
    }
}
