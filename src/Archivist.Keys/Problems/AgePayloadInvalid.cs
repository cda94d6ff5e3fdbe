using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>The encrypted content of an age file was changed, cut off or extended.</summary>
public sealed record AgePayloadInvalid(string File, AgePayloadFault Fault) : Problem(Failure.Tampering, File);
