using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Settings cannot be read, and the operation goes on without them.</summary>
public sealed record SettingsNotUsed(Problem Reason) : Problem(Failure.None, Reason.Subject);
