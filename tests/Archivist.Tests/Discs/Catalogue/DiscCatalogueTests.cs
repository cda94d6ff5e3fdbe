using System.Text;
using System.Text.Json.Nodes;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Planning;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.TestKit;

namespace Archivist.Tests.Discs.Catalogue;

public sealed class DiscCatalogueTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_record_with_everything_in_it_comes_back_as_it_was()
    {
        var record = Full();

        var bytes = DiscRecordFile.Write(record);
        var back = DiscRecordFile.Read(bytes, "here");

        Assert.Equal(bytes, DiscRecordFile.Write(back));
        Assert.Equal(record.Packs, back.Packs);
        Assert.Equal(("shelf B", "Carol"), (back.Place(), back.Holder()));
        Assert.Equal(record.Readings[0], back.LastReadWell());
        Assert.Equal(record.Burns[1].At, back.BurnedAt());
    }

    [Fact]
    public void What_lies_on_a_disc_tells_nobody_where_others_are()
    {
        var text = Encoding.UTF8.GetString(DiscRecordFile.Write(Full().AsPlanned()));

        Assert.All(["shelf", "Carol", "drive", "Bob"], word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(Full().Packs[0].ToString(), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_happens_to_a_disc_is_added_to_its_record()
    {
        var catalogue = new DiscCatalogue(_folder.At("catalogue"));
        var planned = Full().AsPlanned();
        await catalogue.PutAsync(planned, Cancellation);

        await catalogue.RecordImageAsync(planned.Id, Full().Image!, Cancellation);
        await catalogue.RecordBurnAsync(planned.Id, Full().Burns[0], Cancellation);
        await catalogue.RecordBurnAsync(planned.Id, Full().Burns[1], Cancellation);
        await catalogue.RecordReadingAsync(planned.Id, Full().Readings[0], Cancellation);
        await catalogue.RecordMoveAsync(planned.Id, Full().Moves[0], Cancellation);
        await catalogue.RecordMoveAsync(planned.Id, Full().Moves[1], Cancellation);
        // Built again: the plan is the same, and the history stays.
        await catalogue.PutAsync(planned, Cancellation);

        var kept = Assert.Single(await catalogue.ListAsync(Cancellation));
        Assert.Equal(DiscRecordFile.Write(Full() with { Readings = [Full().Readings[0]] }), DiscRecordFile.Write(kept));
        Assert.Equal(kept.Id, (await catalogue.FindByImageAsync(Digest.Parse(kept.Image!.Sha256), Cancellation))?.Id);
        Assert.Equal(kept.Id, (await catalogue.FindAsync("alice_2", Cancellation)).Id);
        Assert.Equal(kept.Id, (await catalogue.FindAsync(kept.Id.ToString()[..6], Cancellation)).Id);
        Assert.Empty(Directory.EnumerateFiles(_folder.At("catalogue", "discs"), "*.tmp"));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("000")]
    [InlineData("")]
    public async Task A_disc_that_is_not_there_is_told(string reference)
    {
        var catalogue = new DiscCatalogue(_folder.At("catalogue"));
        await catalogue.PutAsync(Full(), Cancellation);

        Assert.Equal(Failure.Usage, (await Assert.ThrowsAsync<ArchivistException>(() => catalogue.FindAsync(reference, Cancellation))).Failure);
        Assert.Equal(Failure.Usage, (await Assert.ThrowsAsync<ArchivistException>(
            () => catalogue.RecordMoveAsync(Guid.Empty, new DiscMove(default, "here", null), Cancellation))).Failure);
    }

    [Fact]
    public async Task Many_writers_wait_for_each_other_and_lose_nothing()
    {
        var catalogue = new DiscCatalogue(_folder.At("catalogue"));
        await catalogue.PutAsync(Full().AsPlanned(), Cancellation);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(
            () => new DiscCatalogue(_folder.At("catalogue")).RecordMoveAsync(Full().Id, new DiscMove(default, $"place {number}", null), Cancellation), Cancellation)));

        Assert.Equal(20, Assert.Single(await catalogue.ListAsync(Cancellation)).Moves.Count);
    }

    [Fact]
    public async Task Another_copy_adds_what_is_not_known_and_changes_nothing_else()
    {
        var catalogue = new DiscCatalogue(_folder.At("catalogue"));
        await catalogue.PutAsync(Full(), Cancellation);

        var added = await catalogue.MergeAsync([Full().AsPlanned(), Full().AsPlanned() with { Id = Guid.CreateVersion7() }], Cancellation);

        Assert.Equal(1, added);
        Assert.Contains(await catalogue.ListAsync(Cancellation), record => record.Place() == "shelf B");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"format\":1")]
    [InlineData("\0\0\0\0")]
    public async Task A_damaged_record_is_named_and_stops_only_itself(string content)
    {
        var (catalogue, damaged, told) = await WithOneDamagedAsync(content);

        Assert.Equal(Full().Id, Assert.Single(await catalogue.ListAsync(Cancellation)).Id);
        Assert.Contains(PathOf(damaged), Assert.Single(told).Sentence(), StringComparison.Ordinal);
        Assert.Equal(Full().Id, (await catalogue.FindAsync(Full().Id, Cancellation))?.Id);
        await catalogue.RecordMoveAsync(Full().Id, new DiscMove(default, "shelf C", null), Cancellation);
        Assert.Equal(1, await catalogue.MergeAsync([Full() with { Id = damaged }, Full() with { Id = Guid.CreateVersion7() }], Cancellation));

        Assert.Equal(content, await File.ReadAllTextAsync(PathOf(damaged), Cancellation));
    }

    [Fact]
    public async Task What_needs_exactly_the_damaged_record_says_so_and_leaves_it()
    {
        var (catalogue, damaged, _) = await WithOneDamagedAsync("");
        Func<Task>[] all =
        [
            () => catalogue.FindAsync(damaged, Cancellation),
            () => catalogue.FindAsync(damaged.ToString(), Cancellation),
            () => catalogue.PutAsync(Full() with { Id = damaged }, Cancellation),
            () => catalogue.RecordMoveAsync(damaged, new DiscMove(default, "here", null), Cancellation),
        ];

        foreach (var one in all)
        {
            var failure = await Assert.ThrowsAsync<ArchivistException>(one);
            Assert.Equal(Failure.Tampering, failure.Failure);
            Assert.Contains($"{PathOf(damaged)}: ", failure.Sentence(), StringComparison.Ordinal);
            Assert.Contains("the file is empty", failure.Sentence(), StringComparison.Ordinal);
        }

        Assert.Equal(0, new FileInfo(PathOf(damaged)).Length);
    }

    [Fact]
    public async Task A_record_that_cannot_be_looked_at_is_not_a_record_that_is_not_there()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Windows has no link that leads to itself");
        var (catalogue, damaged, told) = await WithOneDamagedAsync("");
        File.Delete(PathOf(damaged));
        File.CreateSymbolicLink(PathOf(damaged), PathOf(damaged));

        Assert.Single(await catalogue.ListAsync(Cancellation));
        Assert.Contains(PathOf(damaged), Assert.Single(told).Sentence(), StringComparison.Ordinal);
        Assert.Equal(Failure.Failed, (await Assert.ThrowsAsync<ArchivistException>(() => catalogue.PutAsync(Full() with { Id = damaged }, Cancellation))).Failure);

        Directory.Delete(_folder.At("catalogue", "discs"), recursive: true);
        File.CreateSymbolicLink(_folder.At("catalogue", "discs"), _folder.At("catalogue", "discs"));
        await Assert.ThrowsAsync<IOException>(() => catalogue.ListAsync(Cancellation));
    }

    private async Task<(DiscCatalogue Catalogue, Guid Damaged, List<ArchivistException> Told)> WithOneDamagedAsync(string content)
    {
        var told = new List<ArchivistException>();
        var catalogue = new DiscCatalogue(_folder.At("catalogue")) { PassOver = told.Add };
        await catalogue.PutAsync(Full(), Cancellation);
        var damaged = Guid.CreateVersion7();
        await File.WriteAllTextAsync(PathOf(damaged), content, Cancellation);
        return (catalogue, damaged, told);
    }

    private string PathOf(Guid id) => _folder.At("catalogue", "discs", $"{id:D}.json");

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\":1}")]
    [InlineData("{\"format\":1,\"format\":1}")]
    public void What_is_no_record_is_refused(string json) =>
        Assert.Equal(Failure.Tampering, Assert.Throws<ArchivistException>(() => DiscRecordFile.Read(Encoding.UTF8.GetBytes(json), "here")).Failure);

    [Theory]
    [InlineData("format", "2")]
    [InlineData("volume", "0")]
    [InlineData("volume", "4")]
    [InlineData("of", "-1")]
    [InlineData("of", "1000000")]
    [InlineData("capacity", "-1")]
    [InlineData("kind", "\"half\"")]
    [InlineData("kind", "7")]
    [InlineData("label", "\"a\\u001b[2J\"")]
    [InlineData("disk", "\"../../etc\"")]
    [InlineData("medium", "\"a b\"")]
    [InlineData("id", "\"x\"")]
    [InlineData("repository", "\"12\"")]
    [InlineData("packs", "[null]")]
    [InlineData("packs", "[\"zz\"]")]
    [InlineData("packs", "null")]
    [InlineData("moves", "[null]")]
    [InlineData("moves", "[{\"at\":\"2026-01-01T00:00:00Z\",\"place\":\"a\\nb\",\"holder\":null}]")]
    [InlineData("burns", "[{}]")]
    [InlineData("readings", "[{\"at\":\"2026-01-01T00:00:00Z\",\"by\":null,\"drive\":\"x\",\"outcome\":\"good\"}]")]
    [InlineData("readings", "[[[[[[[[[[[[[[]]]]]]]]]]]]]]")]
    [InlineData("image", "{\"sha256\":\"12\",\"bytes\":1,\"built_at\":\"2026-01-01T00:00:00Z\"}")]
    [InlineData("set", "{\"id\":\"00000007-0000-0000-0000-000000000000\",\"name\":\"\\u0000\"}")]
    [InlineData("set", "null")]
    [InlineData("planned_at", "\"yesterday\"")]
    public void A_record_with_a_wrong_field_is_refused(string field, string value)
    {
        var json = JsonNode.Parse(DiscRecordFile.Write(Full()))!.AsObject();
        json[field] = JsonNode.Parse(value);

        var failure = Assert.Throws<ArchivistException>(() => DiscRecordFile.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), "here"));

        Assert.Equal(Failure.Tampering, failure.Failure);
        Assert.StartsWith("here: not a valid disc record: ", failure.Sentence(), StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_that_are_not_there_are_empty_and_unknown_names_are_skipped()
    {
        var json = JsonNode.Parse(DiscRecordFile.Write(Full()))!.AsObject();
        foreach (var name in new[] { "packs", "snapshots", "burns", "readings", "moves", "image", "newest" })
            json.Remove(name);
        json["later"] = new JsonArray(1, 2);

        var record = DiscRecordFile.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), "here");

        Assert.Empty(record.Packs);
        Assert.Null(record.Place());
        Assert.Null(record.LastReadWell());
    }

    [Fact]
    public void Damaged_bytes_give_a_record_or_one_clear_refusal()
    {
        var good = DiscRecordFile.Write(Full());
        var refused = 0;
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var bytes = good.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var damaged = random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
            try
            {
                DiscRecordFile.Write(DiscRecordFile.Read(damaged, "here"));
            }
            catch (ArchivistException failure)
            {
                Assert.Equal(Failure.Tampering, failure.Failure);
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 3000);
    }

    [Fact]
    public void A_plan_comes_back_and_what_is_none_is_refused()
    {
        var plan = new DiscSetPlan
        {
            Format = DiscSetPlan.CurrentFormat,
            Set = Full().Set,
            Kind = DiscKind.Full,
            Disk = "alice",
            Repository = Digest.Of([1]),
            PlannedAt = Full().PlannedAt,
            Template = "dvd",
            IsByNeed = true,
            Newest = new PlannedSnapshot(new SnapshotId(Digest.Of([2])), Full().PlannedAt, 3, 4),
            Objects = ["config"],
            Volumes = [new PlannedVolume(Full().Id, "bd25", 100, "LABEL", true, 50, Full().Packs)],
            Spread = [new SnapshotSpread(new SnapshotId(Digest.Of([2])), [1], [])],
        };

        var back = DiscSetPlan.Read(plan.Write(), "here");

        Assert.Equal(plan.Write(), back.Write());
        Assert.Equal([new SnapshotId(Digest.Of([2]))], Assert.Single(back.Records()).Snapshots);
        foreach (var wrong in new[] { "", "{}", "null", Encoding.UTF8.GetString(plan.Write()).Replace("\"format\": 1", "\"format\": 9", StringComparison.Ordinal) })
            Assert.Equal(Failure.Tampering, Assert.Throws<ArchivistException>(() => DiscSetPlan.Read(Encoding.UTF8.GetBytes(wrong), "here")).Failure);
    }

    [Fact]
    public void A_record_of_before_whole_images_were_hashed_opens_and_a_wrong_one_does_not()
    {
        var json = Encoding.UTF8.GetString(DiscRecordFile.Write(Full()));
        var old = string.Join('\n', json.Split('\n').Where(line => !line.Contains("\"whole_", StringComparison.Ordinal))).Replace("\"boots\": false,", "\"boots\": false", StringComparison.Ordinal);
        var read = DiscRecordFile.Read(Encoding.UTF8.GetBytes(old), "here");
        Assert.Equal(Full().Image! with { WholeSha256 = null, WholeBytes = null }, read.Image);
        foreach (var (right, wrong) in new[] { (Digest.Of([6]).ToString(), "none"), ("65536", "32767") })
            Assert.Equal(Failure.Tampering, Assert.Throws<ArchivistException>(() => DiscRecordFile.Read(Encoding.UTF8.GetBytes(json.Replace(right, wrong, StringComparison.Ordinal)), "here")).Failure);
    }

    private static CataloguedDisc Full()
    {
        var at = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        return new CataloguedDisc
        {
            Format = CataloguedDisc.CurrentFormat,
            Id = new Guid(0x0192f7a1, 2, 3, new byte[8]),
            Disk = "alice-laptop",
            Repository = Digest.Of([9]),
            Set = new DiscSetName(new Guid(7, 0, 0, new byte[8]), "2026-W09", new Guid(6, 0, 0, new byte[8]), "2026-W01"),
            Kind = DiscKind.Delta,
            Volume = 2,
            Of = 3,
            Medium = "bd25",
            Capacity = 25_025_314_816,
            Label = "ALICE_2",
            PlannedAt = at,
            Newest = new SnapshotId(Digest.Of([8])),
            Packs = [new PackId(Digest.Of([1])), new PackId(Digest.Of([2]))],
            Snapshots = [new SnapshotId(Digest.Of([8]))],
            Image = new DiscImageFacts(Digest.Of([5]).ToString(), 32768, at.AddHours(1), HasErrorCorrection: true, WholeSha256: Digest.Of([6]).ToString(), WholeBytes: 65536),
            Burns = [new DiscBurn(at.AddHours(2), "drive 1", false, "the power went"), new DiscBurn(at.AddHours(3), "drive 1", true)],
            Readings =
            [
                new DiscReading(at.AddYears(1), "Bob", "drive 2", DiscReadingOutcome.Corrected, 12, 0.5),
                new DiscReading(at.AddYears(2), "Bob", "drive 2", DiscReadingOutcome.Damaged, 9000, 0),
            ],
            Moves = [new DiscMove(at.AddDays(1), "shelf A", "Carol"), new DiscMove(at.AddDays(2), "shelf B", null)],
        };
    }
}
