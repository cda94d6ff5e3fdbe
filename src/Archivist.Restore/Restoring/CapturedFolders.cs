using System.Text;
using Archivist.Platform.Files;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;

namespace Archivist.Restore.Restoring;

/// <summary>
/// Knows which directories of a snapshot were captured completely: its sources and all below. A directory that leads to a source holds only that, so other
/// entries in it at the target must not be deleted.
/// </summary>
internal sealed class CapturedFolders
{
    private readonly HashSet<string> _roots;

    private CapturedFolders(HashSet<string> roots) => _roots = roots;

    /// <summary>True where no source was found in the snapshot.</summary>
    internal bool IsEmpty => _roots.Count == 0;

    /// <summary>
    /// Finds the sources in the snapshot. restic keeps a source that was named by a relative path below the root of the snapshot, so that the end of its
    /// absolute path is looked for as well.
    /// </summary>
    internal static async Task<CapturedFolders> FindAsync(IndexedRepository repository, Snapshot snapshot, CancellationToken cancellationToken)
    {
        var roots = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in snapshot.Paths)
        {
            var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
            if (names.Length == 0)
                roots.Add("");
            for (var skipped = 0; skipped < names.Length; skipped++)
            {
                if (await FindAsync(repository, snapshot.Tree, names[skipped..], cancellationToken) is not { } found)
                    continue;
                roots.Add(found);
                break;
            }
        }

        return new CapturedFolders(roots);
    }

    /// <summary>Whether the directory at this path of the snapshot was captured whole.</summary>
    /// <param name="path">Each name with a <c>/</c> before it; empty for the root.</param>
    internal bool Covers(ReadOnlySpan<byte> path)
    {
        var text = Encoding.Latin1.GetString(path);
        while (true)
        {
            if (_roots.Contains(text))
                return true;
            if (text.Length == 0)
                return false;
            text = text[..text.LastIndexOf('/')];
        }
    }

    private static async Task<string?> FindAsync(IndexedRepository repository, BlobId tree, string[] names, CancellationToken cancellationToken)
    {
        var path = new StringBuilder();
        BlobId? next = tree;
        foreach (var name in names)
        {
            if (next is not { } folder)
                return null;
            // Paths of snapshots are text, in which a name that is not UTF-8 has lost its bytes.
            var node = (await repository.ReadTreeAsync(folder, cancellationToken)).FirstOrDefault(node => PathText.Shown(node.Name.Bytes) == name);
            if (node is null)
                return null;
            path.Append('/').Append(Encoding.Latin1.GetString(node.Name.Bytes));
            next = node.Subtree;
        }

        return path.ToString();
    }
}
