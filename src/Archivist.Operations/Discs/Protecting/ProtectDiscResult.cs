using Archivist.Correction.Rs03;

namespace Archivist.Operations.Discs.Protecting;

/// <summary>An image with, or without, its error correction.</summary>
/// <param name="Image">The file.</param>
/// <param name="Layout">Where its error correction lies, or lay.</param>
/// <param name="Elapsed">From the request to the result.</param>
public sealed record ProtectDiscResult(string Image, Rs03Layout Layout, TimeSpan Elapsed) : OperationResult;
