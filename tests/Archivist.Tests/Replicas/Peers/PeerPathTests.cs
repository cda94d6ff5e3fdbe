using Archivist.Replicas.Peers;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Replicas.Peers;

public sealed class PeerPathTests
{
    private static readonly string Id = Digest.Of("abc"u8).ToString();

    [Theory]
    [InlineData("/alice", "")]
    [InlineData("/alice/", "")]
    [InlineData("/alice/laptop/", "laptop")]
    [InlineData("/alice@example.net/a/b/c/d", "a b c d")]
    public void A_repository_is_the_users_own_directory_or_below(string path, string repository)
    {
        Assert.True(PeerPath.TryParse(path, out var parsed));
        Assert.IsType<PeerTarget.Whole>(parsed.Target);
        Assert.Equal(repository, string.Join(' ', parsed.Repository));
    }

    [Fact]
    public void Objects_and_listings_are_told_apart()
    {
        Assert.True(PeerPath.TryParse("/alice/config", out var configuration));
        Assert.Equal(new PeerTarget.Single(ObjectName.Configuration), configuration.Target);
        Assert.True(PeerPath.TryParse($"/alice/laptop/data/{Id}", out var pack));
        Assert.Equal(new PeerTarget.Single(new ObjectName(ObjectKind.Pack, Digest.Of("abc"u8))), pack.Target);
        Assert.Equal(["laptop"], pack.Repository);
        Assert.True(PeerPath.TryParse("/alice/laptop/locks/", out var locks));
        Assert.Equal(new PeerTarget.Listing(ObjectKind.Lock), locks.Target);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("alice")]
    [InlineData("//alice")]
    [InlineData("/..")]
    [InlineData("/../alice")]
    [InlineData("/alice/..")]
    [InlineData("/alice/../bob/config")]
    [InlineData("/alice/./config")]
    [InlineData("/alice//config")]
    [InlineData("/.alice/config")]
    [InlineData("/alice./config")]
    [InlineData("/-alice/config")]
    [InlineData("/al ice/config")]
    [InlineData("/al\0ice/config")]
    [InlineData("/alice/..%2fbob/config")]
    [InlineData("/alice/..\\bob/config")]
    [InlineData("/älice/config")]
    [InlineData("/alice/keys/keys/config")]
    [InlineData("/alice/data/laptop/config")]
    [InlineData("/alice/config/config")]
    [InlineData("/alice/data/1234")]
    [InlineData("/alice/data/../config")]
    [InlineData("/alice/a/b/c/d/e/config")]
    public void What_could_lead_elsewhere_or_names_nothing_is_refused(string path) => Assert.False(PeerPath.TryParse(path, out _));

    [Fact]
    public void An_id_has_one_spelling() => Assert.False(PeerPath.TryParse($"/alice/data/{Id.ToUpperInvariant()}", out _));

    [Fact]
    public void A_name_that_is_too_long_is_refused()
    {
        Assert.True(PeerName.IsUser(new string('a', PeerName.LongestName)));
        Assert.False(PeerName.IsUser(new string('a', PeerName.LongestName + 1)));
    }
}
