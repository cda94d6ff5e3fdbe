using Archivist.Images.Model;

namespace Archivist.Images.Iso9660;

/// <summary>One directory record to be written (ECMA-119 9.1).</summary>
internal readonly struct DirectoryRecord
{
    internal const int FixedLength = 33;
    internal const int MaxLength = 254;

    internal const byte FolderFlag = 0x02, MoreExtentsFlag = 0x80;

    internal required uint Block { get; init; }

    internal required uint Length { get; init; }

    internal required byte Flags { get; init; }

    internal required DateTimeOffset Time { get; init; }

    /// <summary>Bytes before the system use area: the identifier is padded to an even length.</summary>
    internal static int HeadLength(int identifierLength) => FixedLength + identifierLength + (identifierLength % 2 == 0 ? 1 : 0);

    internal static int Room(int identifierLength) => MaxLength - HeadLength(identifierLength);

    internal static int TotalLength(int identifierLength, int systemUse) =>
        (int)Sector.RoundUp(HeadLength(identifierLength) + systemUse, 2);

    /// <summary>Writes everything but the system use area; <paramref name="record"/> has the record's whole length.</summary>
    internal void WriteTo(Span<byte> record, ReadOnlySpan<byte> identifier)
    {
        record[0] = (byte)record.Length;
        IsoField.Both32(record[2..], Block);
        IsoField.Both32(record[10..], Length);
        IsoField.ShortTime(record[18..], Time);
        record[25] = Flags;
        IsoField.Both16(record[28..], 1);
        record[32] = (byte)identifier.Length;
        identifier.CopyTo(record[FixedLength..]);
    }
}
