using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Archivist.Keys.Shares;

/// <summary>Encrypts a master secret with a passphrase before it is split: a Feistel network of four rounds over PBKDF2-HMAC-SHA256 (SLIP-0039, "Encryption of the master secret").</summary>
internal static class MasterSecretCipher
{
    private const int Rounds = 4;

    /// <summary>Iterations of one round with the exponent 0.</summary>
    private const int BaseIterations = 10000 / Rounds;

    internal static byte[] Encrypt(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> passphrase, ShareParameters parameters) => Run(secret, passphrase, parameters, [0, 1, 2, 3]);

    internal static byte[] Decrypt(ReadOnlySpan<byte> encrypted, ReadOnlySpan<byte> passphrase, ShareParameters parameters) => Run(encrypted, passphrase, parameters, [3, 2, 1, 0]);

    private static byte[] Run(ReadOnlySpan<byte> input, ReadOnlySpan<byte> passphrase, ShareParameters parameters, ReadOnlySpan<byte> rounds)
    {
        var half = input.Length / 2;
        byte[] left = input[..half].ToArray(), right = input[half..].ToArray();
        byte[] password = [0, .. passphrase];
        foreach (var round in rounds)
        {
            password[0] = round;
            var mask = Rfc2898DeriveBytes.Pbkdf2(
                password.AsSpan(), (byte[])[.. Salt(parameters), .. right], BaseIterations << parameters.IterationExponent, HashAlgorithmName.SHA256, half);
            for (var i = 0; i < half; i++)
                mask[i] ^= left[i];
            (left, right) = (right, mask);
        }

        CryptographicOperations.ZeroMemory(password);
        return [.. right, .. left];
    }

    /// <summary>Sets of an extendable secret have different identifiers and must decrypt alike, so only the others are salted.</summary>
    private static byte[] Salt(ShareParameters parameters)
    {
        if (parameters.IsExtendable)
            return [];
        Span<byte> identifier = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(identifier, (ushort)parameters.Identifier);
        return [.. "shamir"u8, .. identifier];
    }
}
