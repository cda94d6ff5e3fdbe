namespace Archivist.Operations.Keys.Codes;

/// <summary>A new page of one-time codes, in the place of one that is there.</summary>
public sealed record PrintCodesRequest : OperationRequest
{
    /// <summary>How many codes, 1 to 40.</summary>
    public required int Count { get; init; }

    /// <summary>The PDF file to write; null to give the codes back.</summary>
    public string? Sheet { get; init; }

    /// <summary>Whether a file that is there may be replaced.</summary>
    public bool MayReplace { get; init; }
}
