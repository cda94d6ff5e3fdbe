namespace Archivist.TestKit;

/// <summary>
/// Test data that others published and that is not part of the working copy: <c>ARCHIVIST_VECTORS</c> when it is set,
/// otherwise <c>shared/vectors</c> beside the working copy or beside one of the folders above it.
/// </summary>
public static class Vectors
{
    /// <summary>The folder that holds one folder per format, or null when there is none.</summary>
    public static string? Root { get; } = FindRoot();

    /// <summary>The folder of one format; skips the running test, with the reason, when it is absent.</summary>
    public static string FolderOrSkip(string format)
    {
        var folder = Root is null ? null : Path.Combine(Root, format);
        Assert.SkipUnless(
            folder is not null && Directory.Exists(folder),
            $"The published vectors for {format} are not here: set ARCHIVIST_VECTORS to the folder that holds '{format}'.");
        return folder!;
    }

    private static string? FindRoot()
    {
        if (Environment.GetEnvironmentVariable("ARCHIVIST_VECTORS") is { Length: > 0 } set)
            return set;
        for (var folder = Directory.GetParent(CheckedOut.Root); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "vectors");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
