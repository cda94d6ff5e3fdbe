namespace Archivist.Machine.Reading;

/// <summary>A partition table in a dump of sfdisk(8). Immutable.</summary>
/// <param name="Label">The kind of table: <c>gpt</c> or <c>dos</c>; others are not rebuilt.</param>
/// <param name="Id">The GUID of the disk, or of an MBR its signature.</param>
/// <param name="SectorSize">Bytes in a sector.</param>
/// <param name="Entries">In the order of the dump.</param>
public sealed record PartitionTable(string Label, string? Id, int SectorSize, IReadOnlyList<PartitionEntry> Entries)
{
    /// <summary>How many partitions a GPT has room for, where that is not 128.</summary>
    public int? Length { get; init; }

    /// <summary>Whether it is a GPT.</summary>
    public bool IsGpt => Label == "gpt";
}
