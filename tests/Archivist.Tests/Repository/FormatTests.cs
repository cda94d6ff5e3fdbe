using System.Text;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Compression;
using Archivist.Repository.Crypto;
using Archivist.Repository.Files;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;
using Archivist.Repository.Trees;

namespace Archivist.Tests.Repository;

public sealed class FormatTests
{
    [Theory]
    [InlineData("2026-11-21T04:22:11.4792891Z", 1795234931, 479289100, 0)]
    [InlineData("1969-12-31T23:59:59.000000001Z", -1, 1, 0)]
    [InlineData("2026-06-01T12:00:00+02:00", 1780308000, 0, 120)]
    [InlineData("2026-06-01T12:00:00.5-03:30", 1780327800, 500000000, -210)]
    public void Times_are_read_and_written_alike(string text, long seconds, int nanoseconds, int offset)
    {
        Assert.True(GoTime.TryParse(text, out var time));
        Assert.Equal(new GoTime(seconds, nanoseconds, offset), time);
        Assert.Equal(text, time.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-21")]
    [InlineData("2026-11-21T04:22:11")]
    [InlineData("2026-13-21T04:22:11Z")]
    [InlineData("2026-11-21T04:22:11+2:00")]
    public void What_is_no_time_is_refused(string text) => Assert.False(GoTime.TryParse(text, out _));

    [Theory]
    [InlineData("plain.txt", "plain.txt")]
    [InlineData("quo\"te\\", "quo\\\"te\\\\")]
    [InlineData("new\nline\t\u0001\u007f", "new\\nline\\t\\x01\\x7f")]
    [InlineData("ünï 😀", "ünï 😀")]
    [InlineData("zero\u200bwidth\u00a0nbsp\ufeff", "zero\\u200bwidth\\u00a0nbsp\\ufeff")]
    public void Names_are_quoted_as_string_literals(string name, string quoted)
    {
        Assert.Equal(quoted, Encoding.UTF8.GetString(FileName.Of(name).Quote()));
        Assert.True(FileName.TryUnquote(Encoding.UTF8.GetBytes(quoted), out var back));
        Assert.Equal(FileName.Of(name), back);
    }

    [Fact]
    public void Every_sequence_of_bytes_survives_as_a_name()
    {
        var random = new Random(3);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[random.Next(1, 40)];
            random.NextBytes(bytes);
            var name = new FileName(bytes);
            Assert.True(FileName.TryUnquote(name.Quote(), out var back));
            Assert.Equal(name, back);
        }
    }

    [Theory]
    [InlineData("\\")]
    [InlineData("\\x1")]
    [InlineData("\\q")]
    [InlineData("\\ud800")]
    [InlineData("\\777")]
    public void What_is_no_escape_is_refused(string quoted) => Assert.False(FileName.TryUnquote(Encoding.UTF8.GetBytes(quoted), out _));

    [Theory]
    [InlineData("..", false)]
    [InlineData(".", false)]
    [InlineData("", false)]
    [InlineData("a/b", false)]
    [InlineData("a\0b", false)]
    [InlineData("...", true)]
    public void Names_that_would_leave_their_folder_are_not_safe(string name, bool expected) => Assert.Equal(expected, FileName.Of(name).IsSafe);

    [Fact]
    public void A_tree_keeps_every_field()
    {
        var node = new Node
        {
            Name = new FileName([0xff, (byte)'<', (byte)'&']),
            Type = NodeType.File,
            Permissions = 0xfff,
            ModifiedAt = new GoTime(1, 2, 0),
            AccessedAt = new GoTime(3, 4, 60),
            ChangedAt = new GoTime(-5, 6, 0),
            UserId = 7,
            GroupId = uint.MaxValue,
            User = "ü<>",
            Group = "g",
            Inode = ulong.MaxValue,
            DeviceId = 8,
            Size = 9,
            Links = 2,
            ExtendedAttributes = [new ExtendedAttribute("user.a", [0, 255]), new ExtendedAttribute("user.b", [])],
            Content = [new BlobId(Digest.Of("1"u8)), new BlobId(Digest.Of("2"u8))],
        };
        var link = new Node { Name = FileName.Of("link"), Type = NodeType.SymbolicLink, LinkTarget = [0xfe, (byte)'x'] };
        var nodes = TreeFile.Read(TreeFile.Write([node, link]).Span, default);
        Assert.Equal(2, nodes.Count);
        Assert.Equivalent(node with { Name = default }, nodes[0] with { Name = default });
        Assert.Equal(node.Name, nodes[0].Name);
        Assert.Equal(link.LinkTarget, nodes[1].LinkTarget);
    }

    [Fact]
    public void A_tree_is_spelled_as_restic_spells_it()
    {
        var node = new Node
        {
            Name = FileName.Of("a&b"), Type = NodeType.Directory, Permissions = 0x1ed, ModifiedAt = new GoTime(0, 0, 0),
            AccessedAt = new GoTime(0, 0, 0), ChangedAt = new GoTime(0, 500_000_000, 0), Inode = 5, Subtree = new BlobId(default),
        };
        Assert.Equal(
            """{"nodes":[{"name":"a\u0026b","type":"dir","mode":2147484141,"mtime":"1970-01-01T00:00:00Z","atime":"1970-01-01T00:00:00Z","ctime":"1970-01-01T00:00:00.5Z","uid":0,"gid":0,"inode":5,"content":null,"subtree":"0000000000000000000000000000000000000000000000000000000000000000"}]}"""
            + "\n",
            Encoding.UTF8.GetString(TreeFile.Write([node]).Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"nodes":[{"name":"a"}]}""")]
    [InlineData("""{"nodes":[{"name":"a","type":null}]}""")]
    [InlineData("""{"nodes":[{"name":"a","type":7}]}""")]
    [InlineData("""{"nodes":[{"name":"a","type":"file","content":["xyz"]}]}""")]
    [InlineData("""{"nodes":[{"name":"a","type":"file","size":-1}]}""")]
    [InlineData("""{"nodes":[{"name":"a","type":"file","mtime":"yesterday"}]}""")]
    [InlineData("""{"nodes":[{"name":"\ud800","type":"file"}]}""")]
    public void What_is_no_tree_is_a_finding_and_not_a_crash(string json)
    {
        var failure = Assert.Throws<ArchivistException>(() => TreeFile.Read(Encoding.UTF8.GetBytes(json), default));
        Assert.Equal(Failure.Tampering, failure.Failure);
    }

    [Fact]
    public void Envelopes_open_compressed_and_plain_and_refuse_the_rest()
    {
        var name = new ObjectName(ObjectKind.Index, default);
        var json = Encoding.UTF8.GetBytes("{" + new string(' ', 100_000) + "}");
        Assert.Equal(json, FileEnvelope.Unwrap(FileEnvelope.Wrap(json, Zstd.Chosen), name, Zstd.Chosen).ToArray());
        Assert.Equal("{}"u8.ToArray(), FileEnvelope.Unwrap("{}"u8.ToArray(), name, Zstd.Chosen).ToArray());
        Assert.Throws<ArchivistException>(() => FileEnvelope.Unwrap(new byte[] { 2, 1, 2, 3 }, name, Zstd.Chosen));
        Assert.Throws<ArchivistException>(() => FileEnvelope.Unwrap(new byte[] { 1 }, name, Zstd.Chosen));
        Assert.Throws<ArchivistException>(() => FileEnvelope.Unwrap(default, name, Zstd.Chosen));
    }

    [Fact]
    public void A_bomb_of_zeros_is_refused_before_it_fills_memory()
    {
        var bomb = new byte[Zstd.Chosen.Bound(8 << 20)];
        bomb = bomb[..Zstd.Chosen.Compress(new byte[8 << 20], bomb, CompressionChoice.Default)];
        Assert.Null(Zstd.Chosen.TryDecompress(bomb, 1 << 20));
        Assert.False(Zstd.Chosen.TryDecompressExactly(bomb, new byte[1 << 20]));
    }

    [Fact]
    public void A_frame_that_does_not_say_how_long_it_is_costs_only_what_it_holds()
    {
        // RFC 8878: a header without a content size, with a window of 2 MiB, and blocks that repeat a zero 128 Ki times.
        const int Blocks = 256, BlockSize = 128 << 10, Limit = Blocks * BlockSize;
        byte[] frame = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x58, .. Enumerable.Range(1, Blocks).SelectMany(number =>
        {
            var header = (BlockSize << 3) | 2 | (number == Blocks ? 1 : 0);
            return (byte[])[(byte)header, (byte)(header >> 8), (byte)(header >> 16), 0];
        })];

        Assert.Equal(Limit, Zstd.Chosen.TryDecompress(frame, Limit)!.Length);
        Assert.Equal(Limit, Zstd.Chosen.TryDecompress(frame, Limit * 2)!.Length);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(Zstd.Chosen.TryDecompress(frame, Limit - 1));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Layout_paths_are_read_back_and_others_refused()
    {
        var id = Digest.Of("x"u8);
        foreach (var kind in Enum.GetValues<ObjectKind>())
        {
            var name = kind is ObjectKind.Configuration ? ObjectName.Configuration : new ObjectName(kind, id);
            Assert.True(RepositoryLayout.TryParsePath(RepositoryLayout.PathOf(name), out var back));
            Assert.Equal(name, back);
        }

        Assert.False(RepositoryLayout.TryParsePath($"data/00/{id}", out _));
        Assert.False(RepositoryLayout.TryParsePath($"other/{id}", out _));
        Assert.False(RepositoryLayout.TryParsePath($"../keys/{id}", out _));
    }
}
