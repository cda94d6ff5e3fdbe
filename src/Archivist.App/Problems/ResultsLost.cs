using Archivist.Platform.Problems;

namespace Archivist.App.Problems;

/// <summary>The work was done, but its results could not be written to standard output.</summary>
/// <param name="Kind"><see cref="Failure.NoSpace"/> or <see cref="Failure.Failed"/>.</param>
/// <param name="Cause">The error of the output.</param>
internal sealed record ResultsLost(Failure Kind, Cause Cause) : Problem(Kind, "standard output");
