namespace Archivist.Correction.Rs03;

/// <summary>
/// Decodes slices, each with the help of those before it: the checksums of a slice's first row stand in the last row of the slice before (those of the very
/// first row in the very last), and where they are lost, that slice is decoded for them; where it waits for its own in turn, the one before that,
/// and so on. Checking, repairing and reading through all decode with this, so that all of them recover the same sectors. Not thread-safe.
/// </summary>
internal sealed class SliceSolver(Rs03Layout layout, SliceDecoder decoder) : IDisposable
{
    /// <summary>The corrected last checksum sector of each slice that was asked for one: 2 KiB for 16 rows, and null when it is lost.</summary>
    private readonly Dictionary<int, byte[]?> _checksums = [];

    /// <summary>Holds the slice that was decoded last.</summary>
    internal SliceDecoder Decoder => decoder;

    /// <summary>Decodes a slice as far as it can be done; the rows are then in <see cref="Decoder"/>.</summary>
    /// <param name="slice">Its number, from 0.</param>
    internal void Solve(int slice)
    {
        Decode(slice, null);
        if (decoder.WantsChecksums)
            Decode(slice, ChecksumsBefore(slice));
    }

    public void Dispose() => decoder.Dispose();

    private void Decode(int slice, ReadOnlySpan<byte> checksums)
    {
        var first = slice * Slices.Length;
        decoder.Load(first, Math.Min(Slices.Length, layout.SectorsPerLayer - first), checksums);
        decoder.Solve();
    }

    /// <summary>The corrected checksum sector in front of a slice, or null when it is lost. Goes back until a slice waits for none, then forth again.</summary>
    private byte[]? ChecksumsBefore(int slice)
    {
        var waiting = new Stack<int>();
        byte[]? found;
        for (var at = Before(slice); !_checksums.TryGetValue(at, out found); at = Before(at))
        {
            Decode(at, null);
            if (!decoder.WantsChecksumsThroughout)
            {
                found = _checksums[at] = LastChecksums();
                break;
            }

            waiting.Push(at);
            if (at == slice)
                break; // Once around the disc: all wait for each other.
        }

        while (waiting.TryPop(out var at))
        {
            Decode(at, found);
            found = _checksums[at] = LastChecksums();
        }

        return found;
    }

    private int Before(int slice) => (slice == 0 ? (layout.SectorsPerLayer + Slices.Length - 1) / Slices.Length : slice) - 1;

    private byte[]? LastChecksums() =>
        decoder.StateOf(decoder.Count - 1) is RowState.Lost ? null : decoder.SectorOf(layout.DataLayers, decoder.Count - 1).ToArray();
}
