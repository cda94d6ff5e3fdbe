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

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(-1)]
    public async Task A_head_that_was_cut_is_written_again_where_that_can_happen_and_is_foreign_elsewhere(int length)
    {
        var ledger = await OpenAsync("ledger");
        await ledger.AppendAsync([.. Enumerable.Range(0, 300).Select(i => Taken($"{i}"))], Cancellation);
        await UpdateAsync(ledger);
        var file = _folder.At("copy", "checkpoint");
        var note = await File.ReadAllBytesAsync(file, Cancellation);
        await File.WriteAllBytesAsync(file, length < 0 ? note[..^1] : note[..length], Cancellation);

        Assert.IsType<LedgerCopyForeign>(await RefusedAsync(ledger, "copy"));
        var head = await LedgerCopies.UpdateAsync(_folder.At("ledger"), ledger.Key, new TearingCopy(_folder.At("copy")), Cancellation);

        Assert.Equal(300, head!.Size);
        Assert.Equal(note, await File.ReadAllBytesAsync(file, Cancellation));
    }

    [Fact]
    public async Task Rubbish_in_place_of_a_head_is_foreign_also_where_writes_are_cut()
    {
        var ledger = await OpenAsync("ledger");
        await ledger.AppendAsync(Taken("a"), Cancellation);
        _folder.Write("copy/checkpoint", "archivist.example/other\n1\nAAAA\n\n\u2014 other AAAA\n");
        var refused = await Assert.ThrowsAsync<ArchivistException>(
            () => LedgerCopies.UpdateAsync(_folder.At("ledger"), ledger.Key, new TearingCopy(_folder.At("copy")), Cancellation));
        Assert.IsType<LedgerCopyForeign>(refused.Problem);
    }

    [Fact]
    public async Task A_copy_that_is_fetched_is_what_it_is_where_it_lies()
    {
        var ledger = await OpenAsync("ledger");
        await ledger.AppendAsync([.. Enumerable.Range(0, 600).Select(i => Taken($"{i}"))], Cancellation);
        var head = await UpdateAsync(ledger);
        var copy = new LedgerCopyFolder(_folder.At("copy"));

        await LedgerCopies.FetchAsync(copy, ledger.Key, [], _folder.At("fetched"), Cancellation);

        var fetched = await LedgerFolder.VerifyAsync(_folder.At("fetched"), ledger.Key, [], Cancellation);
        Assert.True(fetched.IsGood);
        Assert.Equal((head, 600), (fetched.Head, fetched.Entries));

        File.Delete(_folder.At("copy", "tile", "entries", "001"));
        await LedgerCopies.FetchAsync(copy, ledger.Key, [], _folder.At("holed"), Cancellation);
        var holed = await LedgerFolder.VerifyAsync(_folder.At("holed"), ledger.Key, [], Cancellation);
        Assert.Contains(new LedgerFileUnusable(Path.Combine("tile", "entries", "001")), holed.Findings);
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

    /// <summary>A copy whose place may leave a part of a file that was being written.</summary>
    private sealed class TearingCopy(string directory) : ILedgerCopy
    {
        private readonly LedgerCopyFolder _folder = new(directory);

        public string Location => _folder.Location;

        public bool CanTear => true;

        public Task<byte[]?> ReadAsync(string path, int limit, CancellationToken cancellationToken) => _folder.ReadAsync(path, limit, cancellationToken);

        public ValueTask<bool> HoldsAsync(string path, long length, bool wasWritten, CancellationToken cancellationToken) => _folder.HoldsAsync(path, length, wasWritten, cancellationToken);

        public Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken) => _folder.WriteAsync(path, content, cancellationToken);

        public Task RemovePartialAsync(string full, CancellationToken cancellationToken) => _folder.RemovePartialAsync(full, cancellationToken);
    }
}
