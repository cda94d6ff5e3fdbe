using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Rclone;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

public sealed class RcloneRemoteTests : IDisposable
{
    private const string Prefix = "RCLONE_CONFIG_ARCHIVIST_SFTP_";

    private readonly TemporaryFolder _home = new();
    private readonly Dictionary<string, string> _variables = [];

    public RcloneRemoteTests()
    {
        Directory.CreateDirectory(_home[".ssh"]);
        File.WriteAllText(_home[".ssh/known_hosts"], "");
    }

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("rclone:nas:/a b/$(x);'\"", "nas:/a b/$(x);'\"")]
    [InlineData("rclone:nas:--stdio", "nas:--stdio")]
    [InlineData("sftp:me@host:/a b", "archivist_sftp:/a b")]
    [InlineData("sftp://me@host:2222/a", "archivist_sftp:a")]
    public void The_place_is_one_argument_behind_the_flags(string address, string target)
    {
        var command = Of(address).Command;
        Assert.Equal("rclone", command.Tool);
        Assert.Equal(["serve", "restic", "--stdio", "--ask-password=false", "--cache-objects=false", "--", target], command.Arguments);
        Assert.True(command.HasOwnSession);
    }

    [Fact]
    public void A_host_becomes_a_remote_of_the_environment_alone()
    {
        File.WriteAllText(_home[".ssh/id_ecdsa"], "");
        File.WriteAllText(_home[".ssh/id_rsa"], "");
        var environment = Of("sftp://me@host:2222//srv/x").Environment;
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["TYPE"] = "sftp",
                ["HOST"] = "host",
                ["PORT"] = "2222",
                ["USER"] = "me",
                ["KNOWN_HOSTS_FILE"] = _home[".ssh/known_hosts"],
                ["KEY_FILE"] = _home[".ssh/id_ecdsa"],
                ["SHELL_TYPE"] = "none",
                ["DISABLE_HASHCHECK"] = "true",
                ["SET_MODTIME"] = "false",
            },
            environment.Where(variable => variable.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(variable => variable.Key[Prefix.Length..], variable => variable.Value));
    }

    [Theory]
    [InlineData("SSH_AUTH_SOCK")]
    [InlineData("RCLONE_SFTP_KEY_FILE")]
    [InlineData("RCLONE_SFTP_PASS")]
    public void An_agent_or_a_key_that_the_user_named_comes_before_the_keys_of_the_home(string variable)
    {
        File.WriteAllText(_home[".ssh/id_ed25519"], "");
        Assert.Contains(Prefix + "KEY_FILE", Of("sftp:host:x").Environment.Keys);
        _variables[variable] = "set";
        Assert.DoesNotContain(Prefix + "KEY_FILE", Of("sftp:host:x").Environment.Keys);
    }

    [Fact]
    public void A_host_is_never_trusted_without_a_file_of_known_hosts()
    {
        Assert.SkipWhen(File.Exists("/etc/ssh/ssh_known_hosts"), "this machine has a file of known hosts for all users");
        File.Delete(_home[".ssh/known_hosts"]);
        var failure = Assert.Throws<ArchivistException>(() => Of("sftp:me@host:x"));
        Assert.Equal(new RcloneFailed("sftp:me@host:x", RcloneFault.KnownHostsMissing, null), failure.Problem);
        Assert.Contains("ssh-keyscan", failure.HintText(), StringComparison.Ordinal);

        _variables["RCLONE_SFTP_KNOWN_HOSTS_FILE"] = "/other";
        Assert.DoesNotContain(Prefix + "KNOWN_HOSTS_FILE", Of("sftp:me@host:x").Environment.Keys);
    }

    [Fact]
    public void What_the_user_has_set_for_a_server_of_their_own_does_not_reach_this_one()
    {
        var environment = Of("rclone:nas:x").Environment;
        Assert.All(["RCLONE_USER", "RCLONE_PASS", "RCLONE_BASEURL", "RCLONE_PRIVATE_REPOS"], name => Assert.Null(Assert.Contains(name, environment)));
        Assert.DoesNotContain("RCLONE_CONFIG", environment.Keys);
    }

    [Theory]
    [InlineData("rclone:nas:a/b")]
    [InlineData("sftp:me@host:a/b")]
    [InlineData("sftp:[::1]:/a")]
    [InlineData("sftp://me@host:2222//a")]
    public void A_place_is_shown_as_it_is_written(string address) => Assert.Equal(RepositoryAddress.Parse(address), RepositoryAddress.Parse(Of(address).Location));

    private RcloneRemote Of(string address) => RcloneRemote.Of(RepositoryAddress.Parse(address).Rclone!, new RcloneSurroundings(_home.Path, _variables.GetValueOrDefault));
}
