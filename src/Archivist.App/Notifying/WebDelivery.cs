using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Archivist.Operations.Configuration;
using Archivist.Operations.Notifying.Messages;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Http;

namespace Archivist.App.Notifying;

/// <summary>Brings notifications to web servers: Standard Webhooks, ntfy and Healthchecks. Follows no redirect: what is sent is for the host that was named. Thread-safe.</summary>
/// <param name="clock">The time that signatures carry.</param>
internal sealed class WebDelivery(TimeProvider clock)
{
    private const string SecretPrefix = "whsec_";

    /// <summary>ntfy makes a file of a longer message.</summary>
    private const int LongestMessage = 3_900;

    /// <summary>What of an answer is worth quoting, in bytes.</summary>
    private const int LongestAnswer = 120;

    /// <summary>Posts the notification as JSON, signed with HMAC-SHA256 (standardwebhooks.com, "Signature scheme").</summary>
    internal async Task<string> PostAsync(NotifyTarget.Webhook target, Notification notification, SecretSources secrets, CancellationToken cancellationToken)
    {
        var key = await ReadKeyAsync(target, secrets, cancellationToken);
        var body = NotificationDocument.ToBytes(notification);
        var time = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, await target.Address.ResolveAsync(target.Name, secrets, cancellationToken)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", notification.Id);
        request.Headers.Add("webhook-timestamp", time);
        request.Headers.Add("webhook-signature", Sign(key, notification.Id, time, body));
        return await SendAsync(target, target.CaCertificate, request, cancellationToken);
    }

    /// <summary>The signature of a request.</summary>
    /// <param name="key">The bytes of the signing key.</param>
    /// <param name="id">What <c>webhook-id</c> says.</param>
    /// <param name="time">What <c>webhook-timestamp</c> says: seconds since 1970.</param>
    /// <param name="body">The body.</param>
    internal static string Sign(byte[] key, string id, string time, byte[] body) =>
        $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes($"{id}.{time}."), .. body]))}";

    /// <summary>Publishes to a topic (docs.ntfy.sh, "Publish as JSON"): to the root of the server, with the topic in the body.</summary>
    internal async Task<string> PublishAsync(NotifyTarget.Ntfy target, Notification notification, SecretSources secrets, CancellationToken cancellationToken)
    {
        var url = await target.Address.ResolveAsync(target.Name, secrets, cancellationToken);
        var (priority, tag) = LookOf(notification);
        var body = new NtfyMessage(Uri.UnescapeDataString(url.Segments[^1].Trim('/')), notification.Title, Shorten(notification.Text), priority, [tag, "archivist"]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, "./"))
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, NtfyJson.Default.NtfyMessage)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (target.Token is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Encoding.UTF8.GetString((await token.ResolveAsync(secrets, cancellationToken)).Span));
        return await SendAsync(target, target.CaCertificate, request, cancellationToken);
    }

    /// <summary>Pings a check (healthchecks.io/docs/http_api): begun, still running, done or failed, with one number for all pings of a run. A test changes no state.</summary>
    internal async Task<string> PingAsync(NotifyTarget.Healthchecks target, Notification notification, SecretSources secrets, CancellationToken cancellationToken)
    {
        var url = (await target.Address.ResolveAsync(target.Name, secrets, cancellationToken)).ToString().TrimEnd('/');
        var suffix = notification.Kind switch
        {
            NotificationKind.Started => "/start",
            NotificationKind.Alive or NotificationKind.Test => "/log",
            NotificationKind.Success => "",
            NotificationKind.Findings when target.Least > NotificationSeverity.Finding => "",
            _ => "/fail",
        };
        var number = notification.Run is { } run ? $"?rid={run.Uuid}" : "";
        using var request = new HttpRequestMessage(HttpMethod.Post, url + suffix + number) { Content = new StringContent($"{notification.Title}\n{Calendar(notification.Run)}{notification.Text}\n", Encoding.UTF8, "text/plain") };
        return await SendAsync(target, target.CaCertificate, request, cancellationToken);
    }

    /// <summary>"Down although it pinged" is nearly always another time zone: each ping says when the next one is to be expected.</summary>
    private static string Calendar(NotifiedRun? run) => run switch
    {
        null => "",
        { Cron: { } cron, IntervalSeconds: var interval } => string.Create(
            CultureInfo.InvariantCulture, $"schedule: {cron} in {run.TimeZone}{(interval is { } seconds ? $", every {seconds} s" : "")}\n{ExitLine(run)}"),
        _ => ExitLine(run),
    };

    private static string ExitLine(NotifiedRun run) => string.Create(
        CultureInfo.InvariantCulture, $"run: {(run.Id is { } number ? $"{number}, " : "")}{run.Uuid}\n{(run.ExitCode is { } code ? $"exit code: {code}\n" : "")}");

    private static (int Priority, string Tag) LookOf(Notification notification) => notification.Kind switch
    {
        NotificationKind.Failure => (4, "rotating_light"),
        NotificationKind.Overdue => (4, "hourglass"),
        NotificationKind.Findings => (3, "warning"),
        NotificationKind.Recovered => (3, "white_check_mark"),
        NotificationKind.Test => (3, "bell"),
        NotificationKind.Success => (2, "white_check_mark"),
        NotificationKind.Digest => (2, "floppy_disk"),
        _ => (1, "arrow_forward"),
    };

    private static string Shorten(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= LongestMessage)
            return text;
        var length = text.Length;
        while (length > 0 && (Encoding.UTF8.GetByteCount(text.AsSpan(0, length)) > LongestMessage || char.IsHighSurrogate(text[length - 1])))
            length--;
        return text[..length] + "…";
    }

    private static async Task<byte[]> ReadKeyAsync(NotifyTarget.Webhook target, SecretSources secrets, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetString((await target.Secret.ResolveAsync(secrets, cancellationToken)).Span);
        var key = new byte[text.Length];
        return text.StartsWith(SecretPrefix, StringComparison.Ordinal) && Convert.TryFromBase64String(text[SecretPrefix.Length..], key, out var length) && length is >= 24 and <= 64
            ? key[..length]
            : throw new ArchivistException(new WebhookSecretInvalid(target.Name));
    }

    private static async Task<string> SendAsync(NotifyTarget target, string? authorities, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("archivist", Platform.Product.Version));
        try
        {
            using var client = new HttpClient(HttpConnection.CreateHandler(new ServerTrust(authorities, null)), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var answer = $"HTTP {(int)response.StatusCode}{await QuoteAsync(response, cancellationToken)}";
            return response.IsSuccessStatusCode ? answer : throw new ArchivistException(new NotificationRefused(target.Name, answer));
        }
        catch (HttpRequestException cause)
        {
            throw new ArchivistException(new NotifyTargetUnreachable(target.Name, Cause.Of(cause.InnerException is System.Security.Authentication.AuthenticationException inner ? inner : cause)), cause);
        }
    }

    /// <summary>The first line of an answer.</summary>
    private static async Task<string> QuoteAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        var body = new byte[LongestAnswer];
        var length = await content.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        var line = string.Concat(Encoding.UTF8.GetString(body, 0, length).TakeWhile(letter => letter is not ('\n' or '\r')).Where(letter => !char.IsControl(letter)));
        return line.Length == 0 ? "" : $": {line.Trim()}";
    }
}
