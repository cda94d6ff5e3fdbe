using Archivist.Correction.Rs03;

namespace Archivist.App.Cli;

/// <summary>Of <c>disc verify</c>: what the error correction of a disc says. Margin is how many more sectors the worst row may lose.</summary>
internal sealed record DiscCorrectionRecord(int Roots, long DamagedSectors, long LostSectors, int LostRows, int Margin)
{
    internal static DiscCorrectionRecord? Of(Rs03Verdict? verdict) =>
        verdict is null ? null : new(verdict.Map.Roots, verdict.DamagedSectors, verdict.LostSectors, verdict.LostRows, verdict.Map.Margin);
}

internal sealed record DiscProtectedRecord(
    string Type, string Image, long DataBytes, long Bytes, int Roots, double RedundancyPercent, double Seconds);

internal sealed record DiscRepairedRecord(
    string Type, string Image, long DamagedSectors, long CorrectedSectors, long LostSectors, int LostRows, double Seconds);
