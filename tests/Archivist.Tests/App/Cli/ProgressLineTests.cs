using Archivist.App.Cli;
using Archivist.Operations.Events;

namespace Archivist.Tests.App.Cli;

public sealed class ProgressLineTests
{
    [Fact]
    public void A_restore_says_of_how_much_where_that_is_known()
    {
        var now = new OperationEvent.Progress(Work.Restoring, null, 3 << 20, null, 1234, TimeSpan.FromSeconds(2));

        Assert.Equal("1,234 files, 3.00 MiB, 1.50 MiB/s", ProgressLine.Of(now));
        Assert.Equal("1,234 of 5,678 files, 3.00 MiB of 6.00 MiB, 1.50 MiB/s, 2.0 s left", ProgressLine.Of(now with { Total = 6 << 20, TotalCount = 5678 }));
    }

    [Fact]
    public void Every_piece_of_work_has_words()
    {
        foreach (var work in Enum.GetValues<Work>())
            Assert.NotEmpty(ProgressLine.Of(new OperationEvent.Progress(work, "it", 1, 2, 3, TimeSpan.FromSeconds(1))));
    }
}
