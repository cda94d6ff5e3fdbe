using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Capture.Selecting;
using Archivist.Operations.Configuration;
using Archivist.Platform;

namespace Archivist.App.Cli;

/// <summary>The flags that say what of the sources goes into a snapshot; restic's names and meanings.</summary>
internal static class SelectionOptions
{
    private static readonly Option<string[]> Excludes = new("--exclude", "-e") { Description = "Exclude what matches PATTERN (repeatable).", HelpName = "pattern" };
    private static readonly Option<string[]> AnyCase = new("--iexclude") { Description = "Like --exclude, case-insensitive.", HelpName = "pattern" };
    private static readonly Option<string[]> ExcludeFiles = new("--exclude-file") { Description = "Read exclude patterns from a file (repeatable).", HelpName = "file" };
    private static readonly Option<string[]> AnyCaseFiles = new("--iexclude-file") { Description = "Read case-insensitive exclude patterns from a file (repeatable).", HelpName = "file" };
    private static readonly Option<bool> Caches = new("--exclude-caches") { Description = "Exclude the content of directories marked with CACHEDIR.TAG." };
    private static readonly Option<string[]> Marks = new("--exclude-if-present") { Description = "Exclude directories that contain NAME (optionally starting with HEADER).", HelpName = "name[:header]" };
    private static readonly Option<string?> Largest = new("--exclude-larger-than") { Description = "Exclude larger files; units K, M, G and T are powers of 1024.", HelpName = "size" };
    private static readonly Option<bool> OneFileSystem = new("--one-file-system", "-x") { Description = "Don't cross file-system boundaries." };

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
