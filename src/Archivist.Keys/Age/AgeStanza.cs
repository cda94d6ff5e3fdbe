namespace Archivist.Keys.Age;

/// <summary>One recipient stanza of a header: the file key, wrapped for one recipient.</summary>
/// <param name="Type">The first argument.</param>
/// <param name="Arguments">The arguments behind the type.</param>
/// <param name="Body">The body, decoded.</param>
internal sealed record AgeStanza(string Type, IReadOnlyList<string> Arguments, byte[] Body)
{
    internal const string X25519 = "X25519";
    internal const string Hybrid = "mlkem768x25519";
    internal const string Passphrase = "scrypt";

    /// <summary>A wrapped file key of 16 bytes with its tag. Checked before anything is decrypted, against partitioning oracles.</summary>
    internal const int WrappedKeySize = AgeHeader.FileKeySize + 16;
}
