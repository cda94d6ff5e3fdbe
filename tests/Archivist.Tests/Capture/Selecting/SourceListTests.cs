using System.Text;
using Archivist.Capture.Selecting;
using Archivist.Platform.Files;

namespace Archivist.Tests.Capture.Selecting;

public sealed class SourceListTests
{
    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_byte_order_mark_is_not_part_of_the_first_name(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        Assert.Equal(["/a", "/b ü"], SourceList.ParseVerbatim([.. encoding.Preamble, .. encoding.GetBytes("/a\r\n\r\n/b ü\n")]));
    }

    [Fact]
    public void Names_that_are_not_utf8_are_kept()
    {
        Assert.Equal([0x2f, 0xff], PathText.BytesOf(SourceList.ParseRaw([0x2f, 0xff, 0]).Single()));
        Assert.Equal([0x2f, 0xff], PathText.BytesOf(SourceList.ParseVerbatim([0x2f, 0xff]).Single()));
    }

    [Fact]
    public void A_name_with_brackets_is_found_as_it_is_written()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Windows has other paths");
        using var folder = new TestKit.TemporaryFolder();
        Directory.CreateDirectory(folder["br[ack]et"]);
        Assert.Equal([folder["br[ack]et"]], SourceList.ParsePatterns(Encoding.UTF8.GetBytes(folder["br[ack]et"]), _ => Assert.Fail("it is there"), (_, _) => Assert.Fail("it can be listed")));
    }

    [Fact]
    public void A_directory_that_a_pattern_leads_into_and_that_cannot_be_listed_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Windows has other paths");
        using var folder = new TestKit.TemporaryFolder();
        File.CreateSymbolicLink(folder["loop"], folder["loop"]);
        File.WriteAllText(folder["file"], "");
        var (unmatched, unlisted) = (new List<string>(), new List<string>());

        SourceList.ParsePatterns(Encoding.UTF8.GetBytes($"{folder["loop"]}/*\n{folder["file"]}/*\n"), unmatched.Add, (path, _) => unlisted.Add(path));

        Assert.Equal([folder["loop"]], unlisted);
        Assert.Equal([$"{folder["file"]}/*"], unmatched);
    }

    [Theory]
    [InlineData("/a/b/")]
    [InlineData("//a///b")]
    [InlineData("/a/./b/.")]
    [InlineData("/a/c/../b")]
    public void Every_spelling_of_a_source_is_one_path(string spelling)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Windows has other paths");
        Assert.Equal("/a/b", SourcePath.Absolute(spelling));
    }
}
