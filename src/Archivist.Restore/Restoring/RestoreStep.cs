namespace Archivist.Restore.Restoring;

/// <summary>One thing that a restore does.</summary>
/// <param name="Path">The path below the target, escaped for display.</param>
/// <param name="Action">What is done there.</param>
/// <param name="Bytes">Bytes of content that are written.</param>
public readonly record struct RestoreStep(string Path, RestoreAction Action, long Bytes);
