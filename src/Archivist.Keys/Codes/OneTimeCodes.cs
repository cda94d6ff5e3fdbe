using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Archivist.Keys.Codes;

/// <summary>
/// A page of one-time codes for an emergency sign-in. The codes are those of <see cref="Hotp"/> for a random seed that is forgotten at once; what is kept is a salted, slow hash of each, as a PHC string
/// (<c>$pbkdf2-sha256$i=…$salt$hash</c>), so that a reader of the store cannot sign in. Not thread-safe.
/// </summary>
public sealed class OneTimeCodes
{
    private const int Digits = 8, SeedBytes = 20, SaltBytes = 16, HashBytes = 32;

    /// <summary>What OWASP's password storage guide asks for with PBKDF2-HMAC-SHA256 (2023).</summary>
    private const int Iterations = 600_000;

    private readonly List<string> _kept;

    /// <summary>Takes what was kept.</summary>
    /// <param name="kept">A PHC string for each code that is not used yet.</param>
    public OneTimeCodes(IEnumerable<string> kept) => _kept = [.. kept];

    /// <summary>What is kept: a PHC string for each code that is not used yet.</summary>
    public IReadOnlyList<string> Kept => _kept;

    /// <summary>Makes new codes.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <returns>What is kept, and the codes of eight digits to print; they exist nowhere else.</returns>
    public static (OneTimeCodes Kept, IReadOnlyList<string> Codes) Create(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var seed = RandomNumberGenerator.GetBytes(SeedBytes);
        List<string> codes = [.. Enumerable.Range(0, count).Select(counter => Hotp.CodeOf(seed, counter, Digits))];
        CryptographicOperations.ZeroMemory(seed);
        return (new OneTimeCodes(codes.Select(Hash)), codes);
    }

    /// <summary>Uses a code up.</summary>
    /// <param name="typed">The code as it was typed; spaces are passed over.</param>
    /// <returns>False if it is none of those that are left. Every one of them is compared, so the time does not tell which.</returns>
    public bool TryUse(string typed)
    {
        var code = typed.Replace(" ", "", StringComparison.Ordinal);
        var found = -1;
        for (var i = 0; i < _kept.Count; i++)
        {
            if (Matches(_kept[i], code))
                found = i;
        }

        if (found >= 0)
            _kept.RemoveAt(found);
        return found >= 0;
    }

    private static string Hash(string code)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return $"$pbkdf2-sha256$i={Iterations}${Base64(salt)}${Base64(Derive(code, salt, Iterations, HashBytes))}";
    }

    private static bool Matches(string kept, string code)
    {
        if (kept.Split('$') is not ["", "pbkdf2-sha256", ['i', '=', .. var number], var salt, var hash] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) || iterations < 1)
            throw new FormatException("not a PHC string of PBKDF2-HMAC-SHA256");
        var expected = Bytes(hash);
        return CryptographicOperations.FixedTimeEquals(Derive(code, Bytes(salt), iterations, expected.Length), expected);
    }

    private static byte[] Derive(string code, byte[] salt, int iterations, int length) => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(code), salt, iterations, HashAlgorithmName.SHA256, length);

    /// <summary>Base 64 without padding, as PHC strings have it.</summary>
    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[] Bytes(string base64) => Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='));
}
