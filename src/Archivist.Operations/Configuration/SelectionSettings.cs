using Archivist.Capture.Selecting;
using Archivist.Repository.Patterns;

namespace Archivist.Operations.Configuration;

/// <summary>What of the sources is left out, as settings or flags say it.</summary>
internal sealed record SelectionSettings
{
    /// <summary>Leaves nothing out.</summary>
    internal static SelectionSettings Everything { get; } = new();

    internal IReadOnlyList<string> Excludes { get; init; } = [];

    internal IReadOnlyList<string> ExcludesOfAnyCase { get; init; } = [];

    /// <summary>Files of patterns.</summary>
    internal IReadOnlyList<string> ExcludeFiles { get; init; } = [];

    internal IReadOnlyList<string> ExcludeFilesOfAnyCase { get; init; } = [];

    internal IReadOnlyList<FolderMark> Marks { get; init; } = [];

    internal long? LargestFile { get; init; }

    internal bool OneFileSystem { get; init; }

    /// <summary>Both together; the smaller limit wins.</summary>
    internal SelectionSettings And(SelectionSettings other) => new()
    {
        Excludes = [.. Excludes, .. other.Excludes],
        ExcludesOfAnyCase = [.. ExcludesOfAnyCase, .. other.ExcludesOfAnyCase],
        ExcludeFiles = [.. ExcludeFiles, .. other.ExcludeFiles],
        ExcludeFilesOfAnyCase = [.. ExcludeFilesOfAnyCase, .. other.ExcludeFilesOfAnyCase],
        Marks = [.. Marks, .. other.Marks],
        LargestFile = LargestFile is { } one && other.LargestFile is { } two ? Math.Min(one, two) : LargestFile ?? other.LargestFile,
        OneFileSystem = OneFileSystem || other.OneFileSystem,
    };

    /// <summary>Reads the files of patterns and the patterns, and returns them with how they are told in the snapshot.</summary>
    internal async Task<(SourceSelection Selection, IReadOnlyList<string> Texts)> ReadAsync(CancellationToken cancellationToken)
    {
        var excludes = await PatternsAsync(Excludes, ExcludeFiles, cancellationToken);
        var ofAnyCase = await PatternsAsync(ExcludesOfAnyCase, ExcludeFilesOfAnyCase, cancellationToken);
        var selection = new SourceSelection
        {
            Excludes = PathPatterns.Parse(excludes),
            ExcludesOfAnyCase = PathPatterns.Parse(ofAnyCase, ignoresCase: true),
            Marks = Marks,
            LargestFile = LargestFile,
            OneFileSystem = OneFileSystem,
        };
        return (selection, [.. excludes.Concat(ofAnyCase).Select(System.Text.Encoding.UTF8.GetString)]);
    }

    private static async Task<List<byte[]>> PatternsAsync(
        IReadOnlyList<string> written, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        List<byte[]> patterns = [.. written.Select(System.Text.Encoding.UTF8.GetBytes)];
        foreach (var file in files)
            patterns.AddRange(await PatternFile.ReadAsync(file, cancellationToken));
        return patterns;
    }
}
