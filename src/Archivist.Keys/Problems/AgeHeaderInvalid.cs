using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>A file is not an age file of version 1, or its header breaks the format.</summary>
public sealed record AgeHeaderInvalid(string File, AgeHeaderFault Fault) : Problem(Failure.Failed, File);
