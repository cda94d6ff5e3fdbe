using Archivist.Machine.Reading;

namespace Archivist.Machine.Planning;

/// <summary>A partition while its place is sought.</summary>
internal sealed class PartitionSlot
{
    internal required int Number { get; init; }

    internal required string Type { get; init; }

    /// <summary>What it was; null for a partition that is new.</summary>
    internal PartitionEntry? Entry { get; init; }

    /// <summary>What it held; null where that is not known.</summary>
    internal BlockDevice? Device { get; init; }

    internal bool IsLogical { get; init; }

    internal required SpaceNeed Need { get; init; }

    internal long? OldBytes { get; init; }

    /// <summary>Bytes that it gets.</summary>
    internal required long Bytes { get; set; }
}
