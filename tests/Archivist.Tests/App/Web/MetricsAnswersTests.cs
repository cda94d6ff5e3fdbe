using System.Net;
using System.Net.Http.Headers;
using Archivist.App.Web;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.TestKit;
using Microsoft.AspNetCore.Http;

namespace Archivist.Tests.App.Web;

/// <summary>Metrics over a real listener.</summary>
public sealed class MetricsAnswersTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new(DateTimeOffset.UnixEpoch);
    private readonly HttpClient _http = new();
    private MetricsAnswers? _answers;
    private WebListening? _server;
    private int _measured;
    private bool _fails;

    public async ValueTask InitializeAsync()
    {
        _answers = new MetricsAnswers("the token"u8.ToArray(), _clock, _ => _fails ? throw new ArchivistException(new MemoryExhausted()) : Task.FromResult($"measured {++_measured}\n# EOF\n"));
        _server = await WebListening.StartAsync("127.0.0.1:0", _ => { }, _ => { }, AnswerAsync, default);
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _answers!.Dispose();
        _http.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer the tokem")]
    [InlineData("Bearer the token ")]
    [InlineData("Basic dGhlIHRva2Vu")]
    [InlineData("Bearer the toke")]
    public async Task Without_the_token_nothing_is_measured(string? authorization)
    {
        using var answer = await AskAsync(authorization);

        Assert.Equal(authorization == "Bearer the token " ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, answer.StatusCode);
        if (answer.StatusCode is HttpStatusCode.Unauthorized)
        {
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
            Assert.Equal("", await answer.Content.ReadAsStringAsync());
            Assert.Equal(0, _measured);
        }
    }

    [Fact]
    public async Task With_it_the_figures_come_in_the_type_that_was_asked_for()
    {
        using var newer = await AskAsync("Bearer the token", "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.3");
        using var older = await AskAsync("bearer the token", "text/plain");

        Assert.Equal("application/openmetrics-text; version=1.0.0; charset=utf-8", newer.Content.Headers.ContentType!.ToString());
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", older.Content.Headers.ContentType!.ToString());
        Assert.Equal("measured 1\n# EOF\n", await newer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Many_who_ask_within_five_seconds_cost_one_look()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => (await AskAsync("Bearer the token")).Dispose()));
        Assert.Equal(1, _measured);
        _clock.Advance(TimeSpan.FromSeconds(5));
        (await AskAsync("Bearer the token")).Dispose();
        Assert.Equal(2, _measured);
    }

    [Fact]
    public async Task What_cannot_be_read_is_an_answer_without_a_word_about_why()
    {
        _fails = true;
        using var answer = await AskAsync("Bearer the token");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Only_reading_is_answered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _server!.Address + "metrics");
        using var answer = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task An_archive_whose_settings_name_no_token_serves_no_metrics()
    {
        using var bench = new Operations.Bench();
        bench.UseSettings();
        Assert.Null(await MetricsAnswers.FindAsync(bench.Environment, bench.Access, bench.Events, default));

        File.AppendAllText(bench.Access.SettingsFile!, $"\n[serve]\nmetrics-token = \"file:{bench.Folder.Write("token", "t\n")}\"\n");
        using var found = await MetricsAnswers.FindAsync(bench.Environment, bench.Access, bench.Events, default);
        Assert.NotNull(found);
    }

    private async Task<HttpResponseMessage> AskAsync(string? authorization, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _server!.Address + "metrics");
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        return await _http.SendAsync(request);
    }

    private Task AnswerAsync(HttpContext context)
    {
        if (MetricsAnswers.IsMeant(context.Request))
            return _answers!.SendAsync(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
