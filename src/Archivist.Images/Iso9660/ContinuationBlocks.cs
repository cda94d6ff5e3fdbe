using Archivist.Images.Mapping;
using Archivist.Images.Model;

namespace Archivist.Images.Iso9660;

/// <summary>Writes continuation areas, which come in rising order, into the blocks that were set aside for them.</summary>
/// <param name="first">The first of the blocks.</param>
/// <param name="count">How many there are.</param>
internal sealed class ContinuationBlocks(uint first, long count)
{
    private Memory<byte> _block;
    private long _next;

    internal uint First => first;

    internal async Task WriteAsync(BlockOutput output, long position, ReadOnlyMemory<byte> bytes)
    {
        await AdvanceAsync(output, position / Sector.Size + 1);
        bytes.CopyTo(_block[(int)(position % Sector.Size)..]);
    }

    internal Task FinishAsync(BlockOutput output) => AdvanceAsync(output, count);

    private async Task AdvanceAsync(BlockOutput output, long blocks)
    {
        for (; _next < blocks; _next++)
        {
            await output.ReserveAsync(1);
            _block = output.Free[..Sector.Size];
            output.NextBlock();
        }
    }
}
