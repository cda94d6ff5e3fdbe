using System.Text.Json.Serialization;
using Archivist.Discs.Catalogue;

namespace Archivist.Discs.Planning;

/// <summary>The plan of a set as JSON, with the names and limits of <see cref="CatalogueJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 8,
    WriteIndented = true,
    NewLine = "\n",
    Converters =
    [
        typeof(CatalogueJson.DigestConverter), typeof(CatalogueJson.PackConverter), typeof(CatalogueJson.SnapshotConverter),
        typeof(CatalogueJson.KindConverter), typeof(CatalogueJson.OutcomeConverter),
    ])]
[JsonSerializable(typeof(DiscSetPlan))]
internal sealed partial class PlanJson : JsonSerializerContext;
