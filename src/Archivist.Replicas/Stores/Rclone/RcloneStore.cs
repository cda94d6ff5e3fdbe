using System.Runtime.CompilerServices;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Rest;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Rclone;

/// <summary>
/// A repository in a place that rclone reaches: a <see cref="RestStore"/> over a child that is started by the first request. Each put is followed by a look at the length: rclone accepts
/// whatever bytes it is sent. Nothing is tried twice. Thread-safe. Disposing of it ends the child.
/// </summary>
public sealed class RcloneStore : DelegatingStore, IAsyncDisposable
{
    private readonly RcloneServer _server;

    /// <summary>Neither starts nor contacts anything.</summary>
    /// <param name="address">Of the kind <see cref="AddressKind.Rclone"/> or <see cref="AddressKind.Sftp"/>.</param>
    /// <param name="surroundings">The user's.</param>
    /// <param name="clock">Measures how long each child lives.</param>
    public RcloneStore(RepositoryAddress address, RcloneSurroundings surroundings, TimeProvider clock)
        : this(RcloneRemote.LocationOf(address), () => RcloneRemote.Of(address, surroundings), clock)
    {
    }

    /// <summary>The same for a remote that is known otherwise.</summary>
    internal RcloneStore(string location, Func<RcloneRemote> remote, TimeProvider clock)
        : this(location, new RcloneServer(remote, clock))
    {
    }

    private RcloneStore(string location, RcloneServer server)
        : base(new RestStore(server.Connect(), RcloneServer.Url) { ShownAs = location }) => _server = server;

    /// <summary>The process id of the child; null when none runs.</summary>
    internal int? ProcessId => _server.ProcessId;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <inheritdoc/>
    public override Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            await Inner.PutAsync(name, content, cancellationToken);
            var length = await Inner.FindLengthAsync(name, cancellationToken);
            if (length == content.Length)
                return true;
            throw new ArchivistException(
                new ServerFailed(Location, ServerAction.Write, RestProtocol.PathOf(name), new ServerFault.LengthWrong(length, content.Length)),
                new StoreFailureException("another length than was sent", isTransient: true));
        },
        cancellationToken);

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

    private async Task<T> RunAsync<T>(Func<Task<T>> request, CancellationToken cancellationToken)
    {
        await _server.EnsureRunningAsync(cancellationToken);
        try
        {
            return await request();
        }
        catch (ArchivistException failure) when (failure.Problem is ServerFailed { Fault: ServerFault.Status { Code: >= 500 } } && _server.LastWords is { } words)
        {
            // The number says nothing; rclone has said why.
            throw new ArchivistException(new RcloneFailed(Location, RcloneFault.RequestFailed, words), failure);
        }
    }
}
