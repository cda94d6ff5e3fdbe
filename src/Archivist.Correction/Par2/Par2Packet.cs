using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Archivist.Correction.Par2;

/// <summary>The packets of PAR 2.0 as bytes: a header of 64 bytes and a body of whole words of 4.</summary>
internal static class Par2Packet
{
    internal const int HeaderLength = 64;

    /// <summary>Where the set's id begins, and with it what the packet's MD5 covers.</summary>
    internal const int HashedFrom = 32;

    /// <summary>Header and exponent of a recovery slice.</summary>
    internal const int RecoveryHeaderLength = HeaderLength + 4;

    /// <summary>Slice size and number of files.</summary>
    internal const int MainStart = 12;

    /// <summary>Id, two MD5s and the length of a file.</summary>
    internal const int DescriptionStart = 56;

    internal const int IdLength = 16;
    internal const int ChecksumLength = 20;

    /// <summary>Who wrote it; the same for every version, because discs are built again byte for byte.</summary>
    private const string CreatorText = "Archivist";

    internal static ReadOnlySpan<byte> Magic => "PAR2\0PKT"u8;

    internal static ReadOnlySpan<byte> MainType => "PAR 2.0\0Main\0\0\0\0"u8;

    internal static ReadOnlySpan<byte> DescriptionType => "PAR 2.0\0FileDesc"u8;

    internal static ReadOnlySpan<byte> ChecksumsType => "PAR 2.0\0IFSC\0\0\0\0"u8;

    internal static ReadOnlySpan<byte> RecoveryType => "PAR 2.0\0RecvSlic"u8;

    internal static ReadOnlySpan<byte> CreatorType => "PAR 2.0\0Creator\0"u8;

    internal static UInt128 Md5(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt128LittleEndian(bytes);

    internal static byte[] MainBody(Par2Set set)
    {
        var body = new byte[MainStart + (IdLength * set.Files.Count)];
        BinaryPrimitives.WriteInt64LittleEndian(body, set.SliceSize);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(8), set.Files.Count);
        for (var i = 0; i < set.Files.Count; i++)
            BinaryPrimitives.WriteUInt128LittleEndian(body.AsSpan(MainStart + (IdLength * i)), set.Files[i].Id);
        return body;
    }

    /// <summary>Everything but recovery slices: what each PAR2 file of a set carries.</summary>
    internal static byte[] Critical(Par2Set set)
    {
        using var packets = new MemoryStream();
        Append(packets, set.Id, MainType, MainBody(set));
        foreach (var file in set.Files)
        {
            Append(packets, set.Id, DescriptionType, DescriptionBody(file));
            if (file.Slices.Count > 0)
                Append(packets, set.Id, ChecksumsType, ChecksumsBody(file));
        }

        var creator = new byte[Padded(CreatorText.Length)];
        Encoding.ASCII.GetBytes(CreatorText, creator);
        Append(packets, set.Id, CreatorType, creator);
        return packets.ToArray();
    }

    /// <summary>The length of <see cref="Critical"/>, from what is known before any file was read.</summary>
    internal static long CriticalLength(IEnumerable<(int NameLength, long Length)> files, long sliceSize)
    {
        long length = HeaderLength + MainStart + HeaderLength + Padded(CreatorText.Length);
        foreach (var (nameLength, bytes) in files)
        {
            var slices = Par2File.SlicesOf(bytes, sliceSize);
            length += IdLength + HeaderLength + DescriptionStart + Padded(nameLength) + (slices == 0 ? 0 : HeaderLength + IdLength + (ChecksumLength * slices));
        }

        return length;
    }

    /// <summary>The header of a packet whose MD5 is known.</summary>
    internal static void WriteHeader(Span<byte> header, long length, ReadOnlySpan<byte> md5, UInt128 set, ReadOnlySpan<byte> type)
    {
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], length);
        md5.CopyTo(header[16..]);
        BinaryPrimitives.WriteUInt128LittleEndian(header[HashedFrom..], set);
        type.CopyTo(header[48..]);
    }

    private static void Append(MemoryStream packets, UInt128 set, ReadOnlySpan<byte> type, byte[] body)
    {
        var packet = new byte[HeaderLength + body.Length];
        body.CopyTo(packet, HeaderLength);
        WriteHeader(packet, packet.Length, new byte[16], set, type);
        MD5.HashData(packet.AsSpan(HashedFrom), packet.AsSpan(16, 16));
        packets.Write(packet);
    }

    private static byte[] DescriptionBody(Par2File file)
    {
        var body = new byte[DescriptionStart + Padded(file.Name.Length)];
        BinaryPrimitives.WriteUInt128LittleEndian(body, file.Id);
        BinaryPrimitives.WriteUInt128LittleEndian(body.AsSpan(16), file.Md5);
        BinaryPrimitives.WriteUInt128LittleEndian(body.AsSpan(32), file.HeadMd5);
        BinaryPrimitives.WriteInt64LittleEndian(body.AsSpan(48), file.Length);
        Encoding.ASCII.GetBytes(file.Name, body.AsSpan(DescriptionStart));
        return body;
    }

    private static byte[] ChecksumsBody(Par2File file)
    {
        var body = new byte[IdLength + (ChecksumLength * file.Slices.Count)];
        BinaryPrimitives.WriteUInt128LittleEndian(body, file.Id);
        for (var i = 0; i < file.Slices.Count; i++)
        {
            var place = body.AsSpan(IdLength + (ChecksumLength * i), ChecksumLength);
            BinaryPrimitives.WriteUInt128LittleEndian(place, file.Slices[i].Md5);
            BinaryPrimitives.WriteUInt32LittleEndian(place[16..], file.Slices[i].Crc);
        }

        return body;
    }

    private static int Padded(int length) => (length + 3) & ~3;
}
