using System.Collections.Concurrent;
using Archivist.Capture.FileSystem;
using Archivist.Repository;

namespace Archivist.Capture.Restoring;

/// <summary>Gives entries that are in their place their links, owners, permissions, attributes and times.</summary>
internal sealed class MetadataRestore(RestoreTally tally)
{
    private readonly bool _isRoot = OperatingSystem.IsLinux() && Interop.Libc.GetEffectiveUserId() == 0;

    private const int EntriesAtOnce = 512;

    /// <summary>Entries that are not folders: in any order, by several threads.</summary>
    internal void RestoreEntries(Folder target, List<RestoredEntry> entries, CancellationToken cancellationToken) =>
        Parallel.ForEach(
            Partitioner.Create(0, entries.Count, EntriesAtOnce),
            new ParallelOptions { CancellationToken = cancellationToken },
            range => RestoreInOrder(target, entries.GetRange(range.Item1, range.Item2 - range.Item1), cancellationToken));

    /// <summary>Folders, one after the other: without the right to enter a folder, those in it could not be reached any more.</summary>
    internal void RestoreInOrder(Folder target, IReadOnlyList<RestoredEntry> entries, CancellationToken cancellationToken)
    {
        Folder? folder = null;
        byte[]? path = null;
        try
        {
            foreach (var entry in entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    if (folder is null || !ReferenceEquals(path, entry.Folder))
                    {
                        folder?.Dispose();
                        folder = null;
                        folder = target.OpenFolderBelow(entry.Folder);
                        path = entry.Folder;
                    }

                    Finish(target, folder, entry);
                }
                catch (NativeIOException cause)
                {
                    tally.OnProblem(entry, Failure.Failed, cause.Cause);
                }
            }
        }
        finally
        {
            folder?.Dispose();
        }
    }

    private void Finish(Folder target, Folder folder, RestoredEntry entry)
    {
        if (entry.IsBroken)
        {
            // Never under its own name: a file with holes must not pass for the one that was captured.
            folder.Rename(entry.Node.Name, new FileName([.. entry.Node.Name.Bytes, .. ".incomplete"u8]));
            return;
        }

        if (entry.LinkedTo is not { } first)
        {
            SetAll(folder, entry);
            return;
        }

        if (first.IsBroken)
        {
            tally.Add(entry.ToString(), Failure.DataLoss, $"it is the same file as {DisplayPath.Of(DisplayPath.Join(first.Folder, first.Name))}, which could not be restored");
            return;
        }

        using var firstFolder = target.OpenFolderBelow(first.Folder);
        folder.MakeHardLink(entry.Node.Name, firstFolder, first.Name);
        tally.OnFileDone();
    }

    /// <summary>Times last.</summary>
    private void SetAll(Folder folder, RestoredEntry entry)
    {
        var node = entry.Node;
        if (_isRoot || node.Type is not NodeType.SymbolicLink)
            folder.SetOwnerAndPermissions(node.Name, node.Type, _isRoot ? (node.UserId, node.GroupId) : null, node.Permissions);
        foreach (var attribute in node.ExtendedAttributes)
        {
            try
            {
                folder.SetAttribute(node.Name, attribute);
            }
            catch (NativeIOException cause)
            {
                tally.OnProblem(entry, Failure.Failed, $"extended attribute {attribute.Name}: {cause.Cause}");
            }
        }

        folder.SetTimes(node.Name, node.AccessedAt, node.ModifiedAt);
    }
}
