using System.Globalization;
using Archivist.Correction.Par2;
using Archivist.Discs.Planning;
using Archivist.Discs.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Sets;

/// <summary>The PAR2 files of a set of discs: their names and their slice length (docs/decisions/recovery-discs.md).</summary>
public static class SetRecovery
{
    /// <summary>More recovery discs than these in one set are refused.</summary>
    public const int MostDiscs = 16;

    /// <summary>The number of recovery slices up to which rebuilding stays below 200 MB of memory.</summary>
    private const int WantedSlices = 4000;

    /// <summary>The maximum number of slices that packs are cut into.</summary>
    private const int MostParts = 64;

    /// <summary>The additional recovery data, in percent, that is accepted for larger slices, which are faster to compute.</summary>
    private const int Tolerance = 2;

    /// <summary>The file that describes all packs; it lies beside the repository's configuration.</summary>
    public static string IndexName(string set) => $"{set}.par2";

    /// <summary>The file with recovery slices, named as <c>par2</c> names its own.</summary>
    public static string VolumeName(string set, PlannedRecovery recovery) => string.Create(CultureInfo.InvariantCulture, $"{set}.vol{recovery.FirstExponent:00000}+{recovery.Slices:00000}.par2");

    /// <summary>The slices that packs of these lengths fill.</summary>
    public static int SlicesOf(IEnumerable<long> packs, int sliceSize) => checked((int)packs.Sum(length => Par2File.SlicesOf(length, sliceSize)));

    /// <summary>
    /// A slice length that wastes little space and takes acceptable time to compute: the longest pack divided by a whole number. No pack, or so many that no length
    /// fits, is <see cref="Failure.Usage"/>.
    /// </summary>
    /// <param name="packs">Lengths of all packs of the set.</param>
    /// <param name="discs">How many recovery discs there will be.</param>
    /// <param name="largestDisc">Bytes of the largest disc.</param>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Usage"/>: the set has no packs, or too many or too long ones (<see cref="SetHasNoPacks"/>, <see cref="SetNotProtectable"/>).
    /// </exception>
    public static int ChooseSliceSize(IReadOnlyCollection<long> packs, int discs, long largestDisc)
    {
        if (packs.Count == 0)
            throw new ArchivistException(new SetHasNoPacks());
        var longest = packs.Max();
        if (packs.Count > Par2Set.MostSlices || longest > Par2Set.LargestSlice)
            throw new ArchivistException(new SetNotProtectable(packs.Count, longest, Par2Set.MostSlices, Par2Set.LargestSlice));
        var shortest = discs * Math.Min(largestDisc, packs.Sum()) / WantedSlices;
        var choices = Enumerable.Range(1, MostParts)
            .Select(parts => (int)((((longest + parts - 1) / parts) + 3) / 4 * 4))
            .Where((size, index) => index == 0 || size >= Math.Max(shortest, 2048))
            .Select(size => (Size: size, Slices: packs.Sum(length => Par2File.SlicesOf(length, size))))
            .Where(choice => choice.Slices <= Par2Set.MostSlices).ToList();
        var least = choices.Min(choice => choice.Slices * choice.Size);
        return choices.First(choice => choice.Slices * choice.Size <= least + (least / 100 * Tolerance)).Size;
    }

    /// <summary>Packs as PAR2 sees them, under their paths in the repository.</summary>
    /// <param name="packs">Their ids.</param>
    /// <param name="contentOf">Their bytes.</param>
    public static IReadOnlyList<Par2Input> Inputs(IEnumerable<PackId> packs, Func<ObjectName, IReplayableContent> contentOf) =>
        [.. packs.Select(pack => new ObjectName(ObjectKind.Pack, pack.Value)).Select(name => new Par2Input(RepositoryLayout.PathOf(name), contentOf(name)))];
}
