using System.Runtime.CompilerServices;
using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Rest;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Rclone;

/// <summary>
/// A repository in a place that rclone reaches: a <see cref="RestStore"/> over a child that is started by the first request. Each put is followed by a look at the length: rclone accepts
/// whatever bytes it is sent. Nothing is tried twice. Thread-safe. Disposing of it ends the child.
/// </summary>
public sealed partial class RcloneStore : DelegatingStore, IAsyncDisposable
{
    private const int PutsAtOnce = 64, LooksForWords = 25, LooksForAbsence = 10;

    private static readonly TimeSpan RemovalPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(20);

    private readonly RestStore _rest;
    private readonly RcloneServer _server;
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, PutsAtOnce).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Neither starts nor contacts anything.</summary>
    /// <param name="place">Where the repository is.</param>
    /// <param name="surroundings">The user's.</param>
    /// <param name="clock">Measures how long each child lives.</param>
    public RcloneStore(RclonePlace place, RcloneSurroundings surroundings, TimeProvider clock)
        : this(place.Location, () => RcloneRemote.Of(place, surroundings), clock)
    {
    }

    /// <summary>The same for a remote that is known otherwise.</summary>
    internal RcloneStore(string location, Func<RcloneRemote> remote, TimeProvider clock)
        : this(location, new RcloneServer(remote, clock))
    {
    }

    private RcloneStore(string location, RcloneServer server)
        : this(new RestStore(server.Connect(), RcloneServer.Url) { ShownAs = location }, server)
    {
    }

    private RcloneStore(RestStore rest, RcloneServer server)
        : base(rest) => (_rest, _server) = (rest, server);

    /// <summary>The process id of the child; null when none runs.</summary>
    internal int? ProcessId => _server.ProcessId;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <inheritdoc/>
    public override async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
    {
        // rclone replaces what exists: of two puts of one name the second has to see the first.
        var turn = _turns[(uint)name.GetHashCode() % _turns.Length];
        await turn.WaitAsync(cancellationToken);
        try
        {
            var watched = new OpenedContent(content);
            try
            {
                await RunAsync(() => PutWholeAsync(name, watched, cancellationToken), cancellationToken);
            }
            catch (Exception failure) when (failure is not ObjectExistsException && watched.IsOpened)
            {
                await AwaitRemovalAsync(name);
                throw;
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public override Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken) =>
        RunAsync(() => Inner.OpenAsync(name, range, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public override Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) =>
        RunAsync(() => Inner.FindLengthAsync(name, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public override async IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var entries = Inner.ListAsync(kind, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await RunAsync(() => entries.MoveNextAsync().AsTask(), cancellationToken))
            yield return entries.Current;
    }

    /// <inheritdoc/>
    public override Task RemoveAsync(ObjectName name, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            await Inner.RemoveAsync(name, cancellationToken);
            return true;
        },
        cancellationToken);

    private async Task<bool> PutWholeAsync(ObjectName name, OpenedContent content, CancellationToken cancellationToken)
    {
        await Inner.PutAsync(name, content, cancellationToken);
        var length = await Inner.FindLengthAsync(name, cancellationToken);
        if (length == content.Length)
            return true;
        throw new ArchivistException(
            new ServerFailed(Location, ServerAction.Write, RestProtocol.PathOf(name), new ServerFault.LengthWrong(length, content.Length)),
            new StoreFailureException("another length than was sent", isTransient: true));
    }

    /// <summary>
    /// Waits until rclone has removed what it had of a put that was cut: it learns of that later than we do, writes under the final name, and its removal must not hit a
    /// second put. What it does not remove in time stays, and is seen to be torn by the next put.
    /// </summary>
    private async Task AwaitRemovalAsync(ObjectName name)
    {
        using var patience = new CancellationTokenSource(RemovalPatience);
        try
        {
            // It may not even have begun: one look that finds nothing is not enough.
            for (var absent = 0; absent < LooksForAbsence && _server.ProcessId is not null;)
            {
                absent = await Inner.FindLengthAsync(name, patience.Token) is null ? absent + 1 : 0;
                await Task.Delay(LookPause, patience.Token);
            }
        }
        catch (Exception cause) when (cause is OperationCanceledException or ArchivistException or IOException)
        {
            // The failure of the put is what the caller has to know.
        }
    }

    private async Task<T> RunAsync<T>(Func<Task<T>> request, CancellationToken cancellationToken)
    {
        await _server.EnsureRunningAsync(cancellationToken);
        try
        {
            return await request();
        }
        catch (ArchivistException failure) when (failure.Problem is ServerFailed { Fault: ServerFault.Status { Code: >= 500 } })
        {
            // The number says nothing; rclone has said why.
            throw await FindWordsAsync(cancellationToken) is { } words ? new ArchivistException(new RcloneFailed(Location, RcloneFault.RequestFailed, words), failure) : failure;
        }
    }

    /// <summary>rclone's last words, which may arrive a moment after its answer; null when there are none.</summary>
    private async Task<string?> FindWordsAsync(CancellationToken cancellationToken)
    {
        for (var looks = 0; looks < LooksForWords && _server.LastWords is null; looks++)
            await Task.Delay(LookPause, cancellationToken);
        return _server.LastWords;
    }

    /// <summary>Content that knows whether it was opened: only then was anything sent.</summary>
    private sealed class OpenedContent(IReplayableContent content) : IReplayableContent
    {
        internal bool IsOpened { get; private set; }

        public long Length => content.Length;

        public Stream OpenFromStart()
        {
            IsOpened = true;
            return content.OpenFromStart();
        }
    }
}
