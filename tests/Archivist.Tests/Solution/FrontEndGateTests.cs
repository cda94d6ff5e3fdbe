using System.Text.RegularExpressions;

namespace Archivist.Tests.Solution;

/// <summary>What only front ends may know, and how long a file may become.</summary>
public sealed partial class FrontEndGateTests
{
    private const int LongestFile = 400;

    private static readonly string Source = Path.Combine(TestKit.CheckedOut.Root, "src");

    /// <summary>The command line, and the program that a disc boots.</summary>
    private static readonly string[] FrontEnds = ["Archivist.App", "Archivist.Recovery.Program"];

    /// <summary>Command lines of other programs, which pages print and tools are given.</summary>
    private static readonly string[] OthersCommands = ["cp ", "restic ", "apt", "part() { sfdisk ", "sfdisk ", "wipefs ", "cryptsetup ", "pvcreate ", "vgchange ", "mdadm ", "chroot ", "for folder in "];

    [Fact]
    public void No_room_below_the_front_ends_knows_a_command_line()
    {
        var found = Files().Where(file => !FrontEnds.Contains(file.Project) && CommandLineWords().IsMatch(file.Text)).Select(file => file.Path);
        Assert.Empty(found);
    }

    [Fact]
    public void Only_front_ends_and_the_terminals_of_the_platform_use_the_console()
    {
        var terminals = Path.Combine("Archivist.Platform", "Terminals");
        var found = Files().Where(file => !FrontEnds.Contains(file.Project) && !file.Path.StartsWith(terminals, StringComparison.Ordinal) && ConsoleCall().IsMatch(file.Text))
            .Select(file => file.Path);
        Assert.Empty(found);
    }

    /// <summary>Words and hints are in the message catalogues, and only a front end knows its verbs and flags.</summary>
    [Fact]
    public void No_room_below_the_front_ends_names_a_verb_or_a_flag()
    {
        var found = Files().Where(file => !FrontEnds.Contains(file.Project) && Strings(file.Text).Any(IsVerbOrFlag))
            .Select(file => file.Path);
        Assert.Empty(found);
    }

    /// <summary>A failure is data; a room below the front ends has no sentence for it.</summary>
    [Fact]
    public void No_room_below_the_front_ends_words_a_failure()
    {
        var found = Files().Where(file => WordedFailure().IsMatch(file.Text) && !FrontEnds.Contains(file.Project)).Select(file => file.Path);
        Assert.Empty(found);
    }

    [Fact]
    public void No_file_is_too_long()
    {
        var found = Files().Where(file => file.Text.AsSpan().Count('\n') > LongestFile).Select(file => file.Path);
        Assert.Empty(found);
    }

    private static IEnumerable<string> Strings(string text) => StringOrComment().Matches(text).Where(match => match.Groups[1].Success).Select(match => match.Groups[1].Value.Trim('"'));

    /// <summary>An argument for another program is a flag alone or behind the program's name; a sentence has it among words.</summary>
    private static bool IsVerbOrFlag(string text) => VerbOrFlag().IsMatch(text) && !(text.StartsWith("--", StringComparison.Ordinal) && !text.Contains(' ')) && !OthersCommands.Any(text.StartsWith);

    private static IEnumerable<(string Project, string Path, string Text)> Files() =>
        Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Source, path))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Intersect(["obj", "bin"]).Any())
            .Select(path => (path.Split(Path.DirectorySeparatorChar)[0], path, File.ReadAllText(Path.Combine(Source, path))));

    [GeneratedRegex(@"System\.CommandLine|\bParseResult\b|\bCommandContext\b")]
    private static partial Regex CommandLineWords();

    [GeneratedRegex(@"ArchivistException\(\s*(Failure\.|\$?"")|\bHint = (?!null)")]
    private static partial Regex WordedFailure();

    /// <summary>Strings and comments; the strings are group 1.</summary>
    [GeneratedRegex(@"//[^\n]*|'(?:\\.|[^'\\\n])'|(""{3}[\s\S]*?""{3}|""(?:\\.|""""|[^""\\\n])*"")")]
    private static partial Regex StringOrComment();

    [GeneratedRegex(@"['“:] ?archivist [a-z]|(?<![-\w])--[a-z]")]
    private static partial Regex VerbOrFlag();

    [GeneratedRegex(@"\bConsole\.[A-Z]")]
    private static partial Regex ConsoleCall();
}
