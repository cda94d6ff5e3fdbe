namespace Archivist.Repository.Files;

/// <summary>What a key file's data holds once it is opened.</summary>
/// <param name="MacK">AES key of Poly1305-AES, 16 bytes.</param>
/// <param name="MacR">The other part of its key, 16 bytes.</param>
/// <param name="Encrypt">Key of AES-256, 32 bytes.</param>
internal sealed record MasterKeyDocument(byte[] MacK, byte[] MacR, byte[] Encrypt)
{
    internal static MasterKeyDocument Read(ReadOnlySpan<byte> json)
    {
        var fields = DocumentFields.Of(json);
        var mac = fields.FindObject("mac");
        return new MasterKeyDocument(mac?.FindBase64("k") ?? [], mac?.FindBase64("r") ?? [], fields.FindBase64("encrypt") ?? []);
    }

    internal byte[] Write() => new GoJson().BeginObject()
        .Name("mac"u8).BeginObject().Name("k"u8).Base64(MacK).Name("r"u8).Base64(MacR).EndObject()
        .Name("encrypt"u8).Base64(Encrypt)
        .EndObject().Written.ToArray();
}
