using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A text is not the verifier key of a witness.</summary>
public sealed record WitnessKeyInvalid(string Text) : Problem(Failure.Usage, Text);
