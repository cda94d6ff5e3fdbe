using Archivist.Images.Reading;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Images.Verifying;

/// <summary>The result of reading a whole image.</summary>
/// <param name="Length">Bytes of the image by its own account.</param>
/// <param name="Files">Number of files in its tree.</param>
/// <param name="Objects">Number of repository objects whose names were compared with their bytes.</param>
/// <param name="Sha256">The SHA-256 of the whole image, when one was expected and all bytes were there.</param>
/// <param name="Findings">The damage found; empty for a good image.</param>
public sealed record ImageVerdict(long Length, int Files, int Objects, Digest? Sha256, IReadOnlyList<ImageFinding> Findings)
{
    /// <summary>Oddities that are no damage.</summary>
    public IReadOnlyList<Problem> Notes { get; init; } = [];

    /// <summary>True when every byte is as it was written.</summary>
    public bool IsGood => Findings.Count == 0;
}
