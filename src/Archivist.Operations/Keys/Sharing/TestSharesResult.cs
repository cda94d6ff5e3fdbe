namespace Archivist.Operations.Keys.Sharing;

/// <summary>What each share is worth.</summary>
/// <param name="Shares">Each share, in the order given.</param>
/// <param name="Sets">The tally of every set that the ledger knows, with these shares.</param>
public sealed record TestSharesResult(IReadOnlyList<TestedShare> Shares, IReadOnlyList<SharedKeyStatus> Sets) : OperationResult;
