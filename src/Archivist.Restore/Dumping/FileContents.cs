using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;
using Archivist.Restore.Problems;

namespace Archivist.Restore.Dumping;

/// <summary>Reads the content of files from front to back, a few pieces ahead.</summary>
internal static class FileContents
{
    private const int Ahead = 6;

    /// <summary>The total length of the pieces in bytes; a piece that no index has is <see cref="Failure.DataLoss"/>.</summary>
    internal static long LengthOf(IndexedRepository repository, TreeEntry file)
    {
        long length = 0;
        foreach (var id in file.Node.Content)
        {
            length += repository.FindDataLength(id) ?? throw new ArchivistException(new ContentNotIndexed(file.DisplayPath, id));
        }

        return length;
    }

    /// <summary>Writes the whole content; every piece is authenticated before it is written.</summary>
    internal static async Task CopyAsync(IndexedRepository repository, Node file, Stream destination, CancellationToken cancellationToken)
    {
        var pending = new Queue<Task<PlainBlob>>();
        try
        {
            for (var next = 0; next < file.Content.Count || pending.Count > 0;)
            {
                while (next < file.Content.Count && pending.Count < Ahead)
                    pending.Enqueue(repository.ReadBlobAsync(BlobType.Data, file.Content[next++], cancellationToken));
                using var blob = await pending.Dequeue();
                await destination.WriteAsync(blob.Memory, cancellationToken);
            }
        }
        finally
        {
            while (pending.TryDequeue(out var left))
                await LetGoAsync(left);
        }
    }

    /// <summary>The failure that matters is already on its way to the caller.</summary>
    private static async Task LetGoAsync(Task<PlainBlob> left)
    {
        try
        {
            (await left).Dispose();
        }
        catch (Exception cause) when (cause is IOException or ArchivistException or OperationCanceledException)
        {
            // Reported by the piece before it.
        }
    }
}
