using Archivist.Discs.Stores;
using Archivist.Images.Reading;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.Tests.Images;

namespace Archivist.Tests.Discs.Stores;

public sealed class DiscStoreTests
{
    [Fact]
    public async Task Every_object_is_listed_once_with_its_length_and_opens()
    {
        using var image = await OpenAsync();
        var store = new DiscStore(image);
        var expected = SmallDisc.Layout().Files.Where(file => file.Path.StartsWith("repository/", StringComparison.Ordinal))
            .ToDictionary(file => file.Path["repository/".Length..], file => file.Content);

        var found = new List<string>();
        foreach (var kind in Enum.GetValues<ObjectKind>())
        {
            await foreach (var item in store.ListAsync(kind, CancellationToken.None))
            {
                var path = RepositoryLayout.PathOf(item.Name);
                found.Add(path);
                Assert.Equal(kind, item.Name.Kind);
                Assert.Equal(expected[path].Length, item.Length);
                Assert.Equal(item.Length, await store.FindLengthAsync(item.Name, CancellationToken.None));
                using var stream = await store.OpenAsync(item.Name, ByteRange.All, CancellationToken.None);
                var digest = await Digest.OfAsync(stream, CancellationToken.None);
                if (kind is not ObjectKind.Configuration)
                    Assert.Equal(item.Name.Id, digest);
            }
        }

        Assert.Equal(expected.Keys.Order(), found.Order());
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(0, 0L)]
    [InlineData(2047, 2L)]
    [InlineData(29_999, 1L)]
    [InlineData(30_000, 0L)]
    [InlineData(100, null)]
    public async Task A_range_gives_exactly_its_bytes(long offset, long? length)
    {
        var bytes = SmallDisc.Bytes(30_000, 5);
        using var image = await OpenAsync();

        using var stream = await new DiscStore(image).OpenAsync(
            new ObjectName(ObjectKind.Pack, Digest.Of(bytes)), new ByteRange(offset, length), CancellationToken.None);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);

        Assert.Equal(bytes.AsSpan((int)offset, (int)(length ?? bytes.Length - offset)).ToArray(), copy.ToArray());
        Assert.Equal(copy.Length, stream.Length);
    }

    [Theory]
    [InlineData(30_000, 1L)]
    [InlineData(30_001, null)]
    [InlineData(0, 30_001L)]
    [InlineData(long.MaxValue, 2L)]
    public async Task A_range_beyond_the_end_is_refused(long offset, long? length)
    {
        var name = new ObjectName(ObjectKind.Pack, Digest.Of(SmallDisc.Bytes(30_000, 5)));
        using var image = await OpenAsync();

        await Assert.ThrowsAsync<EndOfStreamException>(
            () => new DiscStore(image).OpenAsync(name, new ByteRange(offset, length), CancellationToken.None));
    }

    [Fact]
    public async Task A_missing_object_is_missing()
    {
        using var image = await OpenAsync();
        var store = new DiscStore(image);
        var name = new ObjectName(ObjectKind.Pack, Digest.Of([1]));

        Assert.Null(await store.FindLengthAsync(name, CancellationToken.None));
        await Assert.ThrowsAsync<ObjectMissingException>(() => store.OpenAsync(name, ByteRange.All, CancellationToken.None));
    }

    [Fact]
    public async Task A_disc_is_not_written_to()
    {
        using var image = await OpenAsync();
        Assert.True(new DiscStore(image).Traits is { IsReadOnly: true, IsLocal: true });
        var store = ReadOnlyStore.Over(new DiscStore(image));
        var name = new ObjectName(ObjectKind.Pack, Digest.Of([1]));
        await Assert.ThrowsAsync<ArchivistException>(
            () => store.PutAsync(name, new BytesContent(new byte[] { 1 }), CancellationToken.None));
        await Assert.ThrowsAsync<ArchivistException>(() => store.RemoveAsync(name, CancellationToken.None));
    }

    [Fact]
    public async Task A_disc_without_a_repository_says_so()
    {
        using var image = await OpenAsync();

        Assert.Equal(Failure.RepositoryMissing, Assert.Throws<ArchivistException>(() => new DiscStore(image, "elsewhere")).Failure);
    }

    private static async Task<DiscImage> OpenAsync() => await DiscImage.OpenAsync(
        new MemoryImage(await SmallDisc.WriteAsync(SmallDisc.Layout())), null, CancellationToken.None);
}
