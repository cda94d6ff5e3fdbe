using System.Text.Json;
using System.Text.Json.Serialization;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;

namespace Archivist.Discs.Catalogue;

/// <summary>Names in snake_case, enumerations as words, ids as 64 hexadecimal digits. Names that are not known are skipped.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 8,
    WriteIndented = true,
    NewLine = "\n",
    Converters = [typeof(DigestConverter), typeof(PackConverter), typeof(SnapshotConverter), typeof(KindConverter), typeof(OutcomeConverter)])]
[JsonSerializable(typeof(CataloguedDisc))]
internal sealed partial class CatalogueJson : JsonSerializerContext
{
    private static Digest ReadDigest(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String && global::Archivist.Repository.Crypto.Digest.TryParse(reader.GetString(), null, out var digest)
            ? digest
            : throw new JsonException("an id is not 64 hexadecimal digits");

    internal sealed class DigestConverter : JsonConverter<Digest>
    {
        public override Digest Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => ReadDigest(ref reader);

        public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    internal sealed class PackConverter : JsonConverter<PackId>
    {
        public override PackId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(ReadDigest(ref reader));

        public override void Write(Utf8JsonWriter writer, PackId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value.ToString());
    }

    internal sealed class SnapshotConverter : JsonConverter<SnapshotId>
    {
        public override SnapshotId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(ReadDigest(ref reader));

        public override void Write(Utf8JsonWriter writer, SnapshotId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value.ToString());
    }

    internal sealed class KindConverter() : JsonStringEnumConverter<DiscKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

    internal sealed class OutcomeConverter() : JsonStringEnumConverter<DiscReadingOutcome>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
}
