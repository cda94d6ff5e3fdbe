using Archivist.Capture.FileSystem;
using Archivist.Repository;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Capture.Capturing;

/// <summary>Reads one file, cuts it into restic's chunks and hands them to the writer. One instance serves one file.</summary>
internal sealed class FileReader(SafeFileHandle file, RepositoryWriter writer, FileChunker chunker)
{
    private const int ReadStep = 1 << 20;

    private readonly List<Task<BlobId>> _blobs = [];
    private RentedBuffer? _buffer;
    private int _filled;
    private long _offset;

    /// <summary>Returns the content and the number of bytes that were really read.</summary>
    internal async Task<(IReadOnlyList<BlobId> Content, long Length)> ReadAsync(
        FileStatus status, CancellationToken cancellationToken)
    {
        var capacity = (int)Math.Clamp(status.Size + 1, 4096, FileChunker.MaximumSize);
        _buffer = new RentedBuffer(capacity);
        try
        {
            while (true)
            {
                if (status.IsSparse && _filled == 0)
                    await SkipHoleAsync(status.Size, cancellationToken);
                if (_filled == _buffer.Array.Length)
                    Grow();
                var step = Math.Min(ReadStep, _buffer.Array.Length - _filled);
                var read = RandomAccess.Read(file, _buffer.Array.AsSpan(_filled, step), _offset);
                if (read == 0)
                    break;
                _filled += read;
                _offset += read;
                await CutAsync(status.Size, cancellationToken);
            }

            if (_filled > 0)
                _blobs.Add(await writer.AddDataAsync(Take(), _filled, cancellationToken));
            return (await Task.WhenAll(_blobs), _offset);
        }
        finally
        {
            _buffer?.Dispose();
        }
    }

    private async Task CutAsync(long size, CancellationToken cancellationToken)
    {
        int length;
        while ((length = chunker.FindEnd(_buffer!.Array.AsSpan(0, _filled))) > 0)
        {
            var rest = _filled - length;
            var chunk = Take();
            // Room for what is left of the file, and one byte to see its end.
            _buffer = new RentedBuffer((int)Math.Clamp(size - _offset + rest + 1, rest + 4096, FileChunker.MaximumSize));
            chunk.Array.AsSpan(length, rest).CopyTo(_buffer.Array);
            _filled = rest;
            _blobs.Add(await writer.AddDataAsync(chunk, length, cancellationToken));
        }
    }

    /// <summary>
    /// A run of zeros is cut at the shortest chunk size, for the fingerprint of 64 zeros is zero: a hole need not be read.
    /// </summary>
    private async Task SkipHoleAsync(long size, CancellationToken cancellationToken)
    {
        var next = Folder.FindContent(file, _offset) ?? size;
        var chunks = (next - _offset) / FileChunker.MinimumSize;
        if (chunks <= 0)
            return;
        var zeros = new RentedBuffer(FileChunker.MinimumSize);
        zeros.Array.AsSpan(0, FileChunker.MinimumSize).Clear();
        var blob = await writer.AddDataAsync(zeros, FileChunker.MinimumSize, cancellationToken);
        for (long i = 0; i < chunks; i++)
            _blobs.Add(blob);
        _offset += chunks * FileChunker.MinimumSize;
    }

    private void Grow()
    {
        // The file grew while it was read.
        var larger = new RentedBuffer(FileChunker.MaximumSize);
        _buffer!.Array.AsSpan(0, _filled).CopyTo(larger.Array);
        _buffer.Dispose();
        _buffer = larger;
    }

    private RentedBuffer Take()
    {
        var taken = _buffer!;
        _buffer = null;
        return taken;
    }
}
