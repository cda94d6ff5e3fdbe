using System.Text.Json.Serialization;

namespace Archivist.Recovery.Builder;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(BootCertificates))]
internal sealed partial class BootCertificatesJson : JsonSerializerContext;
