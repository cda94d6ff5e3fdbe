using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Rclone;

namespace Archivist.Tests.Replicas;

public sealed class RcloneWordsTests
{
    [Theory]
    [InlineData("Failed to create file system for \"x:\": didn't find section in config file", RcloneFault.RemoteUnknown)]
    [InlineData("NewFs: couldn't connect SSH: ssh: handshake failed: knownhosts: key is unknown", RcloneFault.HostKeyUnknown)]
    [InlineData("NewFs: couldn't connect SSH: ssh: handshake failed: knownhosts: key mismatch", RcloneFault.HostKeyDiffers)]
    [InlineData("couldn't parse known_hosts_file: open /x: no such file or directory", RcloneFault.KnownHostsMissing)]
    [InlineData("ssh: handshake failed: ssh: unable to authenticate, attempted methods [none publickey]", RcloneFault.KeyRefused)]
    [InlineData("couldn't connect to ssh-agent: SSH agent requested but SSH_AUTH_SOCK not-specified", RcloneFault.KeyRefused)]
    [InlineData("dial tcp 127.0.0.1:1: connect: connection refused", RcloneFault.Ended)]
    public void What_rclone_says_becomes_a_fault(string line, RcloneFault fault)
    {
        var words = new RcloneWords();
        words.Add("2026/11/30 07:33:36 NOTICE: Config file \"/x\" not found - using defaults");
        words.Add("2026/11/30 07:33:47 " + line);
        Assert.Equal((fault, line), (words.Fault, words.Last));
    }

    [Fact]
    public void The_last_error_is_shown_without_date_level_and_control_characters()
    {
        var words = new RcloneWords();
        Assert.Null(words.Last);
        words.Add("2026/11/30 07:34:56 ERROR : data/3b: Post request: \u001b[31mpermission denied");
        words.Add("2026/11/30 07:34:57 NOTICE: something else");
        words.Add("");
        Assert.Equal("data/3b: Post request:  [31mpermission denied", words.Last);
    }

    [Fact]
    public async Task A_program_that_never_stops_talking_takes_no_more_memory()
    {
        var words = new RcloneWords();
        await words.ListenAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 1000).Select(number => $"{number} {new string('x', 2000)}\n")))));
        Assert.StartsWith("999 xxx", words.Last, StringComparison.Ordinal);
        Assert.Equal(500, words.Last!.Length);
    }
}
