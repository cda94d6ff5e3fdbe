using Archivist.Platform.Problems;

namespace Archivist.Correction.Problems;

/// <summary>The content that PAR2 computed for a file does not match its MD5.</summary>
public sealed record Par2ResultWrong(string File) : Problem(Failure.Tampering, File);
