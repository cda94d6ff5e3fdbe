using Archivist.Correction.Problems;
using Archivist.Correction.Rs03;
using Archivist.Images.Verifying;
using Archivist.Platform.Problems;
using Archivist.Recovery.Builder;

namespace Archivist.Operations.Discs.Verifying;

/// <summary>What reading a disc back showed, of the image and of its error correction.</summary>
/// <param name="Image">What the image's own checks say; null when not even its volume could be read.</param>
/// <param name="Unreadable">Why it could not be read, or null.</param>
/// <param name="Correction">What its error correction says, or null when it has none.</param>
public sealed record DiscVerdict(ImageVerdict? Image, ArchivistException? Unreadable, Rs03Verdict? Correction)
{
    /// <summary>Who signed its loaders, by its own note; null when it does not boot or cannot be read.</summary>
    public BootCertificates? Boot { get; init; }

    private const int RunsNamed = 20;

    /// <summary>True when every byte is as it was written.</summary>
    public bool IsGood => Image is { IsGood: true } && Correction is null or { IsWhole: true };

    /// <summary>Bytes that were read.</summary>
    public long Length => Correction?.Layout.TotalBytes ?? Image?.Length ?? 0;

    /// <summary>The number of repository objects that were verified.</summary>
    public int Objects => Image?.Objects ?? 0;

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Problem> Problems { get; } =
    [
        .. Unreadable is null ? [] : new[] { Unreadable.Problem },
        .. Image?.Findings.Select(finding => finding.Problem) ?? [],
        .. Correction is null ? [] : ProblemsOf(Correction),
    ];

    private static IEnumerable<Problem> ProblemsOf(Rs03Verdict verdict)
    {
        foreach (var problem in Runs(verdict.Missing, SectorFault.Unreadable).Concat(Runs(verdict.Wrong, SectorFault.NotAsWritten)))
            yield return problem;
        if (verdict.LostRows > 0)
            yield return new RowsUncorrectable(verdict.LostRows, Enumerable.Range(0, verdict.Map.Rows).First(verdict.Map.IsLost), verdict.Map.WorstErasures, verdict.Map.Roots);
    }

    private static IEnumerable<Problem> Runs(SectorSet sectors, SectorFault fault)
    {
        var runs = sectors.Runs().Take(RunsNamed + 1).ToList();
        foreach (var (first, count) in runs.Take(RunsNamed))
            yield return new SectorsDamaged(fault, first, count);
        if (runs.Count > RunsNamed)
            yield return new SectorsDamagedFurther(fault, runs[RunsNamed].First, sectors.Count);
    }
}
