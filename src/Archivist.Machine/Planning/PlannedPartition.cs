namespace Archivist.Machine.Planning;

/// <summary>A partition of the new disk. Immutable.</summary>
/// <param name="Number">As on the old disk.</param>
/// <param name="Start">First sector.</param>
/// <param name="Size">In sectors.</param>
/// <param name="Type">A GUID, or of an MBR the type in hexadecimal.</param>
public sealed record PlannedPartition(int Number, long Start, long Size, string Type)
{
    /// <summary>The GUID; null where sfdisk makes a new one.</summary>
    public string? Uuid { get; init; }

    /// <summary>The name as sfdisk writes it.</summary>
    public string? Name { get; init; }

    /// <summary>The attributes as sfdisk writes them.</summary>
    public string? Attributes { get; init; }

    /// <summary>Whether the MBR marks it as active.</summary>
    public bool IsBootable { get; init; }

    /// <summary>Where it began on the old disk, in bytes; null for a partition that is new.</summary>
    public long? OldStart { get; init; }

    /// <summary>How large it was, in bytes; null for a partition that is new.</summary>
    public long? OldBytes { get; init; }

    /// <summary>The least bytes that its content needs.</summary>
    public long Minimum { get; init; }

    /// <summary>blkid's type of the content; null for none.</summary>
    public string? Content { get; init; }

    /// <summary>Where it is mounted, or what else tells a person what it is; null for nothing.</summary>
    public string? Use { get; init; }

    /// <summary>Whether it only holds logical partitions.</summary>
    public bool IsExtended { get; init; }
}
