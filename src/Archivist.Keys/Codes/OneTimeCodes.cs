using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Archivist.Platform;

namespace Archivist.Keys.Codes;

/// <summary>
/// A page of one-time codes for an emergency sign-in: those of <see cref="Hotp"/> for one seed, in their order. The side that checks codes has to keep the seed, as RFC 4226 says: a secret. Immutable; what uses a code up gives
/// the state to be kept from then on, which has to be durable before the code counts.
/// </summary>
public sealed record OneTimeCodes
{
    /// <summary>The most codes of one page.</summary>
    public const int Most = 40;

    /// <summary>RFC 4226, 7.4: how many codes beyond the next one are accepted, because some were crossed out and not used.</summary>
    public const int LookAhead = 4;

    private const int Digits = 8, SeedBytes = 20;

    private const string Issuer = "Archivist";

    /// <summary>RFC 4226, 7.3: after each wrong code in a row the next attempt has to wait so much longer.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(5), LongestDelay = TimeSpan.FromMinutes(15);

    private readonly byte[] _seed;

    private OneTimeCodes(byte[] seed, int count, int counter, DateTimeOffset made) => (_seed, Count, Counter, Made) = (seed, count, counter, made);

    /// <summary>How many codes the page has.</summary>
    public int Count { get; }

    /// <summary>How many of them are used up or passed over; from 0 to <see cref="Count"/>.</summary>
    public int Counter { get; private init; }

    /// <summary>When the page was made.</summary>
    public DateTimeOffset Made { get; }

    /// <summary>How many wrong codes were typed since the last good one.</summary>
    public int Failures { get; private init; }

    /// <summary>When the last wrong one was typed.</summary>
    public DateTimeOffset? Failed { get; private init; }

    /// <summary>How many codes are left.</summary>
    public int Left => Count - Counter;

    /// <summary>What distinguishes the page from others: the first 16 hexadecimal digits of the SHA-256 of the seed, whose 160 random bits it does not give away.</summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData(_seed).AsSpan(0, 8));

    /// <summary>When the next code may be tried.</summary>
    public DateTimeOffset NotBefore => Failed is { } at ? at + TimeSpan.FromTicks(Math.Min(LongestDelay.Ticks, Delay.Ticks * Failures)) : DateTimeOffset.MinValue;

    /// <summary>All codes of the page in their order, eight digits each: secrets.</summary>
    public IReadOnlyList<string> Codes => [.. Enumerable.Range(0, Count).Select(counter => Hotp.CodeOf(_seed, counter, Digits))];

    /// <summary>Makes a page with a new seed.</summary>
    /// <param name="count">1 to <see cref="Most"/>.</param>
    /// <param name="now">The time.</param>
    public static OneTimeCodes Create(int count, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Most);
        return new OneTimeCodes(SystemRandom.GetBytes(SeedBytes), count, 0, now);
    }

    /// <summary>Tries a code. Whether it is in time is the caller's to ask: <see cref="NotBefore"/>.</summary>
    /// <param name="typed">The code as it was typed; spaces are passed over.</param>
    /// <param name="now">The time.</param>
    /// <returns>The state to be kept, and which code it was, from 1; null for a wrong one. All codes of the window are compared, so the time does not reveal which.</returns>
    public (OneTimeCodes Next, int? Number) Use(string typed, DateTimeOffset now)
    {
        var code = Encoding.UTF8.GetBytes(typed.Replace(" ", "", StringComparison.Ordinal));
        int? found = null;
        for (var counter = Counter; counter < Math.Min(Count, Counter + 1 + LookAhead); counter++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hotp.CodeOf(_seed, counter, Digits)), code))
                found ??= counter + 1;
        }

        return found is { } number
            ? (this with { Counter = number, Failures = 0, Failed = null }, number)
            : (this with { Failures = Failures + 1, Failed = now }, null);
    }

    /// <summary>The state as a key URI, which other programs for HOTP read (github.com/google/google-authenticator/wiki/Key-Uri-Format); what is ours is in further parameters. A secret.</summary>
    /// <param name="archive">The name of the archive.</param>
    public string ToUri(string archive) => string.Create(
        CultureInfo.InvariantCulture,
        $"otpauth://hotp/{Issuer}:{Uri.EscapeDataString(archive)}?secret={Base32.Encode(_seed)}&issuer={Issuer}&algorithm=SHA1&digits={Digits}&counter={Counter}&codes={Count}&made={Made.ToUnixTimeSeconds()}&failures={Failures}&failed={Failed?.ToUnixTimeSeconds() ?? 0}");

    /// <summary>Reads a state back; null when the text is none.</summary>
    public static OneTimeCodes? TryParse(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) || uri is not { Scheme: "otpauth", Host: "hotp" })
            return null;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in uri.Query.TrimStart('?').Split('&'))
        {
            if (part.Split('=') is not [var name, var value] || !fields.TryAdd(name, value))
                return null;
        }

        if (fields.GetValueOrDefault("digits") != "8" || Base32.TryDecode(fields.GetValueOrDefault("secret", "")) is not { Length: SeedBytes } seed
            || Number("codes", 1, Most) is not { } count || Number("counter", 0, count) is not { } counter || Number("failures", 0, int.MaxValue) is not { } failures
            || Number("made", 0, uint.MaxValue) is not { } made || Number("failed", 0, uint.MaxValue) is not { } failed)
            return null;
        return new OneTimeCodes(seed, (int)count, (int)counter, DateTimeOffset.FromUnixTimeSeconds(made))
        {
            Failures = (int)failures,
            Failed = failures > 0 ? DateTimeOffset.FromUnixTimeSeconds(failed) : null,
        };

        long? Number(string name, long least, long most) =>
            long.TryParse(fields.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Id}, {Left} of {Count} left";
}
