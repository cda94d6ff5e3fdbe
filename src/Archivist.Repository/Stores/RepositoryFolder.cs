using Archivist.Platform.Files;

namespace Archivist.Repository.Stores;

/// <summary>Repositories in directories of this machine, known by what <see cref="RepositoryLayout"/> puts there.</summary>
public static class RepositoryFolder
{
    private static readonly HashSet<string> Own =
        [RepositoryLayout.PathOf(ObjectName.Configuration), RepositoryLayout.Folder(ObjectKind.Lock), .. RepositoryLayout.WriteOrder.Select(RepositoryLayout.Folder)];

    /// <summary>The directory of the repository that a path lies in; null for none. The path itself need not be there.</summary>
    /// <exception cref="IOException">A directory above it cannot be looked up.</exception>
    public static string? FindAbove(string path)
    {
        for (var above = Path.GetDirectoryName(Path.GetFullPath(path)); above is not null; above = Path.GetDirectoryName(above))
        {
            if (Is(above))
                return above;
        }

        return null;
    }

    /// <summary>
    /// The directory of the repository of which a path names an object, or lies in a directory of objects; null for none. Beside those directories there may be other files,
    /// such as images of rebuilt discs.
    /// </summary>
    /// <exception cref="IOException">A directory above it cannot be looked up.</exception>
    public static string? FindHolding(string path) =>
        FindAbove(path) is { } folder && Own.Contains(Path.GetRelativePath(folder, Path.GetFullPath(path)).Split(Path.DirectorySeparatorChar)[0]) ? folder : null;

    private static bool Is(string folder) =>
        FileLookup.IsFile(Path.Combine(folder, RepositoryLayout.PathOf(ObjectName.Configuration)))
        && new[] { ObjectKind.Key, ObjectKind.Pack, ObjectKind.Snapshot }.All(kind => FileLookup.IsDirectory(Path.Combine(folder, RepositoryLayout.Folder(kind))));
}
