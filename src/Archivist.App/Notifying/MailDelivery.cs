using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Archivist.Operations.Configuration;
using Archivist.Operations.Notifying.Messages;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Archivist.App.Notifying;

/// <summary>Sends notifications as mail. Thread-safe.</summary>
/// <param name="clock">The date of the mail.</param>
internal sealed class MailDelivery(TimeProvider clock)
{
    /// <summary>Sends one mail to all recipients of a target; refused by one of them, it goes to none.</summary>
    internal async Task<string> DeliverAsync(NotifyTarget.Smtp target, Notification notification, SecretSources secrets, CancellationToken cancellationToken)
    {
        var password = target.Password is { } reference ? Encoding.UTF8.GetString((await reference.ResolveAsync(secrets, cancellationToken)).Span) : null;
        using var message = Compose(target, notification);
        using var client = new SmtpClient();
        // Authorities of one's own publish no lists of revoked certificates, and a machine without a way to others must still be able to send.
        client.CheckCertificateRevocation = false;
        if (target.CaCertificate is { } authorities)
            Trust(client, authorities);
        try
        {
            await client.ConnectAsync(target.Host, target.Port, SecurityOf(target.Security), cancellationToken);
            if (password is not null)
                await client.AuthenticateAsync(Encoding.UTF8, target.User!, password, cancellationToken);
            var answer = await client.SendAsync(message, cancellationToken);
            await client.DisconnectAsync(quit: true, cancellationToken);
            return answer;
        }
        catch (Exception cause) when (cause is SmtpCommandException or MailKit.Security.AuthenticationException or NotSupportedException)
        {
            throw new ArchivistException(new NotificationRefused(target.Name, OneLine(cause.Message)), cause);
        }
        catch (Exception cause) when (cause is ProtocolException or ServiceNotConnectedException or SocketException or IOException or SslHandshakeException)
        {
            throw new ArchivistException(new NotifyTargetUnreachable(target.Name, new Cause.Detail(OneLine(cause.Message))), cause);
        }
    }

    private MimeMessage Compose(NotifyTarget.Smtp target, Notification notification)
    {
        var message = new MimeMessage
        {
            Subject = notification.Title,
            Date = clock.GetUtcNow(),
            MessageId = $"{notification.Id}@{notification.Archive}.archivist.invalid",
            Body = new TextPart("plain") { Text = notification.Text + "\n" },
        };
        message.From.Add(new MailboxAddress("Archivist", target.From));
        message.To.AddRange(target.Recipients.Select(recipient => new MailboxAddress(null, recipient)));
        // No answer that is sent automatically comes back (RFC 3834), and programs for mail show an incident as one conversation.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (notification.Incident is { } incident)
            message.References.Add($"incident-{incident.Id}@{notification.Archive}.archivist.invalid");
        return message;
    }

    private static SecureSocketOptions SecurityOf(MailSecurity security) => security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Implicit => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };

    private static void Trust(SmtpClient client, string authorities)
    {
        var trusted = new X509Certificate2Collection();
        try
        {
            trusted.ImportFromPemFile(authorities);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new ArchivistException(new CertificateUnreadable(authorities, Cause.Of(cause)), cause);
        }

        client.ServerCertificateValidationCallback = (_, certificate, presented, errors) =>
        {
            if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) is not SslPolicyErrors.None)
                return false;
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
            foreach (var element in presented?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
                chain.ChainPolicy.ExtraStore.Add(element.Certificate);
            using var copy = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
            return chain.Build(copy);
        };
    }

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).TrimEnd('.');
}
