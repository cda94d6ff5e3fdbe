namespace Archivist.Operations.Auditing;

/// <summary>Where to write an audit file.</summary>
public sealed record ExportAuditFileRequest : OperationRequest
{
    /// <summary>The file; an existing one is replaced.</summary>
    public required string Path { get; init; }
}
