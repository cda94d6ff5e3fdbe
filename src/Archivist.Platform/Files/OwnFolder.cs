namespace Archivist.Platform.Files;

/// <summary>A folder of this machine that is the archive's own: a restore keeps out of it, and a snapshot that takes it in says so.</summary>
/// <param name="Path">Absolute; need not be there.</param>
/// <param name="What">What it is, such as <c>the repository</c>.</param>
public sealed record OwnFolder(string Path, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{What} {Path}";
}
