using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Archivist.Correction.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Correction.Par2;

/// <summary>A file of a recovery set ("File Description packet" and "Input File Slice Checksum packet"). MD5s have their first byte lowest, as PAR2 sorts them.</summary>
public sealed record Par2File
{
    /// <summary>The beginning of a file that has an MD5 of its own.</summary>
    internal const int HeadLength = 16 << 10;

    private const int LongestName = 4096;

    private Par2File()
    {
    }

    /// <summary>Follows from the head's MD5, length and name.</summary>
    public required UInt128 Id { get; init; }

    /// <summary>The path relative to the PAR2 files.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes.</summary>
    public required long Length { get; init; }

    /// <summary>MD5 of it all.</summary>
    public required UInt128 Md5 { get; init; }

    /// <summary>MD5 of its first 16 KiB.</summary>
    public required UInt128 HeadMd5 { get; init; }

    /// <summary>Its slices.</summary>
    public required IReadOnlyList<Par2Checksum> Slices { get; init; }

    /// <summary>
    /// Describes a file. A name that is no relative path below the PAR2 files, or has other characters than ASCII, is <see cref="Failure.Tampering"/>: it
    /// would be written there.
    /// </summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: the name is not a relative ASCII path (<see cref="Par2Invalid"/>).</exception>
    public static Par2File Of(string name, long length, UInt128 md5, UInt128 headMd5, IReadOnlyList<Par2Checksum> slices) => new()
    {
        Id = IdOf(CheckedName(name), length, headMd5),
        Name = name,
        Length = length,
        Md5 = md5,
        HeadMd5 = headMd5,
        Slices = slices,
    };

    internal static UInt128 IdOf(string name, long length, UInt128 headMd5)
    {
        var bytes = new byte[24 + name.Length];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, headMd5);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), length);
        Encoding.ASCII.GetBytes(name, bytes.AsSpan(24));
        return BinaryPrimitives.ReadUInt128LittleEndian(MD5.HashData(bytes));
    }

    /// <summary>How many slices a file takes.</summary>
    public static long SlicesOf(long length, long sliceSize) => (length / sliceSize) + (length % sliceSize == 0 ? 0 : 1);

    private static string CheckedName(string name) =>
        name.Length is > 0 and <= LongestName && name.All(c => c is >= ' ' and < (char)0x7F and not '\\' and not ':')
        && name.Split('/').All(part => part is not "" and not "." and not "..")
            ? name
            : throw new ArchivistException(new Par2Invalid(new Cause.Detail("the name of a file is no relative path of plain characters")));
}
