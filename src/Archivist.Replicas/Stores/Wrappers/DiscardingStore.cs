using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Wrappers;

/// <summary>Reads like another store and keeps nothing that is written: for saying what would happen.</summary>
public sealed class DiscardingStore(IObjectStore inner) : DelegatingStore(inner)
{
    /// <inheritdoc/>
    public override Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override Task RemoveAsync(ObjectName name, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override bool Hides(Type capability) => capability == typeof(ICleanableStore) || capability == typeof(IBucketStore);
}
