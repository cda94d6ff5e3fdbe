namespace Archivist.Replicas.Stores;

/// <summary>A storage class in which packs lie. Immutable.</summary>
/// <param name="Name">As the service calls it, such as <c>STANDARD</c>.</param>
/// <param name="IsCold">A pack of it must be restored at the service before it can be read; null when that is not known.</param>
public sealed record PackClass(string Name, bool? IsCold)
{
    /// <summary>Whether a class is one of those of Amazon S3 that must be restored before reading.</summary>
    internal static bool IsArchive(string? name) => name is "GLACIER" or "DEEP_ARCHIVE";
}
