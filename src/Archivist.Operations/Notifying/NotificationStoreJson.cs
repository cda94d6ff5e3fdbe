using System.Text.Json.Serialization;

namespace Archivist.Operations.Notifying;

/// <summary>How lists are kept in the database.</summary>
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class NotificationStoreJson : JsonSerializerContext;
