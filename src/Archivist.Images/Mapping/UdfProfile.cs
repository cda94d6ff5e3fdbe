using Archivist.Images.Model;

namespace Archivist.Images.Mapping;

/// <summary>What a revision of UDF changes in the structures.</summary>
internal sealed record UdfProfile
{
    private static readonly UdfProfile Revision102 = new() { Word = 0x0102, TagVersion = UdfTag.Version2, FileEntryLength = 176 };

    private static readonly UdfProfile Revision201 = new() { Word = 0x0201, TagVersion = UdfTag.Version3, FileEntryLength = 216 };

    private static readonly UdfProfile Revision250 = Revision201 with { Word = 0x0250, HasMetadataPartition = true };

    /// <summary>The revision as entity identifiers have it (UDF 2.1.5.3).</summary>
    internal required ushort Word { get; init; }

    /// <summary>2 for the 2nd edition of ECMA-167, 3 for the 3rd.</summary>
    internal required ushort TagVersion { get; init; }

    /// <summary>Bytes of a file entry, or of the extended one that the 3rd edition has, before its attributes.</summary>
    internal required int FileEntryLength { get; init; }

    /// <summary>UDF 2.50 2.2.13: entries and directories lie in a file of their own, and again in its mirror.</summary>
    internal bool HasMetadataPartition { get; init; }

    internal bool IsExtended => TagVersion == UdfTag.Version3;

    /// <summary>The partition reference of everything but contents.</summary>
    internal ushort MetadataReference => HasMetadataPartition ? (ushort)1 : (ushort)0;

    internal ReadOnlySpan<byte> Recognition => IsExtended ? "NSR03"u8 : "NSR02"u8;

    internal ReadOnlySpan<byte> PartitionContents => IsExtended ? "+NSR03"u8 : "+NSR02"u8;

    /// <summary>Bytes of an allocation descriptor of a file: one that names its partition is needed when that is another.</summary>
    internal int AllocationSize => HasMetadataPartition ? 16 : 8;

    internal static UdfProfile Of(UdfRevision revision) => revision switch
    {
        UdfRevision.Udf201 => Revision201,
        UdfRevision.Udf250 => Revision250,
        _ => Revision102,
    };
}
