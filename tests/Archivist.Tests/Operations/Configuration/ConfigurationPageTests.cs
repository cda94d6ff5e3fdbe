using System.Collections;
using System.Text.RegularExpressions;
using Archivist.App.Messages;
using Archivist.Operations.Configuration;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Configuration;

/// <summary>docs/configuration.md says what the program does.</summary>
public sealed class ConfigurationPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(CheckedOut.Root, "docs", "configuration.md"));

    [Fact]
    public async Task The_example_on_the_page_is_a_full_set_up_of_at_most_fifteen_keys()
    {
        var example = Regex.Match(Page, "```toml\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

        var settings = await ReadAsync(example);

        Assert.Equal("rest:https://nas.example.net:8000/alice", Assert.Single(settings.Replicas).Url);
        Assert.InRange(Regex.Count(example, @"^[a-z-]+\s*=", RegexOptions.Multiline), 4, 15);
    }

    [Theory]
    [InlineData("archive", "[archive]")]
    [InlineData("policy", "[policy]")]
    [InlineData("replica", "[[replica]]")]
    [InlineData("capture", "[capture]")]
    [InlineData("audit", "[audit]")]
    [InlineData("disc", "[disc]")]
    [InlineData("drill", "[drill]")]
    [InlineData("report", "[report]")]
    [InlineData("ledger", "[ledger]")]
    [InlineData("notify", "[[notify]]")]
    [InlineData("watch", "[[watch]]")]
    [InlineData("serve", "[serve]")]
    [InlineData("cluster", "[cluster]")]
    public async Task The_page_lists_exactly_the_keys_that_are_known(string section, string header)
    {
        // An unknown key makes the program list the known ones.
        var sections = header is "[archive]" ? "[archive]\nzzzzzzzzzz = 1\n" : $"{Minimal}{header}\nzzzzzzzzzz = 1\n";
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => ReadAsync(sections));
        var known = CommandLineMessages.Instance.Of(failure.Problem).Hint!["Remove it; known keys: ".Length..].TrimEnd('.').Split(", ");

        var listed = Regex.Matches(Page, $@"^\| `{section}\.([a-z-]+)`", RegexOptions.Multiline).Select(match => match.Groups[1].Value);

        Assert.Equal(known, listed);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Damaged_settings_give_settings_or_one_clear_refusal(int seed)
    {
        var random = new Random(seed);
        var original = Regex.Match(Page, "```toml\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        var refused = 0;
        for (var round = 0; round < 500; round++)
        {
            var text = original.ToList();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var at = random.Next(text.Count);
                if (random.Next(2) == 0)
                    text[at] = Interesting[random.Next(Interesting.Length)];
                else
                    text.RemoveRange(at, Math.Min(random.Next(1, 30), text.Count - at));
            }

            try
            {
                await ReadAsync(string.Concat(text));
            }
            catch (ArchivistException failure)
            {
                refused++;
                Assert.Equal(Failure.Usage, failure.Failure);
                var (sentence, hint) = CommandLineMessages.Instance.Of(failure.Problem);
                Assert.NotNull(hint);
                Assert.Contains("archivist.toml", sentence, StringComparison.Ordinal);
            }
        }

        Assert.InRange(refused, 200, 499);
    }

    private const string Interesting = "\"'[]{}=.,#\\\n -_:aZ09\u00e9\0";

    private const string Minimal = "[archive]\nname = \"d\"\nsources = [\"/s\"]\nrepository = \"/r\"\npassword = \"env:P\"\n";

    private static async Task<ArchivistSettings> ReadAsync(string text)
    {
        using var folder = new ScratchFolder();
        folder.Write("archivist.toml", text);
        return await SettingsReader.ReadAsync(
            null, new SettingsEnvironment(new Hashtable(), folder.Path, "/home/tester"), TestContext.Current.CancellationToken);
    }
}
