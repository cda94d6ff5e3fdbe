namespace Archivist.Operations.Keys.Sharing;

/// <summary>A sheet without a secret, for the binder.</summary>
public sealed record PrintKeySheetRequest : OperationRequest
{
    /// <summary>What it says, and where it is written.</summary>
    public required SheetOptions Sheet { get; init; }
}
