using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The file of the one-time codes holds something else.</summary>
/// <param name="File">The file.</param>
public sealed record CodesInvalid(string File) : Problem(Failure.Failed, "codes");
