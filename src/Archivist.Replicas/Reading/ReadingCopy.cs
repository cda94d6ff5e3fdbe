using Archivist.Repository.Stores;

namespace Archivist.Replicas.Reading;

/// <summary>One of several copies of a repository to read from.</summary>
/// <param name="Name">The name in reports.</param>
/// <param name="Source">Where it is; the caller keeps ownership of it.</param>
public sealed record ReadingCopy(string Name, IObjectSource Source)
{
    /// <summary>What reading one GiB costs, in any unit common to all copies; null when that is not known. A local copy costs nothing.</summary>
    public decimal? PricePerGiB { get; init; }
}
