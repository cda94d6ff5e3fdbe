using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>A text is not the verifier key of a ledger.</summary>
public sealed record LedgerKeyTextInvalid(string Text) : Problem(Failure.Usage, Text);
