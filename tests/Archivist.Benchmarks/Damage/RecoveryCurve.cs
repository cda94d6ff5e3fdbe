using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Archivist.Correction.Rs03;
using Archivist.TestKit.Damage;

namespace Archivist.Benchmarks.Damage;

/// <summary>
/// How often a full DVD or BD comes back whole, by kind and share of damage and by redundancy (docs/recovery-curve.md). Rows are counted, not decoded: that a row comes back
/// when no more of its sectors are gone than there are roots is what the tests of damage patterns hold on real bytes.
/// </summary>
internal sealed class RecoveryCurve(Settings settings)
{
    private readonly DiscGeometry _disc = settings.Only is "bd" ? DiscGeometry.BluRay : DiscGeometry.Dvd;

    /// <summary>Parity in percent of what it protects, and roots.</summary>
    internal static readonly (int Percent, int Roots)[] Redundancies = [(10, 24), (15, 34), (25, 51), (50, 85), (100, 128), (200, 170)];

    internal static readonly (DamageKind Kind, string Name)[] Kinds =
    [
        (DamageKind.RandomSectors, "single sectors"), (DamageKind.RandomBlocks, "single ECC blocks"), (DamageKind.Bursts, "bursts"),
        (DamageKind.RadialScratch, "radial scratches"), (DamageKind.ChordScratch, "straight scratches"), (DamageKind.Arc, "arcs along the track"),
        (DamageKind.Annulus, "rings"), (DamageKind.EdgeRot, "rot from the edge"), (DamageKind.TruncatedEnd, "end cut off"),
    ];

    /// <summary>Shares in percent.</summary>
    internal static readonly int[] Shares = [.. Enumerable.Range(1, 30), .. Enumerable.Range(16, 19).Select(half => half * 2)];

    private string Name => _disc == DiscGeometry.BluRay ? "BD" : "DVD";

    private int SectorsPerLayer => (int)(_disc.Sectors / Rs03Layout.Layers);

    internal string Measure(CancellationToken cancellationToken)
    {
        var worst = new ConcurrentDictionary<(DamageKind Kind, int Share), int[]>();
        Parallel.ForEach(Kinds, new ParallelOptions { CancellationToken = cancellationToken }, kind =>
        {
            foreach (var share in Shares)
            {
                // Beyond what the most parity ever gives back nothing is left to measure.
                var isHopeless = worst.TryGetValue((kind.Kind, share - 2), out var before) && before.Min() > Redundancies[^1].Roots;
                worst[(kind.Kind, share)] = isHopeless ? before! : [.. Enumerable.Range(0, settings.Runs).Select(run => WorstRow(kind.Kind, share / 100.0, (share * 1000) + run))];
                cancellationToken.ThrowIfCancellationRequested();
            }
        });
        double Probability(DamageKind kind, int share, int roots) => worst[(kind, share)].Count(erasures => erasures <= roots) / (double)settings.Runs;
        if (settings.Output is { } path)
            File.WriteAllText(Path.ChangeExtension(path, ".svg"), RecoveryPicture.Draw(Name, Probability));
        return Edges(Probability) + "\n" + Scattered(cancellationToken);
    }

    private int WorstRow(DamageKind kind, double share, int seed) =>
        DamagePattern.Create(kind, _disc, share, new Random(seed)).ErasuresOfRows(SectorsPerLayer).Max();

    /// <summary>For each kind and redundancy the largest share that always came back, and the smallest that never did.</summary>
    private static string Edges(Func<DamageKind, int, int, double> probability)
    {
        var text = new StringBuilder("| damage | " + string.Join(" | ", Redundancies.Select(code => $"{code.Percent} % ({code.Roots} roots)")) + " |\n|---|" + string.Concat(Redundancies.Select(_ => "---:|")) + "\n");
        foreach (var (kind, name) in Kinds)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} |");
            foreach (var (_, roots) in Redundancies)
            {
                var always = Shares.TakeWhile(share => probability(kind, share, roots) >= 1).LastOrDefault();
                var never = Shares.Reverse().TakeWhile(share => probability(kind, share, roots) <= 0).LastOrDefault();
                text.Append(CultureInfo.InvariantCulture, $" {always} – {(never == 0 ? "more" : never)} |");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Around the edge of each redundancy: what the binomial distribution says of single sectors, and what was measured.</summary>
    private string Scattered(CancellationToken cancellationToken)
    {
        var text = new StringBuilder("| redundancy | damaged | binomial estimate | measured | discs |\n|---|---:|---:|---:|---:|\n");
        foreach (var (percent, roots) in Redundancies)
        {
            foreach (var wanted in new[] { 0.9, 0.5, 0.1 })
            {
                var share = ShareFor(roots, wanted);
                var discs = settings.Runs * 5;
                var whole = 0;
                Parallel.For(0, discs, new ParallelOptions { CancellationToken = cancellationToken }, run =>
                {
                    if (WorstRow(DamageKind.RandomSectors, share, 7_000_000 + (roots * 1000) + run) <= roots)
                        Interlocked.Increment(ref whole);
                });
                text.Append(CultureInfo.InvariantCulture, $"| {percent} % | {share * 100:0.00} % | {wanted * 100:0} % | {100.0 * whole / discs:0} % | {discs} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The share of gone sectors at which all rows come back with that probability.</summary>
    private double ShareFor(int roots, double wanted)
    {
        var (low, high) = (0.0, 1.0);
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Math.Pow(AtMost(roots, middle), SectorsPerLayer) > wanted ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The probability that at most so many of 255 are gone.</summary>
    private static double AtMost(int roots, double share)
    {
        var (sum, logarithm) = (0.0, Rs03Layout.Layers * Math.Log(1 - share));
        for (var gone = 0; gone <= roots; gone++)
        {
            sum += Math.Exp(logarithm);
            logarithm += Math.Log((Rs03Layout.Layers - gone) / (gone + 1.0)) + Math.Log(share) - Math.Log(1 - share);
        }

        return Math.Min(1, sum);
    }
}
