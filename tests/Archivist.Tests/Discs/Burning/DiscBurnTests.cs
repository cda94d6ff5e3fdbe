using Archivist.Discs.Burning;
using Archivist.Discs.Problems;
using Archivist.Images.Model;
using Archivist.Messages.English;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.TestKit;

namespace Archivist.Tests.Discs.Burning;

public sealed class DiscBurnTests : IDisposable
{
    private const int Length = 2000 * Sector.Size;

    private readonly ScratchFolder _folder = new();
    private readonly FakeDrive _drive = new();
    private readonly BurnOrder _order;
    private readonly Digest _sha256;

    public DiscBurnTests()
    {
        var bytes = new byte[Length];
        new Random(7).NextBytes(bytes);
        File.WriteAllBytes(_folder.At("image"), bytes);
        _order = new BurnOrder { ImagePath = _folder.At("image"), Length = Length };
        _sha256 = Digest.Of(bytes);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_disc_is_loaded_again_before_it_is_read()
    {
        Assert.Equal(BurnOutcome.Good, (await BurnAsync()).Outcome);
        Assert.Equal(["inspect", "write", "reload", "read"], _drive.Calls);
    }

    [Fact]
    public async Task A_write_error_makes_a_coaster()
    {
        _drive.BreaksAt = Length / 2;
        var result = await BurnAsync();

        Assert.True(result is { Outcome: BurnOutcome.WriteFailed, IsCoaster: true, WasStopped: false });
        Assert.Equal(new TestProblem(Failure.MediumFailed, "fake drive: write error"), result.Problem);
        Assert.DoesNotContain("read", _drive.Calls);
    }

    [Fact]
    public async Task On_a_rewritable_disc_nothing_is_lost()
    {
        _drive.Medium = new RecorderMedium("DVD+RW", MediumState.Blank, null, null);
        _drive.BreaksAt = 0;
        Assert.True(await BurnAsync() is { Outcome: BurnOutcome.WriteFailed, IsCoaster: false });
    }

    [Fact]
    public async Task A_stop_is_a_result_and_a_coaster()
    {
        using var stop = new CancellationTokenSource();
        _drive.OnWriting = offset =>
        {
            if (offset > Length / 3)
                stop.Cancel();
        };
        List<BurnResult> told = [];
        var result = await new DiscBurn(_drive, TimeProvider.System) { Stopping = told.Add }.RunAsync(_order, _sha256, null, stop.Token);
        Assert.Equal((BurnOutcome.WriteFailed, true), (Assert.Single(told).Outcome, told[0].WasStopped));

        Assert.True(result is { Outcome: BurnOutcome.WriteFailed, IsCoaster: true, WasStopped: true });
    }

    [Fact]
    public async Task A_byte_that_was_written_wrongly_is_found()
    {
        _drive.SpoilsAt = Length - 1;
        Assert.True(await BurnAsync() is { Outcome: BurnOutcome.ReadBackFailed, IsCoaster: true });
    }

    [Fact]
    public async Task What_cannot_be_read_is_counted_and_the_rest_is_read()
    {
        _drive.Unreadable.UnionWith([0, 700, 701, 1999]);
        var result = await BurnAsync();

        Assert.Equal(BurnOutcome.ReadBackFailed, result.Outcome);
        Assert.Equal(4 * Sector.Size, result.ReadBack!.UnreadableBytes);
        Assert.Equal(new BurnedContentUnreadable(4 * Sector.Size), result.Problem);
        Assert.True(result.ReadBack.Regions[0].UnreadableBytes == Sector.Size && result.ReadBack.Regions[^1].UnreadableBytes == Sector.Size);
    }

    [Fact]
    public async Task A_simulation_writes_and_reads_nothing()
    {
        var result = await new DiscBurn(_drive, TimeProvider.System)
            .RunAsync(_order with { IsSimulation = true }, _sha256, null, TestContext.Current.CancellationToken);

        Assert.True(result is { Outcome: BurnOutcome.Simulated, ReadBack: null, IsCoaster: false });
        Assert.Equal(["inspect", "simulate"], _drive.Calls);
    }

    [Theory]
    [InlineData(MediumState.Missing, null, "no medium")]
    [InlineData(MediumState.Closed, null, "written and closed")]
    [InlineData(MediumState.Overwritable, null, "not empty")]
    [InlineData(MediumState.Blank, 4096L, "holds 4096 bytes")]
    public async Task What_cannot_take_the_image_is_refused_before_a_byte_is_written(MediumState state, long? capacity, string cause)
    {
        _drive.Medium = new RecorderMedium("DVD-R", state, capacity, null);
        var refusal = await Assert.ThrowsAsync<ArchivistException>(BurnAsync);

        Assert.Contains(cause, refusal.Sentence(), StringComparison.Ordinal);
        Assert.Equal(["inspect"], _drive.Calls);
    }

    [Fact]
    public async Task Overwriting_has_to_be_asked_for()
    {
        _drive.Medium = new RecorderMedium("DVD+RW", MediumState.Overwritable, null, null);
        var result = await new DiscBurn(_drive, TimeProvider.System) { MayOverwrite = true }
            .RunAsync(_order, _sha256, null, TestContext.Current.CancellationToken);
        Assert.Equal(BurnOutcome.Good, result.Outcome);
    }

    private Task<BurnResult> BurnAsync() =>
        new DiscBurn(_drive, TimeProvider.System).RunAsync(_order, _sha256, null, TestContext.Current.CancellationToken);
}
