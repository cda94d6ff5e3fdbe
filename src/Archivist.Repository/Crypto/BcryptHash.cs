using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Generators;

namespace Archivist.Repository.Crypto;

/// <summary>
/// The bcrypt hash of a password, as OpenBSD writes it and <c>htpasswd -B</c> does: <c>$2y$</c>, a cost of two digits, <c>$</c>, 22 characters of salt and 31 of the hash. The
/// versions <c>2a</c>, <c>2b</c> and <c>2y</c> are the same function. Immutable and thread-safe.
/// </summary>
public sealed class BcryptHash
{
    /// <summary>The least cost of the format.</summary>
    public const int LeastCost = 4;

    /// <summary>A hash of more work is refused: one attempt at it would take more than seconds.</summary>
    public const int LargestCost = 14;

    /// <summary>The function takes so many bytes of a password, its final zero included, and ignores the rest.</summary>
    private const int LongestInput = 72;

    private const int TextLength = 60;
    private const int SaltSize = 16;
    private const int HashSize = 23;
    private const int SaltCharacters = 22;
    private const string Alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly byte[] _salt, _hash;

    private BcryptHash(int cost, byte[] salt, byte[] hash) => (Cost, _salt, _hash) = (cost, salt, hash);

    /// <summary>The binary logarithm of the number of rounds.</summary>
    public int Cost { get; }

    /// <summary>A hash that no password matches, and that takes as long to find out as one of this cost: for users who do not exist.</summary>
    public static BcryptHash Unmatched(int cost) => new(Math.Clamp(cost, LeastCost, LargestCost), RandomNumberGenerator.GetBytes(SaltSize), RandomNumberGenerator.GetBytes(HashSize));

    /// <summary>Reads a hash; false for another function or notation, and for a cost beyond <see cref="LargestCost"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out BcryptHash? hash)
    {
        hash = null;
        if (text.Length != TextLength || text[..4] is not ("$2a$" or "$2b$" or "$2y$") || text[6] != '$'
            || !int.TryParse(text[4..6], NumberStyles.None, CultureInfo.InvariantCulture, out var cost) || cost is < LeastCost or > LargestCost)
            return false;
        var (salt, digest) = (new byte[SaltSize], new byte[HashSize]);
        if (!TryDecode(text.Slice(7, SaltCharacters), salt) || !TryDecode(text[(7 + SaltCharacters)..], digest))
            return false;
        hash = new BcryptHash(cost, salt, digest);
        return true;
    }

    /// <summary>Whether this is the hash of a password. Takes up to seconds, by the cost; the comparison takes the same time wherever they differ.</summary>
    /// <param name="password">In UTF-8; of more than 72 bytes only those count, as everywhere.</param>
    public bool Matches(ReadOnlySpan<byte> password)
    {
        var input = new byte[Math.Min(password.Length + 1, LongestInput)];
        password[..Math.Min(password.Length, LongestInput)].CopyTo(input);
        var computed = BCrypt.Generate(input, _salt, Cost, addTerminator: false);
        CryptographicOperations.ZeroMemory(input);
        return CryptographicOperations.FixedTimeEquals(computed.AsSpan(0, HashSize), _hash);
    }

    /// <inheritdoc cref="Matches(ReadOnlySpan{byte})"/>
    public bool Matches(string password) => Matches(Encoding.UTF8.GetBytes(password));

    /// <summary>bcrypt's own base64: another alphabet, no padding, and the bits left over are ignored.</summary>
    private static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        var (bits, count, at) = (0, 0, 0);
        foreach (var character in text)
        {
            var value = Alphabet.IndexOf(character);
            if (value < 0)
                return false;
            bits = ((bits << 6) | value) & 0xFFFF;
            count += 6;
            if (count < 8 || at == bytes.Length)
                continue;
            count -= 8;
            bytes[at++] = (byte)(bits >> count);
        }

        return at == bytes.Length;
    }
}
