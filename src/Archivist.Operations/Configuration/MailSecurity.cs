namespace Archivist.Operations.Configuration;

/// <summary>How a connection to a mail server is encrypted.</summary>
internal enum MailSecurity
{
    /// <summary>STARTTLS (RFC 3207), without which nothing is sent.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314).</summary>
    Implicit,

    /// <summary>Not at all: for a server on this machine only.</summary>
    None,
}
