using System.Net;
using System.Net.Http.Headers;
using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Rest;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

/// <summary>Servers do not agree on the answer to a range past the end, and may give another range than was requested.</summary>
public sealed class RestRangeTests : IDisposable
{
    private readonly AnsweringHandler _server = new();
    private readonly HttpClient _http;
    private readonly RestStore _store;

    public RestRangeTests()
    {
        _http = new HttpClient(_server);
        _store = new RestStore(_http, new Uri("http://host/"));
    }

    public void Dispose()
    {
        _http.Dispose();
        _server.Dispose();
    }

    [Theory]
    [InlineData(HttpStatusCode.RequestedRangeNotSatisfiable)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.PartialContent)]
    public async Task A_range_behind_the_end_fails_alike_whatever_the_server_answers(HttpStatusCode answer)
    {
        _server.Answer = () => new HttpResponseMessage(answer) { Content = new ByteArrayContent([]) };
        await Assert.ThrowsAsync<EndOfStreamException>(() => OpenAsync(11, 5));
        await Assert.ThrowsAsync<EndOfStreamException>(() => OpenAsync(10, 1));
        await Assert.ThrowsAsync<EndOfStreamException>(() => OpenAsync(11, null));
        Assert.Empty(await ReadAsync(10, null));
        _server.Length = null;
        await Assert.ThrowsAsync<ObjectMissingException>(() => OpenAsync(11, 5));
        _server.Length = 100;
        // It is not behind the end: the server cannot be believed.
        await RequireWrongAsync(11, 5);
    }

    [Fact]
    public async Task A_range_that_the_object_ends_before_fails_and_gives_no_bytes()
    {
        _server.Answer = () => Part(8, 9, 10, 2);
        await Assert.ThrowsAsync<EndOfStreamException>(() => OpenAsync(8, 4));
        Assert.Equal(2, (await ReadAsync(8, 2)).Length);
        Assert.Equal(2, (await ReadAsync(8, null)).Length);
    }

    [Theory]
    [InlineData(3, 7)]
    [InlineData(4, 9)]
    [InlineData(5, 8)]
    [InlineData(0, 9)]
    public async Task Another_range_than_was_requested_is_refused(long from, long to)
    {
        _server.Answer = () => Part(from, to, 10, (int)(to - from + 1));
        await RequireWrongAsync(4, 4);
    }

    [Fact]
    public async Task A_part_without_its_range_or_with_another_length_is_refused()
    {
        _server.Answer = () => new HttpResponseMessage(HttpStatusCode.PartialContent) { Content = new ByteArrayContent(new byte[4]) };
        await RequireWrongAsync(4, 4);
        _server.Answer = () => Part(4, 7, 10, 3);
        await RequireWrongAsync(4, 4);
        _server.Answer = () => Part(4, 7, 10, 4);
        await RequireWrongAsync(4, null);
        Assert.Equal(4, (await ReadAsync(4, 4)).Length);
    }

    private Task<Stream> OpenAsync(long offset, long? length) => _store.OpenAsync(ContractObjects.DigitsName, new ByteRange(offset, length), CancellationToken.None);

    private async Task<byte[]> ReadAsync(long offset, long? length)
    {
        await using var content = await OpenAsync(offset, length);
        using var all = new MemoryStream();
        await content.CopyToAsync(all);
        return all.ToArray();
    }

    private async Task RequireWrongAsync(long offset, long? length)
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => OpenAsync(offset, length));
        Assert.IsType<ServerFault.RangeWrong>(Assert.IsType<ServerFailed>(failure.Problem).Fault);
    }

    private static HttpResponseMessage Part(long from, long to, long of, int bytes) => new(HttpStatusCode.PartialContent)
    {
        Content = new ByteArrayContent(new byte[bytes]) { Headers = { ContentRange = new ContentRangeHeaderValue(from, to, of) } },
    };

    private sealed class AnsweringHandler : HttpMessageHandler
    {
        internal long? Length { get; set; } = 10;

        internal Func<HttpResponseMessage> Answer { get; set; } = () => new HttpResponseMessage(HttpStatusCode.NotFound);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method != HttpMethod.Head)
                return Task.FromResult(Answer());
            var found = new HttpResponseMessage(Length is null ? HttpStatusCode.NotFound : HttpStatusCode.OK) { Content = new ByteArrayContent([]) };
            found.Content.Headers.ContentLength = Length;
            return Task.FromResult(found);
        }
    }
}
