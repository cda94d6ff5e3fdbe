using System.CommandLine;
using Archivist.App.Messages;
using Archivist.App.Problems;
using Archivist.Capture.Capturing;
using Archivist.Capture.Selecting;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;
using Archivist.Platform.Terminals;
using Archivist.Repository.Trees;

namespace Archivist.App.Cli;

/// <summary>The flags that name sources in other ways than one by one.</summary>
internal static class SourceOptions
{
    private static readonly Option<string[]> FilesFrom = new("--files-from") { Description = "Read source patterns from a file, one per line; - for standard input.", HelpName = "file" };
    private static readonly Option<string[]> Verbatim = new("--files-from-verbatim") { Description = "Read sources verbatim from a file, one per line.", HelpName = "file" };
    private static readonly Option<string[]> Raw = new("--files-from-raw") { Description = "Read sources verbatim from a file, NUL-terminated.", HelpName = "file" };
    private static readonly Option<bool> Stdin = new("--stdin") { Description = "Capture standard input as one file." };
    private static readonly Option<bool> StdinCommand = new("--stdin-from-command") { Description = "Capture the output of the command after --; store nothing if it fails." };
    private static readonly Option<string> StdinName = new("--stdin-filename") { Description = "File name for captured input.", HelpName = "name", DefaultValueFactory = _ => "stdin" };

    internal static IReadOnlyList<Option> All { get; } = [FilesFrom, Verbatim, Raw, Stdin, StdinCommand, StdinName];

    /// <summary>True when the words behind the flags are a command, and no sources.</summary>
    internal static bool TakesCommand(ParseResult parsed) => parsed.GetValue(StdinCommand);

    /// <summary>True when standard input is captured or is a list of sources, and so cannot be a password.</summary>
    internal static bool TakesInput(ParseResult parsed) =>
        parsed.GetValue(Stdin) || (parsed.GetValue(FilesFrom) ?? []).Concat(parsed.GetValue(Verbatim) ?? []).Concat(parsed.GetValue(Raw) ?? []).Contains("-");

    /// <summary>Standard input, or the output of a command, when that is what is to be captured.</summary>
    internal static SourceStream? ReadStream(ParseResult parsed, IReadOnlyList<string> words)
    {
        var name = parsed.GetValue(StdinName)!;
        if (parsed.GetValue(StdinCommand))
        {
            if (parsed.GetValue(Stdin) || words.Count == 0)
                throw CommandLineProblem.Usage(
                    parsed.GetValue(Stdin) ? "--stdin cannot be used with --stdin-from-command" : "no command is named",
                    "Write archivist snapshot --stdin-from-command --stdin-filename NAME -- COMMAND ARGUMENTS.");
            return CommandOutput(name, new ToolCommand(words[0], [.. words.Skip(1)]));
        }

        return parsed.GetValue(Stdin) ? SourceStream.Named(name, OpenInput()) : null;
    }

    private static Cause Because(string text) => new Cause.Known(new CommandLineProblem(text, null));

    /// <summary>The sources of all lists, and the patterns in them that matched nothing.</summary>
    internal static async Task<(IReadOnlyList<string> Sources, IReadOnlyList<UnreadablePath> Unmatched)> ReadListsAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var sources = new List<string>();
        var unmatched = new List<UnreadablePath>();
        foreach (var file in parsed.GetValue(FilesFrom) ?? [])
        {
            sources.AddRange(SourceList.ParsePatterns(
                await ReadAsync(file, cancellationToken),
                pattern => unmatched.Add(new UnreadablePath(DisplayPath.Of(PathText.BytesOf(pattern)), Because($"this pattern in {file} matches nothing"))),
                (folder, cause) => unmatched.Add(new UnreadablePath(DisplayPath.Of(PathText.BytesOf(folder)), Because($"cannot be listed for a pattern in {file}: {CommandLineMessages.Instance.Of(cause)}")))));
        }

        foreach (var file in parsed.GetValue(Verbatim) ?? [])
            sources.AddRange(SourceList.ParseVerbatim(await ReadAsync(file, cancellationToken)));
        foreach (var file in parsed.GetValue(Raw) ?? [])
            sources.AddRange(SourceList.ParseRaw(await ReadAsync(file, cancellationToken)));
        return (sources, unmatched);
    }

    /// <summary>A dump that ends with a failure must not be taken for a whole one.</summary>
    private static SourceStream CommandOutput(string name, ToolCommand command)
    {
        var process = new Lazy<(ToolProcess Tool, Task Errors)>(() =>
        {
            var started = ToolProcess.Start(command);
            started.Input.Dispose();
            return (started, started.ErrorOutput.CopyToAsync(StandardStreams.OpenError()));
        });
        return SourceStream.Named(name, new OpenedLater(() => process.Value.Tool.Output)) with
        {
            EndAsync = async cancellationToken =>
            {
                await process.Value.Errors;
                var code = await process.Value.Tool.WaitForExitAsync(cancellationToken);
                if (code != 0)
                    throw new ArchivistException(new SourceCommandFailed(command.Tool, code));
            },
            Stop = () =>
            {
                if (process.IsValueCreated)
                    process.Value.Tool.Kill();
            },
        };
    }

    private static Stream OpenInput()
    {
        try
        {
            return InterruptibleInput.OpenStandardInput();
        }
        catch (IOException cause)
        {
            throw CommandLineProblem.Usage(cause.Message, "Connect it to a file or a pipe, or use /dev/null.");
        }
    }

    private static async Task<byte[]> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            if (file != "-")
                return await InterruptibleInput.ReadFileAsync(file, cancellationToken);
            await using var input = OpenInput();
            return await InterruptibleInput.ReadAllAsync(input, cancellationToken);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw CommandLineProblem.Usage($"{file}: the list of sources cannot be read: {cause.Message}", "Name a file that exists and may be read.");
        }
    }
}
