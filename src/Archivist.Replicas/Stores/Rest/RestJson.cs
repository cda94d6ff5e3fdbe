using System.Text.Json.Serialization;

namespace Archivist.Replicas.Stores.Rest;

/// <summary>One element of a version 2 listing (restic REST API, "GET {path}/{type}/").</summary>
public sealed record RestListEntry(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("size")] long Size);

/// <summary>The JSON of the protocol.</summary>
[JsonSerializable(typeof(RestListEntry))]
[JsonSerializable(typeof(List<RestListEntry>))]
public sealed partial class RestJson : JsonSerializerContext;
