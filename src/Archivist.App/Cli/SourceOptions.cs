using System.CommandLine;
using Archivist.Capture;
using Archivist.Repository;

namespace Archivist.App.Cli;

/// <summary>The flags that name sources in other ways than one by one.</summary>
internal static class SourceOptions
{
    private static readonly Option<string[]> FilesFrom = new("--files-from") { Description = "Read patterns of sources from a file, one a line; - is standard input.", HelpName = "file" };
    private static readonly Option<string[]> Verbatim = new("--files-from-verbatim") { Description = "Read sources from a file, one a line, as they are.", HelpName = "file" };
    private static readonly Option<string[]> Raw = new("--files-from-raw") { Description = "Read sources from a file, each ended by a NUL.", HelpName = "file" };
    private static readonly Option<bool> Stdin = new("--stdin") { Description = "Capture standard input as one file." };
    private static readonly Option<string> StdinName = new("--stdin-filename") { Description = "The name of that file.", HelpName = "name", DefaultValueFactory = _ => "stdin" };

    internal static IReadOnlyList<Option> All { get; } = [FilesFrom, Verbatim, Raw, Stdin, StdinName];

    /// <summary>Standard input, when that is what is to be captured.</summary>
    internal static SourceStream? ReadStream(ParseResult parsed) =>
        parsed.GetValue(Stdin) ? SourceStream.Named(parsed.GetValue(StdinName)!, Console.OpenStandardInput()) : null;

    /// <summary>True when standard input is captured or is a list of sources, and so cannot be a password.</summary>
    internal static bool TakesInput(ParseResult parsed) =>
        parsed.GetValue(Stdin) || (parsed.GetValue(FilesFrom) ?? []).Concat(parsed.GetValue(Verbatim) ?? []).Concat(parsed.GetValue(Raw) ?? []).Contains("-");

    /// <summary>The sources of all lists.</summary>
    internal static async Task<IReadOnlyList<string>> ReadListsAsync(ParseResult parsed, Output output, CancellationToken cancellationToken)
    {
        var sources = new List<string>();
        foreach (var file in parsed.GetValue(FilesFrom) ?? [])
        {
            sources.AddRange(SourceList.ParsePatterns(
                await ReadAsync(file, cancellationToken), pattern => output.Warn($"{file}: nothing is called {pattern}")));
        }

        foreach (var file in parsed.GetValue(Verbatim) ?? [])
            sources.AddRange(SourceList.ParseVerbatim(await ReadAsync(file, cancellationToken)));
        foreach (var file in parsed.GetValue(Raw) ?? [])
            sources.AddRange(SourceList.ParseRaw(await ReadAsync(file, cancellationToken)));
        return sources;
    }

    private static async Task<byte[]> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            if (file != "-")
                return await File.ReadAllBytesAsync(file, cancellationToken);
            using var content = new MemoryStream();
            await using var input = Console.OpenStandardInput();
            await input.CopyToAsync(content, cancellationToken);
            return content.ToArray();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(Failure.Usage, $"{file}: the list of sources cannot be read: {cause.Message}", cause)
            {
                Hint = "Name a file that exists and may be read.",
            };
        }
    }
}
