using System.Text.Json.Serialization;

namespace Archivist.App.Notifying;

/// <summary>What ntfy takes (docs.ntfy.sh, "Publish as JSON").</summary>
internal sealed record NtfyMessage(string Topic, string Title, string Message, int Priority, IReadOnlyList<string> Tags);

/// <summary>How it is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(NtfyMessage))]
internal sealed partial class NtfyJson : JsonSerializerContext;
