namespace Archivist.Machine.Reading;

/// <summary>A partition in a dump of sfdisk(8). Immutable.</summary>
/// <param name="Number">From 1; logical partitions of an MBR from 5.</param>
/// <param name="Start">First sector.</param>
/// <param name="Size">In sectors.</param>
/// <param name="Type">A GUID, or of an MBR the type in hexadecimal.</param>
public sealed record PartitionEntry(int Number, long Start, long Size, string Type)
{
    /// <summary>The GUID of the partition; null in an MBR.</summary>
    public string? Uuid { get; init; }

    /// <summary>The name as the dump writes it, with <c>\x22</c> for a quotation mark.</summary>
    public string? Name { get; init; }

    /// <summary>The attributes as the dump writes them.</summary>
    public string? Attributes { get; init; }

    /// <summary>Whether the MBR marks it as active.</summary>
    public bool IsBootable { get; init; }
}
