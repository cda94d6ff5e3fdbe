using System.Text.Json.Serialization;

namespace Archivist.Operations.Notifying.Messages;

/// <summary>How notifications are written for programs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(NotificationDocument))]
internal sealed partial class NotificationJson : JsonSerializerContext;
