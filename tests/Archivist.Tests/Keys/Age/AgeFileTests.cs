using System.Text;
using Archivist.Keys.Age;
using Archivist.Keys.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Tests.Keys.Age;

/// <summary>One of these measures the heap, which all tests share: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(AgeFileTests), DisableParallelization = true)]
[Collection(nameof(AgeFileTests))]
public sealed class AgeFileTests
{
    private const int QuickWork = 4;

    private static readonly byte[] Words = "correct horse battery staple"u8.ToArray();

    public static TheoryData<string, int, bool> Sizes
    {
        get
        {
            var data = new TheoryData<string, int, bool>();
            foreach (var kind in new[] { "passphrase", "classic", "hybrid" })
            {
                foreach (var size in new[] { 0, 1, 47, 48, 49, 65535, 65536, 65537, 131071, 131072, 131073, 200000 })
                {
                    data.Add(kind, size, false);
                    data.Add(kind, size, true);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task What_was_written_comes_back(string kind, int size, bool isText)
    {
        var (identity, recipient) = Pair(kind);
        using var held = identity;
        var plain = Content(size);
        var file = await WriteAsync(plain, isText, recipient);
        Assert.Equal(plain, await OpenAsync(file, identity));
    }

    [Theory]
    [InlineData("classic")]
    [InlineData("hybrid")]
    public async Task Each_of_several_recipients_opens_the_file_and_no_other_does(string kind)
    {
        var pairs = Enumerable.Range(0, 3).Select(_ => Pair(kind)).ToList();
        var file = await WriteAsync(Words, isText: false, [.. pairs.Select(pair => pair.Recipient)]);
        foreach (var (identity, _) in pairs)
            Assert.Equal(Words, await OpenAsync(file, identity));
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => OpenAsync(file, Pair(kind).Identity, Pair("passphrase").Identity));
        Assert.IsType<AgeNotForThisKey>(failure.Problem);
    }

    [Theory]
    [InlineData("classic", "hybrid")]
    [InlineData("passphrase", "classic")]
    [InlineData("passphrase", "passphrase")]
    public async Task Recipients_that_weaken_each_other_are_refused_before_anything_is_written(string first, string second)
    {
        using var to = new MemoryStream();
        var failure = await Assert.ThrowsAsync<ArchivistException>(
            () => AgeFile.WriteAsync(new MemoryStream(Words), to, [Pair(first).Recipient, Pair(second).Recipient], isText: false, TestContext.Current.CancellationToken));
        Assert.IsType<AgeRecipientsMixed>(failure.Problem);
        Assert.Equal(0, to.Length);
    }

    [Fact]
    public async Task A_change_of_any_byte_is_noticed()
    {
        var (identity, recipient) = Pair("classic");
        var file = await WriteAsync(Words, isText: false, recipient);
        for (var at = 0; at < file.Length; at++)
        {
            var changed = file.ToArray();
            changed[at] ^= 1;
            await Assert.ThrowsAsync<ArchivistException>(() => OpenAsync(changed, identity));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_cut_off_anywhere_is_noticed(bool isText)
    {
        var (identity, recipient) = Pair("classic");
        var file = await WriteAsync(Words, isText, recipient);
        // The text form is complete without its final line feed.
        for (var length = 0; length < file.Length - (isText ? 1 : 0); length++)
            await Assert.ThrowsAsync<ArchivistException>(() => OpenAsync(file[..length], identity));
    }

    [Fact]
    public async Task Two_files_of_the_same_content_have_nothing_in_common_behind_the_version()
    {
        var (_, recipient) = Pair("classic");
        var (one, other) = (await WriteAsync(Words, isText: false, recipient), await WriteAsync(Words, isText: false, recipient));
        Assert.NotEqual(one.AsSpan(32, 60).ToArray(), other.AsSpan(32, 60).ToArray());
        Assert.NotEqual(one[^60..], other[^60..]);
    }

    [Fact]
    public async Task A_passphrase_that_asks_for_too_much_work_is_refused_at_once()
    {
        var file = Encoding.ASCII.GetBytes(
            "age-encryption.org/v1\n-> scrypt rF0/NwblUHHTpgQgRpe5CQ 21\n1hqlaoCUpkgzYI+oTS0p1Nxm9u3Fjib8REjrwp40mRE\n--- i9lHiMJydkXC7XcQk/j7lrJGmCfzI/L2cfJqGy6jT8I\n");
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => OpenAsync(file, Pair("passphrase").Identity));
        Assert.Equal(new AgeWorkExcessive("a file", 21, 20), failure.Problem);
    }

    [Theory]
    [InlineData("age-encryption.org/v1\n-> ")]
    [InlineData("age-encryption.org/v1\n-> a\n")]
    [InlineData("")]
    public async Task A_header_without_end_takes_no_memory(string begin)
    {
        await using var endless = new EndlessStream(Encoding.ASCII.GetBytes(begin));
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => AgeFile.OpenAsync(endless, [Pair("classic").Identity], "a file", TestContext.Current.CancellationToken));
        Assert.IsType<AgeHeaderInvalid>(failure.Problem);
        Assert.InRange(endless.Given, 0, 2 * AgeHeader.LargestSize);
    }

    [Fact]
    public async Task A_header_of_endlessly_many_stanzas_is_refused()
    {
        var stanza = "-> grease\n\n"u8.ToArray();
        byte[] file = [.. "age-encryption.org/v1\n"u8, .. Enumerable.Repeat(stanza, 1 + (AgeHeader.LargestSize / stanza.Length)).SelectMany(bytes => bytes)];
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => OpenAsync(file, Pair("classic").Identity));
        Assert.Equal(new AgeHeaderInvalid("a file", AgeHeaderFault.TooLarge), failure.Problem);
    }

    [Fact]
    public async Task A_large_file_passes_through_in_constant_memory()
    {
        var (identity, recipient) = Pair("classic");
        const int Size = 64 << 20;
        var path = Path.GetTempFileName();
        try
        {
            await using (var to = File.Create(path))
                await AgeFile.WriteAsync(new ZeroStream(Size), to, [recipient], isText: false, TestContext.Current.CancellationToken);
            await using var from = File.OpenRead(path);
            await using var opened = await AgeFile.OpenAsync(from, [identity], "a file", TestContext.Current.CancellationToken);
            var (buffer, total) = (new byte[65536], 0L);
            for (int count; (count = await opened.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0; total += count)
            {
                Assert.False(buffer.AsSpan(0, count).ContainsAnyExcept((byte)0));
                // What was read and not given out yet is what is held.
                Assert.InRange(from.Position - total, 0, 4 * 65536);
            }

            Assert.Equal(Size, total);
        }
        finally
        {
            File.Delete(path);
        }
    }

    internal static (AgeIdentity Identity, AgeRecipient Recipient) Pair(string kind)
    {
        if (kind == "passphrase")
            return (AgeIdentity.OfPassphrase(Words), AgeRecipient.OfPassphrase(Words, QuickWork));
        var identity = AgeIdentity.Create(isHybrid: kind == "hybrid");
        return (identity, identity.Recipient!);
    }

    private static byte[] Content(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }

    private static async Task<byte[]> WriteAsync(byte[] plain, bool isText, params AgeRecipient[] recipients)
    {
        using var to = new MemoryStream();
        await AgeFile.WriteAsync(new MemoryStream(plain), to, recipients, isText, TestContext.Current.CancellationToken);
        return to.ToArray();
    }

    private static async Task<byte[]> OpenAsync(byte[] file, params AgeIdentity[] identities)
    {
        await using var opened = await AgeFile.OpenAsync(new MemoryStream(file), identities, "a file", TestContext.Current.CancellationToken);
        using var plain = new MemoryStream();
        await opened.CopyToAsync(plain, TestContext.Current.CancellationToken);
        return plain.ToArray();
    }

    /// <summary>Some bytes, then the letter A for ever.</summary>
    private sealed class EndlessStream(byte[] begin) : MemoryStream
    {
        internal long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            for (var i = 0; i < buffer.Length; i++, Given++)
                buffer.Span[i] = Given < begin.Length ? begin[Given] : (byte)'A';
            return ValueTask.FromResult(buffer.Length);
        }
    }

    private sealed class ZeroStream(int size) : MemoryStream
    {
        private int _left = size;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = Math.Min(buffer.Length, _left);
            buffer.Span[..count].Clear();
            _left -= count;
            return ValueTask.FromResult(count);
        }
    }
}
