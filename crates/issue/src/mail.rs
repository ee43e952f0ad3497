//! An issue by mail, handed to a relay of the machine or its network.
//!
//! Nothing is encrypted on the way to the relay and no password is sent: the relay, such as the mail system of the machine
//! itself, does both where letters leave the house.

use std::time::Duration;

use lettre::message::header::ContentType;
use lettre::message::{Attachment, MultiPart, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use talent_workspace::DeliveryConfig;

/// How long the relay may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A letter about an issue.
pub(crate) struct Letter<'a> {
    pub(crate) to: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) text: String,
    /// The PDF and the name of its file.
    pub(crate) file: Option<(String, Vec<u8>)>,
    /// The same for the same issue and address: a relay or reader that gets it twice can tell.
    pub(crate) id: String,
}

/// Sends a letter; an error says why not.
pub(crate) async fn send(config: &DeliveryConfig, letter: Letter<'_>) -> Result<(), String> {
    let said = |error: &dyn std::fmt::Display| error.to_string();
    let text = SinglePart::plain(letter.text);
    let parts = MultiPart::mixed().singlepart(text);
    let parts = match letter.file {
        Some((name, bytes)) => {
            let kind = ContentType::parse("application/pdf").map_err(|error| said(&error))?;
            parts.singlepart(Attachment::new(name).body(bytes, kind))
        }
        None => parts,
    };
    let domain = config.sender.rsplit('@').next().unwrap_or("localhost").trim_end_matches('>');
    let message = Message::builder()
        .from(config.sender.parse().map_err(|error| said(&error))?)
        .to(letter.to.parse().map_err(|error| said(&error))?)
        .message_id(Some(format!("<{}@{domain}>", letter.id)))
        .subject(letter.subject)
        .multipart(parts)
        .map_err(|error| said(&error))?;
    let (host, port) = relay(&config.relay);
    let transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
        .port(port)
        .timeout(Some(PATIENCE))
        .build();
    transport.send(message).await.map_err(|error| said(&error))?;
    Ok(())
}

/// `host` or `host:port` as host and port.
fn relay(text: &str) -> (&str, u16) {
    match text.rsplit_once(':').map(|(host, port)| (host, port.parse())) {
        Some((host, Ok(port))) => (host, port),
        _ => (text, 25),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relay_is_a_host_with_or_without_a_port() {
        assert_eq!(relay("127.0.0.1"), ("127.0.0.1", 25));
        assert_eq!(relay("mail.example.org:2525"), ("mail.example.org", 2525));
    }
}
