using System.CommandLine;
using Archivist.Operations.Archives;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Patterns;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Walking;
using Archivist.Restore.Restoring;

namespace Archivist.App.Cli;

/// <summary>A snapshot as an operator names it: an id, the beginning of one or <c>latest</c>, and <c>:FOLDER</c> for a folder of it.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Folder">The folder; empty for everything.</param>
internal sealed record ChosenSnapshot(Snapshot Snapshot, string Folder)
{
    internal const string Description = "An id, the beginning of one, or 'latest'; with :FOLDER only that folder of it.";

    /// <summary>Finds it, and warns of a doubtful <c>latest</c>; none, or several, are <see cref="Failure.Usage"/>.</summary>
    internal static async Task<ChosenSnapshot> FindAsync(
        ParseResult parsed, OpenRepository repository, string text, SnapshotFilter filter, CancellationToken cancellationToken)
    {
        var snapshots = await repository.ListSnapshotsAsync(cancellationToken);
        var chosen = Find(snapshots, text, filter);
        await LatestWarning.TellAsync(parsed.Archive(), true, repository, snapshots, filter, [text], cancellationToken);
        return chosen;
    }

    internal static ChosenSnapshot Find(IReadOnlyList<Snapshot> snapshots, string text, SnapshotFilter filter)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var folder = colon < 0 ? "" : string.Concat(text[(colon + 1)..].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(name => "/" + name));
        return new ChosenSnapshot(filter.Find(snapshots, colon < 0 ? text : text[..colon]), folder);
    }

    /// <summary>Where the path names a file or a link: the folder that it is in, and the selection of only that entry. Null for a folder.</summary>
    internal async Task<(ChosenSnapshot Folder, RestoreSelection Only)?> TakeFileAsync(IndexedRepository repository, CancellationToken cancellationToken)
    {
        if (Folder.Length == 0 || await SnapshotTree.FindAsync(repository, Snapshot.Tree, Folder, cancellationToken) is null or { Type: NodeType.Directory })
            return null;
        var path = SnapshotTree.BytesOf(Folder);
        var name = path.AsSpan(path.AsSpan().LastIndexOf((byte)'/') + 1).ToArray();
        // Each byte that a pattern would take for more than itself is quoted.
        byte[] pattern = [(byte)'/', .. name.SelectMany(value => "*?[]\\".Contains((char)value) ? new byte[] { (byte)'\\', value } : [value])];
        return (this with { Folder = PathText.Of(path.AsSpan(0, path.Length - name.Length - 1)) }, new RestoreSelection { Includes = PathPatterns.Parse([pattern]) });
    }

    internal Task<BlobId> FindTreeAsync(IndexedRepository repository, CancellationToken cancellationToken) =>
        SnapshotTree.FindFolderAsync(repository, Snapshot, Folder, cancellationToken);
}
