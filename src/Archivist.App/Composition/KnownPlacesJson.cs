using System.Text.Json.Serialization;

namespace Archivist.App.Composition;

/// <summary>The files of <see cref="KnownPlaces"/>.</summary>
[JsonSerializable(typeof(KnownPlace))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
internal sealed partial class KnownPlacesJson : JsonSerializerContext;
