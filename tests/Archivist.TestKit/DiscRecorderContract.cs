using Archivist.Discs.Burning;
using Archivist.Discs.Problems;
using Archivist.Images.Model;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.TestKit;

/// <summary>What every recorder keeps to. A class for each kind derives from this.</summary>
public abstract class DiscRecorderContract : IDisposable
{
    /// <summary>Bytes of the image that is written.</summary>
    protected const int Length = 300 * Sector.Size;

    /// <summary>Where images lie.</summary>
    protected ScratchFolder Folder { get; } = new();

    /// <summary>A recorder with an empty medium in it.</summary>
    protected abstract IDiscRecorder Create();

    /// <inheritdoc/>
    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_written_is_read_back()
    {
        var (order, expected) = Image(1);
        var reports = new List<BurnProgress>();
        var result = await new DiscBurn(Create(), TimeProvider.System).RunAsync(order, expected, new Reports(reports), TestContext.Current.CancellationToken);

        Assert.Equal(BurnOutcome.Good, result.Outcome);
        Assert.Null(result.Problem);
        Assert.Equal(expected, result.ReadBack!.Sha256);
        Assert.Equal(Length, result.ReadBack.Regions.Sum(region => region.Length));
        Assert.Contains(reports, report => report.Stage is BurnStage.Writing);
        Assert.Contains(reports, report => report.Stage is BurnStage.ReadingBack && report.Bytes == Length);
        Assert.All(reports, report => Assert.InRange(report.Bytes, 0, Length));
    }

    [Fact]
    public async Task What_is_not_the_image_is_found()
    {
        var (order, expected) = Image(1);
        var result = await new DiscBurn(Create(), TimeProvider.System).RunAsync(order, Digest.Of("other"u8), null, TestContext.Current.CancellationToken);

        Assert.Equal(BurnOutcome.ReadBackFailed, result.Outcome);
        Assert.Equal(new BurnedContentWrong(expected, Digest.Of("other"u8)), result.Problem);
    }

    [Fact]
    public async Task A_medium_that_is_not_empty_is_refused()
    {
        var recorder = Create();
        var (first, expected) = Image(1);
        Assert.Equal(BurnOutcome.Good, (await new DiscBurn(recorder, TimeProvider.System).RunAsync(first, expected, null, TestContext.Current.CancellationToken)).Outcome);

        var (second, other) = Image(2);
        var refusal = await Assert.ThrowsAsync<ArchivistException>(
            () => new DiscBurn(recorder, TimeProvider.System).RunAsync(second, other, null, TestContext.Current.CancellationToken));
        Assert.Equal(Failure.MediumFailed, refusal.Failure);
        using var medium = recorder.OpenMedium();
        Assert.Equal(expected, (await ReadBack.RunAsync(medium, Length, TimeProvider.System, null, TestContext.Current.CancellationToken)).Sha256);
    }

    /// <summary>An image that differs by its seed.</summary>
    protected (BurnOrder Order, Digest Sha256) Image(int seed)
    {
        var bytes = new byte[Length];
        new Random(seed).NextBytes(bytes);
        var path = Folder.At($"image-{seed}.iso");
        File.WriteAllBytes(path, bytes);
        return (new BurnOrder { ImagePath = path, Length = Length }, Digest.Of(bytes));
    }

    private sealed class Reports(List<BurnProgress> list) : IProgress<BurnProgress>
    {
        public void Report(BurnProgress value)
        {
            lock (list)
                list.Add(value);
        }
    }
}
