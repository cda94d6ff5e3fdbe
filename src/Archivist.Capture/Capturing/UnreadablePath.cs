using System.Text.Json.Serialization;

namespace Archivist.Capture.Capturing;

/// <summary>A source that could not be captured, or not all of it.</summary>
/// <param name="Path">The path, escaped for display.</param>
/// <param name="Cause">What the system said.</param>
public sealed record UnreadablePath(string Path, string Cause)
{
    /// <summary>It is in the snapshot; only attributes of it are missing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsStored { get; init; }
}
