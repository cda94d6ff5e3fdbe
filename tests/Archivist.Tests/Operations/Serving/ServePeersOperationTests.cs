using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Serving;
using Archivist.Platform.Problems;
using Archivist.Replicas.Peers;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Serving;

public sealed class ServePeersOperationTests : IDisposable
{
    private const string Hash = "$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a";

    private readonly Bench _bench = new();
    private readonly string _users;

    public ServePeersOperationTests()
    {
        Directory.CreateDirectory(_bench.Folder.At("peers"));
        _users = _bench.Folder.Write("users", $"alice:{Hash}\n");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Users_are_served_until_it_is_stopped_and_the_users_are_those_of_the_file_now()
    {
        using var stop = new CancellationTokenSource();
        SignInResult? first = null, second = null, third = null;
        var request = Request() with
        {
            Serving = result =>
            {
                Assert.Equal(("http://127.0.0.1:8000/", 1), (result.Address, result.Users));
                var signIn = _bench.Server.Peers!.SignIn;
                _ = CheckAsync();

                async Task CheckAsync()
                {
                    first = await signIn.CheckAsync("bob", "secret", "there", Cancellation);
                    _bench.Folder.Write("users", $"bob:{Hash}\n");
                    _bench.Clock.Advance(TimeSpan.FromSeconds(2));
                    second = await signIn.CheckAsync("bob", "secret", "there", Cancellation);
                    _bench.Folder.Write("users", "nobody\n");
                    _bench.Clock.Advance(TimeSpan.FromSeconds(2));
                    third = await signIn.CheckAsync("bob", "secret", "there", Cancellation);
                    await stop.CancelAsync();
                }
            },
        };
        await new ServePeersOperation(_bench.Environment).RunAsync(request, _bench.Events, stop.Token);
        Assert.IsType<SignInResult.Refused>(first);
        Assert.IsType<SignInResult.Accepted>(second);
        Assert.IsType<SignInResult.Accepted>(third);
        var warning = Assert.IsType<ReloadRefused>(Assert.Single(_bench.Events.Warnings));
        Assert.Equal(new UserListInvalid(_users, 1, PeerUsersFault.NameInvalid), warning.Reason);
    }

    [Theory]
    [InlineData("0.0.0.0:8000", false)]
    [InlineData("[::]:8000", false)]
    [InlineData("192.0.2.1:8000", false)]
    [InlineData("0.0.0.0:8000", true)]
    [InlineData("127.0.0.1:8000", false)]
    [InlineData("[::1]:8000", false)]
    public async Task Beyond_loopback_only_with_tls(string listen, bool hasTls)
    {
        using var stop = new CancellationTokenSource();
        var request = Request() with { Listen = listen, Tls = hasTls ? new TlsFiles("certificate", "key") : null, Serving = _ => stop.Cancel() };
        var running = new ServePeersOperation(_bench.Environment).RunAsync(request, _bench.Events, stop.Token);
        if (hasTls || listen.Contains("127", StringComparison.Ordinal) || listen.Contains("::1", StringComparison.Ordinal))
            await running;
        else
            Assert.Equal(new ListeningRefused(listen, HasSignIn: true), (await Assert.ThrowsAsync<ArchivistException>(() => running)).Problem);
        Assert.Equal(!running.IsFaulted, _bench.Server.Peers is not null);
    }

    [Fact]
    public async Task A_repository_without_sign_in_is_served_on_loopback_only()
    {
        await _bench.AddRepositoryAsync();
        var request = new ServeRequest { Archive = _bench.Access, Listen = "0.0.0.0:8000", Serving = _ => Assert.Fail("it was served") };
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => new ServeOperation(_bench.Environment).RunAsync(request, _bench.Events, Cancellation));
        Assert.Equal(new ListeningRefused("0.0.0.0:8000", HasSignIn: false), failure.Problem);
        Assert.Equal(Failure.Usage, failure.Failure);
    }

    [Fact]
    public async Task A_directory_that_is_not_there_is_not_created_and_one_in_a_repository_is_refused()
    {
        var missing = _bench.Folder.At("missing");
        Assert.Equal(new PeersDirectoryMissing(missing), await RefusalAsync(Request() with { Directory = missing }));
        Assert.False(Directory.Exists(missing));
        foreach (var name in new[] { "keys", "data", "snapshots" })
            Directory.CreateDirectory(_bench.Folder.At("repository", name));
        _bench.Folder.Write("repository/config", "x");
        Assert.IsType<PlaceInsideRepository>(await RefusalAsync(Request() with { Directory = _bench.Folder.At("repository", "data") }));
        Assert.IsType<PlaceInsideRepository>(await RefusalAsync(Request() with { Directory = _bench.Folder.At("repository") }));
    }

    [Fact]
    public async Task A_list_of_users_that_cannot_be_used_is_refused()
    {
        Assert.IsType<UserListUnreadable>(await RefusalAsync(Request() with { Users = _bench.Folder.At("nothing") }));
        Assert.Equal(new UserListInvalid(_users, 2, PeerUsersFault.NameTwice), await RefusalAsync(Request(), $"alice:{Hash}\nalice:{Hash}\n"));
        Assert.Equal(new UserListInvalid(_users, 0, PeerUsersFault.Empty), await RefusalAsync(Request(), "# nobody\n"));
    }

    [Fact]
    public void The_log_has_each_refusal_once_in_a_minute_and_says_how_many_it_left_out()
    {
        var lines = new List<Problem>();
        var log = new RefusalLog(lines.Add, _bench.Clock);
        for (var i = 0; i < 10; i++)
            log.Add(Refused("there"));
        Assert.Single(lines);
        for (var i = 0; i < RefusalLog.MostLines * 2; i++)
            log.Add(Refused($"address {i}"));
        Assert.Equal(RefusalLog.MostLines, lines.Count);
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        log.Add(Refused("there"));
        Assert.Equal([new RefusalsNotShown(RefusalLog.MostLines + 1), Refused("there")], lines[RefusalLog.MostLines..]);
    }

    private static PeerRefused Refused(string address) => new(address, "alice", new PeerRefusal.SignInFailed());

    private async Task<Problem> RefusalAsync(ServePeersRequest request, string? users = null)
    {
        if (users is not null)
            _bench.Folder.Write("users", users);
        return (await Assert.ThrowsAsync<ArchivistException>(() => new ServePeersOperation(_bench.Environment).RunAsync(request, _bench.Events, Cancellation))).Problem;
    }

    private ServePeersRequest Request() => new()
    {
        Directory = _bench.Folder.At("peers"),
        Users = _users,
        Listen = "127.0.0.1:8000",
        Serving = _ => Assert.Fail("it was served"),
    };
}
