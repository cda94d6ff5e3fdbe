using System.Security.Cryptography;
using Archivist.Replicas.Peers;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas.Peers;

public sealed class PeerRepositoryTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_arrives_whole_is_there_privately_and_durably()
    {
        using var store = Store();
        var repository = store.AccountOf("alice").Open(["laptop"]);
        var (name, bytes) = Pack(100_000);
        Assert.Equal(PeerPut.Stored, await PutAsync(repository, name, bytes));
        Assert.Equal(bytes, await repository.Content.ReadAllAsync(name, bytes.Length, Cancellation));
        var file = _folder.At("alice", "laptop", "data", name.Id.ToString()[..2], name.Id.ToString());
        Assert.Equal(bytes, await File.ReadAllBytesAsync(file, Cancellation));
        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.At("alice")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(70_000)]
    public async Task What_does_not_match_its_name_leaves_nothing(int length)
    {
        using var store = Store();
        var repository = store.AccountOf("alice").Open([]);
        var name = new ObjectName(ObjectKind.Pack, Digest.Of("something else"u8));
        Assert.Equal(PeerPut.NameMismatch, await PutAsync(repository, name, new byte[length]));
        Assert.Empty(Files());
        Assert.Equal(PeerPut.Stored, await PutAsync(repository, name, "something else"u8.ToArray()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99_999)]
    public async Task What_is_cut_leaves_nothing(int arrived)
    {
        using var store = Store();
        var repository = store.AccountOf("alice").Open([]);
        var (name, bytes) = Pack(100_000);
        Assert.Equal(PeerPut.CutShort, await repository.PutAsync(name, new MemoryStream(bytes, 0, arrived), bytes.Length, Cancellation));
        Assert.Equal(PeerPut.CutShort, await repository.PutAsync(name, new BrokenStream(bytes[..arrived]), bytes.Length, Cancellation));
        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_cancelled_upload_leaves_nothing_and_takes_no_space()
    {
        using var store = Store(new PeerLimits { Quota = 40_960 });
        var repository = store.AccountOf("alice").Open([]);
        Assert.True(await repository.CreateAsync(Cancellation));
        var (name, bytes) = Pack(20_000);
        for (var i = 0; i < 10; i++)
        {
            using var stop = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => repository.PutAsync(name, new StoppingStream(bytes, stop), bytes.Length, stop.Token));
        }

        Assert.Empty(Files());
        Assert.Equal(PeerPut.Stored, await PutAsync(repository, name, bytes));
    }

    [Fact]
    public async Task The_same_bytes_again_are_fine_and_others_are_refused()
    {
        using var store = Store();
        var repository = store.AccountOf("alice").Open([]);
        var (name, bytes) = Pack(100_000);
        Assert.Equal(PeerPut.Stored, await PutAsync(repository, name, bytes));
        Assert.Equal(PeerPut.AlreadyThere, await PutAsync(repository, name, bytes));
        Assert.Equal(PeerPut.Differs, await PutAsync(repository, name, [1]));
        Assert.Equal(PeerPut.Differs, await PutAsync(repository, name, new byte[100_000]));
        Assert.Equal(PeerPut.CutShort, await repository.PutAsync(name, new MemoryStream(bytes, 0, 50), bytes.Length, Cancellation));
        Assert.Equal(PeerPut.Stored, await PutAsync(repository, ObjectName.Configuration, [1, 2, 3]));
        Assert.Equal(PeerPut.AlreadyThere, await PutAsync(repository, ObjectName.Configuration, [1, 2, 3]));
        Assert.Equal(PeerPut.Differs, await PutAsync(repository, ObjectName.Configuration, [1, 2, 4]));
        Assert.Equal([1, 2, 3], await repository.Content.ReadAllAsync(ObjectName.Configuration, 10, Cancellation));
    }

    [Fact]
    public async Task An_object_that_is_damaged_here_is_not_taken_for_the_same()
    {
        using var store = Store();
        var repository = store.AccountOf("alice").Open([]);
        var (name, bytes) = Pack(1_000);
        await PutAsync(repository, name, bytes);
        var file = Files().Single();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using (var stream = new FileStream(file, FileMode.Open))
            stream.WriteByte((byte)(bytes[0] ^ 1));
        Assert.Equal(PeerPut.Differs, await PutAsync(repository, name, bytes));
    }

    [Theory]
    [InlineData(ObjectKind.Configuration)]
    [InlineData(ObjectKind.Key)]
    [InlineData(ObjectKind.Pack)]
    [InlineData(ObjectKind.Index)]
    [InlineData(ObjectKind.Snapshot)]
    public async Task Nothing_but_locks_is_removed_unless_that_is_allowed(ObjectKind kind)
    {
        using var store = Store();
        using var open = Store(new PeerLimits { AllowsRemoval = true });
        var name = kind is ObjectKind.Configuration ? ObjectName.Configuration : new ObjectName(kind, Digest.Of([1]));
        var repository = store.AccountOf("alice").Open([]);
        await PutAsync(repository, name, [1]);
        Assert.Equal(PeerRemoval.Refused, await repository.RemoveAsync(name, Cancellation));
        Assert.Single(Files());
        Assert.Equal(PeerRemoval.Removed, await open.AccountOf("alice").Open([]).RemoveAsync(name, Cancellation));
        Assert.Equal(PeerRemoval.Missing, await open.AccountOf("alice").Open([]).RemoveAsync(name, Cancellation));
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Many_uploads_at_once_do_not_exceed_the_quota_and_what_is_removed_is_free_again()
    {
        const long Quota = 200 * 4096;
        using var store = Store(new PeerLimits { Quota = Quota });
        var repository = store.AccountOf("alice").Open([]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async number =>
        {
            await Task.Yield();
            var (name, bytes) = Lock(10_000, number);
            return (name, Answer: await PutAsync(repository, name, bytes));
        }));
        var stored = answers.Where(answer => answer.Answer is PeerPut.Stored).Select(answer => answer.name).ToList();
        Assert.All(answers, answer => Assert.True(answer.Answer is PeerPut.Stored or PeerPut.QuotaExceeded));
        // Three blocks each, and one for each of the two directories, which as many reserve as find them missing.
        Assert.InRange(stored.Count, 40, 66);
        Assert.Equal(stored.Count, Files().Count);

        // Each is removed by several at once, which must not count twice.
        await Task.WhenAll(stored.SelectMany(name => Enumerable.Range(0, 4).Select(_ => Task.Run(() => repository.RemoveAsync(name, Cancellation)))));
        Assert.Empty(Files());
        var again = 0;
        for (var number = 0; number < 100; number++)
        {
            var (name, bytes) = Lock(10_000, number);
            again += await PutAsync(repository, name, bytes) is PeerPut.Stored ? 1 : 0;
        }

        // What was reserved twice for the directories is given back only by the next count, after a restart.
        Assert.InRange(again, 40, 66);
    }

    [Fact]
    public async Task The_quota_is_counted_again_by_the_next_process_and_what_a_killed_one_left_is_gone()
    {
        var (name, bytes) = Pack(20_000);
        using (var first = Store(new PeerLimits { Quota = 13 * 4096 }))
            Assert.Equal(PeerPut.Stored, await PutAsync(first.AccountOf("alice").Open([]), name, bytes));
        _folder.Write(Path.Combine("alice", "data", "00", new string('0', 64) + "-tmp-123456789012"), new string('x', 50_000));
        using var second = Store(new PeerLimits { Quota = 13 * 4096 });
        var repository = second.AccountOf("alice").Open([]);
        var (another, others) = Pack(20_001);
        Assert.Equal(PeerPut.QuotaExceeded, await PutAsync(repository, another, others));
        Assert.Equal(PeerPut.AlreadyThere, await PutAsync(repository, name, bytes));
        Assert.Single(Files());
        Assert.Equal(PeerPut.Stored, await PutAsync(second.AccountOf("bob").Open([]), another, others));
    }

    [Fact]
    public async Task Nothing_is_read_of_an_object_that_the_quota_or_its_length_rules_out()
    {
        using var store = Store(new PeerLimits { Quota = 1 << 20 });
        var repository = store.AccountOf("alice").Open([]);
        var (name, _) = Pack(1);
        Assert.Equal(PeerPut.QuotaExceeded, await repository.PutAsync(name, new BrokenStream([]), 1 << 20, Cancellation));
        Assert.Equal(PeerPut.TooLong, await repository.PutAsync(name, new BrokenStream([]), PeerRepository.LongestObject + 1, Cancellation));
        Assert.Equal(PeerPut.TooLong, await repository.PutAsync(name with { Kind = ObjectKind.Lock }, new BrokenStream([]), PeerRepository.LongestRecord + 1, Cancellation));
        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_user_sends_and_reads_no_faster_than_the_rate_whatever_the_repository()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        using var store = new PeerStore(_folder.Path, new PeerLimits { Rate = 100_000 }, clock);
        var account = store.AccountOf("alice");
        var (name, bytes) = Pack(500_000);
        var puts = Task.WhenAll(PutAsync(account.Open([]), name, bytes), PutAsync(account.Open(["other"]), name, bytes));
        await clock.AdvanceUntilAsync(() => puts.IsCompleted, TimeSpan.FromMilliseconds(50));
        Assert.All(await puts, put => Assert.Equal(PeerPut.Stored, put));
        var sent = clock.GetElapsedTime(0);
        Assert.InRange(sent.TotalSeconds, 9, 12);
        var read = account.Open([]).Content.ReadAllAsync(name, bytes.Length, Cancellation);
        await clock.AdvanceUntilAsync(() => read.IsCompleted, TimeSpan.FromMilliseconds(50));
        Assert.Equal(bytes, await read);
        Assert.InRange((clock.GetElapsedTime(0) - sent).TotalSeconds, 4, 7);
    }

    [Fact]
    public void Requests_beyond_the_limit_are_refused_and_counted_down_again()
    {
        using var store = Store(new PeerLimits { ParallelRequests = 2 });
        var account = store.AccountOf("alice");
        Assert.True(account.TryBegin());
        Assert.True(account.TryBegin());
        Assert.False(account.TryBegin());
        Assert.False(account.TryBegin());
        account.End();
        Assert.True(account.TryBegin());
        Assert.Same(account, store.AccountOf("alice"));
        Assert.NotSame(account, store.AccountOf("bob"));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("/etc")]
    public void No_name_leads_out_of_the_directory(string name)
    {
        using var store = Store();
        Assert.Throws<ArgumentException>(() => store.AccountOf(name));
        Assert.Throws<ArgumentException>(() => store.AccountOf("alice").Open([name]));
    }

    private PeerStore Store(PeerLimits? limits = null) => new(_folder.Path, limits ?? new PeerLimits(), TimeProvider.System);

    private List<string> Files() => [.. Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories)];

    private static Task<PeerPut> PutAsync(PeerRepository repository, ObjectName name, byte[] bytes) =>
        repository.PutAsync(name, new MemoryStream(bytes), bytes.Length, Cancellation);

    private static (ObjectName Name, byte[] Bytes) Pack(int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        return (new ObjectName(ObjectKind.Pack, Digest.Of(bytes)), bytes);
    }

    private static (ObjectName Name, byte[] Bytes) Lock(int length, int number)
    {
        var bytes = new byte[length];
        new Random(number).NextBytes(bytes);
        return (new ObjectName(ObjectKind.Lock, Digest.Of(bytes)), bytes);
    }

    /// <summary>A connection that breaks after some bytes.</summary>
    private sealed class BrokenStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("the connection broke");
    }

    /// <summary>A client that goes away in the middle.</summary>
    private sealed class StoppingStream(byte[] bytes, CancellationTokenSource stop) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position > 0)
                await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return await base.ReadAsync(buffer[..Math.Min(buffer.Length, 1_000)], CancellationToken.None);
        }
    }
}
