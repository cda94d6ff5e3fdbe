using System.Globalization;
using Archivist.Correction.Rs03;
using Archivist.Images.Verifying;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
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

    public int Objects => Image?.Objects ?? 0;

    /// <summary>What is wrong, as sentences.</summary>
    public IReadOnlyList<string> Sentences { get; } =
    [
        .. Unreadable is null ? [] : new[] { Unreadable.Message },
        .. Image?.Findings.Select(finding => finding.Sentence) ?? [],
        .. Correction is null ? [] : Describe(Correction),
    ];

    private static IEnumerable<string> Describe(Rs03Verdict verdict)
    {
        foreach (var sentence in Runs(verdict.Missing, "cannot be read").Concat(Runs(verdict.Wrong, "not as written")))
            yield return sentence;
        if (verdict.LostRows > 0)
        {
            var row = Enumerable.Range(0, verdict.Map.Rows).First(verdict.Map.IsLost);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"error correction: {Quantity.Count(verdict.LostRows, "row", "rows")} of sectors, the first from block {row}, cannot be corrected: {verdict.Map.WorstErasures} sectors of the worst are damaged, and parity is for {verdict.Map.Roots}");
        }
    }

    private static IEnumerable<string> Runs(SectorSet sectors, string how)
    {
        var runs = sectors.Runs().Take(RunsNamed + 1).ToList();
        foreach (var (first, count) in runs.Take(RunsNamed))
            yield return $"error correction: {Quantity.Count(count, "sector", "sectors")} from block {first} (byte {first * 2048}): {how}";
        if (runs.Count > RunsNamed)
            yield return $"error correction: more from block {runs[RunsNamed].First}, {Quantity.Count(sectors.Count, "sector", "sectors")} in all: {how}";
    }
}
