using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>The name for the content of standard input is not the name of a file.</summary>
public sealed record StreamNameInvalid(string Name) : Problem(Failure.Usage, Name);
