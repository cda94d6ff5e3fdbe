using Archivist.Operations.Keys.Sharing;

namespace Archivist.Operations.Keys.Codes;

/// <summary>A page of one-time codes that was made.</summary>
/// <param name="Page">What distinguishes it from others.</param>
/// <param name="Sheet">The PDF file; null when the codes were given back.</param>
/// <param name="Codes">The codes in their order, which are secret; empty when they are in the file.</param>
public sealed record PrintCodesResult(string Page, string? Sheet, IReadOnlyList<string> Codes) : OperationResult
{
    /// <summary>What it means for the page before.</summary>
    public PaperChange Paper { get; init; } = PaperChange.None;

    /// <inheritdoc/>
    public override string ToString() => Page;
}
