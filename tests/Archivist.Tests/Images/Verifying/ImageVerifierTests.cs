using Archivist.Images.Reading;
using Archivist.Images.Verifying;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Tests.Images.Verifying;

public sealed class ImageVerifierTests
{
    private const int Block = 2048;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_fresh_image_is_good(bool boots)
    {
        var bytes = await SmallDisc.WriteAsync(SmallDisc.Layout(boots));

        var verdict = await new ImageVerifier { Expected = Digest.Of(bytes) }.VerifyAsync(
            new MemoryImage(bytes), null, CancellationToken.None);

        Assert.Equal([], verdict.Findings.Select(finding => finding.Problem));
        Assert.True(verdict.IsGood);
        Assert.Equal(5, verdict.Objects);
        Assert.Equal(SmallDisc.Layout().Files.Count, verdict.Files);
        Assert.Equal(Digest.Of(bytes), verdict.Sha256);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_flipped_bit_is_found_wherever_it_is(bool boots)
    {
        var bytes = await SmallDisc.WriteAsync(SmallDisc.Layout(boots));

        // A prime step meets every offset within a block; the explicit test below leaves nothing out.
        Assert.Equal([], await UnnoticedFlipsAsync(bytes, Enumerable.Range(0, bytes.Length / 509).Select(i => i * 509)));
    }

    [Fact(Explicit = true)]
    public async Task A_flipped_bit_is_found_at_every_byte_of_every_block_that_is_not_empty()
    {
        var bytes = await SmallDisc.WriteAsync(SmallDisc.Layout());
        var used = Enumerable.Range(0, bytes.Length)
            .Where(at => bytes.AsSpan(at / Block * Block, Block).ContainsAnyExcept((byte)0));

        Assert.Equal([], await UnnoticedFlipsAsync(bytes, used));
    }

    [Fact]
    public async Task A_cut_image_is_found_wherever_it_is_cut()
    {
        var bytes = await SmallDisc.WriteAsync(SmallDisc.Layout());
        for (var length = 0; length < bytes.Length; length += Block)
        {
            var findings = await FindingsAsync(new MemoryImage(bytes, length));
            Assert.True(findings is null || findings.Any(finding => finding is ImageFinding.Truncated), $"cut at {length}");
        }

        var oneByte = await FindingsAsync(new MemoryImage(bytes, bytes.Length - 1));
        Assert.Contains(oneByte!, finding => finding is ImageFinding.Truncated);
    }

    [Fact]
    public async Task A_damaged_object_is_named()
    {
        var layout = SmallDisc.Layout();
        var bytes = await SmallDisc.WriteAsync(layout);
        var pack = layout.Files[5];
        using var image = await DiscImage.OpenAsync(new MemoryImage(bytes), null, CancellationToken.None);
        var place = image.Find(pack.Path)!.Extents[0].Offset;
        bytes[place + 17] ^= 0x10;

        var findings = await FindingsAsync(new MemoryImage(bytes));

        var damaged = Assert.IsType<ImageFinding.DamagedObject>(Assert.Single(findings!, finding => finding is ImageFinding.DamagedObject));
        Assert.Equal(pack.Path, damaged.Thing);
        Assert.Equal(place, damaged.Offset);
        Assert.Equal(place / Block, damaged.Block);
        Assert.Contains(findings!, finding => finding is ImageFinding.ChecksumMismatch { Thing: "Session checksum" });
        Assert.Equal(2, findings!.Count);
    }

    [Fact]
    public async Task A_block_that_the_drive_cannot_read_is_named_and_the_rest_is_still_checked()
    {
        var bytes = await SmallDisc.WriteAsync(SmallDisc.Layout());
        using var image = await DiscImage.OpenAsync(new MemoryImage(bytes), null, CancellationToken.None);
        var bad = image.Find("names/a b;c:d*e?f\\g.tar.gz")!.Extents[0].Offset;

        var findings = await FindingsAsync(new MemoryImage(bytes) { Unreadable = bad });

        Assert.Contains(findings!, finding => finding is ImageFinding.Unreadable { Length: Block } && finding.Offset == bad);
        Assert.DoesNotContain(findings!, finding => finding is ImageFinding.DamagedObject);
    }

    [Fact]
    public async Task Another_image_than_the_expected_one_is_found()
    {
        var bytes = await SmallDisc.WriteAsync(SmallDisc.Layout());

        var verdict = await new ImageVerifier { Expected = Digest.Of([1]) }.VerifyAsync(
            new MemoryImage(bytes), null, CancellationToken.None);

        Assert.IsType<ImageFinding.WrongImage>(Assert.Single(verdict.Findings));
    }

    [Fact]
    public async Task A_missing_objects_folder_is_a_finding()
    {
        var bytes = await SmallDisc.WriteAsync(SmallDisc.Layout());

        var verdict = await new ImageVerifier { ObjectsFolder = "no/such" }.VerifyAsync(
            new MemoryImage(bytes), null, CancellationToken.None);

        Assert.Equal("no/such", Assert.Single(verdict.Findings).Thing);
    }

    [Fact]
    public async Task Something_that_is_no_image_is_a_failed_medium()
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(
            () => new ImageVerifier().VerifyAsync(new MemoryImage(new byte[100_000]), null, CancellationToken.None));

        Assert.Equal(Failure.MediumFailed, failure.Failure);
    }

    private static async Task<IEnumerable<int>> UnnoticedFlipsAsync(byte[] bytes, IEnumerable<int> places)
    {
        var unnoticed = new List<int>();
        await Parallel.ForEachAsync(
            places.Chunk(1024), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (chunk, _) =>
            {
                var copy = bytes.AsSpan().ToArray();
                foreach (var at in chunk)
                {
                    var bit = (byte)(1 << (at % 8));
                    copy[at] ^= bit;
                    if (await FindingsAsync(new MemoryImage(copy)) is { Count: 0 })
                    {
                        lock (unnoticed)
                            unnoticed.Add(at);
                    }

                    copy[at] ^= bit;
                }
            });
        return unnoticed;
    }

    /// <summary>Null when the image could not be opened.</summary>
    private static async Task<IReadOnlyList<ImageFinding>?> FindingsAsync(IImageSource source)
    {
        try
        {
            return (await new ImageVerifier().VerifyAsync(source, null, CancellationToken.None)).Findings;
        }
        catch (ArchivistException e) when (e.Failure is Failure.MediumFailed)
        {
            return null;
        }
    }
}
