using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Stores.Rclone;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

public sealed class RepositoryAddressTests
{
    [Theory]
    [InlineData("sftp:me@host")]
    [InlineData("sftp:me@host:")]
    [InlineData("sftp:me@:/b")]
    [InlineData("sftp:me@-oProxyCommand=x:/b")]
    [InlineData("sftp:host:~/b")]
    [InlineData("sftp://host/")]
    [InlineData("sftp://host:0/b")]
    [InlineData("sftp://host:65536/b")]
    [InlineData("sftp://me:horse@host/b")]
    [InlineData("sftp:host:/b\nHOST=evil")]
    [InlineData("rclone:")]
    [InlineData("rclone:nas")]
    [InlineData("rclone:/srv/x")]
    [InlineData("rclone::local:/srv/x")]
    [InlineData("rclone:nas,pass=horse:x")]
    [InlineData("rclone:--config=x:y")]
    [InlineData("rclone:nas :x")]
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
    [InlineData("rclone:nas:", "nas", "")]
    [InlineData("rclone:nas:/a b/c:d", "nas", "/a b/c:d")]
    [InlineData("rclone:Größe 2@x.y+z_-:x", "Größe 2@x.y+z_-", "x")]
    public void A_remote_of_rclone_has_a_name_and_a_path(string text, string remote, string path) =>
        Assert.Equal(new RepositoryAddress(AddressKind.Rclone, path, null) { Rclone = new RclonePlace(remote, null, path) }, RepositoryAddress.Parse(text));

    [Theory]
    [InlineData("sftp:host:b", null, "host", null, "b")]
    [InlineData("sftp:me@host:/b/c", "me", "host", null, "/b/c")]
    [InlineData("sftp:me@corp@host:/b", "me@corp", "host", null, "/b")]
    [InlineData("sftp:host:/a@b:c", null, "host", null, "/a@b:c")]
    [InlineData("sftp:me@[::1]:/b", "me", "::1", null, "/b")]
    [InlineData("sftp://me@host/b", "me", "host", null, "b")]
    [InlineData("sftp://me@host:2222//srv/b", "me", "host", 2222, "/srv/b")]
    [InlineData("sftp://[fe80::1%eth0]:22/b", null, "fe80::1%eth0", 22, "b")]
    public void Both_notations_of_SFTP_name_user_host_port_and_path(string text, string? user, string host, int? port, string path) =>
        Assert.Equal(new RepositoryAddress(AddressKind.Sftp, path, null) { Rclone = new RclonePlace(null, new SftpHost(user, host, port), path) }, RepositoryAddress.Parse(text));

    [Theory]
    [InlineData("rclone:nas:a/b/", "rclone:nas:/a//./b")]
    [InlineData("sftp:me@Host:/b", "sftp://me@host:22//b/")]
    [InlineData("sftp:me@127.0.0.1:b", "sftp:me@localhost:./b")]
    [InlineData("sftp:me@[::1]:b", "sftp:me@localhost:b")]
    public void Two_spellings_of_one_place_are_one(string one, string other) =>
        Assert.Equal(RepositoryAddress.Parse(one).Canonical, RepositoryAddress.Parse(other).Canonical);

    [Theory]
    [InlineData("sftp:me@host:b", "sftp:me@host:/b")]
    [InlineData("sftp:me@host:b", "sftp:you@host:b")]
    [InlineData("sftp://host:22/b", "sftp://host:23/b")]
    [InlineData("rclone:nas:b", "rclone:nas:B")]
    [InlineData("rclone:nas:b", "rclone:other:b")]
    public void Two_places_are_two(string one, string other) =>
        Assert.NotEqual(RepositoryAddress.Parse(one).Canonical, RepositoryAddress.Parse(other).Canonical);

    [Theory]
    [InlineData("rclone:nas:", "rclone:nas:x")]
    [InlineData("sftp:host:/", "sftp:host:/x")]
    [InlineData("sftp:host:a", "sftp:host:a/b")]
    public void A_place_inside_another_begins_like_it(string outer, string inner) => Assert.StartsWith(
        RepositoryAddress.Parse(outer).Canonical!.TrimEnd('/') + "/", RepositoryAddress.Parse(inner).Canonical, StringComparison.Ordinal);

    [Theory]
    [InlineData("http://me:horse@host/")]
    [InlineData("sftp:me:horse@host:/b")]
    [InlineData("sftp://me:horse@host/b")]
    [InlineData("rclone:nas,pass=horse:x")]
    [InlineData("rclone::sftp,pass=horse:x")]
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

    [Fact]
    public void A_striped_replica_has_data_shares_and_then_recovery_shares()
    {
        var shares = RepositoryAddress.Parse("striped:2:/a|rest:http://host/b|s3:host/box|/d|/e").Shares!;
        Assert.Equal(["/a", "rest:http://host/b", "s3:host/box"], shares.Data);
        Assert.Equal(["/d", "/e"], shares.Recovery);
        Assert.Equal("striped:2:/a|rest:http://host/b|s3:host/box|/d|/e", ShareAddresses.Join(shares.All, 2));
    }

    [Theory]
    [InlineData("striped:")]
    [InlineData("striped:/a|/b")]
    [InlineData("striped:0:/a|/b")]
    [InlineData("striped:5:/a|/b|/c|/d|/e|/f")]
    [InlineData("striped:1:/a")]
    [InlineData("striped:2:/a|/b")]
    [InlineData("striped:1:/a|")]
    [InlineData("striped:-1:/a|/b")]
    [InlineData("striped:1:/a|disc:/b")]
    [InlineData("striped:1:/a|rest:http://host/")]
    [InlineData("striped:1:striped:1:/a|/b")]
    [InlineData("striped:1:rest:http://me:horse@host/|/b")]
    public void Shares_that_cannot_be_striped_over_are_refused(string text)
    {
        var failure = Assert.Throws<ArchivistException>(() => RepositoryAddress.Parse(text));
        Assert.Equal(Failure.Usage, failure.Failure);
        Assert.DoesNotContain("horse", failure.Sentence() + failure.HintText(), StringComparison.Ordinal);
    }
}
