using Archivist.Operations.Archives;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Repository.Opening;
using Archivist.Repository.Patterns;
using Archivist.Repository.Walking;
using Archivist.Restore.Restoring;

namespace Archivist.Operations.Restoring;

/// <summary>A path of a snapshot that names a file or a link, which is restored from the directory that it is in.</summary>
internal static class SingleEntry
{
    /// <summary>The directory that the entry is in, and the selection of only that entry. Null where the path names a directory, nothing, or everything.</summary>
    internal static async Task<(ChosenSnapshot Directory, RestoreSelection Only)?> FindAsync(
        IndexedRepository repository, ChosenSnapshot chosen, CancellationToken cancellationToken)
    {
        if (chosen.Path.Length == 0 || await SnapshotTree.FindAsync(repository, chosen.Snapshot.Tree, chosen.Path, cancellationToken) is null or { Type: NodeType.Directory })
            return null;
        var path = SnapshotTree.BytesOf(chosen.Path);
        var name = path.AsSpan(path.AsSpan().LastIndexOf((byte)'/') + 1).ToArray();
        // Each byte that a pattern would take for more than itself is quoted.
        byte[] pattern = [(byte)'/', .. name.SelectMany(value => "*?[]\\".Contains((char)value) ? new byte[] { (byte)'\\', value } : [value])];
        var directory = chosen with { Path = PathText.Of(path.AsSpan(0, path.Length - name.Length - 1)) };
        return (directory, new RestoreSelection { Includes = PathPatterns.Parse([pattern]) });
    }
}
