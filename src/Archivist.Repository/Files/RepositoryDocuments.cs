using System.Text.Json;
using System.Text.Json.Serialization;

namespace Archivist.Repository.Files;

/// <summary>The <c>config</c> file. Field names are format, not style (restic design, "Config").</summary>
internal sealed record ConfigDocument(
    [property: JsonPropertyName("version")] int Version,
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("chunker_polynomial")] string ChunkerPolynomial);

/// <summary>A file of <c>keys/</c>, readable without a key (restic design, "Keys, Encryption and MAC").</summary>
internal sealed record KeyDocument(
    [property: JsonPropertyName("created")] string? Created,
    [property: JsonPropertyName("username")] string? Username,
    [property: JsonPropertyName("hostname")] string? Hostname,
    [property: JsonPropertyName("kdf")] string Kdf,
    [property: JsonPropertyName("N")] long N,
    [property: JsonPropertyName("r")] long R,
    [property: JsonPropertyName("p")] long P,
    [property: JsonPropertyName("salt")] byte[] Salt,
    [property: JsonPropertyName("data")] byte[] Data);

/// <summary>What a key file's data holds once it is opened.</summary>
internal sealed record MasterKeyDocument(
    [property: JsonPropertyName("mac")] MasterKeyDocument.MacDocument Mac,
    [property: JsonPropertyName("encrypt")] byte[] Encrypt)
{
    internal sealed record MacDocument(
        [property: JsonPropertyName("k")] byte[] K,
        [property: JsonPropertyName("r")] byte[] R);
}

/// <summary>A file of <c>locks/</c> (restic design, "Locks").</summary>
internal sealed record LockDocument(
    [property: JsonPropertyName("time")] string Time,
    [property: JsonPropertyName("exclusive")] bool Exclusive,
    [property: JsonPropertyName("hostname")] string? Hostname,
    [property: JsonPropertyName("username")] string? Username,
    [property: JsonPropertyName("pid")] int ProcessId,
    [property: JsonPropertyName("uid")] uint UserId,
    [property: JsonPropertyName("gid")] uint GroupId);

/// <summary>A file of <c>snapshots/</c> (restic design, "Snapshots"); written by <see cref="GoJson"/>.</summary>
internal sealed record SnapshotDocument(
    [property: JsonPropertyName("time")] string Time,
    [property: JsonPropertyName("parent")] string? Parent,
    [property: JsonPropertyName("tree")] string Tree,
    [property: JsonPropertyName("paths")] IReadOnlyList<string>? Paths,
    [property: JsonPropertyName("hostname")] string? Hostname,
    [property: JsonPropertyName("username")] string? Username,
    [property: JsonPropertyName("uid")] uint UserId,
    [property: JsonPropertyName("gid")] uint GroupId,
    [property: JsonPropertyName("excludes")] IReadOnlyList<string>? Excludes,
    [property: JsonPropertyName("tags")] IReadOnlyList<string>? Tags,
    [property: JsonPropertyName("original")] string? Original,
    [property: JsonPropertyName("program_version")] string? ProgramVersion)
{
    /// <summary>What other versions write beside these, as it is.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(ConfigDocument))]
[JsonSerializable(typeof(KeyDocument))]
[JsonSerializable(typeof(MasterKeyDocument))]
[JsonSerializable(typeof(LockDocument))]
[JsonSerializable(typeof(SnapshotDocument))]
internal sealed partial class RepositoryJson : JsonSerializerContext;
