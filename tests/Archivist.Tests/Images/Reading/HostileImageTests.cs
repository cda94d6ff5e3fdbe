using System.Buffers.Binary;
using System.Diagnostics;
using Archivist.Correction.Rs03;
using Archivist.Images;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Images.Verifying;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.Images.Reading;

public sealed class HostileImageTests
{
    private const int Block = 2048;

    [Theory]
    [InlineData(DiscFileSystem.Iso9660)]
    [InlineData(DiscFileSystem.Udf)]
    public async Task Ten_thousand_mutations_give_a_tree_or_a_failed_medium(DiscFileSystem fileSystem)
    {
        var original = await SmallDisc.WriteAsync(SmallDisc.Layout());
        var metadata = (int)ImageMaster.Plan(SmallDisc.Layout()).MetadataLength;
        var used = Enumerable.Range(16 * Block, metadata - 16 * Block)
            .Where(at => original[at] != 0 || original[at - 1] != 0).ToArray();
        var random = new Random(20260301);
        var bytes = original.AsSpan().ToArray();
        var refused = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var places = Enumerable.Range(0, 1 + random.Next(4)).Select(_ => used[random.Next(used.Length)]).ToArray();
            foreach (var at in places)
                Mutate(bytes.AsSpan(at), random);
            var watch = Stopwatch.StartNew();
            if (!await ReadAllAsync(new MemoryImage(bytes), fileSystem))
                refused++;
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"mutation {i} took {watch.Elapsed}");
            foreach (var at in places)
                original.AsSpan(at, Math.Min(8, original.Length - at)).CopyTo(bytes.AsSpan(at));
        }

        Assert.InRange(refused, 100, 9_999);
    }

    [Fact]
    public async Task The_verifier_reports_a_thousand_mutations_whatever_they_are()
    {
        var original = await SmallDisc.WriteAsync(SmallDisc.Layout());
        var random = new Random(20260302);
        var used = Enumerable.Range(0, original.Length - 8).Where(at => original[at] != 0).ToArray();
        var bytes = original.AsSpan().ToArray();
        for (var i = 0; i < 1000; i++)
        {
            var places = Enumerable.Range(0, 1 + random.Next(6)).Select(_ => used[random.Next(used.Length)]).ToArray();
            foreach (var at in places)
                Mutate(bytes.AsSpan(at), random);
            if (!bytes.AsSpan().SequenceEqual(original))
                Assert.True(await IsReportedAsync(bytes), $"mutation {i} at {string.Join(", ", places)}");
            foreach (var at in places)
                original.AsSpan(at, 8).CopyTo(bytes.AsSpan(at));
        }
    }

    [Fact]
    public async Task A_folder_that_contains_itself_is_refused()
    {
        var bytes = await SmallDisc.WriteAsync(SmallDisc.Layout());
        var root = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(16 * Block + 158));
        var record = (int)root * Block;
        record += bytes[record];
        record += bytes[record];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(record + 2), root);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(record + 6), root);

        var failure = await Assert.ThrowsAsync<ArchivistException>(
            () => DiscImage.OpenAsync(new MemoryImage(bytes), DiscFileSystem.Iso9660, CancellationToken.None));

        Assert.Equal(Failure.MediumFailed, failure.Failure);
        Assert.Contains("ancestor", failure.Sentence(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_leads_out_of_its_folder_is_refused()
    {
        var bytes = await SmallDisc.WriteAsync(SmallDisc.Layout());
        var name = bytes.AsSpan().IndexOf("NM\u000a\u0001\u0000UPPER"u8);
        Assert.True(name > 0);
        "../..".Select(c => (byte)c).ToArray().CopyTo(bytes, name + 5);

        var failure = await Assert.ThrowsAsync<ArchivistException>(
            () => DiscImage.OpenAsync(new MemoryImage(bytes), DiscFileSystem.Iso9660, CancellationToken.None));

        Assert.Equal(Failure.MediumFailed, failure.Failure);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16 * Block)]
    [InlineData(300 * Block)]
    public async Task Noise_is_refused(int length)
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(
            () => DiscImage.OpenAsync(new MemoryImage(SmallDisc.Bytes(length, length)), null, CancellationToken.None));

        Assert.Equal(Failure.MediumFailed, failure.Failure);
    }

    [Fact]
    public async Task An_empty_file_is_refused()
    {
        var path = Path.GetTempFileName();
        try
        {
            var failure = await Assert.ThrowsAsync<ArchivistException>(() => ProtectedImage.OpenAsync(path, CancellationToken.None));
            Assert.Equal(Failure.MediumFailed, failure.Failure);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_block_that_cannot_be_read_hurts_only_what_lies_in_it()
    {
        var bytes = await SmallDisc.WriteAsync(SmallDisc.Layout());
        using var whole = await DiscImage.OpenAsync(new MemoryImage(bytes), null, CancellationToken.None);
        var bad = whole.Find("READ ME FIRST.txt")!.Extents[0].Offset;

        using var image = await DiscImage.OpenAsync(new MemoryImage(bytes) { Unreadable = bad }, null, CancellationToken.None);
        using var readable = image.OpenFile("names/UPPER");
        using var unreadable = image.OpenFile("READ ME FIRST.txt");

        Assert.Equal(4, readable.ReadByte());
        var failure = await Assert.ThrowsAsync<ArchivistException>(async () => await unreadable.ReadExactlyAsync(new byte[10]));
        Assert.Equal(Failure.MediumFailed, failure.Failure);
        Assert.Contains("READ ME FIRST.txt", failure.Sentence(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_failed_medium()
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(
            () => ProtectedImage.OpenAsync("/no/such/image.iso", CancellationToken.None));

        Assert.Equal(Failure.MediumFailed, failure.Failure);
        Assert.Contains("/no/such/image.iso", failure.Sentence(), StringComparison.Ordinal);
    }

    /// <summary>Numbers that tend to break things, and plain noise.</summary>
    private static void Mutate(Span<byte> place, Random random)
    {
        switch (random.Next(5))
        {
            case 0:
                place[0] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                place[0] = (byte)random.Next(256);
                break;
            case 2:
                place[0] = 0xFF;
                break;
            case 3:
                var value = (uint)random.Next(2000);
                BinaryPrimitives.WriteUInt32LittleEndian(place, value);
                BinaryPrimitives.WriteUInt32BigEndian(place[4..], value);
                break;
            default:
                place[..8].Fill(random.Next(2) == 0 ? (byte)0 : (byte)0xFF);
                break;
        }
    }

    private static async Task<bool> IsReportedAsync(byte[] bytes)
    {
        try
        {
            return !(await new ImageVerifier().VerifyAsync(new MemoryImage(bytes), null, CancellationToken.None)).IsGood;
        }
        catch (ArchivistException e) when (e.Failure is Failure.MediumFailed)
        {
            return true;
        }
    }

    private static async Task<bool> ReadAllAsync(IImageSource source, DiscFileSystem fileSystem)
    {
        try
        {
            using var image = await DiscImage.OpenAsync(source, fileSystem, CancellationToken.None);
            foreach (var file in image.Root.All().Where(entry => entry.Kind is DiscEntryKind.File))
            {
                using var stream = image.OpenFile(file);
                var buffer = new byte[512];
                _ = await stream.ReadAsync(buffer);
            }

            return true;
        }
        catch (ArchivistException e) when (e.Failure is Failure.MediumFailed)
        {
            return false;
        }
    }
}
