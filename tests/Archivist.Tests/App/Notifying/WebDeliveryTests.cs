using System.Collections;
using System.Text;
using System.Text.Json;
using Archivist.App.Notifying;
using Archivist.App.Web;
using Archivist.Operations.Configuration;
using Archivist.Operations.Notifying.Messages;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Microsoft.AspNetCore.Http;

namespace Archivist.Tests.App.Notifying;

/// <summary>What goes over the network, judged by a real server on a free port.</summary>
public sealed class WebDeliveryTests : IAsyncLifetime
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private readonly List<(string Path, Dictionary<string, string> Headers, byte[] Body)> _requests = [];
    private WebListening? _server;
    private int _status = 200;

    public async ValueTask InitializeAsync() => _server = await WebListening.StartAsync("127.0.0.1:0", _ => { }, _ => { }, AnswerAsync, default);

    public async ValueTask DisposeAsync() => await _server!.DisposeAsync();

    [Fact]
    public void A_signature_is_that_of_the_published_vector() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebDelivery.Sign(Convert.FromBase64String(Secret["whsec_".Length..]), "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "{\"test\": 2432232314}"u8.ToArray()));

    [Fact]
    public async Task A_webhook_carries_its_signature_and_the_document()
    {
        Assert.Equal("HTTP 200: taken", await SendAsync("to = \"webhook\"\nsecret = \"env:SECRET\"", NotificationKind.Failure));

        var (path, headers, body) = Assert.Single(_requests);
        Assert.Equal(("/topic", "application/json", "msg_1"), (path, headers["Content-Type"], headers["webhook-id"]));
        Assert.Equal(WebDelivery.Sign(Convert.FromBase64String(Secret["whsec_".Length..]), "msg_1", headers["webhook-timestamp"], body), headers["webhook-signature"]);
        var document = JsonDocument.Parse(body).RootElement;
        Assert.Equal(("archivist.failure", "failure", 9), (
            document.GetProperty("type").GetString(), document.GetProperty("data").GetProperty("severity").GetString(), document.GetProperty("data").GetProperty("incident").GetProperty("number").GetInt32()));
    }

    [Fact]
    public async Task Ntfy_gets_json_at_its_root_with_a_token()
    {
        await SendAsync("to = \"ntfy\"\ntoken = \"env:TOKEN\"", NotificationKind.Recovered, new string('ü', 5_000));

        var (path, headers, body) = Assert.Single(_requests);
        Assert.Equal(("/", "Bearer tk_1"), (path, headers["Authorization"]));
        var document = JsonDocument.Parse(body).RootElement;
        Assert.Equal(("topic", "Größe", 3), (document.GetProperty("topic").GetString(), document.GetProperty("title").GetString(), document.GetProperty("priority").GetInt32()));
        Assert.InRange(Encoding.UTF8.GetByteCount(document.GetProperty("message").GetString()!), 3_000, 4_096);
    }

    [Theory]
    [InlineData("started", "/topic/start", "")]
    [InlineData("alive", "/topic/log", "")]
    [InlineData("success", "/topic", "")]
    [InlineData("failure", "/topic/fail", "")]
    [InlineData("findings", "/topic/fail", "")]
    [InlineData("findings", "/topic", "\nseverity = \"failure\"")]
    public async Task A_check_hears_of_each_part_of_a_run_under_one_number(string kind, string path, string extra)
    {
        await SendAsync($"to = \"healthchecks\"{extra}", NotificationWords.FindKind(kind)!.Value);

        var request = Assert.Single(_requests);
        Assert.Equal($"{path}?rid=00000000-0000-8000-8000-000000000001", request.Path);
        Assert.Contains("schedule: 0 0 2 * * ? in Europe/Berlin, every 86400 s\n", Encoding.UTF8.GetString(request.Body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(410)]
    [InlineData(500)]
    public async Task Anything_but_success_is_a_refusal_and_no_redirect_is_followed(int status)
    {
        _status = status;
        var refused = await Assert.ThrowsAsync<ArchivistException>(() => SendAsync("to = \"webhook\"\nsecret = \"env:SECRET\"", NotificationKind.Failure));

        Assert.Equal(new NotificationRefused("a", $"HTTP {status}: taken"), refused.Problem);
        Assert.Single(_requests);
    }

    [Fact]
    public async Task A_signing_key_that_is_none_and_a_server_that_is_off_are_told_apart_without_the_secret()
    {
        Assert.Equal(new WebhookSecretInvalid("a"), (await Assert.ThrowsAsync<ArchivistException>(() => SendAsync("to = \"webhook\"\nsecret = \"env:TOKEN\"", NotificationKind.Failure))).Problem);
        await _server!.DisposeAsync();
        Assert.IsType<NotifyTargetUnreachable>((await Assert.ThrowsAsync<ArchivistException>(() => SendAsync("to = \"healthchecks\"", NotificationKind.Success))).Problem);
    }

    [Fact]
    public async Task An_address_can_be_a_reference_and_what_it_leads_to_is_checked()
    {
        await SendAsync("to = \"ntfy\"", NotificationKind.Failure, url: "env:URL");
        Assert.Single(_requests);
        var refused = await Assert.ThrowsAsync<ArchivistException>(() => SendAsync("to = \"ntfy\"", NotificationKind.Failure, url: "env:BAD"));
        Assert.Equal(new NotifyAddressUnusable("a", "env:BAD"), refused.Problem);
    }

    private Task<string> SendAsync(string target, NotificationKind kind, string text = "text", string? url = null)
    {
        var settings = SettingsReader.Read(
            Encoding.UTF8.GetBytes($"[archive]\nname = \"d\"\nsources = [\"/s\"]\nrepository = \"/r\"\npassword = \"env:P\"\n[[notify]]\nname = \"a\"\nurl = \"{url ?? _server!.Address + "topic"}\"\n{target}\n"),
            "/work/archivist.toml", new SettingsEnvironment(new Hashtable(), "/work", "/home/tester"));
        var values = new Dictionary<string, string> { ["SECRET"] = Secret, ["TOKEN"] = "tk_1", ["URL"] = _server!.Address + "topic", ["BAD"] = "http://example.net/topic" };
        var secrets = new SecretSources(values.GetValueOrDefault, (_, _) => throw new InvalidOperationException());
        return new NotificationDelivery(TimeProvider.System).DeliverAsync(settings.Notify[0], Sample(kind, text), secrets, TestContext.Current.CancellationToken);
    }

    private static Notification Sample(NotificationKind kind, string text) => new()
    {
        Id = "msg_1",
        Kind = kind,
        Severity = NotificationSeverity.Failure,
        Time = DateTimeOffset.UnixEpoch,
        Archive = "alice",
        Schedule = "nightly",
        Run = new NotifiedRun(7, Guid.Parse("00000000-0000-8000-8000-000000000001"), DateTimeOffset.UnixEpoch, 5, "0 0 2 * * ?", "Europe/Berlin", 86_400),
        Incident = new NotifiedIncident(9, DateTimeOffset.UnixEpoch, 2, null),
        Title = "Größe",
        Text = text,
    };

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        lock (_requests)
            _requests.Add((context.Request.Path + context.Request.QueryString, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        context.Response.StatusCode = _status;
        if (_status == 302)
            context.Response.Headers.Location = "/elsewhere";
        await context.Response.WriteAsync("taken\nand more");
    }
}
