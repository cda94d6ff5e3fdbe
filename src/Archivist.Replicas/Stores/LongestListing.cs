using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores;

/// <summary>How many objects of a kind a server may list.</summary>
internal static class LongestListing
{
    /// <summary>More than any repository has: 4 million packs are 64 TiB. What lists more never ends.</summary>
    internal static int Of(ObjectKind kind) => kind switch
    {
        ObjectKind.Pack => 4_000_000,
        ObjectKind.Key => 10_000,
        _ => 1_000_000,
    };
}
