using System.Text;
using Archivist.Platform.Problems;

namespace Archivist.Platform.Processes;

/// <summary>The output of a program that ended.</summary>
public sealed record ToolResult(ToolCommand Command, int ExitCode, ReadOnlyMemory<byte> Output, ReadOnlyMemory<byte> ErrorOutput)
{
    /// <summary>Standard output as UTF-8 text.</summary>
    public string OutputText => Encoding.UTF8.GetString(Output.Span);

    /// <summary>Standard error as UTF-8 text.</summary>
    public string ErrorText => Encoding.UTF8.GetString(ErrorOutput.Span);

    /// <summary>Passes a success through and turns any other exit code into a failure that quotes the tool's last words.</summary>
    public ToolResult EnsureSuccess(Failure failure = Failure.Failed)
    {
        if (ExitCode == 0)
            return this;

        throw new ArchivistException(new ToolFailed(failure, Path.GetFileName(Command.Tool), ExitCode, LastLine(ErrorText) ?? LastLine(OutputText)));
    }

    private static string? LastLine(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
}
