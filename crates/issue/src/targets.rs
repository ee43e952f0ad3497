//! Where issues go to.
//!
//! Folder and addresses of the settings are the public's: what is for the bureau alone goes to none of them.

use talent_workspace::Config;

/// Where issues go to by the settings: `folder:PATH` and `mail:ADDRESS`.
pub fn targets_of(config: &Config) -> Vec<String> {
    let delivery = &config.delivery;
    let folder = (!delivery.folder.is_empty()).then(|| format!("folder:{}", delivery.folder));
    let mail = delivery.mail.iter().map(|address| format!("mail:{address}"));
    folder.into_iter().chain(mail).collect()
}
