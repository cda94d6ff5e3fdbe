using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Archivist.Repository.Crypto;

namespace Archivist.Evidence;

/// <summary>
/// The public half of an Ed25519 key that signs notes, in the text form <c>name+ID+base64</c> (C2SP signed-note, "Verifier keys").
/// </summary>
public sealed record NoteKey
{
    private readonly byte[] _publicKey;

    internal NoteKey(string name, ReadOnlySpan<byte> publicKey, NoteKeyKind kind = NoteKeyKind.Log)
    {
        if (!IsName(name))
            throw new ArgumentException("The name of a key has no white space and no plus.", nameof(name));
        (Name, _publicKey, Kind) = (name, publicKey.ToArray(), kind);
        Id = IdOf(name, publicKey, kind);
    }

    /// <summary>Who signs.</summary>
    public string Name { get; }

    /// <summary>What it signs.</summary>
    public NoteKeyKind Kind { get; }

    /// <summary>The first four bytes of SHA-256(name || LF || type || public key), big-endian.</summary>
    public uint Id { get; }

    /// <summary>Reads the text form of a log's key; false for anything else, including a wrong ID.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out NoteKey? key) => TryParse(text, NoteKeyKind.Log, out key);

    /// <summary>Reads the text form of a key of that kind; false for anything else, including a wrong ID.</summary>
    public static bool TryParse(string text, NoteKeyKind kind, [NotNullWhen(true)] out NoteKey? key)
    {
        key = null;
        var parts = text.Trim().Split('+', 3);
        if (parts.Length != 3 || !IsName(parts[0]) || parts[2].Length > 100
            || !uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }

        Span<byte> typed = stackalloc byte[100];
        if (!CanonicalBase64.TryDecode(parts[2], typed, out var length)
            || length != 1 + Ed25519.PublicKeySize || typed[0] != (byte)kind)
        {
            return false;
        }

        var candidate = new NoteKey(parts[0], typed[1..length], kind);
        key = candidate.Id == id ? candidate : null;
        return key is not null;
    }

    /// <summary>Whether the text was signed by this key.</summary>
    internal bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) => Ed25519.Verify(_publicKey, text, signature);

    /// <summary>The text form, for people to keep and for verifiers to be given.</summary>
    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([(byte)Kind, .. _publicKey])}";

    /// <inheritdoc/>
    public bool Equals(NoteKey? other) => other is not null && other.ToString() == ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Id;

    internal static bool IsName(string name) =>
        name.Length is > 0 and <= 200 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c) || c is '+');

    private static uint IdOf(string name, ReadOnlySpan<byte> publicKey, NoteKeyKind kind)
    {
        Span<byte> digest = stackalloc byte[Digest.Size];
        Digest.Of([.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)kind, .. publicKey]).WriteTo(digest);
        return BinaryPrimitives.ReadUInt32BigEndian(digest);
    }
}
