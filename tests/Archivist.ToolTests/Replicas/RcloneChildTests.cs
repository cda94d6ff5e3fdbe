using System.Diagnostics;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Rclone;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Stores;
using Archivist.TestKit;
using Archivist.ToolTests.Images;

namespace Archivist.ToolTests.Replicas;

/// <summary>How rclone is started, watched and ended.</summary>
public sealed class RcloneChildTests : IDisposable
{
    private static readonly ObjectName Name = ContractObjects.Name(ObjectKind.Pack, ContractObjects.Large);

    private readonly TemporaryFolder _folder = new();

    public RcloneChildTests() => Tool.Find("rclone");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rclone_is_started_by_the_first_request_and_ends_with_the_store()
    {
        var store = Remotes.Open(_folder["store"]);
        Assert.Null(store.ProcessId);
        Assert.Null(await store.FindLengthAsync(Name, Cancellation));
        using var child = Process.GetProcessById(store.ProcessId!.Value);
        await store.DisposeAsync();
        Assert.True(child.HasExited);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.FindLengthAsync(Name, Cancellation));
    }

    [Fact]
    public async Task A_child_that_is_killed_in_the_middle_of_a_put_is_started_again_and_the_object_is_whole()
    {
        await using var store = Remotes.Open(_folder["store"], bandwidth: "4M");
        var retrying = new RetryingStore(store, TimeProvider.System);
        var content = new KillingContent(ContractObjects.Large, at: ContractObjects.Large.Length / 2, store);
        await retrying.PutAsync(Name, content, Cancellation);
        Assert.True(content.HasKilled);
        Assert.Equal(ContractObjects.Large, await retrying.ReadAllAsync(Name, ContractObjects.Large.Length, Cancellation));
    }

    [Fact]
    public async Task A_child_that_is_killed_while_an_object_is_read_is_started_again_and_the_reading_goes_on()
    {
        await using var store = Remotes.Open(_folder["store"]);
        var retrying = new RetryingStore(store, TimeProvider.System);
        await retrying.PutAsync(Name, new BytesContent(ContractObjects.Large), Cancellation);
        await using var reading = await retrying.OpenAsync(Name, ByteRange.All, Cancellation);
        var all = new byte[ContractObjects.Large.Length];
        await reading.ReadExactlyAsync(all.AsMemory(0, 1000), Cancellation);
        Kill(store);
        await reading.ReadExactlyAsync(all.AsMemory(1000), Cancellation);
        Assert.Equal(ContractObjects.Large, all);
    }

    [Fact]
    public async Task A_child_that_is_killed_again_and_again_is_given_up_with_a_clear_failure()
    {
        await using var store = Remotes.Open(_folder["store"]);
        for (var life = 0; life < 5; life++)
        {
            await store.FindLengthAsync(Name, Cancellation);
            Kill(store);
        }

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => new RetryingStore(store, TimeProvider.System).FindLengthAsync(Name, Cancellation));
        Assert.Equal(new RcloneFailed("rclone:near:", RcloneFault.EndsAgain, null), failure.Problem);
    }

    [Fact]
    public async Task What_rclone_says_about_a_failed_request_is_repeated()
    {
        await File.WriteAllTextAsync(_folder["data"], "a file where a directory should be", Cancellation);
        await using var store = Remotes.Open(_folder.Path);
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => store.PutAsync(Name, new BytesContent(ContractObjects.Large), Cancellation));
        var problem = Assert.IsType<RcloneFailed>(failure.Problem);
        Assert.Equal(RcloneFault.RequestFailed, problem.Fault);
        Assert.Contains("not a directory", problem.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_remote_that_is_not_configured_is_a_mistake_in_the_command()
    {
        await using var store = new RcloneStore("rclone:nosuch:x", () => Remotes.Of("") with { Target = "nosuch:x" }, TimeProvider.System);
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => new RetryingStore(store, TimeProvider.System).FindLengthAsync(Name, Cancellation));
        Assert.Equal((Failure.Usage, RcloneFault.RemoteUnknown), (failure.Failure, Assert.IsType<RcloneFailed>(failure.Problem).Fault));
    }

    [Fact]
    public async Task A_host_whose_key_is_unknown_or_another_is_refused()
    {
        await using var sshd = await LoopbackSshd.StartAsync();
        var known = await File.ReadAllTextAsync(sshd.KnownHosts, Cancellation);
        await RequireAsync(sshd, RcloneFault.HostKeyUnknown, "");
        await RequireAsync(sshd, RcloneFault.HostKeyDiffers, $"[127.0.0.1]:{sshd.Port} {(await File.ReadAllTextAsync(Path.Combine(sshd.Home, ".ssh", "id_ed25519.pub"), Cancellation)).Trim()}\n");
        // The key that rclone asks for is not the only one that a host has.
        await RequireAsync(sshd, RcloneFault.HostKeyDiffers, known.Split('\n').First(line => line.Contains("ssh-ed25519", StringComparison.Ordinal)) + "\n");
        await RequireAsync(sshd, null, known);
    }

    private static async Task RequireAsync(LoopbackSshd sshd, RcloneFault? fault, string knownHosts)
    {
        await File.WriteAllTextAsync(sshd.KnownHosts, knownHosts, Cancellation);
        await using var store = new RcloneStore(RepositoryAddress.Parse(sshd.AddressOf("x")).Rclone!, new RcloneSurroundings(sshd.Home, _ => null), TimeProvider.System);
        if (fault is null)
            Assert.Null(await store.FindLengthAsync(Name, Cancellation));
        else
            Assert.Equal(fault, Assert.IsType<RcloneFailed>((await Assert.ThrowsAsync<ArchivistException>(() => store.FindLengthAsync(Name, Cancellation))).Problem).Fault);
    }

    private static void Kill(RcloneStore store)
    {
        using var child = Process.GetProcessById(store.ProcessId!.Value);
        child.Kill();
        child.WaitForExit();
    }

    /// <summary>Content that kills the child, once, when a part of it was read.</summary>
    private sealed class KillingContent(byte[] bytes, int at, RcloneStore store) : IReplayableContent
    {
        internal bool HasKilled { get; private set; }

        public long Length => bytes.Length;

        public Stream OpenFromStart() => new KillingStream(this, bytes);

        private void Reached(long position)
        {
            if (HasKilled || position < at)
                return;
            HasKilled = true;
            Kill(store);
        }

        private sealed class KillingStream(KillingContent content, byte[] bytes) : MemoryStream(bytes, writable: false)
        {
            public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            {
                content.Reached(Position);
                return base.ReadAsync(buffer, cancellationToken);
            }
        }
    }
}
