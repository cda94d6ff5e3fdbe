using System.Runtime.CompilerServices;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Archives;

/// <summary>
/// A copy of a repository that gives packs only, for a restore from discs: it is opened when the first pack is wanted that no disc gives whole. One that cannot be reached, or is
/// of another repository, has none, which is reported once. Thread-safe.
/// </summary>
/// <param name="name">What it is called.</param>
/// <param name="open">Opens it.</param>
/// <param name="repository">The SHA-256 of the repository's configuration file.</param>
/// <param name="context">Warned why it is of no use.</param>
internal sealed class PacksElsewhere(string name, Func<IObjectSource> open, Digest repository, OperationContext context) : IObjectSource
{
    private const long LargestConfiguration = 1 << 20;

    private readonly SemaphoreSlim _gate = new(1);
    private IObjectSource? _store;
    private bool _isTried;

    /// <inheritdoc/>
    public string Location => name;

    /// <inheritdoc/>
    public StoreTraits Traits { get; } = new(MaxConcurrency: 1, IsReadOnly: true, IsLocal: true);

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken) =>
        await FindStoreAsync(name, cancellationToken) is { } store ? await store.OpenAsync(name, range, cancellationToken) : throw new ObjectMissingException(name, Location);

    /// <inheritdoc/>
    public async Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) =>
        await FindStoreAsync(name, cancellationToken) is { } store ? await store.FindLengthAsync(name, cancellationToken) : null;

    /// <summary>Lists nothing: what there is, the discs say.</summary>
    public async IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        cancellationToken.ThrowIfCancellationRequested();
        yield break;
    }

    private async Task<IObjectSource?> FindStoreAsync(ObjectName wanted, CancellationToken cancellationToken)
    {
        if (wanted.Kind is not ObjectKind.Pack)
            return null;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_isTried)
            {
                _isTried = true;
                _store = await TryOpenAsync(cancellationToken);
            }

            return _store;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<IObjectSource?> TryOpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var store = open();
            if (Digest.Of(await store.ReadAllAsync(ObjectName.Configuration, LargestConfiguration, cancellationToken)) == repository)
                return store;
            context.Warn(new OtherRepositoryElsewhere(name));
        }
        catch (Exception cause) when (cause is ArchivistException or IOException)
        {
            context.Warn(new PlaceUnreachable(name, Cause.Of(cause)));
        }

        return null;
    }
}
