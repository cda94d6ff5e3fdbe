using Archivist.Discs.Burning;
using Archivist.Platform.FileSystem;
using Archivist.TestKit;

namespace Archivist.Tests.Discs.Burning;

public sealed class FakeDriveTests : DiscRecorderContract
{
    protected override IDiscRecorder Create() => new FakeDrive();
}

public sealed class FileRecorderTests : DiscRecorderContract
{
    protected override IDiscRecorder Create() => new FileRecorder(Folder.At("copy.iso"));

    [Fact]
    public async Task A_copy_that_was_cut_is_not_there()
    {
        var (order, _) = Image(1);
        var recorder = Create();
        await Assert.ThrowsAnyAsync<Exception>(
            () => recorder.WriteAsync(order with { Length = order.Length + 4096 }, new RecorderMedium("image file", MediumState.Blank, null, null), null, TestContext.Current.CancellationToken));
        Assert.Equal(["image-1.iso"], Directory.GetFiles(Path.GetDirectoryName(order.ImagePath)!).Select(Path.GetFileName));
    }
}
