using Archivist.Repository.Stores;

namespace Archivist.Correction.Par2;

/// <summary>Reads parts of the slices of a set. The streams of the first files stay open. Not thread-safe.</summary>
internal sealed class SliceReader(Par2Set set, IReadOnlyList<IReplayableContent?> contents) : IDisposable
{
    private const int MostOpen = 256;

    private readonly Stream?[] _open = new Stream?[Math.Min(MostOpen, contents.Count)];

    /// <summary>Fills the buffer from a place in a slice; what lies behind the end of the file is zeros.</summary>
    internal void Read(int slice, int offset, Span<byte> buffer)
    {
        var file = FileOf(slice);
        var start = ((long)(slice - set.FirstSlices[file]) * set.SliceSize) + offset;
        var wanted = (int)Math.Clamp(set.Files[file].Length - start, 0, Math.Min(buffer.Length, set.SliceSize - offset));
        if (wanted > 0)
        {
            if (file < _open.Length)
            {
                ReadAt(_open[file] ??= contents[file]!.OpenFromStart(), start, buffer[..wanted]);
            }
            else
            {
                using var stream = contents[file]!.OpenFromStart();
                ReadAt(stream, start, buffer[..wanted]);
            }
        }

        buffer[wanted..].Clear();
    }

    public void Dispose()
    {
        foreach (var stream in _open)
            stream?.Dispose();
    }

    internal static void ReadAt(Stream stream, long offset, Span<byte> buffer)
    {
        stream.Position = offset;
        stream.ReadExactly(buffer);
    }

    /// <summary>The last file that begins at a slice or before it; files without slices come before the one that has it.</summary>
    private int FileOf(int slice)
    {
        var (low, high) = (0, set.FirstSlices.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (set.FirstSlices[middle] <= slice)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }
}
