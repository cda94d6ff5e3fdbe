using Archivist.Platform.FileSystem;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Writing;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Capture.Capturing;

/// <summary>
/// Reads one file, finds restic's chunks in it and hands them to the writer, several at a time and without copying them. One instance
/// serves one file.
/// </summary>
internal sealed class FileReader(SafeFileHandle file, RepositoryWriter writer, FileChunker chunker)
{
    private const int ReadStep = 1 << 20;

    /// <summary>Holds two or three chunks of usual size; only a chunk that is longer makes it grow.</summary>
    private const int WindowSize = 4 << 20;

    private readonly List<Task<BlobId[]>> _blobs = [];
    private readonly List<int> _lengths = [];
    private RentedBuffer? _window;
    private int _filled, _cut;
    private long _offset;

    /// <summary>Returns the content and the number of bytes that were really read.</summary>
    internal async Task<(IReadOnlyList<BlobId> Content, long Length)> ReadAsync(
        FileStatus status, CancellationToken cancellationToken)
    {
        // One byte more shows the end without another window.
        _window = new RentedBuffer((int)Math.Clamp(status.Size + 1, 4096, WindowSize));
        try
        {
            while (true)
            {
                if (status.IsSparse && _filled == _cut)
                {
                    await HandOverAsync(status.Size, cancellationToken);
                    await SkipHoleAsync(status.Size, cancellationToken);
                }

                if (_filled == _window.Array.Length)
                    await MakeRoomAsync(status.Size, cancellationToken);
                var step = Math.Min(ReadStep, _window.Array.Length - _filled);
                var read = Folder.ReadAt(file, _window.Array.AsSpan(_filled, step), _offset);
                if (read == 0)
                    break;
                _filled += read;
                _offset += read;
                Cut();
            }

            if (_filled > _cut)
                AddLength(_filled - _cut);
            await HandOverAsync(size: 0, cancellationToken);
            return (await ContentAsync(), _offset);
        }
        finally
        {
            _window?.Dispose();
        }
    }

    private void Cut()
    {
        int length;
        while ((length = chunker.FindEnd(_window!.Array.AsSpan(_cut, _filled - _cut))) > 0)
            AddLength(length);
    }

    private void AddLength(int length)
    {
        _lengths.Add(length);
        _cut += length;
    }

    private async Task MakeRoomAsync(long size, CancellationToken cancellationToken)
    {
        if (_cut > 0)
        {
            await HandOverAsync(size, cancellationToken);
            return;
        }

        // A long chunk, or a file that grew while it was read.
        var larger = new RentedBuffer(FileChunker.MaximumSize);
        _window!.Array.AsSpan(0, _filled).CopyTo(larger.Array);
        _window.Dispose();
        _window = larger;
    }

    /// <summary>Gives the chunks that were found, with the window they lie in, to the writer; the rest begins a new window.</summary>
    private async Task HandOverAsync(long size, CancellationToken cancellationToken)
    {
        if (_lengths.Count == 0)
            return;
        var full = _window!;
        var (cut, rest) = (_cut, _filled - _cut);
        _window = new RentedBuffer((int)Math.Clamp(size - _offset + rest + 1, rest + 4096, Math.Max(WindowSize, rest + ReadStep)));
        full.Array.AsSpan(cut, rest).CopyTo(_window.Array);
        (_filled, _cut) = (rest, 0);
        int[] lengths = [.. _lengths];
        _lengths.Clear();
        _blobs.Add(await writer.AddDataAsync(full, lengths, cancellationToken));
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
        var blob = await writer.AddDataAsync(zeros, [FileChunker.MinimumSize], cancellationToken);
        for (long i = 0; i < chunks; i++)
            _blobs.Add(blob);
        _offset += chunks * FileChunker.MinimumSize;
    }

    private async Task<IReadOnlyList<BlobId>> ContentAsync()
    {
        var content = new List<BlobId>();
        foreach (var ids in _blobs)
            content.AddRange(await ids);
        return content.ToArray();
    }
}
