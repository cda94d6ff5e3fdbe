using System.Text.Json.Serialization;

namespace Archivist.Replicas.Stores.Rest;

/// <summary>Listings of version 1: names only.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class RestListV1 : JsonSerializerContext;
