using Archivist.Images.Model;

namespace Archivist.Images.Reading;

/// <summary>
/// Bounds the work that an image can ask for before its tree is known: an honest one of that size needs a part of it, and
/// structures that lead in circles or to one place from everywhere soon need more.
/// </summary>
internal sealed class ReadBudget(long imageLength)
{
    /// <summary>A block holds some fifty names at most, and each can lead to a block of its own.</summary>
    private const int ReadsPerBlock = 64;

    private const int BytesPerByte = 32;
    private const long Free = 64L << 20;

    private long _reads = ReadsPerBlock * (imageLength / Sector.Size) + (Free >> 10);
    private long _bytes = BytesPerByte * imageLength + Free;

    /// <summary>Charges one block.</summary>
    internal void Read(Thing thing, long offset)
    {
        if (--_reads < 0)
            throw new DamagedImageException(thing, offset, "needs more reads than an image of this size can");
    }

    /// <summary>Charges a number of bytes read from the image.</summary>
    internal void Fetch(int length, Thing thing, long offset)
    {
        _bytes -= length;
        if (_bytes < 0)
            throw new DamagedImageException(thing, offset, "needs more bytes than an image of this size can");
    }
}
