using Archivist.Repository;

namespace Archivist.App.Steps.DiscSets;

/// <summary>Where the objects come from that go onto a disc.</summary>
/// <param name="Store">Has at least the configuration; names the place in errors.</param>
/// <param name="Find">The content of an object; null when it is not there.</param>
internal sealed record BuildingSource(IObjectStore Store, Func<ObjectName, IReplayableContent?> Find)
{
    /// <summary>The content of an object that was found before.</summary>
    internal IReplayableContent ContentOf(ObjectName name) => Find(name) ?? throw new ObjectMissingException(name, Store.Location);
}
