namespace Archivist.Operations.Initializing;

/// <summary>What was created. The verdict is the most severe failure of the ledger and the replicas.</summary>
/// <param name="Created">The repository; null when it was there already.</param>
public sealed record InitializeResult(CreatedRepository? Created) : OperationResult;
