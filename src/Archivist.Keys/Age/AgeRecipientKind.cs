namespace Archivist.Keys.Age;

/// <summary>The kinds of recipients, of which one file holds one only.</summary>
public enum AgeRecipientKind
{
    /// <summary>A passphrase (scrypt).</summary>
    Passphrase,

    /// <summary>A key pair of X25519.</summary>
    Classic,

    /// <summary>A post-quantum key pair of ML-KEM-768 and X25519.</summary>
    Hybrid,
}
