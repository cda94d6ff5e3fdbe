using System.Text;
using System.Text.RegularExpressions;
using Archivist.Capture.Selecting;
using Archivist.Platform.Problems;
using Archivist.Repository.Patterns;

namespace Archivist.Tests.Repository.Patterns;

public sealed class PathPatternsTests
{
    [Theory]
    [InlineData("*.tmp", "/a/b.tmp", true)]
    [InlineData("*.tmp", "/a.tmp/b", true)]
    [InlineData("*.tmp", "/a/b.tmpx", false)]
    [InlineData("/a/b", "/a/b", true)]
    [InlineData("/a/b", "/x/a/b", false)]
    [InlineData("a/b", "/x/a/b/c", true)]
    [InlineData("a/*/c", "/a/b/c", true)]
    [InlineData("a/*/c", "/a/b/b/c", false)]
    [InlineData("/a/**/c", "/a/c", true)]
    [InlineData("/a/**/c", "/a/b/b/c", true)]
    [InlineData("/a/**/c", "/b/a/c", false)]
    [InlineData("/a/**/b/**/c", "/a/b/c", true)]
    [InlineData("foo/**", "/foo", true)]
    [InlineData("[a-c]?", "/x/bz", true)]
    [InlineData("[^a-c]?", "/bz", false)]
    [InlineData("[]a]", "/a", null)]
    [InlineData("[a", "/a", null)]
    [InlineData("a\\", "/a", null)]
    [InlineData(@"\*", "/*", true)]
    [InlineData(@"\*", "/a", false)]
    [InlineData("?", "/ü", true)]
    [InlineData("a//b/./c/../d/", "/a/b/d", true)]
    [InlineData("A", "/a", false)]
    public void A_pattern_covers_what_it_says(string pattern, string path, bool? expected)
    {
        if (expected is { } covers)
            Assert.Equal(covers, PathPatterns.Parse([pattern]).Cover(Encoding.UTF8.GetBytes(path)));
        else
            Assert.Equal(Failure.Usage, Assert.Throws<ArchivistException>(() => PathPatterns.Parse([pattern])).Failure);
    }

    [Theory]
    [InlineData("ÄB*", "/äbc", true)]
    [InlineData("[A-C]x", "/BX", true)]
    [InlineData("İ", "/i", true)]
    public void The_case_of_letters_can_be_ignored(string pattern, string path, bool expected) =>
        Assert.Equal(expected, PathPatterns.Parse([pattern], ignoresCase: true).Cover(Encoding.UTF8.GetBytes(path)));

    [Fact]
    public void A_later_negated_pattern_takes_back_what_an_earlier_one_covers()
    {
        var patterns = PathPatterns.Parse(["*.log", "!keep.log", "!kept", "/a/kept/no.log"]);
        Assert.True(patterns.Cover("/a/x.log"u8));
        Assert.False(patterns.Cover("/a/keep.log"u8));
        Assert.False(patterns.Cover("/b/kept/x.log"u8));
        Assert.True(patterns.Cover("/a/kept/no.log"u8));
    }

    [Fact]
    public void Random_patterns_agree_with_a_regular_expression()
    {
        var random = new Random(3);
        string[] parts = ["a", "b", "ab", "*", "?", "a*", "*b", "[ab]", "[^a]", "**", "*a*", "??"];
        string[] names = ["a", "b", "ab", "ba", "aab", "c"];
        for (var round = 0; round < 20_000; round++)
        {
            var isAnchored = random.Next(2) == 0;
            var pattern = (isAnchored ? "/" : "") + string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => parts[random.Next(parts.Length)]));
            var path = "/" + string.Join('/', Enumerable.Range(0, random.Next(1, 6)).Select(_ => names[random.Next(names.Length)]));
            Assert.True(
                Reference(pattern).IsMatch(path) == PathPatterns.Parse([pattern]).Cover(Encoding.UTF8.GetBytes(path)), $"{pattern} on {path}");
        }
    }

    [Fact]
    public void Nothing_is_covered_below_a_folder_of_which_that_was_denied()
    {
        var random = new Random(4);
        string[] parts = ["a", "b", "*", "[ab]", "**", "ab"];
        string[] names = ["a", "b", "ab", "c"];
        for (var round = 0; round < 20_000; round++)
        {
            var pattern = (random.Next(3) > 0 ? "/" : "") + string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => parts[random.Next(parts.Length)]));
            var path = "/" + string.Join('/', Enumerable.Range(0, random.Next(2, 6)).Select(_ => names[random.Next(names.Length)]));
            var patterns = PathPatterns.Parse([pattern]);
            if (!patterns.Cover(Encoding.UTF8.GetBytes(path)))
                continue;
            for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
                Assert.True(patterns.MayCoverBelow(Encoding.UTF8.GetBytes(path[..end])), $"{pattern} on {path[..end]}");
        }
    }

    [Fact]
    public void Every_name_with_its_special_characters_escaped_covers_exactly_itself()
    {
        var random = new Random(5);
        const string letters = "ab*?[]\\!^-üé ";
        for (var round = 0; round < 5000; round++)
        {
            var name = Name();
            var other = Name();
            var pattern = PathPatterns.Parse(["/" + string.Concat(name.Select(letter => letter is '*' or '?' or '[' or '\\' ? "\\" + letter : letter.ToString()))]);
            Assert.True(pattern.Cover(Encoding.UTF8.GetBytes("/" + name)), name);
            Assert.Equal(name == other, pattern.Cover(Encoding.UTF8.GetBytes("/" + other)));
        }

        string Name() => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => letters[random.Next(letters.Length)]));
    }

    [Fact]
    public void Matching_allocates_nothing()
    {
        var patterns = PathPatterns.Parse(["*.tmp", "/a/**/c", "!x", "[a-z]?q"]);
        var path = "/home/alice/documents/letter.odt"u8.ToArray();
        patterns.Cover(path);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            patterns.Cover(path);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_file_of_patterns_has_remarks_blanks_and_variables()
    {
        var content = "\uFEFF# remark\n\n  *.tmp \t\r\n$HOME/x\n${HOME}y$$z\n$NONE-a\n!b\n"u8;
        var patterns = PatternFile.Parse(content, name => name == "HOME" ? "/home/alice" : null).Select(Encoding.UTF8.GetString);
        Assert.Equal(["*.tmp", "/home/alice/x", "/home/alicey$z", "-a", "!b"], patterns);
    }

    [Fact]
    public void A_list_of_sources_that_was_cut_off_is_refused()
    {
        Assert.Equal(["/a", "/b c"], SourceList.ParseRaw("/a\0/b c\0"u8));
        Assert.Throws<ArchivistException>(() => SourceList.ParseRaw("/a\0/b"u8));
        Assert.Throws<ArchivistException>(() => SourceList.ParseRaw("/a\0\0"u8));
        Assert.Equal(["/a ", "#b"], SourceList.ParseVerbatim("/a \n\n#b\n"u8));
    }

    /// <summary>The same language said in another one.</summary>
    private static Regex Reference(string pattern)
    {
        var expression = new StringBuilder(pattern[0] == '/' ? "^" : "(^|.*)");
        foreach (var part in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            expression.Append(part == "**"
                ? "(/[^/]+)*"
                : "/" + part.Replace("*", "[^/]*", StringComparison.Ordinal).Replace("?", "[^/]", StringComparison.Ordinal)
                    .Replace("[^a]", "[^/a]", StringComparison.Ordinal));
        }

        return new Regex(expression + "(/.*)?$");
    }
}
