using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>What a witness answered is not its cosignature, or its clock is far ahead.</summary>
public sealed record CosignatureRejected(string Witness, string Url) : Problem(Failure.None, Witness);
