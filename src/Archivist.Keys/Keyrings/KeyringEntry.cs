using System.Security.Cryptography;
using System.Text;
using Archivist.Keys.Age;

namespace Archivist.Keys.Keyrings;

/// <summary>A recipient who can open the repository through its keyring.</summary>
/// <param name="Kind">How.</param>
/// <param name="Recipient">The recipient as text; null for the passphrase.</param>
public sealed record KeyringEntry(AgeRecipientKind Kind, string? Recipient)
{
    /// <summary>The file of the keyring that this entry opens.</summary>
    public string File => $"{Keyring.FolderName}/{Keyring.FileOf(Kind)}";

    /// <summary>Its kind in one word: passphrase, x25519 or hybrid.</summary>
    public string Word => Kind switch
    {
        AgeRecipientKind.Passphrase => "passphrase",
        AgeRecipientKind.Classic => "x25519",
        AgeRecipientKind.Hybrid => "hybrid",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What distinguishes recipients without naming them: the first 16 hexadecimal digits of the SHA-256 of the recipient in lower case; null for the passphrase.</summary>
    public string? Fingerprint => Recipient is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Recipient.ToLowerInvariant())).AsSpan(0, 8));
}
