using Archivist.Correction.Par2;
using Archivist.Discs.Planning;
using Archivist.Discs.Sets;
using Archivist.Platform.Problems;

namespace Archivist.Tests.Discs.Sets;

public sealed class SetRecoveryTests
{
    [Fact]
    public void Equal_packs_are_slices()
    {
        const long length = 16_000_001;
        var size = SetRecovery.ChooseSliceSize([.. Enumerable.Repeat(length, 100)], 1, 1L << 30);
        Assert.Equal(16_000_004, size);
        Assert.Equal(100, SetRecovery.SlicesOf(Enumerable.Repeat(length, 100), size));
    }

    [Theory]
    [InlineData(50, 1, 700L << 20)]
    [InlineData(6000, 1, 25L << 30)]
    [InlineData(6000, 2, 25L << 30)]
    [InlineData(30_000, 1, 100L << 30)]
    public void Slices_are_few_enough_and_waste_little(int packs, int discs, long disc)
    {
        var random = new Random(packs);
        long[] lengths = [.. Enumerable.Range(0, packs).Select(_ => random.NextInt64(16 << 20, 20 << 20))];
        var size = SetRecovery.ChooseSliceSize(lengths, discs, disc);
        var slices = SetRecovery.SlicesOf(lengths, size);
        Assert.Equal(0, size % 4);
        Assert.InRange(slices, packs, Par2Set.MostSlices);
        Assert.InRange((double)slices * size / lengths.Sum(), 1, 1.2);
        Assert.InRange(discs * Math.Min(disc, lengths.Sum()) / size, 1, Par2Repair.MostMissing);
    }

    [Fact]
    public void What_PAR2_cannot_cover_is_refused()
    {
        Assert.Equal(Failure.Usage, Assert.Throws<ArchivistException>(() => SetRecovery.ChooseSliceSize([], 1, 1 << 30)).Failure);
        Assert.Equal(Failure.Usage, Assert.Throws<ArchivistException>(() => SetRecovery.ChooseSliceSize([.. Enumerable.Repeat(5L, 32_769)], 1, 1 << 30)).Failure);
        Assert.Equal(Failure.Usage, Assert.Throws<ArchivistException>(() => SetRecovery.ChooseSliceSize([2L << 30], 1, 1L << 40)).Failure);
    }

    [Fact]
    public void Files_are_named_as_par2_names_its_own() =>
        Assert.Equal("week.vol00045+00045.par2", SetRecovery.VolumeName("week", new PlannedRecovery(4096, 45, 45)));
}
