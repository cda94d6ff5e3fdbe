using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Stores.Folder;
using Archivist.Replicas.Stores.Http;
using Archivist.Replicas.Stores.Rclone;
using Archivist.Replicas.Stores.Rest;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Reports.Printing;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

public sealed class StoreSchemesTests : IAsyncDisposable
{
    private readonly RcloneStores _rclone = new(new RcloneSurroundings("/nowhere", _ => null), TimeProvider.System);
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = HttpConnection.Create();

    public async ValueTask DisposeAsync()
    {
        await _rclone.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Each_scheme_opens_its_kind_of_store()
    {
        var schemes = All();
        Assert.IsType<FolderStore>(schemes.Open(_folder["here"]));
        Assert.IsType<RetryingStore>(schemes.Open("rest:http://127.0.0.1:9/x"));
        Assert.Equal("rclone:nas:x", Assert.IsType<RetryingStore>(schemes.Open("rclone:nas:x")).Location);
        Assert.Equal("sftp:me@host:/x", Assert.IsType<RetryingStore>(schemes.Open("sftp:me@host:/x")).Location);
        var disc = schemes.Open("disc:/dev/sr0");
        Assert.Equal("/dev/sr0", disc.Location);
        Assert.True(disc.Traits.IsReadOnly);
    }

    [Theory]
    [InlineData("gs:bucket")]
    [InlineData("sftp:host")]
    [InlineData("nas:backup")]
    [InlineData("REST:http://host/")]
    [InlineData("word:")]
    public void An_unknown_word_is_refused_with_the_schemes_and_nothing_of_that_name_is_created(string address)
    {
        var before = Directory.GetCurrentDirectory();
        var failure = Assert.Throws<ArchivistException>(() => All().Open(address));
        Assert.Equal(Failure.Usage, failure.Failure);
        Assert.Contains("a directory, disc:IMAGE, rest:http://HOST:PORT/PATH, s3:https://HOST/BUCKET/PREFIX, rclone:REMOTE:PATH, sftp:USER@HOST:PATH and striped:RECOVERY:SHARE|SHARE|...", failure.Sentence(), StringComparison.Ordinal);
        Assert.False(Path.Exists(Path.Combine(before, address)));
    }

    [Fact]
    public void Opening_a_directory_creates_nothing()
    {
        All().Open(_folder["not there"]);
        Assert.False(Directory.Exists(_folder["not there"]));
    }

    [Theory]
    [InlineData("/srv/x")]
    [InlineData("disc:/dev/sr0")]
    [InlineData("rclone:nas:x")]
    public void A_kind_that_a_program_does_not_open_is_refused_with_those_it_does(string address)
    {
        var failure = Assert.Throws<ArchivistException>(() => StoreSchemes.Servers(() => _http, TimeProvider.System).Open(address));
        Assert.Equal(Failure.Usage, failure.Failure);
        Assert.EndsWith("write rest:http://HOST:PORT/PATH", failure.Sentence(), StringComparison.Ordinal);
    }

    private StoreSchemes All() => StoreSchemes.Servers(() => _http, TimeProvider.System).WithDirectories().WithRclone(() => _rclone, TimeProvider.System)
        .With(AddressKind.Disc, disc => new CountingSource(new MemoryStore(disc.Path)));
}
