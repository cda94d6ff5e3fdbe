using System.Buffers;
using System.Buffers.Binary;

namespace Archivist.Repository.Crypto;

/// <summary>A SHA-256 digest (32 bytes), passed by value; never a byte[] and never a string inside the program.</summary>
public readonly record struct Digest : ISpanParsable<Digest>, IComparable<Digest>
{
    /// <summary>Bytes in a digest.</summary>
    public const int Size = 32;

    private const int ReadSize = 128 * 1024;

    // Four words and not two UInt128: code with UInt128 in a signature is not compiled ahead of time.
    private readonly ulong _first, _second, _third, _fourth;

    /// <summary>Takes exactly <see cref="Size"/> bytes.</summary>
    public Digest(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size);
        _first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _third = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The SHA-256 of <paramref name="content"/>.</summary>
    public static Digest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Size];
        CryptoPrimitives.Chosen.HashSha256(content, hash);
        return new Digest(hash);
    }

    /// <summary>Begins the SHA-256 of a message that comes in parts; the caller disposes it.</summary>
    public static RunningSha256 Begin() => CryptoPrimitives.Chosen.BeginSha256();

    /// <summary>The SHA-256 of everything that is left in <paramref name="content"/>.</summary>
    public static async ValueTask<Digest> OfAsync(Stream content, CancellationToken cancellationToken)
    {
        using var hash = Begin();
        var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        try
        {
            while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var read)
                hash.Append(buffer.AsSpan(0, read));
            return hash.Finish();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes the 32 bytes to the start of <paramref name="destination"/>.</summary>
    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _first);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _second);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _third);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _fourth);
    }

    /// <summary>The first eight hexadecimal digits, for people.</summary>
    public string Short => ToString()[..8];

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        WriteTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>Compares byte by byte, as the hexadecimal digits sort.</summary>
    public int CompareTo(Digest other)
    {
        var order = _first.CompareTo(other._first);
        if (order == 0)
            order = _second.CompareTo(other._second);
        if (order == 0)
            order = _third.CompareTo(other._third);
        return order != 0 ? order : _fourth.CompareTo(other._fourth);
    }

    /// <summary>Spreads over all bits; the digest is already uniform, so one word is enough.</summary>
    public override int GetHashCode() => (int)_fourth;

    /// <inheritdoc/>
    public static Digest Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var digest)
            ? digest
            : throw new FormatException($"'{s}' is not a digest: expected {Size * 2} hexadecimal digits.");

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var ok = s.Length == Size * 2
            && Convert.FromHexString(s, bytes, out _, out _) == OperationStatus.Done;
        digest = ok ? new Digest(bytes) : default;
        return ok;
    }

    /// <inheritdoc/>
    public static Digest Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out Digest digest) =>
        TryParse(s.AsSpan(), provider, out digest);
}
