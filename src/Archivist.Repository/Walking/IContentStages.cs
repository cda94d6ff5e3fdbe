using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Walking;

/// <summary>Decides in which order the packs of a restore are read where not all can be read at a time, as when they lie on several discs.</summary>
public interface IContentStages
{
    /// <summary>Called once, when all directories were read and everything that is wanted is known.</summary>
    /// <param name="wanted">Packs and how many bytes of each are wanted, before decompression.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task BeginAsync(IReadOnlyDictionary<PackId, long> wanted, CancellationToken cancellationToken);

    /// <summary>Packs that can be read now; none when no more of those that are left can be had.</summary>
    /// <param name="left">The packs that are still wanted.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlySet<PackId>> NextAsync(IReadOnlyDictionary<PackId, long> left, CancellationToken cancellationToken);

    /// <summary>
    /// Pieces of a pack that <see cref="NextAsync"/> gave were damaged or could not be read. It stays wanted, and is not to be given again from the same place: so
    /// each place is tried once.
    /// </summary>
    /// <param name="pack">The pack.</param>
    /// <param name="cause">The cause.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task RejectAsync(PackId pack, Cause cause, CancellationToken cancellationToken);

    /// <summary>Why a pack could not be read in any stage.</summary>
    Problem DescribeMissing(PackId pack);
}
