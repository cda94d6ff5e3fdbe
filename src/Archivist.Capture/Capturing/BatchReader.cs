using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;
using Archivist.Repository.Writing;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Capture.Capturing;

/// <summary>Reads the files of a batch and hands their pieces to the writer; files arrive in their directory when they are stored.</summary>
internal sealed class BatchReader(
    IndexedRepository repository, RepositoryWriter writer, NodeBuilder builder, CaptureTally tally, StillPictures? still)
{
    /// <summary>Returns the directory when this batch completed it.</summary>
    internal async Task<FolderDraft?> ReadAsync(FileBatch batch, CancellationToken cancellationToken)
    {
        var draft = batch.Draft;
        var pending = new List<PendingFile>(batch.Items.Count);
        var group = new PieceGroup(batch.SmallBytes);
        var isComplete = false;
        try
        {
            foreach (var item in batch.Items)
            {
                if (await TryReadAsync(draft, item, group, cancellationToken) is { } file)
                    pending.Add(file);
                else
                    isComplete |= draft.Arrive(item.Place, null);
            }

            await group.HandOverAsync(writer, cancellationToken);
        }
        finally
        {
            group.Drop();
            draft.EndReading();
        }

        var ids = group.Ids is { } task ? await task : [];
        foreach (var file in pending)
        {
            tally.CountFile(file.Length, isUnchanged: false);
            isComplete |= draft.Arrive(
                file.Place,
                builder.BuildFile(
                    file.Name, file.Status, file.Attributes, file.Piece is { } piece ? [ids[piece]] : file.Content, (ulong)file.Length) with { Error = file.Lost });
        }

        return isComplete ? draft : null;
    }

    /// <summary>Null when the file could not be read, which is reported.</summary>
    private async ValueTask<PendingFile?> TryReadAsync(
        FolderDraft draft, FileBatch.Item item, PieceGroup group, CancellationToken cancellationToken)
    {
        try
        {
            using var file = draft.Folder.OpenFile(item.Name);
            // What was opened may not be what was walked past: its own status counts, and only a file is read.
            var status = draft.Folder.StatusOfOpen(file, item.Name);
            if (status.Type is not NodeType.File)
                throw new IOException("it was replaced while it was captured");
            var attributes = tally.AttributesOf(draft, item.Name, status, out var lost);
            if (status.Size < FileChunker.MinimumSize && ReadSmall(file, group.Free, status.Size) is { } length)
            {
                still?.Compare(draft.Folder, status, draft.Folder.StatusOfOpen(file, item.Name));
                return new PendingFile(
                    item.Place, item.Name, status, attributes, lost, length > 0 ? group.Take(length) : null, [], length);
            }

            var (content, total) = await new FileReader(file, writer, new FileChunker(repository)).ReadAsync(status, cancellationToken);
            still?.Compare(draft.Folder, status, draft.Folder.StatusOfOpen(file, item.Name));
            return new PendingFile(item.Place, item.Name, status, attributes, lost, null, content, total);
        }
        catch (IOException cause) when (cause is not ObjectExistsException && !writer.HasFailed)
        {
            tally.Report(draft.Path, item.Name, Cause.Of(cause));
            return null;
        }
        catch (UnauthorizedAccessException cause) when (!writer.HasFailed)
        {
            tally.Report(draft.Path, item.Name, Cause.Of(cause));
            return null;
        }
    }

    /// <summary>The length of a file that is a single piece and fits; null for one that grew since it was seen.</summary>
    private static int? ReadSmall(SafeFileHandle file, Span<byte> free, long size)
    {
        if (free.Length <= size)
            return null;
        var length = 0;
        while (length <= size)
        {
            var read = Folder.ReadAt(file, free[length..(int)(size + 1)], length);
            length += read;
            // Less than was asked for, and as much as there should be: that was the end.
            if (read == 0 || length == size)
                return length;
        }

        return null;
    }

    private sealed record PendingFile(
        int Place, FileName Name, FileStatus Status, IReadOnlyList<ExtendedAttribute> Attributes, string? Lost, int? Piece,
        IReadOnlyList<BlobId> Content, long Length);
}
