//! Ways to warn that are held against each other.

use talent_domain::Lang;
use talent_simulate::RulePack;
use talent_warning::{Signal, WarningLevel};

/// A way to warn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    /// The level of this system is at least so grave.
    Level(WarningLevel),
    /// One signal of this system alone is adverse.
    Signal(Signal),
    /// A published rule says something against it.
    Published(RulePack),
    /// True openings per local entrant of last year below the balanced band; simulated cities alone.
    LastRatio,
}

/// The levels from which a subject counts as warned. Yellow is the one that is meant: from it on seats are frozen or cut.
const LEVELS: [WarningLevel; 3] = [WarningLevel::Blue, WarningLevel::Yellow, WarningLevel::Orange];

impl Method {
    /// All of them.
    pub(super) fn all() -> Vec<Self> {
        let levels = LEVELS.map(Self::Level).into_iter();
        let published = RulePack::ALL.map(Self::Published);
        let signals = Signal::all().map(Self::Signal);
        levels.chain(published).chain([Self::LastRatio]).chain(signals).collect()
    }

    pub(super) fn name(self, lang: Lang) -> String {
        match self {
            Self::Level(level) => match lang {
                Lang::Zh => format!("本系统：{}及以上", level.name(lang)),
                Lang::En => format!("this system: {} or graver", level.name(lang)),
            },
            Self::Signal(signal) => match lang {
                Lang::Zh => format!("单一信号 {}", signal.code()),
                Lang::En => format!("signal {} alone", signal.code()),
            },
            Self::Published(pack) => lang.pick(pack.names().0, pack.names().1).to_owned(),
            Self::LastRatio => {
                lang.pick("上年真实供求比<1/1.2", "true ratio of last year").to_owned()
            }
        }
    }
}
