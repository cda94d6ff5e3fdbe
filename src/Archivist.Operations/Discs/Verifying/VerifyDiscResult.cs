namespace Archivist.Operations.Discs.Verifying;

/// <summary>How an image or a disc is.</summary>
/// <param name="Disc">What was found.</param>
/// <param name="Elapsed">From the request to the result.</param>
public sealed record VerifyDiscResult(DiscVerdict Disc, TimeSpan Elapsed) : OperationResult;
