using System.Text.Json;
using System.Text.Json.Serialization;
using Archivist.Platform.Problems;

namespace Archivist.Recovery.Protocol;

/// <summary>How the records of the drill port become JSON. Unknown members are refused: both sides come from one build.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowOutOfOrderMetadataProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 8,
    Converters = [typeof(FailureConverter), typeof(DrillFaultConverter), typeof(TargetPreparationConverter), typeof(RecoveryKeyConverter)])]
[JsonSerializable(typeof(DrillOrder))]
[JsonSerializable(typeof(DrillEvent))]
internal sealed partial class DrillJson : JsonSerializerContext
{
    private sealed class FailureConverter() : JsonStringEnumConverter<Failure>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

    private sealed class DrillFaultConverter() : JsonStringEnumConverter<DrillFault>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

    private sealed class RecoveryKeyConverter() : JsonStringEnumConverter<RecoveryKey>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

    private sealed class TargetPreparationConverter()
        : JsonStringEnumConverter<TargetPreparation>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
}
