using Archivist.Capture.Selecting;
using Archivist.Repository.Patterns;

namespace Archivist.Operations.Configuration;

/// <summary>What of the sources is left out, as settings or flags say it.</summary>
public sealed record SelectionSettings
{
    /// <summary>Leaves nothing out.</summary>
    public static SelectionSettings Everything { get; } = new();

    /// <summary>Patterns of what is left out.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>Case-insensitive patterns of what is left out.</summary>
    public IReadOnlyList<string> ExcludesOfAnyCase { get; init; } = [];

    /// <summary>Files of patterns.</summary>
    public IReadOnlyList<string> ExcludeFiles { get; init; } = [];

    /// <summary>Files of case-insensitive patterns.</summary>
    public IReadOnlyList<string> ExcludeFilesOfAnyCase { get; init; } = [];

    /// <summary>Marks of directories whose content is left out.</summary>
    public IReadOnlyList<FolderMark> Marks { get; init; } = [];

    /// <summary>Leaves out larger files, in bytes; null for no limit.</summary>
    public long? LargestFile { get; init; }

    /// <summary>Stays on the file systems of the sources.</summary>
    public bool OneFileSystem { get; init; }

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

    /// <summary>Reads the files of patterns and the patterns, and returns them in the form in which the snapshot records them.</summary>
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
