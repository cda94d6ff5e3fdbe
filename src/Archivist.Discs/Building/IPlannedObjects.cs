using Archivist.Discs.Planning;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Building;

/// <summary>Where the objects of a planned set come from while its discs are mastered. Not for many threads, but for what <see cref="ContentOf"/> gives.</summary>
public interface IPlannedObjects
{
    /// <summary>Makes sure of objects before an image with them is begun. One that is not to be had is an <see cref="ArchivistException"/>.</summary>
    /// <param name="plan">The set.</param>
    /// <param name="volume">The disc that they are for, from 1.</param>
    /// <param name="names">The repository's configuration first.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task RequireAsync(DiscSetPlan plan, int volume, IReadOnlyList<ObjectName> names, CancellationToken cancellationToken);

    /// <summary>The content of an object that was required.</summary>
    IReplayableContent ContentOf(ObjectName name);
}
