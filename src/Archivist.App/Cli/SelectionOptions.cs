using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Capture.Selecting;
using Archivist.Operations.Configuration;
using Archivist.Platform;
using Archivist.Platform.Text;

namespace Archivist.App.Cli;

/// <summary>The flags that say what of the sources goes into a snapshot; restic's names and meanings.</summary>
internal static class SelectionOptions
{
    private static readonly Option<string[]> Excludes = new("--exclude", "-e") { Description = "Leave out what a pattern covers.", HelpName = "pattern" };
    private static readonly Option<string[]> AnyCase = new("--iexclude") { Description = "The same, whether letters are large or small.", HelpName = "pattern" };
    private static readonly Option<string[]> ExcludeFiles = new("--exclude-file") { Description = "Read such patterns from a file.", HelpName = "file" };
    private static readonly Option<string[]> AnyCaseFiles = new("--iexclude-file") { Description = "Read such patterns from a file; the size of letters does not count.", HelpName = "file" };
    private static readonly Option<bool> Caches = new("--exclude-caches") { Description = "Leave out what is in folders marked with a CACHEDIR.TAG." };
    private static readonly Option<string[]> Marks = new("--exclude-if-present") { Description = "Leave out what is in folders that hold a file of this name, which begins so.", HelpName = "name[:header]" };
    private static readonly Option<string?> Largest = new("--exclude-larger-than") { Description = "Leave out larger files; K, M, G and T count in 1024.", HelpName = "size" };
    private static readonly Option<bool> OneFileSystem = new("--one-file-system", "-x") { Description = "Stay on the file systems of the sources." };

    internal static IReadOnlyList<Option> All { get; } =
        [Excludes, AnyCase, ExcludeFiles, AnyCaseFiles, Caches, Marks, Largest, OneFileSystem];

    internal static SelectionSettings Read(ParseResult parsed) => new()
    {
        Excludes = parsed.GetValue(Excludes) ?? [],
        ExcludesOfAnyCase = parsed.GetValue(AnyCase) ?? [],
        ExcludeFiles = parsed.GetValue(ExcludeFiles) ?? [],
        ExcludeFilesOfAnyCase = parsed.GetValue(AnyCaseFiles) ?? [],
        Marks = [.. (parsed.GetValue(Marks) ?? []).Select(FolderMark.Parse), .. parsed.GetValue(Caches) ? [FolderMark.Cache] : Array.Empty<FolderMark>()],
        LargestFile = parsed.GetValue(Largest) is not { } size ? null
            : ByteSize.TryParse(size, out var bytes) ? bytes : throw CommandLineProblem.Usage($"--exclude-larger-than: invalid size '{size}'", "Write a whole number, optionally followed by K, M, G or T."),
        OneFileSystem = parsed.GetValue(OneFileSystem),
    };
}
