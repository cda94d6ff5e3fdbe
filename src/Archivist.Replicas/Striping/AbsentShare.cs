using System.Runtime.CompilerServices;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Striping;

/// <summary>Stands for a share that is lost: it has nothing.</summary>
/// <param name="location">Where the share was.</param>
internal sealed class AbsentShare(string location) : IObjectSource
{
    /// <inheritdoc/>
    public string Location => location;

    /// <inheritdoc/>
    public StoreTraits Traits { get; } = new(1, IsReadOnly: true, IsLocal: true);

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken) => Task.FromException<Stream>(new ObjectMissingException(name, location));

    /// <inheritdoc/>
    public Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) => Task.FromResult<long?>(null);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        cancellationToken.ThrowIfCancellationRequested();
        yield break;
    }
}
