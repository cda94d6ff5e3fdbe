namespace Archivist.Operations.Keys.Sharing;

/// <summary>A sheet that was printed.</summary>
/// <param name="File">The PDF file.</param>
/// <param name="Set">The set of shares that it is about.</param>
/// <param name="Fingerprint">What distinguishes it from others.</param>
public sealed record PrintKeySheetResult(string File, string Set, string Fingerprint) : OperationResult
{
    /// <summary>What it means for earlier sheets.</summary>
    public PaperChange Paper { get; init; } = PaperChange.None;
}
