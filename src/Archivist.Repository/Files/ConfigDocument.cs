namespace Archivist.Repository.Files;

/// <summary>The <c>config</c> file. Field names are format, not style (restic design, "Config").</summary>
internal sealed record ConfigDocument(int Version, string Id, string ChunkerPolynomial)
{
    internal static ConfigDocument Read(ReadOnlySpan<byte> json)
    {
        var fields = DocumentFields.Of(json);
        return new ConfigDocument((int)fields.Account("version"), fields.FindText("id") ?? "", fields.FindText("chunker_polynomial") ?? "");
    }

    internal byte[] Write() => new GoJson().BeginObject()
        .Name("version"u8).Number((ulong)Version)
        .Name("id"u8).Text(Id)
        .Name("chunker_polynomial"u8).Text(ChunkerPolynomial)
        .EndObject().Written.ToArray();
}
