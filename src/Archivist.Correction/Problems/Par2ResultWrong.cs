using Archivist.Platform.Problems;

namespace Archivist.Correction.Problems;

/// <summary>What PAR2 computed for a file does not have its MD5.</summary>
public sealed record Par2ResultWrong(string File) : Problem(Failure.Tampering, File);
