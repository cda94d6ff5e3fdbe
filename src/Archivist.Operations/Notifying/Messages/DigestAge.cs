namespace Archivist.Operations.Notifying.Messages;

/// <summary>Something with an age.</summary>
/// <param name="Name">What it is.</param>
/// <param name="At">When; null for never.</param>
internal sealed record DigestAge(string Name, DateTimeOffset? At);
