using Archivist.Capture.FileSystem;
using Archivist.Repository;

namespace Archivist.Capture.Capturing;

/// <summary>Reads the files of a batch and hands their pieces to the writer; files arrive in their folder when they are stored.</summary>
internal sealed class BatchReader(
    IndexedRepository repository, RepositoryWriter writer, NodeBuilder builder, CaptureTally tally)
{
    /// <summary>Returns the folder when this batch completed it.</summary>
    internal async Task<FolderDraft?> ReadAsync(FileBatch batch, CancellationToken cancellationToken)
    {
        var draft = batch.Draft;
        var pending = new List<PendingFile>(batch.Items.Count);
        var isComplete = false;
        try
        {
            foreach (var item in batch.Items)
            {
                if (await TryReadAsync(draft, item, cancellationToken) is { } file)
                    pending.Add(file);
                else
                    isComplete |= draft.Arrive(item.Place, null);
            }
        }
        finally
        {
            draft.EndReading();
        }

        foreach (var file in pending)
        {
            var content = file.Only is null ? file.Content : [await file.Only];
            tally.CountFile(file.Length, isUnchanged: false);
            isComplete |= draft.Arrive(
                file.Place, builder.BuildFile(file.Name, file.Status, file.Attributes, content, (ulong)file.Length));
        }

        return isComplete ? draft : null;
    }

    /// <summary>Null when the file could not be read, which is reported.</summary>
    private async ValueTask<PendingFile?> TryReadAsync(FolderDraft draft, FileBatch.Item item, CancellationToken cancellationToken)
    {
        try
        {
            using var file = draft.Folder.OpenFile(item.Name);
            // What was opened may not be what was walked past: its own status counts, and only a file is read.
            var status = Folder.StatusOf(file, item.Name);
            if (status.Type is not NodeType.File)
                throw new IOException("it was replaced while it was captured");
            var attributes = draft.Folder.AttributesOf(item.Name);
            if (status.Size < FileChunker.MinimumSize && ReadSmall(file, status.Size) is { } small)
            {
                if (small.Length > 0)
                {
                    return new PendingFile(
                        item.Place, item.Name, status, attributes, await writer.AddDataAsync(small.Buffer, small.Length, cancellationToken), [],
                        small.Length);
                }

                small.Buffer.Dispose();
                return new PendingFile(item.Place, item.Name, status, attributes, null, [], 0);
            }

            var (content, length) = await new FileReader(file, writer, new FileChunker(repository)).ReadAsync(status, cancellationToken);
            return new PendingFile(item.Place, item.Name, status, attributes, null, content, length);
        }
        catch (IOException cause) when (cause is not ObjectExistsException && !writer.HasFailed)
        {
            tally.Report(draft.Path, item.Name, cause is NativeIOException native ? native.Cause : cause.Message);
            return null;
        }
        catch (UnauthorizedAccessException cause) when (!writer.HasFailed)
        {
            tally.Report(draft.Path, item.Name, cause.Message);
            return null;
        }
    }

    /// <summary>The whole of a file that is a single piece; null when it grew while it was read.</summary>
    private static (RentedBuffer Buffer, int Length)? ReadSmall(Microsoft.Win32.SafeHandles.SafeFileHandle file, long size)
    {
        // One byte more shows the end without another buffer.
        var buffer = new RentedBuffer((int)size + 1);
        var length = 0;
        try
        {
            while (length <= size)
            {
                var read = RandomAccess.Read(file, buffer.Array.AsSpan(length, (int)size + 1 - length), length);
                if (read == 0)
                    return (buffer, length);
                length += read;
            }
        }
        catch
        {
            buffer.Dispose();
            throw;
        }

        buffer.Dispose();
        return null;
    }

    private sealed record PendingFile(
        int Place, FileName Name, FileStatus Status, IReadOnlyList<ExtendedAttribute> Attributes, Task<BlobId>? Only,
        IReadOnlyList<BlobId> Content, long Length);
}
