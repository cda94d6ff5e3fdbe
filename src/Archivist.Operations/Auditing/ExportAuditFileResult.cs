namespace Archivist.Operations.Auditing;

/// <summary>What was written.</summary>
/// <param name="Objects">Objects of the repository.</param>
/// <param name="Bytes">Bytes in them.</param>
/// <param name="HasHead">The head of the ledger is in the file.</param>
public sealed record ExportAuditFileResult(long Objects, long Bytes, bool HasHead) : OperationResult;
