using System.Text.Json.Serialization;

namespace Archivist.App.Service;

/// <summary>What a service says of itself (docs/operations/service.md).</summary>
internal sealed record HealthRecord(string Status, string? Archive, IReadOnlyList<ScheduleHealthRecord>? Schedules);

/// <summary>What it says of one schedule.</summary>
internal sealed record ScheduleHealthRecord(
    string Schedule, bool Late, bool Running, DateTimeOffset? LastSuccess, DateTimeOffset? SucceedsBy, int Failures, string? Held, DateTimeOffset? HeldSince);

/// <summary>Writes them without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthRecord))]
internal sealed partial class HealthJson : JsonSerializerContext;
