using System.Security.Cryptography;
using System.Text.Json;
using Archivist.Platform;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Files;

/// <summary>A file of <c>keys/</c>: the master key, sealed with a key that scrypt derives from the password.</summary>
internal static class KeyFile
{
    private const int SaltSize = 64;

    /// <summary>Makes the file and opens it again by the password: scrypt's table is the most memory that any of this depends on.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Failed"/>: it was damaged in memory, and would not open what it should.</exception>
    internal static byte[] Create(
        SealingKey master, ReadOnlySpan<byte> password, Operator who, DateTimeOffset now, KeyCost? chosen = null, CryptoPrimitives? crypto = null)
    {
        crypto ??= CryptoPrimitives.Chosen;
        var cost = chosen ?? KeyCost.Default;
        var salt = SystemRandom.GetBytes(SaltSize);
        var plaintext = new MasterKeyDocument(master.MacK.ToArray(), master.MacR.ToArray(), master.Encryption.ToArray()).Write();
        using var pool = new SealerPool(Derive(password, salt, cost.N, cost.R, cost.P, crypto), crypto);
        var key = new KeyDocument(
            GoTime.From(now).ToString(), who.Username, who.Hostname, "scrypt", cost.N, cost.R, cost.P, salt, pool.Seal(plaintext));
        CryptographicOperations.ZeroMemory(plaintext);
        var file = key.Write();
        Verify(file, master, password, crypto);
        return file;
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
            throw FileEnvelope.Malformed(name, cause);
        }
    }

    /// <summary>Null when the password does not open this key.</summary>
    internal static SealingKey? TryOpen(KeyDocument key, ReadOnlySpan<byte> password, ObjectName name, CryptoPrimitives? crypto = null)
    {
        crypto ??= CryptoPrimitives.Chosen;
        using var pool = new SealerPool(Derive(password, key.Salt, key.N, key.R, key.P, crypto), crypto);
        var plaintext = new byte[Math.Max(0, key.Data.Length - Sealer.Overhead)];
        if (!pool.TryOpen(key.Data, plaintext))
            return null;
        try
        {
            var master = MasterKeyDocument.Read(plaintext);
            if (master is not { Encrypt.Length: 32, MacK.Length: 16, MacR.Length: 16 })
                throw new FormatException("its master key has the wrong size");
            return new SealingKey([.. master.Encrypt, .. master.MacK, .. master.MacR]);
        }
        catch (Exception cause) when (cause is JsonException or FormatException)
        {
            throw FileEnvelope.Malformed(name, cause);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    private static void Verify(byte[] file, SealingKey master, ReadOnlySpan<byte> password, CryptoPrimitives crypto)
    {
        var name = new ObjectName(ObjectKind.Key, Digest.Of(file));
        try
        {
            using var opened = TryOpen(Parse(file, name), password, name, crypto);
            if (opened is null || !opened.IsSame(master))
                throw WriteVerification.Refuse(name, WriteDamage.Content);
        }
        catch (ArchivistException cause) when (cause.Failure is Failure.Tampering)
        {
            throw WriteVerification.Refuse(name, WriteDamage.Content, cause);
        }
    }

    private static SealingKey Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, long n, long r, long p, CryptoPrimitives crypto)
    {
        Span<byte> derived = stackalloc byte[SealingKey.Size];
        Scrypt.Derive(password, salt, n, r, p, derived, crypto);
        var key = new SealingKey(derived);
        CryptographicOperations.ZeroMemory(derived);
        return key;
    }
}
