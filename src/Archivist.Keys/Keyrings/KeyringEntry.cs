using Archivist.Keys.Age;

namespace Archivist.Keys.Keyrings;

/// <summary>A recipient who can open the repository through its keyring.</summary>
/// <param name="Kind">How.</param>
/// <param name="Recipient">The recipient as text; null for the passphrase.</param>
public sealed record KeyringEntry(AgeRecipientKind Kind, string? Recipient)
{
    /// <summary>The file of the keyring that this entry opens.</summary>
    public string File => $"{Keyring.FolderName}/{Keyring.FileOf(Kind)}";
}
