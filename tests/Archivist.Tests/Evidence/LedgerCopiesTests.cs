using Archivist.Evidence;
using Archivist.Evidence.Copying;
using Archivist.Evidence.Problems;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.Evidence;

public sealed class LedgerCopiesTests : IDisposable
{
    private const string Origin = "archivist.example/alice-laptop";

    private static readonly DateTimeOffset Sunday = new(2026, 11, 22, 4, 0, 0, TimeSpan.Zero);

    private readonly ScratchFolder _folder = new();
    private LedgerFolder? _other;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_copy_is_whole_after_every_update()
    {
        var ledger = await OpenAsync("ledger");
        foreach (var count in (int[])[1, 3, 250, 2, 1, 600, 65_000])
        {
            var head = await ledger.AppendAsync([.. Enumerable.Range(0, count).Select(i => Taken($"{i}"))], Cancellation);

            Assert.Equal(head, await UpdateAsync(ledger));

            Assert.Equal(head, await LedgerFolder.FindHeadAsync(_folder.At("copy"), ledger.Key, Cancellation));
            Assert.Empty((await LedgerFolder.VerifyAsync(_folder.At("copy"), ledger.Key, [], Cancellation)).Findings);
        }

        Assert.DoesNotContain(Directory.EnumerateDirectories(_folder.At("copy"), "000.p", SearchOption.AllDirectories), partial => File.Exists(partial[..^2]));
    }

    [Fact]
    public async Task A_file_that_is_missing_or_cut_short_in_a_copy_is_written_again()
    {
        var ledger = await OpenAsync("ledger");
        await ledger.AppendAsync([.. Enumerable.Range(0, 600).Select(i => Taken($"{i}"))], Cancellation);
        await UpdateAsync(ledger);
        File.Delete(_folder.At("copy", "tile", "0", "000"));
        await File.WriteAllTextAsync(_folder.At("copy", "tile", "entries", "001"), "cut", Cancellation);
        Assert.False((await LedgerFolder.VerifyAsync(_folder.At("copy"), ledger.Key, [], Cancellation)).IsGood);

        await UpdateAsync(ledger);

        Assert.Empty((await LedgerFolder.VerifyAsync(_folder.At("copy"), ledger.Key, [], Cancellation)).Findings);
    }

    [Fact]
    public async Task A_copy_that_is_ahead_forked_or_of_another_ledger_is_reported_and_left_alone()
    {
        var ledger = await OpenAsync("ledger");
        await ledger.AppendAsync(Taken("a"), Cancellation);
        await UpdateAsync(ledger, "twin");
        File.Copy(_folder.At("ledger-key"), _folder.At("twin-key"));
        var twin = await OpenAsync("twin");
        await twin.AppendAsync([Taken("b"), Taken("c")], Cancellation);
        var before = await File.ReadAllTextAsync(_folder.At("twin", "checkpoint"), Cancellation);

        Assert.Equal(new LedgerCopyAhead(_folder.At("twin"), 3, 1), await RefusedAsync(ledger, "twin"));
        await ledger.AppendAsync([Taken("x"), Taken("y"), Taken("z")], Cancellation);
        Assert.Equal(new LedgerCopyContradicts(_folder.At("twin"), 3), await RefusedAsync(ledger, "twin"));
        Assert.Equal(before, await File.ReadAllTextAsync(_folder.At("twin", "checkpoint"), Cancellation));
        var other = await OpenAsync("other");
        Assert.IsType<LedgerCopyForeign>(await RefusedAsync(other, "twin"));
        _folder.Write("rubbish/checkpoint", "what is this?\n");
        Assert.IsType<LedgerCopyForeign>(await RefusedAsync(ledger, "rubbish"));
    }

    private static LedgerEntry Taken(string snapshot) => new LedgerEntry.SnapshotTaken(Sunday, snapshot, 1, 2, 0);

    private async Task<Problem> RefusedAsync(LedgerFolder ledger, string copy) =>
        (await Assert.ThrowsAsync<ArchivistException>(() => UpdateAsync(ledger, copy))) is { Failure: Failure.Tampering } refused ? refused.Problem : throw new InvalidOperationException();

    private Task<LedgerHead?> UpdateAsync(LedgerFolder ledger, string copy = "copy") =>
        LedgerCopies.UpdateAsync(_folder.At(ledger == _other ? "other" : "ledger"), ledger.Key, new LedgerCopyFolder(_folder.At(copy)), Cancellation);

    private async Task<LedgerFolder> OpenAsync(string name)
    {
        var opened = await LedgerFolder.OpenAsync(_folder.At(name), Origin, _folder.At(name + "-key"), TimeProvider.System, Cancellation);
        if (name == "other")
            _other = opened;
        return opened;
    }
}
