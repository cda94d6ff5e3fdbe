using System.Runtime.CompilerServices;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Replicas.Addresses;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Archives;

/// <summary>
/// A copy of a repository that is opened when it is first read, and is read only once its configuration turns out to be that of the repository. One of another repository has
/// nothing, which is warned of once; one that cannot be reached fails, and is tried again by the next request. Thread-safe.
/// </summary>
/// <param name="name">The name of the replica.</param>
/// <param name="address">Its address.</param>
/// <param name="repository">The SHA-256 of the repository's configuration.</param>
/// <param name="context">Opens it, and is warned.</param>
internal sealed class ConfirmedCopy(string name, string address, Digest repository, OperationContext context) : IObjectSource
{
    private const long LargestConfiguration = 1 << 20;

    private readonly SemaphoreSlim _gate = new(1);
    private IObjectSource? _store;
    private bool? _isOurs;

    /// <inheritdoc/>
    public string Location => name;

    /// <summary>What holds for stores of this kind: the copy itself is not opened to find out.</summary>
    public StoreTraits Traits { get; } = RepositoryAddress.Parse(address).Kind is AddressKind.Directory
        ? new StoreTraits(Math.Max(2, Environment.ProcessorCount * 2), IsReadOnly: true, IsLocal: true)
        : new StoreTraits(MaxConcurrency: 5, IsReadOnly: true, IsLocal: false);

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken) =>
        await FindStoreAsync(cancellationToken) is { } store ? await store.OpenAsync(name, range, cancellationToken) : throw new ObjectMissingException(name, Location);

    /// <inheritdoc/>
    public async Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) =>
        await FindStoreAsync(cancellationToken) is { } store ? await store.FindLengthAsync(name, cancellationToken) : null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (await FindStoreAsync(cancellationToken) is not { } store)
            yield break;
        await foreach (var item in store.ListAsync(kind, cancellationToken))
            yield return item;
    }

    private async Task<IObjectSource?> FindStoreAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _store ??= context.OpenStore(address);
            _isOurs ??= await IsOursAsync(_store, cancellationToken);
            return _isOurs is true ? _store : null;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<bool> IsOursAsync(IObjectSource store, CancellationToken cancellationToken)
    {
        try
        {
            if (Digest.Of(await store.ReadAllAsync(ObjectName.Configuration, LargestConfiguration, cancellationToken)) == repository)
                return true;
            context.Warn(new OtherRepositoryInCopy(name));
        }
        catch (ObjectMissingException)
        {
            // Never begun, or not plugged in: there is nothing to read.
        }

        return false;
    }
}
