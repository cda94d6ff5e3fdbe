using System.Runtime.CompilerServices;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Wrappers;

/// <summary>Asks before each request whether it may be made; what is under way is finished. As thread-safe as the store and the question.</summary>
/// <param name="inner">The store; the caller keeps ownership.</param>
/// <param name="pass">Returns when the request may be made, and throws what the caller is to get when it may not.</param>
public sealed class GatedStore(IObjectStore inner, Func<CancellationToken, Task> pass) : DelegatingStore(inner)
{
    /// <inheritdoc/>
    public override async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
    {
        await pass(cancellationToken);
        await Inner.PutAsync(name, content, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        await pass(cancellationToken);
        return await Inner.OpenAsync(name, range, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken)
    {
        await pass(cancellationToken);
        return await Inner.FindLengthAsync(name, cancellationToken);
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await pass(cancellationToken);
        await foreach (var item in Inner.ListAsync(kind, cancellationToken))
            yield return item;
    }

    /// <inheritdoc/>
    public override async Task RemoveAsync(ObjectName name, CancellationToken cancellationToken)
    {
        await pass(cancellationToken);
        await Inner.RemoveAsync(name, cancellationToken);
    }

    /// <inheritdoc/>
    protected override bool Hides(Type capability) => capability == typeof(IFileStore) || capability == typeof(ISideFileStore);

    /// <inheritdoc/>
    protected override IObjectSource Wrap(IObjectSource copy) => new GatedStore(ReadOnlyStore.Over(copy), pass);
}
