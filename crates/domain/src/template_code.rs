//! The codes of the templates. A new template is one line of the table below.

use serde::{Deserialize, Serialize};

use crate::Lang;

macro_rules! templates {
    ($($code:ident = $zh:literal, $en:literal;)*) => {
        /// The code of a template: T0 to T7 hold figures, C1 to C11 code lists, P1 to P7 lists of parameters and
        /// actions.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum TemplateCode {
            $(#[doc = $zh] $code,)*
        }

        impl TemplateCode {
            /// Every template.
            pub const ALL: &'static [Self] = &[$(Self::$code),*];

            /// The code as written in files.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$code => stringify!($code),)*
                }
            }

            /// Its name, without the code.
            pub fn name(self, lang: Lang) -> &'static str {
                match self {
                    $(Self::$code => lang.pick($zh, $en),)*
                }
            }
        }
    };
}

templates! {
    T0 = "地区年度指标", "yearly regional figures";
    T1 = "毕业生就业质量", "employment quality of graduates";
    T2 = "招生与在校生", "intake and enrolment";
    T3 = "专业设置与布点", "programmes and where they are offered";
    T4 = "产业产出与用工", "output and employment of industries";
    T5 = "企业用工需求", "posts that enterprises ask to fill";
    T6 = "行业组织预测意见", "estimates of industry bodies";
    T7 = "新录用人员培训补贴", "newly hired persons whose training was subsidised";
    C1 = "学校代码表", "schools";
    C2 = "专业代码表", "programmes";
    C3 = "行业代码表", "industries";
    C4 = "地区代码表", "regions";
    C5 = "专业类与行业对应表", "programme classes to industries";
    C6 = "预警规则库", "published warning rules";
    C7 = "控制专业名单", "control list of programmes";
    C8 = "行业职业构成表", "staffing pattern of industries";
    C9 = "职业与专业类对应表", "occupations to programme classes";
    C10 = "专业代码沿革表", "programmes of former catalogues";
    C11 = "最缺工职业表", "occupations that employers lack most";
    P1 = "职业参数表", "parameters of occupations";
    P2 = "法定退休年龄表", "statutory retirement ages";
    P3 = "重大项目与关停清单", "planned projects and closures";
    P4 = "年龄构成与退出表", "workers and exits by age";
    P5 = "职业从业人员表", "workers by occupation";
    P6 = "措施落实表", "measures and how far they have come";
    P7 = "周边地区表", "neighbouring regions that count";
}

impl TemplateCode {
    /// The template with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|template| template.code() == code)
    }

    /// Whether it is a list of codes or parameters, which is replaced as a whole.
    pub fn is_list(self) -> bool {
        !self.code().starts_with('T')
    }

    /// Code and name.
    pub fn title(self, lang: Lang) -> String {
        format!("{} {}", self.code(), self.name(lang))
    }
}
