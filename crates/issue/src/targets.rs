//! Where issues go to.
//!
//! Folder and addresses of the settings are the public's: what is for the bureau alone goes to none of them.

use talent_domain::Lang;
use talent_workspace::Config;

/// What stands before a folder, an address, and either of them where it is told that an issue was withdrawn.
const FOLDER: &str = "folder:";
const MAIL: &str = "mail:";
const WITHDRAWN: &str = "withdrawn:";

/// Where issues go to by the settings: `folder:PATH` and `mail:ADDRESS`.
pub fn targets_of(config: &Config) -> Vec<String> {
    let delivery = &config.delivery;
    let folder = (!delivery.folder.is_empty()).then(|| format!("{FOLDER}{}", delivery.folder));
    let mail = delivery.mail.iter().map(|address| format!("{MAIL}{address}"));
    folder.into_iter().chain(mail).collect()
}

/// The target that is told that an issue was withdrawn, where the issue itself went.
pub(crate) fn of_withdrawal(target: &str) -> String {
    format!("{WITHDRAWN}{target}")
}

/// A target, read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place<'a> {
    Folder(&'a str),
    Mail(&'a str),
}

/// Whether a target is told of a withdrawal, and where it is.
pub(crate) fn place(target: &str) -> (bool, Place<'_>) {
    let (is_withdrawal, target) = match target.strip_prefix(WITHDRAWN) {
        Some(target) => (true, target),
        None => (false, target),
    };
    let folder = target.strip_prefix(FOLDER).map(Place::Folder);
    let mail = || Place::Mail(target.strip_prefix(MAIL).unwrap_or(target));
    (is_withdrawal, folder.unwrap_or_else(mail))
}

/// A target as people read it, `文件夹 out`.
pub fn target_name(target: &str, lang: Lang) -> String {
    let (is_withdrawal, place) = place(target);
    let place = match place {
        Place::Folder(path) => format!("{} {path}", lang.pick("文件夹", "folder")),
        Place::Mail(address) => format!("{} {address}", lang.pick("邮箱", "mail")),
    };
    match (is_withdrawal, lang) {
        (false, _) => place,
        (true, Lang::Zh) => format!("{place}（撤销通知）"),
        (true, Lang::En) => format!("{place} (word of the withdrawal)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_reads_as_what_it_is() {
        let withdrawn = of_withdrawal("mail:a@example.org");
        assert_eq!(place(&withdrawn), (true, Place::Mail("a@example.org")));
        assert_eq!(target_name("folder:out", Lang::Zh), "文件夹 out");
        assert_eq!(target_name(&withdrawn, Lang::Zh), "邮箱 a@example.org（撤销通知）");
    }
}
