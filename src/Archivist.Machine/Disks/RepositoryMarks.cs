using Archivist.Platform.Files;

namespace Archivist.Machine.Disks;

/// <summary>Recognizes repositories by the names of what is in them (restic's design, "Repository Layout"): a file <c>config</c> beside the directories <c>data</c>, <c>keys</c> and <c>snapshots</c>.</summary>
public static class RepositoryMarks
{
    private static readonly string[] Folders = ["data", "keys", "snapshots"];

    /// <summary>The first repository in a directory, which may be the root of a file system that was mounted to look; null when there is none.</summary>
    /// <param name="folder">Where to look.</param>
    /// <param name="depth">How many levels below it are looked at.</param>
    /// <exception cref="IOException">A directory cannot be listed.</exception>
    public static string? Find(string folder, int depth = 2)
    {
        if (FileLookup.IsFile(Path.Combine(folder, "config")) && Folders.All(name => FileLookup.IsDirectory(Path.Combine(folder, name))))
            return folder;
        return depth == 0 ? null : Directory.EnumerateDirectories(folder).Where(path => FileLookup.FindLink(path)?.Kind is FileKind.Directory).Order(StringComparer.Ordinal)
            .Select(path => Find(path, depth - 1)).FirstOrDefault(found => found is not null);
    }
}
