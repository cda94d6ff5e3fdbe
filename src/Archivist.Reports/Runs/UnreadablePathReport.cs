using System.Text.Json.Serialization;

namespace Archivist.Reports.Runs;

/// <summary>A source that is not in a snapshot, or not all of it, with the words for its cause.</summary>
/// <param name="Path">For people: bytes that are not UTF-8 are replaced.</param>
/// <param name="Cause">Why it could not be read.</param>
/// <param name="IsStored">Whether it is in the snapshot, and only attributes of it are missing; left out of documents when false.</param>
public sealed record UnreadablePathReport(
    string Path, string Cause, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsStored = false);
