using Archivist.Platform.Problems;

namespace Archivist.App.Problems;

/// <summary>The command whose output was captured failed, so no snapshot was stored.</summary>
internal sealed record SourceCommandFailed(string Program, int ExitCode) : Problem(Failure.Failed, Program);
