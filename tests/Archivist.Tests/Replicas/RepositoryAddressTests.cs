using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

public sealed class RepositoryAddressTests
{
    [Theory]
    [InlineData("sftp:me@host:/b")]
    [InlineData("gs:bucket:/")]
    [InlineData("s3:bucket")]
    [InlineData("s3://bucket/prefix")]
    [InlineData("s3:https://host")]
    [InlineData("s3:https://host/x")]
    [InlineData("s3:https://host/box?versions")]
    [InlineData("s3:ftp://host/box")]
    [InlineData("s3:https://key:secret@host/box")]
    [InlineData("s3:")]
    [InlineData("S3:host/box")]
    [InlineData("http://nas.example.net:8000/x")]
    [InlineData("ssh://me@host/x")]
    [InlineData("me@host:/backup")]
    [InlineData("nas:backup")]
    [InlineData("[::1]:/backup")]
    [InlineData("file:///srv/x")]
    [InlineData("Rest:http://host/")]
    [InlineData("rest:ftp://host/")]
    [InlineData("rest:host")]
    [InlineData("disc:")]
    [InlineData(" ")]
    [InlineData("")]
    public void What_is_no_known_address_is_refused_with_what_is_supported(string text)
    {
        var failure = Assert.Throws<ArchivistException>(() => RepositoryAddress.Parse(text));
        Assert.Equal(Failure.Usage, failure.Failure);
        Assert.Contains("supported", failure.Sentence(), StringComparison.Ordinal);
        Assert.NotNull(failure.HintText());
    }

    [Theory]
    [InlineData("./sftp:x")]
    [InlineData("/srv/a:b")]
    [InlineData("backup/a:b")]
    [InlineData(@"C:\backup")]
    [InlineData("C:/backup")]
    [InlineData("me@host")]
    public void A_path_stays_a_path(string text) =>
        Assert.Equal(new RepositoryAddress(AddressKind.Directory, text, null), RepositoryAddress.Parse(text));

    [Theory]
    [InlineData("s3:s3.example.net/box", "https://s3.example.net/box")]
    [InlineData("s3:s3.example.net:9000/box/some/where/", "https://s3.example.net:9000/box/some/where/")]
    [InlineData("s3:https://s3.example.net/box", "https://s3.example.net/box")]
    [InlineData("s3:http://127.0.0.1:7480/box/x", "http://127.0.0.1:7480/box/x")]
    public void A_bucket_is_written_as_for_restic(string text, string url) =>
        Assert.Equal(new RepositoryAddress(AddressKind.S3, "", new Uri(url)), RepositoryAddress.Parse(text));

    [Theory]
    [InlineData("http://me:horse@host/")]
    [InlineData("s3:https://me:horse@host/box")]
    [InlineData("s3:me:horse@host/box")]
    public void A_password_in_a_refused_address_is_not_repeated(string text)
    {
        var failure = Assert.Throws<ArchivistException>(() => RepositoryAddress.Parse(text));
        Assert.DoesNotContain("horse", failure.Sentence() + failure.HintText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rest:https://alice:pw@host:8000/alice/", "rest:https://host:8000/alice/")]
    [InlineData("rest:http://alice@host/", "rest:http://host/")]
    [InlineData("rest:http://host:8000/alice", "rest:http://host:8000/alice")]
    [InlineData("/srv/alice@home:1", "/srv/alice@home:1")]
    public void An_address_is_shown_without_user_and_password(string address, string shown) => Assert.Equal(shown, AddressText.WithoutCredentials(address));
}
