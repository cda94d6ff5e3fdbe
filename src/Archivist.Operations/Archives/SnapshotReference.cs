namespace Archivist.Operations.Archives;

/// <summary>A snapshot as an operator names it, and a path in it.</summary>
/// <param name="Snapshot">An id, the beginning of one, or <c>latest</c>.</param>
/// <param name="Path">The path, with a slash in front of each name; empty for everything.</param>
public sealed record SnapshotReference(string Snapshot, string Path)
{
    /// <summary>Reads <c>SNAPSHOT</c> or <c>SNAPSHOT:/path</c>.</summary>
    public static SnapshotReference Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? new SnapshotReference(text, "")
            : new SnapshotReference(text[..colon], string.Concat(text[(colon + 1)..].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(name => "/" + name)));
    }
}
