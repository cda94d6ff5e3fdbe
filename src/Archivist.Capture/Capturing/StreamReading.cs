using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Writing;

namespace Archivist.Capture.Capturing;

/// <summary>Cuts what comes through a pipe into restic's chunks and hands them to the writer.</summary>
internal static class StreamReading
{
    internal static async Task<(IReadOnlyList<BlobId> Content, long Length)> ReadAsync(
        Stream stream, RepositoryWriter writer, FileChunker chunker, CancellationToken cancellationToken)
    {
        var blobs = new List<Task<BlobId>>();
        var buffer = new RentedBuffer(FileChunker.MaximumSize);
        try
        {
            var filled = 0;
            long total = 0;
            int read;
            while ((read = await stream.ReadAsync(buffer.Memory[filled..], cancellationToken)) > 0)
            {
                filled += read;
                total += read;
                int length;
                while ((length = chunker.FindEnd(buffer.Array.AsSpan(0, filled))) > 0)
                {
                    var chunk = buffer;
                    buffer = new RentedBuffer(FileChunker.MaximumSize);
                    filled -= length;
                    chunk.Array.AsSpan(length, filled).CopyTo(buffer.Array);
                    blobs.Add(await writer.AddDataAsync(chunk, length, cancellationToken));
                }
            }

            if (filled > 0)
            {
                var last = buffer;
                buffer = new RentedBuffer(0);
                blobs.Add(await writer.AddDataAsync(last, filled, cancellationToken));
            }

            return (await Task.WhenAll(blobs), total);
        }
        finally
        {
            buffer.Dispose();
        }
    }
}
