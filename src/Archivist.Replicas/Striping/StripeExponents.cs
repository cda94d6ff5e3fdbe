using System.Diagnostics;
using Archivist.Correction.Par2;

namespace Archivist.Replicas.Striping;

/// <summary>
/// Chooses the exponents of recovery slices so that the loss of any shares, as many as there are recovery shares, can be repaired. Not every square part of PAR2's matrix
/// is invertible: with more than two recovery shares each case is tried before anything is written.
/// </summary>
internal static class StripeExponents
{
    private const int MostTrials = 64;

    /// <summary>The first exponent on each recovery share. Those that are given stay; the others are chosen.</summary>
    /// <param name="set">The packs, one slice each.</param>
    /// <param name="shares">The data share of each file of the set.</param>
    /// <param name="slices">Recovery slices on each recovery share.</param>
    /// <param name="taken">The first exponent on each recovery share that has one; null for one that needs it.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal static IReadOnlyList<int> Choose(Par2Set set, IReadOnlyList<int> shares, int slices, IReadOnlyList<int?> taken, CancellationToken cancellationToken)
    {
        for (var trial = 0; trial < MostTrials; trial++)
        {
            var firsts = Fill(taken, slices, trial);
            if (IsEnough(set, shares, slices, firsts, cancellationToken))
                return firsts;
        }

        throw new UnreachableException("No exponents were found with which every loss can be repaired.");
    }

    /// <summary>True when every loss of as many shares as there are recovery shares can be repaired.</summary>
    internal static bool IsEnough(Par2Set set, IReadOnlyList<int> shares, int slices, IReadOnlyList<int> firsts, CancellationToken cancellationToken)
    {
        var data = shares.Distinct().Order().ToList();
        foreach (var lost in Subsets(data.Count + firsts.Count, firsts.Count))
        {
            var gone = lost.Where(share => share < data.Count).Select(share => data[share]).ToHashSet();
            List<int> missing = [.. Enumerable.Range(0, set.Files.Count).Where(file => gone.Contains(shares[file])).SelectMany(file => Enumerable.Range(set.FirstSlices[file], set.Files[file].Slices.Count))];
            List<int> exponents = [.. firsts.Where((_, share) => !lost.Contains(data.Count + share)).Order().SelectMany(first => Enumerable.Range(first, slices))];
            if (!Par2Repair.IsSolvable(set, missing, exponents, cancellationToken))
                return false;
        }

        return true;
    }

    /// <summary>Every choice of this many of the numbers from 0; all of them when there are no more.</summary>
    internal static IEnumerable<IReadOnlyList<int>> Subsets(int of, int count)
    {
        if (count >= of)
            return [[.. Enumerable.Range(0, of)]];
        return count == 0 ? [[]] : Enumerable.Range(0, of - count + 1).SelectMany(first => Subsets(of - first - 1, count - 1).Select(rest => (IReadOnlyList<int>)[first, .. rest.Select(other => other + first + 1)]));
    }

    private static List<int> Fill(IReadOnlyList<int?> taken, int slices, int trial)
    {
        var used = taken.OfType<int>().ToList();
        var firsts = new List<int>();
        var next = trial * slices;
        foreach (var share in taken)
        {
            while (share is null && used.Exists(other => next < other + slices && other < next + slices))
                next++;
            firsts.Add(share ?? next);
            if (share is null)
                used.Add(next);
        }

        return firsts;
    }
}
