namespace Archivist.App.Configuration;

/// <summary>How long an image may be.</summary>
internal static class DiscCapacity
{
    /// <summary>
    /// The bytes that file systems and contents of one disc may take. What else goes onto the medium is taken away here, and nowhere else.
    /// </summary>
    internal static long CapacityFor(DiscTemplate template) => template.Capacity;
}
