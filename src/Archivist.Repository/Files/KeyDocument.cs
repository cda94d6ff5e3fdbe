namespace Archivist.Repository.Files;

/// <summary>A file of <c>keys/</c>, readable without a key (restic design, "Keys, Encryption and MAC").</summary>
internal sealed record KeyDocument(
    string? Created, string? Username, string? Hostname, string Kdf, long N, long R, long P, byte[] Salt, byte[] Data)
{
    internal static KeyDocument Read(ReadOnlySpan<byte> json)
    {
        var fields = DocumentFields.Of(json);
        return new KeyDocument(
            fields.FindText("created"), fields.FindText("username"), fields.FindText("hostname"), fields.FindText("kdf") ?? "",
            fields.Number("N"), fields.Number("r"), fields.Number("p"), fields.FindBase64("salt") ?? [], fields.FindBase64("data") ?? []);
    }

    internal byte[] Write()
    {
        var json = new GoJson().BeginObject();
        if (Created is not null)
            json.Name("created"u8).Text(Created);
        if (Username is not null)
            json.Name("username"u8).Text(Username);
        if (Hostname is not null)
            json.Name("hostname"u8).Text(Hostname);
        return json.Name("kdf"u8).Text(Kdf)
            .Name("N"u8).Number((ulong)N).Name("r"u8).Number((ulong)R).Name("p"u8).Number((ulong)P)
            .Name("salt"u8).Base64(Salt).Name("data"u8).Base64(Data)
            .EndObject().Written.ToArray();
    }
}
