using Archivist.Discs.Planning;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Building;

/// <summary>The source of a planned set's objects while its discs are mastered. Not thread-safe, except for the contents that <see cref="ContentOf"/> returns.</summary>
public interface IPlannedObjects
{
    /// <summary>Makes sure that objects are available before an image with them is begun. An unavailable one is an <see cref="ArchivistException"/>.</summary>
    /// <param name="plan">The set.</param>
    /// <param name="volume">The disc that they are for, from 1.</param>
    /// <param name="names">The repository's configuration first.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task RequireAsync(DiscSetPlan plan, int volume, IReadOnlyList<ObjectName> names, CancellationToken cancellationToken);

    /// <summary>The content of an object that was required.</summary>
    IReplayableContent ContentOf(ObjectName name);
}
