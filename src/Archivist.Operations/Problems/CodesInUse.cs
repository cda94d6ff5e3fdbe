using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Another process is using the one-time codes.</summary>
/// <param name="File">Where they are kept.</param>
public sealed record CodesInUse(string File) : Problem(Failure.Failed, "codes");
