using Archivist.Platform.Problems;
using Archivist.Replicas.Auditing;
using Archivist.Replicas.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas.Auditing;

public sealed class AuditFileTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly ObjectName Pack = new(ObjectKind.Pack, Digest.Of("pack"u8)), Key = new(ObjectKind.Key, Digest.Of("key"u8));
    private static readonly ExpectedContents Contents = new(new Dictionary<ObjectName, long> { [Pack] = 4, [Key] = 3 }, Digest.Of("config"u8), 6);
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("archivist/alice\n3\nroot=\n\n\u2014 archivist/alice signature\n")]
    public async Task What_is_written_is_read_back(string? head)
    {
        await AuditFile.WriteAsync(_folder.At("audit.mtree"), Contents, head, None);

        var (expected, read) = await AuditFile.ReadAsync(_folder.At("audit.mtree"), None);

        Assert.Equal((Contents.Configuration, Contents.ConfigurationLength, head), (expected.Configuration, expected.ConfigurationLength, read));
        Assert.Equal(Contents.Objects.OrderBy(item => item.Key.ToString()), expected.Objects.OrderBy(item => item.Key.ToString()));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("something else", 1)]
    [InlineData("#mtree\n", 2)]
    [InlineData("#mtree\n./config size=6\n", 2)]
    [InlineData("#mtree\n\n./config size=-6 sha256digest=HASH\n", 3)]
    [InlineData("#mtree\n./config size=6 sha256digest=HASH\n./data/ab/abc size=4 sha256digest=HASH\n", 3)]
    [InlineData("#mtree\n./config size=6 sha256digest=HASH\n../../etc/passwd size=4 sha256digest=HASH\n", 3)]
    [InlineData("#mtree\n./config size=6 sha256digest=HASH\n./locks/HASH size=4 sha256digest=HASH\n", 3)]
    [InlineData("#mtree\n./config size=6 sha256digest=HASH\n./keys/HASH size=4 sha256digest=OTHER\n", 3)]
    public async Task Anything_else_names_the_line(string text, int line)
    {
        var file = _folder.Write("file", text.Replace("HASH", Digest.Of("x"u8).ToString(), StringComparison.Ordinal).Replace("OTHER", Digest.Of("y"u8).ToString(), StringComparison.Ordinal));

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => AuditFile.ReadAsync(file, None));

        Assert.Equal(new AuditFileInvalid(file, line), failure.Problem);
    }
}
