namespace Archivist.Operations.Serving;

/// <summary>A unit that was written or removed, or would be.</summary>
/// <param name="Unit">Its name, such as <c>archivist-alice.service</c>.</param>
/// <param name="File">Where it is.</param>
/// <param name="Text">What it holds; null when it is removed.</param>
/// <param name="IsChanged">The file is not as it was before.</param>
public sealed record InstallServiceResult(string Unit, string File, string? Text, bool IsChanged) : OperationResult;
