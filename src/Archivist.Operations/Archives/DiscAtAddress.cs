using System.Runtime.CompilerServices;
using Archivist.Correction.Rs03;
using Archivist.Discs.Stores;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Archives;

/// <summary>The repository on a disc or image, opened when it is first asked for; through its error correction if it has any.</summary>
internal sealed class DiscAtAddress(IOperationEvents events, string path) : IObjectSource
{
    private readonly SemaphoreSlim _gate = new(1);
    private DiscStore? _store;

    /// <inheritdoc/>
    public string Location => path;

    /// <inheritdoc/>
    public StoreTraits Traits { get; } = new(MaxConcurrency: 1, IsReadOnly: true, IsLocal: true);

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken) =>
        await (await OpenDiscAsync(cancellationToken)).OpenAsync(name, range, cancellationToken);

    /// <inheritdoc/>
    public async Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) =>
        await (await OpenDiscAsync(cancellationToken)).FindLengthAsync(name, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var found in (await OpenDiscAsync(cancellationToken)).ListAsync(kind, cancellationToken))
            yield return found;
    }

    /// <summary>Reads a small file that lies beside the objects of the repository; null when there is none.</summary>
    /// <param name="name">Relative to the repository, with slashes.</param>
    /// <param name="limit">The most bytes that it may have; a longer one is taken for missing.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    internal async Task<byte[]?> ReadFileAsync(string name, int limit, CancellationToken cancellationToken) =>
        await (await OpenDiscAsync(cancellationToken)).ReadFileAsync(name, limit, cancellationToken);

    /// <summary>The image stays open until the process ends, as the store is used until then.</summary>
    private async Task<DiscStore> OpenDiscAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_store is not null)
                return _store;
            var image = await ProtectedImage.OpenAsync(path, cancellationToken);
            // What is read is whole, for it came from a copy. The disc is not.
            foreach (var finding in image.Findings)
                events.Report(new OperationEvent.Warning(new DamageWorkedAround(finding.Problem)));
            return _store = DiscStore.FindOn(image);
        }
        finally
        {
            _gate.Release();
        }
    }
}
