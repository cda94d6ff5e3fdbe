using Archivist.Correction.Rs03;

namespace Archivist.Discs.Templates;

/// <summary>The error correction of a disc: RS03, which fills the medium or adds a part of what is on it.</summary>
/// <param name="RedundancyPercent">Parity in percent of what it protects; null fills the medium.</param>
public sealed record DiscCorrection(double? RedundancyPercent)
{
    /// <summary>The layout of data and parity; when there is no room for the requested parity, the medium is filled.</summary>
    public Rs03Layout LayOut(long dataBytes, long capacity)
    {
        if (RedundancyPercent is { } percent && Rs03Layout.WithRedundancy(dataBytes, percent) is var wanted && wanted.TotalBytes <= capacity)
            return wanted;
        return Rs03Layout.ForMedium(dataBytes, capacity / 2048);
    }
}
