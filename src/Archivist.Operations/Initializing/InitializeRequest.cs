namespace Archivist.Operations.Initializing;

/// <summary>Asks to create an archive: the repository, and with settings also its ledger and its replicas.</summary>
public sealed record InitializeRequest : OperationRequest;
