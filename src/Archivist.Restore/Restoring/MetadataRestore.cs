using System.Collections.Concurrent;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Archivist.Repository.Trees;
using Archivist.Restore.Problems;

namespace Archivist.Restore.Restoring;

/// <summary>Gives entries that are in their place their links, owners, permissions, attributes and times.</summary>
internal sealed class MetadataRestore(RestoreTally tally)
{
    private const int EntriesAtOnce = 512;

    private readonly uint _user = OperatingSystem.IsLinux() ? Libc.GetEffectiveUserId() : 0;

    /// <summary>Entries that are not directories: in any order, by several threads.</summary>
    internal void RestoreEntries(Folder target, List<RestoredEntry> entries, CancellationToken cancellationToken) =>
        Parallel.ForEach(
            Partitioner.Create(0, entries.Count, EntriesAtOnce),
            new ParallelOptions { CancellationToken = cancellationToken },
            range => RestoreInOrder(target, entries.GetRange(range.Item1, range.Item2 - range.Item1), cancellationToken));

    /// <summary>Folders, one after the other: without the right to enter a directory, those in it could not be reached any more.</summary>
    internal void RestoreInOrder(Folder target, IReadOnlyList<RestoredEntry> entries, CancellationToken cancellationToken)
    {
        Folder? folder = null;
        byte[]? path = null;
        try
        {
            foreach (var entry in entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (entry.HasFailed || entry.IsBroken)
                    // What there is of it keeps the name of an unfinished file.
                    continue;
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
                    tally.OnProblem(entry, Failure.Failed, Cause.Of(cause));
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
        if (entry.LinkedTo is { } first)
        {
            Link(target, folder, entry, first);
            return;
        }

        if (entry.Unfinished is { } unfinished)
        {
            folder.Rename(unfinished, entry.Node.Name);
            entry.Unfinished = null;
        }

        SetAll(folder, entry);
    }

    private void Link(Folder target, Folder folder, RestoredEntry entry, LinkedFile first)
    {
        if (first.Broken is not Failure.None)
        {
            tally.Add(entry.ToString(), new LinkedFileBroken(first.Broken, entry.ToString(), DisplayPath.Of(DisplayPath.Join(first.Folder, first.Name))));
            return;
        }

        using var firstFolder = target.OpenFolderBelow(first.Folder);
        folder.MakeHardLink(entry.Node.Name, firstFolder, first.Name);
        tally.OnFileDone();
    }

    /// <summary>
    /// The owner first, for changing it clears bits of the mode and capabilities; then attributes, for which a file must be writable, and an ACL changes the
    /// mode; then the mode; times last.
    /// </summary>
    private void SetAll(Folder folder, RestoredEntry entry)
    {
        const int IsLink = 40, AnotherType = 17;
        var node = entry.Node;
        var isLink = node.Type is NodeType.SymbolicLink;
        var status = folder.StatusOf(node.Name);
        // Setting the permissions of a link would lead elsewhere.
        if (status.Type != node.Type)
            throw new NativeIOException(node.Name.ToString(), status.Type is NodeType.SymbolicLink ? IsLink : AnotherType);
        var (isOwnersOwn, hasChanged) = SetOwner(folder, entry, status);
        hasChanged |= SetAttributes(folder, entry, status);
        var permissions = node.Permissions;
        if (!isOwnersOwn && (permissions & FileStatus.SetIdBits) != 0 && !isLink)
        {
            permissions &= ~FileStatus.SetIdBits;
            tally.CountSetIdDropped();
        }

        if (!isLink && (hasChanged || status.Permissions != permissions))
            folder.SetPermissions(node.Name, permissions);
        folder.SetTimes(node.Name, node.AccessedAt, node.ModifiedAt);
    }

    /// <summary>Root gives everything its owner; others only a group that they are a member of, to what is theirs.</summary>
    private (bool IsSame, bool HasChanged) SetOwner(Folder folder, RestoredEntry entry, in FileStatus status)
    {
        var node = entry.Node;
        if (status.UserId == node.UserId && status.GroupId == node.GroupId)
            return (true, false);
        if (_user != 0 && status.UserId != node.UserId)
            return (false, false);
        try
        {
            if (_user == 0)
                folder.SetOwner(node.Name, node.UserId, node.GroupId);
            else
                folder.SetOwner(node.Name, uint.MaxValue, node.GroupId);
            return (true, true);
        }
        catch (NativeIOException cause)
        {
            if (_user == 0)
                tally.OnProblem(entry, new OwnerNotRestored(entry.ToString(), node.UserId, node.GroupId, Cause.Of(cause)));
            return (false, false);
        }
    }

    /// <summary>True when the mode may be another one now.</summary>
    private bool SetAttributes(Folder folder, RestoredEntry entry, in FileStatus status)
    {
        const int ReadAndWrite = 0x180;
        var node = entry.Node;
        var hasChanged = false;
        if (entry.MayHaveOtherRights)
        {
            // Another's user attributes cannot be changed without the right to write.
            if (node.Type is NodeType.File && (status.Permissions & ReadAndWrite) != ReadAndWrite)
            {
                folder.SetPermissions(node.Name, status.Permissions | ReadAndWrite);
                hasChanged = true;
            }

            try
            {
                hasChanged |= folder.RemoveOtherAttributes(node.Name, node.ExtendedAttributes);
            }
            catch (NativeIOException cause)
            {
                tally.OnProblem(entry, Failure.Failed, Cause.Of(cause));
            }
        }

        foreach (var attribute in node.ExtendedAttributes)
        {
            hasChanged |= attribute.Name is "system.posix_acl_access";
            try
            {
                folder.SetAttribute(node.Name, attribute);
            }
            catch (NativeIOException cause)
            {
                tally.OnProblem(entry, new AttributeNotRestored(entry.ToString(), attribute.Name.ToString(), Cause.Of(cause)));
            }
        }

        return hasChanged;
    }
}
