using Archivist.Discs.Burning;

namespace Archivist.Operations.Discs.Burning;

/// <summary>What became of a burn.</summary>
/// <param name="Image">What was burned.</param>
/// <param name="Burn">How it ended.</param>
/// <param name="Elapsed">From the request to the result.</param>
public sealed record BurnDiscResult(ImageToBurn Image, BurnResult Burn, TimeSpan Elapsed) : OperationResult;
