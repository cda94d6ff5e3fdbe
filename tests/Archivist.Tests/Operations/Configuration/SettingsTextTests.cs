using System.Text;
using Archivist.Operations.Configuration;

namespace Archivist.Tests.Operations.Configuration;

public sealed class SettingsTextTests
{
    private const string Block = "[[replica]]\nname = \"new\"\n";

    [Theory]
    [InlineData("[policy]\ncopies = 1 # one\n", "[policy]\ncopies = 1 # one\n\n" + Block)]
    [InlineData("[policy]\ncopies = 1", "[policy]\ncopies = 1\n\n" + Block)]
    [InlineData("", Block)]
    [InlineData("[[replica]]\nname = \"a\"\n# of a\n\n# of the policy\n[policy]\n", "[[replica]]\nname = \"a\"\n# of a\n\n" + Block + "\n# of the policy\n[policy]\n")]
    [InlineData("[[replica]]\nname = \"a\"\n# of the policy\n[policy]\n", "[[replica]]\nname = \"a\"\n\n" + Block + "\n# of the policy\n[policy]\n")]
    [InlineData("[[replica]]\nname = \"\"\"\na\"\"\" # a\n[policy]\n", "[[replica]]\nname = \"\"\"\na\"\"\" # a\n\n" + Block + "\n[policy]\n")]
    [InlineData("[[ \"replica\" ]]\nsources = [\n 1,\n # last\n]\n\n[policy]\n", "[[ \"replica\" ]]\nsources = [\n 1,\n # last\n]\n\n" + Block + "\n[policy]\n")]
    public void A_block_is_put_behind_the_last_replica(string before, string after) => Assert.Equal(after, Append(before));

    [Fact]
    public void Line_ends_and_the_byte_order_mark_stay() =>
        Assert.Equal("\uFEFF# first\r\n[policy]\r\n\r\n[[replica]]\r\nname = \"new\"\r\n", Append("\uFEFF# first\r\n[policy]\r\n"));

    [Theory]
    [InlineData("# top\n\n[[replica]]\nname = \"a\"\n\n[policy]\n", 0, "# top\n\n[policy]\n")]
    [InlineData("# top\n\n# of a\n[[replica]]\n# inside\nname = \"a\" # end\n# offline = true\n\n# of the policy\n[policy]\n", 0, "# top\n\n# of the policy\n[policy]\n")]
    [InlineData("[[replica]]\nname = \"a\"\n# of b\n[[replica]]\nname = \"b\"\n", 0, "# of b\n[[replica]]\nname = \"b\"\n")]
    [InlineData("[[replica]]\nname = \"a\"\n# of b\n[[replica]]\nname = \"b\"\n", 1, "[[replica]]\nname = \"a\"\n")]
    [InlineData("[[replica]]\nname = \"a\"", 0, "")]
    [InlineData("[[replica]]\nname = '''\n[[replica]]\n'''\n\n[[replica]]\nname = \"b\"\n", 1, "[[replica]]\nname = '''\n[[replica]]\n'''\n")]
    public void A_replica_goes_with_the_comments_that_touch_it(string before, int number, string after) =>
        Assert.Equal(after, Encoding.UTF8.GetString(SettingsText.Remove(Encoding.UTF8.GetBytes(before), "archivist.toml", number)!));

    [Theory]
    [InlineData("[[replica]]\nname = \"a\"\n\n# of the policy\n[policy]\ncopies = 1\n")]
    [InlineData("# only a comment\n")]
    [InlineData("\n\n[policy]\n\n\n")]
    [InlineData("[[replica]]\nname = \"a\"\n\n\n\n[[witness]]\n")]
    public void What_was_added_is_removed_without_a_trace(string text)
    {
        var added = Append(text);
        var number = text.Contains("replica", StringComparison.Ordinal) ? 1 : 0;

        Assert.Equal(text, Encoding.UTF8.GetString(SettingsText.Remove(Encoding.UTF8.GetBytes(added), "archivist.toml", number)!));
    }

    [Fact]
    public void A_replica_that_is_no_block_is_not_removed() =>
        Assert.Null(SettingsText.Remove("replica = [{ name = \"a\" }]\n"u8.ToArray(), "archivist.toml", 0));

    private static string Append(string text) =>
        Encoding.UTF8.GetString(SettingsText.Append(Encoding.UTF8.GetBytes(text), "archivist.toml", ["[[replica]]", "name = \"new\""]));
}
