using Archivist.Platform.Problems;

namespace Archivist.Recovery.Builder.Problems;

/// <summary>Archivist does not run on an installed .NET runtime for Linux on x64.</summary>
public sealed record RuntimeUnsuitable(string Framework) : Problem(Failure.Failed, Framework);
