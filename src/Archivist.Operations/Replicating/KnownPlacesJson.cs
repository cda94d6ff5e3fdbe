using System.Text.Json.Serialization;

namespace Archivist.Operations.Replicating;

/// <summary>The files of <see cref="KnownPlaces"/>.</summary>
[JsonSerializable(typeof(KnownPlace))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
internal sealed partial class KnownPlacesJson : JsonSerializerContext;
