using System.Security.Cryptography;
using System.Text.Json;
using Archivist.Platform;
using Archivist.Repository.Crypto;
using Archivist.Repository.Files;

namespace Archivist.Repository.Keys;

/// <summary>A file of <c>keys/</c>: the master key, sealed with a key that scrypt derives from the password.</summary>
internal static class KeyFile
{
    private const int SaltSize = 64;

    internal static byte[] Create(SealingKey master, ReadOnlySpan<byte> password, Operator who, DateTimeOffset now, KeyCost? chosen = null)
    {
        var cost = chosen ?? KeyCost.Default;
        var salt = SystemRandom.GetBytes(SaltSize);
        var plaintext = new MasterKeyDocument(master.MacK.ToArray(), master.MacR.ToArray(), master.Encryption.ToArray()).Write();
        using var pool = new SealerPool(Derive(password, salt, cost.N, cost.R, cost.P));
        var key = new KeyDocument(
            GoTime.From(now).ToString(), who.Username, who.Hostname, "scrypt", cost.N, cost.R, cost.P, salt, pool.Seal(plaintext));
        CryptographicOperations.ZeroMemory(plaintext);
        return key.Write();
    }

    /// <summary>Reads the public part; malformed or unacceptable parameters are <see cref="Failure.Tampering"/>.</summary>
    internal static KeyDocument Parse(ReadOnlySpan<byte> json, ObjectName name)
    {
        try
        {
            var key = KeyDocument.Read(json);
            if (key.Kdf != "scrypt" || key.Salt.Length == 0 || !Scrypt.IsAcceptable(key.N, key.R, key.P))
                throw new FormatException("its key derivation parameters are not acceptable");
            return key;
        }
        catch (Exception cause) when (cause is JsonException or FormatException)
        {
            throw FileEnvelope.Malformed(name, cause.Message, cause);
        }
    }

    /// <summary>Null when the password does not open this key.</summary>
    internal static SealingKey? TryOpen(KeyDocument key, ReadOnlySpan<byte> password, ObjectName name)
    {
        using var pool = new SealerPool(Derive(password, key.Salt, key.N, key.R, key.P));
        var plaintext = new byte[Math.Max(0, key.Data.Length - Sealer.Overhead)];
        if (!pool.TryOpen(key.Data, plaintext))
            return null;
        try
        {
            var master = MasterKeyDocument.Read(plaintext);
            if (master is not { Encrypt.Length: 32, MacK.Length: 16, MacR.Length: 16 })
                throw FileEnvelope.Malformed(name, "its master key has the wrong size");
            return new SealingKey([.. master.Encrypt, .. master.MacK, .. master.MacR]);
        }
        catch (Exception cause) when (cause is JsonException or FormatException)
        {
            throw FileEnvelope.Malformed(name, cause.Message, cause);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    private static SealingKey Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, long n, long r, long p)
    {
        Span<byte> derived = stackalloc byte[SealingKey.Size];
        Scrypt.Derive(password, salt, n, r, p, derived);
        var key = new SealingKey(derived);
        CryptographicOperations.ZeroMemory(derived);
        return key;
    }
}
