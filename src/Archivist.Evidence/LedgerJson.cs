using System.Text.Json;
using System.Text.Json.Serialization;

namespace Archivist.Evidence;

/// <summary>How entries are written: one JSON object without line breaks, names in snake_case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LedgerEntry))]
internal sealed partial class LedgerJson : JsonSerializerContext
{
    internal static byte[] ToBytes(LedgerEntry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, Default.LedgerEntry);
}
