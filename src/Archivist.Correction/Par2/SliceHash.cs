using System.IO.Hashing;
using System.Security.Cryptography;

namespace Archivist.Correction.Par2;

/// <summary>MD5 and CRC-32 of one slice after the other. Not thread-safe.</summary>
internal sealed class SliceHash(int sliceSize) : IDisposable
{
    private static readonly byte[] Zeros = new byte[64 << 10];

    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly Crc32 _crc = new();

    private int _length;

    /// <summary>Bytes that are left until the slice is full.</summary>
    internal int Left => sliceSize - _length;

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        _md5.AppendData(bytes);
        _crc.Append(bytes);
        _length += bytes.Length;
    }

    /// <summary>Fills the slice up with zeros and begins the next one.</summary>
    internal Par2Checksum Finish()
    {
        while (Left > 0)
            Append(Zeros.AsSpan(0, Math.Min(Left, Zeros.Length)));
        Span<byte> md5 = stackalloc byte[16];
        _md5.GetHashAndReset(md5);
        var result = new Par2Checksum(Par2Packet.Md5(md5), _crc.GetCurrentHashAsUInt32());
        _crc.Reset();
        _length = 0;
        return result;
    }

    public void Dispose() => _md5.Dispose();
}
