using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Replicas.Reading;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;

namespace Archivist.Operations.Archives;

/// <summary>A repository that is open for reading, from one copy or from several. Disposing it releases the lock and warns of copies that did not do what they should.</summary>
/// <param name="context">Is warned.</param>
/// <param name="repository">Unlocked.</param>
/// <param name="reading">The lock; null where none was taken.</param>
/// <param name="copies">The copies; null for a single one.</param>
internal sealed class ReadArchive(OperationContext context, OpenRepository repository, ReadingLock? reading, CopyUnion? copies) : IAsyncDisposable
{
    /// <summary>The repository.</summary>
    internal OpenRepository Repository => repository;

    /// <summary>What each copy contributed so far; empty for a single copy.</summary>
    internal IReadOnlyList<CopyShare> Shares => copies?.Shares ?? [];

    /// <summary>Bytes that were read twice because a copy was late.</summary>
    internal long BytesReadTwice => copies?.BytesReadTwice ?? 0;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var share in Shares)
        {
            if (share.WrongRanges > 0)
                context.Warn(new CopyGaveWrongBytes(share.Name, share.WrongRanges));
            if (share.LastFailure is { } cause)
                context.Warn(new PlaceUnreachable(share.Name, cause));
        }

        if (reading is not null)
            await reading.DisposeAsync();
    }
}
