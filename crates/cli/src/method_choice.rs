//! Which method forecasts a panel: one by its name, or the kernel's own choice.
//!
//! `auto` weighs all methods by how they did in a rolling back-test of the panel.

use talent_domain::Lang;
use talent_forecast::{Candidate, Contest, Method};

/// The name of the kernel's own choice.
const AUTO: &str = "auto";

/// A method as it was asked for.
#[derive(Debug)]
pub(crate) struct MethodChoice {
    /// The name that it was asked for by.
    pub(crate) name: String,
    /// `None` for the kernel's own choice.
    method: Option<Method>,
}

impl MethodChoice {
    /// The choice of this name; `None` once it is told which names there are.
    pub(crate) fn named_or_tell(name: &str, lang: Lang) -> Option<Self> {
        let method = Method::from_name(name);
        if method.is_none() && name != AUTO {
            let names: Vec<&str> = Method::ALL.iter().map(Candidate::name).collect();
            let use_one = lang.pick("可用", "use one of");
            tell!("--method {name}：{use_one} {AUTO}、{}", names.join("、"));
            return None;
        }
        Some(Self { name: name.to_owned(), method })
    }

    /// Who takes part in the forecast.
    /// One method alone, or all of them against each other.
    pub(crate) fn contest(&self) -> Contest<'_> {
        self.method.as_ref().map_or(Contest::Auto(&[]), |method| Contest::One(method))
    }
}
