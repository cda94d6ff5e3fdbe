using System.Text;
using System.Text.Json;
using Archivist.Evidence;
using Archivist.Evidence.Problems;
using Archivist.Images.Verifying;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Files;
using Archivist.TestKit;

namespace Archivist.Tests.Evidence;

public sealed class LedgerFolderTests : IDisposable
{
    private const string Origin = "archivist.example/alice-laptop";

    private static readonly DateTimeOffset Sunday = new(2026, 11, 22, 4, 0, 0, TimeSpan.FromHours(1));

    private readonly ScratchFolder _folder = new();

    private string Folder => _folder.At("ledger");

    private string KeyFile => _folder.At("ledger-key");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Entries_of_before_whole_images_were_hashed_are_read()
    {
        var built = LedgerEntry.Parse("""{"type":"disc-built","time":"2026-03-01T12:00:00+00:00","sha256":"bb","bytes":7,"volume":"A","snapshot":"aa","objects_verified":1}"""u8);
        Assert.Equal(new LedgerEntry.DiscBuilt(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), "bb", 7, "A", "aa", 1, null, null), built);
        var burned = LedgerEntry.Parse("""{"type":"disc-burned","time":"2026-03-01T12:00:00+00:00","sha256":"bb","bytes":7,"volume":"A","medium":"DVD+R","seconds_to_write":1,"seconds_to_read":2}"""u8);
        Assert.Null(Assert.IsType<LedgerEntry.DiscBurned>(burned).WholeSha256);
    }

    [Fact]
    public async Task A_new_ledger_is_empty_signed_and_its_key_is_private()
    {
        var ledger = await OpenAsync();

        Assert.Equal(new LedgerHead(Origin, 0, MerkleTree.EmptyRoot), await ledger.ReadHeadAsync(Cancellation));
        Assert.Equal(ledger.Key + "\n", await File.ReadAllTextAsync(_folder.At("ledger", "vkey")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        Assert.True((await VerifyAsync(ledger.Key)).IsGood);
    }

    [Fact]
    public async Task How_many_entries_it_has_is_read_without_its_key()
    {
        Assert.Null(await LedgerFolder.FindSizeAsync(Folder, Cancellation));
        var ledger = await OpenAsync();
        await ledger.AppendAsync(new LedgerEntry.SnapshotTaken(Sunday, "aa", 1, 2, 0), Cancellation);
        File.Delete(KeyFile);
        Assert.Equal(1, await LedgerFolder.FindSizeAsync(Folder, Cancellation));
        await File.WriteAllTextAsync(_folder.At("ledger", "checkpoint"), "what is this?\n", Cancellation);
        Assert.Null(await LedgerFolder.FindSizeAsync(Folder, Cancellation));
    }

    [Fact]
    public async Task Entries_are_read_back_as_they_were_written()
    {
        var ledger = await OpenAsync();
        LedgerEntry[] entries =
        [
            new LedgerEntry.SnapshotTaken(Sunday, "aa", 10, 2000, 1),
            new LedgerEntry.Replicated(Sunday, "cellar", "aa", 3, 500),
            new LedgerEntry.DiscBuilt(Sunday, "bb", 4_000_000_000, "ALICE", "aa", 12),
            new LedgerEntry.Drilled(Sunday, "bb", "aa", "bios", "passed", 31.5, 90, 1000, 50, 10, 0, ["flipped byte"]),
            new LedgerEntry.ReportWritten(Sunday, "weekly-dvd", 0, "cc"),
        ];

        var head = await ledger.AppendAsync(entries, Cancellation);

        Assert.Equal(5, head.Size);
        var read = new List<string>();
        await foreach (var entry in LedgerFolder.ReadEntriesAsync(Folder, head.Size, Cancellation))
            read.Add(Encoding.UTF8.GetString(entry.Span));
        Assert.Equal(
            """{"type":"snapshot-taken","time":"2026-11-22T03:00:00+00:00","snapshot":"aa","files":10,"bytes":2000,"unreadable":1}""",
            read[0]);
        Assert.Equal(
            ["snapshot-taken", "replicated", "disc-built", "drilled", "report-written"],
            read.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("type").GetString()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(600)]
    public async Task The_newest_entry_can_be_read_first(int count)
    {
        var ledger = await OpenAsync();
        var head = await ledger.AppendAsync([.. Enumerable.Range(0, count).Select(Entry)], Cancellation);
        List<string> forward = [], backward = [];
        await foreach (var entry in LedgerFolder.ReadEntriesAsync(Folder, head.Size, Cancellation))
            forward.Add(Encoding.UTF8.GetString(entry.Span));
        await foreach (var entry in LedgerFolder.ReadNewestFirstAsync(Folder, head.Size, Cancellation))
            backward.Add(Encoding.UTF8.GetString(entry.Span));

        Assert.Equal(count, forward.Count);
        Assert.Equal(forward, backward.AsEnumerable().Reverse());
        await foreach (var entry in LedgerFolder.ReadNewestFirstAsync(Folder, 0, Cancellation))
            Assert.Fail("An empty ledger has no entry.");
    }

    [Fact]
    public async Task A_ledger_grows_one_by_one_across_the_edge_of_a_tile()
    {
        var ledger = await OpenAsync();
        for (var i = 0; i < 260; i++)
            await ledger.AppendAsync(Entry(i), Cancellation);

        Assert.True(File.Exists(_folder.At("ledger", "tile", "0", "000")));
        Assert.True(File.Exists(_folder.At("ledger", "tile", "1", "000.p", "1")));
        Assert.True(File.Exists(_folder.At("ledger", "tile", "entries", "001.p", "4")));
        Assert.False(Directory.Exists(_folder.At("ledger", "tile", "entries", "000.p")));
        Assert.Equal(8192, new FileInfo(_folder.At("ledger", "tile", "0", "000")).Length);
        var verification = await VerifyAsync(ledger.Key);
        Assert.Empty(verification.Findings);
        Assert.Equal(260, verification.Entries);

        var again = await OpenAsync();
        Assert.Equal(verification.Head, await again.ReadHeadAsync(Cancellation));
    }

    [Fact]
    public async Task An_entry_is_proven_to_whoever_holds_only_the_head()
    {
        var ledger = await OpenAsync();
        var head = await ledger.AppendAsync([.. Enumerable.Range(0, 300).Select(Entry)], Cancellation);

        var proof = await LedgerFolder.ProveInclusionAsync(Folder, 257, head.Size, Cancellation);

        Assert.True(MerkleTree.VerifyInclusion(MerkleTree.LeafHash(LedgerJson.ToBytes(Entry(257))), 257, head.Size, proof, head.Root));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(254, 5)]
    [InlineData(250, 600)]
    public async Task A_process_that_dies_anywhere_leaves_a_ledger_that_opens_and_goes_on(int before, int added)
    {
        for (var death = 0; ; death++)
        {
            using var scratch = new ScratchFolder();
            var (folder, key) = (scratch.At("ledger"), scratch.At("key"));
            if (before > 0)
            {
                await (await LedgerFolder.OpenAsync(folder, Origin, key, TimeProvider.System, Cancellation))
                    .AppendAsync([.. Enumerable.Range(0, before).Select(Entry)], Cancellation);
            }

            var writes = 0;
            void Die(string what)
            {
                if (writes++ == death)
                    throw new DeathException(what);
            }

            var died = false;
            try
            {
                var doomed = await LedgerFolder.OpenAsync(folder, Origin, key, TimeProvider.System, Die, Cancellation);
                await doomed.AppendAsync([.. Enumerable.Range(1000, added).Select(Entry)], Cancellation);
            }
            catch (DeathException)
            {
                died = true;
            }

            var ledger = await LedgerFolder.OpenAsync(folder, Origin, key, TimeProvider.System, Cancellation);
            var head = await ledger.ReadHeadAsync(Cancellation);
            Assert.True(head.Size == before || head.Size == before + added, $"{head.Size} entries after death {death}");
            Assert.Empty((await LedgerFolder.VerifyAsync(folder, ledger.Key, [], Cancellation)).Findings);

            // Another history than the one that died: nothing that was left behind may shine through.
            var grown = await ledger.AppendAsync([Entry(5000), Entry(5001)], Cancellation);
            Assert.Equal(head.Size + 2, grown.Size);
            Assert.Empty((await LedgerFolder.VerifyAsync(folder, ledger.Key, [head], Cancellation)).Findings);
            AssertNoTileBeyond(folder, grown.Size);
            if (!died)
                return;
        }
    }

    [Fact]
    public async Task Every_changed_byte_is_found()
    {
        var ledger = await OpenAsync();
        await ledger.AppendAsync([.. Enumerable.Range(0, 3).Select(Entry)], Cancellation);
        string[] files = ["checkpoint", "tile/0/000.p/3", "tile/entries/000.p/3"];
        foreach (var file in files.Select(file => _folder.At("ledger", file)))
        {
            var good = await File.ReadAllBytesAsync(file);
            for (var i = 0; i < good.Length; i++)
            {
                var changed = (byte[])good.Clone();
                changed[i] ^= 0x01;
                await File.WriteAllBytesAsync(file, changed);
                Assert.False((await VerifyAsync(ledger.Key)).IsGood, $"byte {i} of {file}");
            }

            await File.WriteAllBytesAsync(file, good);
        }

        Assert.True((await VerifyAsync(ledger.Key)).IsGood);
    }

    [Fact]
    public async Task A_changed_entry_is_named_by_its_number()
    {
        var ledger = await OpenAsync();
        await ledger.AppendAsync([.. Enumerable.Range(0, 3).Select(Entry)], Cancellation);
        var file = _folder.At("ledger", "tile", "entries", "000.p", "3");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("snapshot-1", "snapshot-7"));

        var findings = (await VerifyAsync(ledger.Key)).Findings;

        Assert.Equal(
            [
                new LedgerEntryWrong(1, "tile/0/000.p/3"),
                new CheckpointRootWrong(),
            ],
            findings);
    }

    [Fact]
    public async Task A_missing_bundle_is_a_finding_and_a_huge_size_is_no_hang()
    {
        var ledger = await OpenAsync();
        await ledger.AppendAsync(Entry(0), Cancellation);
        using var signer = await NoteSigner.OpenAsync(KeyFile, Cancellation);
        await File.WriteAllBytesAsync(
            _folder.At("ledger", "checkpoint"), Checkpoint.Sign(new LedgerHead(Origin, long.MaxValue, Digest.Of([])), signer));

        var verification = await VerifyAsync(ledger.Key);

        Assert.Equal([new LedgerFileUnusable("tile/entries/000")], verification.Findings);
    }

    [Fact]
    public async Task An_older_copy_of_the_folder_is_refused()
    {
        var ledger = await OpenAsync();
        await ledger.AppendAsync(Entry(0), Cancellation);
        Copy(Folder, _folder.At("old"));
        await ledger.AppendAsync(Entry(1), Cancellation);
        Directory.Delete(Folder, recursive: true);
        Copy(_folder.At("old"), Folder);

        var failure = await Assert.ThrowsAsync<ArchivistException>(OpenAsync);

        Assert.Equal(Failure.Tampering, failure.Failure);
    }

    [Fact]
    public async Task A_deleted_ledger_is_not_silently_begun_anew()
    {
        var ledger = await OpenAsync();
        await ledger.AppendAsync(Entry(0), Cancellation);
        Directory.Delete(Folder, recursive: true);

        Assert.Equal(Failure.Tampering, (await Assert.ThrowsAsync<ArchivistException>(OpenAsync)).Failure);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task A_damaged_checkpoint_is_called_so_and_not_another_keys(int length)
    {
        await (await OpenAsync()).AppendAsync(Entry(0), Cancellation);
        await File.WriteAllBytesAsync(Path.Combine(Folder, "checkpoint"), new byte[length], Cancellation);

        var failure = await Assert.ThrowsAsync<ArchivistException>(OpenAsync);

        Assert.Equal(Failure.Tampering, failure.Failure);
        Assert.Equal(new LedgerFileDamaged(Folder, "checkpoint"), failure.Problem);
    }

    [Fact]
    public async Task A_missing_key_is_named_and_no_new_one_is_made()
    {
        await (await OpenAsync()).AppendAsync(Entry(0), Cancellation);
        File.Delete(KeyFile);

        var failure = await Assert.ThrowsAsync<ArchivistException>(OpenAsync);

        Assert.Equal(Failure.WrongKey, failure.Failure);
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public async Task An_older_copy_of_the_keys_folder_is_accepted_because_history_continues()
    {
        var ledger = await OpenAsync();
        var first = await ledger.AppendAsync(Entry(0), Cancellation);
        File.Copy(KeyFile + ".head", _folder.At("head"));
        var second = await ledger.AppendAsync(Entry(1), Cancellation);
        File.Copy(_folder.At("head"), KeyFile + ".head", overwrite: true);

        Assert.NotEqual(first, second);
        Assert.Equal(second, await (await OpenAsync()).ReadHeadAsync(Cancellation));
    }

    [Fact]
    public async Task A_rewritten_history_does_not_match_an_older_head()
    {
        var ledger = await OpenAsync();
        var printed = await ledger.AppendAsync([Entry(0), Entry(1)], Cancellation);
        Directory.Delete(Folder, recursive: true);
        File.Delete(KeyFile + ".head");
        ledger = await OpenAsync();
        await ledger.AppendAsync([Entry(0), Entry(7), Entry(8)], Cancellation);

        Assert.True((await VerifyAsync(ledger.Key)).IsGood);
        var finding = Assert.Single((await LedgerFolder.VerifyAsync(Folder, ledger.Key, [printed], Cancellation)).Findings);
        Assert.Equal(new LedgerRewritten(2), finding);
    }

    [Fact]
    public async Task Many_appenders_wait_for_each_other()
    {
        var ledgers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync()));

        await Task.WhenAll(ledgers.Select((ledger, i) => Task.Run(() => ledger.AppendAsync([Entry(i), Entry(i)], Cancellation))));

        var verification = await VerifyAsync(ledgers[0].Key);
        Assert.Equal(16, verification.Entries);
        Assert.Empty(verification.Findings);
    }

    [Fact]
    public async Task The_key_may_not_lie_inside_the_ledger() =>
        await Assert.ThrowsAsync<ArgumentException>(() => LedgerFolder.OpenAsync(
            Folder, Origin, _folder.At("ledger", "key"), TimeProvider.System, Cancellation));

    private static LedgerEntry Entry(int number) => new LedgerEntry.SnapshotTaken(Sunday, $"snapshot-{number}", number, number * 1000L, 0);

    private Task<LedgerFolder> OpenAsync() => LedgerFolder.OpenAsync(Folder, Origin, KeyFile, TimeProvider.System, Cancellation);

    private Task<LedgerVerification> VerifyAsync(NoteKey key) => LedgerFolder.VerifyAsync(Folder, key, [], Cancellation);

    private static void AssertNoTileBeyond(string folder, long size)
    {
        for (var number = size / 256; number < size / 256 + 5; number++)
        {
            Assert.False(File.Exists(Path.Combine(folder, TilePath.Entries(number, 256))));
            Assert.False(File.Exists(Path.Combine(folder, TilePath.Tile(0, number, 256))));
            var partial = Path.Combine(folder, TilePath.Entries(number, 256) + ".p");
            var widest = number == size / 256 ? size % 256 : 0;
            if (Directory.Exists(partial))
                Assert.All(Directory.GetFiles(partial), file => Assert.InRange(int.Parse(Path.GetFileName(file)), 1, widest));
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private sealed class DeathException(string where) : Exception(where);
}
