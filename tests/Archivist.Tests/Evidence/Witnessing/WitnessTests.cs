using System.Buffers.Binary;
using System.Text;
using Archivist.Evidence;
using Archivist.Evidence.Problems;
using Archivist.Evidence.Witnessing;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.TestKit;

namespace Archivist.Tests.Evidence.Witnessing;

public sealed class WitnessTests : IDisposable
{
    private const string Origin = "archivist.example/alice-laptop";

    private static readonly DateTimeOffset Sunday = new(2026, 11, 22, 4, 0, 0, TimeSpan.Zero);

    private readonly ScratchFolder _folder = new();
    private readonly ManualClock _clock = new(Sunday);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Directory => _folder.At("witness");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_cosignature_signs_two_lines_and_the_text_of_the_checkpoint()
    {
        await Witness.CreateAsync(Directory, "witness.example/w1", Cancellation);
        using var signer = await NoteSigner.OpenAsync(_folder.At("witness", "key"), NoteKeyKind.Witness, Cancellation);
        var text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

        var line = Cosignature.Sign(Encoding.UTF8.GetBytes(text), signer, DateTimeOffset.FromUnixTimeSeconds(1679315147));

        var (dash, name, blob) = line.Split(' ') is [var first, var second, var third] ? (first, second, Convert.FromBase64String(third)) : default;
        Assert.Equal(("\u2014", "witness.example/w1", 76), (dash, name, blob.Length));
        Assert.Equal(signer.Public.Id, BinaryPrimitives.ReadUInt32BigEndian(blob));
        Assert.Equal(1679315147UL, BinaryPrimitives.ReadUInt64BigEndian(blob.AsSpan(4)));
        // Put together by hand from the specification.
        var vkey = Convert.FromBase64String(signer.Public.ToString().Split('+', 3)[2]);
        Assert.Equal(4, vkey[0]);
        Assert.True(Ed25519.Verify(vkey.AsSpan(1), Encoding.UTF8.GetBytes($"cosignature/v1\ntime 1679315147\n{text}"), blob.AsSpan(12)));
        Span<byte> id = stackalloc byte[32];
        Digest.Of([.. "witness.example/w1\n"u8, 4, .. vkey.AsSpan(1)]).WriteTo(id);
        Assert.Equal(BinaryPrimitives.ReadUInt32BigEndian(id), signer.Public.Id);
    }

    [Fact]
    public void The_example_request_of_the_specification_is_read_and_written()
    {
        var body = Encoding.UTF8.GetBytes(
            "old 20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\njrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n"
            + "/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\nexample.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
            + "\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n");

        var request = Assert.IsType<WitnessRequest>(WitnessRequest.Parse(body));

        Assert.Equal((20852014, 4), (request.OldSize, request.Proof.Count));
        Assert.Equal(20852163, LedgerFolder.SizeOf(request.Checkpoint.Span));
        Assert.Equal(body, request.ToBytes());
    }

    [Theory]
    [InlineData("")]
    [InlineData("old 0")]
    [InlineData("old 00\n\nx")]
    [InlineData("old +1\n\nx")]
    [InlineData("old -1\n\nx")]
    [InlineData("new 1\n\nx")]
    [InlineData("old 1\nAAAA\n\nx")]
    [InlineData("old 99999999999999999999\n\nx")]
    public void Other_bodies_are_no_requests(string body) => Assert.Null(WitnessRequest.Parse(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public async Task A_growing_ledger_is_cosigned_at_every_size_and_the_cosignature_is_kept_with_it()
    {
        var (witness, ledger) = await BeginAsync();
        using var _ = witness;
        var known = 0L;
        foreach (var count in (int[])[1, 2, 5, 300, 1])
        {
            await ledger.AppendAsync([.. Enumerable.Range(0, count).Select(i => Taken($"{i}"))], Cancellation);
            var request = await CosignedCheckpoints.PrepareAsync(ledger, known, Cancellation);

            var lines = Assert.IsType<WitnessAnswer.Cosigned>(await witness.AddCheckpointAsync(request.ToBytes(), Cancellation)).Lines;

            var head = await ledger.ReadHeadAsync(Cancellation);
            var kept = await CosignedCheckpoints.KeepAsync(ledger, witness.Key, request, lines, _clock.GetUtcNow(), Cancellation);
            Assert.Equal(new CosignedHead(witness.Key, head, Sunday), kept);
            Assert.Equal(kept, await CosignedCheckpoints.FindAsync(_folder.At("ledger"), ledger.Key, witness.Key, Cancellation));
            Assert.Contains(lines.TrimEnd(), await ledger.ReadCheckpointAsync(Cancellation));
            known = head.Size;
        }

        Assert.True((await LedgerFolder.VerifyAsync(_folder.At("ledger"), ledger.Key, [], Cancellation)).IsGood);
    }

    [Fact]
    public async Task What_was_cosigned_is_remembered_by_the_next_process()
    {
        var (witness, ledger) = await BeginAsync();
        await ledger.AppendAsync([Taken("a"), Taken("b")], Cancellation);
        var request = (await CosignedCheckpoints.PrepareAsync(ledger, 0, Cancellation)).ToBytes();
        Assert.IsType<WitnessAnswer.Cosigned>(await witness.AddCheckpointAsync(request, Cancellation));
        witness.Dispose();

        using var again = await Witness.OpenAsync(Directory, _clock, Cancellation);

        Assert.Equal(new WitnessAnswer.OtherSize(2), await again.AddCheckpointAsync(request, Cancellation));
    }

    [Fact]
    public async Task A_fork_and_a_rollback_are_refused()
    {
        var (witness, ledger) = await BeginAsync();
        using var _ = witness;
        await ledger.AppendAsync(Taken("a"), Cancellation);
        CopyTo("earlier");
        await ledger.AppendAsync([Taken("b"), Taken("c")], Cancellation);
        Assert.IsType<WitnessAnswer.Cosigned>(await witness.AddCheckpointAsync((await CosignedCheckpoints.PrepareAsync(ledger, 0, Cancellation)).ToBytes(), Cancellation));

        var forked = await OpenAsync("earlier");
        var shorter = await CosignedCheckpoints.PrepareAsync(forked, 0, Cancellation);
        Assert.Equal(new WitnessAnswer.OtherSize(3), await witness.AddCheckpointAsync(shorter.ToBytes(), Cancellation));
        Assert.IsType<WitnessAnswer.Malformed>(await witness.AddCheckpointAsync((shorter with { OldSize = 3 }).ToBytes(), Cancellation));
        await forked.AppendAsync([Taken("x"), Taken("y")], Cancellation);
        Assert.Equal(new WitnessAnswer.OtherRoot(Origin, 3), await witness.AddCheckpointAsync((await CosignedCheckpoints.PrepareAsync(forked, 3, Cancellation)).ToBytes(), Cancellation));
        await forked.AppendAsync([Taken("z")], Cancellation);
        Assert.Equal(new WitnessAnswer.NotProven(Origin, 3), await witness.AddCheckpointAsync((await CosignedCheckpoints.PrepareAsync(forked, 3, Cancellation)).ToBytes(), Cancellation));

        // The true history is still cosigned.
        await ledger.AppendAsync(Taken("d"), Cancellation);
        Assert.IsType<WitnessAnswer.Cosigned>(await witness.AddCheckpointAsync((await CosignedCheckpoints.PrepareAsync(ledger, 3, Cancellation)).ToBytes(), Cancellation));
    }

    [Fact]
    public async Task A_proof_with_a_hash_too_many_changed_or_missing_is_refused()
    {
        var (witness, ledger) = await BeginAsync();
        using var _ = witness;
        await ledger.AppendAsync([Taken("a"), Taken("b"), Taken("c")], Cancellation);
        Assert.IsType<WitnessAnswer.Cosigned>(await witness.AddCheckpointAsync((await CosignedCheckpoints.PrepareAsync(ledger, 0, Cancellation)).ToBytes(), Cancellation));
        await ledger.AppendAsync([Taken("d"), Taken("e")], Cancellation);
        var good = await CosignedCheckpoints.PrepareAsync(ledger, 3, Cancellation);

        IReadOnlyList<Digest>[] proofs = [[], [.. good.Proof.Skip(1)], [.. good.Proof, good.Proof[0]], [MerkleTree.EmptyRoot, .. good.Proof.Skip(1)]];
        foreach (var proof in proofs)
            Assert.Equal(new WitnessAnswer.NotProven(Origin, 3), await witness.AddCheckpointAsync((good with { Proof = proof }).ToBytes(), Cancellation));

        Assert.IsType<WitnessAnswer.Cosigned>(await witness.AddCheckpointAsync(good.ToBytes(), Cancellation));
    }

    [Fact]
    public async Task Unknown_logs_and_other_signers_are_refused()
    {
        var (witness, ledger) = await BeginAsync();
        using var _ = witness;
        await ledger.AppendAsync(Taken("a"), Cancellation);
        var other = await LedgerFolder.OpenAsync(_folder.At("other"), Origin, _folder.At("other-key"), TimeProvider.System, Cancellation);
        var unknown = await LedgerFolder.OpenAsync(_folder.At("unknown"), "archivist.example/unknown", _folder.At("unknown-key"), TimeProvider.System, Cancellation);

        Assert.Equal(new WitnessAnswer.NotSigned(Origin), await witness.AddCheckpointAsync((await CosignedCheckpoints.PrepareAsync(other, 0, Cancellation)).ToBytes(), Cancellation));
        Assert.IsType<WitnessAnswer.UnknownLog>(await witness.AddCheckpointAsync((await CosignedCheckpoints.PrepareAsync(unknown, 0, Cancellation)).ToBytes(), Cancellation));
        _folder.Write("witness/logs/unknown.vkey", unknown.Key + "\n");
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.IsType<WitnessAnswer.Cosigned>(await witness.AddCheckpointAsync((await CosignedCheckpoints.PrepareAsync(unknown, 0, Cancellation)).ToBytes(), Cancellation));
    }

    [Fact]
    public async Task Of_two_histories_that_arrive_at_once_one_is_cosigned()
    {
        var (witness, ledger) = await BeginAsync();
        using var _ = witness;
        CopyTo("twin");
        var twin = await OpenAsync("twin");
        await ledger.AppendAsync(Taken("a"), Cancellation);
        await twin.AppendAsync(Taken("b"), Cancellation);
        var bodies = new[] { (await CosignedCheckpoints.PrepareAsync(ledger, 0, Cancellation)).ToBytes(), (await CosignedCheckpoints.PrepareAsync(twin, 0, Cancellation)).ToBytes() };

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => witness.AddCheckpointAsync(bodies[i % 2], Cancellation))));

        Assert.Single(answers, answer => answer is WitnessAnswer.Cosigned);
        Assert.All(answers.Where(answer => answer is not WitnessAnswer.Cosigned), answer => Assert.Equal(new WitnessAnswer.OtherSize(1), answer));
    }

    [Fact]
    public async Task A_damaged_record_is_not_taken_for_none()
    {
        var (witness, ledger) = await BeginAsync();
        using var _ = witness;
        await ledger.AppendAsync(Taken("a"), Cancellation);
        var body = (await CosignedCheckpoints.PrepareAsync(ledger, 0, Cancellation)).ToBytes();
        Assert.IsType<WitnessAnswer.Cosigned>(await witness.AddCheckpointAsync(body, Cancellation));
        var file = Assert.Single(System.IO.Directory.GetFiles(_folder.At("witness", "state")));
        await File.WriteAllTextAsync(file, "", Cancellation);

        var refused = await Assert.ThrowsAsync<ArchivistException>(() => witness.AddCheckpointAsync(body, Cancellation));

        Assert.IsType<WitnessStateDamaged>(refused.Problem);
    }

    [Fact]
    public async Task One_witness_is_served_once_and_two_keys_for_one_log_are_refused()
    {
        var (witness, _) = await BeginAsync();
        Assert.IsType<WitnessInUse>((await Assert.ThrowsAsync<ArchivistException>(() => Witness.OpenAsync(Directory, _clock, Cancellation))).Problem);
        Assert.IsType<WitnessExists>((await Assert.ThrowsAsync<ArchivistException>(() => Witness.CreateAsync(Directory, "again.example", Cancellation))).Problem);
        witness.Dispose();
        var other = await LedgerFolder.OpenAsync(_folder.At("other"), Origin, _folder.At("other-key"), TimeProvider.System, Cancellation);
        _folder.Write("witness/logs/second.vkey", other.Key + "\n");

        Assert.IsType<WitnessedLogTwice>((await Assert.ThrowsAsync<ArchivistException>(() => Witness.OpenAsync(Directory, _clock, Cancellation))).Problem);
        _folder.Write("witness/logs/second.vkey", "no key\n");
        Assert.IsType<WitnessedLogInvalid>((await Assert.ThrowsAsync<ArchivistException>(() => Witness.OpenAsync(Directory, _clock, Cancellation))).Problem);
        Assert.IsType<WitnessMissing>((await Assert.ThrowsAsync<ArchivistException>(() => Witness.OpenAsync(_folder.At("nothing"), _clock, Cancellation))).Problem);
    }

    [Fact]
    public async Task Cosignatures_from_the_future_of_others_or_of_other_heads_are_not_kept()
    {
        var (witness, ledger) = await BeginAsync();
        using var _ = witness;
        await ledger.AppendAsync(Taken("a"), Cancellation);
        var request = await CosignedCheckpoints.PrepareAsync(ledger, 0, Cancellation);
        var lines = Assert.IsType<WitnessAnswer.Cosigned>(await witness.AddCheckpointAsync(request.ToBytes(), Cancellation)).Lines;
        await Witness.CreateAsync(_folder.At("stranger"), "witness.example/w1", Cancellation);
        using var stranger = await Witness.OpenAsync(_folder.At("stranger"), _clock, Cancellation);

        Assert.Null(await CosignedCheckpoints.KeepAsync(ledger, witness.Key, request, lines, Sunday - TimeSpan.FromMinutes(6), Cancellation));
        Assert.Null(await CosignedCheckpoints.KeepAsync(ledger, stranger.Key, request, lines, Sunday, Cancellation));
        await ledger.AppendAsync(Taken("b"), Cancellation);
        var later = await CosignedCheckpoints.PrepareAsync(ledger, 1, Cancellation);
        Assert.Null(await CosignedCheckpoints.KeepAsync(ledger, witness.Key, later, lines, Sunday, Cancellation));
        Assert.Null(await CosignedCheckpoints.FindAsync(_folder.At("ledger"), ledger.Key, witness.Key, Cancellation));

        // The ledger has grown meanwhile: the cosignature of the older head is kept, and the checkpoint stays as it is.
        Assert.NotNull(await CosignedCheckpoints.KeepAsync(ledger, witness.Key, request, lines, Sunday - TimeSpan.FromMinutes(4), Cancellation));
        Assert.Equal(1, (await CosignedCheckpoints.FindAsync(_folder.At("ledger"), ledger.Key, witness.Key, Cancellation))!.Head.Size);
        Assert.DoesNotContain("witness.example", await ledger.ReadCheckpointAsync(Cancellation));
    }

    [Fact]
    public async Task Heads_that_were_cosigned_expose_a_history_that_was_rewritten()
    {
        var (witness, ledger) = await BeginAsync();
        witness.Dispose();
        CopyTo("forked");
        var early = await ledger.AppendAsync(Taken("a"), Cancellation);
        var late = await ledger.AppendAsync([Taken("b"), Taken("c")], Cancellation);
        var forked = await OpenAsync("forked");
        await forked.AppendAsync(Taken("x"), Cancellation);

        var findings = (await LedgerFolder.VerifyAsync(_folder.At("forked"), forked.Key, [early, late], Cancellation)).Findings;

        Assert.Equal([new CheckpointOlder(3, Origin, 1, Origin), new LedgerRewritten(1)], findings);
        Assert.Empty((await LedgerFolder.VerifyAsync(_folder.At("ledger"), ledger.Key, [late, early, early], Cancellation)).Findings);
    }

    private static LedgerEntry Taken(string snapshot) => new LedgerEntry.SnapshotTaken(Sunday, snapshot, 1, 2, 0);

    private async Task<(Witness Witness, LedgerFolder Ledger)> BeginAsync()
    {
        var ledger = await OpenAsync("ledger");
        await Witness.CreateAsync(Directory, "witness.example/w1", Cancellation);
        _folder.Write("witness/logs/alice.vkey", ledger.Key + "\n");
        return (await Witness.OpenAsync(Directory, _clock, Cancellation), ledger);
    }

    private Task<LedgerFolder> OpenAsync(string name) => LedgerFolder.OpenAsync(_folder.At(name), Origin, _folder.At(name + "-key"), TimeProvider.System, Cancellation);

    /// <summary>The ledger as it is now, under another name, with its key and what is remembered beside it.</summary>
    private void CopyTo(string name)
    {
        foreach (var file in System.IO.Directory.GetFiles(_folder.At("ledger"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder.At(name), Path.GetRelativePath(_folder.At("ledger"), file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.Copy(_folder.At("ledger-key"), _folder.At(name + "-key"));
        File.Copy(_folder.At("ledger-key.head"), _folder.At(name + "-key.head"));
    }
}
